package story

import (
	_ "embed"
	"math"
	"strings"
	"sync"

	"github.com/dragoman-news/dragoman/internal/search"
)

//go:embed common.txt
var commonText string

// What is assumed of a language before its articles tell: priorArticles of
// them have been seen, and priorCommon of these have each of the common words,
// priorOther any other word: one that was never seen is hardly rarer than one
// that was seen twice.
const priorArticles, priorCommon, priorOther = 200, 60, 5

// common returns the hashes of the terms of common.txt.
var common = sync.OnceValue(func() map[int64]bool {
	hashes := map[int64]bool{}
	for line := range strings.Lines(commonText) {
		language, words, _ := strings.Cut(line, " ")
		if language == "#" {
			continue
		}
		for _, t := range search.Terms(words, language, math.MaxInt) {
			hashes[termHash(language, t)] = true
		}
	}
	return hashes
})

// idf is how much a term tells that so many articles hold, of all.
func idf(hash, articles, all int64) float64 {
	with := articles + priorOther
	if common()[hash] {
		with = articles + priorCommon
	}
	return math.Log(float64(all+priorArticles) / float64(with))
}
