package registry

import (
	"errors"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestLanguage(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]string{
		"en": "en", "EN": "en", "en-US": "en", "pt-BR": "pt", "zh": "zh", "zh-Hans": "zh", "zh-CN": "zh", "zh_hant": "zh-Hant", "zh-TW": "zh-Hant",
		"zh-Hant-HK": "zh-Hant", "no": "nb", "nb": "nb", "nn": "nn", "hbs": "sr-Latn", "sr": "sr", "sr-Latn": "sr-Latn", "iw": "he", "ar-EG": "ar",
	} {
		if got, err := Language(tag); got != want || err != nil {
			t.Errorf("%s: %q (%v), want %q", tag, got, err, want)
		}
	}
	for _, tag := range []string{"", "und", "mul", "x-en", "english", "en/../..", "..", "e", "q1"} {
		if got, err := Language(tag); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%q: %q (%v)", tag, got, err)
		}
	}
}

func TestParsePair(t *testing.T) {
	t.Parallel()
	for pair, want := range map[string][2]string{
		"en-ar": {"en", "ar"}, "zh-Hant-en": {"zh-Hant", "en"}, "en-zh-Hant": {"en", "zh-Hant"}, "en:pt-BR": {"en", "pt"}, "pt-BR-en": {"pt", "en"},
		"zh_hant-en": {"zh-Hant", "en"}, "EN-RU": {"en", "ru"},
	} {
		if from, to, err := ParsePair(pair); from != want[0] || to != want[1] || err != nil {
			t.Errorf("%s: %q, %q (%v)", pair, from, to, err)
		}
	}
	for _, pair := range []string{"", "en", "enar", "-", "en-", "en-en", "en-US-en-GB", "en:", "en:ar:ru", "en-xyzzy", "de-pt-br"} {
		if from, to, err := ParsePair(pair); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%q: %q, %q (%v)", pair, from, to, err)
		}
	}
}
