package memory

import (
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// slot is a number or a name in a text, in the place of which another may stand.
type slot struct {
	domain.Range
	name *termbase.Entry // nil for a number
}

// slotsOf returns the numbers of a text in a base language, and the names that a
// glossary knows, in order. Numbers that are part of a name belong to that, and so does the
// article of English names that have one. names may be nil.
func slotsOf(text, language string, names *termbase.Glossary) []slot {
	var out []slot
	if names != nil {
		for _, m := range names.Find(text) {
			if m.Entry.Kind == domain.TermExpression {
				continue
			}
			if head := text[:m.Start]; language == "en" && takesArticle(m.Entry.Source) && (strings.HasSuffix(head, "the ") || strings.HasSuffix(head, "The ")) {
				m.Start -= len("the ")
			}
			out = append(out, slot{m.Range, m.Entry})
		}
	}
	for _, r := range figures(text) {
		if !slices.ContainsFunc(out, func(s slot) bool { return overlap(s.Range, r) }) {
			out = append(out, slot{Range: r})
		}
	}
	slices.SortFunc(out, func(a, b slot) int { return a.Start - b.Start })
	return out
}

func overlap(a, b domain.Range) bool { return a.Start < b.End && b.Start < a.End }

// sameBut reports whether two texts differ in their slots only, each of which holds
// the same kind of thing in both.
func sameBut(a, b string, inA, inB []slot) bool {
	if len(inA) != len(inB) {
		return false
	}
	atA, atB := 0, 0
	for i, s := range inA {
		o := inB[i]
		if a[atA:s.Start] != b[atB:o.Start] || (s.name == nil) != (o.name == nil) || s.name != nil && s.name.Kind != o.name.Kind {
			return false
		}
		atA, atB = s.End, o.End
	}
	return a[atA:] == b[atB:]
}

// once reports whether a name stands in one slot only.
func once(in []slot, name *termbase.Entry) bool {
	n := 0
	for _, s := range in {
		if s.name != nil && (s.name == name || s.name.Target == name.Target) {
			n++
		}
	}
	return n == 1
}

// edit is a change of a text.
type edit struct {
	domain.Range
	text string
}

// apply makes changes that don't overlap.
func apply(text string, edits []edit) string {
	slices.SortFunc(edits, func(a, b edit) int { return a.Start - b.Start })
	var out strings.Builder
	at := 0
	for _, e := range edits {
		out.WriteString(text[at:e.Start] + e.text)
		at = e.End
	}
	return out.String() + text[at:]
}
