package publish_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/publish"
)

// pages is a site made of its pages' bodies, by path.
type pages map[string]string

func (p pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, ok := p[r.URL.EscapedPath()]
	to, moved := strings.CutPrefix(body, "-> ")
	switch {
	case moved:
		http.Redirect(w, r, to, http.StatusMovedPermanently)
	case body == "500":
		w.WriteHeader(http.StatusInternalServerError)
	case !ok:
		http.NotFound(w, r)
	default:
		media := "text/html; charset=utf-8"
		switch filepath.Ext(r.URL.Path) {
		case ".css":
			media = "text/css"
		case ".xml":
			media = "application/xml; charset=utf-8"
		case ".txt", ".woff2", ".png":
			media = "application/octet-stream"
		}
		w.Header().Set("Content-Type", media)
		_, _ = io.WriteString(w, body)
	}
}

func site() pages {
	return pages{
		"/":                     "-> /ru/",
		"/ru":                   "-> /ru/",
		"/ru/":                  `<link rel=stylesheet href="/static/a.css"><meta property="og:image" content="/ru/share/1.png"><a href="/ru/article/1-%D0%BC/" title='"<'>м</a><a href="/ru/gone/">x</a><a href="?q=1">q</a><a href="#top">t</a><a href="https://else.example/ru/x/">e</a><a href="/ru">r</a><a href="mailto:a@b.example">m</a>`,
		"/ru/share/1.png":       "picture",
		"/ru/article/1-%D0%BC/": `<!-- kept as is --><a HREF='../../'>up</a><img srcset="/media/a.txt 1x, /media/b.txt 2x"><a href="/ru/article/1-%D0%BC/#end">here</a><a href="/ru/old/">old</a><script>"/not/a/link/"</script>`,
		"/ru/old/":              "-> /ru/",
		"/media/a.txt":          "a",
		"/media/b.txt":          "b",
		"/static/a.css":         `@font-face { src: url("f.woff2") }`,
		"/static/f.woff2":       "font",
		"/sitemap.xml":          "<loc>/ru/hidden/?a&amp;b</loc><loc>/ru/hidden/</loc>",
		"/ru/hidden/":           "hidden",
	}
}

func read(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, relErr := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = string(data)
		return errors.Join(err, relErr)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestExport(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "copy")
	var told []int
	o := publish.ExportOptions{Entries: []string{"/", "/sitemap.xml", "/not-there.txt"}, Progress: func(done, known int) {
		if done > known {
			t.Errorf("%d of %d", done, known)
		}
		told = append(told, done)
	}}
	got, err := publish.Export(t.Context(), site(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	files := read(t, dir)
	delete(files, ".dragoman-export")
	want := []string{
		"index.html", "media/a.txt", "media/b.txt", "ru/article/1-м/index.html", "ru/hidden/index.html", "ru/index.html", "ru/old/index.html", "ru/share/1.png",
		"sitemap.xml", "static/a.css", "static/f.woff2",
	}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(files))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"/ru/gone/"}, got.Broken); diff != "" || got.Files != len(want) || got.Changed != len(want) || got.Bytes == 0 {
		t.Error(diff, got)
	}
	if len(told) == 0 || told[len(told)-1] != len(want)+3 { // and what redirects, lacks or is broken
		t.Errorf("progress ended at %v", told)
	}
	for name, part := range map[string]string{
		"ru/index.html":             `<a href="article/1-%D0%BC/" title="&#34;&lt;">`,
		"ru/article/1-м/index.html": `<!-- kept as is --><a HREF='../../'>up</a><img srcset="../../../media/a.txt 1x, ../../../media/b.txt 2x"><a href="/ru/article/1-%D0%BC/#end">here</a><a href="../../old/">old</a><script>"/not/a/link/"</script>`,
		"index.html":                `url=ru/"`,
		"ru/old/index.html":         `href="../"`,
	} {
		if name == "ru/article/1-м/index.html" {
			part = strings.Replace(part, "/ru/article/1-%D0%BC/#end", "#end", 1)
		}
		if !strings.Contains(files[name], part) {
			t.Errorf("%s: %s\nlacks %s", name, files[name], part)
		}
	}
	if !strings.Contains(files["ru/index.html"], `<link rel="stylesheet" href="../static/a.css">`) || !strings.Contains(files["ru/index.html"], `content="/ru/share/1.png"`) {
		t.Error(files["ru/index.html"])
	}
}

func TestExportWithABase(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := pages{
		"/":                 `<link rel="canonical" href="https://news.example.org/"><a href="/ru/">a</a><a href="/%72u/">a</a><a href="https://news.example.org/ar/">b</a><a href="https://news.example.org.evil.example/x/">c</a>`,
		"/ru/":              `<a href="../">up</a>`,
		"/%72u/":            `<a href="../">up</a>`, // the same, as somebody else writes it
		"/ar/":              "ar",
		"/x/":               "never",
		"/.evil.example/x/": "never",
	}
	if _, err := publish.Export(t.Context(), s, dir, publish.ExportOptions{Addresses: addresses, Entries: []string{"/"}}); err != nil {
		t.Fatal(err)
	}
	files := read(t, dir)
	if files["index.html"] != s["/"] || files["ar/index.html"] != "ar" || len(files) != 4 {
		t.Errorf("%q", files)
	}
}

func TestExportAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, o := site(), publish.ExportOptions{Entries: []string{"/", "/sitemap.xml"}}
	if _, err := publish.Export(t.Context(), s, dir, o); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "CNAME"), []byte("news.example.org"), 0o644); err != nil { // the operator's own
		t.Fatal(err)
	}
	before, err := os.Stat(filepath.Join(dir, "ru", "index.html"))
	if err != nil {
		t.Fatal(err)
	}

	s["/ru/hidden/"] = "500"
	if _, err := publish.Export(t.Context(), s, dir, o); err == nil || !strings.Contains(err.Error(), "/ru/hidden/") {
		t.Errorf("a page that fails: %v", err)
	}
	delete(s, "/ru/hidden/")
	s["/sitemap.xml"] = "<loc>/ru/new/</loc>"
	s["/ru/new/"] = "new"
	got, err := publish.Export(t.Context(), s, dir, o)
	if err != nil || got.Removed != 1 || got.Changed != 2 {
		t.Errorf("%+v, %v", got, err)
	}
	files := read(t, dir)
	if _, there := files["ru/hidden/index.html"]; there || files["ru/new/index.html"] != "new" || files["CNAME"] == "" {
		t.Errorf("%q", slices.Sorted(maps.Keys(files)))
	}
	if _, err := os.Stat(filepath.Join(dir, "ru", "hidden")); !os.IsNotExist(err) {
		t.Errorf("an empty directory stays: %v", err)
	}
	after, err := os.Stat(filepath.Join(dir, "ru", "index.html"))
	if err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("an unchanged file was written again: %v", err)
	}
}

// TestExportStopped is one that is stopped at some page, and what the next one
// makes of it.
func TestExportStopped(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := pages{}
	for i := range 200 {
		s[fmt.Sprintf("/%d/", i)] = fmt.Sprintf(`<a href="/%d/">`, i+1)
	}
	ctx, stop := context.WithCancel(t.Context())
	o := publish.ExportOptions{Entries: []string{"/0/"}, Progress: func(done, _ int) {
		if done == 100 {
			stop()
		}
	}}
	if _, err := publish.Export(ctx, s, dir, o); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if n := len(read(t, dir)); n < 100 || n > 110 {
		t.Errorf("%d files", n)
	}
	got, err := publish.Export(t.Context(), pages{"/0/": "alone"}, dir, publish.ExportOptions{Entries: []string{"/0/"}})
	if err != nil || got.Removed < 99 || len(read(t, dir)) != 2 {
		t.Errorf("%+v, %v, %d files", got, err, len(read(t, dir)))
	}
}

func TestExportRefused(t *testing.T) {
	t.Parallel()
	foreign := t.TempDir()
	if err := os.WriteFile(filepath.Join(foreign, "letter.txt"), []byte("dear"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := publish.Export(t.Context(), site(), foreign, publish.ExportOptions{Entries: []string{"/"}}); !errors.Is(err, domain.ErrForbidden) {
		t.Errorf("a directory of somebody else's: %v", err)
	}
	if files := read(t, foreign); len(files) != 1 {
		t.Errorf("%q", files)
	}
	for _, path := range []string{"/../x", "/a/%2e%2e/b/", "/a%2F..%2Fb/", "/a%5Cb", "/a%00", "/a%0Ab/", "/.dragoman-export", "//x/", "/" + strings.Repeat("x", 300) + "/", "/%zz"} {
		dir := t.TempDir()
		all := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "x") })
		if _, err := publish.Export(t.Context(), all, dir, publish.ExportOptions{Entries: []string{path}}); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%q: %v", path, err)
		}
	}
	outside, inside := t.TempDir(), t.TempDir()
	if _, err := publish.Export(t.Context(), pages{"/": "x"}, inside, publish.ExportOptions{Entries: []string{"/"}}); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(inside, "ru")); err != nil {
		t.Skip(err)
	}
	if _, err := publish.Export(t.Context(), site(), inside, publish.ExportOptions{Entries: []string{"/ru/"}}); err == nil || len(read(t, outside)) > 0 {
		t.Errorf("a link leads out of the directory: %v, %q", err, read(t, outside))
	}
}

func FuzzExportLinks(f *testing.F) {
	f.Add(`<a href="/a/b/">x</a><img srcset="/a 1x,/b 2x"><meta http-equiv=refresh content="0;url=/x/">`)
	f.Add(`<a href="//x"><a href="/%zz"><a href='` + "\x00" + `'><a href=/a:b/>`)
	f.Fuzz(func(t *testing.T, body string) {
		s := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/" {
				w.WriteHeader(http.StatusNotFound)
				return
			}
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, body)
		})
		_, err := publish.Export(t.Context(), s, t.TempDir(), publish.ExportOptions{Entries: []string{"/"}})
		if err != nil && !errors.Is(err, domain.ErrInvalid) {
			t.Error(err)
		}
	})
}
