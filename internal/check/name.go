package check

import (
	"slices"
	"unicode"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
)

// mostNames is how many names of a segment are looked for.
const mostNames = 20

// names reports persons' surnames that no word of the translation writes
// down, and those left in Latin letters where the target has its own.
// It looks at names in Latin script only, in translations into languages of
// Latin, Cyrillic or Arabic script, and only at words that surnames is sure
// of: places, organisations and names with hyphens pass unseen.
func (s *segment) names() {
	if propername.ScriptOf(s.c.from) != unicode.Latin {
		return
	}
	looked := map[string]bool{}
	for _, name := range s.surnames(s.known) {
		if looked[name.lower] || len(looked) == mostNames || s.isTerm(name.at) {
			continue
		}
		looked[name.lower] = true
		switch i, known := s.rendering(name); {
		case !known:
			return
		case i < 0:
			s.report("name-missing", name.at, domain.Range{}, name.text)
		case propername.ScriptOf(s.c.to) != unicode.Latin && propername.Script(s.target[i].text) == unicode.Latin:
			s.report("name-foreign", name.at, s.target[i].at, name.text)
		}
	}
}

// surnames are the source's surnames of persons, as propername.Surnames finds them.
func (s *segment) surnames(known map[string]bool) []word {
	var out []word
	for _, w := range propername.Surnames(s.Source, propername.Split(s.Source), known) {
		out = append(out, word{w.At, w.Text, w.Lower})
	}
	return out
}

// knownSurnames are the surnames that texts show beyond doubt.
func knownSurnames(segments []*segment) map[string]bool {
	out := map[string]bool{}
	for _, s := range segments {
		if propername.ScriptOf(s.c.from) == unicode.Latin && !s.long() {
			for _, name := range s.surnames(nil) {
				out[name.lower] = true
			}
		}
	}
	return out
}

// rendering is the index of the target's word that writes a name down best,
// -1 where none does; known is false where names can't be compared.
func (s *segment) rendering(name word) (index int, known bool) {
	latin := propername.Latin(name.lower)
	to := propername.ScriptOf(s.c.to)
	if to == unicode.Latin {
		return slices.IndexFunc(s.target, func(w word) bool { return propername.Alike(latin, propername.Latin(propername.Bare(w.lower))) }), true
	}
	model := propername.ModelFor(to)
	if model == nil {
		return -1, false
	}
	best, index, foreign := model.Threshold, -1, -1
	for i, w := range s.target {
		switch propername.Script(w.text) {
		case to:
			if to == unicode.Cyrillic && w.text == w.lower {
				continue // names have a capital there
			}
			if score := model.Spelling(latin, w.text); score >= best {
				best, index = score, i
			}
		case unicode.Latin:
			if foreign < 0 && propername.Alike(latin, propername.Latin(w.lower)) {
				foreign = i
			}
		}
	}
	if index < 0 && to == unicode.Arabic {
		index = s.inTwoWords(latin, model)
	}
	if index < 0 {
		index = foreign
	}
	return index, true
}

// inTwoWords is the index of the first of two Arabic words that write a name down
// together, as "جين بينغ" does Jinping; -1 where none do.
func (s *segment) inTwoWords(latin []rune, model *propername.Model) int {
	for i := 1; i < len(s.target); i++ {
		a, b := s.target[i-1], s.target[i]
		if gap := s.Target[a.at.End:b.at.Start]; (gap == " " || gap == "-") && model.Spelling(latin, a.text+b.text) >= model.Threshold {
			return i - 1
		}
	}
	return -1
}
