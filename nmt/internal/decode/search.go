package decode

import (
	"context"
	"math"
	"slices"

	"github.com/dragoman-news/dragoman/nmt/internal/kernel"
)

// Input is a sentence to translate.
type Input struct {
	IDs    []int32 // its tokens and the end; at most Limits.MaxSource
	Prefix []int32 // tokens that its translation starts with; at most Limits.MaxPrefix
	// Allow reports whether word may follow the tokens so far. Nil allows
	// every word. The end is not asked for.
	Allow func(so []int32, word int32) bool
	End   int32 // the word that ends a translation
}

// Output is the translation of an Input.
type Output struct {
	IDs       []int32 // with the end, unless Truncated
	LogProb   []float32
	Attention []float32 // a row of len(Input.IDs) per token
	Truncated bool
}

// hypothesis is a translation in the making.
type hypothesis struct {
	input     int // its index
	limit     int // of tokens
	attention int // where its attention begins in Workspace.attention
}

// Run translates inputs with the words of layer, each of which must have the
// inputs' ends and prefixes. It checks ctx between steps.
func (e *Engine) Run(ctx context.Context, w *Workspace, layer *OutputLayer, inputs []Input) ([]Output, error) {
	rows, keyColumns := w.layOut(inputs)
	if err := e.encode(ctx, w, inputs, rows, keyColumns); err != nil {
		return nil, err
	}
	outputs := make([]Output, len(inputs))
	s := e.start(w, layer, inputs, outputs)
	s.rows, s.keyColumns = rows, keyColumns
	for step := 0; len(w.active) > 0; step++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w.pause()
		s.embed(step)
		for l := range e.decoder {
			s.layer(l, step)
		}
		s.choose(step)
	}
	for i := range outputs {
		n := len(outputs[i].IDs) * len(inputs[i].IDs)
		outputs[i].Attention = append([]float32(nil), w.attention[w.attentionAt[i]:][:n]...)
	}
	return outputs, nil
}

// search is the state of one Run.
type search struct {
	*Engine
	w          *Workspace
	choice     *OutputLayer
	inputs     []Input
	outputs    []Output
	batch      int // rows that a layer's cells have room for
	rows       int // of the source, in all sentences
	keyColumns int
}

func (e *Engine) start(w *Workspace, layer *OutputLayer, inputs []Input, outputs []Output) *search {
	w.active, w.attentionAt = w.active[:0], w.attentionAt[:0]
	attention := 0
	for i, in := range inputs {
		limit := e.limit(len(in.IDs), len(in.Prefix))
		w.active = append(w.active, hypothesis{input: i, limit: limit, attention: attention})
		w.attentionAt = append(w.attentionAt, attention)
		attention += limit * len(in.IDs)
		outputs[i].IDs = make([]int32, 0, limit)
		outputs[i].LogProb = make([]float32, 0, limit)
	}
	grow(&w.attention, attention)
	d, n := e.config.Dim, len(inputs)
	clear(grow(&w.cells, len(e.decoder)*n*d))
	grow(&w.x, n*d)
	grow(&w.y, n*d)
	grow(&w.wide, n*2*d)
	grow(&w.quantised, n*d)
	grow(&w.logits, n*layer.matrix.Stride())
	return &search{Engine: e, w: w, choice: layer, inputs: inputs, outputs: outputs, batch: n}
}

// embed writes every hypothesis's last word and position into w.x. Before the
// first word there is a zero embedding.
func (s *search) embed(step int) {
	d := s.config.Dim
	position := s.positions[step*d:][:d]
	for r, h := range s.w.active {
		row := s.w.x[r*d:][:d]
		clear(row)
		if step > 0 {
			s.target.add(row, s.outputs[h.input].IDs[step-1])
		}
		for j, p := range position {
			row[j] += p
		}
	}
}

