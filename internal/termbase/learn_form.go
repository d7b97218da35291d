package termbase

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
)

// candidate is what a term is proposed with.
type candidate struct {
	kind           domain.TermKind
	from, to       string
	source, target string
	others         []string // what else it is translated as
	seen           int
	example        [2]string // a sentence that has it, and its translation
}

// Candidates show a sentence; longer ones are cut.
const maxExample = 300

// term is the candidate as a term. Its note has a line on other translations, if there are
// any, and the example.
func (c candidate) term() domain.Term {
	var lines []string
	if len(c.others) > 0 {
		lines = append(lines, alsoWritten+strings.Join(c.others[:min(5, len(c.others))], ", "))
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
func (l *Learner) expressions(least int, g *Glossary) []domain.Term {
	var all []proposal
	best := map[stretchKey]float64{} // by translation: the highest Dice
	twice := map[stretchKey]bool{}   // several expressions have it
	for _, e := range l.corpus.recurring(least) {
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

func (l *Learner) proposal(e *expression, g *Glossary) (proposal, bool) {
	c := l.corpus
	persons := e.name && 2*e.persons > len(e.pairs)
	if persons && (l.persons.model != nil || len(e.stems) == 1) {
		return proposal{}, false
	}
	source := commonest(base(l.from), c.source.forms(e.stems, e.pairs, c.sourceOf))
	if source == "" || g.covers(source) {
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
	return proposal{candidate{
		kind: c.kind(e, all[0]), from: l.from, to: l.to, source: source, target: texts[0], others: texts[1:],
		seen: len(e.pairs), example: c.example(all[0], source, texts[0]),
	}, keyOf(all[0].stems), all[0].dice}, true
}

// sameWords reports whether two translations differ in endings and particles alone, such as
// stemmers don't take off: "кубок" and "кубка".
func (l *Learner) sameWords(a, b string) bool {
	if inflectedFrom(base(l.to), a, b) > 0 || inflectedFrom(base(l.to), b, a) > 0 {
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
	}
	for _, w := range words {
		if w.Lower == target[0].Lower || l.soundsLike(w.Text, target[0].Text) {
			return false
		}
	}
	return len(x.pairs) >= manyTogether || 5*utf8.RuneCountInString(texts[0]) >= 3*utf8.RuneCountInString(source)
}

// form returns a stretch as a dictionary has it, as far as texts show that.
func (l *Learner) form(source string, x stretch) string {
	c := l.corpus
	forms := c.target.forms(x.stems, c.target.having(x.stems, c.targetOf), c.targetOf)
	text := commonest(base(l.to), forms)
	if len(x.stems) > 1 || !l.soundsLike(source, text) {
		return text
	}
	if lemma := l.persons.model.Lemma(base(l.to), propername.Latin(source), slices.Sorted(maps.Keys(forms))); lemma != "" {
		return lemma
	}
	return text
}

// soundsLike reports whether a word writes down a name in another script.
func (l *Learner) soundsLike(name, word string) bool {
	return l.persons.model != nil && l.persons.model.Spelling(propername.Latin(name), word) >= propername.Sure
}

// sureWord reports whether one word with a capital is surely a name by its translation: it is
// an acronym, is written down by its sound, or has a capital where only names have one.
func (l *Learner) sureWord(e *expression, source string, x stretch) bool {
	c := l.corpus
	switch {
	case c.source.of(c.pairs[e.pairs[0]].source.tokens[e.at[0]]).acronym:
		return len(x.stems) > 1 || len(x.pairs) > leastTogether || c.target.acronym(x, c.targetOf)
	case base(l.to) == "de" || !c.target.capital(x, c.targetOf):
		return false
	}
	return len(x.stems) == 1 && l.soundsLike(source, l.form(source, x)) || c.target.cased && len(x.pairs) > 4
}

// acronym reports whether a stretch begins with an acronym in its first pair.
func (s *side) acronym(x stretch, sentenceOf func(int32) sentence) bool {
	in := sentenceOf(x.pairs[0])
	at := s.find(in, x.stems)
	return at >= 0 && s.of(in.tokens[at]).acronym
}

// forms returns how a sequence of stems is written in some pairs, with how often. What only
// the beginning of a sentence gives a capital is written small where it is so elsewhere.
func (s *side) forms(stems, pairs []int32, sentenceOf func(int32) sentence) map[string]int {
	out := map[string]int{}
	opening := map[string]int{}
	for _, pair := range pairs {
		in := sentenceOf(pair)
		at := s.find(in, stems)
		if at < 0 {
			continue
		}
		text := in.written(domain.Range{Start: at, End: at + len(stems)})
		if in.tokens[at].opens || in.heading {
			opening[text]++
		} else {
			out[text]++
		}
	}
	for text, n := range opening {
		first, size := utf8.DecodeRuneInString(text)
		small := string(unicode.ToLower(first)) + text[size:]
		capitals, smalls := 0, 0
		for other, n := range out {
			if r, _ := utf8.DecodeRuneInString(other); unicode.IsUpper(r) {
				capitals += n
			} else {
				smalls += n
			}
		}
		if smalls > capitals {
			text = small
		}
		out[text] += n
	}
	return out
}

// commonest returns the form that most are inflected forms of, and of several such the one met
// most often; "" where there is none.
func commonest(language string, forms map[string]int) string {
	best, most := "", [2]int{}
	for _, text := range slices.Sorted(maps.Keys(forms)) {
		score := [2]int{0, forms[text]}
		for other, n := range forms {
			score[0] += n * inflectedFrom(language, text, other)
		}
		if cmp.Or(score[0]-most[0], score[1]-most[1]) > 0 {
			best, most = text, score
		}
	}
	return best
}

// inflectedFrom says how surely each word of a text is a form of the one in a lemma's same
// place: 0 not, 1 by its stem, 2 by a paradigm or as it is.
func inflectedFrom(language, lemma, text string) int {
	a, b := propername.Split(lemma), propername.Split(text)
	if len(a) != len(b) {
		return 0
	}
	sure := 2
	for i := range a {
		switch {
		case a[i].Lower == b[i].Lower, language == "ru" && propername.RussianCases(a[i].Text, b[i].Text) != 0:
		case propername.FormOf(language, a[i].Text, b[i].Text):
			sure = 1
		default:
			return 0
		}
	}
	return sure
}

// example returns the shortest sentence that has an expression as written in the term, with
// its translation, which has the stretch as written if one has.
func (c *corpus) example(x stretch, source, target string) [2]string {
	var best [2]string
	exact := func(p [2]string) int {
		n := 0
		if strings.Contains(p[0], source) {
			n++
		}
		if strings.Contains(p[1], target) {
			n++
		}
		return n
	}
	for _, pair := range x.pairs {
		p := [2]string{c.pairs[pair].source.text, c.pairs[pair].target.text}
		if best[0] == "" || cmp.Or(exact(best)-exact(p), len(p[0])-len(best[0])) < 0 {
			best = p
		}
	}
	return best
}
