package memory

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

// figures returns the numbers in digits of a text: "5", "1,500.5", "12:30".
func figures(text string) []domain.Range {
	var out []domain.Range
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.Is(unicode.Nd, r) {
			i += size
			continue
		}
		end := i + size
		for j := end; j < len(text); {
			r, size := utf8.DecodeRuneInString(text[j:])
			next, _ := utf8.DecodeRuneInString(text[j+size:])
			if !unicode.Is(unicode.Nd, r) && (!separates(r) || !unicode.Is(unicode.Nd, next)) {
				break
			}
			j += size
			end = j
		}
		out = append(out, domain.Range{Start: i, End: end})
		i = end
	}
	return out
}

// separates reports whether a character stands inside of numbers.
func separates(r rune) bool {
	return strings.ContainsRune(".,:'’٫٬\u00a0\u202f", r)
}

// skeleton returns a text with a sign in place of each number.
func skeleton(text string) string {
	var out strings.Builder
	at := 0
	for _, r := range figures(text) {
		out.WriteString(text[at:r.Start])
		out.WriteByte('#')
		at = r.End
	}
	return out.String() + text[at:]
}

// Adapt returns a pair's target with the numbers of a segment that differs from
// the pair's source in numbers only, as "$7 million" does from "$5 million". It
// reports false where that can't be done for certain: where a number's place in
// the target isn't clear, or the target's language inflects words by it
// (CLDR's plural categories).
func Adapt(pair domain.MemoryPair, segment string) (string, bool) {
	source := Normal(pair.Source)
	segment = Normal(segment)
	if skeleton(source) != skeleton(segment) {
		return "", false
	}
	before, after := figures(source), figures(segment)
	places := figures(pair.Target)
	if len(before) != len(after) {
		return "", false
	}
	type change struct {
		place domain.Range
		text  string
	}
	var changes []change
	for i := range before {
		was, is := source[before[i].Start:before[i].End], segment[after[i].Start:after[i].End]
		if was == is {
			continue
		}
		place, ok := only(places, pair.Target, was)
		if _, twice := only(before, source, was); !ok || !twice {
			return "", false
		}
		if !samePlural(was, is, pair.To) {
			return "", false
		}
		text, ok := written(was, is, pair.Target[place.Start:place.End])
		if !ok {
			return "", false
		}
		changes = append(changes, change{place, text})
	}
	out := pair.Target
	for len(changes) > 0 { // the last place first, so that the others stay
		last := 0
		for i, c := range changes {
			if c.place.Start > changes[last].place.Start {
				last = i
			}
		}
		c := changes[last]
		out = out[:c.place.Start] + c.text + out[c.place.End:]
		changes = append(changes[:last], changes[last+1:]...)
	}
	return out, true
}

// only returns the one place of a text whose number has the digits of figure.
func only(places []domain.Range, text, figure string) (place domain.Range, ok bool) {
	for _, p := range places {
		if digits(text[p.Start:p.End]) == digits(figure) {
			if ok {
				return place, false
			}
			place, ok = p, true
		}
	}
	return place, ok
}

// digits returns the digits of a number as European ones.
func digits(figure string) string {
	var out strings.Builder
	for _, r := range figure {
		if d, ok := lang.Digit(r); ok {
			out.WriteByte(byte('0' + d))
		}
	}
	return out.String()
}

// samePlural reports whether a language treats words beside two numbers alike.
// Of numbers that aren't whole it is not known.
func samePlural(was, is, to string) bool {
	a, errA := strconv.Atoi(digits(was))
	b, errB := strconv.Atoi(digits(is))
	if errA != nil || errB != nil || strings.IndexFunc(was+is, func(r rune) bool { return separates(r) && r != ',' && r != '\u00a0' && r != '\u202f' }) >= 0 {
		return false
	}
	tag := language.Make(to)
	return plural.Cardinal.MatchPlural(tag, a, 0, 0, 0, 0) == plural.Cardinal.MatchPlural(tag, b, 0, 0, 0, 0)
}

// written returns the number is as target writes the number was: with its digits
// and separators. It reports false where they are not grouped alike.
func written(was, is, target string) (string, bool) {
	if digits(was) != digits(target) {
		return "", false
	}
	grouped := func(s string) string {
		for _, r := range s {
			if separates(r) {
				return string(r)
			}
		}
		return ""
	}
	separator := grouped(target)
	if (grouped(was) == "") != (grouped(is) == "") || (grouped(was) == "") != (separator == "") {
		return "", false
	}
	zero := '0'
	for _, r := range target {
		if d, ok := lang.Digit(r); ok {
			zero = r - rune(d)
			break
		}
	}
	var out strings.Builder
	for _, r := range is {
		if d, ok := lang.Digit(r); ok {
			out.WriteRune(zero + rune(d))
		} else {
			out.WriteString(separator)
		}
	}
	return out.String(), true
}
