package document

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// HTMLOptions says how a document is written as HTML.
type HTMLOptions struct {
	// Lang wraps the document in an element with its language and direction.
	Lang bool
	// Image returns what a picture's src is to be, such as a copy's address or
	// a data: URI of a raster image. When it returns "", the picture is not loaded: a
	// link to it stands in its place. A nil Image loads every picture from its own address.
	Image func(address string) string
	// Sizes, where it is set, says of a picture what Image does, and what a
	// browser may choose from. Then Image is not asked.
	Sizes func(address string) PictureSizes
	// Picture is the word for a picture, to head links to those not loaded.
	Picture string
}

// PictureSizes is where copies of a picture are: Src as Image returns it, the
// others as HTML's attributes have them. Width and Height are those of Src.
type PictureSizes struct {
	Src, SrcSet, Sizes string
	Width, Height      int
	Now                bool // it is in sight when the page opens: a browser shouldn't wait with it
}

// WriteHTML writes d as HTML elements, to be put into a page. Whatever d
// holds, the result is safe: it is brought into normal form first, every text is escaped, every
// address is checked, and no markup but the model's own is written.
// ParseHTML of it gives the same normal document back.
func WriteHTML(w io.Writer, d domain.Document, o HTMLOptions) error {
	lang := languageTag(d.Lang)
	if !o.Lang || lang == "" {
		return WriteBlocks(w, d.Blocks, o)
	}
	if _, err := fmt.Fprintf(w, "<div lang=\"%s\" dir=\"%s\">\n", lang, Direction(lang)); err != nil {
		return err
	}
	if err := WriteBlocks(w, d.Blocks, o); err != nil {
		return err
	}
	_, err := io.WriteString(w, "</div>\n")
	return err
}

// WriteBlocks is WriteHTML for blocks without a document; Lang has no effect.
func WriteBlocks(w io.Writer, blocks []domain.Block, o HTMLOptions) error {
	h := &htmlWriter{Writer: bufio.NewWriter(w), options: o}
	h.blocks(normalBlocks(blocks, 0))
	return h.Flush()
}

// WriteInline writes a text's own content, without a block around it.
func WriteInline(w io.Writer, t domain.Text) error {
	h := &htmlWriter{Writer: bufio.NewWriter(w)}
	h.inline(lineText(t))
	return h.Flush()
}

// htmlWriter writes blocks that are in normal form. Errors stay in the
// bufio.Writer until Flush.
type htmlWriter struct {
	*bufio.Writer
	options HTMLOptions
}

func (h *htmlWriter) put(parts ...string) {
	for _, p := range parts {
		_, _ = h.WriteString(p)
	}
}

func (h *htmlWriter) blocks(blocks []domain.Block) {
	for i := range blocks {
		h.block(&blocks[i])
	}
}

func (h *htmlWriter) block(b *domain.Block) {
	switch b.Kind {
	case domain.Heading:
		h.line("h"+strconv.Itoa(b.Level), b.Text)
	case domain.Paragraph:
		h.line("p", b.Text)
	case domain.List:
		h.list(b)
	case domain.Quote:
		h.put("<blockquote>\n")
		h.blocks(b.Blocks)
		if !b.Text.IsZero() {
			h.line("footer", b.Text)
		}
		h.put("</blockquote>\n")
	case domain.Figure:
		h.figure(b)
	case domain.Table:
		h.table(b)
	case domain.Embed:
		h.embed(b)
	case domain.Preformatted:
		h.put("<pre>", html.EscapeString(b.Text.Text), "</pre>\n")
	case domain.Separator:
		h.put("<hr>\n")
	}
}

func (h *htmlWriter) line(element string, t domain.Text) {
	h.put("<", element, ">")
	h.inline(t)
	h.put("</", element, ">\n")
}

func (h *htmlWriter) list(b *domain.Block) {
	element := "ul"
	if b.Ordered {
		element = "ol"
	}
	h.put("<", element, ">\n")
	for _, item := range b.Items {
		if len(item) == 1 && item[0].Kind == domain.Paragraph {
			h.line("li", item[0].Text)
			continue
		}
		h.put("<li>\n")
		h.blocks(item)
		h.put("</li>\n")
	}
	h.put("</", element, ">\n")
}

func (h *htmlWriter) figure(b *domain.Block) {
	h.put("<figure>")
	p := PictureSizes{Src: b.Image.URL, Width: b.Image.Width, Height: b.Image.Height}
	switch {
	case h.options.Sizes != nil:
		p = h.options.Sizes(p.Src)
		p.Src = safeSource(p.Src)
	case h.options.Image != nil:
		p.Src = safeSource(h.options.Image(p.Src))
	}
	if p.Src == "" {
		h.unloaded(b)
	} else {
		h.put(`<img src="`, html.EscapeString(p.Src), `" alt="`, html.EscapeString(b.Image.Alt), `"`)
		if p.SrcSet != "" {
			h.put(` srcset="`, html.EscapeString(p.SrcSet), `" sizes="`, html.EscapeString(p.Sizes), `"`)
		}
		h.dimension("width", p.Width)
		h.dimension("height", p.Height)
		if !p.Now {
			h.put(` loading="lazy"`)
		}
		h.put(` decoding="async" referrerpolicy="no-referrer">`)
	}
	if !b.Text.IsZero() || !b.Credit.IsZero() {
		h.put("<figcaption>")
		h.inline(b.Text)
		if !b.Credit.IsZero() {
			if !b.Text.IsZero() {
				h.put(" ")
			}
			h.put(`<cite class="credit">`)
			h.inline(b.Credit)
			h.put("</cite>")
		}
		h.put("</figcaption>")
	}
	h.put("</figure>\n")
}

