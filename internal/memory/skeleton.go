package memory

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/lang/propername"
)

// skeleton returns a normal text with a sign in place of each number and of each run of
// words with a capital, as names have it: without a termbase, since pairs are kept for longer
// than its terms. Texts that Adapt has an answer for have the same skeleton, in scripts
// that have capitals and as far as names have them; the reverse doesn't hold.
func skeleton(text string) string {
	var numbers strings.Builder
	at := 0
	for _, r := range figures(text) {
		numbers.WriteString(text[at:r.Start])
		numbers.WriteByte('#')
		at = r.End
	}
	text = numbers.String() + text[at:]

	var out strings.Builder
	at = 0
	words := propername.Split(text)
	for i := 0; i < len(words); {
		end := nameEnd(text, words, i)
		if end == i {
			i++
			continue
		}
		gap := text[at:words[i].At.Start]
		out.WriteString(strings.TrimSuffix(gap, "the ")) // the United States, France
		out.WriteByte('@')
		at = words[end-1].At.End
		i = end
	}
	return out.String() + text[at:]
}

// nameEnd returns the index behind the run of words that begins at i, which is i where
// that has no capital. Words in small letters belong to it that stand inside of
// names: Bank of England.
func nameEnd(text string, words propername.Words, i int) int {
	end := i
	for k := i; k < len(words); k++ {
		if k > i && !withinName(text[words[k-1].At.End:words[k].At.Start]) {
			break
		}
		switch first, _ := utf8.DecodeRuneInString(words[k].Text); {
		case unicode.IsUpper(first), unicode.IsTitle(first):
			end = k + 1
		case end == i || !insideNames[words[k].Lower]:
			return end
		}
	}
	return end
}

// withinName reports whether what stands between two words leaves them in one name.
func withinName(gap string) bool {
	switch gap {
	case " ", "-", ". ", ".", " & ", "'", "’", " - ", " — ":
		return true
	}
	return false
}

// insideNames are words in small letters that names have between others, in the languages of
// scripts with capitals.
var insideNames = wordSet("of the and de da do dos del della di du des la le les las los el al van von der den dem bin ibn ben ad und y e et і и на over upon s")
