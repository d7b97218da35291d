package site_test

import (
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/web/site/sitetest"
)

// crawl gets everything that the site's pages lead to, and hands each page to f.
func crawl(v visitor, f func(p *page)) (files map[string][]byte) {
	v.Helper()
	files = map[string][]byte{}
	var queue []string
	for _, id := range sitetest.Editions() {
		queue = append(queue, "/"+id+"/")
	}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if _, seen := files[path]; seen {
			continue
		}
		w := v.get(path)
		files[path] = w.Body.Bytes()
		if w.Code != http.StatusOK {
			v.Errorf("%s: status %d", path, w.Code)
			continue
		}
		if kind, _, _ := mime.ParseMediaType(w.Header().Get("Content-Type")); kind != "text/html" {
			continue
		}
		p := v.parse(path, w, http.StatusOK)
		f(p)
		for _, to := range links(p) {
			if _, seen := files[to]; !seen {
				queue = append(queue, to)
			}
		}
	}
	return files
}

// links are the paths of the site that a page leads to or loads.
func links(p *page) []string {
	p.Helper()
	base, err := url.Parse("https://news.example.org" + p.path)
	if err != nil {
		p.Fatal(err)
	}
	var out []string
	add := func(address string) {
		u, err := base.Parse(address)
		if err != nil {
			p.Errorf("%s leads to %q: %v", p.path, address, err)
			return
		}
		if u.Host == base.Host && (u.Scheme == "https" || u.Scheme == "http") {
			u.Fragment = ""
			out = append(out, u.RequestURI())
		}
	}
	for _, n := range p.all("[href], [src], [srcset], [action]") {
		for _, a := range n.Attr {
			switch a.Key {
			case "href", "src", "action":
				add(a.Val)
			case "srcset":
				for candidate := range strings.SplitSeq(a.Val, ",") {
					add(strings.Fields(candidate)[0])
				}
			}
		}
	}
	return out
}

func TestEveryPage(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	v := visitor{t, h}
	kinds := map[string]int{}
	files := crawl(v, func(p *page) {
		checkPage(p)
		if parts := strings.Split(p.path, "/"); len(parts) > 2 {
			kinds[parts[2]]++
		}
	})
	for _, kind := range []string{"", "latest", "section", "source", "story", "article", "archive", "search", "about", "how-this-is-made"} {
		if kinds[kind] == 0 {
			t.Errorf("no page of the kind %q was reached", kind)
		}
	}
	if len(f.Articles) < 12 || len(files) < 100 {
		t.Errorf("%d articles, %d pages and files", len(f.Articles), len(files))
	}
	for _, path := range []string{"/ru/offline/", "/ru/search/?q=x", "/ru/search/?q=%D0%BF%D0%B0%D1%80%D0%BE%D0%BC"} {
		checkPage(v.open(path))
	}
	for path, status := range map[string]int{"/ru/nothing": 404, "/xx/": 404, "/ar/article/14/": 404} {
		if strings.Contains(path, "article") {
			path, status = "/ar/article/"+number(f.Articles["withdrawn"])+"/", http.StatusGone
		}
		checkPage(v.parse(path, v.get(path), status))
	}
}

var (
	inline  = regexp.MustCompile(`^on|^style$`)
	control = regexp.MustCompile("[\u202a-\u202e]")
)

// checkPage checks what is true of every page.
func checkPage(p *page) {
	p.Helper()
	for name, want := range map[string]string{"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"} {
		if !strings.Contains(p.header.Get(name), want) {
			p.Errorf("%s: %s is %q", p.path, name, p.header.Get(name))
		}
	}
	root := p.one("html")
	if dir := document.Direction(attribute(root, "lang")); attribute(root, "lang") == "" || attribute(root, "dir") != dir {
		p.Errorf("%s: lang %q, dir %q", p.path, attribute(root, "lang"), attribute(root, "dir"))
	}
	for _, selector := range []string{"h1", "main#content", "body > header", "body > footer", "head > title", `a.skip[href="#content"]`, `link[rel=stylesheet]`} {
		p.one(selector)
	}
	checkHeadings(p)
	ids := map[string]bool{}
	for _, n := range p.all("*") {
		checkElement(p, n, ids)
	}
	for _, n := range p.all("[aria-labelledby], label[for]") {
		for _, key := range []string{"aria-labelledby", "for"} {
			if id := attribute(n, key); id != "" && !ids[id] {
				p.Errorf("%s: %s names %q, which isn't there", p.path, key, id)
			}
		}
	}
	for _, n := range p.all(`a[href^="#"]`) {
		if id := attribute(n, "href")[1:]; !ids[id] {
			p.Errorf("%s: a link leads to #%s, which isn't there", p.path, id)
		}
	}
}

