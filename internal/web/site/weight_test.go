package site_test

import (
	"bytes"
	"compress/gzip"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// maxWeight is what a page may load of the site's own files, in bytes as they
// are sent: the style sheet, scripts and the fonts that its text needs.
const maxWeight = 100_000

// TestWeight has a browser open the heaviest pages and counts what it loads.
func TestWeight(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	h, f := fixture(t)
	v := visitor{t, h}
	whole := func(edition, view string) string {
		return v.get(articlePath(f, edition, "ferry")).Header().Get("Location") + view
	}
	for _, path := range []string{whole("ru", "bilingual/"), whole("ar", "original/"), "/ru/search/?q=паром", "/ar/"} {
		loaded := &counter{next: h, weights: map[string]int{}}
		server := httptest.NewServer(loaded) // a host of its own, of which the browser keeps nothing
		t.Cleanup(server.Close)
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 5000), chromedp.Navigate(server.URL+path)); err != nil {
			t.Fatal(err)
		}
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.fonts.ready.then(() => true)`, chromedp.EvalAwaitPromise)); err != nil {
			t.Fatal(err)
		}
		fonts, sum := 0, 0
		for name, weight := range loaded.all() {
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

// counter counts what is loaded of a site's own files, each once.
type counter struct {
	next    http.Handler
	mu      sync.Mutex
	weights map[string]int
}

// all returns what was loaded so far, but for what pages load after they are shown.
func (c *counter) all() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.weights)
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
