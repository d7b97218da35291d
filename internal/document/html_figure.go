package document

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// image reads img or picture where it stands in the text.
func (f *flow) image(n *html.Node, m mark) {
	if s := emoji(n, f.r.base); s != "" {
		f.inline.add(s, m)
		return
	}
	if img := imageOf(n, f.r.base); img != nil {
		f.aside(domain.Block{Kind: domain.Figure, Image: img})
	}
}

var (
	captionWords = []string{"caption", "captions", "legend", "figcaption"}
	creditWords  = []string{"credit", "credits", "copyright", "photographer", "photocredit", "creditline", "author", "source", "byline", "agency", "creator"}
	frameWords   = []string{"caption", "figure", "image", "photo", "picture", "img", "media", "illustration"}
)

// figureLike reports whether n, which is no figure element, holds pictures
// with nothing but a caption.
func figureLike(n *html.Node) bool {
	if n.DataAtom != atom.Div && n.DataAtom != atom.Aside && n.DataAtom != atom.Section && n.DataAtom != atom.P || !classSays(n, frameWords...) {
		return false
	}
	images, captions, other := 0, 0, false
	all := scan(n, scanLimit, func(c *html.Node) bool {
		switch {
		case c.Type == html.ElementNode && (c.DataAtom == atom.Figure || c.DataAtom == atom.Table || c.DataAtom == atom.Blockquote || c.DataAtom == atom.Iframe):
			other = true
		case c.DataAtom == atom.Img:
			images++
		case c.Type == html.ElementNode && classSays(c, captionWords...):
			captions++
		case c.Type == html.TextNode && shows(c.Data) && !within(c, n, func(e *html.Node) bool {
			return dropped(e) || hidden(e) || classSays(e, captionWords...) || classSays(e, creditWords...)
		}):
			other = true
		}
		return !other
	})
	return all && images > 0 && captions > 0
}

// within reports whether one of the elements between c and root is as asked.
func within(c, root *html.Node, is func(*html.Node) bool) bool {
	for p := c.Parent; p != nil && p != root; p = p.Parent {
		if is(p) {
			return true
		}
	}
	return false
}

// pictures returns the img and picture elements below n, the img of a picture
// aside, among the first limit nodes.
func pictures(n *html.Node, limit int) []*html.Node {
	var out []*html.Node
	scan(n, limit, func(c *html.Node) bool {
		if c.Type != html.ElementNode || c.Namespace != "" {
			return true
		}
		if c.DataAtom == atom.Picture || c.Data == "amp-img" ||
			c.DataAtom == atom.Img && !within(c, n, func(e *html.Node) bool { return e.DataAtom == atom.Picture }) {
			out = append(out, c)
		}
		return true
	})
	return out
}

// figure reads pictures with their caption. A figure around something else (a
// table, a quotation, a video) gives that, and its caption goes along.
func (f *flow) figure(n *html.Node, m mark) {
	if ownEmbed(n) {
		f.ownEmbed(n)
		return
	}
	content := &flow{r: f.r, depth: f.depth}
	caption := captionOf(n)
	credit, inCaption := creditsOf(n, caption)
	content.figureContent(n, m, caption, credit)
	blocks := content.finish()

	var text, by styled
	if caption != nil {
		text = f.read(caption, inCaption)
	}
	for _, c := range credit {
		piece := f.read(c, nil)
		if !by.blank() && !piece.blank() {
			by.add(" ", mark{})
		}
		by.append(piece)
	}
	f.block(captioned(blocks, text, by)...)
}

// figureContent reads all of a figure but its caption and credits.
func (f *flow) figureContent(n *html.Node, m mark, caption *html.Node, credit []*html.Node) {
	f.r.depth++
	defer func() { f.r.depth-- }()
	if f.r.depth > maxElementDepth {
		f.deepText(n, m)
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c == caption || slices.Contains(credit, c):
		case c.Type == html.ElementNode && !hidden(c) && (contain(c, caption) || containAny(c, credit)):
			if inlineElement(c) {
				f.figureContent(c, m, caption, credit)
				continue
			}
			f.boundary()
			f.figureContent(c, m, caption, credit)
			f.boundary()
		default:
			f.node(c, m)
		}
	}
}

