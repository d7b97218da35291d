package translate

import (
	"cmp"
	"slices"
	"strings"

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
// another, by its index in placed. A link whose place is taken gets, in this order:
// what is free of its place, a share of the words of the link that took it, the nearest
// free word, or a share of another link's letters.
func separateLinks(text string, placed []placedSpan) map[int]domain.Range {
	out := map[int]domain.Range{}
	var order []int
	for i, p := range placed {
		if p.Kind == domain.Link && len(p.ranges) > 0 {
			order = append(order, i)
			out[i] = hull(p.ranges)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(out[a].Start, out[b].Start), cmp.Compare(out[a].End, out[b].End))
	})
	for n, i := range order {
		if !settle(text, out, order[:n], i) {
			delete(out, i)
		}
	}
	return out
}

// settle finds a place for link i beside those that have theirs already, and
// reports whether there is one.
func settle(text string, out map[int]domain.Range, settled []int, i int) bool {
	taken := make([]domain.Range, 0, len(settled))
	for _, j := range settled {
		taken = append(taken, out[j])
	}
	if out[i].Start < out[i].End && !overlaps(taken, out[i]) {
		return true
	}
	if free, ok := freePart(text, out[i], taken); ok {
		out[i] = free
		return true
	}
	for _, letters := range []bool{false, true} {
		for _, j := range settled {
			if overlap(out[j], out[i]) == 0 && !letters {
				continue
			}
			if first, second, ok := halves(text, out[j], letters); ok {
				out[j], out[i] = first, second
				return true
			}
		}
		if word, ok := nearestFree(text, out[i], taken); ok {
			out[i] = word
			return true
		}
	}
	return false
}

// freePart returns the longest run of words of r that no taken range touches.
func freePart(text string, r domain.Range, taken []domain.Range) (domain.Range, bool) {
	var best, run domain.Range
	for _, w := range words(text[r.Start:r.End]) {
		w.Start, w.End = w.Start+r.Start, w.End+r.Start
		if overlaps(taken, w) {
			run = domain.Range{}
			continue
		}
		if run.End == 0 {
			run = w
		}
		run.End = w.End
		if run.End-run.Start > best.End-best.Start {
			best = run
		}
	}
	return best, best.Start < best.End
}

// nearestFree returns the word outside all taken ranges that is nearest to r.
func nearestFree(text string, r domain.Range, taken []domain.Range) (domain.Range, bool) {
	var best domain.Range
	found := false
	distance := func(w domain.Range) int { return max(w.Start-r.End, r.Start-w.End) }
	for _, w := range words(text) {
		if strings.IndexFunc(text[w.Start:w.End], wordRune) < 0 || overlaps(taken, w) {
			continue
		}
		if !found || distance(w) < distance(best) {
			best, found = w, true
		}
	}
	return best, found
}

// halves divides r between two words, or between two letters.
func halves(text string, r domain.Range, letters bool) (first, second domain.Range, ok bool) {
	inner := words(text[r.Start:r.End])
	if n := len(inner); n > 1 {
		first = domain.Range{Start: r.Start, End: r.Start + inner[n/2-1].End}
		return first, domain.Range{Start: r.Start + inner[n/2].Start, End: r.End}, true
	}
	if !letters {
		return first, second, false
	}
	for i := range text[r.Start:r.End] {
		if i >= (r.End-r.Start)/2 && i > 0 {
			return domain.Range{Start: r.Start, End: r.Start + i}, domain.Range{Start: r.Start + i, End: r.End}, true
		}
	}
	return first, second, false
}

func hull(ranges []domain.Range) domain.Range {
	all := merged(ranges)
	return domain.Range{Start: all[0].Start, End: all[len(all)-1].End}
}
