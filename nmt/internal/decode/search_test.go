package decode_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/dragoman-news/dragoman/nmt/internal/decode"
	"github.com/dragoman-news/dragoman/nmt/internal/kernel"
	"github.com/dragoman-news/dragoman/nmt/internal/model"
	"github.com/dragoman-news/dragoman/nmt/internal/synthetic"
)

var limits = decode.Limits{MaxSource: 64, MaxPrefix: 16}

// specs are models of all the kinds that aren't at hand as real files.
var specs = map[string]synthetic.Spec{
	"shared": {Dim: 64, Heads: 4, FFN: 128, EncoderLayers: 2, DecoderLayers: 2, SourceWords: 100, Shared: true, Seed: 1},
	"split vocabularies": {
		Dim: 64, Heads: 8, FFN: 192, EncoderLayers: 2, DecoderLayers: 1, SourceWords: 60, TargetWords: 131, Seed: 2,
	},
	"four decoder layers, 384 wide": {
		Dim: 384, Heads: 8, FFN: 256, EncoderLayers: 1, DecoderLayers: 4, SourceWords: 90, Shared: true, Seed: 3,
	},
	"own scales and decoder width": {
		Dim: 128, Heads: 2, FFN: 64, DecoderFFN: 192, EncoderLayers: 3, DecoderLayers: 2, SourceWords: 70, TargetWords: 50,
		OwnScales: true, Seed: 4,
	},
}

func load(t testing.TB, s synthetic.Spec, tier kernel.Tier) (*synthetic.Model, *decode.Engine, *model.Parameters) {
	t.Helper()
	made := synthetic.New(s)
	end := made.Arrays["decoder_ff_logit_out_b"].Floats
	end[0] += 1.5 // so that sentences end
	p, err := model.Load(made.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return made, decode.New(tier, p, limits, decode.Words{Count: p.Config.TargetWords, Unknown: 1}), p
}

func bestTier(t testing.TB) kernel.Tier {
	t.Helper()
	tier, err := kernel.Detect("")
	if err != nil {
		t.Fatal(err)
	}
	return tier
}

func sentences(seed uint64, words, count int) []decode.Input {
	r := rand.New(rand.NewPCG(seed, 5))
	inputs := make([]decode.Input, count)
	for i := range inputs {
		ids := make([]int32, 1+r.IntN(20))
		for j := range ids {
			ids[j] = 2 + r.Int32N(int32(words)-2)
		}
		inputs[i].IDs = append(ids, 0)
	}
	return inputs
}

// TestAgainstReference compares the engine with a plain implementation in
// double precision: words must be the same, numbers nearly.
func TestAgainstReference(t *testing.T) {
	t.Parallel()
	for name, spec := range specs {
		for _, listed := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				made, engine, p := load(t, spec, bestTier(t))
				layer, words := engine.Whole(), make([]int32, p.Config.TargetWords)
				for i := range words {
					words[i] = int32(i)
				}
				inputs := sentences(spec.Seed, p.Config.SourceWords, 12*64/spec.Dim)
				if listed {
					s, err := model.ParseShortlist(made.Shortlist(9), p.Config)
					if err != nil {
						t.Fatal(err)
					}
					words = s.Select(inputs[0].IDs, []int32{0})
					layer = engine.Select(words)
				}
				outputs, err := engine.Run(t.Context(), new(decode.Workspace), layer, inputs)
				if err != nil {
					t.Fatal(err)
				}
				compare(t, reference{made, words}, inputs, outputs)
			})
		}
	}
}

// tolerance is for log-probabilities and attention: rounding to 127 steps may
// go either way where a number is half-way between two.
const tolerance = 0.15

