package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Document returns the findings of each pair of a document, in reading order:
// those of Segment, and those that only the whole shows. Quotation marks are
// compared by paragraph, names and repeated sentences over all.
func (c *Checker) Document(pairs []Pair) [][]domain.Finding {
	segments := make([]*segment, len(pairs))
	for i, p := range pairs {
		segments[i] = newSegment(c, p)
	}
	findTerms(segments)
	known := knownSurnames(segments)
	for _, s := range segments {
		s.known = known
	}
	for start := 0; start < len(segments); {
		end := start + 1
		for end < len(segments) && segments[end].Paragraph == segments[start].Paragraph {
			end++
		}
		paragraphQuotes(segments[start:end])
		start = end
	}
	sameSource(segments)
	stuck(segments)
	consistentNames(segments)
	out := make([][]domain.Finding, len(segments))
	for i, s := range segments {
		if !s.unfit() {
			for _, look := range segmentChecks {
				look(s)
			}
		}
		out[i] = s.sorted()
	}
	return out
}

// paragraphQuotes compares the quotation marks of a paragraph and reports at
// the segment that holds the translation's last one.
func paragraphQuotes(segments []*segment) {
	var source, target marks
	at := segments[len(segments)-1]
	for _, s := range segments {
		source = source.plus(quoteMarks(s.Source))
		if m := quoteMarks(s.Target); m.double > 0 {
			target = target.plus(m)
			at = s
		} else {
			target.single += m.single
		}
		if strings.TrimSpace(s.Target) == "" || s.long() {
			return // reported as such
		}
	}
	if unbalanced(source, target) {
		at.report("quotes", domain.Range{}, quoteMarks(at.Target).last, strconv.Itoa(source.double), strconv.Itoa(target.double))
	}
}

func (m marks) plus(n marks) marks {
	return marks{double: m.double + n.double, single: m.single + n.single, last: n.last}
}

// sameSource notes sentences that are translated in two ways. Short ones
// depend on what they stand in.
func sameSource(segments []*segment) {
	const leastWords = 4
	first := map[string]*segment{}
	for _, s := range segments {
		if len(s.source) < leastWords || strings.TrimSpace(s.Target) == "" {
			continue
		}
		key := s.source.gram(0, len(s.source))
		earlier, ok := first[key]
		if !ok {
			first[key] = s
			continue
		}
		if s.target.gram(0, len(s.target)) != earlier.target.gram(0, len(earlier.target)) {
			s.report("same-source", whole(s.Source), whole(s.Target), short(earlier.Target)).Fix = earlier.Target
		}
	}
}

// stuck reports a translation that is the same as its neighbour's before it
// though the sources differ: the engine answered the last question again.
func stuck(segments []*segment) {
	const leastWords = 5
	for i, s := range segments[min(1, len(segments)):] {
		previous := segments[i]
		if len(s.target) < leastWords || !slices.EqualFunc(s.target, previous.target, sameWord) || slices.EqualFunc(s.source, previous.source, sameWord) {
			continue
		}
		s.report("repetition", whole(s.Source), whole(s.Target), short(s.Target), "2")
	}
}

func sameWord(a, b word) bool { return a.lower == b.lower }
