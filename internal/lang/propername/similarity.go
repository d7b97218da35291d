package propername

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sure is the score of Model.Spelling from which on a word is the name beyond doubt.
const Sure = .6

// ModelFor returns the model that compares names in Latin letters with words in a
// script, nil for scripts that there is none for.
func ModelFor(script *unicode.RangeTable) *Model {
	if load, ok := models[script]; ok {
		return load()
	}
	return nil
}

// asSpoken are names that are spoken otherwise than such letters are, spelt so.
var asSpoken = map[string]string{
	"hughes": "hyuz", "hugh": "hyu", "leigh": "lee", "vaughan": "von", "vaughn": "von", "keough": "kio", "puig": "puch",
}

// Spelling says how surely the word w, with whatever endings and particles, writes
// down a name that Latin has normalised: about 2 for a sure pair, below
// Threshold for words that aren't the name.
func (m *Model) Spelling(latin []rune, w string) float64 {
	best := m.bestForm(latin, w)
	if spoken, ok := asSpoken[string(latin)]; ok {
		best = max(best, m.bestForm([]rune(spoken), w))
	}
	return best
}

// longestName is the longest word in letters that is compared: more is no
// name, and the comparison takes time.
const longestName = 24

func (m *Model) bestForm(latin []rune, w string) float64 {
	best := math.Inf(-1)
	if utf8.RuneCountInString(w) > longestName || len(latin) > longestName {
		return best
	}
	for _, form := range Forms(w) {
		if len(form) >= 2 && len(form) <= 2*len(latin) && len(latin) <= 4*len(form) {
			best = max(best, m.score(latin, form))
		}
	}
	return best
}

// Alike reports whether two folded names of one script are the same but for
// an ending or a letter in four.
func Alike(a, b []rune) bool {
	if len(a) == 0 || len(b) == 0 || len(a) > longestName || len(b) > longestName {
		return false
	}
	if strings.HasPrefix(string(b), string(a)) && len(b)-len(a) <= 2 {
		return true
	}
	return distance(a, b) <= max(len(a), len(b))/4
}

// distance is the Levenshtein distance.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
