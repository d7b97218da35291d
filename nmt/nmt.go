// Package nmt runs Firefox Translations (Bergamot, Marian) student models in
// pure Go: neural machine translation in the processor of an ordinary machine,
// without cgo, a network or a GPU.
//
// A model is a directory of files as Mozilla publishes them: the binary model
// (model.*.bin), its vocabulary (vocab.*.spm, or srcvocab.*.spm and
// trgvocab.*.spm) and, mostly, a lexical shortlist (lex.*.bin). The
// architectures tiny, base and base-memory are run, quantised to int8 with
// precomputed activation scales ("alphas"); what else a file may hold is
// refused by name when it is opened.
//
// OpenDir loads a model, and Model.Translate translates a document's sentences
// in one call. Texts are UTF-8, and places in them are counted in bytes; what is
// no UTF-8 reads as U+FFFD. Nothing is logged, fetched or written.
//
// All kernels compute the same to the last bit, and no text's translation
// depends on what else a machine is doing: the same call gives the same bytes.
package nmt

import (
	"sync/atomic"

	"github.com/dragoman-news/dragoman/nmt/internal/decode"
	"github.com/dragoman-news/dragoman/nmt/internal/model"
	"github.com/dragoman-news/dragoman/nmt/internal/vocab"
)

// Model is a loaded translation model. It is safe for concurrent use. It holds
// only memory, so there is nothing to close.
type Model struct {
	engine         *decode.Engine
	source, target *vocab.Vocabulary
	shortlist      *model.Shortlist // nil if the model has none
	workers        chan *decode.Workspace
	reserved       chan *decode.Workspace // one, for interactive calls
	interactive    atomic.Int32           // such calls that run
	info           Info
}

// Info describes a model.
type Info struct {
	// From and To are the languages' codes as far as the model file's name
	// tells them ("model.enru.intgemm.alphas.bin": en, ru), else empty.
	From, To string
	// Architecture is "tiny", "base", "base-memory", or the sizes of one that
	// has no name.
	Architecture             string
	SourceWords, TargetWords int    // pieces in the vocabularies
	SharedVocabulary         bool   // one for both languages
	Shortlist                bool   // outputs are limited to likely words
	Bytes                    int    // of memory that the model's weights take
	Kernel                   string // what WithKernel calls it
	Marian                   string // the version of Marian that wrote the model
}

// Errors of Open, to be tested for with errors.Is.
var (
	// ErrFormat says that a file is damaged or isn't what its name says.
	ErrFormat = model.ErrFormat
	// ErrUnsupported says that a model is built in a way that this package
	// doesn't run; the message names it.
	ErrUnsupported = model.ErrUnsupported
)

// Token is a piece of the vocabulary at its place in a text.
type Token struct {
	ID         int // in the vocabulary
	Start, End int // bytes of the text; equal for tokens without text, as the end of a sentence
}

// Result is the translation of one text. That of a text without anything to
// translate is empty.
type Result struct {
	Text string
	// Source are the tokens of the input that the model was given, each end of
	// a sentence included (a text that was cut has one per part).
	Source []Token
	// Target are the tokens of Text, the ends of sentences included, except
	// for parts that were truncated.
	Target []Token
	// Alignment holds a row per Target token: the attention that it pays to
	// each Source token, summing to 1. It is nil for texts that had to be cut
	// and are so long that the alignments of a call's such texts would take more
	// than 64 MB.
	Alignment [][]float32
	// LogProb holds the natural logarithm of each Target token's probability
	// among the words of the shortlist: -Inf of an end that comes only because
	// everything else is banned.
	LogProb   []float32
	Truncated bool // the output reached its length limit before its end
}

// Info describes the model.
func (m *Model) Info() Info { return m.info }

// CanEncode reports whether the source vocabulary can represent r without
// its unknown piece. Translate leaves out what can't be encoded, so callers
// should replace such characters by ones that the model knows.
func (m *Model) CanEncode(r rune) bool { return m.source.CanEncode(r) }
