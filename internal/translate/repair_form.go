package translate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// replacement returns the forms of an entry that may stand in the place of the words at l
// of text, in their case, with their particles, the likeliest first: several where the
// text doesn't show the case, none where no rule says how.
func (w *worker) replacement(e *termbase.Entry, text string, l located) []string {
	if e.Keep || e.Inflection == domain.InflectFixed {
		return []string{e.Target}
	}
	head := l.words[0]
	for i := 1; i < len(l.words) && (e.Kind == domain.TermPerson || text[l.words[i-1].At.End:l.words[i].At.Start] == "-"); i++ {
		head = l.words[i]
	}
	latin := propername.Latin(propername.Bare(lastWord(e.Source)))
	switch w.preparer.to {
	case "ar":
		return []string{propername.ArabicAttach(e.Target, l.words[0].Text, latin)}
	case "ru":
		if name, ok := wordByWord(e, l, before(text, l.Start)); ok {
			return []string{name}
		}
		lemma := ""
		if l.alike {
			lemma = lemmaLike(latin, head.Text)
		}
		c, possible := russianCases(lemma, head.Text, before(text, l.Start))
		if l.owner && c == propername.Nominative && lemma == "" {
			c = propername.Genitive
		}
		return declensions(e, c, possible, lemma == "")
	case "uk":
		if lemma := lemmaLike(latin, head.Text); l.alike && lemma != "" {
			return []string{transplanted(e.Target, lemma, head.Text)}
		}
	}
	return []string{e.Target}
}

// declensions returns the forms that an entry has in a case and in the possible other
// ones; bare says that a person's name may also be a woman's, who isn't declined.
func declensions(e *termbase.Entry, c propername.Case, possible propername.CaseSet, bare bool) []string {
	first, ok := declined(e, c)
	if !ok {
		return nil
	}
	forms := []string{first}
	for other := range possible.All() {
		if form, ok := declined(e, other); ok && !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	if bare && e.Kind == domain.TermPerson && e.Inflection == "" && !slices.Contains(forms, e.Target) {
		forms = append(forms, e.Target)
	}
	return forms
}

// wordByWord declines a person's full name where every word of it was found: all in the
// case of one that shows it, but for those that stand as they are beside such a one, as
// women's surnames do.
func wordByWord(e *termbase.Entry, l located, preposition string) (string, bool) {
	sources, targets := propername.Split(e.Source), propername.Split(e.Target)
	if e.Kind != domain.TermPerson || len(targets) < 2 || len(targets) != len(l.words) || len(targets) != len(sources) {
		return "", false
	}
	shown := propername.Nominative
	bare := make([]bool, len(targets))
	for i, word := range l.words {
		latin := propername.Latin(sources[i].Text)
		if propername.ModelFor(unicode.Cyrillic).Spelling(latin, word.Text) < propername.ModelFor(unicode.Cyrillic).Threshold {
			return "", false
		}
		c, _ := russianCases(lemmaLike(latin, word.Text), word.Text, preposition)
		bare[i] = c == propername.Nominative
		if shown == propername.Nominative {
			shown = c
		}
	}
	var b strings.Builder
	at := 0
	for i, word := range targets {
		b.WriteString(e.Target[at:word.At.Start])
		at = word.At.End
		part := *e
		part.Target = word.Text
		c := shown
		if bare[i] {
			c = propername.Nominative
		}
		form, ok := declined(&part, c)
		if !ok {
			return "", false
		}
		b.WriteString(form)
	}
	return b.String(), true
}

func lastWord(name string) string {
	words := propername.Split(name)
	if len(words) == 0 {
		return name
	}
	return words[len(words)-1].Text
}

// lemmaLike returns the nominative of a Cyrillic word that writes down a name best, "" if
// the word is in another script.
func lemmaLike(latin []rune, word string) string {
	model := propername.ModelFor(propername.Script(word))
	if model == nil || propername.Script(word) != unicode.Cyrillic {
		return ""
	}
	best, lemma := 0.0, ""
	for i, form := range propername.Forms(word) {
		score := model.Exact(latin, string(form))
		if i == 0 {
			score += .02 // a form needs no ending to be one
		}
		if lemma == "" || score > best {
			best, lemma = score, string(form)
		}
	}
	return lemma
}

// russianCases says which case a word is in most likely, and which it may be in: of a
// known lemma, else by its ending; the preposition before it decides between several.
func russianCases(lemma, word, preposition string) (propername.Case, propername.CaseSet) {
	governed := propername.Governed(preposition)
	set := propername.CasesByEnding(word)
	switch {
	case propername.Script(word) != unicode.Cyrillic && governed != 0: // no ending says anything
		return usualCase(governed), governed
	case propername.Script(word) != unicode.Cyrillic:
		return propername.Nominative, propername.AllCases
	case lemma == "" && governed == 0 && set.Has(propername.Genitive) && set.Has(propername.Nominative):
		return propername.Genitive, set
	case lemma == "" && governed != 0 && set&governed == 0:
		return usualCase(governed), governed
	case lemma != "" && strings.ReplaceAll(strings.ToLower(word), "ё", "е") == lemma:
		return propername.Nominative, propername.In(propername.Nominative) | governed
	case lemma != "":
		if known := propername.RussianCases(lemma, word); known != 0 {
			set = known
		}
	}
	if both := set & governed; both != 0 {
		set, governed = both, 0
	}
	if set == 0 {
		return propername.Nominative, propername.AllCases
	}
	c, _ := set.First()
	return c, set | governed
}

// usualCase is the case that names are in most often behind a preposition, and the
// nominative where there is none.
func usualCase(governed propername.CaseSet) propername.Case {
	for _, c := range []propername.Case{propername.Prepositional, propername.Instrumental, propername.Genitive, propername.Dative, propername.Accusative} {
		if governed.Has(c) {
			return c
		}
	}
	return propername.Nominative
}

// declined puts a term into a Russian case.
func declined(e *termbase.Entry, c propername.Case) (string, bool) {
	return propername.RussianName(e.Target, c, propername.Manner{
		Animate: e.Kind == domain.TermPerson, Feminine: e.Inflection == domain.InflectFeminine, Masculine: e.Inflection == domain.InflectMasculine,
	})
}

// transplanted gives a name the ending that a word has beyond its lemma, where the two
// end alike; else it stays as it is.
func transplanted(name, lemma, word string) string {
	vowels := "аеиоуыэюяьйії"
	stem := strings.TrimRight(lemma, vowels)
	lower := strings.ToLower(word)
	own := strings.TrimRight(name, vowels)
	tail, nameTail := lemma[len(stem):], name[len(own):]
	ending, ok := strings.CutPrefix(string(propername.Native(lower)), stem)
	if !ok || tail != nameTail {
		return name
	}
	runes := []rune(lower) // with the letters that Native takes for others
	return own + string(runes[len(runes)-utf8.RuneCountInString(ending):])
}
