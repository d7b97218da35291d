package site_test

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// browser starts a browser, or skips the test where there is none.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("chromium is not installed")
		}
		t.Skip("chromium is not installed")
	}
	if testing.Short() {
		t.Skip("starts a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("disable-quic", true))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// TestScripts uses the pages as readers with JavaScript do.
func TestScripts(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	h, f := fixture(t)
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	v := visitor{t, h}
	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatal(err)
		}
	}
	// until waits for a condition to hold on the page.
	until := func(condition string) {
		t.Helper()
		if _, err := chromedp.Run(ctx, chromedp.Poll[bool](condition)); err != nil {
			t.Fatalf("%s: %v", condition, err)
		}
	}
	path := func(name string) string { return v.get(articlePath(f, "ru", name)).Header().Get("Location") }

	do(chromedp.Navigate(server.URL + path("ferry")))
	until(`document.querySelectorAll(".original").length === 0`)
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`(window.here = 1, true)`)); err != nil { // a new page would forget it
		t.Fatal(err)
	}
	do(chromedp.KeyEvent("v"))
	until(`window.here === 1 && location.pathname.endsWith("/bilingual/") && document.querySelectorAll(".text .original").length === 11`)
	do(chromedp.KeyEvent("v"))
	until(`window.here === 1 && location.pathname.endsWith("/original/") && document.querySelector("h1").textContent.startsWith("Ferry")`)
	do(chromedp.Click(`.views a[data-view="bilingual"]`))
	until(`window.here === 1 && location.pathname.endsWith("/bilingual/") && document.activeElement.dataset.view === "bilingual"`)

	do(chromedp.Navigate(server.URL + path("glacier"))) // the choice is remembered
	until(`location.pathname.endsWith("/bilingual/") && document.querySelectorAll(".text .original").length > 2`)
	do(chromedp.KeyEvent("v"), chromedp.KeyEvent("v")) // faster than pages load
	until(`!location.pathname.endsWith("al/") && document.querySelectorAll(".original").length === 0`)

	do(chromedp.Navigate(server.URL + "/ru/search/"))
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`(window.told = document.querySelector("#found"), true)`)); err != nil {
		t.Fatal(err)
	}
	do(chromedp.SendKeys("#q", "турби"))
	until(`document.querySelector("#results h3")?.textContent.startsWith("Приливная")`)
	until(`decodeURIComponent(location.search).includes("турби")`)
	until(`window.told.isConnected && window.told.textContent.includes("1")`) // what tells of results stays: a new one wouldn't be read out
	do(chromedp.SendKeys("#q", "ззз"))
	until(`window.told.textContent.includes("ничего не найдено") && document.querySelector("#results .search-help + .group h3") !== null`)
}
