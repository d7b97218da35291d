package decode

import (
	"slices"

	"github.com/dragoman-news/dragoman/nmt/internal/kernel"
)

// OutputLayer is the output layer over a choice of target words. It is safe
// for concurrent use.
type OutputLayer struct {
	matrix *kernel.Matrix
	words  []int32 // ascending; a column's word
}

// Select gathers the columns of words, which must be ascending, of the output
// layer. Words that the vocabulary doesn't have are left out.
func (e *Engine) Select(words []int32) *OutputLayer {
	n, _ := slices.BinarySearch(words, int32(e.words))
	words = words[:n]
	return &OutputLayer{matrix: e.output.Gather(words), words: words}
}

// Whole is the output layer over all target words. It is packed when it is
// first asked for.
func (e *Engine) Whole() *OutputLayer { return e.whole() }

// Len is the number of words.
func (o *OutputLayer) Len() int { return len(o.words) }

// column finds a word.
func (o *OutputLayer) column(word int32) (int, bool) {
	return slices.BinarySearch(o.words, word)
}
