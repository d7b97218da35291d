package check

import (
	"math"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

// least is the smallest value that a number in words must keep: smaller ones
// are too often said in another way ("one", "both", "a dozen").
const least = 13

// figure is a number of a text with what stands around it.
type figure struct {
	lang.Number
	unit    unit
	joined  float64   // feet and inches in feet, 0 without inches
	written []float64 // the readings with the separators of this language and of others
	hourly  bool      // what follows tells that it is an hour
	matched bool
}

func (f figure) measures() []float64 {
	if f.joined > 0 {
		return append([]float64{f.joined}, f.Values...)
	}
	return f.Values
}

// numbers compares the numbers of both texts by value: every number in digits
// and every larger one in words must be found on the other side, in digits or
// words, perhaps converted to another unit or clock.
//
// It doesn't see that two numbers changed places unless there is an
// alignment, nor a sign.
func (s *segment) numbers() {
	source := s.figures(0, s.Source, s.c.from)
	target := s.figures(1, s.Target, s.c.to)
	if len(source) == 0 && len(target) == 0 {
		return
	}
	match(source, target, s.Source, s.Target)
	match(target, source, s.Target, s.Source)
	all := append(source, oneOf(s.Source, s.source)...)
	s.rescue(all, target)
	source = all[:len(source)]
	missOnce(source, target)
	s.reportFigures(source, target)
	s.units(source, target)
	s.formats(source, target)
	s.swaps(source, target)
}

func (s *segment) figures(side int, text, language string) []figure {
	var out []figure
	for _, n := range lang.Numbers(text, language) {
		if overlaps(s.masked[side], n.Range) || len(out) > 0 && n.Range.Start < out[len(out)-1].unit.at.End || exponent(text, n) { // "por ciento", "m2"
			continue
		}
		u := unitAt(text, n.Range)
		if u.name == "" {
			u = impliedUnit(text, n)
		}
		out = append(out, ownReading(figure{Number: n, unit: u, written: n.Values, hourly: hourMark(text[n.Range.End:], language)}))
	}
	shareUnits(text, out)
	return out
}

// exponent reports whether n is the 2 or 3 of "m2" or "км3".
func exponent(text string, n lang.Number) bool {
	before, digit := text[:n.Range.Start], in(text, n.Range)
	return (digit == "2" || digit == "3") && (strings.HasSuffix(before, "m") || strings.HasSuffix(before, "м"))
}

// ownReading takes the reading away by which "30,000" is thirty: a text whose own language
// groups by that separator doesn't write decimals so. The reverse happens.
func ownReading(f figure) figure {
	if f.Kind == lang.NumberDigits && len(f.Values) == 2 && len(f.Parts) == 2 && f.Values[0] == math.Round(f.Values[1]*1000) {
		f.Values = f.Values[:1]
	}
	return f
}

// match marks those of a that b states, too. Telephone numbers have no value:
// their digits must be in the other text, however they are grouped.
func match(a, b []figure, text, other string) {
	for i := range a {
		f := &a[i]
		if f.Kind == lang.NumberPhone {
			f.matched = strings.Contains(digitsOf(other), lastDigits(in(text, f.Range)))
			continue
		}
		f.matched = stated(f.Number, b)
	}
}

// digitsOf returns the digits of a text, as ASCII.
func digitsOf(text string) string {
	var b strings.Builder
	for _, n := range lang.Numbers(text, "") {
		for _, r := range in(text, n.Range) {
			if d, ok := lang.Digit(r); ok {
				b.WriteByte(byte('0' + d))
			}
		}
	}
	return b.String()
}

// lastDigits are the digits of a telephone number without the prefixes that
// depend on where one calls from.
func lastDigits(phone string) string {
	d := digitsOf(phone)
	return d[max(0, len(d)-7):]
}

// stated reports whether one of figures has one of n's values, or all of n's
// parts are somewhere among them.
func stated(n lang.Number, figures []figure) bool {
	for _, v := range n.Values {
		for _, f := range figures {
			if f.says(v) {
				return true
			}
		}
	}
	if !splits(n) {
		return false
	}
	for _, p := range n.Parts {
		if !stated(p, figures) && p.Values[0] != 0 {
			return false
		}
	}
	return true
}

func (f figure) says(v float64) bool {
	if f.Reads(v) {
		return true
	}
	if splits(f.Number) {
		for _, p := range f.Parts {
			if p.Reads(v) {
				return true
			}
		}
	}
	return false
}

// splits reports whether n may be read as its parts: a date, a time with a
// point, or "1 million 200 thousand".
func splits(n lang.Number) bool {
	if len(n.Parts) < 2 {
		return false
	}
	second := n.Parts[1].Range
	return len(n.Values) == 0 || n.Scale != 1 || len(n.Parts) == 2 && second.End-second.Start == 2 && n.Parts[0].Values[0] <= 31
}

// rescue finds an explanation for numbers that have no equal on the other
// side: a converted unit, a 12-hour clock, a percentage said as a fraction.
func (s *segment) rescue(source, target []figure) {
	for i := range source {
		for j := range target {
			a, b := &source[i], &target[j]
			if a.matched && b.matched || len(a.Values) == 0 || len(b.Values) == 0 {
				continue
			}
			measure, other := *a, *b
			if measure.unit.name == "" {
				measure.unit = lent(source, other.unit.dimension)
			} else if other.unit.name == "" {
				other.unit = lent(target, measure.unit.dimension)
			}
			switch {
			case converts(measure, other, .07) && !saysItself(source, measure, other):
				s.report("unit-converted", a.withUnit(), b.withUnit(), in(s.Source, a.withUnit()), in(s.Target, b.withUnit()))
				if a.joined > 0 {
					source[i+1].matched = true
				}
				if b.joined > 0 {
					target[j+1].matched = true
				}
			case !clock(*a, *b, source, target) && !fractionOf(*a, *b):
				continue
			}
			a.matched, b.matched = true, true
		}
	}
	explained(source, target)
	explained(target, source)
	for i := range target {
		if b := &target[i]; !b.matched && b.Reads(0) && minutes(s.Target, b.Range.Start) {
			b.matched = true
		}
	}
	for i := range source {
		if a := &source[i]; !a.matched && a.Reads(0) && minutes(s.Source, a.Range.Start) {
			a.matched = true
		}
	}
}

// lent is the unit of a dimension that another number of the text has: "2 to 4 inches,
// with up to 6 in the hills".
func lent(figures []figure, dimension string) unit {
	if dimension != "" && dimension != "share" {
		for _, f := range figures {
			if f.unit.dimension == dimension {
				return f.unit
			}
		}
	}
	return unit{}
}

// saysItself reports whether the source gives the measure a in b's unit, too,
// so that b must equal that.
func saysItself(source []figure, a, b figure) bool {
	return slices.ContainsFunc(source, func(c figure) bool {
		return c.unit.name == b.unit.name && converts(a, c, .12)
	})
}

// explained marks a measure that the same text gives in another unit, too,
// which the other text has: "45 miles (72 kilometers)". Where the other text
// gives both units, both must be the same.
func explained(figures, others []figure) {
	for i := range figures {
		if slices.ContainsFunc(others, func(o figure) bool { return o.unit.name == figures[i].unit.name }) {
			continue
		}
		for j := range figures {
			if !figures[i].matched && figures[j].matched && converts(figures[i], figures[j], .12) {
				figures[i].matched = true
			}
		}
	}
}

// fractionOf reports whether one is a percentage and the other the fraction
// that it is.
func fractionOf(a, b figure) bool {
	v, w := a.Values[0], b.Values[0]
	return a.unit.name == "%" && w < 1 && sameValue(v/100, w) || b.unit.name == "%" && v < 1 && sameValue(w/100, v)
}

func sameValue(v, w float64) bool { return math.Abs(v-w) < 1e-9 }

// missOnce takes the match from numbers that the source has more often than the target:
// of "$40 or less, and over $40" one was lost.
func missOnce(source, target []figure) {
	for i, f := range source {
		if f.Kind != lang.NumberDigits || len(f.Values) == 0 || !f.matched {
			continue
		}
		before, there := 0, 0
		for _, g := range source[:i] {
			if g.Kind == lang.NumberDigits && len(g.Values) > 0 && g.Values[0] == f.Values[0] {
				before++
			}
		}
		for _, g := range target {
			if g.says(f.Values[0]) {
				there++
			}
		}
		source[i].matched = there == 0 || before < there
	}
}

// required reports whether f must have its equal on the other side.
func (f figure) required() bool {
	switch f.Kind {
	case lang.NumberDigits, lang.NumberPhone:
		return true
	case lang.NumberWord:
		return len(f.Values) == 1 && f.Values[0] >= least && f.Scale == 1
	case lang.NumberHint:
	}
	return false
}

// reportFigures reports what has no equal: a number of each side in the same
// order is a change, what remains is missing or added.
func (s *segment) reportFigures(source, target []figure) {
	var missing, added []figure
	for _, f := range source {
		if !f.matched && f.required() {
			missing = append(missing, f)
		}
	}
	for _, f := range target {
		if !f.matched && f.required() {
			added = append(added, f)
		}
	}
	if len(added) == 0 {
		missing = withoutFigurative(missing, s.Source, s.Target, source)
	}
	if len(missing) == 0 {
		added = withoutFigurative(added, s.Target, s.Source, target)
	}
	if len(missing) == 0 && len(added) == 0 {
		s.smallWords(source, target)
	}
	n := min(len(missing), len(added))
	for i := range n {
		a, b := missing[i], added[i]
		if tenfold(a, b) {
			s.report("unit-changed", a.withUnit(), b.withUnit(), in(s.Source, a.withUnit()), in(s.Target, b.withUnit()))
			continue
		}
		f := s.report("number-changed", a.Range, b.Range, in(s.Source, a.Range), in(s.Target, b.Range))
		if plain(in(s.Source, a.Range)) && plain(in(s.Target, b.Range)) {
			f.Fix = in(s.Source, a.Range)
		}
	}
	for _, f := range missing[n:] {
		s.report("number-missing", f.Range, domain.Range{}, in(s.Source, f.Range))
	}
	for _, f := range added[n:] {
		s.report("number-added", domain.Range{}, f.Range, in(s.Target, f.Range))
	}
}

// tenfold reports whether b is a in another unit, had b's unit been the one that is ten
// times as long or as short: the inches are right in centimetres, but millimetres are written.
func tenfold(a, b figure) bool {
	if a.unit.dimension != "length" || b.unit.name != "mm" && b.unit.name != "cm" {
		return false
	}
	meant := b
	meant.unit.name = "meant"
	meant.unit.factor = .01
	if b.unit.name == "cm" {
		meant.unit.factor = .001
	}
	return converts(a, meant, .12)
}

// smallWords warns of one small number in words that became another: "three"
// and "two", each without its equal on the other side.
func (s *segment) smallWords(source, target []figure) {
	for _, a := range source {
		if !a.smallWord() {
			continue
		}
		for _, b := range target {
			if b.smallWord() {
				s.report("number-word", a.Range, b.Range, in(s.Source, a.Range), in(s.Target, b.Range))
				return
			}
		}
	}
}

func (f figure) smallWord() bool {
	return f.Kind == lang.NumberWord && !f.matched && f.Values[0] >= 2 && f.Values[0] < least && f.Scale == 1
}

// plain reports whether s is digits only, and ASCII, so that it can stand in
// a text of any language.
func plain(s string) bool { return strings.Trim(s, "0123456789") == "" }

// formats reports numbers that equal the source's only when they are read in
// another language's way.
func (s *segment) formats(source, target []figure) {
	for _, b := range target {
		if b.Kind != lang.NumberDigits || len(b.written) < 2 || len(b.Parts) != 2 {
			continue
		}
		own, other := b.written[0], b.written[1]
		if len(b.Values) == 1 && !slices.ContainsFunc(source, func(a figure) bool { return len(a.Parts) == 2 }) {
			continue // "40.000" for 40 is no matter of format
		}
		if !firstReads(source, own) && firstReads(source, other) {
			s.report("number-format", domain.Range{}, b.Range, in(s.Target, b.Range)).Fix = swapSeparator(in(s.Target, b.Range))
		}
	}
}

func firstReads(figures []figure, v float64) bool {
	for _, f := range figures {
		if len(f.Values) > 0 && f.Values[0] == v {
			return true
		}
	}
	return false
}

func swapSeparator(s string) string {
	return strings.NewReplacer(",", ".", ".", ",").Replace(s)
}