// layer runs decoder layer l over w.x.
func (s *search) layer(l, step int) {
	w, d, n := s.w, s.config.Dim, len(s.w.active)
	layer := &s.decoder[l]
	layer.unit.run(s.tier, w.wide, w.x, w.quantised, n, kernel.Linear)
	cells := w.cells[l*s.batch*d:]
	s.tier.Gate(w.y, cells, w.wide, w.wide[d:], n, d, 2*d)
	s.tier.Normalise(w.x, w.y, n, layer.unitNorm.Scale, layer.unitNorm.Bias)

	layer.query.run(s.tier, w.wide, w.x, w.quantised, n, kernel.Linear)
	for r, h := range w.active {
		s.attendContext(l, step, r, h)
	}
	layer.context.output.run(s.tier, w.wide, w.y, w.quantised, n, kernel.Linear)
	s.tier.Normalise(w.x, w.wide, n, layer.context.norm.Scale, layer.context.norm.Bias)
	s.forward(w, &layer.feedForward, w.x, n)
}

// attendContext computes row r's attention to its source from the queries in
// w.wide to w.y, and keeps the alignment: the last layer's first head.
func (s *search) attendContext(l, step, r int, h hypothesis) {
	w, d, size := s.w, s.config.Dim, s.headSize()
	span := w.spans[h.input]
	keys := w.keys[d*(l*s.keyColumns+span.keys):]
	values := w.values[d*(l*s.rows+span.at):]
	for at := 0; at < d; at += size {
		s.attend(w, w.y[r*d+at:][:size], w.wide[r*d+at:][:size], keys[at*span.padded:], values[at*span.length:], span)
		if at == 0 && l == len(s.decoder)-1 {
			copy(w.attention[h.attention+step*span.length:], w.weights[:span.length])
		}
	}
}

// choose appends the best word to every hypothesis and retires those that end.
func (s *search) choose(step int) {
	w := s.w
	stride := s.choice.matrix.Stride()
	s.tier.Quantise(w.quantised, w.x[:len(w.active)*s.config.Dim], s.outputIn)
	s.choice.matrix.Multiply(w.logits, stride, w.quantised, len(w.active), kernel.Linear)
	for r, h := range slices.Backward(w.active) {
		in, out := &s.inputs[h.input], &s.outputs[h.input]
		word, logProb := s.pick(w.logits[r*stride:][:stride], in, out.IDs, step)
		out.IDs = append(out.IDs, word)
		out.LogProb = append(out.LogProb, logProb)
		ended := word == in.End && step >= len(in.Prefix)
		if ended || len(out.IDs) == h.limit {
			out.Truncated = !ended
			s.retire(r)
		}
	}
}

// pick chooses the word that follows so and gives its log-probability among
// all words of the output layer.
func (s *search) pick(logits []float32, in *Input, so []int32, step int) (word int32, logProb float32) {
	column := s.tier.Peak(logits)
	top := logits[column]
	total := float32(math.Log(s.tier.Partition(logits, top)))
	if step < len(in.Prefix) {
		word = in.Prefix[step]
		column, _ = s.choice.column(word)
		return word, logits[column] - top - total
	}
	for {
		word = s.choice.words[min(column, s.choice.Len()-1)]
		if word == in.End || (word != s.unknown && (in.Allow == nil || in.Allow(so, word))) {
			return word, logits[column] - top - total
		}
		logits[column] = float32(math.Inf(-1))
		column = s.tier.Peak(logits)
		if math.IsInf(float64(logits[column]), -1) { // nothing else is allowed
			return in.End, float32(math.Inf(-1))
		}
	}
}

// retire takes a row out of the batch: the last one takes its place.
func (s *search) retire(row int) {
	w, d := s.w, s.config.Dim
	last := len(w.active) - 1
	if row != last {
		w.active[row] = w.active[last]
		for l := range s.decoder {
			cells := w.cells[l*s.batch*d:]
			copy(cells[row*d:][:d], cells[last*d:][:d])
		}
	}
	w.active = w.active[:last]
}
