package check

import (
	"regexp"
	"slices"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// figures of speech are numbers that other languages say without one: "around the
// clock" for 24/7, "the coronavirus" for COVID-19, "a teenager" for a 13-year-old.
var (
	figuresOfSpeech = regexp.MustCompile(`(?i)\b24/7\b|\bno\.[ \x{a0}]?1\b|\bcatch[ -]22\b` +
		`|\b100 ?(?:%|per ?cent) (?:certain|sure)\b|\b100[ \x{a0}\x{202f}]?%|\b180[ \x{a0}\x{202f}]?[°º]|\b180[ \x{a0}-](?:degree|grad|grau|degr|град)`)
	teenage = regexp.MustCompile(`(?i)\b1[3-9][ -]year[ -]old`)
	teens   = regexp.MustCompile(`(?i)teen|adolescent|подрост|підліт|jugendlich|مراهق`)
	covid   = regexp.MustCompile(`(?i)(?:covid|ковид|ковід|كوفيد)[-‑– ]?19`)
	covids  = regexp.MustCompile(`(?i)(?:covid|ковид|ковід|كوفيد)[-‑–]`)
)

// figurative are the places of a text's figures of speech of which the other text has no
// number.
func figurative(text, other string, figures []figure) []domain.Range {
	var out []domain.Range
	find := func(re *regexp.Regexp) {
		for _, m := range re.FindAllStringIndex(text, -1) {
			at := domain.Range{Start: m[0], End: m[1]}
			if !slices.ContainsFunc(figures, func(f figure) bool { return f.matched && overlaps([]domain.Range{at}, f.Range) }) {
				out = append(out, at)
			}
		}
	}
	find(figuresOfSpeech)
	if !covids.MatchString(other) {
		find(covid)
	}
	if teens.MatchString(other) && !teens.MatchString(text) {
		find(teenage)
	}
	return out
}

// withoutFigurative drops what stands in a figure of speech.
func withoutFigurative(list []figure, text, other string, figures []figure) []figure {
	if len(list) == 0 {
		return nil
	}
	places := figurative(text, other, figures)
	return slices.DeleteFunc(list, func(f figure) bool { return overlaps(places, f.Range) })
}
