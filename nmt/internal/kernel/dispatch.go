//go:build (amd64 || arm64) && !noasm

package kernel

import "math"

// Quantise writes round-to-even(src·scale), held within ±127, as bytes for
// Matrix.Multiply of the same tier.
func (t Tier) Quantise(dst []uint8, src []float32, scale float32) {
	whole := 0
	if t != Generic && len(src) >= 32 {
		whole = len(src) &^ 31
		dst = dst[:len(src)]
		t.quantise(&dst[0], &src[0], whole, scale, uint32(t.zero()))
	}
	quantiseGeneric(dst[whole:], src[whole:], scale)
	if zero := t.zero(); zero != 0 {
		for i := whole; i < len(src); i++ {
			dst[i] += zero
		}
	}
}

// Normalise adds y to x and normalises the sum's count rows of len(scale)
// elements: scale·(z-mean)/√(variance+1e-6) + bias.
func (t Tier) Normalise(x, y []float32, count int, scale, bias []float32) {
	n := len(scale)
	parts, even := blocks(n)
	if t == Generic || !even {
		normaliseGeneric(x, y, count, scale, bias)
		return
	}
	bias = bias[:n]
	var sums [maxBlocks]float32
	for r := range count {
		x, y := x[r*n:][:n], y[r*n:][:n]
		addRow(&x[0], &y[0], n, n/parts, &sums[0])
		mean := foldBlocks(sums[:parts]) / float32(n)
		centreRow(&x[0], mean, n, n/parts, &sums[0])
		scaleRow(&x[0], n, deviation(foldBlocks(sums[:parts]), n), &scale[0], &bias[0])
	}
}

// Gate advances count recurrent units of n elements: with f = σ(forget),
// cell = f·cell + (1-f)·input and out = max(cell, 0). Rows of forget and input
// are stride apart, of cell and out n.
func (t Tier) Gate(out, cell, forget, input []float32, count, n, stride int) {
	if t == Generic || n == 0 || n%8 != 0 {
		gateGeneric(out, cell, forget, input, count, n, stride)
		return
	}
	for r := range count {
		o, c := out[r*n:][:n], cell[r*n:][:n]
		f, in := forget[r*stride:][:n], input[r*stride:][:n]
		gateRow(&o[0], &c[0], &f[0], &in[0], n)
	}
}

// Score computes an attention head's scores: the product of query with each of
// the first len(dst) columns of keys, whose rows are stride apart, times scale.
func (t Tier) Score(dst, query, keys []float32, stride int, scale float32) {
	if t == Generic || len(dst) == 0 || len(dst)%8 != 0 || len(query) == 0 {
		scoreGeneric(dst, query, keys, stride, scale)
		return
	}
	_ = keys[(len(query)-1)*stride:][:len(dst)]
	t.combine(&dst[0], len(dst), &query[0], len(query), &keys[0], stride, scale)
}

// Softmax replaces the first n elements of x by their exponentials over their
// sum. What follows them in x is scratch.
func (t Tier) Softmax(x []float32, n int) {
	padded := (n + lanes - 1) &^ (lanes - 1)
	if t == Generic || n == 0 || n > maxBlock || padded > len(x) {
		softmaxGeneric(x[:n])
		return
	}
	for i := n; i < padded; i++ {
		x[i] = float32(math.Inf(-1))
	}
	softmaxRow(&x[0], padded, n)
}

// Mix computes dst = Σ weights[i]·row i of values, whose rows are stride apart.
func (t Tier) Mix(dst, weights, values []float32, stride int) {
	if t == Generic || len(dst) == 0 || len(dst)%8 != 0 || len(weights) == 0 {
		mixGeneric(dst, weights, values, stride)
		return
	}
	_ = values[(len(weights)-1)*stride:][:len(dst)]
	t.combine(&dst[0], len(dst), &weights[0], len(weights), &values[0], stride, 1)
}

// Peak gives the first index of the greatest element of x, which must not be
// empty. What is not a number is passed over.
func (t Tier) Peak(x []float32) int {
	if t == Generic || len(x)%8 != 0 || len(x) == 0 {
		return peakGeneric(x)
	}
	if at := peakRow(&x[0], len(x)); at < len(x) {
		return at
	}
	return 0
}

// Partition gives Σ e^(x-top).
func (t Tier) Partition(x []float32, top float32) float64 {
	if t == Generic || len(x)%lanes != 0 {
		return partitionGeneric(x, top)
	}
	total := 0.0
	var sums [maxBlocks]float32
	for len(x) > 0 {
		block := min(len(x), maxBlock)
		n := min(len(x)/block, maxBlocks) * block
		t.partition(&x[0], top, n, block, &sums[0])
		for _, s := range sums[:n/block] {
			total += float64(s)
		}
		x = x[n:]
	}
	return total
}
