package translate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// share computes how much of each target word comes from each span.
func (p *projection) share(a alignment) {
	rows := make([][]float32, len(p.words)) // per target word: the weight of each source token
	totals := make([]float32, len(p.words))
	counts := p.telling(a.source)
	next := 0 // tokens, like words, are in order
	for w, word := range p.words {
		word = core(p.target, word) // marks beside it are often aligned elsewhere
		rows[w] = make([]float32, len(a.source))
		for next > 0 && a.target[next-1].End > word.Start {
			next--
		}
		for ; next < len(a.target) && a.target[next].Start < word.End; next++ {
			if overlap(a.target[next], word) == 0 {
				continue
			}
			for j, weight := range a.weights[next] {
				if counts[j] {
					rows[w][j] += weight
					totals[w] += weight
				}
			}
		}
	}
	p.owed = p.owing(a.source, rows)
	p.shares = make([][]float32, len(p.spans))
	for k, s := range p.spans {
		p.shares[k] = make([]float32, len(p.words))
		for j, t := range a.source {
			n := overlap(t, domain.Range{Start: s.Start, End: s.End})
			if n == 0 {
				continue
			}
			inside := float32(n) / float32(t.End-t.Start)
			for w := range p.words {
				if totals[w] > 0 {
					p.shares[k][w] += rows[w][j] * inside / totals[w]
				}
			}
		}
	}
}

// telling says of each source token whether attention to it tells where a target
// word comes from. Attention to articles and punctuation is what is left over.
func (p *projection) telling(tokens []domain.Range) []bool {
	out := make([]bool, len(tokens))
	for j, t := range tokens {
		text := p.source[t.Start:t.End]
		out[j] = strings.IndexFunc(text, wordRune) >= 0 && p.kinds[wordKey(text)] != article || strings.ContainsFunc(text, unicode.IsSymbol)
	}
	if !slices.Contains(out, true) {
		for j, t := range tokens {
			out[j] = t.End > t.Start
		}
	}
	return out
}

// owing returns for each target word the source word that it owes most to, from the
// weights of the source's tokens in it.
func (p *projection) owing(tokens []domain.Range, rows [][]float32) []int {
	out := make([]int, len(rows))
	for w, row := range rows {
		most := float32(0)
		out[w] = -1
		for i, word := range p.sourceWords {
			var mass float32
			for j, t := range tokens {
				if overlap(t, word) > 0 {
					mass += row[j]
				}
			}
			if mass > most {
				out[w], most = i, mass
			}
		}
	}
	return out
}

// core returns a word's range without the punctuation at its ends, unless it is all
// punctuation.
func core(text string, word domain.Range) domain.Range {
	part := text[word.Start:word.End]
	from, to := strings.IndexFunc(part, wordRune), strings.LastIndexFunc(part, wordRune)
	if from < 0 {
		return word
	}
	_, size := utf8.DecodeRuneInString(part[to:])
	return domain.Range{Start: word.Start + from, End: word.Start + to + size}
}

// anchor overrules the alignment with what is certain: masks, and words and
// numbers that occur once on either side.
func (p *projection) anchor(anchors []anchor) {
	certain := slices.Clone(anchors)
	sources, targets := uniqueWords(p.source), uniqueWords(p.target)
	for key, s := range sources {
		if t, ok := targets[key]; ok {
			certain = append(certain, anchor{s, t})
		}
	}
	for _, c := range certain {
		for w, word := range p.words {
			if overlap(word, c.target) == 0 {
				continue
			}
			from := c.source
			if p.copied(c) {
				shift := c.source.Start - c.target.Start
				from = domain.Range{Start: max(from.Start, word.Start+shift), End: min(from.End, word.End+shift)}
			}
			for k, s := range p.spans {
				p.shares[k][w] = float32(overlap(from, domain.Range{Start: s.Start, End: s.End})) / float32(max(1, from.End-from.Start))
			}
		}
	}
}

// copied reports whether both sides of an anchor are the same text.
func (p *projection) copied(a anchor) bool {
	return p.source[a.source.Start:a.source.End] == p.target[a.target.Start:a.target.End]
}

// uniqueWords returns the words with letters or digits that occur once, by
// their core.
func uniqueWords(s string) map[string]domain.Range {
	out := map[string]domain.Range{}
	count := map[string]int{}
	for _, r := range words(s) {
		key := wordKey(s[r.Start:r.End])
		if key == "" || utf8.RuneCountInString(key) < 2 && !strings.ContainsFunc(key, unicode.IsDigit) {
			continue
		}
		count[key]++
		out[key] = r
	}
	for key, n := range count {
		if n > 1 {
			delete(out, key)
		}
	}
	return out
}
