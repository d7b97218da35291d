package document

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// longCell is the length in bytes from which a cell is taken for a column of
// a page's layout rather than for data.
const longCell = 900

// table reads a table of data, or the content of one that only serves layout.
func (f *flow) table(n *html.Node, m mark) {
	if f.line || layoutTable(n) {
		f.transparent(n, m)
		return
	}
	b := domain.Block{Kind: domain.Table}
	var others []domain.Block
	for _, part := range tableParts(n) {
		if hidden(part) {
			continue
		}
		if part.DataAtom == atom.Caption {
			caption, more := f.lineOf(part)
			if b.Text.IsZero() {
				b.Text = caption
			}
			others = append(others, more...)
			continue
		}
		var row []domain.Cell
		for c := part.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode || c.DataAtom != atom.Td && c.DataAtom != atom.Th || hidden(c) {
				continue
			}
			cell := domain.Cell{Header: c.DataAtom == atom.Th, ColSpan: number(attr(c, "colspan"), 1), RowSpan: number(attr(c, "rowspan"), 1)}
			if attr(c, "rowspan") == "0" {
				cell.RowSpan = MaxRowSpan // to the table's end, where Normalize cuts it
			}
			text, more := f.lineOf(c)
			cell.Text = text
			others = append(others, more...)
			row = append(row, cell)
		}
		b.Rows = append(b.Rows, row)
	}
	f.block(b)
	f.block(others...)
}

// tableParts returns a table's own captions and rows, not those of tables in it.
func tableParts(n *html.Node) []*html.Node {
	var out []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Caption, atom.Tr:
			out = append(out, c)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			for r := c.FirstChild; r != nil; r = r.NextSibling {
				if r.DataAtom == atom.Tr {
					out = append(out, r)
				}
			}
		default:
		}
	}
	return out
}

// layoutTable reports whether n arranges a page instead of showing data: it
// says so, or has no header and cells that hold what data doesn't.
func layoutTable(n *html.Node) bool {
	switch attr(n, "role") {
	case "presentation", "none":
		return true
	case "table", "grid":
		return false
	}
	data, layout, cells, images := false, false, 0, 0
	text := 0
	scan(n, 20_000, func(c *html.Node) bool {
		if c.Type == html.TextNode {
			if text += len(c.Data); text > longCell {
				layout = true
			}
			return true
		}
		switch c.DataAtom {
		case atom.Th, atom.Caption, atom.Thead:
			data = true
		case atom.Td:
			cells++
			text = 0
		case atom.Table, atom.H1, atom.H2, atom.H3, atom.Form, atom.Article, atom.Blockquote, atom.Figure:
			layout = true
		case atom.Img:
			images++
		default:
		}
		return true
	})
	return !data && (layout || images > 0 && cells <= 3)
}
