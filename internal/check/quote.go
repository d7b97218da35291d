package check

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// quotes compares the quotation marks of a paragraph: an even number in the
// source and an odd one in the translation, or quotations in the source and
// none in the translation, mean that one was lost. Single marks of the source
// count where they don't stand inside a word or, as in "the chiefs’ plan", behind
// one that none opened. A quotation that goes on over several paragraphs has
// an odd number in both and passes.
func (s *segment) quotes() {
	a, b := quoteMarks(s.Source), quoteMarks(s.Target)
	if unbalanced(a, b) {
		s.report("quotes", domain.Range{}, b.last, strconv.Itoa(a.double), strconv.Itoa(b.double))
	}
}

func unbalanced(source, target marks) bool {
	return source.double%2 == 0 && source.single%2 == 0 && target.double%2 == 1 || source.double >= 2 && target.double+target.single == 0
}

type marks struct {
	double, single int
	last           domain.Range // the last double mark
}

func quoteMarks(text string) marks {
	var m marks
	previous, open := ' ', 0
	for i, r := range text {
		size := utf8.RuneLen(r)
		switch {
		case r == '"' && unicode.IsDigit(previous) && m.double%2 == 0: // inches
		case strings.ContainsRune("\"“”„‟«»❝❞〝〞＂「」『』", r):
			m.double++
			m.last = domain.Range{Start: i, End: i + size}
		case strings.ContainsRune("'‘’‚‹›", r):
			next, _ := utf8.DecodeRuneInString(text[i+size:])
			switch inWord := unicode.IsLetter(previous) || unicode.IsDigit(previous); {
			case open > 0 && !unicode.IsLetter(next):
				m.single++
				open--
			case !inWord:
				m.single++
				open++
			}
		}
		previous = r
	}
	return m
}
