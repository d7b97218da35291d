package model_test

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/nmt/internal/model"
	"github.com/dragoman-news/dragoman/nmt/internal/synthetic"
)

func small() synthetic.Spec {
	return synthetic.Spec{
		Dim: 64, Heads: 4, FFN: 128, EncoderLayers: 1, DecoderLayers: 2, SourceWords: 40, Shared: true, Seed: 1,
	}
}

func TestLoad(t *testing.T) {
	t.Parallel()
	made := synthetic.New(small())
	p, err := model.Load(made.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := model.Config{
		Dim: 64, Heads: 4, EncoderLayers: 1, DecoderLayers: 2, EncoderFFN: 128, DecoderFFN: 128,
		SourceWords: 40, TargetWords: 40, Shared: true, MaxLengthFactor: 2, Version: "v0 synthetic",
	}
	if p.Config != want {
		t.Errorf("config is %+v, want %+v", p.Config, want)
	}
	inner, array := p.Decoder[1].FeedForward.Inner, made.Arrays["decoder_l2_ffn_W1"]
	if inner.In != 64 || inner.Out != 128 || !slices.Equal(inner.Weight, array.Int8) || inner.WeightScale != array.Scale {
		t.Error("the weights of decoder_l2_ffn_W1 are not those that were written")
	}
	if !slices.Equal(inner.Bias, made.Arrays["decoder_l2_ffn_b1"].Floats) || inner.InputScale != 14 {
		t.Error("the bias or input scale of decoder_l2_ffn_W1 is not what was written")
	}
	if p.Decoder[0].Cell.Bias != nil {
		t.Error("the recurrent unit's input has a bias")
	}
	if p.Output.InputScale != 11 {
		t.Errorf("the output's input scale is %g, want 11", p.Output.InputScale)
	}
}

func TestLoadSplitVocabularies(t *testing.T) {
	t.Parallel()
	s := small()
	s.Shared, s.TargetWords, s.DecoderFFN = false, 56, 64
	s.Settings = map[string]string{"max-length-factor": "3"}
	p, err := model.Load(synthetic.New(s).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	c := p.Config
	if c.Shared || c.SourceWords != 40 || c.TargetWords != 56 || c.DecoderFFN != 64 || c.MaxLengthFactor != 3 {
		t.Errorf("config is %+v", c)
	}
	if math.Abs(float64(p.Output.InputScale)-11) > 1e-5 { // written as a quantised scalar
		t.Errorf("the output's input scale is %g, want 11", p.Output.InputScale)
	}
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	with := func(key, value string) func(*synthetic.Spec) {
		return func(s *synthetic.Spec) { s.Settings = map[string]string{key: value} }
	}
	without := func(name string) func(*synthetic.Spec) {
		return func(s *synthetic.Spec) { s.Omit = []string{name} }
	}
	for _, c := range []struct {
		name   string
		change func(*synthetic.Spec)
		class  error
		text   string
	}{
		{"architecture", with("type", "amun"), model.ErrUnsupported, `type: "amun"`},
		{"decoder", with("transformer-decoder-autoreg", "self-attention"), model.ErrUnsupported, "self-attention"},
		{"cell", with("dec-cell", "gru"), model.ErrUnsupported, "gru"},
		{"activation", with("transformer-ffn-activation", "swish"), model.ErrUnsupported, "swish"},
		{"tied layers", with("transformer-tied-layers", "\n  - 1\n  - 1"), model.ErrUnsupported, "transformer-tied-layers"},
		{"untied output", func(s *synthetic.Spec) {
			s.Shared, s.TargetWords = false, 40
			s.Settings = map[string]string{"tied-embeddings": "false"}
		}, model.ErrUnsupported, "tied-embeddings"},
		{"width", with("dim-emb", "100"), model.ErrUnsupported, "100"},
		{"heads", with("transformer-heads", "3"), model.ErrUnsupported, "3 heads"},
		{"no alphas", without("encoder_l1_ffn_W2_QuantMultA"), model.ErrUnsupported, "encoder_l1_ffn_W2_QuantMultA"},
		{"no output alpha", without("none_QuantMultA"), model.ErrUnsupported, "none_QuantMultA"},
		{"missing item", without("decoder_l2_rnn_bf"), model.ErrFormat, "decoder_l2_rnn_bf"},
		{"layers", with("enc-depth", "1000000"), model.ErrFormat, "enc-depth"},
		{"no number", with("enc-depth", "six"), model.ErrFormat, "enc-depth"},
		{"more layers than items", with("enc-depth", "7"), model.ErrFormat, "encoder_l2"},
		{"shape", with("transformer-dim-ffn", "256"), model.ErrFormat, "encoder_l1_ffn_W1"},
		{"length factor", with("max-length-factor", "1e9"), model.ErrFormat, "max-length-factor"},
		{"nested configuration", with("a", "\n  b: c"), model.ErrFormat, "nested"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := small()
			c.change(&s)
			_, err := model.Load(synthetic.New(s).Bytes())
			if !errors.Is(err, c.class) || !strings.Contains(err.Error(), c.text) {
				t.Errorf("error is %v, want one of class %q that names %q", err, c.class, c.text)
			}
		})
	}
}

// TestLoadDamaged damages a model file at the places that its reader trusts
// least.
func TestLoadDamaged(t *testing.T) {
	t.Parallel()
	whole := synthetic.New(small()).Bytes()
	items := int(binary.LittleEndian.Uint64(whole[8:]))
	set := func(at int, v uint64) func([]byte) {
		return func(b []byte) { binary.LittleEndian.PutUint64(b[at:], v) }
	}
	const head = 16
	for _, c := range []struct {
		name   string
		damage func([]byte)
		text   string
	}{
		{"version", set(0, 2), "version 2"},
		{"number of items", set(8, math.MaxUint64), "items"},
		{"many items", set(8, uint64(len(whole))), "items"},
		{"name length", set(head, math.MaxUint64), "name"},
		{"rank", set(head+16, 1<<62), "rank"},
		{"data length", set(head+24, math.MaxUint64-7), "data of"},
		{"data too short", set(head+24, 1), "bytes of data"},
		{"name without end", func(b []byte) { b[head+32*items+int(binary.LittleEndian.Uint64(b[head:]))-1] = 'x' }, "zero byte"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := slices.Clone(whole)
			c.damage(b)
			_, err := model.Load(b)
			if !errors.Is(err, model.ErrFormat) || !strings.Contains(err.Error(), c.text) {
				t.Errorf("error is %v, want one that names %q", err, c.text)
			}
		})
	}
	t.Run("truncated", func(t *testing.T) {
		t.Parallel()
		for n := 0; n < len(whole); n += 1 + n/40 {
			if _, err := model.Load(whole[:n]); !errors.Is(err, model.ErrFormat) {
				t.Fatalf("%d of %d bytes give %v", n, len(whole), err)
			}
		}
	})
}

