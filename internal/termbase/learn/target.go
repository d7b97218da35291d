package learn

import (
	"cmp"
	"slices"
)

// When a stretch of the translations counts as what an expression is translated as.
const (
	longestTarget = 7           // words, small ones included
	maxLooked     = 200         // sentences that are read for an expression
	maxWork       = 400_000_000 // words that all this looks at, five times what a full corpus of news takes
	counting      = 10          // times as long as looking at a word takes counting it
	maxCompared   = 60          // stretches that are compared by how often they occur anywhere
	leastDice     = .5          // of the expression and the stretch, over all pairs
	leastTogether = 3           // pairs that have both
	manyTogether  = 10          // pairs that show that one word translates several
	leastShare    = .5          // of the expression's pairs that have the stretch
	strayShare    = .2          // of its pairs that a second translation must have
	slack         = .15         // Dice that a longer stretch may have less than a shorter one
	shortSlack    = .3          // the same where the shorter one has fewer words than the expression
)

// stretch is a sequence of stems of the translations.
type stretch struct {
	stems []int32
	pairs []int32 // that have it beside the expression, ascending
	dice  float64
}

// stems of a stretch, zero-filled, as a key. Stems are numbered from 0, and a key holds
// their numbers plus one.
type stretchKey [longestTarget]int32

func keyOf(stems []int32) (k stretchKey) {
	for i, s := range stems {
		k[i] = s + 1
	}
	return k
}

func (k stretchKey) stems() []int32 {
	var out []int32
	for _, s := range k {
		if s > 0 {
			out = append(out, s-1)
		}
	}
	return out
}

// translations returns what an expression is translated as, the usual stretch first, then
// others that take its place elsewhere. It is nil where none is sure.
func (c *corpus) translations(e *expression) []stretch {
	first, ok := c.goesWith(e, e.pairs)
	if !ok || len(first.pairs) < leastTogether || float64(len(first.pairs)) < leastShare*float64(len(e.pairs)) {
		return nil
	}
	out := []stretch{first}
	rest := without(e.pairs, first.pairs)
	for len(rest) > 1 && float64(len(rest)) >= strayShare*float64(len(e.pairs)) && len(out) < 3 {
		other, ok := c.goesWith(e, rest)
		if !ok || float64(len(other.pairs)) < strayShare*float64(len(e.pairs)) {
			break
		}
		out = append(out, other)
		rest = without(rest, other.pairs)
	}
	return out
}

// goesWith returns the stretch of the translations that goes best with an expression
// within some of its pairs.
func (c *corpus) goesWith(e *expression, pairs []int32) (stretch, bool) {
	var best stretch
	all := c.stretches(pairs)
	for i := range all {
		x := &all[i]
		have := c.target.having(x.stems, c.targetOf)
		x.pairs, x.dice = both(pairs, have), dice(pairs, have)
	}
	slices.SortStableFunc(all, func(a, b stretch) int {
		return cmp.Or(cmp.Compare(b.dice, a.dice), c.unlike(e, a)-c.unlike(e, b), len(b.stems)-len(a.stems), slices.Compare(a.stems, b.stems))
	})
	for _, x := range all {
		if x.dice < leastDice {
			break
		}
		x = c.fitted(e, x, all)
		if x.stems == nil || x.dice < leastDice || c.rival(e, x) {
			continue
		}
		best = x
		break
	}
	return best, best.stems != nil
}

func (c *corpus) sourceOf(pair int32) sentence { return c.pairs[pair].source }
func (c *corpus) targetOf(pair int32) sentence { return c.pairs[pair].target }

// stretches returns the stretches of words that stand in enough of the pairs' translations,
// those that stand in most first.
func (c *corpus) stretches(pairs []int32) []stretch {
	looked := pairs[:min(len(pairs), maxLooked)]
	least := max(2, int(strayShare*float64(len(looked))))
	s := &c.target
	often := map[int32]int{}
	last := map[int32]int32{}
	for _, pair := range looked {
		for _, t := range c.pairs[pair].target.tokens {
			if stem := s.stem(t); last[stem] != pair+1 {
				last[stem] = pair + 1
				often[stem]++
			}
		}
	}
	found := map[stretchKey][]int32{}
	for _, pair := range looked {
		in := c.pairs[pair].target
		s.work += counting * len(in.tokens)
		for start := range in.tokens {
			if !s.of(in.tokens[start]).content {
				continue
			}
			var key stretchKey
			for k := 0; k < longestTarget && start+k < len(in.tokens); k++ {
				t := in.tokens[start+k]
				if k > 0 && t.broken || often[s.stem(t)] < least {
					break
				}
				key[k] = s.stem(t) + 1
				if list := found[key]; s.edge(in, start+k) && (len(list) == 0 || list[len(list)-1] != pair) {
					found[key] = append(list, pair)
				}
			}
		}
	}
	var out []stretch
	for key, list := range found {
		if len(list) >= least {
			out = append(out, stretch{stems: key.stems(), pairs: list})
		}
	}
	slices.SortFunc(out, func(a, b stretch) int {
		return cmp.Or(len(b.pairs)-len(a.pairs), len(b.stems)-len(a.stems), slices.Compare(a.stems, b.stems))
	})
	return out[:min(len(out), maxCompared)]
}

