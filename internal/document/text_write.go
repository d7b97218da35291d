package document

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// TextOptions says how a document is written as plain text.
type TextOptions struct {
	Width int  // columns at which lines are broken; 0 leaves paragraphs on one line
	Links bool // number the links and list their addresses at the end
}

// narrowest is the width below which indented lines are no longer made narrower.
const narrowest = 16

// WriteText writes d as plain text for people: paragraphs apart by blank
// lines, lists with bullets or numbers, quotations behind "> ", tables with
// aligned columns. Control characters never reach a terminal.
func WriteText(w io.Writer, d domain.Document, o TextOptions) error {
	t := &textWriter{links: o.Links}
	out := bufio.NewWriter(w)
	for _, line := range t.blocks(normalBlocks(d.Blocks, 0), o.Width) {
		_, _ = out.WriteString(line + "\n") // the error stays until Flush
	}
	for i, address := range t.addresses {
		if i == 0 {
			_, _ = out.WriteString("\n")
		}
		_, _ = out.WriteString("[" + strconv.Itoa(i+1) + "] " + address + "\n")
	}
	return out.Flush()
}

// TextLines returns blocks as lines of plain text of at most width columns.
func TextLines(blocks []domain.Block, width int) []string {
	return (&textWriter{}).blocks(normalBlocks(blocks, 0), width)
}

// PlainLines breaks a text without its spans into clean lines of at most width columns.
func PlainLines(s string, width int) []string {
	t := lineText(domain.PlainText(s))
	if t.IsZero() {
		return nil
	}
	return wrap(t.Text, width)
}

// DisplayWidth returns the columns that s takes in a terminal.
func DisplayWidth(s string) int { return displayWidth(s) }

type textWriter struct {
	links     bool
	addresses []string
}

func (t *textWriter) blocks(blocks []domain.Block, width int) []string {
	var out []string
	for i := range blocks {
		if i > 0 {
			out = append(out, "")
		}
		out = append(out, t.block(&blocks[i], width)...)
	}
	return out
}

func (t *textWriter) block(b *domain.Block, width int) []string {
	switch b.Kind {
	case domain.Heading:
		return t.heading(b, width)
	case domain.List:
		return t.list(b, width)
	case domain.Quote:
		out := t.blocks(b.Blocks, narrower(width, 2))
		if !b.Text.IsZero() {
			out = append(out, wrap("— "+t.inline(b.Text), narrower(width, 2))...)
		}
		return indent(out, "> ", "> ")
	case domain.Figure:
		return t.figure(b, width)
	case domain.Table:
		out := t.table(b.Rows, width)
		if !b.Text.IsZero() {
			out = append(append(wrap(t.inline(b.Text), width), ""), out...)
		}
		return out
	case domain.Embed:
		return t.embed(b, width)
	case domain.Preformatted:
		return indent(strings.Split(b.Text.Text, "\n"), "    ", "    ")
	case domain.Separator:
		return []string{"* * *"}
	case domain.Paragraph:
	}
	return wrap(t.inline(b.Text), width)
}

// narrower returns width less n columns, 0 for no limit.
func narrower(width, n int) int {
	if width < 1 {
		return 0
	}
	return max(width-n, narrowest)
}

func indent(lines []string, first, rest string) []string {
	for i, l := range lines {
		prefix := rest
		if i == 0 {
			prefix = first
		}
		lines[i] = strings.TrimRight(prefix+l, " ")
	}
	return lines
}

func (t *textWriter) heading(b *domain.Block, width int) []string {
	out := wrap(t.inline(b.Text), width)
	underline := "-"
	if b.Level == 2 {
		underline = "="
	}
	n := 3
	for _, l := range out {
		n = max(n, displayWidth(l))
	}
	return append(out, strings.Repeat(underline, n))
}

func (t *textWriter) list(b *domain.Block, width int) []string {
	loose := false
	for _, item := range b.Items {
		for _, c := range item[1:] {
			loose = loose || c.Kind != domain.List
		}
	}
	var out []string
	for i, item := range b.Items {
		marker := "• "
		if b.Ordered {
			n := strconv.Itoa(i + 1)
			marker = strings.Repeat(" ", len(strconv.Itoa(len(b.Items)))-len(n)) + n + ". "
		}
		room := narrower(width, displayWidth(marker))
		var lines []string
		for j := range item {
			if j > 0 && loose {
				lines = append(lines, "")
			}
			lines = append(lines, t.block(&item[j], room)...)
		}
		if i > 0 && loose {
			out = append(out, "")
		}
		out = append(out, indent(lines, marker, strings.Repeat(" ", displayWidth(marker)))...)
	}
	return out
}

func (t *textWriter) figure(b *domain.Block, width int) []string {
	reference := t.reference(b.Image.URL)
	caption := t.inline(b.Text)
	if !b.Credit.IsZero() {
		caption = strings.TrimSpace(caption + " (" + t.inline(b.Credit) + ")")
	}
	label := pictureLabel(b)
	if b.Image.Alt != label && caption != "" { // the caption says all that there is to say
		label, caption = caption, ""
	}
	out := wrap("["+label+"]"+reference, width)
	if caption != "" {
		out = append(out, wrap(caption, width)...)
	}
	return out
}

func (t *textWriter) embed(b *domain.Block, width int) []string {
	out := wrap("["+embedLabel(b.Embed)+"]"+t.reference(b.Embed.URL), width)
	if !b.Text.IsZero() {
		out = append(out, wrap(t.inline(b.Text), width)...)
	}
	if !t.links {
		out = append(out, b.Embed.URL)
	}
	return out
}

// pictureLabel returns the words that stand for a picture that isn't shown:
// its description, or its host where there is none or the caption repeats it.
func pictureLabel(b *domain.Block) string {
	if alt := b.Image.Alt; alt != "" && alt != b.Text.Text {
		return alt
	}
	return Host(b.Image.URL)
}

// reference numbers an address.
func (t *textWriter) reference(address string) string {
	if !t.links {
		return ""
	}
	for i, known := range t.addresses {
		if known == address {
			return "[" + strconv.Itoa(i+1) + "]"
		}
	}
	t.addresses = append(t.addresses, address)
	return "[" + strconv.Itoa(len(t.addresses)) + "]"
}

func (t *textWriter) inline(text domain.Text) string {
	if !t.links {
		return text.Text
	}
	var b strings.Builder
	at := 0
	for _, s := range text.Spans {
		if s.Kind == domain.Link {
			b.WriteString(text.Text[at:s.End])
			b.WriteString(t.reference(s.Href))
			at = s.End
		}
	}
	b.WriteString(text.Text[at:])
	return b.String()
}
