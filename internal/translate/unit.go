package translate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

const (
	// batchSize is how many segments go to an engine in one call. It is the same
	// for every document, since outputs depend on what shares a call.
	batchSize = 128
	attempts  = 4
)

// unit is a distinct segment of a document on its way through a route.
type unit struct {
	text      string
	masked    []domain.Range
	quotes    []quoteMark
	spans     []domain.Range // that the engine is to keep
	continues bool           // the sentence of the segment before
	variant   variant
	terms     []termbase.Match // of the glossary
	best      rendition
	done      bool
}

// key is equal for units that must get the same translation.
func (u *unit) key() string {
	return fmt.Sprint(u.text, "\x00", u.continues, u.masked, u.quotes, u.spans)
}

// worker translates the units of one document.
type worker struct {
	route    *Route
	preparer preparer
	progress func(done, total int)
}

// attempt is a unit in preparation, in one shape: one input for each piece of it.
type attempt struct {
	unit   *unit
	shape  shape
	pieces []domain.Range
	preps  []preparation
	spans  [][]anchor // per piece: from the piece's text to the engine's input
}

// translate translates all units, those that failed in one way in the next.
func (w *worker) translate(ctx context.Context, units []*unit) error {
	pending := units
	for round := range attempts {
		var again []*unit
		for batch := range slices.Chunk(pending, batchSize) {
			if err := w.batch(ctx, batch); err != nil {
				return err
			}
			for _, u := range batch {
				if next, ok := nextVariant(u); ok && round+1 < attempts {
					u.variant = next
					again = append(again, u)
				}
			}
			w.report(units)
		}
		pending = again
	}
	return nil
}

func (w *worker) report(units []*unit) {
	if w.progress == nil {
		return
	}
	done := 0
	for _, u := range units {
		if u.done {
			done++
		}
	}
	w.progress(done, len(units))
}

// nextVariant says how to try a unit again whose translation is bad in a way that
// another preparation may mend.
func nextVariant(u *unit) (variant, bool) {
	v, again := u.variant, false
	for _, f := range u.best.findings {
		switch f.Rule {
		case "mask-lost":
			v.mask, again = u.variant.mask+1, true
		case "currency-missing", "currency-added":
			v.currency, again = u.variant.currency+1, true
		case "name-changed":
			name := u.text[f.Source.Start:f.Source.End]
			if !slices.Contains(v.names, name) {
				v.names, again = append(slices.Clip(v.names), name), true
			}
		case "repetition", "truncated", "empty", "dateline-lost":
			v.split, again = true, again || !u.variant.split
		}
	}
	return v, again
}

// batch translates units in one call. Where the call fails, each is tried in a
// call of its own, so that one bad segment doesn't lose the others.
func (w *worker) batch(ctx context.Context, units []*unit) error {
	err := w.try(ctx, units)
	if err == nil || ctx.Err() != nil || len(units) == 1 && units[0].done {
		return errors.Join(ctx.Err())
	}
	if errors.Is(err, ErrUnavailable) || errors.Is(err, domain.ErrRateLimited) {
		return err // whatever the text
	}
	failed := 0
	for _, u := range units {
		single := w.try(ctx, []*unit{u})
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if single == nil {
			continue
		}
		failed++
		if failed == 3 && !slices.ContainsFunc(units, func(u *unit) bool { return u.done }) {
			return err
		}
		if !u.done {
			u.best = rendition{text: u.text, findings: []domain.Finding{{
				Rule: "engine-error", Severity: domain.SeverityBlock, Message: "not translated: " + single.Error(), Args: []string{single.Error()},
			}}}
		}
	}
	if failed == len(units) && !slices.ContainsFunc(units, func(u *unit) bool { return u.done }) {
		return err
	}
	return nil
}

// try translates units in one call and keeps of each the best rendition so far.
func (w *worker) try(ctx context.Context, units []*unit) error {
	variants := make([]variant, len(units))
	for i, u := range units {
		variants[i] = u.variant
	}
	renditions, err := w.renditions(ctx, units, variants)
	if err != nil {
		return err
	}
	for i, u := range units {
		if r := renditions[i]; !u.done || gravity(r.findings) < gravity(u.best.findings) {
			u.best = r
		}
		u.done = true
	}
	return nil
}

