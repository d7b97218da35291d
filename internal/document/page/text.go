package page

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
)

const (
	twoColumns = 80 // width from which original and translation stand side by side
	gutter     = " │ "
)

// writeText writes for a terminal: the provenance as a small table, then the
// article, with the original beside it or, where that is too narrow, below each block.
func writeText(w io.Writer, k *work, o Options) error {
	t := &textPage{out: bufio.NewWriter(w), width: o.Width, links: o.Links}
	if o.Bilingual && k.translation != nil {
		if t.width == 0 {
			t.width = twoColumns
		}
		t.bilingual = true
	}
	t.provenance(k)
	t.pair(underlined(k.text.Headline, t.column()), underlined(k.source.Headline, t.column()))
	t.pair(document.PlainLines(k.text.Standfirst, t.column()), document.PlainLines(k.source.Standfirst, t.column()))
	t.pair(document.PlainLines(k.byline(), t.column()), nil)
	if t.bilingual {
		for _, p := range k.pairs(true) {
			t.pair(document.TextLines(p.Target, t.column()), document.TextLines(p.Source, t.column()))
		}
		if doubts := k.doubtBlocks(); doubts != nil {
			t.gap()
			for _, l := range document.TextLines(doubts, t.width) {
				t.line(l)
			}
		}
		return t.out.Flush()
	}
	t.gap()
	body := domain.Document{Lang: k.text.Lang, Blocks: slices.Concat(body(k.text), k.doubtBlocks())}
	if err := document.WriteText(t.out, body, document.TextOptions{Width: t.width, Links: t.links}); err != nil {
		return err
	}
	return t.out.Flush()
}

type textPage struct {
	out       *bufio.Writer
	width     int
	links     bool
	bilingual bool
	begun     bool
}

// column returns the width of one text.
func (t *textPage) column() int {
	if t.bilingual && t.width >= twoColumns {
		return (t.width - document.DisplayWidth(gutter)) / 2
	}
	return t.width
}

func (t *textPage) line(s string) { _, _ = t.out.WriteString(strings.TrimRight(s, " ") + "\n") }

// gap writes a blank line between what stands above and what follows.
func (t *textPage) gap() {
	if t.begun {
		t.line("")
	}
	t.begun = true
}

func (t *textPage) provenance(k *work) {
	if notice := k.notice(); notice != "" {
		t.begun = true
		for _, l := range document.PlainLines(notice, t.width) {
			t.line(l)
		}
	}
	facts, labels := k.facts(), 0
	for _, f := range facts {
		labels = max(labels, document.DisplayWidth(f.Label))
	}
	for _, f := range facts {
		t.begun = true
		value := f.Value
		if f.Href != "" && f.Label == k.say.Text(message.Source) {
			value += " <" + f.Href + ">"
		}
		room := 0
		if t.width > 0 {
			room = max(t.width-labels-2, 20)
		}
		for i, l := range document.PlainLines(value, room) {
			label := ""
			if i == 0 {
				label = f.Label
			}
			t.line(label + strings.Repeat(" ", labels+2-document.DisplayWidth(label)) + l)
		}
	}
}

// pair writes a text and its original: side by side, one above the other, or alone.
func (t *textPage) pair(target, source []string) {
	if len(target) == 0 && (len(source) == 0 || !t.bilingual) {
		return
	}
	t.gap()
	switch {
	case !t.bilingual || t.width < twoColumns:
		for _, l := range target {
			t.line(l)
		}
		if t.bilingual && len(source) > 0 {
			for _, l := range source {
				t.line("  | " + l)
			}
		}
	default:
		column := t.column()
		for i := range max(len(target), len(source)) {
			var left, right string
			if i < len(target) {
				left = target[i]
			}
			if i < len(source) {
				right = source[i]
			}
			t.line(left + strings.Repeat(" ", max(0, column-document.DisplayWidth(left))) + gutter + right)
		}
	}
}

func underlined(headline string, width int) []string {
	lines := document.PlainLines(headline, width)
	longest := 0
	for _, l := range lines {
		longest = max(longest, document.DisplayWidth(l))
	}
	if longest == 0 {
		return nil
	}
	return append(lines, strings.Repeat("═", longest))
}
