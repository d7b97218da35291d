package document

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// list reads ul, ol and menu. What stands between the items, such as a list
// that lacks its item, belongs to the item before.
func (f *flow) list(n *html.Node, m mark) {
	if f.line || f.depth+1 >= deepest {
		f.transparent(n, m)
		return
	}
	f.flush()
	b := domain.Block{Kind: domain.List, Ordered: n.DataAtom == atom.Ol}
	stray := &flow{r: f.r, depth: f.depth + 1}
	settle := func() {
		blocks := stray.finish()
		stray.blocks = nil
		switch {
		case len(blocks) == 0:
		case len(b.Items) == 0:
			b.Items = append(b.Items, blocks)
		default:
			last := len(b.Items) - 1
			b.Items[last] = append(b.Items[last], blocks...)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Li || c.Type != html.ElementNode {
			stray.node(c, m)
			continue
		}
		settle()
		if hidden(c) {
			continue
		}
		item := &flow{r: f.r, depth: f.depth + 1}
		item.node(c, m)
		if blocks := item.finish(); len(blocks) > 0 {
			b.Items = append(b.Items, blocks)
		}
	}
	settle()
	f.block(b)
}

// definitions reads dl: each term with its descriptions becomes an item that
// starts with the term in strong type.
func (f *flow) definitions(n *html.Node, m mark) {
	if f.line || f.depth+1 >= deepest {
		f.transparent(n, m)
		return
	}
	f.flush()
	b := domain.Block{Kind: domain.List}
	fresh := false // the last item has terms only
	var read func(*html.Node)
	read = func(n *html.Node) {
		f.r.depth++
		defer func() { f.r.depth-- }()
		for c := n.FirstChild; c != nil && f.r.depth < maxElementDepth; c = c.NextSibling {
			inner, at := &flow{r: f.r, depth: f.depth + 1}, m
			switch {
			case c.Type == html.ElementNode && c.DataAtom == atom.Div && !hidden(c):
				read(c)
				continue
			case c.DataAtom == atom.Dt:
				at.style |= strong
			}
			inner.node(c, at)
			blocks := inner.finish()
			if len(blocks) == 0 {
				continue
			}
			if len(b.Items) == 0 || c.DataAtom == atom.Dt && !fresh {
				b.Items = append(b.Items, nil)
			}
			last := len(b.Items) - 1
			b.Items[last] = append(b.Items[last], blocks...)
			fresh = c.DataAtom == atom.Dt
		}
	}
	read(n)
	f.block(b)
}

// quote reads a blockquote and tells its attribution from its words.
func (f *flow) quote(n *html.Node, m mark) {
	if f.line || f.depth+1 >= deepest {
		f.transparent(n, m)
		return
	}
	f.flush()
	b := domain.Block{Kind: domain.Quote}
	var others []domain.Block
	inner := &flow{r: f.r, depth: f.depth + 1}
	source := attributionOf(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c != source {
			inner.node(c, m)
			continue
		}
		inner.boundary()
		b.Text, others = inner.lineOf(unwrapCite(c))
	}
	b.Blocks = append(inner.finish(), others...)
	f.block(b)
}

// attributionOf finds the child of a quotation that names whose words they
// are: its footer, its last cite, or a last element that is marked as such.
func attributionOf(n *html.Node) *html.Node {
	for c := n.LastChild; c != nil; c = c.PrevSibling {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) != "":
			return nil
		case c.Type != html.ElementNode || hidden(c):
			continue
		case c.DataAtom == atom.Footer, c.DataAtom == atom.Cite, c.DataAtom == atom.Figcaption,
			classSays(c, "attribution", "author", "cite", "source", "speaker"), soleCite(c) != nil:
			return c
		}
		return nil
	}
	return nil
}

// soleCite returns the cite element that is all there is in n.
func soleCite(n *html.Node) *html.Node {
	var only *html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
		case only == nil && c.Type == html.ElementNode && c.DataAtom == atom.Cite:
			only = c
		default:
			return nil
		}
	}
	return only
}

func unwrapCite(n *html.Node) *html.Node {
	if c := soleCite(n); c != nil {
		return c
	}
	return n
}

// classSays reports whether a word of n's class or itemprop, taken apart at
// hyphens, underscores and capitals, is one of words.
func classSays(n *html.Node, words ...string) bool {
	for _, a := range n.Attr {
		if (a.Key == "class" || a.Key == "itemprop" || a.Key == "data-testid") && len(a.Val) < 1024 && nameSays(a.Val, words) {
			return true
		}
	}
	return false
}

func nameSays(name string, words []string) bool {
	start, lower := 0, false
	check := func(end int) bool {
		for _, w := range words {
			if strings.EqualFold(name[start:end], w) {
				return true
			}
		}
		return false
	}
	for i := range len(name) {
		c := name[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		upper := letter && c < 'a'
		if !letter || upper && lower {
			if check(i) {
				return true
			}
			start = i
			if !letter {
				start++
			}
		}
		lower = letter && !upper
	}
	return check(len(name))
}
