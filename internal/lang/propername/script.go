package propername

import "unicode"

// Script is the script of a word's first letter, nil for letters of a script that
// isn't told apart here and where there is none.
func Script(s string) *unicode.RangeTable {
	for _, r := range s {
		if unicode.IsLetter(r) {
			for _, t := range knownScripts {
				if unicode.Is(t, r) {
					return t
				}
			}
			return nil
		}
	}
	return nil
}

var knownScripts = []*unicode.RangeTable{
	unicode.Latin, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew, unicode.Greek, unicode.Han, unicode.Hiragana,
	unicode.Katakana, unicode.Hangul, unicode.Devanagari, unicode.Bengali, unicode.Thai, unicode.Armenian, unicode.Georgian,
}

// ScriptOf is the main script of a language, a base tag such
// as "ru"; nil when not known here.
func ScriptOf(language string) *unicode.RangeTable {
	switch language {
	case "ru", "uk", "be", "bg", "mk", "kk", "ky", "tg", "mn":
		return unicode.Cyrillic
	case "ar", "fa", "ur", "ps", "ckb", "ug":
		return unicode.Arabic
	case "he", "yi":
		return unicode.Hebrew
	case "el":
		return unicode.Greek
	case "hi", "mr", "ne":
		return unicode.Devanagari
	case "bn":
		return unicode.Bengali
	case "th":
		return unicode.Thai
	case "hy":
		return unicode.Armenian
	case "ka":
		return unicode.Georgian
	case "ko":
		return unicode.Hangul
	case "zh":
		return unicode.Han
	case "ja", "sr", "":
		return nil
	case "en", "de", "fr", "es", "pt", "ca", "it", "nl", "pl", "cs", "sk", "sv", "da", "no", "nb", "nn", "fi", "et", "lv", "lt",
		"hu", "ro", "tr", "az", "id", "ms", "vi", "sq", "hr", "bs", "sl", "is", "ga", "cy", "mt", "eu", "gl", "sw", "tl", "af":
		return unicode.Latin
	}
	return nil
}
