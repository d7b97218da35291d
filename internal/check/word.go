package check

import (
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
)

// words are a text's words, as propername.Split tells them.
type words []word

type word struct {
	at    domain.Range
	text  string // as written
	lower string
}

func wordsOf(text string) words {
	var out words
	for _, w := range propername.Split(text) {
		out = append(out, word{w.At, w.Text, w.Lower})
	}
	return out
}
