package propername

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Words are a text's words: runs of letters, marks and digits, with
// apostrophes and hyphens between letters left out, so that "Jean-Luc" is two.
type Words []Word

// Word is a word at its place in a text.
type Word struct {
	At    domain.Range
	Text  string // as written
	Lower string
}

// bare is the word without the English possessive.
func (w Word) bare() Word {
	name := Bare(w.Lower)
	possessive := len(w.Lower) - len(name) // the name itself may be longer in lower case, or shorter
	w.Text, w.Lower, w.At.End = w.Text[:len(w.Text)-possessive], name, w.At.End-possessive
	return w
}

// Split returns the words of a text.
func Split(text string) Words {
	var out Words
	start := -1
	flush := func(end int) {
		if start >= 0 {
			w := text[start:end]
			out = append(out, Word{domain.Range{Start: start, End: end}, w, strings.ToLower(w)})
			start = -1
		}
	}
	for i, r := range text {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
		switch {
		case inside && start < 0:
			start = i
		case !inside && start >= 0 && !innerApostrophe(text, i, r):
			flush(i)
		}
	}
	flush(len(text))
	return out
}

// innerApostrophe reports whether r at i is an apostrophe between letters, as
// in "don't" and "п'ять".
func innerApostrophe(text string, i int, r rune) bool {
	if r != '\'' && r != '’' && r != 'ʼ' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
	return unicode.IsLetter(next)
}
