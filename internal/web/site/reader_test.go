package site_test

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// TestWithoutScripts reads the site in three languages, wide and narrow, with
// scripting off: the layout follows the direction, the views have addresses,
// search works, and no request leaves the host.
func TestWithoutScripts(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	h, f := fixture(t)
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	v := visitor{t, h}
	var requests, strangers atomic.Int64
	err := chromedp.Listen(ctx, func(event any) {
		if e, ok := event.(*network.EventRequestWillBeSent); ok {
			requests.Add(1)
			own := strings.HasPrefix(e.Request.URL, server.URL+"/")
			if !own && !strings.HasPrefix(e.Request.URL, "data:") { // the browser's own form controls
				strangers.Add(1)
				t.Logf("asked for %.80s", e.Request.URL)
			}
		}
	})
	if err == nil {
		_, err = chromedp.Call(ctx, network.Enable, network.EnableParams{})
	}
	if err == nil {
		_, err = chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	}
	if err != nil {
		t.Fatal(err)
	}
	holds := func(where, condition string) {
		t.Helper()
		if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](condition)); err != nil || !ok {
			t.Errorf("%s: not %s (%v)", where, condition, err)
		}
	}
	open := func(width int64, path string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(server.URL+path)); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	names := map[string]string{"en": "council", "ar": "ferry", "ru": "ferry"}
	words := map[string]string{"en": "water", "ar": "العبارة", "ru": "паром"}
	for _, edition := range []string{"en", "ar", "ru"} {
		dir, sign := "ltr", "<"
		if edition == "ar" {
			dir, sign = "rtl", ">"
		}
		left := func(selector string) string {
			return `document.querySelector("` + selector + `").getBoundingClientRect().left`
		}
		for _, width := range []int64{390, 1280} {
			where := "/" + edition + "/"
			open(width, where)
			holds(where, `getComputedStyle(document.body).direction === "`+dir+`"`)
			holds(where, left(".sections li:first-child")+sign+left(".sections li:nth-child(2)"))
			if width > 1000 {
				holds(where, left(".lead")+sign+left(".seconds"))
				holds(where, left(".column-main")+sign+left(".column-side"))
			}
			article := v.get(articlePath(f, edition, names[edition])).Header().Get("Location")
			open(width, article)
			if err := chromedp.Do(ctx, chromedp.Click(`.views a[data-view="bilingual"]`), chromedp.WaitReady(".view-bilingual .text .original")); err != nil {
				t.Fatalf("%s: %v", article, err)
			}
			holds(article, `[...document.querySelectorAll(".row > *")].every((x) => x.lang && x.dir && getComputedStyle(x).direction === x.dir)`)
			if width > 1000 {
				holds(article, left(".row.pair > .target")+sign+left(".row.pair > .original"))
			}
			open(width, "/"+edition+"/search/?q="+url.QueryEscape(words[edition]))
			holds("search in "+edition, `document.querySelectorAll("#results .teaser").length > 0`)
		}
	}
	if requests.Load() < 20 || strangers.Load() > 0 {
		t.Errorf("%d requests, %d to other hosts", requests.Load(), strangers.Load())
	}
}

// TestOffline reads an article, takes the network away, and opens it and
// another page again.
func TestOffline(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	h, f := fixture(t)
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	v := visitor{t, h}
	article := v.get(articlePath(f, "ru", "ferry")).Header().Get("Location")
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/ru/")); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](`navigator.serviceWorker.controller !== null`)); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+article)); err != nil {
		t.Fatal(err)
	}
	kept := `caches.match(location.href).then((x) => x !== undefined)`
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](kept)); err != nil {
		t.Fatal(err)
	}
	server.Close()
	for path, want := range map[string]string{article: ".view-translation .text", "/ru/latest/": ".problem h1"} {
		if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+path)); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.querySelector("`+want+`") !== null`)); err != nil || !ok {
			t.Errorf("%s offline lacks %s (%v)", path, want, err)
		}
	}
}
