package lang

import "slices"

const (
	// sureConfidence is from where on a text is believed rather than what is
	// declared about it.
	sureConfidence = 0.9
	// declaredConfidence is of a declaration that the text does not confirm.
	declaredConfidence = 0.6
)

// IdentifyDeclared says which language a text is in, given what is declared
// about it, the most trusted first: a page's lang attribute, og:locale,
// Content-Language, the language of the feed. What is no language tag is
// ignored.
//
// A declaration that the text confirms wins, with its region. One of a language
// that Identify does not know, or can't tell from the one it found, wins if
// its script fits. Against others a text that speaks clearly wins, since pages
// carry the language of their template; an unclear text does not.
func IdentifyDeclared(text string, declared ...string) Guess {
	found := Identify(text)
	declared = normalizedSet(declared)
	for _, tag := range declared {
		if tag = confirm(found, tag); tag != "" {
			return Guess{tag, max(found.Confidence, sureConfidence)}
		}
	}
	main, _ := readWords(text).mainScript()
	for _, tag := range declared {
		if main != nil && !slices.Contains(main.codes, Script(tag)) {
			continue
		}
		if found.Confidence < sureConfidence || main == nil || !slices.Contains(main.langs, Base(tag)) {
			return Guess{tag, declaredConfidence}
		}
	}
	return found
}

// confirm returns the declared tag if what was found in a text agrees with
// it, else "". The tag says which script it is in where that is not its usual
// one.
func confirm(found Guess, tag string) string {
	if found.Lang == "" {
		return ""
	}
	base := Base(tag)
	switch {
	case base == Base(found.Lang):
		return tag
	case twins[base] != Base(found.Lang):
		return ""
	case Script(tag) != Script(found.Lang):
		return Normalize(base + "-" + Script(found.Lang))
	default:
		return tag
	}
}
