package source

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Section reads a page that lists articles, for sites without a feed: each
// link that looks like an article's becomes an item, in the page's order.
//
// With a CSS selector, the elements that it matches decide: each is a link or
// holds one, and nothing is left out but addresses that can't be fetched.
// Without, links are judged by where they stand, how long their text is and
// what their address looks like. A selector that makes no sense, and a page
// nested too deeply, are domain.ErrInvalid.
func Section(b Body, selector string) (*Feed, error) {
	if b.URL == nil {
		return nil, fmt.Errorf("read page: its links lead nowhere without its address: %w", domain.ErrInvalid)
	}
	root, err := html.Parse(strings.NewReader(cut(b.Text, maxPageBytes)))
	if err != nil {
		return nil, fmt.Errorf("read page: %w: %w", err, domain.ErrInvalid)
	}
	s := &section{parser: parser{body: b, feed: &Feed{Kind: KindPage, Site: b.URL.String()}}, base: b.URL, self: Key(b.URL), found: map[string]*teaser{}}
	if len(b.Text) > maxPageBytes {
		s.wrong.add("page-size", "")
	}
	s.head(root)
	if selector != "" {
		if err := s.selected(root, selector); err != nil {
			return nil, err
		}
	} else {
		s.walk(root, place{})
	}
	s.finishPage(selector != "")
	return s.feed, nil
}

// section is one reading of a page.
type section struct {
	parser
	base  *url.URL
	self  string             // the page's own key
	found map[string]*teaser // by key of the address
	order []*teaser
	seen  int // links that were judged
}

// teaser is what a page shows of an article: one or more links to it.
type teaser struct {
	link    string
	title   string
	score   int
	heading string // the one heading beside the links
	time    string // the datetime of the one time element beside them
	image   string
}

func (s *section) head(root *html.Node) {
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			s.feed.Lang, _ = languageTag(attr(n.Attr, "lang"))
		case atom.Base:
			if u := resolve(s.body.URL, attr(n.Attr, "href")); u != nil && s.base == s.body.URL {
				s.base = u
			}
		case atom.Title:
			if s.feed.Title == "" && n.Namespace == "" {
				s.feed.Title = line(textOf(n), maxTitleBytes)
			}
		case atom.Body:
			return
		default:
		}
	}
}

func (s *section) selected(root *html.Node, selector string) error {
	matcher, err := cascadia.ParseGroup(selector)
	if err != nil {
		return fmt.Errorf("selector %.200q: %w: %w", selector, err, domain.ErrInvalid)
	}
	for _, n := range cascadia.QueryAll(root, matcher) {
		if s.seen++; s.seen > maxLinks {
			break
		}
		var best *html.Node
		for _, a := range anchors(n) {
			if best == nil || utf8.RuneCountInString(textOf(a)) > utf8.RuneCountInString(textOf(best)) {
				best = a
			}
		}
		if best != nil {
			s.add(best, place{box: n}, 0)
		}
	}
	return nil
}

// anchors returns the links in an element, itself included, else the link that
// it is in.
func anchors(n *html.Node) []*html.Node {
	if isAnchor(n) {
		return []*html.Node{n}
	}
	var out []*html.Node
	seen := 0
	for d := range n.Descendants() {
		if seen++; seen > maxBeside {
			break
		}
		if isAnchor(d) {
			out = append(out, d)
		}
	}
	for p := n.Parent; p != nil && len(out) == 0; p = p.Parent {
		if isAnchor(p) {
			out = append(out, p)
		}
	}
	return out
}

func isAnchor(n *html.Node) bool {
	return n.Type == html.ElementNode && n.DataAtom == atom.A && attr(n.Attr, "href") != ""
}

func (s *section) walk(n *html.Node, in place) {
	if n.Type == html.ElementNode {
		if skipped(n) {
			return
		}
		in = in.inside(n)
		if isAnchor(n) {
			if s.seen++; s.seen > maxLinks {
				return
			}
			s.add(n, in, s.score(n, in))
		}
	}
	for c := range n.ChildNodes() {
		s.walk(c, in)
	}
}

