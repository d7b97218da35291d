package termbase

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
)

// Match is a term at its place in a text.
type Match struct {
	domain.Range
	Entry *Entry
}

// Find returns the terms in a source text, the longest at each place, in order and
// without overlaps.
func (g *Glossary) Find(text string) []Match {
	words := propername.Split(text)
	var out []Match
	for i := 0; i < len(words); {
		found := g.at(text, words, i)
		if found == nil {
			i++
			continue
		}
		last := words[i+len(found.words)-1]
		out = append(out, Match{domain.Range{Start: words[i].At.Start, End: last.At.Start + len(propername.Bare(last.Text))}, found.entry})
		i += len(found.words)
	}
	return out
}

// FindAll returns the terms in each of a document's texts. A person whom one names in
// full is found by the surname alone in all.
func (g *Glossary) FindAll(texts []string) [][]Match {
	out := make([][]Match, len(texts))
	surnames := map[string]*Entry{}
	for i, text := range texts {
		out[i] = g.Find(text)
		for _, m := range out[i] {
			if s := m.Entry.surname(); s != nil && surnames[s.Source] == nil {
				surnames[s.Source] = s
			}
		}
	}
	if len(surnames) == 0 {
		return out
	}
	small := map[string]bool{} // words that are no names
	split := make([]propername.Words, len(texts))
	for i, text := range texts {
		split[i] = propername.Split(text)
		for _, w := range split[i] {
			small[w.Text] = true
		}
	}
	for i, words := range split {
		for _, w := range words {
			name := propername.Bare(w.Text)
			r := domain.Range{Start: w.At.Start, End: w.At.Start + len(name)}
			e := surnames[name]
			if e == nil || small[strings.ToLower(name)] || slices.ContainsFunc(out[i], func(m Match) bool { return m.Start < r.End && r.Start < m.End }) {
				continue
			}
			out[i] = append(out[i], Match{r, e})
		}
		slices.SortStableFunc(out[i], func(a, b Match) int { return a.Start - b.Start })
	}
	return out
}

// surname returns the entry for the surname alone of a person's full name, nil where
// either language has but one word.
func (e *Entry) surname() *Entry {
	if e.Kind != domain.TermPerson || e.Keep {
		return nil
	}
	source, target := lastName(e.Source), lastName(e.Target)
	if source == "" || target == "" {
		return nil
	}
	short := *e
	short.Full = e
	short.Source, short.Target, short.Accepted, short.Forbidden = source, target, nil, nil
	for _, form := range e.Accepted {
		if name := lastName(form); name != "" {
			form = name
		}
		short.Accepted = append(short.Accepted, form)
	}
	for _, form := range e.Forbidden {
		if name := lastName(form); name != "" {
			form = name
		}
		short.Forbidden = append(short.Forbidden, form)
	}
	return &short
}

// lastName is the last word of a full name, with what a hyphen joins to it, "" where
// there is nothing before it.
func lastName(full string) string {
	words := propername.Split(full)
	i := len(words) - 1
	for i > 0 && full[words[i-1].At.End:words[i].At.Start] == "-" {
		i--
	}
	if i <= 0 {
		return ""
	}
	return full[words[i].At.Start:words[len(words)-1].At.End]
}

// at returns the longest entry whose words begin at word i.
func (g *Glossary) at(text string, words propername.Words, i int) *indexed {
	for _, key := range g.keys(words[i].Lower) {
		for _, x := range g.index[key] {
			if i+len(x.words) <= len(words) && g.matches(text, words[i:i+len(x.words)], x) && !x.entry.partOfName(text, words, i, i+len(x.words)) {
				return x
			}
		}
	}
	return nil
}

func (g *Glossary) matches(text string, words propername.Words, x *indexed) bool {
	for k, w := range words {
		want := x.words[k]
		if k > 0 && !joins(text[words[k-1].At.End:w.At.Start], x.form[x.words[k-1].At.End:want.At.Start]) {
			return false
		}
		last := k == len(words)-1
		if !g.sameWord(w, want, x.entry, last) {
			return false
		}
	}
	return true
}

// joins reports whether what stands between two words of a text may stand for what
// stands between those of a term.
func joins(gap, want string) bool {
	if gap == want {
		return true
	}
	plain := func(s string) string {
		return strings.Map(func(r rune) rune {
			switch {
			case unicode.IsSpace(r):
				return ' '
			case unicode.In(r, unicode.Pd):
				return '-'
			case r == '’':
				return '\''
			}
			return r
		}, s)
	}
	return plain(gap) == plain(want)
}