func compare(t *testing.T, r reference, inputs []decode.Input, outputs []decode.Output) {
	t.Helper()
	words := 0
	for i, out := range outputs {
		want := r.translate(inputs[i].IDs, 2*len(inputs[i].IDs))
		words += len(want.ids)
		if !slices.Equal(out.IDs, want.ids) {
			t.Errorf("sentence %d is %v, want %v", i, out.IDs, want.ids)
			continue
		}
		if out.Truncated != (want.ids[len(want.ids)-1] != 0) {
			t.Errorf("sentence %d: truncated is %v", i, out.Truncated)
		}
		for j := range want.ids {
			if math.Abs(float64(out.LogProb[j])-want.logProb[j]) > tolerance {
				t.Errorf("sentence %d, token %d: log-probability %g, want %g", i, j, out.LogProb[j], want.logProb[j])
			}
			for k, w := range want.attention[j] {
				if got := out.Attention[j*len(inputs[i].IDs)+k]; math.Abs(float64(got)-w) > tolerance {
					t.Errorf("sentence %d, token %d attends %g to %d, want %g", i, j, got, k, w)
				}
			}
		}
	}
	if words < 2*len(outputs) {
		t.Errorf("only %d words: the comparison says little", words)
	}
}

// TestTiersAgree runs whole models with every tier: the results must be the
// same bit for bit.
func TestTiersAgree(t *testing.T) {
	t.Parallel()
	for name, spec := range specs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inputs := sentences(9, spec.SourceWords, 8)
			var want []decode.Output
			for _, tier := range kernel.Supported() {
				_, engine, _ := load(t, spec, tier)
				got, err := engine.Run(t.Context(), new(decode.Workspace), engine.Whole(), inputs)
				if err != nil {
					t.Fatal(err)
				}
				if want == nil {
					want = got
				}
				if !reflect.DeepEqual(got, want) {
					t.Errorf("%s differs from %s", tier, kernel.Generic)
				}
			}
		})
	}
}

// TestCompanyDoesNotMatter translates sentences alone and together, in a
// workspace that others have used.
func TestCompanyDoesNotMatter(t *testing.T) {
	t.Parallel()
	_, engine, p := load(t, specs["shared"], bestTier(t))
	inputs := sentences(6, p.Config.SourceWords, 30)
	w := new(decode.Workspace)
	together, err := engine.Run(t.Context(), w, engine.Whole(), inputs)
	if err != nil {
		t.Fatal(err)
	}
	for i := range inputs {
		alone, err := engine.Run(t.Context(), w, engine.Whole(), inputs[i:i+1])
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(alone[0], together[i]) {
			t.Errorf("sentence %d alone is %v, together %v", i, alone[0].IDs, together[i].IDs)
		}
	}
}

func TestPrefixAndAllow(t *testing.T) {
	t.Parallel()
	_, engine, p := load(t, specs["shared"], bestTier(t))
	inputs := sentences(7, p.Config.SourceWords, 4)
	free, err := engine.Run(t.Context(), new(decode.Workspace), engine.Whole(), inputs)
	if err != nil {
		t.Fatal(err)
	}
	banned := free[2].IDs[0]
	inputs[1].Prefix = []int32{33, 44, 55}
	inputs[2].Allow = func(_ []int32, word int32) bool { return word != banned }
	inputs[3].Allow = func([]int32, int32) bool { return false }
	got, err := engine.Run(t.Context(), new(decode.Workspace), engine.Whole(), inputs)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got[0], free[0]) {
		t.Error("options of one sentence changed another")
	}
	if len(got[1].IDs) < 4 || !slices.Equal(got[1].IDs[:3], inputs[1].Prefix) {
		t.Errorf("with the prefix %v the output is %v", inputs[1].Prefix, got[1].IDs)
	}
	if slices.Contains(got[2].IDs, banned) || banned == 0 {
		t.Errorf("%d is banned, but the output is %v", banned, got[2].IDs)
	}
	if !slices.Equal(got[3].IDs, []int32{0}) {
		t.Errorf("with every word banned the output is %v, want only the end", got[3].IDs)
	}
}

