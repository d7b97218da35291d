package translate

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Router finds the engines for a pair of languages.
type Router struct {
	RouterConfig
	pivots []string
}

// RouterConfig says which engines a router asks and how.
type RouterConfig struct {
	Engines []Engine // the preferred one first
	// Routes are other orders of engines for directions: by "en-ar", "en-*" or "*-ar",
	// with BCP 47 tags or their base languages; what is more exact goes first.
	Routes map[string][]Engine
	// Second says that doubtful segments are translated by the next engine, too.
	Second bool
	// Breakers, if set, keep engines that fail from being asked.
	Breakers *Breakers
}

// NewRouter returns a router over engines, the preferred one first. Where none
// translates a pair itself, two are chained through a common language.
func NewRouter(engines ...Engine) *Router { return NewRouterWith(RouterConfig{Engines: engines}) }

// NewRouterWith returns a router.
func NewRouterWith(c RouterConfig) *Router {
	return &Router{RouterConfig: c, pivots: []string{"en", "es", "ru", "fr", "de", "pt"}}
}

// order returns the engines for a direction, in the order in which they are asked.
func (r *Router) order(from, to string) []Engine {
	for _, f := range []string{from, base(from), "*"} {
		for _, t := range []string{to, base(to), "*"} {
			if engines, ok := r.Routes[f+"-"+t]; ok {
				return engines
			}
		}
	}
	return r.Engines
}

// Route is a way from one language to another: one translator, or two.
type Route struct {
	steps []routeStep
}

