package decode

import (
	"context"
	"math"

	"github.com/dragoman-news/dragoman/nmt/internal/kernel"
)

// rowBlock is how many rows go through a feed-forward layer at a time: its
// inner activations then stay in the processor's second-level cache.
const rowBlock = 96

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
// w.x and what the decoder attends to in w.keys and w.values.
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
		w.pause()
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
// and values in qkv to rows in dst, head by head, so that a head's keys and
// values stay in the first-level cache.
func (e *Engine) attendSelf(w *Workspace, dst, qkv []float32, s span) {
	d, size := e.config.Dim, e.headSize()
	qkv = qkv[s.at*3*d:]
	keys := grow(&w.selfKeys, size*s.padded)
	values := grow(&w.selfValues, size*s.length)
	for at := 0; at < d; at += size {
		e.transpose(keys, qkv[d+at:], 3*d, s, size)
		gather(values, qkv[2*d+at:], 3*d, s, size)
		scores := kernel.Vectors{Data: grow(&w.weights, s.length*s.padded), Count: s.length, Size: s.padded, Stride: s.padded}
		queries := kernel.Vectors{Data: qkv[at:], Count: s.length, Size: size, Stride: 3 * d}
		e.tier.Scores(scores, queries, keys, s.padded, attentionScale(size))
		for t := range s.length {
			e.tier.Softmax(scores.Data[t*s.padded:][:s.padded], s.length)
		}
		scores.Size = s.length
		e.tier.Mixes(kernel.Vectors{Data: dst[s.at*d+at:], Count: s.length, Size: size, Stride: d}, scores, values, size)
	}
}

func (e *Engine) headSize() int { return e.config.Dim / e.config.Heads }

// attentionScale is what scores of heads of that size are multiplied by.
func attentionScale(size int) float32 {
	return float32(1 / math.Sqrt(float64(float32(size))))
}

// attend computes one row of one head's attention and leaves its weights in
// w.weights. keys are transposed: a row per dimension of s.padded columns;
// values are s.length rows of len(dst).
func (e *Engine) attend(w *Workspace, dst, query, keys, values []float32, s span) {
	weights := grow(&w.weights, s.padded)
	e.tier.Score(weights, query, keys, s.padded, attentionScale(len(dst)))
	e.tier.Softmax(weights, s.length)
	e.tier.Mix(dst, weights[:s.length], values, len(dst))
}

// gather copies the size columns of a sentence's rows in src, which are stride
// apart, one after another.
func gather(dst, src []float32, stride int, s span, size int) {
	for t := range s.length {
		copy(dst[t*size:(t+1)*size], src[t*stride:])
	}
}

// transpose writes the dim columns of a sentence's rows in src, which are
// stride apart, as rows of s.padded columns, and zeros into the padding.
func (e *Engine) transpose(dst, src []float32, stride int, s span, dim int) {
	e.tier.Transpose(dst, s.padded, src, stride, s.length, dim)
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

// prepareContext computes the keys and values of every decoder layer. Each
// layer has the keys of all sentences, transposed, then their values: of each
// sentence head by head.
func (e *Engine) prepareContext(w *Workspace, rows, keyColumns int) {
	d, size := e.config.Dim, e.headSize()
	context := grow(&w.wide, rows*e.context.width)
	e.context.run(e.tier, context, w.x, w.quantised, rows, kernel.Linear)
	grow(&w.keys, len(e.decoder)*d*keyColumns)
	grow(&w.values, len(e.decoder)*d*rows)
	for l := range e.decoder {
		for _, s := range w.spans {
			src := context[s.at*e.context.width+2*l*d:]
			e.transpose(w.keys[d*(l*keyColumns+s.keys):], src, e.context.width, s, d)
			values := w.values[d*(l*rows+s.at):]
			for at := 0; at < d; at += size {
				gather(values[at*s.length:], src[d+at:], e.context.width, s, size)
			}
		}
	}
}
