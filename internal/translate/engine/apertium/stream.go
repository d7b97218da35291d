package apertium

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// special are the characters with a meaning in Apertium's stream format.
const special = `[]{}^$/\@<>`

// escape writes text in the stream format.
func escape(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune(special, r) {
			b.WriteByte('\\')
		}
		if r < 0x20 || r == 0x7f {
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}

// unescape reads text from the stream format, and trims what the pipeline adds around
// a segment.
func unescape(stream string) string {
	var b strings.Builder
	escaped := false
	for _, r := range stream {
		if r == '\\' && !escaped {
			escaped = true
			continue
		}
		escaped = false
		b.WriteRune(r)
	}
	return strings.Join(strings.Fields(strings.ToValidUTF8(b.String(), "")), " ")
}

// markWords writes text in the stream format with every word as a word-bound
// blank that bears its number, and returns the words' places.
func markWords(text string) (string, []domain.Range) {
	var b strings.Builder
	var ranges []domain.Range
	for at := 0; at < len(text); {
		n := strings.IndexFunc(text[at:], func(r rune) bool { return !inWord(r) })
		if n < 0 {
			n = len(text) - at
		}
		if n == 0 {
			_, size := utf8.DecodeRuneInString(text[at:])
			b.WriteString(escape(text[at : at+size]))
			at += size
			continue
		}
		b.WriteString("[[t:w:" + strconv.Itoa(len(ranges)) + "]]" + escape(text[at:at+n]) + "[[/]]")
		ranges = append(ranges, domain.Range{Start: at, End: at + n})
		at += n
	}
	return b.String(), ranges
}

// maxMatched bounds the work of matching a plain with a marked translation, in pairs of words.
const maxMatched = 4_000_000

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

var (
	blankPattern  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[\[([^\]]*)\]\](.*?)\[\[/\]\]`) })
	numberPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`t:w:(\d+)`) })
)

// output reads one segment. The marked translation aligns the plain one by the
// order of their words: where marking changed a word, as in a name of two words
// that Apertium knows as one, what stands between equal words is aligned as a whole.
func output(source []domain.Range, text, marked string) translate.Output {
	words := linkedWords(marked, len(source))
	text = unglued(text, source, words)
	o := translate.Output{Text: text}
	target := wordRanges(text)
	if len(target)*len(words) > maxMatched {
		return o
	}
	spelt := make([]string, len(target))
	for i, r := range target {
		spelt[i] = text[r.Start:r.End]
	}
	theirs := make([]string, len(words))
	for i, w := range words {
		theirs[i] = w.word
	}
	pairs := matched(spelt, theirs)
	if len(target) == 0 || len(source) == 0 || len(words) == 0 {
		return o
	}
	for i := range target {
		row := make([]float32, len(source))
		lo, hi := pairs[i][0], pairs[i][1]
		for _, w := range words[lo:hi] {
			if w.unknown && w.word == spelt[i] {
				o.Unknown = append(o.Unknown, target[i])
			}
			for _, s := range w.sources {
				row[s] = 1
			}
		}
		var sum float32
		for _, x := range row {
			sum += x
		}
		if sum == 0 {
			continue
		}
		for s := range row {
			row[s] /= sum
		}
		o.Target = append(o.Target, target[i])
		o.Alignment = append(o.Alignment, row)
	}
	if len(o.Target) > 0 {
		o.Source = source
	}
	return o
}

// linkedWord is a word of a marked translation with the numbers of the words that it
// comes from.
type linkedWord struct {
	word    string
	sources []int
	touches bool // the word before it, without a space
	unknown bool // to Apertium, which left it as it was
}

func linkedWords(marked string, sources int) []linkedWord {
	var out []linkedWord
	end := -1
	for _, m := range blankPattern().FindAllStringSubmatchIndex(marked, -1) {
		var from []int
		for _, n := range numberPattern().FindAllStringSubmatch(marked[m[2]:m[3]], -1) {
			if i, err := strconv.Atoi(n[1]); err == nil && i < sources {
				from = append(from, i)
			}
		}
		touches := m[0] == end
		inner := unescape(marked[m[4]:m[5]])
		unknown := strings.IndexAny(inner, "*@#") == 0
		for _, w := range wordsOf(inner) {
			out = append(out, linkedWord{w, from, touches, unknown})
			touches = false
		}
		end = m[1]
	}
	return out
}

// unglued puts back spaces that rules written for older versions of Apertium lose
// between two words: those that touch in the marked translation but come from words
// that don't touch in the source.
func unglued(text string, source []domain.Range, words []linkedWord) string {
	parts := map[string]string{}
	for i := 1; i < len(words); i++ {
		a, b := words[i-1], words[i]
		if !b.touches || len(a.sources) == 0 || len(b.sources) == 0 {
			continue
		}
		if from, to := a.sources[len(a.sources)-1], b.sources[0]; from != to && source[from].End != source[to].Start && source[to].End != source[from].Start {
			parts[a.word+b.word] = a.word + " " + b.word
		}
	}
	if len(parts) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, r := range wordRanges(text) {
		b.WriteString(text[at:r.Start])
		word := text[r.Start:r.End]
		if spaced, ok := parts[word]; ok {
			word = spaced
		}
		b.WriteString(word)
		at = r.End
	}
	b.WriteString(text[at:])
	return b.String()
}

func wordRanges(s string) []domain.Range {
	var out []domain.Range
	start := -1
	for i, r := range s {
		if inWord(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			out = append(out, domain.Range{Start: start, End: i})
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, domain.Range{Start: start, End: len(s)})
	}
	return out
}

func wordsOf(s string) []string {
	var out []string
	for _, r := range wordRanges(s) {
		out = append(out, s[r.Start:r.End])
	}
	return out
}

// matched returns for every word of a the range of b's words that it belongs to: its
// equal in the longest common subsequence, else those between its neighbours' equals.
func matched(a, b []string) [][2]int {
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	equal := func(i, j int) bool { return strings.EqualFold(a[i], b[j]) }
	for i := range slices.Backward(a) {
		for j := range slices.Backward(b) {
			length[i][j] = max(length[i+1][j], length[i][j+1])
			if equal(i, j) {
				length[i][j] = max(length[i][j], length[i+1][j+1]+1)
			}
		}
	}
	out := make([][2]int, len(a))
	i, j, open := 0, 0, 0
	lo := 0
	closeGap := func(hi int) {
		for ; open < i; open++ {
			out[open] = [2]int{lo, hi}
		}
	}
	for i < len(a) && j < len(b) {
		switch {
		case equal(i, j) && length[i][j] == length[i+1][j+1]+1:
			closeGap(j)
			out[i] = [2]int{j, j + 1}
			i, j = i+1, j+1
			open, lo = i, j
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	i = len(a)
	closeGap(len(b))
	return out
}
