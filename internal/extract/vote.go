package extract

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	readability "codeberg.org/readeck/go-readability/v2"
	distiller "github.com/markusmobius/go-domdistiller"
	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// The extractors that vote.
const (
	byTrafilatura = iota
	byReadability
	byDistiller
	extractors
)

// Every text node that an extractor sees ends in a marker: its number as
// three digits from the supplementary variation selectors, which are
// invisible, no white space and no letters, and which no page uses. Whatever
// an extractor does to the elements, the text that it keeps tells which of the page's
// own nodes it kept.
const (
	markerFirst  = '\U000E0100'
	markerBase   = 240
	markerDigits = 3
)

func mark(b *strings.Builder, number int) {
	b.WriteRune(markerFirst + rune(number/(markerBase*markerBase)%markerBase))
	b.WriteRune(markerFirst + rune(number/markerBase%markerBase))
	b.WriteRune(markerFirst + rune(number%markerBase))
}

// kept adds the numbers of the markers below n to seen.
func kept(n *html.Node, seen map[int]bool) {
	walk(n, func(c *html.Node) bool {
		if c.Type != html.TextNode {
			return true
		}
		number, digits := 0, 0
		for _, r := range c.Data {
			if r < markerFirst || r >= markerFirst+markerBase {
				number, digits = 0, 0
				continue
			}
			number, digits = number*markerBase+int(r-markerFirst), digits+1
			if digits == markerDigits {
				seen[number] = true
				number, digits = 0, 0
			}
		}
		return true
	})
}

// copyMarked returns a copy of the tree for an extractor: with markers,
// without scripts, styles, comments and the elements of skip.
func copyMarked(n *html.Node, numbers map[*html.Node]int, skip map[*html.Node]bool) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace}
	c.Attr = append([]html.Attribute(nil), n.Attr...)
	if n.Type == html.TextNode {
		if number, ok := numbers[n]; ok {
			var b strings.Builder
			text := strings.TrimRight(n.Data, " \t\r\n\f")
			b.Grow(len(n.Data) + 4*markerDigits)
			b.WriteString(text)
			mark(&b, number)
			b.WriteString(n.Data[len(text):])
			c.Data = b.String()
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.CommentNode {
			continue
		}
		switch child.Data {
		case "script", "style", "svg", "template":
			continue
		}
		if skip[child] {
			continue
		}
		c.AppendChild(copyMarked(child, numbers, skip))
	}
	return c
}

// vote runs the extractors and notes on each unit which of them kept it.
// It returns how many gave a result.
func vote(ctx context.Context, root *html.Node, base *url.URL, all []*unit, skip map[*html.Node]bool) int {
	numbers := map[*html.Node]int{}
	for _, u := range all {
		for i, n := range u.nodes {
			numbers[n] = u.markers[i]
		}
	}
	voters := 0
	for who := range extractors {
		if ctx.Err() != nil {
			break
		}
		node, err := run(who, copyMarked(root, numbers, skip), base)
		if err != nil || node == nil {
			continue
		}
		seen := map[int]bool{}
		kept(node, seen)
		if len(seen) == 0 {
			continue
		}
		voters++
		for _, u := range all {
			var have, total int
			for i, n := range u.nodes {
				total += len(n.Data)
				if seen[u.markers[i]] {
					have += len(n.Data)
				}
			}
			u.votes[who] = 2*have >= total
		}
	}
	return voters
}

// run calls one extractor. They are made for honest pages: what they do with
// others, a panic included, is an error here.
func run(who int, root *html.Node, base *url.URL) (node *html.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			node, err = nil, fmt.Errorf("extractor %d: %v", who, r)
		}
	}()
	switch who {
	case byTrafilatura:
		result, err := trafilatura.ExtractDocument(root, trafilatura.Options{
			OriginalURL:      base,
			ExcludeComments:  true,
			HtmlDateOverride: &htmldate.Result{DateTime: time.Unix(1, 0)},
			Focus:            trafilatura.Balanced,
		})
		if err != nil {
			return nil, fmt.Errorf("trafilatura: %w", err)
		}
		return result.ContentNode, nil
	case byReadability:
		parser := readability.NewParser()
		parser.DisableJSONLD = true
		article, err := parser.ParseAndMutate(root, base)
		if err != nil {
			return nil, fmt.Errorf("readability: %w", err)
		}
		return article.Node, nil
	default:
		result, err := distiller.Apply(root, &distiller.Options{OriginalURL: base, SkipPagination: true})
		if err != nil {
			return nil, fmt.Errorf("domdistiller: %w", err)
		}
		return result.Node, nil
	}
}
