package decode_test

import (
	"fmt"
	"math"

	"github.com/dragoman-news/dragoman/nmt/internal/synthetic"
)

// reference runs a made model slowly and plainly, in double precision between
// the integer products. It shares nothing with the engine but the equations.
type reference struct {
	m     *synthetic.Model
	words []int32 // the shortlist
}

type rows [][]float64

func (r reference) floats(name string) []float32 { return r.m.Arrays[name].Floats }

// product is the integer product of x with the columns of w.
func product(x rows, w synthetic.Array, cols []int32, scale float64, bias []float32) rows {
	out := make(rows, len(x))
	depth := len(x[0])
	for i, row := range x {
		out[i] = make([]float64, len(cols))
		quantised := make([]int, depth)
		for k, v := range row {
			quantised[k] = int(math.Max(-127, math.Min(127, math.RoundToEven(v*scale))))
		}
		for j, c := range cols {
			sum := 0
			for k, v := range quantised {
				sum += v * int(w.Int8[int(c)*depth+k])
			}
			out[i][j] = float64(sum) / (scale * float64(w.Scale))
			if bias != nil {
				out[i][j] += float64(bias[c])
			}
		}
	}
	return out
}

func (r reference) affine(x rows, weight, bias string) rows {
	w := r.m.Arrays[weight]
	cols := make([]int32, w.Shape[1])
	for i := range cols {
		cols[i] = int32(i)
	}
	return product(x, w, cols, float64(r.floats(weight + "_QuantMultA")[0]), r.floats(bias))
}

func (r reference) norm(x, y rows, name string) rows {
	out := make(rows, len(x))
	for i := range x {
		n := float64(len(x[i]))
		z := make([]float64, len(x[i]))
		mean, variance := 0.0, 0.0
		for j := range z {
			z[j] = x[i][j] + y[i][j]
			mean += z[j] / n
		}
		for _, v := range z {
			variance += (v - mean) * (v - mean) / n
		}
		for j, v := range z {
			z[j] = float64(r.floats(name + "_ln_scale")[j])*(v-mean)/math.Sqrt(variance+1e-6) + float64(r.floats(name + "_ln_bias")[j])
		}
		out[i] = z
	}
	return out
}

func (r reference) embed(table string, word int32, position int) []float64 {
	a, d := r.m.Arrays[table], r.m.Spec.Dim
	out := make([]float64, d)
	for i := range out {
		if word >= 0 {
			out[i] = float64(a.Int8[int(word)*d+i]) / float64(a.Scale) * math.Sqrt(float64(d))
		}
		angle := float64(position) * math.Pow(10000, -float64(i%(d/2))/(float64(d)/2-1))
		if i < d/2 {
			out[i] += math.Sin(angle)
		} else {
			out[i] += math.Cos(angle)
		}
	}
	return out
}

func (r reference) attend(prefix string, x, memory rows) (out rows, head0 rows) {
	q := r.affine(x, prefix+"_Wq", prefix+"_bq")
	k := r.affine(memory, prefix+"_Wk", prefix+"_bk")
	v := r.affine(memory, prefix+"_Wv", prefix+"_bv")
	size := r.m.Spec.Dim / r.m.Spec.Heads
	mixed := make(rows, len(x))
	for i := range x {
		mixed[i] = make([]float64, r.m.Spec.Dim)
		for h := range r.m.Spec.Heads {
			weights, total := make([]float64, len(memory)), 0.0
			for t := range memory {
				for j := h * size; j < (h+1)*size; j++ {
					weights[t] += q[i][j] * k[t][j] / math.Sqrt(float64(size))
				}
				weights[t] = math.Exp(weights[t])
				total += weights[t]
			}
			for t := range memory {
				weights[t] /= total
				for j := h * size; j < (h+1)*size; j++ {
					mixed[i][j] += weights[t] * v[t][j]
				}
			}
			if h == 0 {
				head0 = append(head0, weights)
			}
		}
	}
	return r.norm(r.affine(mixed, prefix+"_Wo", prefix+"_bo"), x, prefix+"_Wo"), head0
}

func (r reference) feedForward(prefix string, x rows) rows {
	h := r.affine(x, prefix+"_ffn_W1", prefix+"_ffn_b1")
	for _, row := range h {
		for i := range row {
			row[i] = math.Max(row[i], 0)
		}
	}
	return r.norm(r.affine(h, prefix+"_ffn_W2", prefix+"_ffn_b2"), x, prefix+"_ffn_ffn")
}

// translation is what the reference made of a sentence.
type translation struct {
	ids       []int32
	logProb   []float64
	attention rows
}

func (r reference) translate(source []int32, limit int) translation {
	encoderTable, decoderTable := "encoder_Wemb", "decoder_Wemb"
	if r.m.Spec.Shared {
		encoderTable, decoderTable = "Wemb", "Wemb"
	}
	x := make(rows, len(source))
	for t, w := range source {
		x[t] = r.embed(encoderTable, w, t)
	}
	for l := range r.m.Spec.EncoderLayers {
		prefix := fmt.Sprintf("encoder_l%d", l+1)
		x, _ = r.attend(prefix+"_self", x, x)
		x = r.feedForward(prefix, x)
	}
	cells := make(rows, r.m.Spec.DecoderLayers)
	for l := range cells {
		cells[l] = make([]float64, r.m.Spec.Dim)
	}
	var out translation
	previous := int32(-1)
	for step := range limit {
		y := rows{r.embed(decoderTable, previous, step)}
		var weights rows
		for l := range cells {
			prefix := fmt.Sprintf("decoder_l%d", l+1)
			y, weights = r.decoderLayer(prefix, y, cells[l], x)
		}
		logits := product(y, r.m.Arrays[decoderTable], r.words, 11, r.floats("decoder_ff_logit_out_b"))[0]
		best, total := 0, 0.0
		for i, v := range logits {
			total += math.Exp(v)
			if r.words[i] != 1 && (r.words[best] == 1 || v > logits[best]) {
				best = i
			}
		}
		previous = r.words[best]
		out.ids = append(out.ids, previous)
		out.logProb = append(out.logProb, logits[best]-math.Log(total))
		out.attention = append(out.attention, weights[0])
		if previous == 0 {
			break
		}
	}
	return out
}

func (r reference) decoderLayer(prefix string, y rows, cell []float64, memory rows) (out rows, head0 rows) {
	forget := r.affine(y, prefix+"_rnn_Wf", prefix+"_rnn_bf")[0]
	input := r.affine(y, prefix+"_rnn_W", "")[0]
	unit := make([]float64, len(cell))
	for i := range cell {
		f := 1 / (1 + math.Exp(-forget[i]))
		cell[i] = f*cell[i] + (1-f)*input[i]
		unit[i] = math.Max(cell[i], 0)
	}
	y = r.norm(rows{unit}, y, prefix+"_rnn_ffn")
	y, head0 = r.attend(prefix+"_context", y, memory)
	return r.feedForward(prefix, y), head0
}
