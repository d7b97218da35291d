package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// words are a text's words: runs of letters, marks and digits, with
// apostrophes and hyphens between letters left out, so that "Jean-Luc" is two.
type words []word

type word struct {
	at    domain.Range
	text  string // as written
	lower string
}

func wordsOf(text string) words {
	var out words
	start := -1
	flush := func(end int) {
		if start >= 0 {
			w := text[start:end]
			out = append(out, word{domain.Range{Start: start, End: end}, w, strings.ToLower(w)})
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

// script is the script of a word's first letter, as far as checks tell
// scripts apart.
func script(s string) *unicode.RangeTable {
	for _, r := range s {
		if unicode.IsLetter(r) {
			for _, t := range knownScripts {
				if unicode.Is(t, r) {
					return t
				}
			}
			return nil
		}
	}
	return nil
}

var knownScripts = []*unicode.RangeTable{
	unicode.Latin, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew, unicode.Greek, unicode.Han, unicode.Hiragana,
	unicode.Katakana, unicode.Hangul, unicode.Devanagari, unicode.Bengali, unicode.Thai, unicode.Armenian, unicode.Georgian,
}

// scriptOf is the main script of a language, nil when not known here.
func scriptOf(language string) *unicode.RangeTable {
	switch language {
	case "ru", "uk", "be", "bg", "mk", "kk", "ky", "tg", "mn":
		return unicode.Cyrillic
	case "ar", "fa", "ur", "ps", "ckb", "ug":
		return unicode.Arabic
	case "he", "yi":
		return unicode.Hebrew
	case "el":
		return unicode.Greek
	case "hi", "mr", "ne":
		return unicode.Devanagari
	case "bn":
		return unicode.Bengali
	case "th":
		return unicode.Thai
	case "hy":
		return unicode.Armenian
	case "ka":
		return unicode.Georgian
	case "ko":
		return unicode.Hangul
	case "zh":
		return unicode.Han
	case "ja", "sr", "":
		return nil
	case "en", "de", "fr", "es", "pt", "ca", "it", "nl", "pl", "cs", "sk", "sv", "da", "no", "nb", "nn", "fi", "et", "lv", "lt",
		"hu", "ro", "tr", "az", "id", "ms", "vi", "sq", "hr", "bs", "sl", "is", "ga", "cy", "mt", "eu", "gl", "sw", "tl", "af":
		return unicode.Latin
	}
	return nil
}
