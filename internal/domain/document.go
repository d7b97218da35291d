// Package domain holds the nouns of Dragoman: plain data that every other
// package speaks in. It depends on the standard library only.
package domain

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// Document is an article's text as typed blocks in reading order. It is the
// security boundary: foreign markup becomes blocks and spans once, at
// extraction, and is never rendered itself.
type Document struct {
	Lang   string  `json:"lang,omitempty"` // BCP 47 tag, empty when unknown
	Blocks []Block `json:"blocks"`
}

// BlockKind names what a Block is.
type BlockKind string

// The kinds of blocks, and the fields of Block that each one uses.
const (
	Heading      BlockKind = "heading"      // Level, Text
	Paragraph    BlockKind = "paragraph"    // Text
	List         BlockKind = "list"         // Ordered, Items
	Quote        BlockKind = "quote"        // Blocks; Text is the attribution, if any
	Figure       BlockKind = "figure"       // Image; Text is the caption, Credit the credit
	Table        BlockKind = "table"        // Rows; Text is the caption
	Embed        BlockKind = "embed"        // Embed; Text is the words shown in its place
	Preformatted BlockKind = "preformatted" // Text, whose white space counts; never translated
	Separator    BlockKind = "separator"    // a thematic break
)

// Block is one block of a document. Which fields are meaningful follows from
// Kind; the others are zero.
type Block struct {
	Kind    BlockKind  `json:"kind"`
	Level   int        `json:"level,omitempty"` // 2 to 6: the headline is the article's own level 1
	Text    Text       `json:"text,omitzero"`
	Ordered bool       `json:"ordered,omitempty"`
	Items   [][]Block  `json:"items,omitempty"`
	Blocks  []Block    `json:"blocks,omitempty"`
	Rows    [][]Cell   `json:"rows,omitempty"`
	Image   *Image     `json:"image,omitempty"`
	Credit  Text       `json:"credit,omitzero"`
	Embed   *EmbedLink `json:"embed,omitempty"`
}

// Cell is one cell of a table row.
type Cell struct {
	Text    Text `json:"text,omitzero"`
	Header  bool `json:"header,omitempty"`
	ColSpan int  `json:"colspan,omitempty"` // 0 means 1
	RowSpan int  `json:"rowspan,omitempty"` // 0 means 1
}

// Image is a picture's address and what is known of it.
type Image struct {
	URL    string `json:"url"`
	Alt    string `json:"alt,omitempty"`
	Width  int    `json:"width,omitempty"`  // CSS pixels, 0 when unknown
	Height int    `json:"height,omitempty"` // CSS pixels, 0 when unknown
}

// EmbedLink stands for foreign embedded content (a video, a post): only its
// address is kept, never its markup.
type EmbedLink struct {
	URL      string `json:"url"`
	Provider string `json:"provider,omitempty"` // such as "YouTube"
	Title    string `json:"title,omitempty"`
}

// Text is inline content: plain UTF-8 text with spans over byte ranges of it.
// A newline in Text is a line break; other white space is as in the text.
//
// Spans are sorted by start, outer before inner, and nest properly: see Validate.
type Text struct {
	Text  string `json:"text"`
	Spans []Span `json:"spans,omitempty"`
}

// SpanKind names what a Span marks.
type SpanKind string

// The kinds of spans.
const (
	Link     SpanKind = "link" // Href
	Emphasis SpanKind = "emphasis"
	Strong   SpanKind = "strong"
	Code     SpanKind = "code" // never translated
	Sub      SpanKind = "sub"
	Sup      SpanKind = "sup"
	Doubt    SpanKind = "doubt" // readers are warned of it: put in where a page is written, never kept
)

// Span marks the bytes [Start, End) of a Text. It is never empty.
type Span struct {
	Start int      `json:"start"`
	End   int      `json:"end"`
	Kind  SpanKind `json:"kind"`
	Href  string   `json:"href,omitempty"` // links only: an absolute http, https or mailto address
}

// PlainText returns a Text without spans.
func PlainText(s string) Text { return Text{Text: s} }

// IsZero reports whether t holds nothing, so that JSON can omit it.
func (t Text) IsZero() bool { return t.Text == "" && len(t.Spans) == 0 }

// Clone returns a copy of t that shares no memory with it.
func (t Text) Clone() Text { return Text{Text: t.Text, Spans: slices.Clone(t.Spans)} }

