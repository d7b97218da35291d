package learn

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
)

// form returns a stretch as a dictionary has it, as far as texts show that.
func (l *Learner) form(source string, x stretch) string {
	c := l.corpus
	forms := c.target.forms(x.stems, c.target.having(x.stems, c.targetOf), c.targetOf)
	text := c.target.dictionary(forms)
	if len(x.stems) > 1 || !l.soundsLike(source, text) {
		return text
	}
	if lemma := l.persons.model.Lemma(lang.Base(l.to), propername.Latin(source), slices.Sorted(maps.Keys(forms))); lemma != "" {
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
	case lang.Base(l.to) == "de" || !c.target.capital(x, c.targetOf):
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

// dictionary returns the form that a dictionary has, as far as forms show it.
func (s *side) dictionary(forms map[string]int) string {
	text := commonest(lang.Base(s.lang), forms)
	if lang.Base(s.lang) == "ru" {
		return s.nominative(text)
	}
	return text
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
