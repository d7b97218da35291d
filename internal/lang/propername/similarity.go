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

// Exact says how surely a word as it is, without taking endings or particles off, writes
// down a name: Spelling is the best of several such scores.
func (m *Model) Exact(latin []rune, word string) float64 {
	if utf8.RuneCountInString(word) > longestName || len(latin) > longestName {
		return math.Inf(-1)
	}
	best := m.score(latin, Native(word))
	if spoken, ok := asSpoken[string(latin)]; ok {
		best = max(best, m.score([]rune(spoken), Native(word)))
	}
	return best
}

// Lemma returns the form that most of the words, all of which write down a name, are
// inflected forms of in a language (a base tag), and of several such that which writes it
// down best: as one of the words is written if one is it, else with a capital. It is ""
// where letters of the words' script would be lost that way.
func (m *Model) Lemma(language string, latin []rune, words []string) string {
	best, most := "", math.Inf(-1)
	for _, word := range words {
		for _, form := range Forms(word) {
			form = nominative(form)
			if form == nil {
				continue
			}
			score := m.Exact(latin, string(form))
			for _, other := range words {
				if FormOf(language, string(form), strings.ToLower(other)) {
					score += 100
				}
			}
			if score > most || score == most && string(form) < best {
				best, most = string(form), score
			}
		}
	}
	for _, word := range words {
		if string(Native(word)) == best {
			return word
		}
	}
	first, size := utf8.DecodeRuneInString(best)
	if !unicode.Is(unicode.Cyrillic, first) {
		return ""
	}
	return string(unicode.ToUpper(first)) + best[size:]
}

// nominative is a form as a nominative may be, nil where none ends so: Forms adds endings
// without looking at what is before them.
func nominative(form []rune) []rune {
	n := len(form)
	if n < 3 || form[n-1] == 'й' && !strings.ContainsRune("аеиоуыэюя", form[n-2]) {
		return nil
	}
	if form[n-1] == 'к' && (form[n-2] == 'с' || form[n-2] == 'ц') {
		return append(append([]rune{}, form...), []rune("ий")...)
	}
	return form
}

// Resembles reports whether a word of a text in another script than Latin is a name
// in the same script, inflected, but for a letter or, in long names, a letter in four. Both
// begin alike.
func Resembles(name, word string) bool {
	want := Native(name)
	if len(want) < 4 || len(want) > longestName || utf8.RuneCountInString(word) > longestName {
		return false
	}
	for _, form := range Forms(word) {
		if len(form) >= 3 && form[0] == want[0] && distance(form, want) <= max(1, len(want)/4) {
			return true
		}
	}
	return false
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
