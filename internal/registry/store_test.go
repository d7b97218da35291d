package registry

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestOpenNeedsADirectory(t *testing.T) {
	t.Parallel()
	if _, err := Open(Config{}); err == nil {
		t.Error("no error")
	}
}

func TestEmptyStore(t *testing.T) {
	t.Parallel()
	s, err := Open(Config{Dir: filepath.Join(t.TempDir(), "none")})
	if err != nil {
		t.Fatal(err)
	}
	checkNothing(t, s)
	if err := s.Remove("en", "ar"); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("remove: %v", err)
	}
	if _, err := s.Pull(t.Context(), "en", "ar", PullOptions{}); err == nil || !strings.Contains(err.Error(), "no client") {
		t.Errorf("pull: %v", err)
	}
}

func TestRemove(t *testing.T) {
	t.Parallel()
	f := newRegistry(t)
	s := f.store(t, t.TempDir())
	if _, err := s.Pull(t.Context(), "en", "ar", PullOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(s.incoming("en", "ar"), "stage"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove("en-US", "ar-EG"); err != nil {
		t.Fatal(err)
	}
	checkNothing(t, s)
	if names := visible(t, s.Dir()); len(names) > 0 {
		t.Errorf("left: %v", names)
	}
}

// TestNewerModelCounts checks what is seen while a model replaces another.
func TestNewerModelCounts(t *testing.T) {
	t.Parallel()
	f := newRegistry(t)
	s := f.store(t, t.TempDir())
	old, err := s.Pull(t.Context(), "en", "ar", PullOptions{})
	if err != nil {
		t.Fatal(err)
	}
	aside := filepath.Join(t.TempDir(), "aside")
	if err := os.Rename(old.Dir, aside); err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(8) { // the names of directories sort in any order
		f.list(entries{"en-ar": {f.publish(10 + seed)}})
		want, err := s.Pull(t.Context(), "en", "ar", PullOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(aside, old.Dir); err != nil {
			t.Fatal(err)
		}
		models, err := s.List()
		if err != nil || len(models) != 1 || models[0].Dir != want.Dir {
			t.Errorf("%v (%v), want the one in %s", models, err, want.Dir)
		}
		if err := os.Rename(old.Dir, aside); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Rename(aside, old.Dir); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove("en", "ar"); err != nil {
		t.Fatal(err)
	}
	checkNothing(t, s)
}

// TestDamagedManifests checks that a manifest that can't be trusted hides its
// model alone, is told of and can be removed.
func TestDamagedManifests(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func(manifest string) string{
		"cut":              func(m string) string { return m[:len(m)/2] },
		"a path":           func(m string) string { return strings.Replace(m, "vocab.enar.spm", "../vocab.enar.spm", 1) },
		"no sum":           func(m string) string { return strings.Replace(m, `"sha256": "`, `"sha256": "x`, 1) },
		"a language":       func(m string) string { return strings.Replace(m, `"to": "ar"`, `"to": "../.."`, 1) },
		"no files":         func(string) string { return `{"from": "en", "to": "ar"}` },
		"a role":           func(m string) string { return strings.Replace(m, `"role": "lex"`, `"role": "model"`, 1) },
		"huge":             func(m string) string { return m + strings.Repeat(" ", maxManifestBytes) },
		"another spelling": func(m string) string { return strings.Replace(m, `"from": "en"`, `"from": "en-US"`, 1) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			arabic, russian := f.publish(1), f.publish(1)
			russian["targetLanguage"] = "ru"
			f.list(entries{"en-ar": {arabic}, "en-ru": {russian}})
			s := f.store(t, t.TempDir())
			var m Model
			for _, to := range []string{"ru", "ar"} {
				var err error
				if m, err = s.Pull(t.Context(), "en", to, PullOptions{}); err != nil {
					t.Fatal(err)
				}
			}
			path := filepath.Join(m.Dir, manifestName)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(damage(string(data))), 0o600); err != nil {
				t.Fatal(err)
			}
			models, err := s.List()
			if len(models) != 1 || models[0].To != "ru" || !errors.Is(err, domain.ErrInvalid) || !strings.Contains(err.Error(), path) {
				t.Errorf("list: %v (%v)", models, err)
			}
			if _, err := s.Find("en", "ru"); err != nil {
				t.Errorf("find the other: %v", err)
			}
			if _, err := s.Find("en", "ar"); !errors.Is(err, domain.ErrNotFound) || !errors.Is(err, domain.ErrInvalid) {
				t.Errorf("find: %v", err)
			}
			if err := s.Remove("en", "ar"); err != nil {
				t.Errorf("remove: %v", err)
			}
			if _, err := s.List(); err != nil {
				t.Errorf("list after removing: %v", err)
			}
		})
	}
}

func TestVerifyNamesEveryProblem(t *testing.T) {
	t.Parallel()
	f := newRegistry(t)
	s := f.store(t, t.TempDir())
	m, err := s.Pull(t.Context(), "en", "ar", PullOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(m.Dir, "lex.50.50.enar.s2t.bin")); err != nil {
		t.Fatal(err)
	}
	changed := content(RoleModel, 300_000, 1)
	changed[200_000] ^= 1
	if err := os.WriteFile(filepath.Join(m.Dir, "model.enar.intgemm.alphas.bin"), changed, 0o600); err != nil {
		t.Fatal(err)
	}
	err = s.Verify(t.Context(), m)
	for _, want := range []string{"dragoman models pull en-ar", "lex.50.50.enar.s2t.bin: no such file", "model.enar.intgemm.alphas.bin has another SHA-256 sum"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Verify(ctx, m); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestFullDiskSaysWhatToDo(t *testing.T) {
	t.Parallel()
	err := explain(fmt.Errorf("write: %w", syscall.ENOSPC), "/models")
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "free some space in /models and try again") {
		t.Error(err)
	}
}

func TestContentRange(t *testing.T) {
	t.Parallel()
	type result struct {
		Start, Total int64
		OK           bool
	}
	for header, want := range map[string]result{
		"bytes 100-199/200": {100, 200, true}, "bytes 5-9/*": {5, -1, true}, "": {}, "bytes */200": {}, "bytes 5-9": {}, "bytes x-9/10": {}, "bytes -5-9/10": {},
	} {
		start, total, ok := contentRange(header)
		if !ok {
			start, total = 0, 0
		}
		if diff := cmp.Diff(want, result{start, total, ok}); diff != "" {
			t.Errorf("%q: %s", header, diff)
		}
	}
}
