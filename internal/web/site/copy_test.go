package site_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/store/storetest"
	"github.com/dragoman-news/dragoman/internal/web/site"
	"github.com/dragoman-news/dragoman/internal/web/site/sitetest"
)

// TestCopyIsWhole exports the fixture's site and follows every link of every
// page of the copy, served below a path of its own where it has no base.
func TestCopyIsWhole(t *testing.T) {
	t.Parallel()
	f, err := sitetest.Fill(t.Context(), storetest.Open(t, filepath.Join(t.TempDir(), "site.db")))
	if err != nil {
		t.Fatal(err)
	}
	editions, err := f.Store.Editions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, base := range []string{"", "https://news.example.org"} {
		dir := t.TempDir()
		a := publish.Addresses{Base: base}
		h := site.New(site.Config{Store: f.Store, Addresses: a, Title: "Dragoman", Copy: true, Now: func() time.Time { return sitetest.Now }})
		done, err := publish.Export(t.Context(), h, dir, publish.ExportOptions{Addresses: a, Entries: site.Entries(a, editions)})
		if err != nil || len(done.Broken) > 0 {
			t.Fatalf("base %q: %v, broken links %v", base, err, done.Broken)
		}
		t.Logf("base %q: %d files, %d KB", base, done.Files, done.Bytes>>10)
		mount := "/some/where"
		if base != "" {
			mount = ""
		}
		served := http.StripPrefix(mount, http.FileServer(http.Dir(dir)))
		pages, followed := 0, map[string]bool{}
		err = filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
			if filepath.Base(path) == "index.html" {
				pages++
				followAll(t, served, followed, mount, base, dir, path)
			}
			return err
		})
		if err != nil || pages < 50 {
			t.Errorf("base %q: %v, %d pages", base, err, pages)
		}
		search, err := os.ReadFile(filepath.Join(dir, "ru", "search", "index.html"))
		if err != nil || bytes.Contains(search, []byte("<form")) {
			t.Errorf("search in a copy: %v", err)
		}
		if _, err := os.Stat(filepath.Join(dir, "sitemap.xml")); (err == nil) != (base != "") {
			t.Errorf("base %q: sitemap %v", base, err)
		}
	}
}

func followAll(t *testing.T, served http.Handler, followed map[string]bool, mount, base, dir, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	name, err := filepath.Rel(dir, filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	at := mount + "/" + filepath.ToSlash(name) + "/"
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://copy.example/", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.URL.Path = strings.Replace(at, "/./", "/", 1)
	for z := html.NewTokenizer(bytes.NewReader(data)); z.Next() != html.ErrorToken; {
		token := z.Token()
		for _, attr := range token.Attr {
			if attr.Key != "href" && attr.Key != "src" {
				continue
			}
			link := strings.TrimPrefix(attr.Val, base)
			u, err := r.URL.Parse(link)
			if err != nil {
				t.Errorf("%s links to %q: %v", path, attr.Val, err)
				continue
			}
			if u.Host != "copy.example" || u.RawQuery != "" {
				continue
			}
			if mount != "" && !strings.HasPrefix(u.Path, mount+"/") {
				t.Errorf("%s: %s leads out of the copy", path, attr.Val)
				continue
			}
			if followed[u.Path] {
				continue
			}
			followed[u.Path] = true
			if w := fetch(t, served, u.EscapedPath()); w.Code != http.StatusOK {
				t.Errorf("%s: %s: %d", path, attr.Val, w.Code)
			}
		}
	}
}
