// Package bergamot is the embedded engine: Firefox Translations models run by
// package nmt in this process.
package bergamot

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/nmt"
)

// Finder knows which models are on this machine.
type Finder interface {
	// Find returns the directory of the model that translates between two BCP 47
	// languages, and a name for it that changes with its version. Its error wraps
	// domain.ErrNotFound when there is none, and says how to get one.
	Find(from, to string) (dir, name string, err error)
}

// Engine opens models when they are first asked for and keeps the ones last used.
// It is safe for concurrent use.
type Engine struct {
	finder Finder
	keep   int

	mu     sync.Mutex
	models []*entry // the last used at the end
}

// entry is a model that is open or being opened.
type entry struct {
	dir, name string
	open      func() (*nmt.Model, error)
}

// Option changes an Engine.
type Option func(*Engine)

// WithModels sets how many models stay in memory, four by default. A tiny model
// takes about 20 MB, the larger kinds up to 60 MB.
func WithModels(n int) Option { return func(e *Engine) { e.keep = max(1, n) } }

// New returns an engine over the models that finder finds.
func New(finder Finder, options ...Option) *Engine {
	e := &Engine{finder: finder, keep: 4}
	for _, o := range options {
		o(e)
	}
	return e
}

// Name returns "bergamot".
func (e *Engine) Name() string { return "bergamot" }

// Pair opens the model for a direction.
func (e *Engine) Pair(ctx context.Context, from, to string) (translate.Translator, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	dir, name, err := e.finder.Find(from, to)
	if err != nil {
		return nil, err
	}
	model, err := e.model(dir, name)
	if err != nil {
		return nil, fmt.Errorf("open model %s (reinstall it with dragoman models pull): %w", name, err)
	}
	return &translator{model: model, name: name}, nil
}

// model returns the open model in dir, which many may wait for but one opens. One
// that can't be opened is forgotten, so that it can be replaced.
func (e *Engine) model(dir, name string) (*nmt.Model, error) {
	found := e.touch(dir, name)
	model, err := found.open()
	if err != nil {
		e.forget(found)
	}
	return model, err
}

// touch makes the entry for dir the last used one, and drops the first beyond the limit.
func (e *Engine) touch(dir, name string) *entry {
	e.mu.Lock()
	defer e.mu.Unlock()
	if i := slices.IndexFunc(e.models, func(m *entry) bool { return m.dir == dir && m.name == name }); i >= 0 {
		found := e.models[i]
		e.models = append(slices.Delete(e.models, i, i+1), found)
		return found
	}
	added := &entry{dir: dir, name: name, open: sync.OnceValues(func() (*nmt.Model, error) { return nmt.OpenDir(dir) })}
	e.models = append(e.models, added)
	e.models = slices.Delete(e.models, 0, max(0, len(e.models)-e.keep)) // which clears what it leaves behind
	return added
}

func (e *Engine) forget(gone *entry) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.models = slices.DeleteFunc(e.models, func(m *entry) bool { return m == gone })
}

// translator is one model.
type translator struct {
	model *nmt.Model
	name  string
}

// Model names the model as the Finder does.
func (t *translator) Model() string { return t.name }

// CanEncode reports whether the model's vocabulary has r.
func (t *translator) CanEncode(r rune) bool { return t.model.CanEncode(r) }

// Constrains reports true.
func (t *translator) Constrains() bool { return true }

// Translate translates all inputs in one call, so that they share one shortlist.
func (t *translator) Translate(ctx context.Context, inputs []translate.Input) ([]translate.Output, error) {
	texts := make([]string, len(inputs))
	var options []nmt.CallOption
	for i, in := range inputs {
		texts[i] = in.Text
		if len(in.Banned) > 0 {
			options = append(options, nmt.Banned(i, in.Banned...))
		}
		if in.Prefix != "" {
			options = append(options, nmt.ForcedPrefix(i, in.Prefix))
		}
	}
	results, err := t.model.Translate(ctx, texts, options...)
	if err != nil {
		return nil, err
	}
	outputs := make([]translate.Output, len(results))
	for i, r := range results {
		outputs[i] = translate.Output{
			Text: r.Text, Source: ranges(r.Source), Target: ranges(r.Target), Alignment: r.Alignment,
			LogProb: mean(r.LogProb), Truncated: r.Truncated,
		}
	}
	return outputs, nil
}

func ranges(tokens []nmt.Token) []domain.Range {
	out := make([]domain.Range, len(tokens))
	for i, t := range tokens {
		out[i] = domain.Range{Start: t.Start, End: t.End}
	}
	return out
}

func mean(values []float32) float64 {
	if len(values) == 0 {
		return 0
	}
	sum := 0.0
	for _, v := range values {
		sum += float64(v)
	}
	return sum / float64(len(values))
}