func (h *htmlWriter) dimension(name string, n int) {
	if n > 0 {
		h.put(" ", name, `="`, strconv.Itoa(n), `"`)
	}
}

// unloaded writes a link in the place of a picture.
func (h *htmlWriter) unloaded(b *domain.Block) {
	h.open(b.Image.URL, "picture")
	if h.options.Picture != "" {
		h.put("<span>", html.EscapeString(h.options.Picture), ":</span> ")
	}
	h.put(html.EscapeString(pictureLabel(b)), "</a>")
}

// safeSource returns what Options.Image gave if it is a web address, a path on
// the own site, or a data: URI of a raster image; else "".
func safeSource(src string) string {
	rest, isData := strings.CutPrefix(src, "data:image/")
	if !isData {
		if strings.HasPrefix(src, "/") && !strings.HasPrefix(src, "//") {
			return src
		}
		return imageAddress(src, nil)
	}
	for _, kind := range []string{"png", "jpeg", "webp", "gif", "avif"} {
		if strings.HasPrefix(rest, kind+";base64,") {
			return src
		}
	}
	return ""
}

func (h *htmlWriter) embed(b *domain.Block) {
	h.put(`<figure class="embed" data-provider="`, html.EscapeString(b.Embed.Provider), `"><a href="`, html.EscapeString(b.Embed.URL), `"`)
	if b.Embed.Title != "" {
		h.put(` title="`, html.EscapeString(b.Embed.Title), `"`)
	}
	h.put(` rel="nofollow noopener">`, html.EscapeString(embedLabel(b.Embed)), "</a>")
	if !b.Text.IsZero() {
		h.line("figcaption", b.Text)
	}
	h.put("</figure>\n")
}

// embedLabel returns the words that stand for an embed.
func embedLabel(e *domain.EmbedLink) string {
	switch {
	case e.Title == "" && e.Provider == "":
		return Host(e.URL)
	case e.Title == "":
		return e.Provider
	case e.Provider == "":
		return e.Title
	}
	return e.Provider + ": " + e.Title
}

func (h *htmlWriter) table(b *domain.Block) {
	h.put(`<div class="table"><table role="table">`, "\n")
	if !b.Text.IsZero() {
		h.line("caption", b.Text)
	}
	rows := b.Rows
	if headerRow(rows[0]) && len(rows) > 1 {
		h.put("<thead>\n")
		h.row(rows[0], "col")
		h.put("</thead>\n")
		rows = rows[1:]
	}
	h.put("<tbody>\n")
	for _, row := range rows {
		h.row(row, "row")
	}
	h.put("</tbody>\n</table></div>\n")
}

// headerRow reports whether row is the table's head: header cells alone, none
// of which reaches into the body.
func headerRow(row []domain.Cell) bool {
	for _, c := range row {
		if !c.Header || c.RowSpan > 1 {
			return false
		}
	}
	return len(row) > 0
}

func (h *htmlWriter) row(row []domain.Cell, scope string) {
	h.put("<tr>")
	for _, c := range row {
		element := "td"
		h.put("<")
		if c.Header {
			element = "th"
			h.put(element, ` scope="`, scope, `"`)
		} else {
			h.put(element)
		}
		h.dimension("colspan", c.ColSpan)
		h.dimension("rowspan", c.RowSpan)
		h.put(">")
		h.inline(c.Text)
		h.put("</", element, ">")
	}
	h.put("</tr>\n")
}

var inlineElements = map[domain.SpanKind]string{
	domain.Emphasis: "em", domain.Strong: "strong", domain.Code: "code", domain.Sub: "sub", domain.Sup: "sup", domain.Doubt: "mark",
}

// inline writes a text in normal form, whose spans nest.
func (h *htmlWriter) inline(t domain.Text) {
	at := 0
	var open []domain.Span
	text := func(end int) {
		h.put(strings.ReplaceAll(html.EscapeString(t.Text[at:end]), "\n", "<br>"))
		at = end
	}
	closeUntil := func(limit int) {
		for len(open) > 0 && open[len(open)-1].End <= limit {
			s := open[len(open)-1]
			open = open[:len(open)-1]
			text(s.End)
			if s.Kind == domain.Link {
				h.put("</a>")
			} else {
				h.put("</", inlineElements[s.Kind], ">")
			}
		}
	}
	for _, s := range t.Spans {
		closeUntil(s.Start)
		text(s.Start)
		if s.Kind == domain.Link {
			h.open(s.Href, "")
		} else {
			h.put("<", inlineElements[s.Kind], ">")
		}
		open = append(open, s)
	}
	closeUntil(len(t.Text))
	text(len(t.Text))
}

// open opens a link.
func (h *htmlWriter) open(href, class string) {
	h.put(`<a href="`, html.EscapeString(href), `"`)
	if class != "" {
		h.put(` class="`, class, `"`)
	}
	h.put(` rel="nofollow noopener">`)
}
