package model

import (
	"fmt"
	"strconv"
)

// Limits of what a configuration may ask for. Every published student model
// is well inside them.
const (
	maxDim    = 4096
	maxFFN    = 16384
	maxLayers = 64
	maxHeads  = 64

	// dimStep is what int8 matrices are padded to by the tools that write
	// these models (intgemm's register width).
	dimStep  = 64
	headStep = 8

	// defaultLengthFactor is what Firefox runs these models with.
	defaultLengthFactor = 2.0
	maxLengthFactor     = 16.0
)

// fixedSettings are the settings for which this package implements one value.
// A key that a model leaves out has that value in Marian too.
var fixedSettings = []struct{ key, value string }{
	{"type", "transformer"},
	{"transformer-decoder-autoreg", "rnn"},
	{"dec-cell", "ssru"},
	{"dec-cell-base-depth", "2"},
	{"dec-cell-high-depth", "1"},
	{"transformer-ffn-activation", "relu"},
	{"transformer-ffn-depth", "2"},
	{"transformer-preprocess", ""},
	{"transformer-postprocess", "dan"},
	{"transformer-postprocess-emb", "d"},
	{"transformer-postprocess-top", ""},
	{"transformer-no-projection", "false"},
	{"transformer-no-bias", "false"},
	{"transformer-no-affine", "false"},
	{"transformer-rnn-projection", "false"},
	{"transformer-depth-scaling", "false"},
	{"transformer-pool", "false"},
	{"transformer-tied-layers", ""},
	{"transformer-train-position-embeddings", "false"},
	{"transformer-disable-position-embeddings", "false"},
	{"transformer-guided-alignment-layer", "last"},
	{"input-types", ""},
	{"lemma-dim-emb", "0"},
	{"output-omit-bias", "false"},
	{"right-left", "false"},
	{"ulr", "false"},
}

// configure checks that the configuration describes an architecture that this
// package runs and reads its sizes. The vocabularies' sizes come from the
// embeddings.
func configure(s settings) (Config, error) {
	for _, fixed := range fixedSettings {
		if got := s.text(fixed.key, fixed.value); got != fixed.value {
			return Config{}, fmt.Errorf("%w: %s: %q (only %q is run)", ErrUnsupported, fixed.key, got, fixed.value)
		}
	}
	var c Config
	for _, field := range []struct {
		to    *int
		key   string
		limit int
	}{
		{&c.Dim, "dim-emb", maxDim},
		{&c.Heads, "transformer-heads", maxHeads},
		{&c.EncoderLayers, "enc-depth", maxLayers},
		{&c.DecoderLayers, "dec-depth", maxLayers},
		{&c.EncoderFFN, "transformer-dim-ffn", maxFFN},
	} {
		n, err := s.number(field.key, field.limit)
		if err != nil {
			return Config{}, err
		}
		*field.to = n
	}
	c.DecoderFFN = c.EncoderFFN
	if s.text("transformer-decoder-dim-ffn", "0") != "0" {
		n, err := s.number("transformer-decoder-dim-ffn", maxFFN)
		if err != nil {
			return Config{}, err
		}
		c.DecoderFFN = n
	}
	for _, dim := range []struct {
		name string
		size int
	}{{"dim-emb", c.Dim}, {"transformer-dim-ffn", c.EncoderFFN}, {"transformer-decoder-dim-ffn", c.DecoderFFN}} {
		if dim.size%dimStep != 0 {
			return Config{}, fmt.Errorf("%w: %s %d is not a multiple of %d", ErrUnsupported, dim.name, dim.size, dimStep)
		}
	}
	if c.Dim%(c.Heads*headStep) != 0 {
		return Config{}, fmt.Errorf("%w: dim-emb %d can't be split into %d heads of a multiple of %d", ErrUnsupported, c.Dim, c.Heads, headStep)
	}
	if err := configureLimits(s, &c); err != nil {
		return Config{}, err
	}
	return c, nil
}

func configureLimits(s settings, c *Config) error {
	text := s.text("max-length-factor", strconv.FormatFloat(defaultLengthFactor, 'g', -1, 64))
	factor, err := strconv.ParseFloat(text, 64)
	if err != nil || !(factor >= 1 && factor <= maxLengthFactor) {
		return fmt.Errorf("%w: max-length-factor %q, want a number from 1 to %g", ErrFormat, text, maxLengthFactor)
	}
	c.MaxLengthFactor = factor
	c.Version = s.text("version", "")
	return nil
}

// embeddingNames gives the items that hold the source's and the target's
// embedding. In Marian the output layer is always tied to the latter in these
// students; what isn't is refused.
func embeddingNames(s settings) (source, target string, err error) {
	if s.text("tied-embeddings-all", "false") == "true" {
		return "Wemb", "Wemb", nil
	}
	if s.text("tied-embeddings", "false") != "true" {
		return "", "", fmt.Errorf("%w: an output layer that is not tied to the target embedding (tied-embeddings: false)", ErrUnsupported)
	}
	if s.text("tied-embeddings-src", "false") == "true" {
		return "Wemb", "Wemb", nil
	}
	return "encoder_Wemb", "decoder_Wemb", nil
}
