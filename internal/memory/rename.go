package memory

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// renaming puts one name in the place of another.
type renaming struct {
	from, to *termbase.Entry
	name     string // the form of to that is put, as in a dictionary
	was, is  string // the names as the pair's source and the segment have them
	target   string // the pair's
	at       domain.Range
	source   string // base languages
	language string
}

// form returns what is to stand in the target at the place of the name, and why that
// isn't certain. It is false where no form can be given at all.
func (r renaming) form() (form string, doubt Doubt, ok bool) {
	name, alike := r.sameLength()
	if first, _ := utf8.DecodeRuneInString(name); unicode.IsLower(first) {
		return "", "", false // it may begin a sentence
	}
	r.name = name
	switch r.language {
	case "ru":
		form, doubt, ok = r.russian()
	case "uk":
		form, doubt, ok = r.ukrainian()
	case "ar":
		form, doubt, ok = r.arabic()
	case "en":
		form, doubt, ok = r.english()
	case "de":
		form, doubt, ok = r.german()
	case "fr", "it", "es", "pt", "ca":
		form, doubt, ok = r.romance()
	default:
		form, doubt, ok = r.name, DoubtLanguage, r.lemma(r.word()) != ""
	}
	if !alike {
		doubt = graver(doubt, DoubtForm)
	}
	if r.from.Builtin && r.to.Builtin && r.from.City != r.to.City {
		doubt = graver(doubt, DoubtAgreement)
	}
	if !r.sameRole() {
		doubt = graver(doubt, DoubtRole)
	}
	return form, doubt, ok
}

// sameLength returns the form of the other name that is put: of a person, the accepted
// one with as many words as the name in the target has, so that a surname stands for a
// surname. It is false where there is none.
func (r renaming) sameLength() (form string, ok bool) {
	if r.to.Kind != domain.TermPerson {
		return r.to.Target, true
	}
	words := len(propername.Split(r.word()))
	for _, form := range append([]string{r.to.Target}, r.to.Accepted...) {
		if len(propername.Split(form)) == words {
			return form, true
		}
	}
	return r.to.Target, false
}

// word is the name as the target has it.
func (r renaming) word() string { return r.target[r.at.Start:r.at.End] }

// lemma returns the accepted form that a text is, "" for an inflected one.
func (r renaming) lemma(text string) string {
	for _, form := range r.from.Accepted {
		if strings.EqualFold(form, text) {
			return form
		}
	}
	return ""
}

// before returns the word before the name.
func (r renaming) before() string { return wordBefore(r.target[:r.at.Start]) }

// wordBefore returns the last word of what stands before a name or number, in small letters,
// "" where more than a space is between them.
func wordBefore(head string) string {
	words := propername.Split(head)
	if len(words) == 0 {
		return ""
	}
	last := words[len(words)-1]
	if gap := head[last.At.End:]; gap != " " && gap != "\u00a0" {
		return ""
	}
	return last.Lower
}

// elided reports whether the name follows an apostrophe, as in the French "d'Athènes".
func (r renaming) elided() bool { return endsInApostrophe(r.target[:r.at.Start]) }

func endsInApostrophe(head string) bool {
	return strings.HasSuffix(head, "'") || strings.HasSuffix(head, "’")
}

// followedByComma reports whether a clause may follow that is about the name.
func (r renaming) followedByComma() bool {
	rest := strings.TrimLeft(r.target[r.at.End:], "»”\" \u00a0")
	first, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune(",،(—–-", first) && rest != ""
}

// has reports whether the target has one of some words, given in small letters.
func (r renaming) has(words map[string]bool) bool {
	for _, w := range propername.Split(r.target) {
		if words[w.Lower] {
			return true
		}
	}
	return false
}

// sameGender reports whether the genders of two persons are known and the same.
func (r renaming) sameGender() bool {
	return r.from.Gender == r.to.Gender && r.to.Gender != propername.UnknownGender
}

// sameRole reports whether the source's language inflects the two names alike, as far
// as it inflects names.
func (r renaming) sameRole() bool {
	switch r.source {
	case "ru":
		a, b := russianCases(r.from.Source, r.was), russianCases(r.to.Source, r.is)
		return a == b && a != 0
	case "uk":
		return r.was == r.from.Source && r.is == r.to.Source
	case "ar":
		a, okA := particles(r.from.Source, r.was)
		b, okB := particles(r.to.Source, r.is)
		return okA && okB && a == b
	}
	return true
}

// russianCases returns the cases that a text may be of a name in, whoever has it.
func russianCases(lemma, text string) propername.CaseSet {
	var out propername.CaseSet
	for _, m := range []propername.Manner{{}, {Animate: true}, {Animate: true, Feminine: true}} {
		out |= casesIn(lemma, text, m)
	}
	return out
}

// casesIn returns the cases that a text is of a name in.
func casesIn(lemma, text string, m propername.Manner) (out propername.CaseSet) {
	for c := propername.Nominative; c <= propername.Prepositional; c++ {
		if form, ok := propername.RussianName(lemma, c, m); ok && foldYo(form) == foldYo(text) {
			out |= propername.In(c)
		}
	}
	return out
}

func foldYo(s string) string { return strings.ReplaceAll(strings.ToLower(s), "ё", "е") }

// particles returns those before an Arabic name in a text.
func particles(lemma, text string) (string, bool) {
	a, b := propername.Split(lemma), propername.Split(text)
	if len(a) == 0 || len(a) != len(b) {
		return "", false
	}
	return propername.ArabicParticles(a[0].Text, b[0].Text)
}

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// vowelFirst reports whether a name begins with a vowel's letter, and whether that
// says how it sounds: h is mute in some names, and y and u are consonants in some.
func vowelFirst(name string) (vowel, sure bool) {
	first, _ := utf8.DecodeRuneInString(strings.ToLower(name))
	switch first {
	case 'h', 'y', 'u', 'w', 'ü':
		return false, false
	case 'a', 'e', 'i', 'o', 'à', 'á', 'â', 'ã', 'ä', 'å', 'è', 'é', 'ê', 'ë', 'í', 'î', 'ï', 'ó', 'ô', 'õ', 'ö':
		return true, true
	}
	return false, true
}

// sameSound reports whether two names surely both begin with a vowel or both with a
// consonant.
func sameSound(a, b string) bool {
	vowelA, sureA := vowelFirst(a)
	vowelB, sureB := vowelFirst(b)
	return sureA && sureB && vowelA == vowelB || strings.EqualFold(firstRune(a), firstRune(b)) && sureA
}

func firstRune(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size]
}
