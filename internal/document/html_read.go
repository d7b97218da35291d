package document

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// FromHTML returns what n and its children mean as blocks, in normal form.
// Only what the model knows passes; scripts, styles, forms' controls,
// navigation, struck-out text and hidden elements are left out. Addresses are resolved against
// base, which may be nil when there is none; then relative ones are dropped.
//
// White space is collapsed as CSS does it, over the boundaries of inline
// elements. A non-breaking space stays one where it stands alone between two
// characters; next to other white space it is only padding.
func FromHTML(n *html.Node, base *url.URL) []domain.Block {
	r := &reader{base: base, nodes: MaxNodes, quotes: quotesOf(languageOf(n))}
	f := &flow{r: r}
	if n.Type == html.ElementNode {
		f.element(n, mark{})
	} else {
		f.children(n, mark{})
	}
	return normalBlocks(f.finish(), 0)
}

// ParseHTML reads a page or a piece of one. The language is what its html or
// outermost element says.
func ParseHTML(s string, base *url.URL) (domain.Document, error) {
	if len(s) > MaxBytes {
		return domain.Document{}, fmt.Errorf("%w: HTML of more than %d bytes", domain.ErrInvalid, MaxBytes)
	}
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return domain.Document{}, fmt.Errorf("%w: parse HTML: %w", domain.ErrInvalid, err)
	}
	return domain.Document{Lang: languageWithin(root), Blocks: FromHTML(root, base)}, nil
}

// reader is what one reading shares.
type reader struct {
	base   *url.URL
	nodes  int // how many more may be looked at
	depth  int // of the element being read
	quotes [4]string
	nested int // q elements around the one being read
}

// flow gathers the blocks of one container. Inline content piles up until a
// block starts or ends, and then becomes a paragraph.
type flow struct {
	r      *reader
	depth  int // how many blocks are around it
	blocks []domain.Block
	inline styled
	later  []domain.Block // met within a sentence, and put behind it
	line   bool           // the content becomes a single text: blocks in it only end lines
}

// finish ends the container and returns its blocks.
func (f *flow) finish() []domain.Block {
	f.flush()
	return f.blocks
}

func (f *flow) flush() {
	if f.line {
		return
	}
	for _, t := range f.inline.paragraphs() {
		f.blocks = append(f.blocks, domain.Block{Kind: domain.Paragraph, Text: t})
	}
	f.inline = styled{}
	f.blocks = append(f.blocks, f.later...)
	f.later = nil
}

// boundary is where a block starts or ends.
func (f *flow) boundary() {
	if !f.line {
		f.flush()
		return
	}
	if !f.inline.blank() && !f.inline.atBreak() {
		f.inline.add("\n", mark{})
	}
}

// block adds a block that ends the paragraph before it.
func (f *flow) block(b ...domain.Block) {
	if f.line {
		f.later = append(f.later, b...)
		return
	}
	f.flush()
	f.blocks = append(f.blocks, b...)
}

// aside adds a block that may stand within a sentence, such as a picture:
// it waits for the sentence's end.
func (f *flow) aside(b ...domain.Block) {
	if f.line || !f.inline.blank() && !f.inline.atBreak() {
		f.later = append(f.later, b...)
		return
	}
	f.block(b...)
}

// lineOf reads n's children as a single text; blocks that cannot be in one
// are returned beside it.
func (f *flow) lineOf(n *html.Node) (domain.Text, []domain.Block) {
	inner := &flow{r: f.r, depth: f.depth, line: true}
	inner.children(n, mark{})
	return inner.inline.line(), inner.later
}

func (f *flow) children(n *html.Node, m mark) {
	f.r.depth++
	defer func() { f.r.depth-- }()
	if f.r.depth > maxElementDepth {
		f.deepText(n, m)
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		f.node(c, m)
	}
}

func (f *flow) node(n *html.Node, m mark) {
	if f.r.nodes <= 0 {
		return
	}
	f.r.nodes--
	switch n.Type {
	case html.TextNode:
		f.inline.addSource(n.Data, m)
	case html.ElementNode:
		if !hidden(n) {
			f.element(n, m)
		}
	case html.DocumentNode:
		f.children(n, m)
	case html.ErrorNode, html.CommentNode, html.DoctypeNode, html.RawNode:
	}
}

// deepText takes the text below n without following its elements by recursion.
func (f *flow) deepText(n *html.Node, m mark) {
	for c := n.FirstChild; c != nil && f.r.nodes > 0; {
		f.r.nodes--
		skip := c.Type == html.ElementNode && (dropped(c) || hidden(c))
		switch {
		case c.Type == html.TextNode:
			f.inline.addSource(c.Data, m)
		case c.Type == html.ElementNode && !skip && !inlineElement(c):
			f.boundary()
		}
		if c.FirstChild != nil && !skip {
			c = c.FirstChild
			continue
		}
		for c != n && c.NextSibling == nil {
			c = c.Parent
			if c != n && c.Type == html.ElementNode && !inlineElement(c) {
				f.boundary()
			}
		}
		if c == n {
			return
		}
		c = c.NextSibling
	}
}

// element reads one visible element.
func (f *flow) element(n *html.Node, m mark) {
	if n.Namespace != "" && n.Namespace != "math" || dropped(n) {
		f.droppedElement(n)
		return
	}
	if f.inlineMarkup(n, m) || f.embedded(n) {
		return
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		f.heading(n, int(n.Data[1]-'0'))
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		f.list(n, m)
	case atom.Dl:
		f.definitions(n, m)
	case atom.Blockquote:
		f.quote(n, m)
	case atom.Figure:
		f.figure(n, m)
	case atom.Table:
		f.table(n, m)
	case atom.Pre, atom.Listing, atom.Xmp, atom.Plaintext:
		f.block(domain.Block{Kind: domain.Preformatted, Text: domain.PlainText(preformatted(n))})
	case atom.Hr:
		f.block(domain.Block{Kind: domain.Separator})
	case atom.Form:
		if !controlForm(n) {
			f.transparent(n, m)
		}
	default:
		f.other(n, m)
	}
}

// other reads an element that has no meaning of its own.
func (f *flow) other(n *html.Node, m mark) {
	switch {
	case inlineElement(n):
		if f.seam(n) {
			f.inline.add(" ", mark{})
		}
		f.children(n, m)
	case attr(n, "role") == "heading":
		f.heading(n, number(attr(n, "aria-level"), 2))
	case figureLike(n):
		f.figure(n, m)
	default:
		f.transparent(n, m)
	}
}

// transparent reads a block element whose content counts alone.
func (f *flow) transparent(n *html.Node, m mark) {
	f.boundary()
	f.children(n, m)
	f.boundary()
}

func (f *flow) heading(n *html.Node, level int) {
	if f.line {
		f.transparent(n, mark{})
		return
	}
	t, others := f.lineOf(n)
	f.block(domain.Block{Kind: domain.Heading, Level: level, Text: t})
	f.block(others...)
}
