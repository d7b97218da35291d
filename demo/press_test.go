package main

import (
	"context"
	"io"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func get(t *testing.T, address, etag string) (status int, tag, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("If-None-Match", etag)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header.Get("ETag"), string(data)
}

func TestPress(t *testing.T) {
	t.Parallel()
	now := time.Date(2030, 1, 2, 3, 4, 5, 6, time.UTC)
	sites := newPress(now)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	for _, p := range sites {
		if err := p.serve(ctx); err != nil {
			t.Fatal(err)
		}
	}
	agency, local := sites[0], sites[1]
	_, tag, feed := get(t, agency.base+agency.feed, "")
	if !strings.Contains(feed, "<link href=") || strings.Contains(feed, agency.host) || !strings.Contains(feed, "2030-01-01T") || strings.Contains(feed, "2026-") {
		t.Errorf("the agency's feed:\n%s", feed)
	}
	if status, _, _ := get(t, agency.base+agency.feed, tag); status != http.StatusNotModified {
		t.Errorf("the same feed again: %d", status)
	}
	const strike = "/business/2026/03/aldmoor-strike.html"
	_, _, before := get(t, agency.base+strike, "")
	agency.update()
	_, _, after := get(t, agency.base+strike, "")
	if status, _, _ := get(t, agency.base+agency.feed, tag); status != http.StatusOK || strings.Contains(before, "New talks") || !strings.Contains(after, "New talks") {
		t.Errorf("the update: feed %d, pages of %d and %d bytes", status, len(before), len(after))
	}
	var statuses []int
	for range 6 {
		status, _, _ := get(t, local.base+local.feed, "")
		statuses = append(statuses, status)
	}
	if !slices.Equal(statuses, []int{200, 503, 200, 200, 200, 503}) {
		t.Errorf("the local paper answers %v", statuses)
	}
	if status, _, _ := get(t, local.base+"/none", ""); status != http.StatusNotFound {
		t.Errorf("a page that isn't there: %d", status)
	}
}

var (
	link    = regexp.MustCompile(`(?:src|content|href)="/((?:assets|images)/[^"]+)"`)
	article = regexp.MustCompile(`article: (https://[a-z.]+)(/\S+)`)
)

// TestFilesAreThere looks for the pictures that pages show and the articles
// that translations name.
func TestFilesAreThere(t *testing.T) {
	t.Parallel()
	dirs := map[string]string{}
	for _, p := range newPress(written) {
		dirs[p.host] = p.dir
		err := fs.WalkDir(pages, p.dir, func(name string, _ fs.DirEntry, err error) error {
			if err != nil || path.Ext(name) != ".html" {
				return err
			}
			data, err := fs.ReadFile(pages, name)
			for _, m := range link.FindAllSubmatch(data, -1) {
				if _, err := fs.Stat(pages, path.Join(p.dir, string(m[1]))); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	files, err := fs.Glob(translations, "translation/*.md")
	if err != nil || len(files) < 7 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := fs.ReadFile(translations, file)
		if err != nil {
			t.Fatal(err)
		}
		m := article.FindSubmatch(data)
		if m == nil {
			t.Errorf("%s names no article", file)
		} else if _, err := fs.Stat(pages, path.Join(dirs[string(m[1])], string(m[2]))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}
