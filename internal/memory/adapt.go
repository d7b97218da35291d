package memory

import (
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// Adaptation is a pair's target made to fit another segment.
type Adaptation struct {
	Target string
	Names  bool  // names were exchanged, not numbers only
	Doubt  Doubt // why the target can't stand unseen; "" where it can
}

// Doubt is the reason why a target with other names in it must be looked at.
type Doubt string

// The doubts, the gravest first where several hold.
const (
	// DoubtLanguage: how the target's language treats names isn't known here.
	DoubtLanguage Doubt = "language"
	// DoubtRole: the source inflects the two names differently, so that one may
	// do what was done to the other.
	DoubtRole Doubt = "role"
	// DoubtForm: which form the other name has in the target isn't certain.
	DoubtForm Doubt = "form"
	// DoubtAgreement: words of the target may have the gender or number of the name, or
	// call it a city or a country, and those of the other aren't known to be the same.
	DoubtAgreement Doubt = "agreement"
	// DoubtNeighbour: the article, preposition or conjunction before the name may be
	// another before the other one.
	DoubtNeighbour Doubt = "neighbour"
)

var gravity = []Doubt{DoubtLanguage, DoubtRole, DoubtForm, DoubtAgreement, DoubtNeighbour}

// maxSlots is up to how many numbers and names of a text others are put for: time grows
// with its square.
const maxSlots = 40

// Adapt returns a pair's target for a segment that differs from the pair's source
// only in numbers, as "$7 million" does from "$5 million", and in names of the same kind
// (person, place, organisation) that both are in names, a glossary of the pair's
// direction, which may be nil. It reports false where a number or name that changes isn't
// once in the source and once in the target, where a word of a name's stem that the
// source doesn't have counts, too; where the target's language inflects words by the
// number otherwise (CLDR's plural categories), or another word or ending stands beside it ("an 80",
// "5th"); where the target has numbers that the source doesn't have; and where it isn't known what form a name has.
//
// A target with other names is free of doubt under the rules of the target's
// language; they are those of Russian, Ukrainian, Arabic, English, German,
// French, Italian, Spanish, Portuguese and Catalan. Of all of them holds:
//
//   - The words around may agree with the name, so both names are known to have the
//     same gender and number: a person's by a hint of the termbase or by
//     propername.GenderOf; a place's by its ending (Russian, Ukrainian), by a list (Arabic),
//     or because names of places without an article are all alike (English, German).
//     Both are cities, or none is, as far as that is known.
//     In Russian and the Romance languages places and organisations needn't where a
//     preposition governs the name alone, and nothing behind it can refer to it.
//   - The word before the name would be the same before the other one: the Russian
//     в and во, на Кубе, the Ukrainian в and у, English and German articles of
//     some countries, elisions before vowels.
//   - The form is the only one that the case, particle or genitive of the
//     name in the pair's target allows.
func Adapt(pair domain.MemoryPair, segment string, names *termbase.Glossary) (Adaptation, bool) {
	source, segment := Normal(pair.Source), Normal(segment)
	before, after := slotsOf(source, lang.Base(pair.From), names), slotsOf(segment, lang.Base(pair.From), names)
	if len(before) > maxSlots {
		return Adaptation{}, false
	}
	if !sameBut(source, segment, before, after) {
		if names == nil {
			return Adaptation{}, false
		}
		return Adapt(pair, segment, nil) // a name may be known in one of the two texts only
	}
	a := Adaptation{Target: pair.Target}
	edits := numberEdits(pair, source, segment, before, after)
	if edits == nil {
		return Adaptation{}, false
	}
	for i, s := range before {
		o := after[i]
		if s.name == nil || source[s.Start:s.End] == segment[o.Start:o.End] {
			continue
		}
		at, ok := placeOf(pair.Target, i, before, after)
		if !ok || derived(pair.Target, at) && !derived(source, s.Range) {
			return Adaptation{}, false
		}
		r := renaming{
			from: s.name, to: o.name, was: source[s.Start:s.End], is: segment[o.Start:o.End],
			target: pair.Target, at: at, source: lang.Base(pair.From), language: lang.Base(pair.To),
		}
		form, doubt, ok := r.form()
		if !ok {
			return Adaptation{}, false
		}
		a.Names = true
		a.Doubt = graver(a.Doubt, doubt)
		edits = append(edits, edit{at, form})
	}
	for i, e := range edits {
		if slices.ContainsFunc(edits[:i], func(o edit) bool { return overlap(o.Range, e.Range) }) {
			return Adaptation{}, false
		}
	}
	a.Target = apply(pair.Target, edits)
	return a, true
}

// numberEdits returns what changes for the numbers of a segment, and nil where that
// isn't certain.
func numberEdits(pair domain.MemoryPair, source, segment string, before, after []slot) []edit {
	edits := []edit{}
	all := figures(source)
	places := figures(pair.Target)
	for i, s := range before {
		was, is := source[s.Start:s.End], segment[after[i].Start:after[i].End]
		if s.name != nil || was == is {
			continue
		}
		place, ok := only(places, pair.Target, was)
		if _, alone := only(all, source, was); !ok || !alone || len(places) > len(all) ||
			!samePlural(was, is, pair.To) || !sameBeside(pair.To, pair.Target, place, was, is) {
			return nil
		}
		text, ok := written(was, is, pair.Target[place.Start:place.End])
		if !ok {
			return nil
		}
		edits = append(edits, edit{place, text})
	}
	return edits
}

// placeOf returns where the target has the name of the source's slot i. It is false
// where that, or the name that the segment has in its place, isn't the only one.
func placeOf(target string, i int, before, after []slot) (at domain.Range, ok bool) {
	from, to := before[i].name, after[i].name
	found := from.In(target)
	if len(found) != 1 || !once(before, from) || !once(after, to) {
		return at, false
	}
	at = found[0]
	for k, s := range before {
		if k == i || s.name == nil {
			continue
		}
		for _, r := range s.name.In(target) {
			if overlap(r, at) {
				return at, false // Guinea in Papua New Guinea
			}
		}
	}
	if len(to.In(target)) > 0 && !slices.ContainsFunc(before, func(s slot) bool { return s.name != nil && s.name.Target == to.Target }) {
		return at, false
	}
	return at, true
}

// derived reports whether a text has a word beside a name that begins as that does, as
// "Pakistani" beside "Pakistan": where the source has none, the translator has said the
// name in another way once more.
func derived(text string, name domain.Range) bool {
	words := propername.Split(text)
	for _, part := range words {
		runes := []rune(part.Lower)
		if part.At.Start < name.Start || part.At.End > name.End || len(runes) < 5 {
			continue
		}
		stem := string(runes[:max(4, len(runes)-2)])
		for _, w := range words {
			if (w.At.End <= name.Start || w.At.Start >= name.End) && strings.HasPrefix(w.Lower, stem) {
				return true
			}
		}
	}
	return false
}

func graver(a, b Doubt) Doubt {
	for _, d := range gravity {
		if a == d || b == d {
			return d
		}
	}
	return ""
}
