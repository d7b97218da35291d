package document

import (
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const (
	columnGap    = "  "
	narrowColumn = 6 // columns of text below which a table's column is not squeezed
)

// gridRows lays cells out in a grid as HTML does: a cell that spans several
// columns or rows takes the first place and leaves the others empty. Rows may
// differ in length. Empty places are bounded by a multiple of the cells.
func gridRows(rows [][]domain.Cell) [][]domain.Cell {
	g := grid{spare: 1000}
	for _, row := range rows {
		g.spare += 4 * len(row)
	}
	out := make([][]domain.Cell, len(rows))
	for i, row := range rows {
		out[i] = g.row(row)
	}
	return out
}

type grid struct {
	reach []int // per column: how many more rows a cell above reaches into
	spare int   // how many more empty places there may be
}

func (g *grid) row(row []domain.Cell) []domain.Cell {
	var out []domain.Cell
	fill := func() {
		for len(out) < len(g.reach) && g.reach[len(out)] > 0 && g.spare > 0 {
			g.reach[len(out)]--
			g.spare--
			out = append(out, domain.Cell{})
		}
	}
	for _, c := range row {
		fill()
		for i := range max(c.ColSpan, 1) {
			if i > 0 {
				if g.spare--; g.spare < 0 {
					break
				}
			}
			for len(g.reach) <= len(out) {
				g.reach = append(g.reach, 0)
			}
			g.reach[len(out)] = max(c.RowSpan, 1) - 1
			out = append(out, c)
			c.Text = domain.Text{}
		}
	}
	fill()
	return out
}

func (t *textWriter) table(rows [][]domain.Cell, width int) []string {
	var texts [][]string
	var widths []int
	for _, row := range gridRows(rows) {
		line := make([]string, len(row))
		for j, c := range row {
			line[j] = t.inline(c.Text)
			if j == len(widths) {
				widths = append(widths, 0)
			}
			for part := range strings.SplitSeq(line[j], "\n") {
				widths[j] = max(widths[j], displayWidth(part))
			}
		}
		texts = append(texts, line)
	}
	squeeze(widths, width)
	var out []string
	for i, row := range texts {
		out = append(out, tableLines(row, widths)...)
		if i == 0 && len(texts) > 1 && headerRow(rows[0]) {
			rules := make([]string, len(widths))
			for j, w := range widths {
				rules[j] = strings.Repeat("-", max(w, 1))
			}
			out = append(out, strings.Join(rules, columnGap))
		}
	}
	return out
}

// squeeze takes columns from the widest until all fit into total.
func squeeze(widths []int, total int) {
	if total < 1 {
		return
	}
	total -= len(columnGap) * (len(widths) - 1)
	sum := 0
	for _, w := range widths {
		sum += w
	}
	for sum > total {
		widest := slices.Index(widths, slices.Max(widths))
		if widths[widest] <= narrowColumn {
			return
		}
		widths[widest]--
		sum--
	}
}

func tableLines(row []string, widths []int) []string {
	cells := make([][]string, len(row))
	height := 1
	for j, text := range row {
		cells[j] = wrap(text, widths[j])
		height = max(height, len(cells[j]))
	}
	out := make([]string, height)
	for k := range out {
		parts := make([]string, len(row))
		for j, lines := range cells {
			part := ""
			if k < len(lines) {
				part = lines[k]
			}
			parts[j] = pad(part, widths[j])
		}
		out[k] = strings.TrimRight(strings.Join(parts, columnGap), " ")
	}
	return out
}
