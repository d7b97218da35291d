package check

import (
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const questionMarks = "?؟？\u037E" // Latin, Arabic, wide, Greek

// questions reports a question mark that was lost or added. How many there
// are is not compared: sentences may be joined.
func (s *segment) questions() {
	source, target := s.questionMark(0, s.Source), s.questionMark(1, s.Target)
	switch {
	case source >= 0 && target < 0:
		s.report("question-missing", domain.Range{Start: source, End: source + len(firstRune(s.Source[source:]))}, domain.Range{})
	case source < 0 && target >= 0:
		s.report("question-added", domain.Range{}, domain.Range{Start: target, End: target + len(firstRune(s.Target[target:]))})
	}
}

// questionMark is the place of the first question mark outside addresses, or -1.
func (s *segment) questionMark(side int, text string) int {
	for i, r := range text {
		if strings.ContainsRune(questionMarks, r) && !overlaps(s.masked[side], domain.Range{Start: i, End: i + 1}) {
			return i
		}
	}
	return -1
}
