package check

import (
	"slices"
	"unicode"

	"github.com/dragoman-news/dragoman/internal/lang/propername"
)

// spelling is one way in which a document writes a name down.
type spelling struct {
	forms map[string]bool // common to all its words
	words []placedWord
}

type placedWord struct {
	owner *segment
	word  word
	name  word
}

// consistentNames warns where a surname is written in another way than most
// times in the document, but for its endings.
func consistentNames(segments []*segment) {
	bySurname := map[string][]*spelling{}
	var order []string
	for _, s := range segments {
		if propername.ScriptOf(s.c.from) != unicode.Latin || propername.ModelFor(propername.ScriptOf(s.c.to)) == nil {
			return
		}
		for _, name := range s.surnames(s.known) {
			if i, ok := s.surely(name); ok {
				if bySurname[name.lower] == nil {
					order = append(order, name.lower)
				}
				bySurname[name.lower] = addSpelling(bySurname[name.lower], placedWord{s, s.target[i], name})
			}
		}
	}
	for _, name := range order {
		reportSpellings(bySurname[name])
	}
}

// surely is the index of the word that writes the name down, where there is
// no doubt about it.
func (s *segment) surely(name word) (int, bool) {
	i, _ := s.rendering(name)
	if i < 0 || propername.Script(s.target[i].text) == unicode.Latin {
		return 0, false
	}
	model := propername.ModelFor(propername.ScriptOf(s.c.to))
	return i, model.Spelling(propername.Latin(name.lower), s.target[i].text) >= propername.Sure
}

// addSpelling adds a word to the spelling that it shares a form with.
func addSpelling(list []*spelling, p placedWord) []*spelling {
	forms := map[string]bool{}
	for _, f := range propername.Forms(p.word.text) {
		forms[string(f)] = true
	}
	for _, sp := range list {
		common := map[string]bool{}
		for f := range forms {
			if sp.forms[f] {
				common[f] = true
			}
		}
		if len(common) > 0 {
			sp.forms = common
			sp.words = append(sp.words, p)
			return list
		}
	}
	return append(list, &spelling{forms, []placedWord{p}})
}

// reportSpellings reports all words but those of the commonest spelling, the
// earliest where there are several.
func reportSpellings(list []*spelling) {
	if len(list) < 2 {
		return
	}
	main := slices.MaxFunc(list, func(a, b *spelling) int { return len(a.words) - len(b.words) })
	for _, sp := range list {
		if sp == main {
			continue
		}
		for _, p := range sp.words {
			p.owner.report("name-inconsistent", p.name.at, p.word.at, p.name.text, p.word.text, main.words[0].word.text)
		}
	}
}