// fitted returns a stretch without the words at its ends that translate words beside the
// expression, or a longer one with more words that translate the expression's. It has no
// stems where nothing is left.
func (c *corpus) fitted(e *expression, x stretch, all []stretch) stretch {
	for _, longer := range all {
		allowed := slack
		if c.surplus(e, x) < 0 && c.surplus(e, longer) <= 0 {
			allowed = shortSlack
		}
		if len(longer.stems) > len(x.stems) && longer.dice >= max(leastDice, x.dice-allowed) && within(x.stems, longer.stems) && c.fits(e, longer) < 0 {
			x = longer
		}
	}
	for len(x.stems) > 0 {
		at := c.fits(e, x)
		if at < 0 {
			return x
		}
		shorter := x.stems[1:]
		if at > 0 {
			shorter = x.stems[:at]
		}
		x = stretch{}
		for _, y := range all { // the longest that is left, for one must not end in a small word
			if len(y.stems) <= len(shorter) && within(y.stems, shorter) && len(y.stems) > len(x.stems) {
				x = y
			}
		}
	}
	return x
}

// fits returns the place of the word at an end of a stretch, the last one first, that rather
// translates a word beside the expression, -1 where both belong to it. Where there are
// more words than the expression has, a word that may as well translate another is too much.
func (c *corpus) fits(e *expression, x stretch) int {
	beside := c.beside(e, x.pairs)
	for _, at := range []int{len(x.stems) - 1, 0} {
		where := c.target.where[x.stems[at]]
		inside := dice(e.pairs, where)
		for _, s := range e.stems {
			inside = max(inside, dice(c.source.where[s], where))
		}
		for _, other := range beside {
			if d := dice(c.source.where[other], where); d > inside || d == inside && c.surplus(e, x) > 0 {
				return at
			}
		}
	}
	return -1
}

// unlike is how many words with a meaning of their own a stretch has fewer than the
// expression, or more beyond two: some words take three.
func (c *corpus) unlike(e *expression, x stretch) int {
	n := c.surplus(e, x)
	return max(-n, n-2, 0)
}

// surplus is how many words with a meaning of their own a stretch has more than the
// expression, of which an acronym counts as many as it has letters.
func (c *corpus) surplus(e *expression, x stretch) int {
	n := 0
	for k := range e.stems {
		switch l := c.source.of(c.pairs[e.pairs[0]].source.tokens[e.at[0]+k]); {
		case l.acronym && len(e.stems) == 1:
			n -= int(l.letters)
		case l.content:
			n--
		}
	}
	for _, stem := range x.stems {
		if c.target.meaning[stem] {
			n++
		}
	}
	return n
}

// rival reports whether something else in the source goes clearly better with a stretch: a word
// beside the expression, or one word of it.
func (c *corpus) rival(e *expression, x stretch) bool {
	have := c.target.having(x.stems, c.targetOf)
	mine := dice(e.pairs, have)
	for _, other := range c.beside(e, x.pairs) {
		if dice(c.source.where[other], have) > mine {
			return true
		}
	}
	if len(e.stems) > 1 {
		for _, s := range e.stems {
			if dice(c.source.where[s], have) > mine+.1 {
				return true
			}
		}
	}
	return false
}

// beside returns the stems of the words that stand beside an expression in at least half of
// some pairs, and in two.
func (c *corpus) beside(e *expression, pairs []int32) []int32 {
	looked := pairs[:min(len(pairs), maxLooked)]
	half := max(2, (len(looked)+1)/2)
	often, last := map[int32]int{}, map[int32]int32{}
	var out []int32
	for _, pair := range looked {
		c.source.work += counting * len(c.pairs[pair].source.tokens)
		for _, t := range c.pairs[pair].source.tokens {
			stem := c.source.stem(t)
			if last[stem] == pair+1 || slices.Contains(e.stems, stem) {
				continue
			}
			last[stem] = pair + 1
			often[stem]++
			if often[stem] == half {
				out = append(out, stem)
			}
		}
	}
	return out
}

// within reports whether one sequence is a part of another.
func within(part, whole []int32) bool {
	for i := 0; i+len(part) <= len(whole); i++ {
		if slices.Equal(part, whole[i:i+len(part)]) {
			return true
		}
	}
	return false
}

// both returns what two ascending lists share.
func both(a, b []int32) []int32 {
	var out []int32
	for _, x := range a {
		if _, found := slices.BinarySearch(b, x); found {
			out = append(out, x)
		}
	}
	return out
}

// without returns what an ascending list has and another hasn't.
func without(a, b []int32) []int32 {
	var out []int32
	for _, x := range a {
		if _, found := slices.BinarySearch(b, x); !found {
			out = append(out, x)
		}
	}
	return out
}
