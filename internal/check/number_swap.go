package check

import (
	"slices"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

// swaps reports numbers whose alignment points at another number of the
// source, which the target doesn't have in its own place.
func (s *segment) swaps(source, target []figure) {
	if s.Alignment == nil {
		return
	}
	for j, b := range target {
		own := -1
		best, bestWeight, ownWeight := -1, 0.0, 0.0
		for i, a := range source {
			if a.Kind != lang.NumberDigits || len(a.Values) == 0 || len(b.Values) == 0 {
				continue
			}
			w := s.Alignment.weight(a.Range, b.Range)
			if a.says(b.Values[0]) {
				own, ownWeight = i, max(ownWeight, w)
			} else if w > bestWeight {
				best, bestWeight = i, w
			}
		}
		if target[j].Kind == lang.NumberDigits && own >= 0 && best >= 0 && bestWeight > 0.5 && ownWeight < 0.2 && !s.inPlace(source[best], target) {
			s.report("number-swapped", source[best].Range, b.Range, in(s.Target, b.Range), in(s.Source, source[best].Range))
		}
	}
}

// inPlace reports whether a number of the target says a and comes from it, so
// that no other stands in its place.
func (s *segment) inPlace(a figure, target []figure) bool {
	return slices.ContainsFunc(target, func(b figure) bool {
		return len(b.Values) > 0 && a.says(b.Values[0]) && s.Alignment.weight(a.Range, b.Range) > .5
	})
}

// weight is the mean, over the target tokens in b, of their weight on the
// source tokens in a.
func (al *Alignment) weight(a, b domain.Range) float64 {
	total, n := 0.0, 0
	for j, t := range al.Target {
		if j >= len(al.Weights) || t.Start >= b.End || b.Start >= t.End {
			continue
		}
		n++
		for i, f := range al.Source {
			if i < len(al.Weights[j]) && f.Start < a.End && a.Start < f.End {
				total += float64(al.Weights[j][i])
			}
		}
	}
	if n == 0 {
		return 0
	}
	return total / float64(n)
}