// checkHeadings sees that no level is left out on the way down.
func checkHeadings(p *page) {
	p.Helper()
	level := 0
	for _, n := range p.all("h1, h2, h3, h4, h5, h6") {
		next := int(n.Data[1] - '0')
		if next > level+1 {
			p.Errorf("%s: %s %q stands below level %d", p.path, n.Data, textOf(n), level)
		}
		if textOf(n) == "" {
			p.Errorf("%s: an empty %s", p.path, n.Data)
		}
		level = next
	}
}

func checkElement(p *page, n *html.Node, ids map[string]bool) {
	p.Helper()
	if n.FirstChild != nil && n.FirstChild.Type == html.TextNode && n.Data != "script" && control.MatchString(n.FirstChild.Data) {
		p.Errorf("%s: %s holds a character that turns the direction of what follows: %q", p.path, n.Data, n.FirstChild.Data)
	}
	for _, a := range n.Attr {
		switch {
		case control.MatchString(a.Val):
			p.Errorf("%s: %s of %s holds a character that turns the direction of what follows", p.path, a.Key, n.Data)
		case inline.MatchString(a.Key):
			p.Errorf("%s: %s has %s=%q", p.path, n.Data, a.Key, a.Val)
		case a.Key == "id" && ids[a.Val]:
			p.Errorf("%s: two elements are %q", p.path, a.Val)
		case a.Key == "id":
			ids[a.Val] = true
		case a.Key == "lang" && a.Val == "":
			p.Errorf("%s: %s has an empty lang", p.path, n.Data)
		case (a.Key == "href" || a.Key == "src") && strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:"):
			p.Errorf("%s: %s leads to %q", p.path, n.Data, a.Val)
		}
	}
	outside := func(key string) bool {
		address := attribute(n, key)
		return address != "" && (!strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//"))
	}
	switch n.Data {
	case "img":
		if outside("src") || attribute(n, "width") == "" || attribute(n, "height") == "" || !strings.Contains(attribute(n, "src"), "/media/") {
			p.Errorf("%s: picture %v", p.path, n.Attr)
		}
	case "script":
		if outside("src") || n.FirstChild != nil && attribute(n, "type") != "application/ld+json" {
			p.Errorf("%s: script %v", p.path, n.Attr)
		}
	case "link":
		if rel := attribute(n, "rel"); rel == "stylesheet" && outside("href") {
			p.Errorf("%s: %v", p.path, n.Attr)
		}
	case "iframe", "object", "embed", "style", "base", "font", "center":
		p.Errorf("%s has the element %s", p.path, n.Data)
	case "a":
		if outside("href") && !strings.HasPrefix(attribute(n, "href"), "#") && !strings.Contains(attribute(n, "rel"), "noopener") {
			p.Errorf("%s: a link outside without rel: %v", p.path, n.Attr)
		}
		if textOf(n) == "" && attribute(n, "aria-hidden") == "" && attribute(n, "aria-label") == "" {
			p.Errorf("%s: an empty link: %v", p.path, n.Attr)
		}
	case "time":
		if attribute(n, "datetime") == "" {
			p.Errorf("%s: a time without datetime: %s", p.path, textOf(n))
		}
	case "nav":
		if attribute(n, "aria-label") == "" {
			p.Errorf("%s: a nav without a name", p.path)
		}
	}
}
