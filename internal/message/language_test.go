package message_test

import (
	"testing"

	"github.com/dragoman-news/dragoman/internal/message"
)

func TestLanguageNames(t *testing.T) {
	t.Parallel()
	for _, c := range [][3]string{
		{"en", "en-GB", "English"},
		{"ru", "en-GB", "английский"},
		{"ru", "pt-BR", "португальский"},
		{"en", "zh-Hant-TW", "Traditional Chinese"},
		{"en", "ar", "Arabic"},
		{"en", "??", "??"},
	} {
		if got := message.For(c[0]).Language(c[1]); got != c[2] {
			t.Errorf("%s in %s is %q, want %q", c[1], c[0], got, c[2])
		}
	}
}
