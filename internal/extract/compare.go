package extract

import (
	"strings"
	"unicode"
)

// normal reduces text to what two writings of the same have in common: lower-
// case letters and digits, one space between words.
func normal(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’' || r == '\u00ad':
		default:
			space = true
		}
	}
	return b.String()
}

// similarity is the share of the words of the two texts (normal form) that
// both have: 1 for the same words, 0 for none in common. Text without spaces
// between words is compared by pairs of characters.
func similarity(a, b string) float64 {
	if a == b {
		return 1
	}
	x, y := grams(a), grams(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	counts := make(map[string]int, len(x))
	for _, w := range x {
		counts[w]++
	}
	both := 0
	for _, w := range y {
		if counts[w] > 0 {
			counts[w]--
			both++
		}
	}
	return 2 * float64(both) / float64(len(x)+len(y))
}

func grams(s string) []string {
	if strings.IndexFunc(s, ideographic) < 0 {
		return strings.Fields(s)
	}
	runes := []rune(strings.ReplaceAll(s, " ", ""))
	if len(runes) < 2 {
		return []string{string(runes)}
	}
	out := make([]string, 0, len(runes)-1)
	for i := range len(runes) - 1 {
		out = append(out, string(runes[i:i+2]))
	}
	return out
}

// ideographic reports letters of scripts that put no spaces between words.
func ideographic(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
