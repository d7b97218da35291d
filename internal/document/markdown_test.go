package document

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// expressible drops what Markdown has no form for, so that the rest must
// come back unchanged.
func expressible(blocks []domain.Block) []domain.Block {
	out := []domain.Block{}
	for _, b := range blocks {
		switch b.Kind {
		case domain.Embed:
			continue
		case domain.Figure:
			b.Text, b.Credit = domain.Text{}, domain.Text{}
			b.Image.Width, b.Image.Height = 0, 0
			b.Image.URL = "https://example.org/a.jpg"
		case domain.Quote:
			b.Text, b.Blocks = domain.Text{}, expressible(b.Blocks)
		case domain.List:
			for i := range b.Items {
				b.Items[i] = expressible(b.Items[i])
			}
		case domain.Table:
			b.Text = domain.Text{}
			for i := range b.Rows {
				for j := range b.Rows[i] {
					b.Rows[i][j].Header, b.Rows[i][j].ColSpan, b.Rows[i][j].RowSpan = i == 0, 0, 0
				}
				for len(b.Rows[i]) < 4 {
					b.Rows[i] = append(b.Rows[i], domain.Cell{Header: i == 0})
				}
			}
		case domain.Heading, domain.Paragraph, domain.Preformatted, domain.Separator:
		}
		out = append(out, b)
	}
	return out
}

func TestMarkdownRoundTrip(t *testing.T) {
	t.Parallel()
	for seed := range uint64(1000) {
		d := Normalize(randomDocument(rand.New(rand.NewPCG(seed, 2))))
		d.Lang = ""
		d.Blocks = expressible(d.Blocks)
		d = Normalize(d)
		if hasHeadlessTable(d.Blocks) {
			continue
		}
		var b strings.Builder
		if err := WriteMarkdown(&b, d); err != nil {
			t.Fatal(err)
		}
		again, err := FromMarkdown(b.String(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := difference(t, d, again); diff != "" {
			t.Fatalf("seed %d changed on its way through Markdown (-before +after):\n%s\n%s", seed, diff, b.String())
		}
	}
}

// hasHeadlessTable reports whether normalizing took a table's empty first row.
func hasHeadlessTable(blocks []domain.Block) bool {
	for _, b := range blocks {
		if b.Kind == domain.Table && (len(b.Rows) < 2 || !headerRow(b.Rows[0])) || hasHeadlessTable(b.Blocks) {
			return true
		}
		if slices.ContainsFunc(b.Items, hasHeadlessTable) {
			return true
		}
	}
	return false
}

func TestFromMarkdown(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"front matter", "---\ntitle: x\n---\n# A\n\nb\n", "<h2>A</h2>\n<p>b</p>\n"},
		{"rule, not front matter", "a\n\n---\n\nb\n", "<p>a</p>\n<hr>\n<p>b</p>\n"},
		{"inline HTML", "a <b>c</b> <script>x()</script>d", "<p>a <strong>c</strong> d</p>\n"},
		{"dangerous link", "[a](javascript:x) ~~old~~ new", "<p>a new</p>\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := FromMarkdown(tt.in, nil)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			if err := WriteHTML(&b, d, HTMLOptions{}); err != nil {
				t.Fatal(err)
			}
			if b.String() != tt.want {
				t.Errorf("got %q, want %q", b.String(), tt.want)
			}
		})
	}
}
