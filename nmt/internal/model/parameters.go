package model

import "fmt"

// Affine is the layer x·W + b on quantised numbers: an input x is scaled by
// InputScale and rounded to integers, W is Weight divided by WeightScale.
type Affine struct {
	In, Out     int
	Weight      []int8 // Out rows of In columns: an output's weights lie together
	WeightScale float32
	InputScale  float32
	Bias        []float32 // Out elements, or nil for none
}

// Norm holds the parameters of a layer normalisation.
type Norm struct {
	Scale, Bias []float32
}

// Embedding maps Rows words to vectors: Weight divided by Scale.
type Embedding struct {
	Rows, Dim int
	Weight    []int8 // Rows × Dim
	Scale     float32
}

// Attention is a multi-head attention with its output projection and the
// normalisation after it.
type Attention struct {
	Query, Key, Value, Output Affine
	Norm                      Norm
}

// FeedForward is the pair of layers with a rectifier between them.
type FeedForward struct {
	Inner, Outer Affine
	Norm         Norm
}

// EncoderLayer is one layer of the encoder.
type EncoderLayer struct {
	Self        Attention
	FeedForward FeedForward
}

// DecoderLayer is one layer of the decoder: a simpler simple recurrent unit
// (Kim et al. 2019, "From Research to Production and Back") instead of
// self-attention, then attention to the source.
type DecoderLayer struct {
	Forget, Cell Affine // the unit's gate and its input
	CellNorm     Norm
	Context      Attention
	FeedForward  FeedForward
}

// Parameters are a whole model. Its int8 weights alias the bytes that it was
// loaded from.
type Parameters struct {
	Config         Config
	Source, Target Embedding // the same where Config.Shared
	Encoder        []EncoderLayer
	Decoder        []DecoderLayer
	Output         Affine // over all target words; its weights are the target embedding's
}

// Load reads the model whose file holds data, which must not change afterwards.
// Errors wrap ErrFormat or ErrUnsupported.
func Load(data []byte) (*Parameters, error) {
	f, err := parseFile(data)
	if err != nil {
		return nil, err
	}
	it, err := f.get(configName)
	if err != nil {
		return nil, err
	}
	if it.kind != kindInt8 {
		return nil, fmt.Errorf("%w: %q is of type %#x", ErrFormat, configName, it.kind)
	}
	s, err := parseSettings(string(it.data[:it.count]))
	if err != nil {
		return nil, err
	}
	config, err := configure(s)
	if err != nil {
		return nil, err
	}
	l := &loader{file: f, config: config}
	return l.parameters(s)
}

// loader collects a model's parameters and keeps the first error.
type loader struct {
	file   *file
	config Config
	err    error
}

func (l *loader) parameters(s settings) (*Parameters, error) {
	sourceName, targetName, err := embeddingNames(s)
	if err != nil {
		return nil, err
	}
	p := &Parameters{Config: l.config}
	p.Source = l.embedding(sourceName)
	p.Target = p.Source
	if targetName != sourceName {
		p.Target = l.embedding(targetName)
	}
	p.Config.Shared = targetName == sourceName
	p.Config.SourceWords = p.Source.Rows
	p.Config.TargetWords = p.Target.Rows
	for i := range l.config.EncoderLayers {
		prefix := fmt.Sprintf("encoder_l%d", i+1)
		p.Encoder = append(p.Encoder, EncoderLayer{
			Self:        l.attention(prefix + "_self"),
			FeedForward: l.feedForward(prefix, l.config.EncoderFFN),
		})
	}
	for i := range l.config.DecoderLayers {
		p.Decoder = append(p.Decoder, l.decoderLayer(fmt.Sprintf("decoder_l%d", i+1)))
	}
	p.Output = Affine{
		In: l.config.Dim, Out: p.Target.Rows, Weight: p.Target.Weight, WeightScale: p.Target.Scale,
		InputScale: l.outputScale(targetName), Bias: l.floats("decoder_ff_logit_out_b", p.Target.Rows),
	}
	if l.err != nil {
		return nil, l.err
	}
	return p, nil
}