func TestLoadNotFinite(t *testing.T) {
	t.Parallel()
	for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(1))} {
		m := synthetic.New(small())
		m.Arrays["encoder_l1_self_bq"].Floats[5] = bad
		if _, err := model.Load(m.Bytes()); !errors.Is(err, model.ErrFormat) || !strings.Contains(err.Error(), "encoder_l1_self_bq") {
			t.Errorf("a bias of %g gives %v", bad, err)
		}
		m = synthetic.New(small())
		a := m.Arrays["encoder_l1_self_Wq"]
		a.Scale = bad
		m.Arrays["encoder_l1_self_Wq"] = a
		if _, err := model.Load(m.Bytes()); !errors.Is(err, model.ErrFormat) {
			t.Errorf("a scale of %g gives %v", bad, err)
		}
	}
}

func FuzzLoad(f *testing.F) {
	s := small()
	s.DecoderLayers, s.SourceWords, s.FFN = 1, 3, 64
	whole := synthetic.New(s).Bytes()
	// Weights are most of a file and its least interesting part.
	f.Add(whole[:2048])
	f.Add(whole[:512])
	f.Add([]byte("\x01\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := model.Load(data); err != nil && !errors.Is(err, model.ErrFormat) && !errors.Is(err, model.ErrUnsupported) {
			t.Errorf("error %v has no class", err)
		}
	})
}