// renditions translates each unit in its variant, all in one call. A unit may stand there more than
// once.
func (w *worker) renditions(ctx context.Context, units []*unit, variants []variant) ([]rendition, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var batch []attempt
	var inputs []Input
	shapes := make([][]shape, len(units))
	for i, u := range units {
		shapes[i] = shapesOf(u)
		for _, s := range shapes[i] {
			a := w.attempt(u, variants[i], s)
			for k, p := range a.preps {
				in := Input{Text: p.after, Spans: targets(a.spans[k]), Banned: variants[i].banned, Terms: engineTerms(u, a.pieces[k])}
				if variants[i].prefix != "" && k == 0 {
					in.Prefix = w.said(p, variants[i].prefix)
				}
				inputs = append(inputs, in)
			}
			batch = append(batch, a)
		}
	}
	outputs, err := w.route.translate(ctx, inputs)
	if err != nil {
		return nil, err
	}
	out := make([]rendition, len(units))
	for i, u := range units {
		tried := make([]rendition, len(shapes[i]))
		for k := range tried {
			n := len(batch[k].preps)
			tried[k], outputs = w.finish(batch[k], outputs[:n]), outputs[n:]
		}
		out[i], batch = choose(u.text, shapes[i], tried), batch[len(tried):]
	}
	return out, nil
}

func gravity(findings []domain.Finding) int {
	sum := 0
	for _, f := range findings {
		switch f.Severity {
		case domain.SeverityBlock:
			sum += 100
		case domain.SeverityWarn:
			sum += 10
		case domain.SeverityNote:
			sum++
		}
	}
	return sum
}

func (w *worker) attempt(u *unit, v variant, s shape) attempt {
	a := attempt{unit: u, shape: s, pieces: w.pieces(u)}
	v.shape = s
	stands := v.surrogates
	for _, piece := range a.pieces {
		v.surrogates = surrogatesIn(stands, piece)
		var masked []domain.Range
		for _, m := range u.masked {
			if m.Start >= piece.Start && m.End <= piece.End {
				masked = append(masked, domain.Range{Start: m.Start - piece.Start, End: m.End - piece.Start})
			}
		}
		prep := w.preparer.prepare(u.text[piece.Start:piece.End], masked, within(u.quotes, piece), v)
		a.preps, a.spans = append(a.preps, prep), append(a.spans, keptSpans(u.spans, piece, prep))
	}
	return a
}

// pieces cuts a unit that went wrong whole, but never inside a mask.
func (w *worker) pieces(u *unit) []domain.Range {
	whole := domain.Range{End: len(u.text)}
	if !u.variant.split {
		return []domain.Range{whole}
	}
	if line := agencyLine(u.text); line > 0 && !splitsMask(line, line+1, u.masked) {
		return []domain.Range{{End: line}, {Start: line + 1, End: len(u.text)}}
	}
	pieces := lang.Pieces(u.text, whole, max(40, utf8.RuneCountInString(u.text)*2/3))
	for i := 1; i < len(pieces); i++ {
		if splitsMask(pieces[i-1].End, pieces[i].Start, u.masked) {
			return []domain.Range{whole}
		}
	}
	return pieces
}

// finish restores the outputs of an attempt's pieces and joins them.
func (w *worker) finish(a attempt, outputs []routed) rendition {
	var parts []rendition
	for i, piece := range a.pieces {
		text := a.unit.text[piece.Start:piece.End]
		outputs[i].marks = marksOf(a.spans[i], outputs[i].spans)
		r := w.preparer.restore(text, a.preps[i], outputs[i])
		if i > 0 || a.unit.continues {
			if upper, known := startsUpper(text); known && !upper {
				r.apply(rewrite(r.text, capitalEdits(r.text, false, nil)))
			}
		}
		w.preparer.inspect(text, a.preps[i], &r)
		parts = append(parts, r)
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return joinRenditions(a.pieces, parts)
}

// joinRenditions puts the renditions of a segment's pieces one after another.
func joinRenditions(pieces []domain.Range, parts []rendition) rendition {
	var out rendition
	var aligns []alignment
	for i, r := range parts {
		if i > 0 {
			out.text += " "
		}
		source, target := pieces[i].Start, len(out.text)
		shifted := func(by int) func(domain.Range) domain.Range {
			return func(x domain.Range) domain.Range { return domain.Range{Start: x.Start + by, End: x.End + by} }
		}
		aligns = append(aligns, r.align.moved(shifted(source), shifted(target)))
		for _, n := range r.anchors {
			out.anchors = append(out.anchors, anchor{shifted(source)(n.source), shifted(target)(n.target)})
		}
		for _, m := range r.marks {
			out.marks = append(out.marks, anchor{shifted(source)(m.source), shifted(target)(m.target)})
		}
		for _, f := range r.findings {
			f.Source = shifted(source)(f.Source)
			out.findings = append(out.findings, f)
		}
		out.text += r.text
		out.logProb += r.logProb / float64(len(parts))
		out.truncated = out.truncated || r.truncated
	}
	out.align = joined(aligns)
	return out
}
