// Package chrf scores translations by their character n-grams: chrF2 (Popović
// 2015, "chrF: character n-gram F-score for automatic MT evaluation"), with
// n-grams of 1 to 6 characters without white space, recall counting four times
// as much as precision.
package chrf

import "unicode"

const (
	order       = 6
	betaSquared = 4
)

// counts are the n-grams of one order over a corpus.
type counts struct{ hypothesis, reference, matching int }

// Score gives the corpus chrF2, from 0 to 100, of hypotheses against one
// reference each: n-grams are counted over all lines, precision and recall are
// averaged over the orders that both sides have.
func Score(hypotheses, references []string) float64 {
	var totals [order]counts
	for i := range hypotheses {
		h, r := letters(hypotheses[i]), letters(references[i])
		for n := 1; n <= order; n++ {
			add(&totals[n-1], grams(h, n), grams(r, n))
		}
	}
	precision, recall, orders := 0.0, 0.0, 0.0
	for _, c := range totals {
		if c.hypothesis > 0 && c.reference > 0 {
			precision += float64(c.matching) / float64(c.hypothesis)
			recall += float64(c.matching) / float64(c.reference)
			orders++
		}
	}
	if precision+recall == 0 {
		return 0
	}
	precision, recall = precision/orders, recall/orders
	return 100 * (1 + betaSquared) * precision * recall / (betaSquared*precision + recall)
}

func letters(text string) []rune {
	var out []rune
	for _, r := range text {
		if !unicode.IsSpace(r) {
			out = append(out, r)
		}
	}
	return out
}

func grams(text []rune, n int) map[string]int {
	out := map[string]int{}
	for i := 0; i+n <= len(text); i++ {
		out[string(text[i:i+n])]++
	}
	return out
}

func add(to *counts, hypothesis, reference map[string]int) {
	for gram, n := range hypothesis {
		to.hypothesis += n
		to.matching += min(n, reference[gram])
	}
	for _, n := range reference {
		to.reference += n
	}
}