// captioned gives caption and credit to the first picture among blocks, or
// else to the one block that can bear a caption, or puts them behind.
func captioned(blocks []domain.Block, caption, credit styled) []domain.Block {
	var out []domain.Block
	seen := map[string]bool{}
	first := -1
	for _, b := range blocks {
		if b.Kind == domain.Figure {
			if seen[b.Image.URL] {
				continue
			}
			seen[b.Image.URL] = true
			if first < 0 {
				first = len(out)
			}
		}
		out = append(out, b)
	}
	switch {
	case first >= 0:
		b := &out[first]
		if b.Text.IsZero() {
			b.Text = caption.line()
		}
		if b.Credit.IsZero() {
			b.Credit = credit.line()
		}
		return out
	case len(out) == 1 && out[0].Text.IsZero() && (out[0].Kind == domain.Table || out[0].Kind == domain.Quote || out[0].Kind == domain.Embed):
		out[0].Text = caption.line()
		return append(out, paragraphsOf(&credit)...)
	}
	return append(append(out, paragraphsOf(&caption)...), paragraphsOf(&credit)...)
}

func paragraphsOf(s *styled) []domain.Block {
	var out []domain.Block
	for _, t := range s.paragraphs() {
		out = append(out, domain.Block{Kind: domain.Paragraph, Text: t})
	}
	return out
}

// captionOf finds a figure's caption: its figcaption, or what is named so.
func captionOf(n *html.Node) *html.Node {
	var marked, named *html.Node
	scan(n, 4*scanLimit, func(c *html.Node) bool {
		switch {
		case c.Type != html.ElementNode:
		case c.DataAtom == atom.Figcaption:
			marked = c
		case named == nil && !inlineMedia(c) && classSays(c, captionWords...) && shows(textOf(c, scanLimit)) && len(pictures(c, scanLimit)) == 0:
			named = c
		}
		return marked == nil
	})
	if marked != nil {
		return marked
	}
	return named
}

func inlineMedia(n *html.Node) bool {
	return n.DataAtom == atom.Img || n.DataAtom == atom.Picture || n.DataAtom == atom.Video || n.DataAtom == atom.Iframe
}

// creditsOf finds the elements that name a picture's maker, all of them and
// those within the caption.
func creditsOf(n, caption *html.Node) (all, inCaption []*html.Node) {
	scan(n, 4*scanLimit, func(c *html.Node) bool {
		if c.Type != html.ElementNode || c == caption || contain(c, caption) || inlineMedia(c) || c.DataAtom == atom.Source ||
			containedBy(all, c) || len(pictures(c, scanLimit)) > 0 {
			return true
		}
		inside := contain(caption, c)
		if classSays(c, creditWords...) || inside && lastSmall(c, caption) {
			all = append(all, c)
			if inside {
				inCaption = append(inCaption, c)
			}
		}
		return true
	})
	return all, inCaption
}

// lastSmall reports whether c is a cite or small element that ends a caption.
func lastSmall(c, caption *html.Node) bool {
	if c.DataAtom != atom.Cite && c.DataAtom != atom.Small || c.Parent != caption || c.PrevSibling == nil {
		return false
	}
	for s := c.NextSibling; s != nil; s = s.NextSibling {
		if s.Type != html.TextNode || shows(s.Data) {
			return false
		}
	}
	return true
}

// read reads n as a line of text, without some elements in it.
func (f *flow) read(n *html.Node, without []*html.Node) styled {
	inner := &flow{r: f.r, depth: f.depth, line: true}
	inner.figureContent(n, mark{}, nil, without)
	return inner.inline
}

// append adds another text with its marks.
func (s *styled) append(t styled) {
	at := 0
	for _, r := range t.runs {
		s.add(string(t.text[at:r.end]), r.mark)
		at = r.end
	}
}

// contain reports whether inner is somewhere below n.
func contain(n, inner *html.Node) bool {
	if n == nil || inner == nil {
		return false
	}
	for p := inner.Parent; p != nil; p = p.Parent {
		if p == n {
			return true
		}
	}
	return false
}

func containAny(n *html.Node, inner []*html.Node) bool {
	return slices.ContainsFunc(inner, func(c *html.Node) bool { return contain(n, c) })
}

func containedBy(list []*html.Node, n *html.Node) bool {
	return slices.ContainsFunc(list, func(c *html.Node) bool { return contain(c, n) })
}
