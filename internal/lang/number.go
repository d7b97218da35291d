package lang

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// NumberKind says how a text states a number.
type NumberKind int

// The ways to state a number.
const (
	NumberDigits NumberKind = iota // in digits of any script, perhaps with a scale word: "5", "٥", "5.3 million"
	NumberWord                     // in words that say just this number: "twenty-five", "миллион"
	NumberHint                     // in a word that implies it: "decade", "двухлетний", "March", "XXI"
	NumberPhone                    // a telephone number, or other long groups of digits: it has no value
)

// Number is a number that a text states.
type Number struct {
	Range domain.Range
	Kind  NumberKind
	// Values are the ways to read it, the one of the text's language first:
	// "1.234" is 1.234 in English and could be 1234. Empty where the token
	// as a whole has no value, such as a date with points.
	Values []float64
	// Parts are the numbers that the token could be made of instead: the day,
	// month and year of "10.03.2018", the hour and minute of "7.30".
	Parts []Number
	// Scale is the product of the scale words after the digits, 1 without any.
	Scale float64
}

// Reads reports whether v is one of n's values, but for rounding.
func (n Number) Reads(v float64) bool {
	return slices.ContainsFunc(n.Values, func(w float64) bool { return sameValue(v, w) })
}

func sameValue(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b))
}

// Numbers returns the numbers of text in order, without overlaps. language is
// a BCP 47 tag; it decides how separators are read and which words count. Signs
// are not read: "-5" is 5. Digits of every script count. A language without
// words of its own gets digits only.
func Numbers(text, language string) []Number {
	rules := numbersOf(language)
	var out []Number
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '+' && phoneLength(text[i:]) > 0, isDigit(r):
			n := rules.digits(text, i)
			if n.Kind == NumberDigits {
				n = rules.scaled(text, n)
			}
			out = append(out, n)
			i = n.Range.End
		case fraction(r) != 0:
			out = append(out, Number{Range: domain.Range{Start: i, End: i + size}, Kind: NumberHint, Values: []float64{fraction(r)}, Scale: 1})
			i += size
		case unicode.IsLetter(r):
			numbers, end := rules.words(text, i)
			out = append(out, numbers...)
			i = end
		default:
			i += size
		}
	}
	rules.shareScale(text, out)
	rules.multiply(text, out)
	return rules.sum(text, out)
}

// multiply gives "six decades" the further reading of sixty.
func (r *numberRules) multiply(text string, numbers []Number) {
	for i, m := range numbers {
		if m.Kind != NumberHint || i == 0 || !r.multiples[strings.ToLower(text[m.Range.Start:m.Range.End])] {
			continue
		}
		n := &numbers[i-1]
		if gap := text[n.Range.End:m.Range.Start]; wordGap(gap) == len(gap) && len(n.Values) > 0 {
			n.Values = append(n.Values, n.Values[0]*m.Values[0])
		}
	}
}

// shareScale gives the first number of "5 to 7 million" its second reading.
func (r *numberRules) shareScale(text string, numbers []Number) {
	for i := len(numbers) - 2; i >= 0; i-- {
		n, next := &numbers[i], numbers[i+1]
		if n.Kind != NumberDigits || n.Scale != 1 || next.Scale == 1 || len(n.Values) == 0 {
			continue
		}
		gap := strings.TrimSpace(strings.ToLower(text[n.Range.End:next.Range.Start]))
		if rangeMark(gap) || r.between[gap] {
			n.Values = append(n.Values, n.Values[0]*next.Scale)
		}
	}
}

func rangeMark(s string) bool {
	switch s {
	case "-", "‐", "‑", "–", "—", "−", "...", "…", "/", "$", "-$", "–$", "€", "-€", "-£", "–£":
		return true
	}
	return false
}

// sum joins "1 million 200 thousand" into one number.
func (r *numberRules) sum(text string, numbers []Number) []Number {
	out := numbers[:0]
	for _, n := range numbers {
		if len(out) > 0 {
			last := &out[len(out)-1]
			gap := text[last.Range.End:n.Range.Start]
			if last.Kind == NumberDigits && n.Kind == NumberDigits && last.Scale >= 1e3 && last.Scale > n.Scale &&
				len(last.Values) > 0 && len(n.Values) > 0 && n.Values[0] < last.Scale && (blank(gap) || r.between[strings.TrimSpace(gap)] && n.Scale >= 1e3) {
				parts := []Number{*last, n}
				*last = Number{
					Range: domain.Range{Start: last.Range.Start, End: n.Range.End}, Scale: n.Scale,
					Values: []float64{last.Values[0] + n.Values[0]}, Parts: parts,
				}
				continue
			}
		}
		out = append(out, n)
	}
	return out
}

func blank(s string) bool { return s != "" && strings.TrimSpace(s) == "" }

// fraction is the value of a vulgar fraction character, 0 for all others.
func fraction(r rune) float64 {
	switch r {
	case '½':
		return 1. / 2
	case '⅓':
		return 1. / 3
	case '⅔':
		return 2. / 3
	case '¼':
		return 1. / 4
	case '¾':
		return 3. / 4
	case '⅛':
		return 1. / 8
	}
	return 0
}
