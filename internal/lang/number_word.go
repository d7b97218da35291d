package lang

import (
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// numberRules are a language's words and habits for numbers.
type numberRules struct {
	decimal     rune // ',' or '.'
	spaces      bool // groups digits with spaces
	glued       bool // writes numbers as one word, as German does
	arabic      bool // prefixes particles and has a dual
	compounds   bool // writes tens and a unit as one word before a noun, as Russian does
	scales      map[string]float64
	exact       map[string]numberWord
	prefixes    map[string]numberWord // words known by their beginning, by it
	longest     int                   // bytes of the longest prefix
	joiners     map[string]bool       // "and" inside a number
	between     map[string]bool       // words between the numbers of a range, and joiners
	abbreviated map[string]bool       // scale words that a point may follow
	multiples   map[string]bool       // words such as "decades", whose count is a number, too
}

// numberWord is what a word says about a number.
type numberWord struct {
	value float64
	kind  wordKind
	also  []float64 // further values of a hint: "cuarto" is a fourth and a quarter

	alone    bool // never part of a number with the word before it: "a hundred weeks" is 100
	definite bool // Arabic, with the article: an ordinal, a decade, "per cent"
}

func (w numberWord) standing() numberWord {
	w.alone = true
	return w
}

type wordKind int

const (
	cardinal   wordKind = iota // adds up with its neighbours
	hundredful                 // multiplies what stands before it by a hundred
	scaleful                   // multiplies what stands before it by a thousand or more
	hint                       // implies a number, and stands alone
)

// numbersOf returns the rules of a BCP 47 language.
func numbersOf(language string) *numberRules {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	if r, ok := allNumberRules()[base]; ok {
		return r
	}
	return allNumberRules()[""]
}

var allNumberRules = sync.OnceValue(func() map[string]*numberRules {
	out := map[string]*numberRules{}
	for language, table := range numberTables {
		out[language] = parseNumberTable(table)
	}
	return out
})

// parseNumberTable reads a table of lines "KEY: WORD WORD …". KEY is a value
// for cardinals and ordinals, "~VALUE" for words that imply it, "hundred" or
// "x1e6" for words that multiply, "-" for words that only look like numbers;
// "joiner", "between" and "habit" list words and habits, "alone" words of lines
// above it that never add up with what stands before them, "multiple" those that may
// multiply it: "six decades" are sixty years. A word that ends in *
// stands for all that begin so; a scale word that ends in "." is abbreviated.
func parseNumberTable(table string) *numberRules {
	r := &numberRules{
		decimal: '.', scales: map[string]float64{}, exact: map[string]numberWord{}, prefixes: map[string]numberWord{},
		joiners: map[string]bool{}, between: map[string]bool{}, abbreviated: map[string]bool{}, multiples: map[string]bool{},
	}
	for line := range strings.Lines(table) {
		key, words, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		for word := range strings.FieldsSeq(words) {
			r.addWord(key, word)
		}
	}
	return r
}

func (r *numberRules) addWord(key, word string) {
	switch key {
	case "joiner":
		r.joiners[word], r.between[word] = true, true
		return
	case "between":
		r.between[word] = true
		return
	case "multiple":
		r.multiples[word] = true
		return
	case "habit":
		switch word {
		case "comma":
			r.decimal = ','
		case "spaces":
			r.spaces = true
		case "glued":
			r.glued = true
		case "arabic":
			r.arabic = true
		case "compounds":
			r.compounds = true
		}
		return
	case "alone":
		if prefix, ok := strings.CutSuffix(word, "*"); ok {
			r.prefixes[prefix] = r.prefixes[prefix].standing()
		} else {
			r.exact[word] = r.exact[word].standing()
		}
		return
	}
	entry := numberWord{kind: cardinal}
	switch {
	case key == "-":
		entry = numberWord{value: math.NaN(), kind: hint}
	case key == "hundred":
		entry = numberWord{value: 100, kind: hundredful}
	case key[0] == 'x':
		entry.kind = scaleful
		entry.value, _ = strconv.ParseFloat(key[1:], 64) // the tables are ours; a test reads them all
		if base, dotted := strings.CutSuffix(word, "."); dotted {
			word = base
			r.abbreviated[word] = true
		}
		r.scales[word] = entry.value
	case key[0] == '~':
		entry.kind = hint
		entry.value, _ = strconv.ParseFloat(key[1:], 64)
	default:
		entry.value, _ = strconv.ParseFloat(key, 64)
	}
	if prefix, ok := strings.CutSuffix(word, "*"); ok {
		if entry.kind == cardinal {
			entry.kind = hint
		}
		r.prefixes[prefix] = entry
		r.longest = max(r.longest, len(prefix))
		return
	}
	if earlier, ok := r.exact[word]; ok && entry.kind == hint {
		earlier.also = append(earlier.also, entry.value)
		entry = earlier
	}
	r.exact[word] = entry
}

// lookup returns what a lower-case word says about a number.
func (r *numberRules) lookup(word string) (numberWord, bool) {
	if r.glued {
		if w, ok := r.exact[word]; ok {
			return w, !math.IsNaN(w.value)
		}
		glued, ok := gluedNumber(r, word)
		if ok && glued.kind == cardinal {
			return glued, true
		}
		if w, found := r.find(word); found {
			return w, !math.IsNaN(w.value)
		}
		return glued, ok
	}
	if w, ok := r.find(word); ok {
		return w, !math.IsNaN(w.value)
	}
	if r.arabic {
		return r.arabicNumber(word)
	}
	return numberWord{}, false
}

func (r *numberRules) find(word string) (numberWord, bool) {
	if w, ok := r.exact[word]; ok {
		return w, true
	}
	if r.compounds {
		if w, ok := r.compound(word); ok {
			return w, true
		}
	}
	return r.prefixed(word)
}

// compound reads tens and a unit before the rest of a word:
// "двадцатичетырёхчасовой".
func (r *numberRules) compound(word string) (numberWord, bool) {
	const leastTens, mostTens = len("сорока"), len("восьмидесяти")
	for n := leastTens; n <= mostTens && n < len(word); n++ {
		tens, ok := r.exact[word[:n]]
		if !ok || tens.kind != cardinal || tens.value < 20 || tens.value >= 100 {
			continue
		}
		if unit, ok := r.prefixed(word[n:]); ok && unit.value >= 1 && unit.value < 10 && math.Mod(unit.value, 1) == 0 && !unit.alone {
			return numberWord{value: tens.value + unit.value, kind: hint}, true
		}
	}
	return numberWord{}, false
}

// prefixed looks for the longest beginning of a word that stands in the table.
func (r *numberRules) prefixed(word string) (numberWord, bool) {
	for n := min(len(word), r.longest); n > 0; n-- {
		if w, ok := r.prefixes[word[:n]]; ok {
			return w, true
		}
	}
	return numberWord{}, false
}

// words reads the word at text[at:] and, where it belongs to a number, the
// number's other words. It returns where the reading ended.
func (r *numberRules) words(text string, at int) (found []Number, end int) {
	sum := wordSum{arabic: r.arabic}
	end = at
	for i := at; ; {
		size := wordLength(text[i:])
		if size == 0 {
			break
		}
		raw := text[i : i+size]
		word := strings.ToLower(plainWord(raw))
		w, ok := r.lookup(word)
		joiner := !ok && r.joiners[word] && sum.open
		if !ok && !joiner {
			if value, roman := romanValue(raw); roman && !sum.open {
				found = append(found, Number{Range: domain.Range{Start: i, End: i + size}, Kind: NumberHint, Values: []float64{value}, Scale: 1})
			}
			if end == at {
				end = i + size
			}
			break
		}
		if ok {
			if w.kind == hint && sum.open && (w.alone || !sum.accepts(w.value)) || w.kind != hint && sum.open && !sum.takes(w) {
				break
			}
			sum.add(w)
			end = i + size
			sum.end = end
			if w.kind == hint && (!r.arabic || w.value >= 10) {
				break
			}
		}
		gap := wordGap(text[i+size:])
		if gap == 0 {
			break
		}
		i += size + gap
	}
	if sum.open {
		n := Number{Range: domain.Range{Start: at, End: sum.end}, Kind: sum.kind(), Values: []float64{sum.value()}, Scale: sum.scale()}
		n.Values = append(n.Values, sum.also...)
		n.Values = append(n.Values, r.furtherReadings(n, text)...)
		found = append(found, n)
	}
	return found, end
}

// furtherReadings are what a number word can mean besides: the tens are
// decades, a month's number stays what it is.
func (r *numberRules) furtherReadings(n Number, text string) []float64 {
	v := n.Values[0]
	if n.Kind == NumberHint && v >= 10 && v < 100 && math.Mod(v, 10) == 0 {
		return []float64{1900 + v, 1800 + v}
	}
	if r.glued && strings.HasSuffix(text[n.Range.Start:n.Range.End], "er") && math.Mod(v, 10) == 0 {
		return []float64{1900 + v}
	}
	return nil
}

// wordGap is the length of what may stand between a number's words: one space
// or hyphen.
func wordGap(s string) int {
	c, n := utf8.DecodeRuneInString(s)
	if c == ' ' || c == '-' || c == '‑' || n > 0 && strings.ContainsRune(noBreakSpaces, c) {
		return n
	}
	return 0
}

// wordSum adds up a number's words.
type wordSum struct {
	end          int // where the last word ends in the text
	open         bool
	arabic       bool
	total, group float64
	last         float64 // the last scale's factor
	inexact      bool
	also         []float64 // further values, while there is one word only
}

func (s *wordSum) value() float64 { return s.total + s.group }

func (s *wordSum) scale() float64 {
	if s.last > 0 && s.group == 0 {
		return s.last
	}
	return 1
}

func (s *wordSum) kind() NumberKind {
	if s.inexact {
		return NumberHint
	}
	return NumberWord
}

// takes reports whether w can follow.
func (s *wordSum) takes(w numberWord) bool {
	switch w.kind {
	case scaleful:
		return s.last == 0 || w.value < s.last || s.group == 0 && s.total > 0
	case hundredful:
		return s.group < 100
	case cardinal:
		return s.accepts(w.value)
	case hint:
	}
	return false
}

// accepts reports whether v adds up with the group so far: a unit after tens,
// anything below a hundred after hundreds, 10 to 19 after sixty and eighty
// (French), tens after a unit that "and" joins (Arabic), twenty after four.
func (s *wordSum) accepts(v float64) bool {
	tail := math.Mod(s.group, 100)
	switch {
	case s.group == 0:
		return s.last == 0 || v < s.last
	case v < 1 || v >= 100:
		return false
	case tail == 0 || !s.arabic && v < 10 && tail >= 20 && math.Mod(tail, 10) == 0:
		return true
	case v < 20 && (tail == 60 || tail == 80), v == 20 && tail == 4 && !s.arabic:
		return true
	case s.arabic && tail >= 1 && tail < 10 && (v == 10 || v >= 20 && math.Mod(v, 10) == 0):
		return true
	}
	return false
}

func (s *wordSum) add(w numberWord) {
	s.also = nil
	if !s.open {
		s.also = w.also
	}
	s.open = true
	s.inexact = s.inexact || w.kind == hint || w.definite
	switch w.kind {
	case scaleful:
		if s.group == 0 && s.total > 0 { // "mil millones"
			s.total *= w.value
		} else {
			s.total += max(s.group, 1) * w.value
		}
		s.group, s.last = 0, w.value
	case hundredful:
		s.group = max(s.group, 1) * 100
	case cardinal, hint:
		if w.value == 20 && math.Mod(s.group, 100) == 4 && !s.arabic {
			s.group += 76 // quatre-vingts
			return
		}
		s.group += w.value
	}
}

// romanValue is the value of a Roman numeral in capitals from II to XXXIX, as
// for centuries, monarchs and finals; single letters but V and X are initials.
func romanValue(s string) (float64, bool) {
	for _, ordinal := range []string{"ème", "ième", "er", "re", "e", "è"} {
		if short, ok := strings.CutSuffix(s, ordinal); ok && short != "" {
			s = short
			break
		}
	}
	if len(s) > 7 || len(s) == 1 && s != "V" && s != "X" {
		return 0, false
	}
	value, last := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		v := strings.IndexByte("I   V    X", s[i]) + 1
		if v == 0 || s[i] == ' ' {
			return 0, false
		}
		if v < last {
			value -= v
		} else {
			value, last = value+v, v
		}
	}
	return float64(value), true
}

