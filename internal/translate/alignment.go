package translate

import (
	"math"
	"strings"
	"unicode"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// alignment says how much each token of a target owes to each token of a
// source. Its zero value says nothing.
type alignment struct {
	source, target []domain.Range
	weights        [][]float32 // a row per target token
}

// alignmentOf returns the alignment of an engine's output, and none where its
// shape or ranges are wrong.
func alignmentOf(input string, o Output) alignment {
	if len(o.Source) == 0 || len(o.Target) == 0 || len(o.Alignment) != len(o.Target) {
		return alignment{}
	}
	for _, row := range o.Alignment {
		if len(row) != len(o.Source) {
			return alignment{}
		}
	}
	if !inside(o.Source, len(input)) || !inside(o.Target, len(o.Text)) {
		return alignment{}
	}
	return alignment{source: trimmed(input, o.Source), target: trimmed(o.Text, o.Target), weights: o.Alignment}
}

// trimmed returns the tokens' ranges without the white space that some engines
// count to the word behind it.
func trimmed(text string, tokens []domain.Range) []domain.Range {
	out := make([]domain.Range, len(tokens))
	for i, r := range tokens {
		r.Start += len(text[r.Start:r.End]) - len(strings.TrimLeft(text[r.Start:r.End], " "))
		r.End -= len(text[r.Start:r.End]) - len(strings.TrimRight(text[r.Start:r.End], " "))
		out[i] = r
	}
	return out
}

func inside(ranges []domain.Range, length int) bool {
	for _, r := range ranges {
		if r.Start < 0 || r.End > length || r.Start > r.End {
			return false
		}
	}
	return true
}

func (a alignment) empty() bool { return len(a.weights) == 0 }

// leastShare is the attention from which on a target token counts as coming
// from a source token: with it the checks saw all that they saw with the weights.
const leastShare = .2

// pairs returns the alignment as domain.Segment has it.
func (a alignment) pairs() [][4]int {
	var out [][4]int
	came := make([]bool, len(a.source))
	for i, row := range a.weights {
		for j, weight := range row {
			if weight >= leastShare {
				came[j] = true
				out = append(out, [4]int{a.source[j].Start, a.source[j].End, a.target[i].Start, a.target[i].End})
			}
		}
	}
	for j, r := range a.source {
		if !came[j] {
			out = append(out, [4]int{r.Start, r.End, 0, 0})
		}
	}
	return out
}

// moved returns a with its tokens' ranges mapped by the two functions.
func (a alignment) moved(source, target func(domain.Range) domain.Range) alignment {
	out := alignment{weights: a.weights, source: make([]domain.Range, len(a.source)), target: make([]domain.Range, len(a.target))}
	for i, r := range a.source {
		out.source[i] = source(r)
	}
	for i, r := range a.target {
		out.target[i] = target(r)
	}
	return out
}

// through composes a, from a text to a middle one, with next, from the middle
// to the last: the matrix product over the overlaps of the middle tokens.
func (a alignment) through(next alignment) alignment {
	if a.empty() || next.empty() {
		return alignment{}
	}
	bridge := make([][]float32, len(next.source)) // middle token of next → tokens of the source
	for i, m := range next.source {
		row := make([]float32, len(a.source))
		for j, t := range a.target {
			if n := overlap(m, t); n > 0 {
				addScaled(row, a.weights[j], float32(n))
			}
		}
		bridge[i] = normalised(row)
	}
	out := alignment{source: a.source, target: next.target, weights: make([][]float32, len(next.target))}
	for i, weights := range next.weights {
		row := make([]float32, len(a.source))
		for j, w := range weights {
			addScaled(row, bridge[j], w)
		}
		out.weights[i] = normalised(row)
	}
	return out
}

func addScaled(to, from []float32, by float32) {
	for i, x := range from {
		to[i] += x * by
	}
}

func normalised(row []float32) []float32 {
	var sum float32
	for _, x := range row {
		sum += x
	}
	if sum > 0 {
		for i := range row {
			row[i] /= sum
		}
	}
	return row
}

// joined puts alignments of consecutive parts one after another.
func joined(parts []alignment) alignment {
	var out alignment
	width := 0
	for _, p := range parts {
		if p.empty() {
			return alignment{}
		}
		width += len(p.source)
	}
	at := 0
	for _, p := range parts {
		out.source = append(out.source, p.source...)
		out.target = append(out.target, p.target...)
		for _, w := range p.weights {
			row := make([]float32, width)
			copy(row[at:], w)
			out.weights = append(out.weights, row)
		}
		at += len(p.source)
	}
	return out
}

// words returns the ranges of the words of s: runs without white space, or
// single characters of scripts that are written without spaces.
func words(s string) []domain.Range {
	var out []domain.Range
	start := -1
	flush := func(end int) {
		if start >= 0 {
			out = append(out, domain.Range{Start: start, End: end})
			start = -1
		}
	}
	for i, r := range s {
		switch {
		case unicode.IsSpace(r):
			flush(i)
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			flush(i)
			start = i
			flush(i + len(string(r)))
		case start < 0:
			start = i
		}
	}
	flush(len(s))
	return out
}

// maxGuessed bounds the size of a guessed alignment, in pairs of words.
const maxGuessed = 1_000_000

// guessed aligns two texts without an engine's help: equal words and numbers
// belong together, the others by their places in the sentences.
func guessed(source, target string) alignment {
	a := alignment{source: words(source), target: words(target)}
	if len(a.source) == 0 || len(a.target) == 0 || len(a.source)*len(a.target) > maxGuessed {
		return alignment{}
	}
	keys := make([]string, len(a.source))
	count := map[string]int{}
	for j, s := range a.source {
		keys[j] = wordKey(source[s.Start:s.End])
		count[keys[j]]++
	}
	for i, t := range a.target {
		row := make([]float32, len(a.source))
		key := wordKey(target[t.Start:t.End])
		place := (float64(i) + .5) / float64(len(a.target))
		for j := range a.source {
			distance := (float64(j)+.5)/float64(len(a.source)) - place
			row[j] = float32(math.Exp(-distance * distance * float64(len(a.source)*len(a.source)) / 2))
			if key != "" && key == keys[j] && count[key] == 1 {
				row[j] += 20
			}
		}
		a.weights = append(a.weights, normalised(row))
	}
	return a
}

// wordKey is what is equal in two words that mean the same thing in two
// languages, lower case and without punctuation.
func wordKey(word string) string {
	return strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}
