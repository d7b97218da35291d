package translate

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// shape is one of the forms in which a short text is tried. Models are trained on
// sentences and say the words of a heading twice, or add to them, more often than
// those of a label or a sentence.
type shape struct {
	mark    string // added to a text without a final mark
	lowered bool   // the first letter small
	weight  float64
}

// asIs is the only shape of longer texts.
var asIs = shape{weight: .7}

// shapesOf returns the shapes in which a text is tried. Of 90 English headings of one or
// two words 37 came out right in Russian as they are, 82 in the chosen one of these.
func shapesOf(u *unit) []shape {
	if !short(u.text) || u.continues || u.variant.split {
		return []shape{asIs}
	}
	all := []shape{asIs}
	if wordRune(lastRune(u.text)) {
		all = append(all, shape{mark: ":", weight: 1.3}, shape{mark: ".", weight: 1.1})
	}
	if first, size := utf8.DecodeRuneInString(u.text); unicode.IsUpper(first) {
		if next, _ := utf8.DecodeRuneInString(u.text[size:]); unicode.IsLower(next) {
			all = append(all, shape{mark: ".", lowered: true, weight: .6})
		}
	}
	return all
}

// short reports whether text has one or two words, of letters, and at most a
// question or exclamation mark.
func short(text string) bool {
	n := len(strings.Fields(text))
	return n > 0 && n <= 2 && !strings.ContainsFunc(strings.TrimRight(text, "?!"), func(r rune) bool {
		return !unicode.IsLetter(r) && r != ' ' && r != '-' && r != '\'' && r != '’'
	})
}

// edits returns what makes a text of the shape.
func (s shape) edits(text string) []edit {
	var edits []edit
	if first, size := utf8.DecodeRuneInString(text); s.lowered {
		edits = append(edits, edit{0, size, string(unicode.ToLower(first))})
	}
	if wordRune(lastRune(text)) && s.mark != "" {
		edits = append(edits, edit{len(text), len(text), s.mark})
	}
	return edits
}

// choose returns the translation that most shapes of a segment agree on, weighed by
// how sure the engine is of them and how well the shapes do.
func choose(segment string, shapes []shape, tried []rendition) rendition {
	weights := make([]float64, len(tried))
	total := map[string]float64{}
	for i, r := range tried {
		weights[i] = shapes[i].weight * math.Exp(2*r.logProb)
		if r.truncated {
			weights[i] /= 5
		}
		if r.text == strings.ToUpper(r.text) && segment != strings.ToUpper(segment) {
			weights[i] /= 2
		}
		if gravity(r.findings) >= 10 || doubled(r.text) && !doubled(segment) {
			weights[i] /= 10
		}
		total[wordsKey(r.text)] += weights[i]
	}
	for i, r := range tried { // half for what the longer ones have in common
		for key := range total {
			if key != wordsKey(r.text) && strings.HasPrefix(wordsKey(r.text), key+" ") {
				total[key] += weights[i] / 2
			}
		}
	}
	best := 0
	for i, r := range tried {
		here, there := total[wordsKey(r.text)], total[wordsKey(tried[best].text)]
		if here > there || here == there && weights[i] > weights[best] {
			best = i
		}
	}
	return tried[best]
}

// wordsKey is equal for texts of the same words.
func wordsKey(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !wordRune(r) && r != '-' }), " ")
}

// doubled reports whether two words of s are the same or begin alike for half of
// their length.
func doubled(s string) bool {
	list := strings.Fields(wordsKey(s))
	for i, a := range list {
		if slices.ContainsFunc(list[i+1:], func(b string) bool { return a == b || alike([]rune(a), []rune(b)) }) {
			return true
		}
	}
	return false
}

func alike(a, b []rune) bool {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n >= 3 && 2*n >= max(len(a), len(b))
}

// once returns a text that says the same words twice, one time behind the other, as
// models do with a name by itself, with one of the two: "Олдмур" for "Олдмур, Олдмур".
func once(text string) string {
	list := words(text)
	half := len(list) / 2
	if half == 0 || len(list)%2 == 1 {
		return text
	}
	first, second := list[:half], list[half:]
	if wordsKey(text[:first[half-1].End]) != wordsKey(text[second[0].Start:]) {
		return text
	}
	return strings.TrimRight(text[:first[half-1].End], ",;:– -—")
}
