package propername

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// RussianName puts a name of one or more words into a case: a person's names all (the
// particles in small letters stay), of other names the adjectives at the head and the
// first noun. m holds for each word; ok is false where no rule is sure.
func RussianName(name string, c Case, m Manner) (form string, ok bool) {
	var b strings.Builder
	at := 0
	noun := false
	words := Split(name)
	for i, word := range words {
		b.WriteString(name[at:word.At.Start])
		at = word.At.End
		hyphen := strings.HasPrefix(name[at:], "-") && i+1 < len(words)
		first, _ := utf8.DecodeRuneInString(word.Text)
		particle := m.Animate && unicode.IsLower(first)
		if noun || hyphen || particle || Governed(word.Lower) != 0 {
			b.WriteString(word.Text)
			continue
		}
		forms, ok := RussianForms(word.Text, m)
		if !ok {
			return "", false
		}
		b.WriteString(forms[c])
		noun = !m.Animate && !Adjectival(word.Lower)
	}
	b.WriteString(name[at:])
	return b.String(), true
}

// Adjectival reports whether a Russian word, in small letters, ends as adjectives do in
// the nominative.
func Adjectival(lower string) bool {
	for _, suffix := range []string{"ая", "яя", "ый", "ий", "ой", "ые", "ие", "ое", "ее"} {
		if strings.HasSuffix(lower, suffix) && utf8.RuneCountInString(lower) > 4 {
			return true
		}
	}
	return false
}
