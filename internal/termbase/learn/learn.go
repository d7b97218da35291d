// Package learn proposes terms: names and expressions that recur in sentences and in
// their translations together.
package learn

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// Learned is the origin of terms that Learner proposes.
const Learned = "learned"

// Learner reads sentences with their translations, to propose terms that a person may
// accept: persons by how their names sound, organisations, places and expressions by what
// recurs in originals and in their translations together.
type Learner struct {
	from, to string
	persons  *personLearner
	corpus   *corpus
}

// New returns a Learner for two BCP 47 languages.
func New(from, to string) *Learner {
	return &Learner{from: from, to: to, persons: newPersonLearner(from, to), corpus: newCorpus(from, to)}
}

// Add reads a document's sentences with their translations, as many of each.
func (l *Learner) Add(sources, targets []string) {
	n := min(len(sources), len(targets))
	sources, targets = sources[:n], targets[:n]
	known := [2]map[string]bool{surnames(l.from, sources), surnames(l.to, targets)}
	l.persons.add(sources, targets, known[0])
	for i := range sources {
		l.corpus.add(sources[i], targets[i], known)
	}
}

// Terms returns candidates for what was met in at least so many sentences and no known term
// has, as Sorted sorts them. The note of each has a line "also written …" where it is
// translated in several ways, then a sentence that has it and its translation.
func (l *Learner) Terms(least int, known *termbase.Base) []domain.Term {
	g := known.Pair(l.from, l.to)
	out := l.persons.terms(least, g)
	persons := map[string]bool{}
	for _, t := range out {
		persons[t.Forms[0].Text] = true
	}
	for _, t := range l.expressions(least, g) {
		if !persons[t.Forms[0].Text] {
			out = append(out, t)
		}
	}
	return Sorted(out)
}

// Sorted returns candidates in the order in which a person looks at them: those with
// several translations first, then those met most often.
func Sorted(candidates []domain.Term) []domain.Term {
	return slices.SortedStableFunc(slices.Values(candidates), func(a, b domain.Term) int {
		return cmp.Or(several(b)-several(a), b.Seen-a.Seen, strings.Compare(a.Forms[0].Text, b.Forms[0].Text))
	})
}

func several(t domain.Term) int {
	if strings.HasPrefix(t.Note, alsoWritten) {
		return 1
	}
	return 0
}

const alsoWritten = "also written "

// covers reports whether a glossary has a name as a whole.
func covers(g *termbase.Glossary, name string) bool {
	found := g.Find(name)
	return len(found) == 1 && found[0].Start == 0 && found[0].End >= len(strings.TrimRight(name, "."))
}
