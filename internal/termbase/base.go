// Package termbase knows what an edition calls persons, places, organisations and
// expressions: it finds terms in texts and tells whether a translation has them.
// The names of territories and cities come with it, from the Unicode CLDR. It holds no
// state: terms come from files (CSV, TBX) or the caller's store.
package termbase

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
)

// Base is a set of terms. It is safe for concurrent use, and its zero value knows
// the names of places alone.
type Base struct {
	terms []domain.Term

	mu    sync.Mutex
	pairs map[[2]string]*Glossary
}

// New returns the base of those terms that are approved. Where two name the same in a
// language, the one of an edition counts before a shared one, and the earlier before the later.
func New(terms []domain.Term) *Base {
	b := &Base{}
	for _, t := range terms {
		if t.Status == domain.TermApproved {
			b.terms = append(b.terms, t)
		}
	}
	slices.SortStableFunc(b.terms, func(x, y domain.Term) int {
		switch {
		case x.Edition != "" && y.Edition == "":
			return -1
		case x.Edition == "" && y.Edition != "":
			return 1
		}
		return 0
	})
	return b
}

// Places is the base that knows the names of places alone.
var Places = sync.OnceValue(func() *Base { return &Base{} })

// Entry is a term between two languages.
type Entry struct {
	Kind       domain.TermKind
	Source     string
	Target     string   // the form to use; Source where Keep is set
	Accepted   []string // all forms that are right, Target among them
	Forbidden  []string
	Inflection domain.Inflection
	Gender     propername.Gender // of a person, as the term's forms say or show
	Keep       bool              // stays as it is
	Exact      bool              // matches only with the same capitals
	Builtin    bool              // from CLDR, not from a person
	City       bool              // of CLDR's: a city, and no territory of that name
	Full       *Entry            // of a surname alone: that of the full name that the document has
	lang       string
}

// Pair returns the glossary from one BCP 47 language into another. It is made once.
func (b *Base) Pair(from, to string) *Glossary {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := [2]string{from, to}
	if g, ok := b.pairs[key]; ok {
		return g
	}
	g := &Glossary{from: lang.Base(from), to: lang.Base(to), index: map[string][]*indexed{}, known: map[string]bool{}}
	for _, t := range b.terms {
		g.addTerm(t, from, to)
	}
	for _, e := range placeEntries(from, to) {
		g.add(e)
	}
	if b.pairs == nil {
		b.pairs = map[[2]string]*Glossary{}
	}
	b.pairs[key] = g
	return g
}

// Glossary is the terms between two languages. It is safe for concurrent use.
type Glossary struct {
	from, to string
	index    map[string][]*indexed // by a key of the first word, those with most words first
	known    map[string]bool       // forms that are indexed
	entries  []*Entry
}

// indexed is an entry under one of the forms of its source.
type indexed struct {
	entry *Entry
	form  string
	words propername.Words
}

// Entries returns all entries that people made, in order; not those of CLDR.
func (g *Glossary) Entries() []*Entry {
	var out []*Entry
	for _, e := range g.entries {
		if !e.Builtin {
			out = append(out, e)
		}
	}
	return out
}

func (g *Glossary) addTerm(t domain.Term, from, to string) {
	source, ok := t.Form(from)
	if !ok {
		return
	}
	target, ok := t.Form(to)
	if t.Keep {
		target = domain.TermForm{Lang: to, Text: source.Text, Forbidden: target.Forbidden, Inflection: domain.InflectFixed}
	} else if !ok {
		return
	}
	e := &Entry{
		Kind: t.Kind, Source: source.Text, Target: target.Text, Accepted: append([]string{target.Text}, target.Variants...), Forbidden: target.Forbidden,
		Inflection: target.Inflection, Keep: t.Keep, Exact: t.Exact, lang: lang.Base(to),
		Gender: genderOf(t),
	}
	if t.Keep {
		e.Accepted = append([]string{source.Text}, source.Variants...)
	}
	g.add(e, source.Variants...)
}

// genderOf returns a person's gender: what the term says of any of its forms, else what one
// of them shows.
func genderOf(t domain.Term) propername.Gender {
	if t.Kind != domain.TermPerson {
		return propername.UnknownGender
	}
	shown := propername.UnknownGender
	for _, f := range t.Forms {
		switch f.Inflection {
		case domain.InflectFeminine:
			return propername.Feminine
		case domain.InflectMasculine:
			return propername.Masculine
		case domain.InflectByEnding, domain.InflectFixed:
			if shown == propername.UnknownGender {
				shown = propername.GenderOf(f.Text)
			}
		}
	}
	return shown
}

// add indexes an entry, unless its source is another's already.
func (g *Glossary) add(e *Entry, variants ...string) {
	g.entries = append(g.entries, e)
	for _, form := range append([]string{e.Source}, variants...) {
		words := propername.Split(form)
		if len(words) == 0 || g.known[form] {
			continue
		}
		g.known[form] = true
		key := g.keys(words[0].Lower)[0]
		list := g.index[key]
		at, _ := slices.BinarySearchFunc(list, len(words), func(x *indexed, n int) int { // behind those of as many words
			if len(x.words) >= n {
				return -1
			}
			return 1
		})
		g.index[key] = slices.Insert(list, at, &indexed{e, form, words})
	}
}

// keys are what a word, in lower case, may be indexed under: itself in languages whose words
// don't change, else the letters that all its forms have in common.
func (g *Glossary) keys(lower string) []string {
	switch g.from {
	case "ru", "uk":
		return []string{firstLetters(fold(lower))}
	case "ar":
		keys := []string{firstLetters(string(propername.Native(lower)))}
		for _, form := range propername.Forms(lower) {
			if key := firstLetters(string(form)); key != "" && !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
		return keys
	}
	return []string{propername.Bare(fold(lower))}
}

func firstLetters(word string) string {
	runes := []rune(word)
	return string(runes[:min(3, len(runes))])
}

// fold makes letters alike that texts exchange freely.
func fold(lower string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'ё':
			return 'е'
		case '’', 'ʼ':
			return '\''
		}
		return r
	}, lower)
}

func upperFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}
