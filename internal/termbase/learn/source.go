package learn

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

// What an expression of a source may be.
const (
	longestName       = 5 // words, small ones included
	longestExpression = 3
	maxGrams          = 2 << 20 // sequences of words that are counted
	maxRecurring      = 4000    // expressions that are looked at, those met most often first
	// Glue is how much of what its parts occur goes to the expression: f(ab)² / f(a)·f(b), the
	// least over all places to part it (Silva and Lopes 1999). Capitals hold names together.
	leastNameGlue       = .01
	leastExpressionGlue = .04
	// An expression that occurs mostly in a longer one is a part of that.
	mostlyInside = .7
)

// expression is a stretch of words that recurs in sentences of the source.
type expression struct {
	stems   []int32
	pairs   []int32 // that have it, ascending
	at      []int   // where it begins in each of them
	name    bool    // has capitals
	capital bool    // begins with one
	persons int     // how many of the pairs name a person in it
}

// gram is a sequence of stems that begins with a word that may begin a term.
type gram struct {
	parent int32 // without the last stem, -1 for none
	stem   int32
	words  int8
	edge   bool // its last word may end a term, at least once
	last   int32
	count  int32 // pairs that have it
	inside int32 // the most that any longer one with glue occurs
}

// grams counts the sequences of stems that occur in enough sentences.
type grams struct {
	c     *corpus
	least int32
	list  []gram
	ids   map[[2]int32]int32 // by parent and stem
}

// recurring returns what recurs in at least so many sentences of the source and may be a
// name or an expression of art, most often first.
func (c *corpus) recurring(least int) []expression {
	g := &grams{c: c, least: int32(least), ids: map[[2]int32]int32{}}
	for n := 1; n <= longestName; n++ {
		g.count(n)
	}
	found := g.collect()
	found = slices.DeleteFunc(found, func(e expression) bool { return !c.worthwhile(&e) })
	slices.SortStableFunc(found, func(a, b expression) int { return cmp.Compare(len(b.pairs), len(a.pairs)) })
	return found[:min(len(found), maxRecurring)]
}

// count adds the sequences of n words whose parts occur often enough.
func (g *grams) count(n int) {
	for id, pair := range g.c.pairs {
		g.each(pair.source, n, func(start int, parent int32) {
			t := pair.source.tokens[start+n-1]
			key := [2]int32{parent, g.c.source.stem(t)}
			at, ok := g.ids[key]
			if !ok {
				if len(g.list) == maxGrams {
					return
				}
				at = int32(len(g.list))
				g.ids[key] = at
				g.list = append(g.list, gram{parent: parent, stem: key[1], words: int8(n), last: -1})
			}
			x := &g.list[at]
			x.edge = x.edge || g.c.source.edge(pair.source, start+n-1)
			if x.last != int32(id) {
				x.last = int32(id)
				x.count++
			}
		})
	}
}

// each calls f with every place in a sentence where n words may be a part of an expression,
// and the sequence of the words but the last.
func (g *grams) each(in sentence, n int, f func(start int, parent int32)) {
	s := &g.c.source
	for start := 0; start+n <= len(in.tokens); start++ {
		if !s.of(in.tokens[start]).content {
			continue
		}
		parent := int32(-1)
		for k := range n {
			t := in.tokens[start+k]
			if k > 0 && t.broken || len(s.where[s.stem(t)]) < int(g.least) {
				parent = -2
				break
			}
			if k == n-1 {
				break
			}
			at, ok := g.ids[[2]int32{parent, s.stem(t)}]
			if !ok || g.list[at].count < g.least {
				parent = -2
				break
			}
			parent = at
		}
		if parent != -2 {
			f(start, parent)
		}
	}
}

// stems returns the stems of a sequence.
func (g *grams) stems(at int32) []int32 {
	out := make([]int32, g.list[at].words)
	for ; at >= 0; at = g.list[at].parent {
		out[g.list[at].words-1] = g.list[at].stem
	}
	return out
}

// occurs returns in how many sentences a sequence occurs, leaving out what it begins and ends
// with that may not begin or end a term; 0 where nothing is left.
func (g *grams) occurs(stems []int32) int32 {
	for len(stems) > 0 {
		at, ok := int32(-1), true
		for _, stem := range stems {
			if at, ok = g.ids[[2]int32{at, stem}]; !ok {
				break
			}
		}
		switch {
		case !ok:
			stems = stems[1:]
		case !g.list[at].edge:
			stems = stems[:len(stems)-1]
		default:
			return g.list[at].count
		}
	}
	return 0
}

// glue says how much a sequence holds together.
func (g *grams) glue(at int32) float64 {
	stems := g.stems(at)
	least := 1.0
	whole := float64(g.list[at].count)
	for cut := 1; cut < len(stems); cut++ {
		left, right := g.occurs(stems[:cut]), g.occurs(stems[cut:])
		if left > 0 && right > 0 {
			least = min(least, whole*whole/(float64(left)*float64(right)))
		}
	}
	return least
}

