package termbase

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
)

// Learned is the origin of terms that Learner proposes.
const Learned = "learned"

// Learner collects the persons whom documents name and what their translations call
// them, to propose terms that a person may accept. It sees surnames in Latin letters that
// are written in Cyrillic or Arabic ones.
type Learner struct {
	from, to string
	model    *propername.Model
	seen     map[string][]string // by name: the words that write it down, one per mention
}

// NewLearner returns a Learner for two BCP 47 languages.
func NewLearner(from, to string) *Learner {
	l := &Learner{from: from, to: to, seen: map[string][]string{}}
	if propername.ScriptOf(base(from)) == unicode.Latin {
		l.model = propername.ModelFor(propername.ScriptOf(base(to)))
	}
	return l
}

const (
	maxLearned  = 20_000 // names that are kept in mind
	maxMentions = 200    // of a name
)

// Add reads a document's sentences with their translations.
func (l *Learner) Add(sources, targets []string) {
	if l.model == nil {
		return
	}
	known := map[string]bool{}
	split := make([]propername.Words, len(sources))
	for i, s := range sources {
		split[i] = propername.Split(s)
		for _, name := range propername.Surnames(s, split[i], nil) {
			known[name.Lower] = true
		}
	}
	for i, s := range sources[:min(len(sources), len(targets))] {
		for _, name := range propername.Mentions(s, split[i], known) {
			if word := l.written(name, targets[i]); word != "" {
				l.note(name.Text, word)
			}
		}
	}
}

// written is the word that writes a name down beyond doubt, "" where none does.
func (l *Learner) written(name propername.Word, target string) string {
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

func (l *Learner) note(name, word string) {
	if l.seen[name] == nil && len(l.seen) >= maxLearned || len(l.seen[name]) >= maxMentions {
		return
	}
	l.seen[name] = append(l.seen[name], word)
}

// Terms returns the names that were met at least so many times and aren't known terms, those met
// most often first: candidates, with the form that most of their mentions have.
func (l *Learner) Terms(least int, known *Base) []domain.Term {
	var out []domain.Term
	g := known.Pair(l.from, l.to)
	for name, words := range l.seen {
		if len(words) < least || len(g.Find(name)) > 0 {
			continue
		}
		lemma := l.model.Lemma(base(l.to), propername.Latin(name), words)
		if lemma == "" {
			continue
		}
		form := domain.TermForm{Lang: l.to, Text: lemma}
		var others []string
		for _, w := range words {
			if !propername.FormOf(base(l.to), lemma, w) && !slices.Contains(others, w) {
				others = append(others, w)
			}
		}
		t := domain.Term{
			Kind: domain.TermPerson, Status: domain.TermCandidate, Origin: Learned, Seen: len(words),
			Forms: []domain.TermForm{{Lang: l.from, Text: name}, form},
		}
		if len(others) > 0 {
			t.Note = "also written " + strings.Join(others[:min(5, len(others))], ", ")
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b domain.Term) int {
		return cmp.Or(b.Seen-a.Seen, strings.Compare(a.Forms[0].Text, b.Forms[0].Text))
	})
	return out
}
