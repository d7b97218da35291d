package site_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// visitor asks a site for pages.
type visitor struct {
	*testing.T
	site http.Handler
}

func (v visitor) get(path string) *httptest.ResponseRecorder {
	v.Helper()
	w := httptest.NewRecorder()
	v.site.ServeHTTP(w, httptest.NewRequestWithContext(v.Context(), http.MethodGet, path, nil))
	return w
}

// open gets a page, following one redirect, and parses it.
func (v visitor) open(path string) *page {
	v.Helper()
	w := v.get(path)
	if to := w.Header().Get("Location"); to != "" {
		path, w = to, v.get(to)
	}
	return v.parse(path, w, http.StatusOK)
}

func (v visitor) parse(path string, w *httptest.ResponseRecorder, status int) *page {
	v.Helper()
	if w.Code != status {
		v.Fatalf("%s: status %d, want %d", path, w.Code, status)
	}
	text := w.Body.String()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		v.Fatal(err)
	}
	return &page{T: v.T, path: path, root: root, text: text, header: w.Header()}
}

// page is a page as a browser has it.
type page struct {
	*testing.T
	path   string
	root   *html.Node
	text   string
	header http.Header
}

func (p *page) all(selector string) []*html.Node {
	p.Helper()
	s, err := cascadia.ParseGroup(selector)
	if err != nil {
		p.Fatal(err)
	}
	return cascadia.QueryAll(p.root, s)
}

// one returns the only element that a selector fits.
func (p *page) one(selector string) *html.Node {
	p.Helper()
	found := p.all(selector)
	if len(found) != 1 {
		p.Fatalf("%s: %d elements are %s, want 1", p.path, len(found), selector)
	}
	return found[0]
}

// none fails if an element fits a selector.
func (p *page) none(selector string) {
	p.Helper()
	if n := len(p.all(selector)); n > 0 {
		p.Errorf("%s: %d elements are %s, want none", p.path, n, selector)
	}
}

// says fails unless the only element that fits has a text.
func (p *page) says(selector, want string) {
	p.Helper()
	if got := textOf(p.one(selector)); !strings.Contains(got, want) {
		p.Errorf("%s, %s: %q, want %q", p.path, selector, got, want)
	}
}

// has fails unless the only element that fits has an attribute with a value.
func (p *page) has(selector, key, want string) {
	p.Helper()
	if got := attribute(p.one(selector), key); got != want {
		p.Errorf("%s, %s: %s is %q, want %q", p.path, selector, key, got, want)
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// textOf returns an element's words on one line.
func textOf(n *html.Node) string {
	var out strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			out.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}
