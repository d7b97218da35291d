// Package decode runs a model: it encodes sentences, and searches their
// translations greedily, several sentences at a time.
//
// Sentences are laid one after another without padding, and no arithmetic
// crosses from one to another. So a sentence's result doesn't depend on which
// others are translated with it.
package decode

import (
	"math"
	"slices"
	"sync"

	"github.com/dragoman-news/dragoman/nmt/internal/kernel"
	"github.com/dragoman-news/dragoman/nmt/internal/model"
)

// Engine is a model packed for one tier of kernels. It is safe for concurrent
// use.
type Engine struct {
	tier      kernel.Tier
	config    model.Config
	source    table
	target    table
	positions []float32 // of MaxOutput rows
	maxOutput int
	encoder   []encoderLayer
	decoder   []decoderLayer
	context   projection // every decoder layer's keys, then values
	output    *kernel.Columns
	outputIn  float32 // what the output layer's input is quantised with
	words     int     // target words that may be chosen: those below it
	unknown   int32
	whole     func() *OutputLayer
}

// Limits are what an engine is built for.
type Limits struct {
	MaxSource int // tokens of a sentence, its end included
	MaxPrefix int // tokens of a forced prefix
}

// Words says which target words may be chosen.
type Words struct {
	Count   int   // those below it
	Unknown int32 // but not this one
}

type encoderLayer struct {
	self        attention
	queries     projection // query, key, value
	feedForward feedForward
}

type decoderLayer struct {
	unit        projection // forget gate, input
	unitNorm    model.Norm
	query       projection
	context     attention
	feedForward feedForward
}

// attention is what follows the weighted sum of the values.
type attention struct {
	output projection
	norm   model.Norm
}

type feedForward struct {
	inner, outer projection
	norm         model.Norm
}

// New packs a model. Of p it keeps no weights.
func New(t kernel.Tier, p *model.Parameters, limits Limits, words Words) *Engine {
	c := p.Config
	root := float32(math.Sqrt(float64(c.Dim)))
	e := &Engine{
		tier: t, config: c, outputIn: p.Output.InputScale,
		target:  newTable(p.Target, root),
		words:   min(words.Count, c.TargetWords),
		unknown: words.Unknown,
	}
	e.source = e.target
	if !c.Shared {
		e.source = newTable(p.Source, root)
	}
	e.output = kernel.NewColumns(t, kernel.Layer{
		Depth: c.Dim, Cols: c.TargetWords, Weights: e.target.weights, Scale: unquantise(&p.Output), Bias: p.Output.Bias,
	})
	e.maxOutput = e.limit(limits.MaxSource, limits.MaxPrefix)
	e.positions = positions(max(e.maxOutput, limits.MaxSource), c.Dim)
	for i := range p.Encoder {
		l := &p.Encoder[i]
		e.encoder = append(e.encoder, encoderLayer{
			queries:     newProjection(t, &l.Self.Query, &l.Self.Key, &l.Self.Value),
			self:        newAttention(t, &l.Self),
			feedForward: newFeedForward(t, &l.FeedForward),
		})
	}
	var context []*model.Affine
	for i := range p.Decoder {
		l := &p.Decoder[i]
		e.decoder = append(e.decoder, decoderLayer{
			unit:        newProjection(t, &l.Forget, &l.Cell),
			unitNorm:    l.CellNorm,
			query:       newProjection(t, &l.Context.Query),
			context:     newAttention(t, &l.Context),
			feedForward: newFeedForward(t, &l.FeedForward),
		})
		context = append(context, &l.Context.Key, &l.Context.Value)
	}
	e.context = newProjection(t, context...)
	e.whole = sync.OnceValue(func() *OutputLayer {
		all := make([]int32, e.words)
		for i := range all {
			all[i] = int32(i)
		}
		return e.Select(all)
	})
	return e
}

// limit is the number of tokens that the translation of a sentence of that
// many tokens may have: the end counts in both.
func (e *Engine) limit(source, prefix int) int {
	return int(e.config.MaxLengthFactor*float64(source)) + prefix
}

