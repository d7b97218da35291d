package translate

import (
	"slices"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// placedSpan is a span of a source text with its ranges in the translation.
type placedSpan struct {
	domain.Span
	ranges []domain.Range
}

// nested turns placed spans into the spans of one text: links become one range
// each and keep apart, all others are cut where they would cross.
func nested(text string, placed []placedSpan) []domain.Span {
	links := separateLinks(text, placed)
	type ordered struct {
		domain.Span
		order int
	}
	var out []ordered
	add := func(s domain.Span, r domain.Range, order int) {
		if r.Start < r.End {
			s.Start, s.End = r.Start, r.End
			out = append(out, ordered{s, order})
		}
	}
	for i, r := range links {
		add(placed[i].Span, r, i)
	}
	for _, kinds := range [][]domain.SpanKind{{domain.Code, domain.Sub, domain.Sup}, {domain.Strong, domain.Emphasis}} {
		for i, p := range placed {
			if !slices.Contains(kinds, p.Kind) {
				continue
			}
			parts := merged(p.ranges)
			for _, o := range out {
				parts = cutAt(parts, domain.Range{Start: o.Start, End: o.End})
			}
			for _, r := range parts {
				add(p.Span, r, i)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b ordered) int { return a.order - b.order })
	spans := make([]domain.Span, len(out))
	for i, o := range out {
		spans[i] = o.Span
	}
	domain.SortSpans(spans)
	return spans
}

// merged sorts ranges and joins those that touch or overlap.
func merged(ranges []domain.Range) []domain.Range {
	sorted := slices.Clone(ranges)
	slices.SortFunc(sorted, func(a, b domain.Range) int { return a.Start - b.Start })
	var out []domain.Range
	for _, r := range sorted {
		if n := len(out); n > 0 && r.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, r.End)
			continue
		}
		out = append(out, r)
	}
	return out
}

// cutAt cuts the ranges that cross an end of other; those that it holds or that
// hold it stay whole.
func cutAt(ranges []domain.Range, other domain.Range) []domain.Range {
	var out []domain.Range
	for _, r := range ranges {
		switch {
		case r.Start < other.Start && r.End > other.Start && r.End < other.End:
			out = append(out, domain.Range{Start: r.Start, End: other.Start}, domain.Range{Start: other.Start, End: r.End})
		case r.Start > other.Start && r.Start < other.End && r.End > other.End:
			out = append(out, domain.Range{Start: r.Start, End: other.End}, domain.Range{Start: other.End, End: r.End})
		default:
			out = append(out, r)
		}
	}
	return out
}

// separateLinks returns one range for each link, none empty and none overlapping
// another, by its index in placed. Where two want the same place the one with
// less of its own gives way; what gives way altogether shares the other's text.
func separateLinks(text string, placed []placedSpan) map[int]domain.Range {
	out := map[int]domain.Range{}
	var order []int
	for i, p := range placed {
		if p.Kind == domain.Link {
			order = append(order, i)
			out[i] = hull(p.ranges, text)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return out[a].Start - out[b].Start })
	for n, i := range order {
		for _, j := range order[:n] {
			if overlap(out[i], out[j]) > 0 {
				out[j], out[i] = parted(text, out[j], out[i])
			}
		}
	}
	for _, i := range order {
		if out[i].Start >= out[i].End {
			delete(out, i)
		}
	}
	return out
}

func hull(ranges []domain.Range, text string) domain.Range {
	if len(ranges) == 0 {
		start := len(text)
		if start > 0 {
			_, n := utf8.DecodeLastRuneInString(text)
			start -= n
		}
		return domain.Range{Start: start, End: len(text)}
	}
	all := merged(ranges)
	return domain.Range{Start: all[0].Start, End: all[len(all)-1].End}
}

// parted divides what two overlapping ranges cover, the first before the
// second, at a word's start if there is one, and leaves neither empty.
func parted(text string, a, b domain.Range) (first, second domain.Range) {
	whole := domain.Range{Start: min(a.Start, b.Start), End: max(a.End, b.End)}
	if a.Start < b.Start && b.End >= a.End {
		return domain.Range{Start: a.Start, End: trimEnd(text, a.Start, b.Start)}, b
	}
	if a.End > b.End && a.Start < b.Start { // the second lies within the first: the longer end stays the first's
		return domain.Range{Start: a.Start, End: trimEnd(text, a.Start, b.Start)}, b
	}
	if a.End < b.End {
		if next := nextWord(text, a.End, b.End); next < b.End {
			return a, domain.Range{Start: next, End: b.End}
		}
	}
	inner := words(text[whole.Start:whole.End])
	if len(inner) > 1 {
		cut := inner[len(inner)/2]
		return domain.Range{Start: whole.Start, End: whole.Start + inner[len(inner)/2-1].End}, domain.Range{Start: whole.Start + cut.Start, End: whole.End}
	}
	half := whole.Start
	for i := range text[whole.Start:whole.End] {
		if i >= (whole.End-whole.Start+1)/2 {
			half = whole.Start + i
			break
		}
	}
	if half == whole.Start {
		return whole, domain.Range{}
	}
	return domain.Range{Start: whole.Start, End: half}, domain.Range{Start: half, End: whole.End}
}

// trimEnd returns the end of text[start:end] without the space at its end.
func trimEnd(text string, start, end int) int {
	for end > start+1 && text[end-1] == ' ' {
		end--
	}
	return end
}

func nextWord(text string, from, end int) int {
	for _, w := range words(text[from:end]) {
		return from + w.Start
	}
	return end
}
