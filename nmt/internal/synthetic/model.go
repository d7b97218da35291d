// Package synthetic makes small models with random weights, in the formats of
// real files, for the tests of what reads and runs them.
package synthetic

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// Spec says what a model is like. The zero value of what has no size means the
// usual.
type Spec struct {
	Dim, Heads, FFN, DecoderFFN  int
	EncoderLayers, DecoderLayers int
	SourceWords, TargetWords     int
	Shared                       bool // SourceWords in one vocabulary
	OwnScales                    bool // every matrix quantises its input in its own way
	Seed                         uint64
	Settings                     map[string]string // replace or add lines of the configuration
	Omit                         []string          // items that are left out
}

// Array is an item of a model: either floats, or quantised weights of which a
// value is the integer divided by Scale.
type Array struct {
	Shape  []int
	Floats []float32
	Int8   []int8 // of matrices, by output; of embeddings, by word
	Scale  float32
}

// Model is a made model.
type Model struct {
	Spec   Spec
	Arrays map[string]Array
	Config string
}

// New makes a model.
func New(s Spec) *Model {
	m := &maker{
		Model: &Model{Spec: s, Arrays: map[string]Array{}},
		r:     rand.New(rand.NewPCG(s.Seed, 1)), //nolint:gosec // the same model every time, on purpose
	}
	target, words := "decoder_Wemb", s.TargetWords
	if s.Shared {
		target, words = "Wemb", s.SourceWords
		m.matrix("Wemb", words, s.Dim)
	} else {
		m.matrix("encoder_Wemb", s.SourceWords, s.Dim)
		m.matrix("decoder_Wemb", words, s.Dim)
	}
	for l := range s.EncoderLayers {
		prefix := fmt.Sprintf("encoder_l%d", l+1)
		m.attention(prefix+"_self", float32(m.r.Float64()*10+8))
		m.feedForward(prefix, s.FFN)
	}
	decoderFFN := s.FFN
	if s.DecoderFFN > 0 {
		decoderFFN = s.DecoderFFN
	}
	for l := range s.DecoderLayers {
		prefix := fmt.Sprintf("decoder_l%d", l+1)
		alpha := float32(m.r.Float64()*10 + 8)
		m.affine(prefix+"_rnn_Wf", s.Dim, s.Dim, alpha)
		m.affine(prefix+"_rnn_W", s.Dim, s.Dim, alpha)
		m.floats(prefix+"_rnn_bf", s.Dim, 0.3)
		m.norm(prefix + "_rnn_ffn")
		m.attention(prefix+"_context", 12)
		m.feedForward(prefix, decoderFFN)
	}
	m.floats("decoder_ff_logit_out_b", words, 2)
	if s.Shared {
		m.Arrays["none_QuantMultA"] = Array{Shape: []int{1, 1}, Floats: []float32{11}}
	} else {
		m.Arrays[target+"_QuantMultA"] = Array{Shape: []int{1, 1}, Int8: []int8{127}, Scale: 127. / 11}
	}
	for _, name := range s.Omit {
		delete(m.Arrays, name)
	}
	m.Config = m.config()
	return m.Model
}

type maker struct {
	*Model
	r *rand.Rand
}

func (m *maker) matrix(name string, rows, cols int) {
	a := Array{Shape: []int{rows, cols}, Int8: make([]int8, rows*cols), Scale: float32(math.Sqrt(float64(m.Spec.Dim))) * 40}
	for i := range a.Int8 {
		a.Int8[i] = int8(max(-127, min(127, m.r.NormFloat64()*42)))
	}
	m.Arrays[name] = a
}

func (m *maker) floats(name string, n int, size float64) {
	a := Array{Shape: []int{1, n}, Floats: make([]float32, n)}
	for i := range a.Floats {
		a.Floats[i] = float32(m.r.NormFloat64() * size)
	}
	m.Arrays[name] = a
}

func (m *maker) affine(name string, in, out int, alpha float32) {
	m.matrix(name, in, out)
	if m.Spec.OwnScales {
		alpha = float32(m.r.Float64()*10 + 8)
	}
	m.Arrays[name+"_QuantMultA"] = Array{Shape: []int{1, 1}, Floats: []float32{alpha}}
}

func (m *maker) norm(prefix string) {
	m.floats(prefix+"_ln_scale", m.Spec.Dim, 1)
	m.floats(prefix+"_ln_bias", m.Spec.Dim, 0.2)
}

func (m *maker) attention(prefix string, alpha float32) {
	for _, letter := range []string{"q", "k", "v", "o"} {
		m.affine(prefix+"_W"+letter, m.Spec.Dim, m.Spec.Dim, alpha)
		m.floats(prefix+"_b"+letter, m.Spec.Dim, 0.3)
	}
	m.norm(prefix + "_Wo")
}

