package propername

import (
	"strings"
	"unicode/utf8"
)

// settlements are words whose "of" makes the name behind it a place's, and inPlace prepositions that do.
var (
	settlements = wordSet("port city town village suburb district mayor streets residents people outskirts")
	inPlace     = wordSet("in near outside")
)

// Places are the words of a text in Latin script that are names of places for all that
// the text shows: a single capitalised word behind "in", "near" or "outside", or behind the likes
// of "the town of". Names with hyphens, of fewer than five letters and in capitals only
// are left out.
func Places(text string, list Words) []Word {
	if InTitleCase(list) {
		return nil
	}
	var out []Word
	for i, w := range list {
		name := Bare(w.Lower)
		if i == 0 || !adjoins(text, list[i-1], w) || !nameLike(w) || utf8.RuneCountInString(name) < 5 || strings.ToUpper(w.Text) == w.Text || hyphenated(text, w) {
			continue
		}
		if givenNames[name] || personTitles[name] {
			continue
		}
		if i+1 < len(list) && nameCapital(list[i+1]) && adjoins(text, w, list[i+1]) {
			continue // a part of a longer name
		}
		before := list[i-1].Lower
		if inPlace[before] || before == "of" && i > 1 && settlements[list[i-2].Lower] {
			out = append(out, w.bare())
		}
	}
	return out
}