// gluedNumber reads a German word that is or begins with a number:
// "fünfundzwanzig", "zweihundert", "zwölfjährige".
func gluedNumber(r *numberRules, word string) (numberWord, bool) {
	sum, rest, tail := 0.0, word, 0.0
	parts := 0
	for rest != "" {
		after, ok := strings.CutPrefix(rest, "und")
		if parts == 0 || !ok {
			after = rest
		}
		value, size := r.gluedPart(after)
		if one, ok := strings.CutPrefix(after, "ein"); size == 0 && ok && (strings.HasPrefix(one, "und") || strings.HasPrefix(one, "hundert") || strings.HasPrefix(one, "tausend")) {
			value, size = 1, 3
		}
		if size == 0 {
			break
		}
		switch value {
		case 100:
			tail = max(tail, 1) * 100
		case 1000:
			sum, tail = (sum+max(tail, 1))*1000, 0
		default:
			tail += value
		}
		parts++
		rest = after[size:]
	}
	if parts == 0 {
		return numberWord{}, false
	}
	kind := hint
	if rest == "" {
		kind = cardinal
	}
	return numberWord{value: sum + tail, kind: kind}, true
}

// gluedPart is the longest number word that s begins with.
func (r *numberRules) gluedPart(s string) (value float64, size int) {
	for n := min(len(s), 12); n >= 3; n-- {
		if w, ok := r.exact[s[:n]]; ok && w.kind != hint && w.value >= 2 && w.value <= 1000 {
			return w.value, n
		}
	}
	return 0, 0
}

// arabicNumber reads a word without the particles before it, and the dual.
func (r *numberRules) arabicNumber(word string) (numberWord, bool) {
	for _, particles := range []string{"و", "ال", "وال", "ب", "بال", "ل", "لل", "ك", "ف"} {
		if rest, ok := strings.CutPrefix(word, particles); ok && utf8.RuneCountInString(rest) > 2 {
			if w, ok := r.find(rest); ok {
				if strings.Contains(particles, "ال") || particles == "لل" {
					w.definite = true
				}
				return w, !math.IsNaN(w.value)
			}
		}
	}
	if utf8.RuneCountInString(word) > 4 {
		for _, dual := range []string{"ين", "ان"} {
			if strings.HasSuffix(word, dual) {
				return numberWord{value: 2, kind: hint}, true
			}
		}
	}
	return numberWord{}, false
}
