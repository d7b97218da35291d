package site_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// axe is where npm puts axe-core.
const axe = "../static/_npm/node_modules/axe-core/axe.min.js"

// TestAccessible has axe-core judge every template, in both directions, light
// and dark, wide and narrow.
func TestAccessible(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile(axe)
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") == "" {
		t.Skip("axe-core is not there: npm ci --prefix internal/web/static/_npm")
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	h, f := fixture(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" { // a language that no edition has: the reader chooses
			r.Header.Set("Accept-Language", "tlh")
		}
		h.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	v := visitor{t, h}
	article := func(edition, name, view string) string {
		return v.get(articlePath(f, edition, name)).Header().Get("Location") + view
	}
	for i, path := range []string{
		"/", "/ru/", "/ar/", "/ru/latest/", "/ar/archive/", "/ru/search/?q=паром", "/ar/search/?q=xyz+العبارة", "/ar/story/1/", "/ar/about/", "/xx/",
		articlePath(f, "ar", "withdrawn"), article("ru", "ferry", ""), article("ar", "ferry", "bilingual/"), article("ru", "orchard", ""),
	} {
		scheme, width := "light", int64(1280)
		if i%2 == 1 {
			scheme, width = "dark", 390
		}
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		if err == nil {
			err = chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(server.URL+path))
		}
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for _, w := range []int64{320, width} { // nothing is wider than the window
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(w, 900)); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			over, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth - innerWidth`))
			if err != nil || over > 0 {
				t.Errorf("%s (%d): %d too wide, %v", path, w, over, err)
			}
		}
		report, err := chromedp.Run(ctx, chromedp.Evaluate[string](string(script)+`;axe.run().then((r) => JSON.stringify(r.violations.map((x) => ({
			rule: x.id, help: x.help, nodes: x.nodes.map((n) => n.html + " " + n.failureSummary) }))))`,
			chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		var violations []struct {
			Rule, Help string
			Nodes      []string
		}
		if err := json.Unmarshal([]byte(report), &violations); err != nil {
			t.Fatalf("%s: %v: %s", path, err, report)
		}
		for _, x := range violations {
			t.Errorf("%s (%s, %d): %s: %s: %q", path, scheme, width, x.Rule, x.Help, x.Nodes)
		}
	}
}
