package source

import (
	"strings"

	"github.com/dragoman-news/dragoman/internal/lang"
)

// maxLangBytes is what is read of a language's name: a feed's counts for each of
// its items.
const maxLangBytes = 100

// languageTag returns a language as a canonical BCP 47 tag. Feeds write
// "en_us", "EN", "English" and worse; ok is false for what names none.
func languageTag(s string) (tag string, ok bool) {
	s = cut(strings.TrimSpace(s), maxLangBytes)
	if s == "" || strings.EqualFold(s, "und") {
		return "", true
	}
	if code := languageNamed(s); code != "" {
		return code, true
	}
	if tag = lang.Normalize(s); tag == "" {
		return "", false
	}
	return tag, true
}

// languageNamed knows the names that occur in feeds.
func languageNamed(s string) string {
	switch strings.ToLower(s) {
	case "english", "us":
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
	case "hebrew":
		return "he"
	default:
		return ""
	}
}
