package document

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// WriteMarkdown writes d as CommonMark with GitHub's tables. Nothing in d's
// texts acts as markup; what Markdown has no sign for (sub- and superscript,
// emphasis within words) is written as HTML elements.
func WriteMarkdown(w io.Writer, d domain.Document) error {
	out := bufio.NewWriter(w)
	for _, line := range markdownBlocks(normalBlocks(d.Blocks, 0)) {
		_, _ = out.WriteString(line + "\n") // the error stays until Flush
	}
	return out.Flush()
}

// MarkdownLine returns a text as a single line of Markdown, such as a heading's.
func MarkdownLine(t domain.Text) string {
	return markdownInline(lineText(t), "<br>")
}

func markdownBlocks(blocks []domain.Block) []string {
	var out []string
	other := false // use the other markers, so that two lists in a row don't run together
	for i := range blocks {
		if i > 0 {
			out = append(out, "")
		}
		other = i > 0 && blocks[i].Kind == domain.List && blocks[i-1].Kind == domain.List && blocks[i].Ordered == blocks[i-1].Ordered && !other
		out = append(out, markdownBlock(&blocks[i], other)...)
	}
	return out
}

func markdownBlock(b *domain.Block, otherMarker bool) []string {
	switch b.Kind {
	case domain.Heading:
		return []string{strings.Repeat("#", b.Level) + " " + markdownInline(b.Text, "<br>")}
	case domain.List:
		return markdownList(b, otherMarker)
	case domain.Quote:
		out := markdownBlocks(b.Blocks)
		if !b.Text.IsZero() {
			out = append(append(out, ""), strings.Split("— "+markdownInline(b.Text, "\\\n"), "\n")...)
		}
		return indent(out, "> ", "> ")
	case domain.Figure:
		return markdownFigure(b)
	case domain.Table:
		out := markdownTable(b.Rows)
		if !b.Text.IsZero() {
			out = append(append(markdownLines(b.Text), ""), out...)
		}
		return out
	case domain.Embed:
		out := []string{"[" + escapeMarkdown(embedLabel(b.Embed), false) + "](" + markdownAddress(b.Embed.URL) + ")"}
		if !b.Text.IsZero() {
			out = append(append(out, ""), markdownLines(b.Text)...)
		}
		return out
	case domain.Preformatted:
		fence := strings.Repeat("`", max(3, longestRun(b.Text.Text, '`')+1))
		return append(append([]string{fence}, strings.Split(b.Text.Text, "\n")...), fence)
	case domain.Separator:
		return []string{"---"}
	case domain.Paragraph:
	}
	return markdownLines(b.Text)
}

func markdownLines(t domain.Text) []string {
	return strings.Split(markdownInline(t, "\\\n"), "\n")
}

func markdownList(b *domain.Block, otherMarker bool) []string {
	loose := false
	for _, item := range b.Items {
		for _, c := range item[1:] {
			loose = loose || c.Kind != domain.List
		}
	}
	var out []string
	for i, item := range b.Items {
		marker := "- "
		switch {
		case b.Ordered && otherMarker:
			marker = strconv.Itoa(i+1) + ") "
		case b.Ordered:
			marker = strconv.Itoa(i+1) + ". "
		case otherMarker:
			marker = "* "
		}
		lines := markdownBlocks(item)
		if !loose && len(item) > 1 {
			lines = tight(item)
		}
		if i > 0 && loose {
			out = append(out, "")
		}
		out = append(out, indent(lines, marker, strings.Repeat(" ", len(marker)))...)
	}
	return out
}

// tight writes an item's paragraph and the lists below it without blank lines.
func tight(item []domain.Block) []string {
	var out []string
	for i := range item {
		if i > 1 {
			out = append(out, "")
		}
		other := i > 1 && i%2 == 0 && item[i].Ordered == item[i-1].Ordered
		out = append(out, markdownBlock(&item[i], other)...)
	}
	return out
}

func markdownFigure(b *domain.Block) []string {
	out := []string{"![" + escapeMarkdown(b.Image.Alt, false) + "](" + markdownAddress(b.Image.URL) + ")"}
	caption := markdownInline(b.Text, "\\\n")
	if !b.Credit.IsZero() {
		credit := "(" + markdownInline(b.Credit, "\\\n") + ")"
		if caption != "" {
			credit = " " + credit
		}
		caption += credit
	}
	if caption != "" {
		out = append(append(out, ""), strings.Split(caption, "\n")...)
	}
	return out
}

// markdownTable writes rows of equal length; the first one is the head, an
// empty one where the table has none.
func markdownTable(rows [][]domain.Cell) []string {
	cells := gridRows(rows)
	columns := 0
	for _, row := range cells {
		columns = max(columns, len(row))
	}
	columns = min(columns, 4*len(rows[0])+MaxColSpan) // a ragged table is no reason to fill up every row
	if !headerRow(rows[0]) || len(rows) == 1 {
		cells = append([][]domain.Cell{{}}, cells...)
	}
	var out []string
	for i, row := range cells {
		var line strings.Builder
		for j := range max(columns, len(row)) {
			text := ""
			if j < len(row) {
				text = markdownInline(row[j].Text, "<br>")
			}
			line.WriteString("| " + text + " ")
		}
		out = append(out, line.String()+"|")
		if i == 0 {
			out = append(out, strings.Repeat("| --- ", max(columns, len(row)))+"|")
		}
	}
	return out
}

func longestRun(s string, c byte) int {
	longest, n := 0, 0
	for i := range len(s) {
		if s[i] != c {
			n = 0
			continue
		}
		n++
		longest = max(longest, n)
	}
	return longest
}
