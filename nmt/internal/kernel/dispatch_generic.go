//go:build (!amd64 && !arm64) || noasm

package kernel

func (t Tier) supported() bool { return t == Generic }

func (t Tier) zero() uint8 { return 0 }

func (t Tier) multiply(m *Matrix, dst []float32, pitch int, rows []uint8, count int, floor float32) {
	multiplyGeneric(m, dst, pitch, rows, count, floor)
}

// Quantise writes round-to-even(src·scale), held within ±127, as bytes for
// Matrix.Multiply of the same tier.
func (t Tier) Quantise(dst []uint8, src []float32, scale float32) {
	quantiseGeneric(dst, src, scale)
}

// Normalise adds y to x and normalises the sum's count rows of len(scale)
// elements: scale·(z-mean)/√(variance+1e-6) + bias.
func (t Tier) Normalise(x, y []float32, count int, scale, bias []float32) {
	normaliseGeneric(x, y, count, scale, bias)
}

// Gate advances count recurrent units of n elements: with f = σ(forget),
// cell = f·cell + (1-f)·input and out = max(cell, 0). Rows of forget and input
// are stride apart, of cell and out n.
func (t Tier) Gate(out, cell, forget, input []float32, count, n, stride int) {
	gateGeneric(out, cell, forget, input, count, n, stride)
}

// Score computes an attention head's scores: the product of query with each of
// the first len(dst) columns of keys, whose rows are stride apart, times scale.
func (t Tier) Score(dst, query, keys []float32, stride int, scale float32) {
	scoreGeneric(dst, query, keys, stride, scale)
}

// Softmax replaces the first n elements of x by their exponentials over their
// sum. What follows them in x is scratch.
func (t Tier) Softmax(x []float32, n int) { softmaxGeneric(x[:n]) }

// Mix computes dst = Σ weights[i]·row i of values, whose rows are stride apart.
func (t Tier) Mix(dst, weights, values []float32, stride int) {
	mixGeneric(dst, weights, values, stride)
}

// Peak gives the first index of the greatest element of x.
func (t Tier) Peak(x []float32) int { return peakGeneric(x) }

// Partition gives Σ e^(x-top).
func (t Tier) Partition(x []float32, top float32) float64 { return partitionGeneric(x, top) }

func (t Tier) combineMany([]float32, int, int, int, []float32, int, int, []float32, int, float32) int {
	return 0
}
