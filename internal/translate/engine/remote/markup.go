package remote

import (
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// Markup marks spans in texts as elements, such as <x id="1">…</x>, for
// services that keep markup in its place.
type Markup struct {
	name string
	// verbatim says that the service resolves entities itself in what it answers.
	verbatim bool
	tag      *regexp.Regexp // a whole tag: slash, id
	debris   *regexp.Regexp // what is left of a damaged one
}

// NewMarkup returns the markup with elements of that name. With verbatim,
// answers hold characters where requests hold entities.
func NewMarkup(name string, verbatim bool) *Markup {
	return &Markup{
		name: name, verbatim: verbatim,
		tag:    regexp.MustCompile(`(?i)<\s*(/?)\s*` + name + `(?:\s+id\s*=\s*["'“”]?\s*(\d{1,6})\s*["'“”]?)?\s*/?>`),
		debris: regexp.MustCompile(`(?i)</?\s*` + name + `\b(?:\s+id\s*=?\s*["'“”]?\d*["'“”]?)?\s*/?>?`),
	}
}

// Mark returns text with its spans marked, and all else that would be read as
// markup escaped. The spans have the properties that translate.Input demands.
func (m *Markup) Mark(text string, spans []domain.Range) string {
	return Wrapped(text, m.Wraps(spans))
}

// Wraps returns the elements that mark spans.
func (m *Markup) Wraps(spans []domain.Range) []Wrap {
	out := make([]Wrap, len(spans))
	for i, s := range spans {
		out[i] = Wrap{s, "<" + m.name + ` id="` + strconv.Itoa(i+1) + `">`, "</" + m.name + ">"}
	}
	return out
}

// Wrap is an element around a stretch of a text.
type Wrap struct {
	domain.Range
	Open, Close string
}

// Wrapped returns text, escaped, with elements, of which any two lie apart or
// one within the other.
func Wrapped(text string, wraps []Wrap) string {
	type border struct {
		at, other, order int
		tag              string
		closing          bool
	}
	var borders []border
	for i, w := range wraps {
		borders = append(borders, border{w.Start, w.End, i, w.Open, false}, border{w.End, w.Start, -i, w.Close, true})
	}
	slices.SortStableFunc(borders, func(a, b border) int {
		switch {
		case a.at != b.at:
			return a.at - b.at
		case a.closing != b.closing: // what ends here ends before something begins
			if a.closing {
				return -1
			}
			return 1
		case a.other != b.other:
			return b.other - a.other // the outer one begins first and ends last
		}
		return a.order - b.order
	})
	var out strings.Builder
	at := 0
	for _, b := range borders {
		out.WriteString(Escape(text[at:b.at]) + b.tag)
		at = b.at
	}
	out.WriteString(Escape(text[at:]))
	return out.String()
}

// Escape returns text as it stands between tags.
func Escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}

// Unmark returns the text of an answer without its marks, and the places of
// the n spans in it: empty for those whose marks the service lost or damaged.
// Of a span that was torn apart it returns the longest part.
func (m *Markup) Unmark(answer string, n int) (text string, spans []domain.Range) {
	spans = make([]domain.Range, n)
	type opened struct{ id, at int }
	var out strings.Builder
	var stack []opened
	at := 0
	write := func(s string) {
		s = m.debris.ReplaceAllString(s, "")
		if !m.verbatim {
			s = html.UnescapeString(s)
		}
		out.WriteString(s)
	}
	for _, t := range m.tag.FindAllStringSubmatchIndex(answer, -1) {
		write(answer[at:t[0]])
		at = t[1]
		if t[3] == t[2] { // no slash
			id := 0
			if t[4] >= 0 {
				id, _ = strconv.Atoi(answer[t[4]:t[5]]) // at most six digits
			}
			stack = append(stack, opened{id, out.Len()})
			continue
		}
		if len(stack) == 0 {
			continue
		}
		last := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if last.id < 1 || last.id > n {
			continue
		}
		if r := (domain.Range{Start: last.at, End: out.Len()}); r.End-r.Start > spans[last.id-1].End-spans[last.id-1].Start {
			spans[last.id-1] = r
		}
	}
	write(answer[at:])
	text = out.String()
	for i, s := range spans {
		spans[i] = inner(text, s)
	}
	return text, spans
}

// inner returns a range without the white space at its ends.
func inner(text string, r domain.Range) domain.Range {
	part := text[r.Start:r.End]
	r.Start += len(part) - len(strings.TrimLeft(part, " \u00a0"))
	r.End -= len(part) - len(strings.TrimRight(part, " \u00a0"))
	if r.Start >= r.End {
		return domain.Range{}
	}
	return r
}

// Outputs returns the outputs for a service's answers, which are in the order
// of the items. Those of items with spans hold markup.
func Outputs(items []Item, answers []string, m *Markup) []translate.Output {
	out := make([]translate.Output, len(answers))
	for i, answer := range answers {
		out[i].Text = answer
		if i < len(items) && len(items[i].Spans) > 0 {
			out[i].Text, out[i].Spans = m.Unmark(answer, len(items[i].Spans))
		}
	}
	return out
}
