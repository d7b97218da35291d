package translate

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// written is a mention of a surname and what a unit's translation makes of it.
type written struct {
	unit *unit
	located
	word  string
	given bool            // not to be changed
	forms map[string]bool // what the word may be a form of; nil where it is in Latin letters
	place bool            // the name of a place
}

// spelling is a way to write a surname down, with the mentions that have it.
type spelling struct {
	forms map[string]bool // common to all
	words []written
}

// weight counts the mentions; those that can't change decide.
func (s *spelling) weight() int {
	n := 0
	for _, m := range s.words {
		n++
		if m.given {
			n += 1000
		}
	}
	return n
}

// unifyNames makes a document write every surname, and every place that it names more
// than once, in one way: in that of most of its mentions. Names of the glossary are right already. It looks at names in Latin letters
// that are written in another script, and at words that sound like them alone. It changes
// the fresh units; what the others, recalled from before, say counts as the right way.
func (w *worker) unifyNames(units, fresh []*unit) {
	model := propername.ModelFor(propername.ScriptOf(w.preparer.to))
	if model == nil || propername.ScriptOf(w.preparer.from) != unicode.Latin {
		return
	}
	changeable := map[*unit]bool{}
	for _, u := range fresh {
		changeable[u] = true
	}
	mentions := map[string][]written{}
	var order []string
	known := surnamesOf(units)
	places := placesOf(units, known)
	maps.Copy(known, places)
	for _, u := range units {
		if !u.done {
			continue
		}
		for _, name := range propername.Mentions(u.text, propername.Split(u.text), known) {
			at := name.At
			if overlaps(u.masked, at) || slices.ContainsFunc(u.terms, func(m termbase.Match) bool { return overlap(m.Range, at) > 0 }) {
				continue
			}
			key := name.Text
			if places[name.Lower] {
				key = name.Lower // a line before the sentence has it in capitals
			}
			m, ok := w.writtenAs(u, at, mentions[key])
			if !ok {
				continue
			}
			m.given, m.place = !changeable[u], places[name.Lower]
			if mentions[key] == nil {
				order = append(order, key)
			}
			mentions[key] = append(mentions[key], m)
		}
	}
	for _, name := range order {
		w.unify(name, mentions[name], model)
	}
}

// placesOf are the names of places of one word that the units show beyond doubt, in lower
// case, but for those that are surnames as well.
func placesOf(units []*unit, surnames map[string]bool) map[string]bool {
	out := map[string]bool{}
	for _, u := range units {
		for _, name := range propername.Places(u.text, propername.Split(u.text)) {
			if !surnames[name.Lower] {
				out[name.Lower] = true
			}
		}
	}
	return out
}

// surnamesOf are the surnames that the units show beyond doubt, in lower case.
func surnamesOf(units []*unit) map[string]bool {
	known := map[string]bool{}
	for _, u := range units {
		for _, name := range propername.Surnames(u.text, propername.Split(u.text), nil) {
			known[name.Lower] = true
		}
	}
	return known
}

// writtenAs finds the one word that writes down the name at a place of a unit, other
// than those of its mentions before.
func (w *worker) writtenAs(u *unit, at domain.Range, before []written) (written, bool) {
	var taken []domain.Range
	for _, m := range before {
		if m.unit == u {
			taken = append(taken, m.Range)
		}
	}
	for _, a := range u.best.anchors {
		taken = append(taken, a.target)
	}
	for _, m := range u.terms {
		taken = append(taken, m.Entry.In(u.best.text)...)
	}
	l, ok := w.locate(u, &u.best, at, nil, taken, true)
	if !ok || !l.alike || len(l.words) != 1 {
		return written{}, false
	}
	m := written{unit: u, located: l, word: l.words[0].Text}
	for _, f := range propername.Forms(m.word) {
		if m.forms == nil {
			m.forms = map[string]bool{}
		}
		m.forms[string(f)] = true
	}
	return m, true
}

// unify rewrites the mentions of a name that aren't in its commonest spelling.
func (w *worker) unify(name string, mentions []written, model *propername.Model) {
	var spellings []*spelling
	for _, m := range mentions {
		if m.forms != nil {
			spellings = addSpelling(spellings, m)
		}
	}
	if len(spellings) == 0 || len(spellings) == 1 && len(spellings[0].words) == len(mentions) {
		return
	}
	latin := propername.Latin(name)
	main := slices.MaxFunc(spellings, func(a, b *spelling) int {
		if a.weight() != b.weight() {
			return a.weight() - b.weight()
		}
		if model.Spelling(latin, a.words[0].word) < model.Spelling(latin, b.words[0].word) {
			return -1
		}
		return 1
	})
	var words []string
	for _, m := range main.words {
		words = append(words, m.word)
	}
	lemma := model.Lemma(w.preparer.to, latin, words)
	if lemma == "" || model.Exact(latin, lemma) < model.Threshold {
		return
	}
	kind := domain.TermPerson
	if mentions[0].place {
		kind = domain.TermPlace
	}
	e := &termbase.Entry{Kind: kind, Source: name, Target: lemma, Accepted: []string{lemma}}
	slices.SortStableFunc(mentions, func(a, b written) int { return b.Start - a.Start }) // from behind, so that places stay true
	for _, m := range mentions {
		stray := !slices.ContainsFunc(main.words, func(x written) bool { return x.unit == m.unit && x.Range == m.Range })
		if place, ok := m.now(); stray && ok && !m.given && (!m.place || !strings.Contains(strings.ToLower(m.word), "ск")) { // an adjective
			w.replace(e, &m.unit.best, w.locatedAt(m.unit.best.text, place, e))
		}
	}
}

// now is where the word stands after other names of its unit have been rewritten.
func (m written) now() (domain.Range, bool) {
	best, found := domain.Range{}, false
	for _, x := range propername.Split(m.unit.best.text) {
		if x.Text == m.word && (!found || abs(x.At.Start-m.Start) < abs(best.Start-m.Start)) {
			best, found = x.At, true
		}
	}
	return best, found
}

func abs(n int) int { return max(n, -n) }

// addSpelling adds a mention to the spelling that it shares a form with.
func addSpelling(list []*spelling, m written) []*spelling {
	for _, s := range list {
		common := map[string]bool{}
		for f := range m.forms {
			if s.forms[f] {
				common[f] = true
			}
		}
		if len(common) > 0 {
			s.forms, s.words = common, append(s.words, m)
			return list
		}
	}
	return append(list, &spelling{m.forms, []written{m}})
}
