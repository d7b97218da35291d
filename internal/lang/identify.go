package lang

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Guess is a judgement about the language of a text.
type Guess struct {
	Lang       string  // BCP 47; empty when unknown
	Confidence float64 // from 0 to 1: about how often such a judgement is right
}

// How much of a text is looked at: more changes nothing.
const (
	maxLetters = 4000
	maxBytes   = 64 << 10
)

// leastSure is the confidence from which on a judgement may decide what is done with a text.
const leastSure = .85

// Sure returns the language of a text where Identify leaves little doubt, else "".
func Sure(text string) string {
	if g := Identify(text); g.Confidence >= leastSure {
		return g.Lang
	}
	return ""
}

// Identify says which language a text is in: one of the candidates if any are
// given, else any of those known. The script decides where it can; letters,
// n-grams and function words decide among languages that share one. A text
// that is too short, has no words, or fits none of the candidates has an
// unknown language.
//
// Chinese in traditional characters is "zh-Hant", in simplified ones "zh".
// Norwegian is "nb" or "nn". Bosnian, Croatian and Serbian in Latin letters
// can't be told apart: they are "hr" unless the candidates or IdentifyDeclared
// say otherwise.
func Identify(text string, candidates ...string) Guess {
	w := readWords(text)
	script, share := w.mainScript()
	if script == nil {
		return Guess{}
	}
	allowed := normalizedSet(candidates)
	g := script.judge(w, allowed)
	if g.Lang == "" || g.Confidence < 0.5 {
		return Guess{}
	}
	g.Confidence *= min(1, 0.4+share)
	return g
}

func normalizedSet(tags []string) []string {
	var set []string
	for _, tag := range tags {
		if tag = Normalize(tag); tag != "" {
			set = append(set, tag)
		}
	}
	return set
}

// words are a text's words in lower case, with what scripts their letters
// belong to.
type words struct {
	list    []string
	letters map[*script]int
}

// readWords splits a text into words. Addresses, handles and hashtags, which
// are in no language, are left out.
func readWords(text string) words {
	w := words{letters: make(map[*script]int)}
	total := 0
	text = norm.NFC.String(text[:min(len(text), maxBytes)])
	for field := range strings.FieldsSeq(text) {
		if strings.Contains(field, "://") || strings.HasPrefix(field, "www.") || strings.ContainsAny(field, "@#") {
			continue
		}
		for word := range strings.FieldsFuncSeq(field, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
			word = strings.ToLower(word)
			w.list = append(w.list, word)
			for _, r := range word {
				if s := scriptOf(r); s != nil {
					w.letters[s]++
				}
				total++
			}
		}
		if total > maxLetters {
			break
		}
	}
	return w
}

// mainScript returns the script that most of the text is in and its share,
// from 0 to 1. An ideograph says about as much as three letters.
func (w words) mainScript() (main *script, share float64) {
	total, most := 0, 0
	for i := range scripts {
		n := w.letters[&scripts[i]] * max(1, scripts[i].weight)
		total += n
		if n > most {
			main, most = &scripts[i], n
		}
	}
	if most < 2 {
		return nil, 0
	}
	return main, float64(most) / float64(total)
}

// count says how many words of the text are among those listed.
func (w words) count(listed map[string]bool) int {
	n := 0
	for _, word := range w.list {
		if listed[word] {
			n++
		}
	}
	return n
}

// has counts the letters of the text that are among those given.
func (w words) has(letters string) int {
	n := 0
	for _, word := range w.list {
		for _, r := range word {
			if strings.ContainsRune(letters, r) {
				n++
			}
		}
	}
	return n
}

// softmax turns costs in bits into the probability of the smallest. Neighbouring
// n-grams depend on each other, so that a bit counts for less than a bit:
// damping is fitted so that confidence is about as often right as it says.
func softmax(costs []float64) (best int, confidence float64) {
	const damping = 0.5
	best = slices.Index(costs, slices.Min(costs))
	sum := 0.0
	for _, c := range costs {
		sum += math.Exp2((costs[best] - c) * damping)
	}
	return best, 1 / sum
}
