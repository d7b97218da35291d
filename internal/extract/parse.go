package extract

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Limits on a page. The largest page among the 1,482 of the development sets
// has 1.9 MB and 17,000 elements. An element's attributes are read again for
// each paragraph in it.
const (
	maxBytes      = 10 << 20
	maxNodes      = 300_000
	maxAttributes = 100  // of an element
	maxNameBytes  = 1000 // of a class, an id and the like
)

// parse builds the page's tree. A page that nests more deeply than the parser
// allows (old markup that never closes its inline elements) is parsed again
// without the elements that only nest.
func parse(text string) (*html.Node, error) {
	if len(text) > maxBytes {
		return nil, fmt.Errorf("page of %d bytes is longer than the limit of %d: %w", len(text), maxBytes, domain.ErrInvalid)
	}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		root, err = html.Parse(strings.NewReader(flatten(text)))
	}
	if err != nil {
		return nil, fmt.Errorf("parse page: %w: %w", err, domain.ErrInvalid)
	}
	if n := count(root); n > maxNodes {
		return nil, fmt.Errorf("page of %d nodes has more than the limit of %d: %w", n, maxNodes, domain.ErrInvalid)
	}
	walk(root, func(n *html.Node) bool {
		trimAttributes(n)
		return true
	})
	return root, nil
}

// trimAttributes leaves of an element's attributes what is looked at.
func trimAttributes(n *html.Node) {
	n.Attr = n.Attr[:min(len(n.Attr), maxAttributes)]
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "class", "id", "itemprop", "lang", "rel", "role", "style":
			a.Val = strings.ToValidUTF8(a.Val[:min(len(a.Val), maxNameBytes)], "")
		}
	}
}

func count(n *html.Node) int {
	total := 1
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		total += count(c)
	}
	return total
}

// flatten keeps of a page's tags only those that the parser closes by itself
// or that hold no others, so that the tree stays shallow.
func flatten(text string) string {
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(maxBytes)
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.String()
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw())
			if name, _ := z.TagName(); shallow(atom.Lookup(name)) {
				out.WriteString(raw)
			} else {
				out.WriteByte(' ')
			}
		case html.TextToken, html.CommentToken, html.DoctypeToken:
			out.Write(z.Raw())
		}
	}
}

func shallow(a atom.Atom) bool {
	switch a {
	case atom.Html, atom.Head, atom.Title, atom.Meta, atom.Link, atom.Script, atom.Style, atom.Body,
		atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.Br, atom.Hr, atom.Img, atom.A, atom.Textarea:
		return true
	default:
		return false
	}
}
