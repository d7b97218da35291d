package search

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// silent reports whether a character is there for the eye only and parts no
// word: vowel and stress marks that most writers leave out, the Arabic
// lengthening stroke, and invisible marks of joining and direction.
func silent(r rune) bool {
	switch {
	case r == '\u200b' || r == '\u200c': // a place to break a line, and one to part letters
		return false
	case r == '\u0640', // tatweel
		0x0591 <= r && r <= 0x05C7 && unicode.IsMark(r), // Hebrew points
		0x0610 <= r && r <= 0x061A, 0x064B <= r && r <= 0x065F, r == 0x0670, 0x06D6 <= r && r <= 0x06ED && unicode.IsMark(r),
		r == 0x0300, r == 0x0301: // what NFKC has not composed is a stress mark
		return true
	default:
		return unicode.Is(unicode.Cf, r)
	}
}

// foldLetter returns the form of a letter that stands for all that writers use
// for it, before stemming.
func foldLetter(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى', 'ی', 'ې', 'ۍ', 'ے':
		return 'ي'
	case 'ک', 'ڪ':
		return 'ك'
	case 'ہ', 'ھ', 'ە', 'ۀ', 'ۂ':
		return 'ه'
	case 'ۃ':
		return 'ة'
	case 'ё':
		return 'е'
	case 'ґ':
		return 'г'
	default:
		return r
	}
}

// foldAccents returns a stem without the accents of Latin and Greek letters,
// which readers often don't type, and with what is left of Arabic letter forms.
// Stemmers need the accents: they come first.
func foldAccents(s string, in script) string {
	switch in {
	case arabic:
		return arabicEndings.Replace(s)
	case latin, other:
		var out strings.Builder
		for _, r := range norm.NFD.String(s) {
			switch {
			case unicode.Is(unicode.Mn, r) && r < 0x0370: // the accents of Latin and Greek
			case r < 0x80:
				out.WriteRune(r)
			default:
				if plain, ok := plainLatin[r]; ok {
					out.WriteString(plain)
				} else {
					out.WriteRune(r)
				}
			}
		}
		return out.String()
	default:
		return s
	}
}

var arabicEndings = strings.NewReplacer("ة", "ه", "ؤ", "و", "ئ", "ي")

// plainLatin holds the letters that decomposition leaves whole.
var plainLatin = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ħ': "h", 'ŧ': "t", 'ŋ': "n", 'ə': "e", 'ɓ': "b", 'ɗ': "d", 'ƙ': "k",
}
