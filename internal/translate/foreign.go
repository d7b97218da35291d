package translate

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

// leastIdentified is how many characters a segment must have for its language to be
// told: on news, one English sentence in 860 of that length was taken for another's.
const leastIdentified = 60

// keepForeign marks as done, untranslated, the units that are in another language than the
// document, of which its engine would make nonsense, and returns the others.
func keepForeign(units []*unit, o Options) []*unit {
	if o.Identify == nil {
		return units
	}
	var own []*unit
	for _, u := range units {
		found := ""
		if utf8.RuneCountInString(u.text) >= leastIdentified && len(u.masked) == 0 {
			found = o.Identify(u.text)
		}
		if found == "" || related(base(found), base(o.From)) {
			own = append(own, u)
			continue
		}
		name := lang.SelfName(found)
		whole := domain.Range{End: len(u.text)}
		u.done = true
		u.best = rendition{text: u.text, anchors: []anchor{{whole, whole}}, findings: []domain.Finding{{
			Rule: "foreign-language", Severity: domain.SeverityWarn, Source: whole, Args: []string{name},
			Message: fmt.Sprintf("this is in another language (%s) and stays as it is", name),
		}}}
	}
	return own
}

// families are languages so alike that a sentence of one may be taken for the other's.
var families = [][]string{{"hr", "bs", "sr"}, {"nb", "nn", "no", "da"}, {"id", "ms"}, {"gl", "pt"}, {"cs", "sk"}, {"fa", "prs"}}

func related(a, b string) bool {
	return a == b || slices.ContainsFunc(families, func(f []string) bool { return slices.Contains(f, a) && slices.Contains(f, b) })
}