// sameWord reports whether a word of a text is that of a term, in the case that its
// kind asks for, with whatever ending the source's language gives it.
func (g *Glossary) sameWord(w, want propername.Word, e *Entry, last bool) bool {
	text, lower := w.Text, w.Lower
	if last {
		text, lower = propername.Bare(text), propername.Bare(lower)
	}
	if want.Lower != want.Text { // the term has capitals
		acronym := want.Text == strings.ToUpper(want.Text) && utf8.RuneCountInString(want.Text) > 1
		switch {
		case (e.Exact || acronym) && e.Inflection == domain.InflectByEnding && text != want.Text && fold(text) != fold(want.Text):
			return false
		case e.Exact && text != want.Text:
			return false
		case upperFirst(want.Text) && !upperFirst(text):
			return false
		}
	} else if e.Exact && text != want.Text {
		return false
	}
	return fold(lower) == fold(want.Lower) || propername.Inflects(g.from) && propername.FormOf(g.from, want.Text, text)
}

// partOfName reports whether a place of CLDR is rather part of a person's or a bigger
// name: "Michael Jordan", "Paris Hilton", "New England" for England.
func (e *Entry) partOfName(text string, words propername.Words, start, end int) bool {
	if !e.Builtin {
		return false
	}
	neighbour := func(a, b int) bool {
		if a < 0 || b >= len(words) || text[words[a].At.End:words[b].At.Start] != " " {
			return false
		}
		other := words[a]
		if b >= end {
			other = words[b]
		}
		return len(propername.Bare(other.Text)) > 1 && upperFirst(other.Text) && other.Text != strings.ToUpper(other.Text) && !ordinary[other.Lower]
	}
	if strings.HasPrefix(text[words[end-1].At.End:], "-") || words[start].At.Start > 0 && text[words[start].At.Start-1] == '-' {
		return true
	}
	if words[end-1].Lower != propername.Bare(words[end-1].Lower) {
		return neighbour(start-1, start)
	}
	return neighbour(start-1, start) || neighbour(end-1, end)
}

// ordinary are words that begin a sentence, or stand beside a place with a capital, without
// being a part of its name.
var ordinary = wordSet(`the in on at from to of for with and but or as by near inside outside across around under over after before since until while when where if that this
	president minister prime king queen crown prince foreign defence defense chancellor ambassador government embassy both why how what who is are was will has have had
	than then also only even still like unlike between against via per meanwhile today yesterday monday tuesday wednesday thursday friday saturday sunday`)

// In returns the places of an entry's accepted forms in a translation, in order.
func (e *Entry) In(text string) []domain.Range { return e.formsIn(text, e.Accepted) }

// ForbiddenIn returns the places of the forms that a translation must not have, but
// for those within accepted ones.
func (e *Entry) ForbiddenIn(text string) []domain.Range {
	if len(e.Forbidden) == 0 {
		return nil
	}
	right := e.In(text)
	var out []domain.Range
	for _, r := range e.formsIn(text, e.Forbidden) {
		within := false
		for _, x := range right {
			within = within || r.Start >= x.Start && r.End <= x.End
		}
		if !within {
			out = append(out, r)
		}
	}
	return out
}

func (e *Entry) formsIn(text string, forms []string) []domain.Range {
	words := propername.Split(text)
	wanted := make([]propername.Words, len(forms))
	for k, form := range forms {
		wanted[k] = propername.Split(form)
	}
	var out []domain.Range
	for i := 0; i < len(words); {
		length := 0
		for k, want := range wanted {
			if len(want) > length && e.formAt(text, words[i:], forms[k], want) {
				length = len(want)
			}
		}
		if length == 0 {
			i++
			continue
		}
		out = append(out, domain.Range{Start: words[i].At.Start, End: words[i+length-1].At.End})
		i += length
	}
	return out
}

// Uncapitalised returns the places of words that begin with a small letter in an
// accepted form that has a capital there and is right but for that, as in "Нью-йорка".
func (e *Entry) Uncapitalised(text string) []domain.Range {
	words := propername.Split(text)
	var out []domain.Range
	for _, form := range e.Accepted {
		want := propername.Split(form)
		for i := range words {
			if !e.formButCapitals(text, words[i:], form, want) {
				continue
			}
			for k, w := range want {
				if word := words[i+k]; upperFirst(w.Text) && !upperFirst(word.Text) && !slices.Contains(out, word.At) {
					out = append(out, word.At)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b domain.Range) int { return a.Start - b.Start })
	return out
}

// formAt reports whether a form, inflected as it may be, stands at the head of words.
func (e *Entry) formAt(text string, words propername.Words, form string, want propername.Words) bool {
	if !e.formButCapitals(text, words, form, want) {
		return false
	}
	for k, w := range want {
		if upperFirst(w.Text) && !upperFirst(words[k].Text) {
			return false
		}
	}
	return true
}

// formButCapitals is formAt without regard to capitals.
func (e *Entry) formButCapitals(text string, words propername.Words, form string, want propername.Words) bool {
	if len(want) == 0 || len(want) > len(words) {
		return false
	}
	for k, w := range want {
		if k > 0 && !joins(text[words[k-1].At.End:words[k].At.Start], form[want[k-1].At.End:w.At.Start]) {
			return false
		}
		if fold(words[k].Lower) == fold(w.Lower) {
			continue
		}
		if e.Keep || e.Inflection == domain.InflectFixed || !propername.FormOf(e.lang, w.Text, words[k].Text) {
			return false
		}
	}
	return true
}
