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
// without the elements of skip and without what never holds a story, which
// costs the extractors time and misleads them.
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
		case "script", "style", "svg", "template", "meta", "link", "noscript", "iframe", "select", "button", "input", "nav", "footer":
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
	heavy := len(all) > maxVotedUnits || count(root) > maxVotedNodes
	voters := 0
	for who := range extractors {
		if heavy && who != byReadability {
			continue
		}
		node := runWithin(ctx, who, copyMarked(root, numbers, skip), base)
		if node == nil {
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

// The extractors other than readability take time that grows with the square
// of a page's size: 10 s for 20,000 paragraphs, under 2 s at these limits. The
// largest page of the development sets has 2,728 units.
const (
	maxVotedUnits = 4_000
	maxVotedNodes = 50_000
	maxVoteTime   = 5 * time.Second // for one extractor
)

// runWithin calls an extractor and returns nil if it fails or takes too long.
// It cannot be stopped, but it works on a copy of its own and comes to an end.
func runWithin(ctx context.Context, who int, root *html.Node, base *url.URL) *html.Node {
	if ctx.Err() != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, maxVoteTime)
	defer cancel()
	done := make(chan *html.Node, 1)
	go func() {
		node, err := run(who, root, base)
		if err != nil {
			node = nil
		}
		done <- node
	}()
	select {
	case node := <-done:
		return node
	case <-ctx.Done():
		return nil
	}
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
