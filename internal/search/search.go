// Package search turns text into the words that a full-text index holds and
// that a query asks for. It is one analyser for every language and both
// databases, whose own tokenizers know too little: text is brought to one
// spelling (NFKC, case, accents, the letter forms of Arabic script), words are
// stemmed in their language, and scripts without spaces are cut into pairs of
// characters.
//
// A token is made of letters and digits alone, whatever the text holds, so that
// no query language sees syntax in it. It starts with its language, such as
// "en0", so that stems of different languages never meet, or with "x0" for what is
// the same in every language: numbers, pairs of characters, names in a foreign
// script, and words of languages without a stemmer.
package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/lang"
)

// Limits on what is analysed; what follows is left out.
const (
	// MaxText is how many bytes of a text are indexed.
	MaxText = 1 << 20
	// MaxQuery is how many bytes of a query are read.
	MaxQuery = 400
	// MaxWords is how many words of a query are asked for.
	MaxWords = 24
	// MaxWord is how many characters of a word count.
	MaxWord = 40
)

// Document returns the tokens of a text in a language, a BCP 47 tag, joined by
// spaces. An unknown language costs the text its stems.
func Document(text, language string) string {
	var out strings.Builder
	base := lang.Base(language)
	for _, w := range split(cut(text, MaxText)) {
		if out.Len() > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(w.token(base))
	}
	return out.String()
}

// Terms returns the tokens of a text that say what it is about: those of
// Document without the language's stop words, in order, at most limit.
func Terms(text, language string, limit int) []string {
	var terms []string
	base := lang.Base(language)
	for _, w := range split(cut(text, MaxText)) {
		if len(terms) == limit {
			break
		}
		if !w.stop(base) {
			terms = append(terms, w.token(base))
		}
	}
	return terms
}

// Query returns what a document must hold to be found: of each word at least
// one token. languages are those that documents are in, the reader's and the
// originals'; a word is looked for in each of them that is written in its
// script, pairs of characters with their neighbours as an alternative. Stop words are not asked for, unless there is nothing else. A text
// without words gives nothing.
func Query(text string, languages ...string) [][]string {
	bases := []string{""} // as written, in any language
	for _, l := range languages {
		if base := lang.Base(l); base != "" && !slices.Contains(bases, base) {
			bases = append(bases, base)
		}
	}
	all := split(cut(text, MaxQuery))
	words := slices.DeleteFunc(slices.Clone(all), func(w word) bool { return w.stopIn(bases) })
	if len(words) == 0 {
		words = all
	}
	var query [][]string
	seen := map[string]bool{}
	for i, w := range words {
		if len(query) == MaxWords {
			break
		}
		next := i+1 < len(words) && words[i+1].joined
		if seen[w.text] || w.joined && !next {
			continue
		}
		seen[w.text] = true
		tokens := w.tokens(bases)
		if next { // a pair may straddle two words: its neighbour stands in for it
			tokens = append(tokens, words[i+1].tokens(bases)...)
		}
		query = append(query, tokens)
	}
	return query
}

// tokens returns the word's different tokens in some languages.
func (w word) tokens(bases []string) []string {
	var tokens []string
	for _, base := range bases {
		if t := w.token(base); !slices.Contains(tokens, t) {
			tokens = append(tokens, t)
		}
	}
	return tokens
}

// cut returns at most limit bytes of valid text.
func cut(text string, limit int) string {
	if len(text) > limit {
		for limit > 0 && !utf8.RuneStart(text[limit]) {
			limit--
		}
		text = text[:limit]
	}
	return strings.ToValidUTF8(text, " ")
}
