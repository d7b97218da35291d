package message

import (
	"strings"
	"testing"
)

func TestChoose(t *testing.T) {
	t.Parallel()
	langs := []string{"ar-EG", "pt", "pt-BR", "ru"}
	for header, want := range map[string]int{
		"ru": 3, "ar": 0, "ar-MA": 0, "pt-BR,pt;q=0.9": 2, "pt-PT": 1, "fr;q=1, ru;q=0.1": 3, "ru;q=0": -1, "ja": -1, "": -1, "*": -1, ";;;": -1,
		strings.Repeat("en,", 1000) + "ru": -1,
	} {
		got, ok := Choose(header, langs)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%.40q chooses %d, want %d", header, got, want)
		}
	}
	if got := Accepted("ja, ar-EG").Lang(); got != "ar" {
		t.Errorf("accepted %q", got)
	}
	if got := Accepted("ja").Lang(); got != "en" {
		t.Errorf("accepted %q", got)
	}
}
