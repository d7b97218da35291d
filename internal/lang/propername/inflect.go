package propername

import (
	"iter"
	"strings"
)

// Case is a grammatical case as far as names need them.
type Case uint8

// The cases of Russian.
const (
	Nominative Case = iota
	Genitive
	Dative
	Accusative
	Instrumental
	Prepositional
	cases = 6
)

// CaseSet is a set of cases, a bit each.
type CaseSet uint8

// AllCases has every case.
const AllCases CaseSet = 1<<cases - 1

// In returns the set of cases.
func In(list ...Case) CaseSet {
	var s CaseSet
	for _, c := range list {
		s |= 1 << c
	}
	return s
}

// Has reports whether a case is in the set.
func (s CaseSet) Has(c Case) bool { return s&(1<<c) != 0 }

// First returns the first case of the set, in the order of the constants, and whether there is one.
func (s CaseSet) First() (Case, bool) {
	for c := range Case(cases) {
		if s.Has(c) {
			return c, true
		}
	}
	return 0, false
}

// All yields the cases of the set, in the order of the constants.
func (s CaseSet) All() iter.Seq[Case] {
	return func(yield func(Case) bool) {
		for c := range Case(cases) {
			if s.Has(c) && !yield(c) {
				return
			}
		}
	}
}

// Manner says how a word is inflected where its ending doesn't.
type Manner struct {
	Fixed, Feminine, Masculine bool
	Animate                    bool // a person: the accusative of men is the genitive
}

// Inflects reports whether words change in a language in ways that this package knows:
// Russian by case, Arabic by the particles before them.
func Inflects(language string) bool {
	switch language {
	case "ru", "uk", "ar":
		return true
	}
	return false
}

// FormOf reports whether a word may be an inflected form of another in a language
// (a base tag such as "ru"): its stem with a legal ending, particles before it. In
// languages that Inflects doesn't know, it is the word itself, a genitive's s, or nothing.
func FormOf(language, lemma, word string) bool {
	switch language {
	case "ru", "uk":
		return cyrillicFormOf(language, lemma, word)
	case "ar":
		_, ok := particlesBefore(lemma, word)
		return ok
	}
	lemma, word = strings.ToLower(lemma), Bare(strings.ToLower(word))
	return word == lemma || language == "de" && word == lemma+"s"
}
