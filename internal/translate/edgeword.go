package translate

import "strings"

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
