package extract

import (
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// evidence is what a page says about itself outside of its visible text.
type evidence struct {
	root      *html.Node
	address   *url.URL // the page's own, after redirects
	base      *url.URL // what relative addresses resolve against
	header    http.Header
	article   linked              // the JSON-LD object that describes the article; may be empty
	linked    []linked            // all JSON-LD objects
	meta      map[string][]string // by lower-case name, property or itemprop
	links     []link
	microdata map[string][]string // dates and authors of itemprop and rel attributes in the body
	title     string              // the title element
	lang      string              // the html element's lang

	untranslatable bool // the html element says translate="no"
}

type link struct {
	rel, href, kind, lang string
}

func collect(root *html.Node, page Page) *evidence {
	e := &evidence{root: root, header: page.Header, meta: map[string][]string{}, microdata: map[string][]string{}}
	if e.header == nil {
		e.header = http.Header{}
	}
	e.address, _ = url.Parse(page.URL)
	if e.address == nil {
		e.address = &url.URL{}
	}
	e.base = e.address
	walk(root, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return true
		}
		return e.element(n)
	})
	e.article = e.chooseArticle()
	return e
}

func (e *evidence) element(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html:
		e.lang = attr(n, "lang")
		if e.lang == "" {
			e.lang = attr(n, "xml:lang")
		}
		e.untranslatable = strings.EqualFold(attr(n, "translate"), "no")
	case atom.Base:
		if u, err := e.address.Parse(attr(n, "href")); err == nil && attr(n, "href") != "" && (u.Scheme == "http" || u.Scheme == "https") {
			e.base = u
		}
	case atom.Title:
		if e.title == "" && n.Namespace == "" && n.FirstChild != nil {
			e.title = collapse(n.FirstChild.Data)
		}
	case atom.Meta:
		e.addMeta(n)
	case atom.Link:
		for rel := range strings.FieldsSeq(strings.ToLower(attr(n, "rel"))) {
			e.links = append(e.links, link{rel, attr(n, "href"), strings.ToLower(attr(n, "type")), attr(n, "hreflang")})
		}
	case atom.Script:
		kind, _, _ := strings.Cut(attr(n, "type"), ";")
		if strings.EqualFold(strings.TrimSpace(kind), "application/ld+json") && n.FirstChild != nil && len(e.linked) < maxLinkedObjects {
			e.linked = append(e.linked, parseLinked(n.FirstChild.Data)...)
		}
		return false
	case atom.Style, atom.Svg:
		return false
	default:
		e.addMicrodata(n)
	}
	return true
}

// maxStatements bounds how often a page may state the same thing, and
// maxStatement how long, in bytes.
const (
	maxStatements = 100
	maxStatement  = 20_000
)

func (e *evidence) addMeta(n *html.Node) {
	content := collapse(attr(n, "content"))
	if content == "" || len(content) > maxStatement {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		for name := range strings.FieldsSeq(strings.ToLower(attr(n, key))) {
			if len(e.meta[name]) < maxStatements {
				e.meta[name] = append(e.meta[name], content)
			}
		}
	}
}

// addMicrodata notes dates and authors that elements are marked as.
func (e *evidence) addMicrodata(n *html.Node) {
	for prop := range strings.FieldsSeq(strings.ToLower(attr(n, "itemprop"))) {
		if len(e.microdata[prop]) >= maxStatements {
			continue
		}
		switch prop {
		case "datepublished", "datemodified":
			value := attr(n, "datetime")
			if value == "" {
				value = attr(n, "content")
			}
			if value == "" {
				value = textOf(n)
			}
			e.microdata[prop] = append(e.microdata[prop], collapse(value))
		case "author":
			if name := authorOf(n); name != "" {
				e.microdata[prop] = append(e.microdata[prop], name)
			}
		}
	}
}

// authorOf returns the name inside an element that is marked as an author.
func authorOf(n *html.Node) string {
	name := ""
	walk(n, func(c *html.Node) bool {
		if c != n && c.Type == html.ElementNode && attr(c, "itemprop") == "name" && name == "" {
			if name = collapse(attr(c, "content")); name == "" {
				name = textOf(c)
			}
		}
		return name == ""
	})
	if name == "" && n.DataAtom != atom.Div {
		name = textOf(n)
	}
	if len(name) > 120 {
		return ""
	}
	return name
}

// first returns the first value that one of the names has in a meta element.
func (e *evidence) first(names ...string) string {
	for _, name := range names {
		if values := e.meta[name]; len(values) > 0 {
			return values[0]
		}
	}
	return ""
}

// chooseArticle picks the JSON-LD object that describes the page's article:
// of those that are articles, one whose address is the page's or whose
// headline is the page's title, else the first with a headline.
func (e *evidence) chooseArticle() linked {
	var best linked
	bestScore := -1
	title := normal(e.first("og:title", "twitter:title") + " " + e.title)
	for _, l := range e.linked {
		if !l.isArticle() {
			continue
		}
		score := 0
		if headline := normal(l.text("headline")); headline != "" {
			score++
			if strings.Contains(title, headline) {
				score += 4
			}
		}
		for _, key := range []string{"url", "mainEntityOfPage", "@id"} {
			if u, err := url.Parse(l.text(key)); err == nil && u.Path == e.address.Path && len(u.Path) > 1 {
				score += 2
				break
			}
		}
		if l.text("datePublished") != "" {
			score++
		}
		if l.body() != "" {
			score++
		}
		if score > bestScore {
			best, bestScore = l, score
		}
	}
	return best
}

// resolve returns the absolute http or https address of ref, or "".
func (e *evidence) resolve(ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	u, err := e.base.Parse(ref)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}
