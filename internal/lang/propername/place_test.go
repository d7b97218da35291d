package propername_test

import (
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/lang/propername"
)

func TestPlaces(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Dockers in Aldmoor went home.":         "aldmoor",
		"It left the port of Aldmoor's harbour": "aldmoor",
		"He lives near Sundby.":                 "sundby",
		"A letter of Merkel came.":              "",
		"Talks in North Bank ended.":            "",
		"They met in Peter Falk's house.":       "",
		"Dockers In Aldmoor Go Home":            "",
	} {
		var got []string
		for _, w := range propername.Places(text, propername.Split(text)) {
			got = append(got, w.Lower)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("in %q: %q, want %q", text, got, want)
		}
	}
}
