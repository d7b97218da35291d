package memory

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

// figure matches a number in digits: "5", "1,500.5", "12:30", "1 500 000".
var figure = regexp.MustCompile(`\p{Nd}+(?:[.,:'’٫٬\x{a0}\x{202f}]\p{Nd}+)*`)

// figures returns the numbers in digits of a text. Groups of three after plain
// spaces belong to the number before them.
func figures(text string) []domain.Range {
	var out []domain.Range
	for _, at := range figure.FindAllStringIndex(text, -1) {
		r := domain.Range{Start: at[0], End: at[1]}
		if n := len(out); n > 0 && text[out[n-1].End:r.Start] == " " && count(text, r) == 3 && groups(text[out[n-1].Start:out[n-1].End]) {
			out[n-1].End = r.End
			continue
		}
		out = append(out, r)
	}
	return out
}

func count(text string, r domain.Range) int { return utf8.RuneCountInString(text[r.Start:r.End]) }

// groups reports whether another group of digits may follow a number.
func groups(number string) bool {
	head, rest, more := strings.Cut(number, " ")
	return utf8.RuneCountInString(head) <= 3 && strings.IndexFunc(head, separates) < 0 && (!more || strings.IndexFunc(rest, func(r rune) bool { return separates(r) && r != ' ' }) < 0)
}

// separates reports whether a character stands inside of numbers.
func separates(r rune) bool {
	return strings.ContainsRune(".,:'’٫٬ \u00a0\u202f", r)
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
	if errA != nil || errB != nil || strings.IndexFunc(was+is, func(r rune) bool { return separates(r) && !strings.ContainsRune(", \u00a0\u202f", r) }) >= 0 {
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
	separator, one := separatorOf(target)
	wasParted, oneInWas := separatorOf(was)
	isParted, oneInIs := separatorOf(is)
	if !one || !oneInWas || !oneInIs || wasParted != isParted || (wasParted == "") != (separator == "") {
		return "", false // "5,5" and "1 500" say different things of their digits
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

// separatorOf returns what parts a number's digits, "" where nothing does. It is false where
// there are several such signs.
func separatorOf(figure string) (separator string, one bool) {
	for _, r := range figure {
		switch {
		case !separates(r) || string(r) == separator:
		case separator != "":
			return "", false
		default:
			separator = string(r)
		}
	}
	return separator, true
}
