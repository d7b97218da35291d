package search

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/dragoman-news/dragoman/internal/lang"
)

// word is a word of a text in one spelling, not yet in any language: a number,
// a pair of characters of a script without spaces, or what stands between spaces.
type word struct {
	text   string
	script script
	joined bool // overlaps with the word before
}

// script says what can be done with a word.
type script int

const (
	other    script = iota // written with spaces, without a stemmer
	latin                  // and so on: scripts that a stemmer works on
	cyrillic               //
	arabic                 //
	tamil                  //
	unspaced               // cut into pairs of characters
	number                 // in ASCII digits
)

// scriptOf returns the script of a letter.
func scriptOf(r rune) script {
	switch {
	case r < 0x250 || 0x1E00 <= r && r < 0x1F00:
		return latin
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillic
	case unicode.Is(unicode.Arabic, r):
		return arabic
	case r == 'ー', unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
		return unspaced
	case unicode.Is(unicode.Tamil, r):
		return tamil
	case unicode.Is(unicode.Latin, r):
		return latin
	default:
		return other
	}
}

// split returns the words of a text. Letters and digits are words of their own
// where they meet, so that "5km" and "5 km", "COVID19" and "COVID-19" are the same.
func split(text string) []word {
	s := splitter{}
	text = norm.NFKC.String(cases.Fold().String(norm.NFKC.String(text)))
	for i, r := range text {
		switch digit, isDigit := lang.Digit(r); {
		case isDigit:
			s.open(number)
			s.current = append(s.current, byte('0'+digit))
		case silent(r):
		case r == '\u200c' && s.script != arabic: // a joining mark, but in Persian a bound between parts of a word
		case unicode.IsLetter(r):
			s.open(scriptOf(r))
			s.current = utf8.AppendRune(s.current, foldLetter(r))
		case unicode.IsMark(r):
			if s.script == other || s.script == tamil || s.script == unspaced {
				s.current = utf8.AppendRune(s.current, r)
			}
		case s.script == number && grouping(s.current, text[i:], r):
		default:
			s.close()
		}
	}
	s.close()
	return s.words
}

// splitter collects the characters of one word after the other.
type splitter struct {
	words   []word
	current []byte
	script  script
}

// open goes on with the word if it is of the same kind, else starts one.
func (s *splitter) open(kind script) {
	apart := kind == number || kind == unspaced || s.script == number || s.script == unspaced
	if len(s.current) > 0 && apart && kind != s.script {
		s.close()
	}
	if len(s.current) == 0 {
		s.script = kind
	}
}

func (s *splitter) close() {
	text, kind := string(s.current), s.script
	s.current, s.script = s.current[:0], other
	switch {
	case text == "":
	case kind == unspaced:
		s.pairs(text)
	default:
		s.words = append(s.words, word{text: firstRunes(text, MaxWord), script: kind})
	}
}

// pairs adds each two neighbours among the characters; one alone is a word.
func (s *splitter) pairs(text string) {
	_, first := utf8.DecodeRuneInString(text)
	if first == len(text) {
		s.words = append(s.words, word{text: text, script: unspaced})
		return
	}
	for start := 0; ; {
		_, one := utf8.DecodeRuneInString(text[start:])
		_, two := utf8.DecodeRuneInString(text[start+one:])
		if two == 0 {
			return
		}
		s.words = append(s.words, word{text: text[start : start+one+two], script: unspaced, joined: start > 0})
		start += one
	}
}

// grouping reports whether r stands between the groups of three digits of one
// number: 40,000, 40.000, 40 000, 40'000. rest starts with r.
func grouping(before []byte, rest string, r rune) bool {
	if !strings.ContainsRune(",.' ’٬", r) || r == ' ' && len(before) > 3 {
		return false
	}
	n := 0
	for _, d := range rest[utf8.RuneLen(r):] {
		if _, ok := lang.Digit(d); !ok {
			break
		}
		if n++; n > 3 {
			return false
		}
	}
	return n == 3
}

// firstRunes returns the first n characters of s.
func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// token returns the word as the index holds it for texts in a language.
func (w word) token(base string) string {
	prefix, text := "x0", w.text
	if s, ok := stemmers[base]; ok && s.script == w.script {
		prefix, text = base+"0", s.stem(text)
	}
	if ascii(text) {
		return prefix + text
	}
	var out strings.Builder
	out.WriteString(prefix)
	for _, r := range foldAccents(text, w.script) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out.WriteRune(r)
		} else { // the vowel signs of Indian and Thai script are none to all tokenizers
			out.WriteString(strconv.FormatInt(int64(r), 36))
		}
	}
	return out.String()
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
