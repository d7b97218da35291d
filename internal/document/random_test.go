package document

import (
	"math/rand/v2"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// randomDocument returns a document that may break every rule of the normal
// form, but none of domain.Document.Validate.
func randomDocument(rng *rand.Rand) domain.Document {
	g := generator{rng}
	return domain.Document{Lang: g.pick("", "en", "ar", "ru", "zh-Hant"), Blocks: g.blocks(0)}
}

type generator struct{ *rand.Rand }

func (g generator) pick(from ...string) string { return from[g.IntN(len(from))] }

func (g generator) blocks(depth int) []domain.Block {
	out := make([]domain.Block, g.IntN(5))
	for i := range out {
		out[i] = g.block(depth)
	}
	return out
}

func (g generator) block(depth int) domain.Block {
	switch n := g.IntN(12); {
	case n == 0:
		return domain.Block{Kind: domain.Heading, Level: 2 + g.IntN(5), Text: g.text()}
	case n == 1 && depth < domain.MaxDepth-1:
		b := domain.Block{Kind: domain.List, Ordered: g.IntN(2) == 0}
		for range g.IntN(4) {
			b.Items = append(b.Items, g.blocks(depth+1))
		}
		return b
	case n == 2 && depth < domain.MaxDepth-1:
		return domain.Block{Kind: domain.Quote, Blocks: g.blocks(depth + 1), Text: g.text()}
	case n == 3:
		return domain.Block{Kind: domain.Figure, Text: g.text(), Credit: g.text(), Image: &domain.Image{
			URL: g.address(), Alt: g.words(3), Width: g.IntN(800), Height: g.IntN(800),
		}}
	case n == 4:
		return g.table()
	case n == 5:
		return domain.Block{Kind: domain.Embed, Text: g.text(), Embed: &domain.EmbedLink{URL: g.address(), Provider: g.words(1), Title: g.words(3)}}
	case n == 6:
		return domain.Block{Kind: domain.Preformatted, Text: domain.PlainText(g.words(6) + "\n\n  " + g.words(3))}
	case n == 7:
		return domain.Block{Kind: domain.Separator}
	}
	return domain.Block{Kind: domain.Paragraph, Text: g.text()}
}

func (g generator) table() domain.Block {
	b := domain.Block{Kind: domain.Table, Text: g.text()}
	for range g.IntN(4) {
		var row []domain.Cell
		for range g.IntN(4) {
			row = append(row, domain.Cell{Text: g.text(), Header: g.IntN(3) == 0, ColSpan: g.IntN(3), RowSpan: g.IntN(3)})
		}
		b.Rows = append(b.Rows, row)
	}
	return b
}

func (g generator) address() string {
	return g.pick("https://example.org/a?b=c&d=e", "http://example.com/ü/(x)", "https://пример.рф/путь", "https://example.org/'\"<>", "javascript:alert(1)",
		"mailto:a@example.org?subject=x y", "data:text/html,<script>", "https://user:pass@example.org/", "/relative", "HTTP://EXAMPLE.org/#f")
}

var pieces = []string{
	"word", "Talks", "naïve", "переговоры", "محادثات", "الرياض", "谈判", "カタカナ", "1,000", "*", "_x_", "#", "1.", "2)", "-", "+", ">", "<b>", "&amp;", "&",
	"`", "``", "[x](y)", "![", "|", "\\", "\"q\"", "—", "-- ", "http://a.example/", "e\u0301", "👩\u200d👩\u200d👧", "\u200f", "\u2067", "\u2069", "\u202e", "\u00ad", "\u200b",
	"\ufeff", "\x00", "\x1f", "\x07", "\u0085", "\ufffd", "~~", "===", "---", "{x}", "</p>", "<!--", "]]>", "ไทย\u200bไทย",
}

func (g generator) words(n int) string {
	var b strings.Builder
	for range g.IntN(n + 1) {
		b.WriteString(pieces[g.IntN(len(pieces))])
		b.WriteString(g.pick("", " ", " ", " ", "  ", "\n", "\n\n", "\u00a0", "\u2009", "\u3000", "\t", "\r\n", " \n "))
	}
	return b.String()
}

// text returns a text with spans that nest properly.
func (g generator) text() domain.Text {
	if g.IntN(6) == 0 {
		return domain.Text{}
	}
	var b strings.Builder
	var spans []domain.Span
	g.inline(&b, &spans, 0, false)
	domain.SortSpans(spans)
	return domain.Text{Text: b.String(), Spans: spans}
}

func (g generator) inline(b *strings.Builder, spans *[]domain.Span, depth int, inLink bool) {
	for range 1 + g.IntN(4) {
		if depth == 3 || g.IntN(2) == 0 {
			b.WriteString(g.words(4))
			continue
		}
		kind := []domain.SpanKind{domain.Link, domain.Emphasis, domain.Strong, domain.Code, domain.Sub, domain.Sup}[g.IntN(6)]
		if kind == domain.Link && inLink {
			continue
		}
		start, at := b.Len(), len(*spans)
		g.inline(b, spans, depth+1, inLink || kind == domain.Link)
		if b.Len() == start {
			continue
		}
		s := domain.Span{Start: start, End: b.Len(), Kind: kind}
		if kind == domain.Link {
			s.Href = g.address()
		}
		*spans = append((*spans)[:at:at], append([]domain.Span{s}, (*spans)[at:]...)...)
	}
}
