package site_test

import (
	"flag"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/store/storetest"
	"github.com/dragoman-news/dragoman/internal/web/site"
	"github.com/dragoman-news/dragoman/internal/web/site/sitetest"
)

var look = flag.String("look", "", "serve the fixture's site on this address, to look at it: go test -run TestLook -look 127.0.0.1:8000 -timeout 0")

// fixture returns the fixture's site.
func fixture(tb testing.TB) (http.Handler, *sitetest.Fixture) {
	tb.Helper()
	f, err := sitetest.Fill(tb.Context(), storetest.Open(tb, filepath.Join(tb.TempDir(), "site.db")))
	if err != nil {
		tb.Fatal(err)
	}
	return site.New(site.Config{
		Store: f.Store, Addresses: publish.Addresses{Base: "https://news.example.org"}, Title: "Dragoman", Now: func() time.Time { return sitetest.Now },
	}), f
}

// TestLook serves the site until the test is stopped.
func TestLook(t *testing.T) {
	if *look == "" {
		t.Skip("only with -look")
	}
	h, _ := fixture(t)
	t.Logf("http://%s/", *look)
	t.Fatal(http.ListenAndServe(*look, h))
}
