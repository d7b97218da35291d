// Package chrf compares translations with references by their characters, to measure
// engines and ourselves in tests and benchmarks.
package chrf

import "strings"

// Score returns the corpus chrF2, from 0 to 100, of hypotheses against one reference
// each: n-grams of one to six characters without white space are counted over all
// lines, precision and recall are averaged over the orders that both sides have, and
// recall counts four times as much as precision (Popović 2015, "chrF: character
// n-gram F-score for automatic MT evaluation", as sacreBLEU computes it).
func Score(hypotheses, references []string) float64 {
	const order = 6
	var match, inHypotheses, inReferences [order]float64
	for i := range hypotheses {
		h, r := grams(hypotheses[i], order), grams(references[i], order)
		for n := range order {
			for g, c := range h[n] {
				inHypotheses[n] += float64(c)
				match[n] += float64(min(c, r[n][g]))
			}
			for _, c := range r[n] {
				inReferences[n] += float64(c)
			}
		}
	}
	precision, recall, orders := 0.0, 0.0, 0.0
	for n := range order {
		if inHypotheses[n] == 0 || inReferences[n] == 0 {
			continue
		}
		orders++
		precision += match[n] / inHypotheses[n]
		recall += match[n] / inReferences[n]
	}
	if precision+recall == 0 {
		return 0
	}
	precision, recall = precision/orders, recall/orders
	return 100 * 5 * precision * recall / (4*precision + recall)
}

func grams(s string, order int) []map[string]int {
	runes := []rune(strings.Join(strings.Fields(s), ""))
	out := make([]map[string]int, order)
	for n := range order {
		out[n] = map[string]int{}
		for i := 0; i+n < len(runes); i++ {
			out[n][string(runes[i:i+n+1])]++
		}
	}
	return out
}
