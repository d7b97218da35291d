package registry

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestPull(t *testing.T) {
	t.Parallel()
	f := newRegistry(t)
	s := f.store(t, filepath.Join(t.TempDir(), "not", "there", "yet"))
	last := map[string]Progress{}
	m, err := s.Pull(t.Context(), "en", "ar", PullOptions{Progress: func(p Progress) {
		if p.Done < last[p.File].Done {
			t.Errorf("%s goes back from %d to %d", p.File, last[p.File].Done, p.Done)
		}
		last[p.File] = p
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := Model{
		From: "en", To: "ar", Version: "run_1", Architecture: "base-memory", Status: "Release", Licence: "MPL-2.0",
		Source: f.URL + modelPath,
		Files: []File{
			{RoleShortlist, "lex.50.50.enar.s2t.bin", 50_000, sum(content(RoleShortlist, 50_000, 1))},
			{RoleModel, "model.enar.intgemm.alphas.bin", 300_000, sum(content(RoleModel, 300_000, 1))},
			{RoleVocabulary, "vocab.enar.spm", 20_000, sum(content(RoleVocabulary, 20_000, 1))},
		},
	}
	if diff := cmp.Diff(want, m, cmpopts.IgnoreFields(Model{}, "Dir", "Installed")); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	if age := time.Since(m.Installed); age < 0 || age > time.Minute {
		t.Errorf("installed at %s", m.Installed)
	}
	if diff := cmp.Diff(checkInstalled(t, s), m); diff != "" {
		t.Error("Find and Pull differ\n" + diff)
	}
	if data, err := os.ReadFile(filepath.Join(m.Dir, "vocab.enar.spm")); err != nil || sum(data) != want.Files[2].Sum {
		t.Errorf("the vocabulary is not what was packed: %v", err)
	}
	if m.Size() != 370_000 || m.String() != "en-ar base-memory run_1" {
		t.Errorf("%s of %d bytes", m, m.Size())
	}
	if len(last) != 3 {
		t.Errorf("progress of %v", last)
	}
	for file, p := range last {
		if p.Done != p.Total {
			t.Errorf("%s ends at %d of %d", file, p.Done, p.Total)
		}
	}
}

// TestPullForgetsBrokenPacking has a file whose packing is broken from its
// first bytes and whose sum the registry doesn't tell: what is downloaded of it
// must not be in the way of the next pull.
func TestPullForgetsBrokenPacking(t *testing.T) {
	t.Parallel()
	f := newRegistry(t)
	s := f.store(t, t.TempDir())
	lex := f.file(lexPath)
	good := *lex
	*lex = served{data: append([]byte{0x1f, 0x8b}, content(RoleModel, 5000, 3)...), etag: `"broken"`}
	if _, err := s.Pull(t.Context(), "en", "ar", PullOptions{}); !errors.Is(err, domain.ErrInvalid) || !strings.Contains(err.Error(), "can't be unpacked") {
		t.Errorf("a broken file: %v", err)
	}
	*lex = good
	if _, err := s.Pull(t.Context(), "en", "ar", PullOptions{}); err != nil {
		t.Fatal(err)
	}
	checkInstalled(t, s)
}

func TestPullAgainDownloadsNothing(t *testing.T) {
	t.Parallel()
	f := newRegistry(t)
	s := f.store(t, t.TempDir())
	first, err := s.Pull(t.Context(), "en", "ar", PullOptions{})
	if err != nil {
		t.Fatal(err)
	}
	f.requests()
	second, err := s.Pull(t.Context(), "en-GB", "ar", PullOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error(diff)
	}
	if got := f.requests(); !slices.Equal(got, []string{indexPath}) {
		t.Errorf("requests %v", got)
	}
}

func TestPullRepairsAndReplaces(t *testing.T) {
	t.Parallel()
	f := newRegistry(t)
	s := f.store(t, t.TempDir())
	old, err := s.Pull(t.Context(), "en", "ar", PullOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(old.Dir, "vocab.enar.spm"), []byte("\nbroken"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Verify(t.Context(), old); !errors.Is(err, domain.ErrInvalid) || !strings.Contains(err.Error(), "vocab.enar.spm has 7 bytes instead of 20000") {
		t.Errorf("verify: %v", err)
	}
	if _, err := s.Pull(t.Context(), "en", "ar", PullOptions{}); err != nil {
		t.Fatal(err)
	}
	checkInstalled(t, s)

	f.list(entries{"en-ar": {f.publish(2)}})
	if _, err := s.Pull(t.Context(), "en", "ar", PullOptions{}); err != nil {
		t.Fatal(err)
	}
	if m := checkInstalled(t, s); m.Dir == old.Dir {
		t.Error("the old model is still the installed one")
	}
}

// TestPullFaults checks for each fault that it is reported as what it is, that
// it leaves nothing installed and that a later pull succeeds.
func TestPullFaults(t *testing.T) {
	t.Parallel()
	bomb := func(role Role, n int) []byte {
		data := make([]byte, n)
		copy(data, role.signature())
		return data
	}
	for _, c := range []struct {
		name  string
		spoil func(f *fake)
		class error  // nil where the error has no class
		want  string // in the error
	}{
		{"no file", func(f *fake) { delete(f.files, lexPath) }, domain.ErrNotFound, "lex.50.50.enar.s2t.bin: the server answered 404"},
		{"always 500", func(f *fake) { f.files[modelPath].always = &fault{status: 500} }, nil, "answered 500 Internal Server Error; pull again later"},
		{"always 429", func(f *fake) { f.files[modelPath].always = &fault{status: 429} }, domain.ErrRateLimited, "429"},
		{"forbidden", func(f *fake) { f.files[modelPath].always = &fault{status: 403} }, domain.ErrForbidden, "403"},
		{"stalled", func(f *fake) { f.files[modelPath].always = &fault{stall: true} }, nil, "stopped sending for 600ms; pull again"},
		{"a byte at a time", func(f *fake) { f.files[modelPath].always = &fault{cut: true, send: 1} }, nil, "pull again"},
		{"cut at once", func(f *fake) { f.files[vocabPath].always = &fault{cut: true} }, nil, "pull again"},
		{"truncated, as the server has it", func(f *fake) {
			f.files[modelPath].data = f.files[modelPath].data[:100_000]
		}, domain.ErrInvalid, "can't be unpacked (unexpected EOF)"},
		{"truncated, where the registry has the size", func(f *fake) {
			f.files[vocabPath].data = f.files[vocabPath].data[:10_000]
		}, domain.ErrInvalid, "10000 bytes where the registry promises"},
		{"another model", func(f *fake) {
			f.files[modelPath].data = gzipped(f.t, content(RoleModel, 300_000, 9))
		}, domain.ErrInvalid, "its SHA-256 sum is"},
		{"a smaller model", func(f *fake) {
			f.files[modelPath].data = gzipped(f.t, content(RoleModel, 200_000, 9))
		}, domain.ErrInvalid, "has 200000 bytes where the registry promises 300000"},
		{"other packed bytes", func(f *fake) {
			f.files[vocabPath].data[15_000] ^= 1
		}, domain.ErrInvalid, "its SHA-256 sum is"},
		{"a web page", func(f *fake) {
			f.files[lexPath].data = []byte("<html>Please log in to the network</html>")
		}, domain.ErrInvalid, `begins with "<html>Pl"`},
		{"an empty file", func(f *fake) { f.files[lexPath].data = nil }, domain.ErrInvalid, `begins with ""`},
		{"a bomb, where the registry has the size", func(f *fake) {
			f.files[modelPath].data = gzipped(f.t, bomb(RoleModel, 50<<20))
		}, domain.ErrInvalid, "more than the 300000 bytes"},
		{"a bomb, where it hasn't", func(f *fake) {
			entry := f.publish(1)
			entry["files"].(map[string]map[string]any)["vocab"] = map[string]any{"path": vocabPath[1:]}
			f.list(entries{"en-ar": {entry}})
			f.files[vocabPath].data = zstandard(f.t, bomb(RoleVocabulary, 17<<20))
		}, domain.ErrInvalid, "more than the 16777216 bytes"},
		{"a huge file", func(f *fake) { f.files[modelPath].data = make([]byte, 1<<20) }, domain.ErrInvalid, "1048576 bytes where at most 368536 are allowed"},
		{"a huge file without a length", func(f *fake) {
			f.files[modelPath].data, f.files[modelPath].chunks = make([]byte, 1<<20), true
		}, domain.ErrInvalid, "more than the 368536 bytes"},
		{"broken JSON", func(f *fake) { f.files[indexPath].data = []byte(`{"models": {"en-ar": [`) }, domain.ErrInvalid, "no registry of models"},
		{"no registry", func(f *fake) { delete(f.files, indexPath) }, domain.ErrNotFound, "404"},
		{"a registry that is down", func(f *fake) { f.files[indexPath].always = &fault{status: 503} }, nil, "503"},
		{"a registry that stalls", func(f *fake) { f.files[indexPath].always = &fault{stall: true, send: 10} }, nil, "stopped sending"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newRegistry(t)
			s := f.store(t, t.TempDir())
			c.spoil(f)
			_, err := s.Pull(t.Context(), "en", "ar", PullOptions{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
			for _, class := range []error{domain.ErrNotFound, domain.ErrInvalid, domain.ErrForbidden, domain.ErrRateLimited} {
				if errors.Is(err, class) != errors.Is(c.class, class) {
					t.Errorf("error %v is %q: %t", err, class, errors.Is(err, class))
				}
			}
			checkNothing(t, s)
			f.list(entries{"en-ar": {f.publish(1)}})
			if _, err := s.Pull(t.Context(), "en", "ar", PullOptions{}); err != nil {
				t.Fatal(err)
			}
			checkInstalled(t, s)
		})
	}
}

// checkNothing checks that no model is installed.
func checkNothing(t testing.TB, s *Store) {
	t.Helper()
	if models, err := s.List(); err != nil || len(models) > 0 {
		t.Errorf("after a broken pull there are %v (%v)", models, err)
	}
	if _, err := s.Find("en", "ar"); !errors.Is(err, domain.ErrNotFound) || !strings.Contains(err.Error(), "dragoman models pull en-ar") {
		t.Errorf("find: %v", err)
	}
}

// TestPullPatience checks what a pull gets over by itself, and how.
func TestPullPatience(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		faults []fault
		want   []string // the ranges of the requests for the model file
	}{
		{"500 then good", []fault{{status: 500}, {status: 502}}, []string{"", "", ""}},
		{"cut, then continued", []fault{{cut: true, send: 1000}}, []string{"", "bytes=1000-"}},
		{"cut often, as long as there is progress", []fault{
			{cut: true, send: 1000}, {cut: true, send: 1000}, {cut: true, send: 1000}, {cut: true, send: 1000}, {cut: true, send: 1000},
		}, []string{"", "bytes=1000-", "bytes=2000-", "bytes=3000-", "bytes=4000-", "bytes=5000-"}},
		{"stalled, then continued", []fault{{stall: true, send: 2000}}, []string{"", "bytes=2000-"}},
		{"a range that ends early", []fault{{cut: true, send: 1000}, {short: true, send: 500}}, []string{"", "bytes=1000-", "bytes=1500-"}},
		{"a server that ignores ranges", []fault{{cut: true, send: 1000}, {ignoreRange: true}}, []string{"", "bytes=1000-"}},
		{"a server that sends another range", []fault{{cut: true, send: 1000}, {wrongRange: true}}, []string{"", "bytes=1000-", ""}},
		{"a range that is gone", []fault{{cut: true, send: 1000}, {status: 416}}, []string{"", "bytes=1000-", ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newRegistry(t)
			s := f.store(t, t.TempDir())
			f.file(modelPath).faults = c.faults
			if _, err := s.Pull(t.Context(), "en", "ar", PullOptions{}); err != nil {
				t.Fatal(err)
			}
			checkInstalled(t, s)
			var got []string
			for _, request := range f.requests() {
				if path, ranged, _ := strings.Cut(request, " "); path == modelPath {
					got = append(got, ranged)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error("-want +got\n" + diff)
			}
		})
	}
}

func TestPullWaitsAsAsked(t *testing.T) {
	t.Parallel()
	f := newRegistry(t)
	s := f.store(t, t.TempDir())
	f.file(modelPath).faults = []fault{{status: 503, retryAfter: "1"}}
	start := time.Now()
	if _, err := s.Pull(t.Context(), "en", "ar", PullOptions{}); err != nil {
		t.Fatal(err)
	}
	if waited := time.Since(start); waited < time.Second {
		t.Errorf("tried again after %s", waited)
	}
}

// TestPullInterrupted checks that a pull continues what another has begun,
// in this process or before.
func TestPullInterrupted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(f *fake)
		want   string // the range that the second pull asks for
		whole  bool   // the file is downloaded once more
	}{
		{"the same file", func(*fake) {}, "bytes=100000-", false},
		{"a new file", func(f *fake) { f.list(entries{"en-ar": {f.publish(2)}}) }, "bytes=100000-", true},
		{"a new file under an old name", func(f *fake) {
			old := f.file(modelPath).etag
			f.list(entries{"en-ar": {f.publish(2)}})
			f.file(modelPath).etag = old
		}, "bytes=100000-", true},
		{"another address", func(f *fake) {
			entry := f.publish(1)
			moved := strings.Replace(modelPath, "run_1", "run_2", 1)
			f.files[moved] = f.files[modelPath]
			delete(f.files, modelPath)
			entry["files"].(map[string]map[string]any)["model"]["path"] = moved[1:]
			f.list(entries{"en-ar": {entry}})
		}, "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newRegistry(t)
			dir := t.TempDir()
			ctx, cancel := context.WithCancel(t.Context())
			f.file(modelPath).faults = []fault{{stall: true, send: 100_000}}
			_, err := f.store(t, dir).Pull(ctx, "en", "ar", PullOptions{Progress: func(p Progress) {
				if p.Done == 100_000 {
					cancel()
				}
			}})
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("error %v", err)
			}
			s := f.store(t, dir)
			checkNothing(t, s)
			f.requests()
			c.change(f)
			if _, err := s.Pull(t.Context(), "en", "ar", PullOptions{}); err != nil {
				t.Fatal(err)
			}
			checkInstalled(t, s)
			f.mu.Lock()
			sent := f.sent
			f.mu.Unlock()
			requests := f.requests()
			i := slices.IndexFunc(requests, func(r string) bool { return strings.Contains(r, "/model.enar") })
			if _, ranged, _ := strings.Cut(requests[i], " "); ranged != c.want {
				t.Errorf("requests %v", requests)
			}
			if whole := sent > 300_000; whole != c.whole {
				t.Errorf("%d bytes were sent", sent)
			}
		})
	}
}

// TestPullTwiceAtOnce checks that two processes, as two stores stand for,
// download a model once.
func TestPullTwiceAtOnce(t *testing.T) {
	t.Parallel()
	f := newRegistry(t)
	dir := t.TempDir()
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if _, err := f.store(t, dir).Pull(t.Context(), "en", "ar", PullOptions{}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	checkInstalled(t, f.store(t, dir))
	models := 0
	for _, request := range f.requests() {
		if strings.HasPrefix(request, modelPath) {
			models++
		}
	}
	if models != 1 {
		t.Errorf("the model was downloaded %d times", models)
	}
}

func TestPullWaitsForTheLock(t *testing.T) {
	t.Parallel()
	f := newRegistry(t)
	s := f.store(t, t.TempDir())
	unlock, err := s.tryLock("en", "ar")
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	ctx, cancel := context.WithTimeout(t.Context(), 400*time.Millisecond)
	defer cancel()
	if _, err := s.Pull(ctx, "en", "ar", PullOptions{}); !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "another process") {
		t.Errorf("error %v", err)
	}
	if err := s.Remove("en", "ar"); err == nil || !strings.Contains(err.Error(), "another process") {
		t.Errorf("remove: %v", err)
	}
}

// TestPullDiskError checks that what the disk refuses is not tried again.
func TestPullDiskError(t *testing.T) {
	t.Parallel()
	f := newRegistry(t)
	s := f.store(t, t.TempDir())
	inTheWay := filepath.Join(s.incoming("en", "ar"), "model.enar.intgemm.alphas.bin.partial", "directory")
	if err := os.MkdirAll(inTheWay, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Pull(t.Context(), "en", "ar", PullOptions{}); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("error %v", err)
	}
	checkNothing(t, s)
	if got := f.requests(); len(got) != 3 { // the index, the shortlist, the model once
		t.Errorf("requests %v", got)
	}
}

func TestPullArchitecture(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	base, tiny, trial := f.publish(1), f.publish(1), f.publish(1)
	tiny["architecture"] = "tiny"
	trial["architecture"], trial["releaseStatus"] = "base", "Nightly"
	f.list(entries{"en-ar": {trial, tiny, base}})
	s := f.store(t, t.TempDir())
	for _, c := range []struct{ asked, want string }{{"", "base-memory"}, {"tiny", "tiny"}, {"base", "base"}} {
		m, err := f.store(t, t.TempDir()).Pull(t.Context(), "en", "ar", PullOptions{Architecture: c.asked})
		if err != nil || m.Architecture != c.want {
			t.Errorf("asked for %q, got %q (%v)", c.asked, m.Architecture, err)
		}
	}
	_, err := s.Pull(t.Context(), "en", "ar", PullOptions{Architecture: "giant"})
	if !errors.Is(err, domain.ErrNotFound) || !strings.Contains(err.Error(), "but of base-memory and tiny and base") {
		t.Errorf("error %v", err)
	}
	offers, err := s.Offers(t.Context())
	if err != nil || len(offers) != 3 || offers[0].Architecture != "base-memory" || offers[0].Size != 300_000 {
		t.Errorf("offers %v (%v)", offers, err)
	}
}