// TestForcingTheOwnTranslation gives the engine its own output as a prefix,
// which must change nothing.
func TestForcingTheOwnTranslation(t *testing.T) {
	t.Parallel()
	_, engine, p := load(t, specs["split vocabularies"], bestTier(t))
	for _, in := range sentences(8, p.Config.SourceWords, 6) {
		free, err := engine.Run(t.Context(), new(decode.Workspace), engine.Whole(), []decode.Input{in})
		if err != nil {
			t.Fatal(err)
		}
		in.Prefix = free[0].IDs[:min(3, len(free[0].IDs)-1)]
		forced, err := engine.Run(t.Context(), new(decode.Workspace), engine.Whole(), []decode.Input{in})
		if err != nil {
			t.Fatal(err)
		}
		n := len(free[0].IDs)
		if !slices.Equal(forced[0].IDs[:n], free[0].IDs) || !slices.Equal(forced[0].LogProb[:n], free[0].LogProb) {
			t.Errorf("forced %v, free %v", forced[0].IDs, free[0].IDs)
		}
	}
}

func TestRunStops(t *testing.T) {
	t.Parallel()
	_, engine, p := load(t, specs["shared"], bestTier(t))
	ctx, cancel := context.WithCancel(t.Context())
	inputs := sentences(1, p.Config.SourceWords, 2)
	steps := 0
	inputs[0].Allow = func([]int32, int32) bool {
		if steps++; steps == 2 {
			cancel()
		}
		return true
	}
	_, err := engine.Run(ctx, new(decode.Workspace), engine.Whole(), inputs)
	if !errors.Is(err, context.Canceled) || steps > 3 {
		t.Errorf("after %d steps the error is %v, want a cancellation at once", steps, err)
	}
}

// TestNoAllocationPerToken counts what a run allocates in a workspace that
// has its size: a few slices per sentence, nothing that grows with its length.
func TestNoAllocationPerToken(t *testing.T) {
	_, engine, p := load(t, specs["shared"], bestTier(t))
	layer, w := engine.Whole(), new(decode.Workspace)
	count := func(length int) float64 {
		in := decode.Input{IDs: make([]int32, length), Allow: func(_ []int32, word int32) bool { return word != 0 }}
		for i := range in.IDs {
			in.IDs[i] = int32(2 + i%(p.Config.SourceWords-2))
		}
		in.End = -1 // never
		return testing.AllocsPerRun(3, func() {
			if _, err := engine.Run(t.Context(), w, layer, []decode.Input{in}); err != nil {
				t.Error(err)
			}
		})
	}
	long := count(60)
	if short := count(5); long != short || long > 8 {
		t.Errorf("10 tokens take %g allocations, 120 take %g", short, long)
	}
}

// TestExtremeNumbers runs models whose floats overflow on the way: whatever
// comes out, it must be words of the vocabulary and come to an end, alike in
// all tiers.
func TestExtremeNumbers(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"encoder_l1_self_Wo_ln_scale", "encoder_l1_ffn_b1", "decoder_l1_rnn_bf", "decoder_l2_context_bk", "decoder_l2_ffn_ffn_ln_bias",
		"decoder_ff_logit_out_b", "none_QuantMultA", "encoder_l1_self_Wq_QuantMultA",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			made := synthetic.New(specs["shared"])
			for i := range made.Arrays[name].Floats {
				made.Arrays[name].Floats[i] = math.MaxFloat32
				if i%3 == 1 {
					made.Arrays[name].Floats[i] = -math.MaxFloat32
				}
			}
			p, err := model.Load(made.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			inputs := sentences(3, p.Config.SourceWords, 3)
			var want []decode.Output
			for _, tier := range kernel.Supported() {
				engine := decode.New(tier, p, limits, decode.Words{Count: p.Config.TargetWords, Unknown: 1})
				got, err := engine.Run(t.Context(), new(decode.Workspace), engine.Whole(), inputs)
				if err != nil {
					t.Fatal(err)
				}
				if want == nil {
					want = got
				}
				for i := range got {
					if !slices.Equal(got[i].IDs, want[i].IDs) {
						t.Errorf("%s gives %v, %s %v", tier, got[i].IDs, kernel.Generic, want[i].IDs)
					}
					if w := slices.Max(got[i].IDs); len(got[i].IDs) > 2*len(inputs[i].IDs) || int(w) >= p.Config.TargetWords {
						t.Errorf("%s gives %v", tier, got[i].IDs)
					}
				}
			}
		})
	}
}
