package site_test

import (
	"bytes"
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdp "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestMedia looks at pages as they are printed, with less motion, in the
// reader's own colours, with text of twice the size and on a window that is
// magnified four times.
func TestMedia(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	h, f := fixture(t)
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	v := visitor{t, h}
	article := v.get(articlePath(f, "ar", "ferry")).Header().Get("Location")
	open := func(path string, width, height int64, media string, features ...string) {
		t.Helper()
		p := emulation.SetEmulatedMediaParams{Media: media}
		for i := 0; i < len(features); i += 2 {
			p.Features = append(p.Features, &emulation.MediaFeature{Name: features[i], Value: features[i+1]})
		}
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, p)
		if err == nil {
			err = chromedp.Do(ctx, chromedp.EmulateViewport(width, height), chromedp.Navigate(server.URL+path))
		}
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	holds := func(what, condition string) {
		t.Helper()
		if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](condition)); err != nil || !ok {
			t.Errorf("%s: not %s (%v)", what, condition, err)
		}
	}
	const fits = `document.documentElement.scrollWidth <= innerWidth`

	open(article, 717, 1050, "print", "prefers-color-scheme", "dark")
	holds("print", `[".strip nav", ".sections", ".views", ".foot nav", ".related"].every((x) => getComputedStyle(document.querySelector(x)).display === "none")`)
	holds("print", `getComputedStyle(document.body).backgroundColor === "rgb(255, 255, 255)" && getComputedStyle(document.body).color === "rgb(0, 0, 0)"`)
	holds("print", `getComputedStyle(document.querySelector('.provenance a[href^="https://harbour"]'), "::after").content.includes("https://harbour.example.org/ferry")`)
	holds("print", `[...document.querySelectorAll("figure")].every((x) => getComputedStyle(x).breakInside === "avoid") && document.querySelector("figure img").height < 350`)
	holds("print", fits)
	if n := pages(ctx, t); n < 1 || n > 4 {
		t.Errorf("an article takes %d pages", n)
	}

	for motion, want := range map[string]string{"reduce": "auto", "no-preference": "smooth"} {
		open("/ru/", 390, 800, "", "prefers-reduced-motion", motion)
		holds(motion, `getComputedStyle(document.documentElement).scrollBehavior === "`+want+`"`)
		holds(motion, `document.getAnimations().length === 0`)
	}
	open(article, 390, 800, "")
	holds("a doubtful passage", `[...document.querySelectorAll("h1 mark, .article-head .standfirst mark")].every((x) => getComputedStyle(x).textDecorationStyle === "dotted")`)
	open("/ru/search/?q=ульи", 390, 800, "")
	holds("a word that was found", `getComputedStyle(document.querySelector(".hits .standfirst mark")).textDecorationLine === "none"`)
	open(article, 390, 800, "", "forced-colors", "active")
	holds("own colours", `[".sections", ".views"].every((x) => getComputedStyle(document.querySelector(x + " [aria-current]")).textDecorationLine === "underline")`)

	paths := []string{"/ru/", "/ar/latest/", "/ru/archive/", "/ru/search/?q=паром", "/ru/search/?q=xyz", article, article + "bilingual/", "/ar/story/1/", "/en/about/"}
	for _, path := range paths {
		open(path, 320, 256, "")
		holds("four times the size: "+path, fits)
		holds("four times the size: "+path, `(document.querySelector(".views")?.offsetHeight ?? 0) < innerHeight / 4`)
	}
	double := &cdp.FontSizes{Standard: 32, Fixed: 32}
	if _, err := chromedp.Call(ctx, cdp.SetFontSizes, cdp.SetFontSizesParams{FontSizes: double}); err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		open(path, 640, 900, "")
		holds("text of twice the size: "+path, `getComputedStyle(document.body).fontSize === "34px"`)
		holds("text of twice the size: "+path, fits)
	}
}

// pages prints the page that is open and counts the sheets that it takes.
func pages(ctx context.Context, t *testing.T) int {
	t.Helper()
	printed, err := chromedp.Call(ctx, cdp.PrintToPDF, cdp.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(printed.Data), "%PDF-") {
		t.Fatalf("printed %d bytes that are no PDF", len(printed.Data))
	}
	return bytes.Count(printed.Data, []byte("/Type /Page\n"))
}