// Bytes is the memory that the engine holds.
func (e *Engine) Bytes() int {
	n := 4*len(e.positions) + len(e.target.weights)
	if !e.config.Shared {
		n += len(e.source.weights)
	}
	count := func(all ...projection) {
		for _, p := range all {
			for _, part := range p.parts {
				n += part.matrix.Bytes()
			}
		}
	}
	for _, l := range e.encoder {
		count(l.queries, l.self.output, l.feedForward.inner, l.feedForward.outer)
	}
	for _, l := range e.decoder {
		count(l.unit, l.query, l.context.output, l.feedForward.inner, l.feedForward.outer)
	}
	count(e.context)
	return n
}

func newAttention(t kernel.Tier, a *model.Attention) attention {
	return attention{output: newProjection(t, &a.Output), norm: a.Norm}
}

func newFeedForward(t kernel.Tier, f *model.FeedForward) feedForward {
	outer := newProjection(t, &f.Outer)
	for _, p := range outer.parts {
		p.matrix.ExpectRectified()
	}
	return feedForward{inner: newProjection(t, &f.Inner), outer: outer, norm: f.Norm}
}

// table gives a word's embedding times √dim.
type table struct {
	dim     int
	weights []int8
	values  [256]float32 // by a weight's byte
}

func newTable(e model.Embedding, root float32) table {
	t := table{dim: e.Dim, weights: slices.Clone(e.Weight)}
	for i := range t.values {
		t.values[i] = float32(float32(int8(uint8(i)))/e.Scale) * root
	}
	return t
}

// add adds the embedding of word to dst.
func (t *table) add(dst []float32, word int32) {
	row := t.weights[int(word)*t.dim:][:len(dst)]
	for i, w := range row {
		dst[i] += t.values[uint8(w)]
	}
}

// positions gives rows of Marian's sinusoidal position embedding: sines in the
// first half of a row, cosines in the second.
func positions(count, dim int) []float32 {
	out := make([]float32, count*dim)
	half := dim / 2
	step := -float32(math.Log(10000)) / (float32(half) - 1)
	for i := range half {
		frequency := float32(math.Exp(float64(float32(i) * step)))
		for p := range count {
			angle := float64(float32(p) * frequency)
			out[p*dim+i] = float32(math.Sin(angle))
			out[p*dim+half+i] = float32(math.Cos(angle))
		}
	}
	return out
}

// projection is affine layers of the same input, whose outputs lie side by
// side. Layers that quantise the input alike share a matrix.
type projection struct {
	parts []part
	depth int
	width int // of a row of the output
}

type part struct {
	matrix     *kernel.Matrix
	inputScale float32
	at         int // of its outputs in a row
}

func newProjection(t kernel.Tier, layers ...*model.Affine) projection {
	p := projection{depth: layers[0].In}
	for len(layers) > 0 {
		n := 1
		for n < len(layers) && layers[n].InputScale == layers[0].InputScale {
			n++
		}
		packed := make([]kernel.Layer, n)
		at := p.width
		for i, l := range layers[:n] {
			packed[i] = kernel.Layer{
				Depth: l.In, Cols: l.Out, Weights: l.Weight, Bias: l.Bias, Scale: unquantise(l),
			}
			p.width += l.Out
		}
		p.parts = append(p.parts, part{matrix: kernel.Pack(t, packed...), inputScale: layers[0].InputScale, at: at})
		layers = layers[n:]
	}
	return p
}

// unquantise is what a layer's integer sums are multiplied by.
func unquantise(l *model.Affine) float64 {
	return 1 / (float64(l.InputScale) * float64(l.WeightScale))
}

// run computes rows of p.width floats in dst from count rows of p.depth floats
// in src. quantised is scratch for count·p.depth bytes.
func (p *projection) run(t kernel.Tier, dst, src []float32, quantised []uint8, count int, activation kernel.Activation) {
	for i := range p.parts {
		part := &p.parts[i]
		t.Quantise(quantised, src[:count*p.depth], part.inputScale)
		part.matrix.Multiply(dst[part.at:], p.width, quantised, count, activation)
	}
}
