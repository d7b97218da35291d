package source

import (
	"strings"

	"golang.org/x/text/language"
)

// languageTag returns a language as a canonical BCP 47 tag. Feeds write
// "en_us", "EN", "English" and worse; ok is false for what names none.
func languageTag(s string) (tag string, ok bool) {
	s = strings.TrimSpace(s)
	if first, _, found := strings.Cut(s, ","); found {
		s = strings.TrimSpace(first)
	}
	if s == "" || strings.EqualFold(s, "und") {
		return "", true
	}
	if code := languageNamed(s); code != "" {
		return code, true
	}
	t, err := language.Parse(strings.ReplaceAll(strings.ReplaceAll(s, "_", "-"), " ", "-"))
	if err == nil && t != language.Und {
		return t.String(), true
	}
	// "en-english", "ru-RUS-x": keep the part that is sure.
	if base, _, found := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-"); found {
		if b, err := language.ParseBase(base); err == nil {
			return b.String(), true
		}
	}
	return "", false
}

// languageNamed knows the names that occur in feeds.
func languageNamed(s string) string {
	switch strings.ToLower(s) {
	case "english", "us", "en-uk", "en_uk":
		return "en"
	case "arabic", "عربي", "العربية":
		return "ar"
	case "russian", "русский":
		return "ru"
	case "spanish", "español", "espanol":
		return "es"
	case "french", "français", "francais":
		return "fr"
	case "german", "deutsch":
		return "de"
	case "ukrainian", "українська", "ua":
		return "uk"
	case "chinese", "cn":
		return "zh"
	case "japanese", "jp":
		return "ja"
	case "korean", "kr":
		return "ko"
	case "czech", "cz":
		return "cs"
	case "greek", "gr":
		return "el"
	case "portuguese":
		return "pt"
	case "turkish":
		return "tr"
	case "polish":
		return "pl"
	case "italian":
		return "it"
	case "hebrew", "iw":
		return "he"
	default:
		return ""
	}
}
