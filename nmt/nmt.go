// Package nmt runs Firefox Translations (Bergamot, Marian) student models in
// pure Go: neural machine translation in the processor of an ordinary machine,
// without cgo, a network or a GPU.
//
// A model is a directory of files as Mozilla publishes them: the binary model
// (model.*.bin), its vocabulary (vocab.*.spm, or srcvocab.*.spm and
// trgvocab.*.spm) and, mostly, a lexical shortlist (lex.*.bin).
package nmt

import (
	"context"
	"errors"
	"io/fs"
)

// Model is a loaded translation model. It is safe for concurrent use.
type Model struct{}

// Option changes how a model is opened.
type Option func(*options)

// CallOption changes one call of Translate.
type CallOption func(*call)

type (
	options struct{}
	call    struct{}
)

// Token is a piece of the vocabulary at its place in a text.
type Token struct {
	ID         int // in the vocabulary
	Start, End int // bytes of the text; equal for tokens without text, as the end of a sentence
}

// Result is the translation of one text.
type Result struct {
	Text   string
	Source []Token // of the input, the end-of-sentence token included
	Target []Token // of Text, the end-of-sentence token included unless Truncated
	// Alignment holds a row per Target token: the attention that it pays to
	// each Source token, summing to 1.
	Alignment [][]float32
	// LogProb holds the natural logarithm of each Target token's probability
	// among the words of the shortlist.
	LogProb   []float32
	Truncated bool // the output reached its length limit before its end
}

// Open loads the model whose files are in fsys.
func Open(fsys fs.FS, opts ...Option) (*Model, error) { return nil, errors.ErrUnsupported }

// Translate translates texts, each a sentence (longer ones are cut at the
// model's length limit where a space allows it). The texts of one call share
// one shortlist, so the same call gives the same bytes whatever else runs.
func (m *Model) Translate(ctx context.Context, texts []string, opts ...CallOption) ([]Result, error) {
	return nil, errors.ErrUnsupported
}

// CanEncode reports whether the source vocabulary can represent r without
// its unknown piece.
func (m *Model) CanEncode(r rune) bool { return r < 0x80 }
