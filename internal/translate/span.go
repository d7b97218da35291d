package translate

import (
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// engineSpans returns the spans of a segment that an engine is to keep: what
// is said of some of its words, in the order of their starts, nested or apart.
// Code and small letters are found again by their text.
func engineSpans(text domain.Text, segment domain.Range, masked []domain.Range) []domain.Range {
	var out []domain.Range
	for _, s := range text.Spans {
		if s.Kind != domain.Link && s.Kind != domain.Emphasis && s.Kind != domain.Strong {
			continue
		}
		r := domain.Range{Start: max(s.Start, segment.Start) - segment.Start, End: min(s.End, segment.End) - segment.Start}
		if r.Start >= r.End || overlaps(masked, r) {
			continue
		}
		whole := text.Text[segment.Start:segment.End]
		if strings.IndexFunc(whole[r.Start:r.End], wordRune) < 0 || strings.IndexFunc(whole[:r.Start]+whole[r.End:], wordRune) < 0 {
			continue
		}
		out = append(out, r)
	}
	slices.SortFunc(out, byStart)
	return slices.Compact(out)
}

// byStart orders ranges by their starts, an outer one before those in it.
func byStart(a, b domain.Range) int {
	if a.Start != b.Start {
		return a.Start - b.Start
	}
	return b.End - a.End
}

// keptSpans returns those of a unit's spans that lie in a piece of it, with
// their places in what the engine reads of the piece. What preparing made to
// cross another span, or empty, is left out.
func keptSpans(spans []domain.Range, piece domain.Range, prep preparation) []anchor {
	var out []anchor
	for _, s := range spans {
		if s.Start < piece.Start || s.End > piece.End {
			continue
		}
		source := domain.Range{Start: s.Start - piece.Start, End: s.End - piece.Start}
		target := trimmed(prep.after, []domain.Range{prep.forward(source)})[0]
		crosses := slices.ContainsFunc(out, func(a anchor) bool {
			apart := target.Start >= a.target.End || target.End <= a.target.Start
			nested := target.Start >= a.target.Start && target.End <= a.target.End || target.Start <= a.target.Start && target.End >= a.target.End
			return !apart && !nested
		})
		if target.Start < target.End && !crosses {
			out = append(out, anchor{source, target})
		}
	}
	slices.SortStableFunc(out, func(a, b anchor) int { return byStart(a.target, b.target) })
	return out
}

// targets returns the places of spans in what the engine reads.
func targets(spans []anchor) []domain.Range {
	var out []domain.Range
	for _, s := range spans {
		out = append(out, s.target)
	}
	return out
}

// marksOf returns where the engine put spans; it lost those with empty places.
func marksOf(spans []anchor, places []domain.Range) []anchor {
	var out []anchor
	for i, r := range places {
		if i < len(spans) && r.Start < r.End {
			out = append(out, anchor{spans[i].source, r})
		}
	}
	return out
}

// marked returns where the engine put a span.
func (r rendition) marked(s domain.Span) (domain.Range, bool) {
	for _, m := range r.marks {
		if m.source.Start == s.Start && m.source.End == s.End && m.target.Start < m.target.End {
			return m.target, true
		}
	}
	return domain.Range{}, false
}
