package domain_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// sample holds every kind of block.
func sample() domain.Document {
	p := func(s string) domain.Block { return domain.Block{Kind: domain.Paragraph, Text: domain.PlainText(s)} }
	linked := domain.Text{Text: "a link here", Spans: []domain.Span{{Start: 2, End: 6, Kind: domain.Link, Href: "https://example.org/"}}}
	return domain.Document{Lang: "en", Blocks: []domain.Block{
		{Kind: domain.Heading, Level: 2, Text: domain.PlainText("heading")},
		{Kind: domain.Paragraph, Text: linked},
		{Kind: domain.Quote, Blocks: []domain.Block{p("quoted")}, Text: domain.PlainText("speaker")},
		{Kind: domain.List, Items: [][]domain.Block{{p("one")}, {p("two"), {Kind: domain.List, Ordered: true, Items: [][]domain.Block{{p("nested")}}}}}},
		{Kind: domain.Figure, Image: &domain.Image{URL: "https://example.org/a.jpg", Alt: "alt"}, Text: domain.PlainText("caption"), Credit: domain.PlainText("credit")},
		{Kind: domain.Table, Text: domain.PlainText("table"), Rows: [][]domain.Cell{{{Text: domain.PlainText("h"), Header: true}, {Text: domain.PlainText("c")}}}},
		{Kind: domain.Embed, Embed: &domain.EmbedLink{URL: "https://example.org/v", Provider: "Video"}},
		{Kind: domain.Preformatted, Text: domain.PlainText("x  y")},
		{Kind: domain.Separator},
	}}
}

func TestTextsVisitsInReadingOrder(t *testing.T) {
	t.Parallel()
	d := sample()
	var got []string
	for _, text := range d.Texts() {
		if text.Text != "" {
			got = append(got, text.Text)
		}
	}
	want := strings.Split("heading|a link here|quoted|speaker|one|two|nested|caption|credit|table|h|c|x  y", "|")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for range d.Texts() { // stopping early is allowed
		break
	}
}

func TestCloneSharesNothing(t *testing.T) {
	t.Parallel()
	original := sample()
	before, _ := json.Marshal(original)
	copied := original.Clone()
	if diff := cmp.Diff(original, copied); diff != "" {
		t.Fatal(diff)
	}
	for b, text := range copied.Texts() {
		text.Text = strings.Repeat("x", len(text.Text))
		for i := range text.Spans {
			text.Spans[i].Kind = domain.Code
		}
		if b.Image != nil {
			b.Image.URL = "changed"
		}
		if b.Embed != nil {
			b.Embed.URL = "changed"
		}
	}
	if after, _ := json.Marshal(original); string(before) != string(after) {
		t.Errorf("changing the copy changed the original:\n%s\n%s", before, after)
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	if err := sample().Validate(); err != nil {
		t.Fatalf("a valid document is refused: %v", err)
	}
	deep := []domain.Block{{Kind: domain.Paragraph}}
	for range domain.MaxDepth + 1 {
		deep = []domain.Block{{Kind: domain.Quote, Blocks: deep}}
	}
	text := func(s string, spans ...domain.Span) domain.Block {
		return domain.Block{Kind: domain.Paragraph, Text: domain.Text{Text: s, Spans: spans}}
	}
	link := func(start, end int) domain.Span {
		return domain.Span{Start: start, End: end, Kind: domain.Link, Href: "https://example.org/"}
	}
	em := func(start, end int) domain.Span { return domain.Span{Start: start, End: end, Kind: domain.Emphasis} }
	for name, block := range map[string]domain.Block{
		"unknown kind":        {Kind: "marquee"},
		"heading level":       {Kind: domain.Heading, Level: 1},
		"figure, no image":    {Kind: domain.Figure},
		"embed, no address":   {Kind: domain.Embed},
		"too deep":            deep[0],
		"not UTF-8":           text("\xff"),
		"span outside":        text("abc", em(1, 4)),
		"empty span":          text("abc", em(1, 1)),
		"span cuts a rune":    text("aé", em(0, 2)),
		"spans out of order":  text("abcd", em(2, 3), em(0, 1)),
		"inner before outer":  text("abcd", em(0, 1), em(0, 3)),
		"crossing spans":      text("abcd", em(0, 2), em(1, 3)),
		"link inside a link":  text("abcd", link(0, 4), link(1, 2)),
		"link, no address":    text("abcd", domain.Span{Start: 0, End: 1, Kind: domain.Link}),
		"address, no link":    text("abcd", domain.Span{Start: 0, End: 1, Kind: domain.Strong, Href: "x"}),
		"unknown span":        text("abcd", domain.Span{Start: 0, End: 1, Kind: "blink"}),
		"bad text in a cell":  {Kind: domain.Table, Rows: [][]domain.Cell{{{Text: domain.PlainText("\xff")}}}},
		"bad text in an item": {Kind: domain.List, Items: [][]domain.Block{{text("\xff")}}},
		"bad credit":          {Kind: domain.Figure, Image: &domain.Image{}, Credit: domain.PlainText("\xff")},
	} {
		if err := (domain.Document{Blocks: []domain.Block{block}}).Validate(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestSortSpansMakesThemValid(t *testing.T) {
	t.Parallel()
	spans := []domain.Span{
		{Start: 2, End: 3, Kind: domain.Code},
		{Start: 0, End: 1, Kind: domain.Emphasis},
		{Start: 0, End: 4, Kind: domain.Strong},
	}
	slices.Reverse(spans)
	domain.SortSpans(spans)
	if err := (domain.Text{Text: "abcd", Spans: spans}).Validate(); err != nil {
		t.Error(err)
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	d := sample()
	if got := d.Words(); got != 16 {
		t.Errorf("Words() = %d, want 16", got)
	}
}