func (l *loader) decoderLayer(prefix string) DecoderLayer {
	d := l.config.Dim
	forget := l.affine(prefix+"_rnn_Wf", d, d)
	forget.Bias = l.floats(prefix+"_rnn_bf", d)
	return DecoderLayer{
		Forget:      forget,
		Cell:        l.affine(prefix+"_rnn_W", d, d),
		CellNorm:    l.norm(prefix + "_rnn_ffn"),
		Context:     l.attention(prefix + "_context"),
		FeedForward: l.feedForward(prefix, l.config.DecoderFFN),
	}
}

func (l *loader) attention(prefix string) Attention {
	projection := func(letter string) Affine {
		a := l.affine(prefix+"_W"+letter, l.config.Dim, l.config.Dim)
		a.Bias = l.floats(prefix+"_b"+letter, l.config.Dim)
		return a
	}
	return Attention{
		Query: projection("q"), Key: projection("k"), Value: projection("v"), Output: projection("o"),
		Norm: l.norm(prefix + "_Wo"),
	}
}

func (l *loader) feedForward(prefix string, inner int) FeedForward {
	first := l.affine(prefix+"_ffn_W1", l.config.Dim, inner)
	first.Bias = l.floats(prefix+"_ffn_b1", inner)
	second := l.affine(prefix+"_ffn_W2", inner, l.config.Dim)
	second.Bias = l.floats(prefix+"_ffn_b2", l.config.Dim)
	return FeedForward{Inner: first, Outer: second, Norm: l.norm(prefix + "_ffn_ffn")}
}

func (l *loader) norm(prefix string) Norm {
	return Norm{
		Scale: l.floats(prefix+"_ln_scale", l.config.Dim),
		Bias:  l.floats(prefix+"_ln_bias", l.config.Dim),
	}
}

func (l *loader) affine(name string, in, out int) Affine {
	a := Affine{In: in, Out: out}
	if l.err != nil {
		return a
	}
	if a.Weight, a.WeightScale, l.err = l.file.weights(name, in, out); l.err != nil {
		return a
	}
	if _, ok := l.file.items[name+"_QuantMultA"]; !ok {
		l.err = fmt.Errorf("%w: %q has no precomputed activation scale (%s_QuantMultA); only models with \"alphas\" are run", ErrUnsupported, name, name)
		return a
	}
	a.InputScale, l.err = l.file.scalar(name + "_QuantMultA")
	return a
}

// outputScale finds the activation scale of the output layer. The tool that
// measures the scales names it after the matrix that it saw: the embedding, or
// "none" where a shortlist had selected columns of a shared one.
func (l *loader) outputScale(embedding string) float32 {
	if l.err != nil {
		return 0
	}
	names := []string{embedding, "none"}
	if embedding == "Wemb" {
		names = []string{"none", embedding}
	}
	for _, name := range names {
		if _, ok := l.file.items[name+"_QuantMultA"]; ok {
			var scale float32
			scale, l.err = l.file.scalar(name + "_QuantMultA")
			return scale
		}
	}
	l.err = fmt.Errorf("%w: the output layer has no precomputed activation scale (%s_QuantMultA)", ErrUnsupported, names[0])
	return 0
}

func (l *loader) embedding(name string) Embedding {
	if l.err != nil {
		return Embedding{}
	}
	it, err := l.file.get(name)
	if err != nil {
		l.err = err
		return Embedding{}
	}
	if len(it.shape) != 2 {
		l.err = fmt.Errorf("%w: %q has shape %v", ErrFormat, name, it.shape)
		return Embedding{}
	}
	e := Embedding{Rows: it.shape[0], Dim: l.config.Dim}
	e.Weight, e.Scale, l.err = l.file.weights(name, e.Rows, e.Dim)
	return e
}

func (l *loader) floats(name string, n int) []float32 {
	if l.err != nil {
		return nil
	}
	var out []float32
	out, l.err = l.file.floats(name, n)
	return out
}
