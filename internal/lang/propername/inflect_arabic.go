package propername

import (
	"strings"
	"unicode/utf8"
)

// arabicParticles are written together with the word behind them, longest first: and,
// so, with, to, like, the.
var arabicParticles = []string{"وبال", "وكال", "فبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "وب", "ول", "وك", "فب", "فل", "ال", "و", "ف", "ب", "ل", "ك"}

// particlesBefore returns the particles that stand before lemma in word, and whether
// word is lemma with nothing else.
func particlesBefore(lemma, word string) (string, bool) {
	want, got := string(Native(lemma)), string(Native(word))
	if want == "" || got == want {
		return "", got == want && want != ""
	}
	core := strings.TrimPrefix(want, "ال")
	for _, p := range arabicParticles {
		rest, ok := strings.CutPrefix(got, p)
		if !ok {
			continue
		}
		if rest == want || core != want && rest == core && strings.HasSuffix(p, "ل") && p != "ل" && p != "ول" && p != "فل" {
			return p, true
		}
	}
	return "", false
}

// ArabicAttach returns a name with the particles of the word that it replaces: of
// "وبواشنطن" those before the name that sounds like latin. The article of the word
// that is replaced is left out; the name has its own or none.
func ArabicAttach(name, replaced string, latin []rune) string {
	return attached(arabicPrefix(replaced, latin), name)
}

// ArabicMove puts a name in the place of another, lemma, of which word is the first word
// with particles before it: ok is false where it is something else.
func ArabicMove(name, lemma, word string) (moved string, ok bool) {
	particles, ok := particlesBefore(lemma, word)
	return attached(particles, name), ok
}

// ArabicParticles returns the particles that stand before lemma in word, without
// lemma's own article, and whether word is lemma with nothing else.
func ArabicParticles(lemma, word string) (particles string, ok bool) {
	particles, ok = particlesBefore(lemma, word)
	return preposed(particles), ok
}

func attached(particles, name string) string {
	particles = preposed(particles)
	if rest, ok := strings.CutPrefix(name, "ال"); ok && strings.HasSuffix(particles, "ل") {
		return particles + "ل" + rest
	}
	return particles + name
}

// preposed is particles without the article at their end.
func preposed(particles string) string {
	particles = strings.TrimSuffix(particles, "ال")
	if strings.HasSuffix(particles, "لل") { // to the
		particles = strings.TrimSuffix(particles, "ل")
	}
	return particles
}

// arabicPrefix returns the particles of a word: those behind which the rest sounds most
// like the name, or none. Of a word that sounds like no form of the name, it is only
// the unmistakable ones.
func arabicPrefix(word string, latin []rune) string {
	model := models[Script(word)]
	if model == nil || len(latin) == 0 {
		return ""
	}
	m := model()
	best, prefix := m.score(latin, Native(word)), ""
	for _, p := range arabicParticles {
		rest, ok := strings.CutPrefix(word, p)
		if !ok || utf8.RuneCountInString(rest) < 2 {
			continue
		}
		if score := m.score(latin, Native(rest)); score > best {
			best, prefix = score, p
		}
	}
	if best < m.Threshold {
		for _, p := range []string{"وال", "بال", "لل"} {
			if strings.HasPrefix(word, p) {
				return p
			}
		}
		return ""
	}
	return prefix
}
