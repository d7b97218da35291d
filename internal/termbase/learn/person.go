package learn

import (
	"slices"
	"unicode"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// personLearner collects the surnames in Latin letters that documents have and the words
// that write them down in translations in Cyrillic or Arabic ones.
type personLearner struct {
	from, to string
	model    *propername.Model    // nil where the languages are written otherwise
	seen     map[string][]written // by name
}

// written is a word that writes a name down, and where, if it is the first time.
type written struct{ word, source, target string }

func newPersonLearner(from, to string) *personLearner {
	l := &personLearner{from: from, to: to, seen: map[string][]written{}}
	if propername.ScriptOf(lang.Base(from)) == unicode.Latin {
		l.model = propername.ModelFor(propername.ScriptOf(lang.Base(to)))
	}
	return l
}

const (
	maxLearned  = 20_000 // names that are kept in mind
	maxMentions = 200    // of a name
)

// surnames returns those that a document's sentences show, in lower case; none in languages that
// aren't written in Latin letters.
func surnames(language string, sentences []string) map[string]bool {
	if propername.ScriptOf(lang.Base(language)) != unicode.Latin {
		return nil
	}
	known := map[string]bool{}
	for _, s := range sentences {
		for _, name := range propername.Surnames(s, propername.Split(s), nil) {
			known[name.Lower] = true
		}
	}
	return known
}

func (l *personLearner) add(sources, targets []string, known map[string]bool) {
	if l.model == nil {
		return
	}
	for i, s := range sources {
		for _, name := range propername.Mentions(s, propername.Split(s), known) {
			if word := l.spelt(name, targets[i]); word != "" {
				l.note(name.Text, written{word, s, targets[i]})
			}
		}
	}
}

// spelt is the word that writes a name down beyond doubt, "" where none does.
func (l *personLearner) spelt(name propername.Word, target string) string {
	best, found := propername.Sure, ""
	latin := propername.Latin(name.Text)
	for _, w := range propername.Split(target) {
		if propername.Script(w.Text) == unicode.Cyrillic && w.Text == w.Lower {
			continue
		}
		if score := l.model.Spelling(latin, w.Text); score >= best {
			best, found = score, w.Text
		}
	}
	return found
}

func (l *personLearner) note(name string, w written) {
	if l.seen[name] == nil && len(l.seen) >= maxLearned || len(l.seen[name]) >= maxMentions {
		return
	}
	if slices.ContainsFunc(l.seen[name], func(x written) bool { return x.word == w.word }) {
		w.source, w.target = "", "" // one example is enough, and sentences fill memory
	}
	l.seen[name] = append(l.seen[name], w)
}

// terms returns the names that were met at least so many times and that the glossary
// doesn't have, with the form that most of their mentions have.
func (l *personLearner) terms(least int, g *termbase.Glossary) []domain.Term {
	var out []domain.Term
	for name, all := range l.seen {
		if len(all) < least || len(g.Find(name)) > 0 {
			continue
		}
		words := make([]string, len(all))
		for i, w := range all {
			words[i] = w.word
		}
		lemma := l.model.Lemma(lang.Base(l.to), propername.Latin(name), words)
		if lemma == "" {
			continue
		}
		var others []string
		for _, w := range words {
			if !propername.FormOf(lang.Base(l.to), lemma, w) && !slices.Contains(others, w) {
				others = append(others, w)
			}
		}
		example := 0
		if i := slices.Index(words, lemma); i >= 0 {
			example = i
		}
		out = append(out, candidate{
			kind: domain.TermPerson, from: l.from, to: l.to, source: name, target: lemma, others: others,
			seen: len(all), example: [2]string{all[example].source, all[example].target},
		}.term())
	}
	return out
}
