package document

import (
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Normalize returns d in the form that every reader of this package gives:
// white space collapsed, paragraphs split at blank lines, spans merged, legal
// and without white space at their ends, empty blocks, bad addresses and
// characters without meaning dropped, too deep blocks raised to the last level, tables of one
// cell made paragraphs. It shares no memory with d. Normalizing twice changes nothing.
func Normalize(d domain.Document) domain.Document {
	return domain.Document{Lang: languageTag(d.Lang), Blocks: normalBlocks(d.Blocks, 0)}
}

func normalBlocks(blocks []domain.Block, depth int) []domain.Block {
	out := make([]domain.Block, 0, len(blocks))
	for i := range blocks {
		out = appendNormal(out, &blocks[i], depth)
	}
	if depth == 0 && len(out) == 1 {
		return out
	}
	return trimSeparators(out)
}

// trimSeparators drops separators that separate nothing. One that is all
// there is stays, so that a document can be written block by block.
func trimSeparators(blocks []domain.Block) []domain.Block {
	out := blocks[:0]
	for _, b := range blocks {
		if b.Kind == domain.Separator && (len(out) == 0 || out[len(out)-1].Kind == domain.Separator) {
			continue
		}
		out = append(out, b)
	}
	if n := len(out); n > 0 && out[n-1].Kind == domain.Separator {
		out = out[:n-1]
	}
	return slices.Clip(out)
}

// appendNormal appends the blocks that b becomes: usually one.
func appendNormal(out []domain.Block, b *domain.Block, depth int) []domain.Block {
	switch b.Kind {
	case domain.Heading:
		if t := plainStrength(lineText(b.Text)); !t.IsZero() {
			out = append(out, domain.Block{Kind: domain.Heading, Level: min(max(b.Level, 2), 6), Text: t})
		}
	case domain.List:
		out = appendList(out, b, depth)
	case domain.Quote:
		out = appendQuote(out, b, depth)
	case domain.Figure:
		out = appendFigure(out, b)
	case domain.Embed:
		out = appendEmbed(out, b)
	case domain.Table:
		out = appendTable(out, b)
	case domain.Preformatted:
		if t := preformattedText(b.Text.Text); t != "" {
			out = append(out, domain.Block{Kind: domain.Preformatted, Text: domain.PlainText(t)})
		}
	case domain.Separator:
		out = append(out, domain.Block{Kind: domain.Separator})
	case domain.Paragraph:
		fallthrough
	default:
		out = appendParagraphs(out, b.Text)
	}
	return out
}

func appendParagraphs(out []domain.Block, t domain.Text) []domain.Block {
	s := fromText(t)
	return append(out, paragraphsOf(&s)...)
}

func lineText(t domain.Text) domain.Text {
	s := fromText(t)
	return s.line()
}

// plainStrength drops strong type from a text that is strong as a whole, in
// headings and header cells, which are so by themselves.
func plainStrength(t domain.Text) domain.Text {
	if !slices.ContainsFunc(t.Spans, func(s domain.Span) bool {
		return s.Kind == domain.Strong && s.Start == 0 && s.End == len(t.Text)
	}) {
		return t
	}
	t.Spans = slices.DeleteFunc(t.Spans, func(s domain.Span) bool { return s.Kind == domain.Strong })
	if len(t.Spans) == 0 {
		t.Spans = nil
	}
	return t
}

func appendList(out []domain.Block, b *domain.Block, depth int) []domain.Block {
	flat := depth+1 >= deepest
	list := domain.Block{Kind: domain.List, Ordered: b.Ordered}
	for _, item := range b.Items {
		if flat {
			out = append(out, normalBlocks(item, depth)...)
		} else if blocks := normalBlocks(item, depth+1); len(blocks) > 0 {
			list.Items = append(list.Items, blocks)
		}
	}
	switch {
	case len(list.Items) == 0:
		return out
	case gallery(list.Items):
		for _, item := range list.Items {
			out = append(out, item...)
		}
		return out
	}
	return append(out, list)
}

// gallery reports whether items are nothing but pictures, which are no list.
func gallery(items [][]domain.Block) bool {
	return !slices.ContainsFunc(items, func(item []domain.Block) bool {
		return slices.ContainsFunc(item, func(b domain.Block) bool { return b.Kind != domain.Figure })
	})
}

func appendQuote(out []domain.Block, b *domain.Block, depth int) []domain.Block {
	attribution := fromText(lineText(b.Text))
	attribution = attribution.trimDash()
	if depth+1 >= deepest {
		out = append(out, normalBlocks(b.Blocks, depth)...)
		return append(out, paragraphsOf(&attribution)...)
	}
	blocks := normalBlocks(b.Blocks, depth+1)
	if len(blocks) == 0 {
		return append(out, paragraphsOf(&attribution)...)
	}
	return append(out, domain.Block{Kind: domain.Quote, Blocks: blocks, Text: attribution.line()})
}

// trimDash drops the dash that typography puts before an attribution.
func (s styled) trimDash() styled {
	rest := string(s.text)
	for found := true; found; {
		found = false
		next := strings.TrimLeftFunc(rest, func(r rune) bool { return !visible(r) })
		for _, dash := range []string{"—", "–", "―", "--"} {
			if after, ok := strings.CutPrefix(next, dash); ok {
				rest, found = after, true
				break
			}
		}
	}
	cut := len(s.text) - len(rest)
	out := styled{text: s.text[cut:], visible: shows(rest)}
	for _, r := range s.runs {
		if r.end > cut {
			out.runs = append(out.runs, run{r.end - cut, r.mark, r.space})
		}
	}
	return out
}

func appendFigure(out []domain.Block, b *domain.Block) []domain.Block {
	if b.Image == nil {
		return appendParagraphs(out, b.Text)
	}
	image := domain.Image{
		URL: imageAddress(b.Image.URL, nil), Alt: collapsed(b.Image.Alt),
		Width: dimension(b.Image.Width), Height: dimension(b.Image.Height),
	}
	if !worthShowing(&image) {
		return out
	}
	return append(out, domain.Block{Kind: domain.Figure, Image: &image, Text: lineText(b.Text), Credit: lineText(b.Credit)})
}

func dimension(n int) int {
	if n < 0 || n > 100_000 {
		return 0
	}
	return n
}

func appendEmbed(out []domain.Block, b *domain.Block) []domain.Block {
	if b.Embed == nil {
		return appendParagraphs(out, b.Text)
	}
	address := imageAddress(b.Embed.URL, nil)
	if address == "" {
		return appendParagraphs(out, b.Text)
	}
	return append(out, domain.Block{Kind: domain.Embed, Text: lineText(b.Text), Embed: &domain.EmbedLink{
		URL: address, Provider: collapsed(b.Embed.Provider), Title: collapsed(b.Embed.Title),
	}})
}

func appendTable(out []domain.Block, b *domain.Block) []domain.Block {
	table := domain.Block{Kind: domain.Table, Text: lineText(b.Text)}
	rowSpans, cells, words := false, 0, false
	for i, row := range b.Rows {
		normal := make([]domain.Cell, 0, len(row))
		for _, c := range row {
			c = normalCell(c, len(b.Rows)-i)
			rowSpans = rowSpans || c.RowSpan > 1
			words = words || !c.Text.IsZero()
			normal = append(normal, c)
		}
		cells += len(normal)
		table.Rows = append(table.Rows, normal)
	}
	if !rowSpans { // an empty row matters only to cells that reach into it
		table.Rows = slices.DeleteFunc(table.Rows, func(row []domain.Cell) bool {
			return !slices.ContainsFunc(row, func(c domain.Cell) bool { return !c.Text.IsZero() })
		})
	}
	if words && cells > 1 && (len(table.Rows) > 1 || len(table.Rows[0]) > 1) {
		return append(out, table)
	}
	out = appendParagraphs(out, table.Text)
	for _, row := range table.Rows {
		for _, c := range row {
			out = appendParagraphs(out, c.Text)
		}
	}
	return out
}

func normalCell(c domain.Cell, rowsLeft int) domain.Cell {
	c.Text = lineText(c.Text)
	if c.Header {
		c.Text = plainStrength(c.Text)
	}
	c.ColSpan, c.RowSpan = span(c.ColSpan, MaxColSpan), span(c.RowSpan, min(MaxRowSpan, rowsLeft))
	return c
}

// span returns a cell's span within its bound, 0 for the usual 1.
func span(n, most int) int {
	if n = min(n, most); n > 1 {
		return n
	}
	return 0
}

func preformattedText(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	s = strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' {
			return r
		}
		if directional(r) {
			return -1
		}
		return clean(r, ' ')
	}, s)
	if !shows(s) {
		return ""
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