func (m *maker) feedForward(prefix string, inner int) {
	m.affine(prefix+"_ffn_W1", m.Spec.Dim, inner, 14)
	m.floats(prefix+"_ffn_b1", inner, 0.3)
	m.affine(prefix+"_ffn_W2", inner, m.Spec.Dim, 14)
	m.floats(prefix+"_ffn_b2", m.Spec.Dim, 0.3)
	m.norm(prefix + "_ffn_ffn")
}

func (m *maker) config() string {
	s := m.Spec
	lines := map[string]string{
		"type": "transformer", "dec-cell": "ssru", "dec-cell-base-depth": "2", "dec-cell-high-depth": "1",
		"transformer-decoder-autoreg": "rnn", "transformer-ffn-activation": "relu", "transformer-ffn-depth": "2",
		"transformer-postprocess": "dan", "transformer-postprocess-emb": "d", "transformer-preprocess": `""`,
		"transformer-guided-alignment-layer": "last", "input-types": "[]",
		"dim-emb": fmt.Sprint(s.Dim), "transformer-heads": fmt.Sprint(s.Heads), "transformer-dim-ffn": fmt.Sprint(s.FFN),
		"enc-depth": fmt.Sprint(s.EncoderLayers), "dec-depth": fmt.Sprint(s.DecoderLayers),
		"tied-embeddings-all": fmt.Sprint(s.Shared), "tied-embeddings": fmt.Sprint(!s.Shared),
		"dim-vocabs": fmt.Sprintf("\n  - %d\n  - %d", s.SourceWords, s.TargetWords),
		"version":    "v0 synthetic",
	}
	if s.DecoderFFN > 0 {
		lines["transformer-decoder-dim-ffn"] = fmt.Sprint(s.DecoderFFN)
	}
	maps.Copy(lines, s.Settings)
	var out strings.Builder
	for _, key := range sorted(lines) {
		fmt.Fprintf(&out, "%s: %s\n", key, lines[key])
	}
	return strings.ReplaceAll(out.String(), ": \n", ":\n") + "\x00"
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

const alignment = 256

// Bytes gives the model file.
func (m *Model) Bytes() []byte {
	names := append(sorted(m.Arrays), "special:model.yml")
	var heads, text, shapes, data bytes.Buffer
	put := func(to *bytes.Buffer, v any) {
		if err := binary.Write(to, binary.LittleEndian, v); err != nil {
			panic(err) // not of a fixed size: a mistake in this file
		}
	}
	for _, name := range names {
		kind, shape, body := m.item(name)
		put(&heads, []uint64{uint64(len(name) + 1), kind, uint64(len(shape)), uint64(len(body))})
		text.WriteString(name + "\x00")
		for _, n := range shape {
			put(&shapes, int32(n))
		}
		data.Write(body)
	}
	var out bytes.Buffer
	put(&out, []uint64{1, uint64(len(names))})
	for _, part := range []*bytes.Buffer{&heads, &text, &shapes} {
		out.Write(part.Bytes())
	}
	pad := (alignment - (out.Len()+8)%alignment) % alignment
	put(&out, uint64(pad))
	out.Write(make([]byte, pad))
	out.Write(data.Bytes())
	return out.Bytes()
}

// item gives an item's type, shape and data.
func (m *Model) item(name string) (kind uint64, shape []int, body []byte) {
	a, ok := m.Arrays[name]
	if !ok {
		return 0x101, []int{len(m.Config)}, []byte(m.Config)
	}
	var b bytes.Buffer
	kind = 0x404
	if a.Int8 != nil {
		kind = 0x4101
		for _, v := range a.Int8 {
			b.WriteByte(byte(v))
		}
		a.Floats = []float32{a.Scale}
	}
	for _, v := range a.Floats {
		b.Write(binary.LittleEndian.AppendUint32(nil, math.Float32bits(v)))
	}
	b.Write(make([]byte, (alignment-b.Len()%alignment)%alignment))
	return kind, a.Shape, b.Bytes()
}

// Shortlist gives a shortlist file in which a source word has up to five
// candidates and the first words always belong.
func (m *Model) Shortlist(first int) []byte {
	s := m.Spec
	target := s.TargetWords
	if s.Shared {
		target = s.SourceWords
	}
	r := rand.New(rand.NewPCG(s.Seed, 2)) //nolint:gosec // the same model every time, on purpose
	offsets, words := []uint64{0}, []uint32{}
	for range s.SourceWords {
		for range r.IntN(6) {
			words = append(words, uint32(r.IntN(target)))
		}
		offsets = append(offsets, uint64(len(words)))
	}
	out := []byte{}
	for _, v := range []uint64{0xF11A48D5013417F5, 0, uint64(first), 5, uint64(len(offsets)), uint64(len(words))} {
		out = binary.LittleEndian.AppendUint64(out, v)
	}
	for _, v := range offsets {
		out = binary.LittleEndian.AppendUint64(out, v)
	}
	for _, v := range words {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}
