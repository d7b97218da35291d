package check

import (
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
)

// NamePlace is where a surname of the source was found in the target.
type NamePlace struct {
	Name   string
	Found  bool
	Target domain.Range   // the best place
	All    []domain.Range // all places
}

// NamePlaces returns what the check of names sees in a pair.
func (c *Checker) NamePlaces(p Pair) []NamePlace {
	s := newSegment(c, p)
	var out []NamePlace
	for _, name := range s.surnames(nil) {
		place := NamePlace{Name: name.text}
		if i, _ := s.rendering(name); i >= 0 {
			place.Found, place.Target = true, s.target[i].at
			for j, w := range s.target {
				one := &segment{c: c, target: s.target[j : j+1]}
				if k, _ := one.rendering(name); k == 0 {
					place.All = append(place.All, w.at)
				}
			}
		}
		out = append(out, place)
	}
	return out
}

// NameScore scores a name in Latin letters against a word in the script of a language.
func NameScore(language, latin, other string) float64 {
	return propername.ModelFor(propername.ScriptOf(language)).Spelling(propername.Latin(latin), other)
}