func skipped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Svg, atom.Form, atom.Iframe:
		return true
	default:
		return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "hidden" })
	}
}

// add notes one link to an article. Several links to one article are one
// teaser with the best of their texts.
func (s *section) add(a *html.Node, in place, score int) {
	u := resolve(s.base, attr(a.Attr, "href"))
	if u == nil {
		return
	}
	key := Key(u)
	t, known := s.found[key]
	if !known {
		t = &teaser{link: u.String(), score: score}
		s.found[key] = t
		s.order = append(s.order, t)
	}
	text := line(cmp.Or(headingText(a), textOf(a), attr(a.Attr, "title"), attr(a.Attr, "aria-label")), maxTitleBytes)
	if score > t.score || textWeight(text) > textWeight(t.title) && score >= t.score || t.title == "" {
		t.title = cmp.Or(text, t.title)
	}
	t.score = max(t.score, score)
	if in.box != nil && (t.time == "" || t.image == "") {
		s.beside(in.box, t)
	}
}

// headingText returns the text of a heading inside a link, where the link
// holds a whole teaser.
func headingText(a *html.Node) string {
	seen := 0
	for d := range a.Descendants() {
		if seen++; seen > maxBeside {
			break
		}
		switch d.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4:
			return textOf(d)
		default:
		}
	}
	return ""
}

// maxBeside bounds how many nodes of a teaser are looked at for its link,
// heading, time and picture.
const maxBeside = 400

// beside looks for the heading, time and picture that belong to a teaser. A
// box with several headings or times is a list.
func (s *section) beside(box *html.Node, t *teaser) {
	seen, times, moment, headings, heading := 0, 0, "", 0, ""
	for d := range box.Descendants() {
		if seen++; seen > maxBeside {
			return
		}
		switch d.DataAtom {
		case atom.Time:
			times++
			moment = attr(d.Attr, "datetime")
		case atom.H1, atom.H2, atom.H3, atom.H4:
			headings++
			heading = textOf(d)
		case atom.Img:
			for _, name := range []string{"data-src", "data-original", "src"} { // src may be a placeholder
				t.image = cmp.Or(t.image, text(resolve(s.base, attr(d.Attr, name))))
			}
		default:
		}
	}
	if times == 1 {
		t.time = cmp.Or(t.time, moment)
	}
	if headings == 1 {
		t.heading = cmp.Or(t.heading, heading)
	}
}

// maxTextNodes bounds how many nodes are looked at for an element's text, since
// a heading is looked at again for each link beside it.
const maxTextNodes = 1000

// textOf returns the beginning of an element's text on one line, without what is
// hidden.
func textOf(n *html.Node) string {
	var b strings.Builder
	seen := 0
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		seen++
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && skipped(n) {
			return
		}
		if n.Type == html.ElementNode && block(n.DataAtom) {
			b.WriteByte(' ')
		}
		for c := range n.ChildNodes() {
			if seen > maxTextNodes || b.Len() > 4*maxTitleBytes {
				break
			}
			walk(c)
		}
		if n.Type == html.ElementNode && block(n.DataAtom) {
			b.WriteByte(' ')
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func (s *section) finishPage(all bool) {
	if s.seen > maxLinks {
		s.wrong.add("links", "")
	}
	for _, t := range s.order {
		if textWeight(t.title) < textWeight(t.heading) && textWeight(t.title) < 3 { // "Read more"
			t.title = t.heading
		}
		if !all && (t.score < threshold || t.title == "") {
			continue
		}
		d := draft{links: []link{{href: t.link}}, title: construct{value: t.title, plain: true}}
		if t.time != "" {
			d.published = []string{t.time}
		}
		if t.image != "" {
			d.media = []file{{Media: Media{URL: t.image, Image: true}}}
		}
		s.take(d)
	}
	s.finishItems()
}
