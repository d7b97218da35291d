package learn

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// candidate is what a term is proposed with.
type candidate struct {
	kind           domain.TermKind
	from, to       string
	source, target string
	others         []string // what else it is translated as
	seen           int
	long           string    // what it is an acronym for
	example        [2]string // a sentence that has it, and its translation
}

// Candidates show a sentence; longer ones are cut.
const maxExample = 300

// term is the candidate as a term. Its note has a line on other translations, if there are
// any, one on what an acronym stands for, and the example.
func (c candidate) term() domain.Term {
	var lines []string
	if len(c.others) > 0 {
		lines = append(lines, alsoWritten+strings.Join(c.others[:min(5, len(c.others))], ", "))
	}
	if c.long != "" {
		lines = append(lines, "short for "+c.long)
	}
	for _, s := range c.example {
		lines = append(lines, excerpt(s))
	}
	return domain.Term{
		Kind: c.kind, Status: domain.TermCandidate, Origin: Learned, Seen: c.seen, Note: strings.Join(lines, "\n"),
		Forms: []domain.TermForm{{Lang: c.from, Text: c.source}, {Lang: c.to, Text: c.target}},
	}
}

// excerpt is the beginning of a sentence, on one line.
func excerpt(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= maxExample {
		return s
	}
	cut := strings.LastIndexByte(s[:maxExample], ' ')
	if cut < 0 {
		for cut = maxExample; !utf8.RuneStart(s[cut]); {
			cut--
		}
	}
	return s[:cut] + " …"
}

// proposal is an expression with what it is translated as.
type proposal struct {
	candidate
	stems stretchKey
	dice  float64
}

// expressions proposes what recurs, if its translation is sure and new.
func (l *Learner) expressions(least int, g *termbase.Glossary) []domain.Term {
	var all []proposal
	best := map[stretchKey]float64{} // by translation: the highest Dice
	twice := map[stretchKey]bool{}   // several expressions have it
	l.corpus.source.work, l.corpus.target.work = 0, 0
	for _, e := range l.corpus.recurring(least) {
		if l.corpus.source.work+l.corpus.target.work > maxWork {
			break // what is left was met less often
		}
		p, ok := l.proposal(&e, g)
		if !ok {
			continue
		}
		all = append(all, p)
		twice[p.stems] = p.dice == best[p.stems] || twice[p.stems] && p.dice < best[p.stems]
		best[p.stems] = max(best[p.stems], p.dice)
	}
	var out []domain.Term
	for _, p := range all {
		t := p.term()
		if p.dice == best[p.stems] && !twice[p.stems] && t.Validate() == nil {
			out = append(out, t)
		}
	}
	return out
}

func (l *Learner) proposal(e *expression, g *termbase.Glossary) (proposal, bool) {
	c := l.corpus
	persons := e.name && 2*e.persons > len(e.pairs)
	if persons && (l.persons.model != nil || len(e.stems) == 1) {
		return proposal{}, false
	}
	source := c.source.dictionary(c.source.forms(e.stems, e.pairs, c.sourceOf))
	if source == "" || e.name && len(e.stems) == 1 && !upperFirst(source) || covers(g, source) {
		return proposal{}, false
	}
	all := c.translations(e)
	if all == nil || e.name && len(e.stems) == 1 && !l.sureWord(e, source, all[0]) {
		return proposal{}, false
	}
	var texts []string
	for _, x := range all {
		text := l.form(source, x)
		if text != "" && !slices.ContainsFunc(texts, func(other string) bool { return l.sameWords(text, other) }) {
			texts = append(texts, text)
		}
	}
	if len(texts) == 0 || !l.whole(e, all[0], source, texts) {
		return proposal{}, false
	}
	long := ""
	if in, r := c.expansion(e); r.End > 0 {
		long = in.written(r)
	}
	return proposal{candidate{
		long: long, kind: c.kind(e, all[0]), from: l.from, to: l.to, source: source, target: texts[0], others: texts[1:],
		seen: len(e.pairs), example: c.example(all[0], source, texts[0]),
	}, keyOf(all[0].stems), all[0].dice}, true
}

// sameWords reports whether two translations differ in endings and particles alone, such as
// stemmers don't take off: "кубок" and "кубка".
func (l *Learner) sameWords(a, b string) bool {
	if inflectedFrom(lang.Base(l.to), a, b) > 0 || inflectedFrom(lang.Base(l.to), b, a) > 0 {
		return true
	}
	x, y := propername.Split(a), propername.Split(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if !sameBeginning([]rune(x[i].Lower), []rune(y[i].Lower)) {
			return false
		}
	}
	return true
}

// sameBeginning reports whether two words are the same but for three letters at the end, and
// have three in common.
func sameBeginning(a, b []rune) bool {
	n := max(3, max(len(a), len(b))-3)
	return len(a) >= n && len(b) >= n && slices.Equal(a[:n], b[:n]) || slices.Equal(a, b)
}

// whole reports whether a translation says all of an expression, and something else than it.
func (l *Learner) whole(e *expression, x stretch, source string, texts []string) bool {
	words := propername.Split(source)
	target := propername.Split(texts[0])
	switch {
	case strings.EqualFold(source, texts[0]):
		return len(texts) > 1
	case len(words) == 1 || len(target) == 0:
		return true
	case 2*e.persons > len(e.pairs) && strings.EqualFold(words[len(words)-1].Text, target[len(target)-1].Text):
		return false // a person whose name is the same in both languages
	case len(target) > 1:
		return true
	case lang.Base(l.to) == "ru" && propername.Adjectival(target[0].Lower) && !russianAction(target[0].Lower):
		return false
	}
	for _, w := range words {
		if w.Lower == target[0].Lower || l.soundsLike(w.Text, target[0].Text) {
			return false
		}
	}
	return len(x.pairs) >= manyTogether || 5*utf8.RuneCountInString(texts[0]) >= 3*utf8.RuneCountInString(source)
}

// russianAction reports whether a word in small letters is a noun such as "наводнение".
func russianAction(lower string) bool {
	return slices.ContainsFunc([]string{"ние", "тие", "вие"}, func(end string) bool { return strings.HasSuffix(lower, end) })
}
