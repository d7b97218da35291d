package check

import (
	"regexp"
	"slices"
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

// figurative reports whether f is part of a figure of speech in text of which the other
// text has no number.
func figurative(text, other string, f figure, figures []figure) bool {
	within := func(re *regexp.Regexp) bool {
		for _, m := range re.FindAllStringIndex(text, -1) {
			if m[0] <= f.Range.Start && f.Range.End <= m[1] {
				return !slices.ContainsFunc(figures, func(g figure) bool { return g.matched && m[0] <= g.Range.Start && g.Range.End <= m[1] })
			}
		}
		return false
	}
	return within(figuresOfSpeech) || within(covid) && !covids.MatchString(other) ||
		within(teenage) && !teens.MatchString(text) && teens.MatchString(other)
}