type routeStep struct {
	domain.Step
	translator Translator
	breakers   *Breakers
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

// Route returns the preferred way from one BCP 47 language to another. Its error
// wraps domain.ErrNotFound where there is none, and says what could be installed.
func (r *Router) Route(ctx context.Context, from, to string) (*Route, error) {
	var errs []error
	for route, err := range r.ways(ctx, from, to) {
		if err == nil {
			return route, nil
		}
		errs = append(errs, err)
	}
	return nil, r.noWay(ctx, from, to, errs)
}

// ways yields the ways from one language to another, the preferred first, and
// an error for each engine that doesn't translate directly: with each engine
// itself, then through a third language.
func (r *Router) ways(ctx context.Context, from, to string) iter.Seq2[*Route, error] {
	return func(yield func(*Route, error) bool) {
		if base(from) == "" || base(to) == "" {
			yield(nil, fmt.Errorf("a language is missing: %w", domain.ErrInvalid))
			return
		}
		engines := r.order(from, to)
		for _, e := range engines {
			step, err := r.open(ctx, e, from, to)
			if err != nil {
				err = fmt.Errorf("%s: %w", e.Name(), err)
			}
			if ctx.Err() != nil || !yield(&Route{steps: []routeStep{step}}, err) {
				return
			}
		}
		for _, pivot := range r.pivots {
			if pivot == base(from) || pivot == base(to) {
				continue
			}
			first, ok := r.step(ctx, engines, from, pivot)
			if !ok {
				continue
			}
			if second, ok := r.step(ctx, engines, pivot, to); ok {
				yield(&Route{steps: []routeStep{first, second}}, nil)
				return
			}
		}
	}
}

// noWay returns the error that says why there is no way, or that none worked.
func (r *Router) noWay(ctx context.Context, from, to string, errs []error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if len(errs) == 0 {
		errs = append(errs, fmt.Errorf("no engine is configured: %w", domain.ErrNotFound))
	}
	// Something broken says more than something absent.
	slices.SortStableFunc(errs, func(a, b error) int {
		return absent(a) - absent(b)
	})
	if absent(errs[0]) == 0 {
		return errors.Join(errs...)
	}
	return fmt.Errorf("no engine translates %s to %s, directly or through %s: %w", from, to, strings.Join(r.pivots, ", "), errors.Join(errs...))
}

// step opens a pair with the first engine that has it.
func (r *Router) step(ctx context.Context, engines []Engine, from, to string) (routeStep, bool) {
	for _, e := range engines {
		if s, err := r.open(ctx, e, from, to); err == nil {
			return s, true
		}
	}
	return routeStep{}, false
}

// open opens a pair with one engine.
func (r *Router) open(ctx context.Context, e Engine, from, to string) (routeStep, error) {
	if err := r.Breakers.resting(e.Name()); err != nil {
		return routeStep{}, err
	}
	t, err := e.Pair(ctx, from, to)
	if errors.Is(err, ErrUnavailable) { // what a pair's being there says of translating is little
		r.Breakers.report(e.Name(), err)
	}
	return routeStep{domain.Step{Engine: e.Name(), From: from, To: to}, t, r.Breakers}, err
}

func absent(err error) int {
	if errors.Is(err, domain.ErrNotFound) {
		return 1
	}
	return 0
}

// routed is the output of a route for one input.
type routed struct {
	text    string
	align   alignment // from the input to text
	logProb float64
	// likelihood is the logarithm of the whole output's, 0 if unknown.
	likelihood float64
	truncated  bool
	findings   []domain.Finding
	spans      []domain.Range // of the input's, where the engine says it
	marks      []anchor       // from the segment's spans to text, filled in by who knows them
}

// keepsSpans reports whether the route says where spans went. Through a third
// language none does.
func (r *Route) keepsSpans() bool {
	k, ok := r.steps[0].translator.(SpanKeeper)
	return ok && len(r.steps) == 1 && k.KeepsSpans()
}

// canEncode returns the function that says what the step's model can read.
func (s routeStep) canEncode() func(rune) bool {
	if c, ok := s.translator.(RuneChecker); ok {
		return c.CanEncode
	}
	return func(rune) bool { return true }
}

// constrains reports whether the route's translations can be made to have a prefix, and
// not to have words.
func (r *Route) constrains() bool {
	c, ok := r.steps[0].translator.(Constrainer)
	return ok && len(r.steps) == 1 && c.Constrains()
}

// translate sends inputs, which the first step can read, along the route. Later steps
// prepare and restore the texts between as the first one's caller does.
func (r *Route) translate(ctx context.Context, inputs []Input) ([]routed, error) {
	results, err := r.steps[0].translate(ctx, inputs)
	if err != nil {
		return nil, err
	}
	for _, s := range r.steps[1:] {
		p := preparer{from: base(s.From), to: base(s.To), canEncode: s.canEncode()}
		preps := make([]preparation, len(results))
		texts := make([]Input, len(results))
		for j, middle := range results {
			preps[j] = p.prepare(clean(middle.text), nil, nil, variant{})
			texts[j].Text = preps[j].after
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

// translate translates inputs with one step's translator.
func (s routeStep) translate(ctx context.Context, inputs []Input) ([]routed, error) {
	outputs, err := s.breakers.guarded(s.Engine, func() ([]Output, error) { return s.translator.Translate(ctx, inputs) })
	if err != nil {
		return nil, fmt.Errorf("translate %s to %s with %s: %w", s.From, s.To, s.Engine, err)
	}
	if len(outputs) != len(inputs) {
		return nil, fmt.Errorf("translate %s to %s with %s: %d outputs for %d inputs: %w", s.From, s.To, s.Engine, len(outputs), len(inputs), domain.ErrPermanent)
	}
	out := make([]routed, len(outputs))
	for j, o := range outputs {
		if !utf8.ValidString(o.Text) {
			o = Output{Text: strings.ToValidUTF8(o.Text, ""), LogProb: o.LogProb, Truncated: o.Truncated}
		}
		out[j] = routed{text: o.Text, align: alignmentOf(inputs[j].Text, o), logProb: o.LogProb, likelihood: o.LogProb * float64(len(o.Target)), truncated: o.Truncated, findings: unknownWords(o)}
		if len(o.Spans) == len(inputs[j].Spans) && inside(o.Spans, len(o.Text)) {
			out[j].spans = o.Spans
		}
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
