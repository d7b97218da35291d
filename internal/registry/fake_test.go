package registry

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
)

// content returns n bytes that look like a file of the role and don't pack well.
func content(role Role, n int, seed uint64) []byte {
	data := make([]byte, n)
	random := rand.NewChaCha8([32]byte{byte(seed), byte(n)})
	_, _ = random.Read(data)
	copy(data, role.signature())
	return data
}

func gzipped(t testing.TB, data []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func zstandard(t testing.TB, data []byte) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll(data, nil)
}

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// fault is how the fake server answers one request for a file wrongly.
type fault struct {
	status      int    // answer with this status
	retryAfter  string // and this header
	send        int    // send so many bytes of what was asked for …
	cut         bool   // … and close the connection
	stall       bool   // … and stand still until the client gives up
	short       bool   // … and end the body as if that were all
	ignoreRange bool   // answer a range with the whole
	wrongRange  bool   // answer with another range
}

// served is a file of the fake server.
type served struct {
	data   []byte
	etag   string
	chunks bool    // don't tell the length
	faults []fault // of the next requests, in order
	always *fault  // of every request
}

// fake is a registry with files. It fails the test on requests that break
// the contract of HTTP or of politeness.
type fake struct {
	*httptest.Server
	t     testing.TB
	mu    sync.Mutex
	files map[string]*served
	got   []string // requests: path and range
	sent  int      // bytes of bodies
	done  chan struct{}
}

func newFake(t testing.TB) *fake {
	t.Helper()
	f := &fake{t: t, files: map[string]*served{}, done: make(chan struct{})}
	f.Server = httptest.NewServer(f)
	t.Cleanup(func() {
		close(f.done)
		f.Close()
	})
	return f
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet || r.Header.Get("Accept-Encoding") != "identity" {
		f.t.Errorf("%s %s with Accept-Encoding %q", r.Method, r.URL, r.Header.Get("Accept-Encoding"))
	}
	f.mu.Lock()
	file := f.files[r.URL.Path]
	f.got = append(f.got, strings.TrimSpace(r.URL.Path+" "+r.Header.Get("Range")))
	var now fault
	if file != nil && len(file.faults) > 0 {
		now, file.faults = file.faults[0], file.faults[1:]
	} else if file != nil && file.always != nil {
		now = *file.always
	}
	f.mu.Unlock()
	switch {
	case file == nil:
		http.NotFound(w, r)
	case now.status != 0:
		if now.retryAfter != "" {
			w.Header().Set("Retry-After", now.retryAfter)
		}
		http.Error(w, "<html>sorry</html>", now.status)
	default:
		f.serve(w, r, file, now)
	}
}

func (f *fake) serve(w http.ResponseWriter, r *http.Request, file *served, now fault) {
	data := file.data
	if file.etag != "" {
		w.Header().Set("ETag", file.etag)
	}
	status := http.StatusOK
	if ranged := r.Header.Get("Range"); ranged != "" && !now.ignoreRange {
		if r.Header.Get("If-Range") == "" {
			f.t.Errorf("%s: range without If-Range", r.URL)
		}
		start, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(ranged, "bytes="), "-"))
		switch {
		case err != nil || start == 0:
			f.t.Errorf("%s: range %q", r.URL, ranged)
		case r.Header.Get("If-Range") != file.etag:
		case start >= len(data):
			w.WriteHeader(http.StatusRequestedRangeNotSatisfiable)
			return
		default:
			if now.wrongRange {
				start--
			}
			status = http.StatusPartialContent
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", start, len(data)-1, len(data)))
			data = data[start:]
		}
	}
	if !file.chunks && !now.short {
		w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	}
	w.WriteHeader(status)
	if now.cut || now.stall || now.short {
		data = data[:min(now.send, len(data))]
	}
	f.mu.Lock()
	f.sent += len(data)
	f.mu.Unlock()
	_, _ = w.Write(data)
	if now.cut {
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
	if now.stall {
		_ = http.NewResponseController(w).Flush()
		select {
		case <-r.Context().Done():
		case <-f.done:
		}
	}
}

// requests returns what was asked for since the last call.
func (f *fake) requests() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	got := f.got
	f.got, f.sent = nil, 0
	return got
}

func (f *fake) file(path string) *served {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.files[path]
}

const (
	indexPath = "/db/models.json"
	modelPath = "/models/en-ar/run_1/exported/model.enar.intgemm.alphas.bin.gz"
	lexPath   = "/models/en-ar/run_1/exported/lex.50.50.enar.s2t.bin.gz"
	vocabPath = "/models/en-ar/run_1/exported/vocab.enar.spm.zst"
)

// entries is an index to be changed by tests.
type entries map[string][]map[string]any

// publish puts an English-Arabic model of base-memory onto the server and
// returns its entry in the index.
func (f *fake) publish(seed uint64) map[string]any {
	model, lex, vocab := content(RoleModel, 300_000, seed), content(RoleShortlist, 50_000, seed), content(RoleVocabulary, 20_000, seed)
	packed := zstandard(f.t, vocab)
	f.mu.Lock()
	defer f.mu.Unlock()
	for path, data := range map[string][]byte{modelPath: gzipped(f.t, model), lexPath: gzipped(f.t, lex), vocabPath: packed} {
		f.files[path] = &served{data: data, etag: `"` + sum(data)[:16] + `"`}
	}
	return map[string]any{
		"architecture": "base-memory", "releaseStatus": "Release", "sourceLanguage": "en", "targetLanguage": "ar",
		"files": map[string]map[string]any{
			"model":            {"path": modelPath[1:], "uncompressedSize": len(model), "uncompressedHash": sum(model)},
			"lexicalShortlist": {"path": lexPath[1:]},
			"vocab":            {"path": vocabPath[1:], "size": len(packed), "hash": sum(packed)},
			"somethingNew":     {"path": "../../etc/passwd"},
		},
		"modelStatistics": map[string]any{"parameters": 31},
		"metrics":         map[string]any{"flores200-plus": map[string]any{"comet22": 0.86}},
	}
}

// list makes the server's index of entries.
func (f *fake) list(models entries) {
	data, err := json.Marshal(map[string]any{"generated": "2026-11-01T00:00:00Z", "baseUrl": f.URL, "models": models})
	if err != nil {
		f.t.Fatal(err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.files[indexPath] = &served{data: data}
}

// newRegistry is a fake with one good English-Arabic model.
func newRegistry(t testing.TB) *fake {
	t.Helper()
	f := newFake(t)
	f.list(entries{"en-ar": {f.publish(1)}})
	return f
}

func (f *fake) store(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(Config{
		Dir: dir, Address: f.URL + indexPath, Client: f.Client(), Attempts: 3, Backoff: time.Millisecond, Stall: 600 * time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// visible returns what lies in a store besides locks.
func visible(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), ".lock-") {
			names = append(names, entry.Name())
		}
	}
	return names
}

// checkInstalled checks that the fake's model is in the store and whole.
func checkInstalled(t testing.TB, s *Store) Model {
	t.Helper()
	m, err := s.Find("en", "ar")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Verify(t.Context(), m); err != nil {
		t.Error(err)
	}
	if names := visible(t, s.Dir()); len(names) != 1 || filepath.Join(s.Dir(), names[0]) != m.Dir {
		t.Errorf("the store holds %v besides the model in %s", names, m.Dir)
	}
	return m
}
