package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// unit is a run of text that a reader sees as one paragraph: the consecutive
// text nodes between two boundaries of blocks (or two line breaks).
type unit struct {
	nodes   []*html.Node // not blank, in document order
	index   int          // among the page's units
	text    string       // white space collapsed
	size    int          // runes of text
	prose   bool         // running text: long enough and not mostly links
	linked  int          // runes of text inside links
	block   *html.Node   // the nearest block element around it
	hidden  bool
	cover   *html.Node // the outermost element that hides it
	votes   [extractors]bool
	markers []int // the numbers of its nodes, see mark
}

func (u *unit) linkDensity() float64 {
	if u.size == 0 {
		return 0
	}
	return float64(u.linked) / float64(u.size)
}

// units cuts the body's visible text into units, without the elements of skip.
func units(root *html.Node, skip map[*html.Node]bool) []*unit {
	c := &cutter{skip: skip}
	if body := find(root, atom.Body); body != nil {
		c.cut(body, cutContext{})
		c.end()
	}
	return c.units
}

type cutContext struct {
	block *html.Node
	link  bool
	cover *html.Node
}

type cutter struct {
	skip    map[*html.Node]bool
	units   []*unit
	open    *unit
	raw     strings.Builder
	numbers int
	breaks  int // line breaks since the last text
}

func (c *cutter) cut(n *html.Node, ctx cutContext) {
	switch n.Type {
	case html.TextNode:
		c.text(n, ctx)
		return
	case html.ElementNode:
	default:
		return
	}
	if invisible(n.DataAtom) || c.skip[n] {
		return
	}
	if n.DataAtom == atom.Br {
		c.raw.WriteByte(' ')
		if c.breaks++; c.breaks > 1 {
			c.end()
		}
		return
	}
	block := isBlock(n.DataAtom)
	if block {
		c.end()
		ctx.block = n
	}
	ctx.link = ctx.link || n.DataAtom == atom.A
	if ctx.cover == nil && hidden(n) {
		ctx.cover = n
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.cut(child, ctx)
	}
	if block {
		c.end()
	}
}

func (c *cutter) text(n *html.Node, ctx cutContext) {
	if strings.TrimSpace(n.Data) == "" {
		c.raw.WriteString(n.Data)
		return
	}
	c.breaks = 0
	if c.open == nil {
		c.open = &unit{block: ctx.block, hidden: ctx.cover != nil, cover: ctx.cover, index: len(c.units)}
	}
	c.raw.WriteString(n.Data)
	c.open.nodes = append(c.open.nodes, n)
	c.open.markers = append(c.open.markers, c.numbers)
	c.numbers++
	if ctx.link {
		c.open.linked += utf8.RuneCountInString(collapse(n.Data))
	}
}

func (c *cutter) end() {
	if u := c.open; u != nil {
		if u.text = collapse(c.raw.String()); u.text != "" {
			u.size = utf8.RuneCountInString(u.text)
			u.prose = isProse(u)
			c.units = append(c.units, u)
		}
	}
	c.open, c.breaks = nil, 0
	c.raw.Reset()
}

// minProse is the size from which a unit without many links is taken for a
// paragraph of running text, in runes. Ideographic text says as much in a third.
const minProse = 90

func isProse(u *unit) bool {
	return u.linkDensity() < 0.4 && (u.size >= minProse || u.size >= minProse/3 && strings.ContainsFunc(u.text, ideographic))
}
