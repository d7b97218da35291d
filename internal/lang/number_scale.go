package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scaled reads what follows the digits n: scale words, which multiply, and
// the marks of a decade or of a year's short form, which add readings.
func (r *numberRules) scaled(text string, n Number) Number {
	if len(n.Values) == 0 {
		return n
	}
	for {
		factor, size, unsure := r.scaleAt(text[n.Range.End:])
		if size == 0 {
			break
		}
		n.Range.End += size
		n.Scale *= factor
		for i, v := range n.Values {
			n.Values[i] = v * factor
			if unsure {
				n.Values = append(n.Values, v)
			}
		}
		if unsure {
			n.Scale = 1
			break
		}
		n.Parts = nil // 1.5 million is no date
	}
	if v := n.Values[0]; n.Scale == 1 && v == float64(int(v)) {
		n.Values = append(n.Values, yearReadings(text, n, int(v))...)
	}
	return n
}

// scaleAt returns the factor and the length of the scale word at the start of
// s, with the space before it; unsure where "5m" could be metres.
func (r *numberRules) scaleAt(s string) (factor float64, size int, unsure bool) {
	start := 0
	for start < len(s) {
		c, n := utf8.DecodeRuneInString(s[start:])
		if c != ' ' && c != '-' && c != '‑' && c != '+' && !strings.ContainsRune(noBreakSpaces, c) || start > 3 {
			break
		}
		start += n
	}
	end := start + wordLength(s[start:])
	word := s[start:end]
	if word == "" {
		return 0, 0, false
	}
	if start == 0 {
		switch word {
		case "bn", "Bn", "BN", "B", "b":
			return 1e9, end, false
		case "mn", "mln", "Mio", "mio":
			return 1e6, end, false
		case "tn", "trn":
			return 1e12, end, false
		case "k", "K":
			return 1e3, end, false
		case "m", "M":
			return 1e6, end, true
		}
	}
	factor = r.scales[strings.ToLower(plainWord(word))]
	if factor == 0 {
		return 0, 0, false
	}
	if end < len(s) && s[end] == '.' && r.abbreviated[strings.ToLower(word)] {
		end++
	}
	return factor, end, false
}

// wordLength is the length of the run of letters and marks at the start of s,
// with apostrophes before Cyrillic letters: "п'ять".
func wordLength(s string) int {
	for i, c := range s {
		switch {
		case unicode.IsLetter(c), unicode.Is(unicode.Mn, c), c == 'ـ':
		case i > 0 && apostrophe(c):
			if next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(c):]); !unicode.Is(unicode.Cyrillic, next) {
				return i
			}
		default:
			return i
		}
	}
	return len(s)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// plainWord is a word as the tables have it: without Arabic vowel signs and
// the kashida, which writers may add or leave out, and with one apostrophe.
func plainWord(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return arabicMark(r) || apostrophe(r) }) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case arabicMark(r):
			return -1
		case apostrophe(r):
			return '\''
		}
		return r
	}, s)
}

func arabicMark(r rune) bool { return r >= 0x64B && r <= 0x652 || r == 'ـ' || r == 0x670 }

// yearReadings are further readings of a number that can be a decade ("1930s"
// is also 30), a century ("the 1800s" are the 19th) or the short form of a year
// ("2016-17", "'17").
func yearReadings(text string, n Number, v int) []float64 {
	before, after := text[:n.Range.Start], text[n.Range.End:]
	switch {
	case v >= 1100 && v < 2100 && v%10 == 0 && len(text) > n.Range.End && decadeMark(after):
		if v%100 == 0 {
			return []float64{0, float64(v/100 + 1)}
		}
		return []float64{float64(v % 100)}
	case v >= 10 && v < 100 && v%10 == 0 && decadeMark(after):
		return []float64{float64(1900 + v), float64(1800 + v)}
	case v < 100 && n.Range.End-n.Range.Start == 2:
		if last, _ := utf8.DecodeLastRuneInString(before); v >= 10 && unicode.IsUpper(last) { // "SS19", a season's collection
			return []float64{float64(2000 + v)}
		}
		if strings.HasSuffix(before, "'") || strings.HasSuffix(before, "’") {
			return []float64{float64(1900 + v), float64(2000 + v)}
		}
		for _, dash := range []string{"-", "–", "/", "—"} {
			if century, ok := strings.CutSuffix(before, dash); ok {
				if year := yearBefore(century); year > 0 && v > year%100 {
					return []float64{float64(year - year%100 + v)}
				}
			}
		}
	}
	return nil
}

// yearBefore is the year of four digits that s ends with, or 0.
func yearBefore(s string) int {
	if len(s) < 4 || len(s) > 4 && s[len(s)-5] >= '0' && s[len(s)-5] <= '9' {
		return 0
	}
	year := 0
	for _, c := range []byte(s[len(s)-4:]) {
		if c < '0' || c > '9' {
			return 0
		}
		year = 10*year + int(c-'0')
	}
	if year < 1100 || year > 2100 {
		return 0
	}
	return year
}

// decadeMark reports whether s begins with what makes the number before it a
// decade: "1930s", "30-е годы", "80er".
func decadeMark(s string) bool {
	for _, mark := range []string{"s", "'s", "’s", "-е", "-х", "-ых", "-ті", "-их", "er"} {
		if rest, ok := strings.CutPrefix(s, mark); ok && wordLength(rest) == 0 {
			return true
		}
	}
	return false
}
