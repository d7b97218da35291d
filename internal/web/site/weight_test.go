package site_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// maxWeight is what a page may load of the site's own files, in bytes as they
// are sent: the style sheet, scripts and the fonts that its text needs.
const maxWeight = 100_000

// TestWeight has a browser open the heaviest pages and counts what it loads.
func TestWeight(t *testing.T) {
	t.Parallel()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("chromium is not installed")
		}
		t.Skip("chromium is not installed")
	}
	if testing.Short() {
		t.Skip("starts a browser")
	}
	h, f := fixture(t)
	v := visitor{t, h}
	whole := func(edition, view string) string {
		return v.get(articlePath(f, edition, "ferry")).Header().Get("Location") + view
	}
	for _, path := range []string{whole("ru", "bilingual/"), whole("ar", "original/"), "/ru/search/?q=паром", "/ar/"} {
		loaded := &counter{next: h, weights: map[string]int{}}
		server := httptest.NewServer(loaded)
		screenshot(t, chromium, server.URL+path)
		server.Close()
		fonts, sum := 0, 0
		for name, weight := range loaded.weights {
			sum += weight
			if strings.HasSuffix(name, ".woff2") {
				fonts++
			}
		}
		t.Logf("%s loads %d bytes, %d fonts", path, sum, fonts)
		if sum > maxWeight || fonts < 4 {
			t.Errorf("%s loads %d bytes: %v", path, sum, loaded.weights)
		}
	}
}

// screenshot has a browser paint a page, for which it loads all that it needs.
func screenshot(t *testing.T, chromium, address string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	dir := t.TempDir()
	err := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--hide-scrollbars", "--user-data-dir="+dir, "--window-size=1280,5000",
		"--screenshot="+filepath.Join(dir, "page.png"), address).Run()
	if err != nil {
		t.Fatalf("chromium: %v", err)
	}
}

// counter counts what is loaded of a site's own files, each once.
type counter struct {
	next    http.Handler
	mu      sync.Mutex
	weights map[string]int
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	recorded := httptest.NewRecorder()
	c.next.ServeHTTP(recorded, r)
	body := recorded.Body.Bytes()
	if strings.HasPrefix(r.URL.Path, "/static/") {
		c.mu.Lock()
		c.weights[r.URL.Path] = sent(r.URL.Path, body)
		c.mu.Unlock()
	}
	maps.Copy(w.Header(), recorded.Header())
	w.WriteHeader(recorded.Code)
	_, _ = w.Write(body)
}

// sent returns how many bytes a file takes on its way: fonts are compressed
// already, gzip is what every browser takes of the rest.
func sent(name string, body []byte) int {
	if strings.HasSuffix(name, ".woff2") {
		return len(body)
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		panic(err)
	}
	_, _ = z.Write(body)
	_ = z.Close()
	return packed.Len()
}