// SortSpans puts spans into the order that Validate demands.
func SortSpans(spans []Span) {
	slices.SortStableFunc(spans, func(a, b Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
}

// Validate reports the first way in which t breaks the rules of Text: valid
// UTF-8, spans within the text at rune boundaries and not empty, sorted,
// properly nested, no link inside a link, and an address on links only.
func (t Text) Validate() error {
	if !utf8.ValidString(t.Text) {
		return errors.New("text is not valid UTF-8")
	}
	var open []Span
	previous := Span{}
	linked := 0 // where the last link ends
	for i, s := range t.Spans {
		switch {
		case s.Start < 0 || s.End > len(t.Text) || s.Start >= s.End:
			return fmt.Errorf("span %d [%d,%d) is empty or outside a text of %d bytes", i, s.Start, s.End, len(t.Text))
		case !boundary(t.Text, s.Start) || !boundary(t.Text, s.End):
			return fmt.Errorf("span %d [%d,%d) cuts a character", i, s.Start, s.End)
		case i > 0 && (s.Start < previous.Start || s.Start == previous.Start && s.End > previous.End):
			return fmt.Errorf("span %d [%d,%d) is out of order", i, s.Start, s.End)
		}
		switch s.Kind {
		case Link:
			if s.Href == "" {
				return fmt.Errorf("span %d is a link without an address", i)
			}
		case Emphasis, Strong, Code, Sub, Sup:
			if s.Href != "" {
				return fmt.Errorf("span %d is no link but has an address", i)
			}
		default:
			return fmt.Errorf("span %d has the unknown kind %q", i, s.Kind)
		}
		for len(open) > 0 && open[len(open)-1].End <= s.Start {
			open = open[:len(open)-1]
		}
		if len(open) > 0 && open[len(open)-1].End < s.End {
			return fmt.Errorf("span %d [%d,%d) crosses another's end", i, s.Start, s.End)
		}
		if s.Kind == Link {
			if s.Start < linked {
				return fmt.Errorf("span %d is a link inside a link", i)
			}
			linked = s.End
		}
		open = append(open, s)
		previous = s
	}
	return nil
}

func boundary(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

// Texts yields a pointer to every Text of the document in reading order,
// empty ones and those of preformatted blocks included, so that the n-th of
// a document and the n-th of its translation belong together.
func (d *Document) Texts() iter.Seq2[*Block, *Text] {
	return func(yield func(*Block, *Text) bool) { eachText(d.Blocks, yield) }
}

func eachText(blocks []Block, yield func(*Block, *Text) bool) bool {
	for i := range blocks {
		b := &blocks[i]
		for j := range b.Blocks { // a quotation's attribution stands after it
			if !eachText(b.Blocks[j:j+1], yield) {
				return false
			}
		}
		if !yield(b, &b.Text) || !yield(b, &b.Credit) {
			return false
		}
		for _, item := range b.Items {
			if !eachText(item, yield) {
				return false
			}
		}
		for _, row := range b.Rows {
			for j := range row {
				if !yield(b, &row[j].Text) {
					return false
				}
			}
		}
	}
	return true
}

// Clone returns a deep copy of d.
func (d Document) Clone() Document {
	return Document{Lang: d.Lang, Blocks: cloneBlocks(d.Blocks)}
}

func cloneBlocks(blocks []Block) []Block {
	if blocks == nil {
		return nil
	}
	out := make([]Block, len(blocks))
	for i, b := range blocks {
		c := b
		c.Text, c.Credit, c.Blocks = b.Text.Clone(), b.Credit.Clone(), cloneBlocks(b.Blocks)
		if b.Items != nil {
			c.Items = make([][]Block, len(b.Items))
			for j, item := range b.Items {
				c.Items[j] = cloneBlocks(item)
			}
		}
		if b.Rows != nil {
			c.Rows = make([][]Cell, len(b.Rows))
			for j, row := range b.Rows {
				c.Rows[j] = slices.Clone(row)
				for k := range c.Rows[j] {
					c.Rows[j][k].Text = row[k].Text.Clone()
				}
			}
		}
		if b.Image != nil {
			image := *b.Image
			c.Image = &image
		}
		if b.Embed != nil {
			embed := *b.Embed
			c.Embed = &embed
		}
		out[i] = c
	}
	return out
}

// Validate reports the first block or text that breaks the document's rules.
func (d Document) Validate() error { return validateBlocks(d.Blocks, "block", 0) }

// MaxDepth is how deeply blocks may nest.
const MaxDepth = 16

func validateBlocks(blocks []Block, path string, depth int) error {
	if depth > MaxDepth {
		return fmt.Errorf("%s: nested more than %d deep", path, MaxDepth)
	}
	for i := range blocks {
		b, at := &blocks[i], fmt.Sprintf("%s %d", path, i)
		if err := b.validate(at, depth); err != nil {
			return err
		}
	}
	return nil
}

func (b *Block) validate(at string, depth int) error {
	switch b.Kind {
	case Heading:
		if b.Level < 2 || b.Level > 6 {
			return fmt.Errorf("%s: heading level %d", at, b.Level)
		}
	case Figure:
		if b.Image == nil {
			return fmt.Errorf("%s: figure without an image", at)
		}
	case Embed:
		if b.Embed == nil {
			return fmt.Errorf("%s: embed without an address", at)
		}
	case Paragraph, List, Quote, Table, Preformatted, Separator:
	default:
		return fmt.Errorf("%s: unknown kind %q", at, b.Kind)
	}
	for _, t := range []Text{b.Text, b.Credit} {
		if err := t.Validate(); err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
	}
	for _, row := range b.Rows {
		for _, c := range row {
			if err := c.Text.Validate(); err != nil {
				return fmt.Errorf("%s: cell: %w", at, err)
			}
		}
	}
	for _, item := range b.Items {
		if err := validateBlocks(item, at+" item", depth+1); err != nil {
			return err
		}
	}
	return validateBlocks(b.Blocks, at, depth+1)
}

// Words counts the white-space-separated words of the document's texts.
func (d *Document) Words() int {
	n := 0
	for _, t := range d.Texts() {
		n += len(strings.Fields(t.Text))
	}
	return n
}
