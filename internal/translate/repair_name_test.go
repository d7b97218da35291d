package translate_test

import (
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// TestPlacesOfTheRealModel has the model write names of places in the ways that it
// gets wrong: in small letters, as another place, and twice in a line before the sentence.
func TestPlacesOfTheRealModel(t *testing.T) {
	t.Parallel()
	engine := embedded(t)
	tests := []struct{ text, want, not string }{
		{"Waltz left New York.", "Нью-Йорка", "Нью-й"},
		{"The talks in New York, in Tel Aviv and in Abu Dhabi failed.", "в Нью-Йорке", "Джерси"},
		{"He flew to New York from South Korea.", "из Южной Кореи", "Джерси"},
		{"The mayor of New York met him in New Jersey.", "в Нью-Джерси", ""},
		{
			"ALDMOOR — About 1,200 dockers stopped work at the port of Aldmoor on Thursday morning after talks about their wages had failed.",
			"Олдмур — Около 1200 докеров", "Олдмур, Олдмур",
		},
	}
	for _, tt := range tests {
		out, _ := paragraphs(t, "ru", []domain.Text{domain.PlainText(tt.text)}, engine)
		if got := out[0].Text; !strings.Contains(got, tt.want) || tt.not != "" && strings.Contains(got, tt.not) {
			t.Errorf("%q became %q, want %q", tt.text, got, tt.want)
		}
	}
}
