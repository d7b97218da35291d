package translate

import (
	"context"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Engine is a machine translation system. Implementations live below
// engine/, each in a package of its own, and all run the suite in
// engine/enginetest.
type Engine interface {
	// Name is the engine's short name, such as "bergamot".
	Name() string
	// Pair opens a direction between two BCP 47 languages. It returns an
	// error that wraps domain.ErrNotFound when the engine can't translate it,
	// which says what to do about it.
	Pair(ctx context.Context, from, to string) (Translator, error)
}

// Translator translates in one direction. It is safe for concurrent use.
type Translator interface {
	// Model names the model and version that the output depends on.
	Model() string
	// Translate returns one Output per input, in order. The inputs of one
	// call belong to one document: the output depends on nothing else.
	Translate(ctx context.Context, inputs []Input) ([]Output, error)
}

// RuneChecker is implemented by translators that can't read every character.
type RuneChecker interface {
	// CanEncode reports whether the model knows r.
	CanEncode(r rune) bool
}

// SpanKeeper is implemented by translators that say where Input.Spans went,
// most of which say nothing of single words.
type SpanKeeper interface {
	// KeepsSpans reports whether Output.Spans will be set.
	KeepsSpans() bool
}

// Input is one segment: plain text without markup or line breaks.
type Input struct {
	Text string
	// Spans are stretches of Text, such as links, whose places in the output
	// the caller wants to know, in the order of their starts. None is empty, and
	// any two lie apart or one within the other. Only a SpanKeeper reads them.
	Spans []domain.Range
	// Terms are those that occur in Text. An engine that can be told terms
	// follows them; the others leave them unread.
	Terms []Term
	// Banned are words that no word of the translation may begin with, in the
	// same letters. Only a Constrainer reads them.
	Banned []string
	// Prefix is what the translation begins with; what follows may lengthen its
	// last word. Only a Constrainer reads it.
	Prefix string
}

// Constrainer is implemented by translators that heed Input.Banned and
// Input.Prefix.
type Constrainer interface {
	// Constrains reports whether they do.
	Constrains() bool
}

// Term is a name or expression as it stands in a text and the form that the
// translation is to have, which an engine may inflect.
type Term struct{ Source, Target string }

// Output is one translated segment.
type Output struct {
	Text string
	// Source and Target are the tokens' byte ranges in the input's and the
	// output's text; both are empty when the engine gives no alignment.
	Source, Target []domain.Range
	// Alignment holds a row per Target token: the attention that it pays to
	// each Source token, between 0 and 1, a row summing to about 1.
	Alignment [][]float32
	// Spans are the places in Text of the input's spans, one for each, empty
	// where a span was lost. It is nil when the engine doesn't keep spans.
	Spans []domain.Range
	// Unknown are the places in Text of words that the engine doesn't know and
	// left in the source's language, as far as it can tell.
	Unknown []domain.Range
	// Truncated says that the output reached a length limit before its end.
	Truncated bool
	// LogProb is the mean log-probability of the tokens, 0 if unknown.
	LogProb float64
}
