package site_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/web/site"
)

// A failure of the store is told to the log; readers learn only that there was one.
func TestFailure(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "site.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	v := visitor{t, site.New(site.Config{Store: s, Log: slog.New(slog.NewTextHandler(&log, nil))})}
	for _, path := range []string{"/", "/ru/", "/ru/search/?q=x"} {
		log.Reset()
		p := v.parse(path, v.get(path), http.StatusInternalServerError)
		checkPage(p)
		p.says("h1", "Something failed here")
		if got := p.one(".onward a"); attribute(got, "href") != "/" {
			t.Errorf("%s leads on to %q", path, attribute(got, "href"))
		}
		if strings.Contains(p.text, "closed") || !strings.Contains(log.String(), "closed") {
			t.Errorf("%s: the page says %q, the log %q", path, textOf(p.one("main")), log.String())
		}
		if got := p.header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q", path, got)
		}
	}
}

// Every message is said somewhere, so that translators don't write for nobody.
func TestEveryMessageIsSaid(t *testing.T) {
	t.Parallel()
	keys := constants(t, "../../message/key_site.go")
	if len(keys) < 80 {
		t.Fatalf("%d messages", len(keys))
	}
	var code strings.Builder
	for _, pattern := range []string{"*.go", "../templates/*.html"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			code.Write(data)
		}
	}
	for name, key := range keys {
		if message.For("en").Text(message.Key(key)) == "" {
			t.Errorf("the catalogue lacks %q", key)
		}
		if !regexp.MustCompile(`message\.` + name + `\b|Words\.Text "` + key + `"`).MatchString(code.String()) {
			t.Errorf("nothing says %s (%q)", name, key)
		}
	}
}

// constants returns the values of a file's constants, by name.
func constants(t *testing.T, path string) map[string]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for spec := range ast.Preorder(file) {
		if v, ok := spec.(*ast.ValueSpec); ok && slices.ContainsFunc(v.Values, func(x ast.Expr) bool { _, literal := x.(*ast.BasicLit); return literal }) {
			value, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			out[v.Names[0].Name] = value
		}
	}
	return out
}
