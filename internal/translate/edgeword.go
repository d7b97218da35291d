package translate

import (
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// edgeKind says what a function word at the edge of a span depends on.
type edgeKind int

const (
	contentWord edgeKind = iota
	joining              // a preposition, a conjunction or a relative pronoun
	owning               // a possessive pronoun
	negating
	article
)

// edgeWords are the function words that decide where the edges of a span lie.
// Of the languages here only those that are translated from have articles.
var edgeWords = map[string]map[edgeKind]string{
	"en": {
		joining: `about above across after against along amid among around as at before behind below beneath beside between beyond by despite down during
			except for from in inside into like near of off on onto out outside over past per since through throughout to toward towards under until up upon
			via with within without and or but nor that which who whom whose when where while because if than whether`,
		owning:   `my your his her its our their`,
		negating: `not no never nobody nothing none cannot`,
		article:  `a an the`,
	},
	"ru": {
		joining: `и в во на с со к ко о об обо от ото до из изо за по у а но или для при про над под без безо против между перед передо через после около
			возле среди вокруг вдоль кроме ради вместо внутри вне мимо сквозь благодаря согласно который которая которое которые которого которой которых
			которому которым которыми котором которую как что чтобы чем того тому том если когда где пока ли либо`,
		owning:   `его её ее их`,
		negating: `не ни`,
	},
	"uk": {
		joining: `і й та в у на з із зі до від за по а але або чи для при про над під без проти між перед через після біля серед навколо вздовж крім замість
			який яка яке які якого якої яких якому яким якими якій яку як що щоб ніж того тому якщо коли де поки`,
		owning:   `його її їх їхній`,
		negating: `не ні`,
	},
}

// edgeTables returns the kinds of the function words of two languages. Where one has
// no list, all of smallWords count as one kind.
func edgeTables(from, to string) (source, target map[string]edgeKind) {
	if edgeWords[from] == nil || edgeWords[to] == nil {
		return edgeTable(map[edgeKind]string{joining: smallWords[from]}), edgeTable(map[edgeKind]string{joining: smallWords[to]})
	}
	return edgeTable(edgeWords[from]), edgeTable(edgeWords[to])
}

func edgeTable(lists map[edgeKind]string) map[string]edgeKind {
	table := map[string]edgeKind{}
	for kind, list := range lists {
		for w := range strings.FieldsSeq(list) {
			table[w] = kind
		}
	}
	return table
}

// kindIn returns the kind of a word, given by its key.
func kindIn(table map[string]edgeKind, key string) edgeKind {
	if strings.HasSuffix(key, "n't") || strings.HasSuffix(key, "n’t") {
		return negating
	}
	return table[key]
}

// trimEdges takes function words off the edges of a run that belong to what is
// beside the span, and takes the negation in that belongs to it.
func (p *projection) trimEdges(run [2]int, s domain.Span) [2]int {
	inner := p.inner(s)
	if len(inner) == 0 {
		return run
	}
	for run[0] < run[1] && !p.edgeBelongs(run[0], inner, false) {
		run[0]++
	}
	for run[0] < run[1] && !p.edgeBelongs(run[1], inner, true) {
		run[1]--
	}
	if before := run[0] - 1; before >= 0 && p.kindHere(before) == negating && p.edgeBelongs(before, inner, false) {
		run[0] = before
	}
	return run
}

// inner returns the indices of the source words in a span.
func (p *projection) inner(s domain.Span) []int {
	var out []int
	for i, w := range p.sourceWords {
		if overlap(w, domain.Range{Start: s.Start, End: s.End}) > 0 {
			out = append(out, i)
		}
	}
	return out
}

// edgeBelongs reports whether target word w, at the left or right edge of a run,
// belongs to the span of the inner source words: content does, a function word if the
// span has one of its kind there, or, at the left, the one that the word owes most to.
func (p *projection) edgeBelongs(w int, inner []int, right bool) bool {
	kind := p.kindHere(w)
	switch {
	case kind == contentWord:
		return true
	case kind != joining:
		return slices.ContainsFunc(inner, func(i int) bool { return p.kind(i) == kind })
	case right:
		return p.kind(inner[len(inner)-1]) == kind
	default:
		return p.kind(inner[0]) == kind || slices.Contains(inner, p.owed[w]) && p.kind(p.owed[w]) == kind
	}
}

func (p *projection) kind(i int) edgeKind {
	return kindIn(p.kinds, wordKey(p.source[p.sourceWords[i].Start:p.sourceWords[i].End]))
}

func (p *projection) kindHere(w int) edgeKind {
	return kindIn(p.kindsHere, wordKey(p.target[p.words[w].Start:p.words[w].End]))
}
