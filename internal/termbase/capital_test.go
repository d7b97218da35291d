package termbase_test

import (
	"testing"

	"github.com/dragoman-news/dragoman/internal/termbase"
)

func TestUncapitalised(t *testing.T) {
	t.Parallel()
	found := termbase.Places().Pair("en", "ru").Find("New York")
	if len(found) != 1 {
		t.Fatalf("%d terms in New York", len(found))
	}
	for text, want := range map[string]string{
		"из Нью-йорка": "йорка", "из нью-йорка": "ньюйорка", "из Нью-Йорка": "", "из Нью-Джерси": "", "нью-йоркский": "",
	} {
		got := ""
		for _, r := range found[0].Entry.Uncapitalised(text) {
			got += text[r.Start:r.End]
		}
		if got != want {
			t.Errorf("in %q: %q, want %q", text, got, want)
		}
	}
}

// The CLDR says where the line may break in some names; no text has that.
func TestPlacesWithoutSoftHyphens(t *testing.T) {
	t.Parallel()
	found := termbase.Places().Pair("en", "de").Find("Reykjavík")
	if len(found) == 0 {
		found = termbase.Places().Pair("en", "de").Find("Reykjavik")
	}
	if len(found) != 1 || found[0].Entry.Target != "Reykjavík" {
		t.Errorf("%+v", found)
	}
}
