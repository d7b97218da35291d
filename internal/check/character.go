package check

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// unknownMarks are what stands in a text in the place of something lost:
// Unicode's replacement character, object placeholders, models' unknown tokens.
var unknownMarks = []string{"\uFFFD", "\uFFFC", "<unk>", "[UNK]", "⁇", "▁"}

// characters reports lost characters and direction marks that are opened and
// not closed.
func (s *segment) characters() {
	for _, mark := range unknownMarks {
		if i := strings.Index(s.Target, mark); i >= 0 && !strings.Contains(s.Source, mark) {
			s.report("character-unknown", domain.Range{}, domain.Range{Start: i, End: i + len(mark)}, mark)
		}
	}
	if i := invalidAt(s.Target); i >= 0 {
		s.report("character-unknown", domain.Range{}, domain.Range{Start: i, End: i + 1}, "�")
	}
	if opened, closed := directionMarks(s.Target); opened != closed {
		s.report("bidi-unbalanced", domain.Range{}, whole(s.Target), strconv.Itoa(opened), strconv.Itoa(closed))
	}
}

// invalidAt is the place of the first byte that isn't UTF-8, or -1.
func invalidAt(s string) int {
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			return i
		}
	}
	return -1
}

// directionMarks counts the bidirectional controls that open an embedding,
// override or isolate, and those that close one (UAX #9).
func directionMarks(s string) (opened, closed int) {
	for _, r := range s {
		switch r {
		case '\u202A', '\u202B', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068':
			opened++
		case '\u202C', '\u2069':
			closed++
		}
	}
	return opened, closed
}
