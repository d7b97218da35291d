package translate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Router finds the engines for a pair of languages.
type Router struct {
	engines []Engine
	pivots  []string
}

// NewRouter returns a router over engines, the preferred one first. Where none
// translates a pair itself, two are chained through a common language.
func NewRouter(engines ...Engine) *Router {
	return &Router{engines: engines, pivots: []string{"en", "es", "ru", "fr", "de", "pt"}}
}

// Route is a way from one language to another: one translator, or two.
type Route struct {
	steps []routeStep
}

type routeStep struct {
	domain.Step
	translator Translator
}

// Steps returns what the route's translations depend on, in order.
func (r *Route) Steps() []domain.Step {
	var out []domain.Step
	for _, s := range r.steps {
		step := s.Step
		step.Model = s.translator.Model()
		out = append(out, step)
	}
	return out
}

// Route returns the way from one BCP 47 language to another. Its error wraps
// domain.ErrNotFound where there is none, and says what could be installed.
func (r *Router) Route(ctx context.Context, from, to string) (*Route, error) {
	if base(from) == "" || base(to) == "" {
		return nil, fmt.Errorf("route %q to %q: a language is missing: %w", from, to, domain.ErrInvalid)
	}
	direct, err := r.step(ctx, from, to)
	if err == nil {
		return &Route{steps: []routeStep{direct}}, nil
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	for _, pivot := range r.pivots {
		if pivot == base(from) || pivot == base(to) {
			continue
		}
		first, firstErr := r.step(ctx, from, pivot)
		if firstErr != nil {
			continue
		}
		if second, secondErr := r.step(ctx, pivot, to); secondErr == nil {
			return &Route{steps: []routeStep{first, second}}, nil
		}
	}
	return nil, fmt.Errorf("no engine translates %s to %s, directly or through %s: %w", from, to, strings.Join(r.pivots, ", "), err)
}

// step opens a pair with the first engine that has it.
func (r *Router) step(ctx context.Context, from, to string) (routeStep, error) {
	var errs []error
	for _, e := range r.engines {
		t, err := e.Pair(ctx, from, to)
		if err == nil {
			return routeStep{domain.Step{Engine: e.Name(), From: from, To: to}, t}, nil
		}
		errs = append(errs, fmt.Errorf("%s: %w", e.Name(), err))
	}
	if len(errs) == 0 {
		return routeStep{}, fmt.Errorf("no engine is configured: %w", domain.ErrNotFound)
	}
	// Something broken says more than something absent.
	slices.SortStableFunc(errs, func(a, b error) int {
		return absent(a) - absent(b)
	})
	return routeStep{}, errors.Join(errs...)
}

func absent(err error) int {
	if errors.Is(err, domain.ErrNotFound) {
		return 1
	}
	return 0
}

// routed is the output of a route for one input.
type routed struct {
	text      string
	align     alignment // from the input to text
	logProb   float64
	truncated bool
	findings  []domain.Finding
}

// canEncode returns the function that says what the step's model can read.
func (s routeStep) canEncode() func(rune) bool {
	if c, ok := s.translator.(RuneChecker); ok {
		return c.CanEncode
	}
	return func(rune) bool { return true }
}

// translate sends inputs, which the first step can read, along the route. Later steps
// prepare and restore the texts between as the first one's caller does.
func (r *Route) translate(ctx context.Context, inputs []string) ([]routed, error) {
	results, err := r.steps[0].translate(ctx, inputs)
	if err != nil {
		return nil, err
	}
	for _, s := range r.steps[1:] {
		p := preparer{from: base(s.From), to: base(s.To), canEncode: s.canEncode()}
		preps := make([]preparation, len(results))
		texts := make([]string, len(results))
		for j, middle := range results {
			preps[j] = p.prepare(clean(middle.text), nil, nil, variant{})
			texts[j] = preps[j].after
		}
		next, err := s.translate(ctx, texts)
		if err != nil {
			return nil, err
		}
		for j, out := range next {
			results[j] = results[j].then(p.restore(clean(results[j].text), preps[j], out))
		}
	}
	return results, nil
}

// translate translates texts with one step's translator.
func (s routeStep) translate(ctx context.Context, texts []string) ([]routed, error) {
	batch := make([]Input, len(texts))
	for j, text := range texts {
		batch[j].Text = text
	}
	outputs, err := s.translator.Translate(ctx, batch)
	if err != nil {
		return nil, fmt.Errorf("translate %s to %s with %s: %w", s.From, s.To, s.Engine, err)
	}
	if len(outputs) != len(texts) {
		return nil, fmt.Errorf("translate %s to %s with %s: %d outputs for %d inputs: %w", s.From, s.To, s.Engine, len(outputs), len(texts), domain.ErrPermanent)
	}
	out := make([]routed, len(outputs))
	for j, o := range outputs {
		if !utf8.ValidString(o.Text) {
			o = Output{Text: strings.ToValidUTF8(o.Text, ""), LogProb: o.LogProb, Truncated: o.Truncated}
		}
		out[j] = routed{text: o.Text, align: alignmentOf(texts[j], o), logProb: o.LogProb, truncated: o.Truncated, findings: unknownWords(o)}
	}
	return out, nil
}

// then returns what a further step made of a result. The less sure of the steps
// counts for the whole.
func (r routed) then(next rendition) routed {
	out := routed{
		text: next.text, align: r.align.through(next.align),
		logProb: min(r.logProb, next.logProb), truncated: r.truncated || next.truncated, findings: r.findings,
	}
	for _, f := range next.findings {
		f.Source = domain.Range{} // it is a place in the text between
		out.findings = append(out.findings, f)
	}
	return out
}