// collect returns the sequences that hold together and aren't parts of others that do.
func (g *grams) collect() []expression {
	index := map[int32]int{}
	var out []expression
	for at := range g.list {
		x := g.list[at]
		if x.count < g.least || !x.edge || g.glue(int32(at)) < leastNameGlue {
			continue
		}
		index[int32(at)] = len(out)
		out = append(out, expression{stems: g.stems(int32(at))})
	}
	for id, pair := range g.c.pairs {
		for n := 1; n <= longestName; n++ {
			g.each(pair.source, n, func(start int, parent int32) {
				at, ok := g.ids[[2]int32{parent, g.c.source.stem(pair.source.tokens[start+n-1])}]
				if !ok {
					return
				}
				i, ok := index[at]
				if !ok || !g.c.source.edge(pair.source, start+n-1) {
					return
				}
				e := &out[i]
				if len(e.pairs) == 0 || e.pairs[len(e.pairs)-1] != int32(id) {
					e.pairs, e.at = append(e.pairs, int32(id)), append(e.at, start)
				}
			})
		}
	}
	for i := range out {
		g.c.judge(&out[i])
	}
	for at, i := range index {
		e := &out[i]
		words := len(e.stems)
		if e.name || words > 1 && words <= longestExpression && g.glue(at) >= leastExpressionGlue {
			g.covers(e.stems, int32(len(e.pairs)))
		} else {
			e.pairs = nil
		}
	}
	for at, i := range index {
		if e := &out[i]; float64(g.list[at].inside) >= mostlyInside*float64(len(e.pairs)) {
			e.pairs = nil
		}
	}
	return slices.DeleteFunc(out, func(e expression) bool { return len(e.pairs) < int(g.least) })
}

// covers notes how often an expression occurs with each sequence that is a part of it.
func (g *grams) covers(stems []int32, count int32) {
	for start := range stems {
		at := int32(-1)
		for n, stem := range stems[start:] {
			next, ok := g.ids[[2]int32{at, stem}]
			if !ok {
				break
			}
			at = next
			if n+1 < len(stems) {
				g.list[at].inside = max(g.list[at].inside, count)
			}
		}
	}
}

// judge finds out what capitals say of an expression, where they tell something.
func (c *corpus) judge(e *expression) {
	s := &c.source
	capitals, first, told := 0, 0, 0
	for i, pair := range e.pairs {
		in := c.pairs[pair].source
		person, all := false, true
		for k := range e.stems {
			t := in.tokens[e.at[i]+k]
			person = person || t.person
			if l := s.of(t); l.content {
				all = all && l.capital
			}
		}
		if person {
			e.persons++
		}
		if in.heading || len(e.stems) == 1 && in.tokens[e.at[i]].opens && !s.of(in.tokens[e.at[i]]).acronym {
			continue
		}
		told++
		if all {
			capitals++
		}
		if t := in.tokens[e.at[i]]; s.of(t).capital && !t.opens {
			first++
		}
	}
	e.name = told*3 >= len(e.pairs) && capitals*5 >= told*4
	e.capital = e.name || first*2 > told
}

// worthwhile reports whether an expression may be a term: a name that stands by itself most of
// the time, or words that aren't part of a compound and joined by the likes of "of".
func (c *corpus) worthwhile(e *expression) bool {
	alone, spaced := 0, 0
	for i, pair := range e.pairs {
		in, at, end := c.pairs[pair].source, e.at[i], e.at[i]+len(e.stems)
		text := in.written(domain.Range{Start: at, End: end})
		if !c.source.linked(in, at, end, e.name) {
			return false
		}
		if strings.ContainsAny(text, " \u00a0") || e.name {
			spaced++
		}
		if !c.source.goesOn(in, at, at-1, !e.name || len(e.stems) == 1) && !c.source.goesOn(in, end, end, len(e.stems) == 1) {
			alone++
		}
	}
	if len(e.stems) == 1 && lang.Base(c.source.lang) == "de" && !c.source.of(c.pairs[e.pairs[0]].source.tokens[e.at[0]]).acronym {
		return false
	}
	return alone*2 > len(e.pairs) && spaced*2 > len(e.pairs)
}

// goesOn reports whether the word at i, which joint ties to an expression, is a part of the
// same compound or, with name, has a capital, too.
func (s *side) goesOn(in sentence, joint, i int, name bool) bool {
	if i < 0 || i >= len(in.tokens) || in.tokens[joint].broken {
		return false
	}
	if in.hyphen(joint) {
		return true
	}
	l := s.of(in.tokens[i])
	return name && l.capital && l.content && !l.acronym && !in.heading && !in.tokens[i].opens
}

// linked reports whether the small words within a stretch are such as join a term's words.
func (s *side) linked(in sentence, start, end int, name bool) bool {
	for _, t := range in.tokens[start:end] {
		l := s.of(t)
		and := name && end-start > 3 && conjunctions[strings.ToLower(in.text[t.start:t.end])]
		if !l.content && !l.number && !l.links && !and {
			return false
		}
	}
	return true
}
