package decode

import (
	"context"
	"math"

	"github.com/dragoman-news/dragoman/nmt/internal/kernel"
)

// rowBlock is how many rows go through a feed-forward layer at a time: its
// inner activations then stay in the processor's second-level cache.
const rowBlock = 64

// span is a sentence's rows in a batch.
type span struct {
	at, length int
	padded     int // length raised to a multiple of keyBlock
	keys       int // where its transposed keys lie
}

// keyBlock is what the rows of transposed keys are padded to.
const keyBlock = 16

// layOut places sentences one after another.
func (w *Workspace) layOut(inputs []Input) (rows, keyColumns int) {
	w.spans = w.spans[:0]
	for _, in := range inputs {
		s := span{at: rows, length: len(in.IDs), keys: keyColumns}
		s.padded = (s.length + keyBlock - 1) / keyBlock * keyBlock
		rows += s.length
		keyColumns += s.padded
		w.spans = append(w.spans, s)
	}
	return rows, keyColumns
}

// encode runs the encoder over the laid out inputs and leaves its output in
// w.x and what the decoder attends to in w.context and w.keys.
func (e *Engine) encode(ctx context.Context, w *Workspace, inputs []Input, rows, keyColumns int) error {
	d := e.config.Dim
	x := grow(&w.x, rows*d)
	for i, in := range inputs {
		for t, word := range in.IDs {
			row := x[(w.spans[i].at+t)*d:][:d]
			clear(row)
			e.source.add(row, word)
			for j, p := range e.positions[t*d:][:d] {
				row[j] += p
			}
		}
	}
	wide := grow(&w.wide, rows*3*d)
	y := grow(&w.y, rows*d)
	quantised := grow(&w.quantised, rows*d)
	for i := range e.encoder {
		if err := ctx.Err(); err != nil {
			return err
		}
		l := &e.encoder[i]
		l.queries.run(e.tier, wide, x, quantised, rows, kernel.Linear)
		for _, s := range w.spans {
			e.attendSelf(w, y, wide, s)
		}
		l.self.output.run(e.tier, wide, y, quantised, rows, kernel.Linear)
		e.tier.Normalise(x, wide, rows, l.self.norm.Scale, l.self.norm.Bias)
		e.forward(w, &l.feedForward, x, rows)
	}
	e.prepareContext(w, rows, keyColumns)
	return nil
}

// attendSelf computes a sentence's self-attention from rows of queries, keys
// and values in qkv to rows in dst.
func (e *Engine) attendSelf(w *Workspace, dst, qkv []float32, s span) {
	d := e.config.Dim
	keys := grow(&w.selfKeys, d*s.padded)
	transpose(keys, qkv[s.at*3*d+d:], 3*d, s, d)
	values := qkv[s.at*3*d+2*d:]
	for t := range s.length {
		query := qkv[(s.at+t)*3*d:][:d]
		e.attend(w, dst[(s.at+t)*d:][:d], query, keys, values, 3*d, s)
	}
}

// attend computes one row of multi-head attention. keys are transposed: a row
// per dimension of s.padded columns; values are s.length rows, stride apart.
// The first head's weights stay in w.weights.
func (e *Engine) attend(w *Workspace, dst, query, keys, values []float32, stride int, s span) {
	size := e.config.Dim / e.config.Heads
	scale := float32(1 / math.Sqrt(float64(float32(size))))
	weights := grow(&w.weights, s.padded)
	for h := e.config.Heads - 1; h >= 0; h-- {
		at := h * size
		e.tier.Score(weights, query[at:at+size], keys[at*s.padded:], s.padded, scale)
		e.tier.Softmax(weights, s.length)
		e.tier.Mix(dst[at:at+size], weights[:s.length], values[at:], stride)
	}
}

// transpose writes the dim columns of a sentence's rows in src, which are
// stride apart, as rows of s.padded columns, and zeros into the padding.
func transpose(dst, src []float32, stride int, s span, dim int) {
	for t := range s.length {
		row := src[t*stride:][:dim]
		for i, v := range row {
			dst[i*s.padded+t] = v
		}
	}
	for i := range dim {
		clear(dst[i*s.padded+s.length : (i+1)*s.padded])
	}
}

// forward runs a feed-forward layer, with its residual and normalisation, in
// place over rows of x.
func (e *Engine) forward(w *Workspace, f *feedForward, x []float32, rows int) {
	d, inner := e.config.Dim, f.inner.width
	hidden := grow(&w.hidden, min(rows, rowBlock)*inner)
	y := grow(&w.forwarded, min(rows, rowBlock)*d)
	quantised := grow(&w.quantisedHidden, min(rows, rowBlock)*max(inner, d))
	for at := 0; at < rows; at += rowBlock {
		n := min(rowBlock, rows-at)
		part := x[at*d:][:n*d]
		f.inner.run(e.tier, hidden, part, quantised, n, kernel.Rectify)
		f.outer.run(e.tier, y, hidden, quantised, n, kernel.Linear)
		e.tier.Normalise(part, y, n, f.norm.Scale, f.norm.Bias)
	}
}

// prepareContext computes the keys and values of every decoder layer.
func (e *Engine) prepareContext(w *Workspace, rows, keyColumns int) {
	d := e.config.Dim
	context := grow(&w.context, rows*e.context.width)
	e.context.run(e.tier, context, w.x, w.quantised, rows, kernel.Linear)
	keys := grow(&w.keys, len(e.decoder)*d*keyColumns)
	for l := range e.decoder {
		for _, s := range w.spans {
			src := context[s.at*e.context.width+2*l*d:]
			transpose(keys[d*(l*keyColumns+s.keys):], src, e.context.width, s, d)
		}
	}
}
