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

// mendCapitals gives a name the capitals that it lacks where it is right otherwise. A
// name of one word may be another word in small letters, and the alignment must show
// that it is the name.
func (w *worker) mendCapitals(u *unit, group []termbase.Match, r *rendition) {
	e := group[0].Entry
	if e.Kind == domain.TermExpression || len(e.In(r.text)) >= len(group) {
		return
	}
	var edits []edit
	for _, at := range e.Uncapitalised(r.text) {
		aligned := slices.ContainsFunc(group, func(m termbase.Match) bool { return r.align.mass(m.Range, at) >= leastMass })
		if overlaps(w.taken(u, e, r), at) || !aligned && (!r.align.empty() || len(propername.Split(e.Target)) == 1) {
			continue
		}
		first, size := utf8.DecodeRuneInString(r.text[at.Start:])
		edits = append(edits, edit{at.Start, at.Start + size, string(unicode.ToUpper(first))})
	}
	if len(edits) > 0 {
		r.apply(rewrite(r.text, edits))
	}
}

// otherName returns the word by which the translation at l names another place than that
// of m, as Нью-Джерси for New York: a name of as many words that begins as the right one
// and goes on otherwise, unlike anything in the source, with words that the alignment
// says stand for the name. It is "" where that isn't so. A first word that differs
// proves nothing: Южная Корея is as right as Республика Корея.
func (w *worker) otherName(u *unit, m termbase.Match, r *rendition, l located) string {
	for _, form := range m.Entry.Accepted {
		parts := propername.Split(form)
		if len(parts) < 2 || len(parts) != len(l.words) {
			continue
		}
		other := ""
		for i, word := range l.words {
			first, _ := utf8.DecodeRuneInString(word.Text)
			switch {
			case propername.FormOf(w.preparer.to, parts[i].Text, word.Text):
			case i == 0, !unicode.IsUpper(first), propername.Resembles(parts[i].Text, word.Text), r.align.mass(m.Range, word.At) < leastMass,
				w.soundsLikeAny(u.text, word), !propername.Adjectival(parts[i].Lower) && strings.Contains(word.Lower, "ск"):
				return "" // another name of the place, perhaps, an adjective, or the right name misspelt
			default:
				other = word.Text
			}
		}
		if other != "" {
			return other
		}
	}
	return ""
}

// soundsLikeAny reports whether a word writes down any of a source text's.
func (w *worker) soundsLikeAny(source string, word propername.Word) bool {
	return slices.ContainsFunc(propername.Split(source), func(s propername.Word) bool { return w.soundsLike(s.Lower, word) > 0 })
}
