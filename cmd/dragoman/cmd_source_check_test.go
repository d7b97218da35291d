package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/source"
)

// newsSite serves a site with a feed that its front page doesn't declare.
func newsSite(t *testing.T) (address, config string) {
	t.Helper()
	const feed = `<rss version="2.0"><channel><title>The Harbour Post</title><item><title>Ferry returns</title><link>/ferry</link><guid>1</guid></item></channel></rss>`
	mux := http.NewServeMux()
	mux.HandleFunc("GET /feed", func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept"), "application/rss+xml") {
			http.Error(w, "feeds only", http.StatusNotAcceptable)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		w.Header().Set("Link", `<https://hub.example/>; rel="hub"`)
		fmt.Fprint(w, feed)
	})
	mux.HandleFunc("GET /moved", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/feed", http.StatusMovedPermanently)
	})
	mux.HandleFunc("GET /busy", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	mux.HandleFunc("GET /robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "User-agent: *\nDisallow: /closed\nSitemap: /news-sitemap.xml\n")
	})
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<!doctype html><html><title>The Harbour Post</title><p>Welcome`)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	config = filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(config, []byte("fetch:\n  allow: ['"+strings.TrimPrefix(server.URL, "http://")+"']\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return server.URL, config
}

func checkSource(t *testing.T, config string, args ...string) (sourceReport, error) {
	t.Helper()
	var out bytes.Buffer
	root := newRoot()
	root.SetOut(&out)
	root.SetErr(&bytes.Buffer{})
	root.SetArgs(append([]string{"source", "check", "--json", "--config", config}, args...))
	var report sourceReport
	if err := root.ExecuteContext(t.Context()); err != nil {
		return report, err
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	return report, nil
}

func TestSourceCheckFollowsMoves(t *testing.T) {
	t.Parallel()
	site, config := newsSite(t)
	report, err := checkSource(t, config, site+"/moved")
	if err != nil {
		t.Fatal(err)
	}
	if report.MovedTo != site+"/feed" || report.Robots != "allowed" || len(report.Feed.Hubs) != 1 || report.Feed.Items[0].URL != site+"/ferry" {
		t.Errorf("report %+v, feed %+v", report, report.Feed)
	}
}

func TestSourceCheckGuesses(t *testing.T) {
	t.Parallel()
	site, config := newsSite(t)
	report, err := checkSource(t, config, "--guess", site+"/")
	if err != nil {
		t.Fatal(err)
	}
	if report.Feed.Kind != source.KindPage || len(report.Found) != 2 || report.Found[0].URL != site+"/feed" || report.Found[1].URL != site+"/news-sitemap.xml" {
		t.Errorf("found %+v", report.Found)
	}
}

func TestSourceCheckErrors(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]struct {
		class  error
		advice string
	}{
		"/closed": {domain.ErrForbidden, "Ask the publisher"},
		"/absent": {domain.ErrNotFound, "--guess"},
		"/busy":   {domain.ErrRateLimited, "when the time is over"},
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			site, config := newsSite(t)
			if _, err := checkSource(t, config, site+path); !errors.Is(err, want.class) || !strings.Contains(err.Error(), want.advice) {
				t.Errorf("got %v, want %v and %q", err, want.class, want.advice)
			}
		})
	}
}
