package kernel

import "math"

const (
	// lanes is the number of partial sums of a reduction.
	lanes = 8
	// maxBlock is how many elements a reduction adds before it begins anew.
	maxBlock = 128
)

// fused computes x·y + z, rounded once (IEEE 754 fusedMultiplyAdd). In double
// precision the product is exact; the sum is rounded to odd, which makes the
// second rounding right (Boldo and Melquiond 2008).
func fused(x, y, z float32) float32 {
	product, addend := float64(x)*float64(y), float64(z)
	sum := product + addend
	part := sum - product // Knuth's two-sum
	lost := (product - (sum - part)) + (addend - part)
	if bits := math.Float64bits(sum); lost != 0 && lost == lost && bits&1 == 0 {
		if (lost > 0) == (sum > 0) {
			bits++
		} else {
			bits--
		}
		sum = math.Float64frombits(bits)
	}
	return float32(sum)
}

// fold adds the lanes of a reduction, neighbours first.
func fold(s *[lanes]float32) float32 {
	return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))
}

// sum adds value(i) for i from 0 to n: up to 128 values in 8 lanes (what
// doesn't fill them all is added at the end), more as the sum of two halves.
// Pairwise summation (Higham 1993) in the shape that NumPy gives it, whose
// rounding the engine's reference has.
func sum(first, n int, value func(i int) float32) float32 {
	if n > maxBlock {
		half := n / 2 &^ (lanes - 1)
		return sum(first, half, value) + sum(first+half, n-half, value)
	}
	var s [lanes]float32
	whole := first + n&^(lanes-1)
	for i := first; i < whole; i++ {
		s[(i-first)%lanes] += value(i)
	}
	total := fold(&s)
	for i := whole; i < first+n; i++ {
		total += value(i)
	}
	return total
}

// epsilon is Marian's for layer normalisation.
const epsilon = 1e-6

// normaliseGeneric computes x = scale·(z-mean)/√(variance+ε) + bias with
// z = x + y for rows of len(scale) elements (Ba et al. 2016).
func normaliseGeneric(x, y []float32, count int, scale, bias []float32) {
	n := len(scale)
	for r := range count {
		x, y := x[r*n:][:n], y[r*n:][:n]
		total := sum(0, n, func(i int) float32 {
			x[i] += y[i]
			return x[i]
		})
		mean := total / float32(n)
		total = sum(0, n, func(i int) float32 {
			x[i] -= mean
			return float32(x[i] * x[i])
		})
		deviation := deviation(total, n)
		for i, v := range x {
			x[i] = float32(scale[i]*(v/deviation)) + bias[i]
		}
	}
}

// deviation gives √(variance+ε) from a sum of n squares.
func deviation(total float32, n int) float32 {
	return float32(math.Sqrt(float64(total/float32(n) + epsilon)))
}

// Constants of exp: ln 2 in two parts, and a polynomial for e^r on
// |r| ≤ ln 2 / 2 (the minimax coefficients of Cephes' expf, Moshier 1992).
const (
	log2e   = 1.44269504088896341
	ln2High = 0.693359375
	ln2Low  = -2.12194440e-4
	expMin  = -87 // below, the result is 0
	expMax  = 88
	exp0    = 1.9875691500e-4
	exp1    = 1.3981999507e-3
	exp2    = 8.3334519073e-3
	exp3    = 4.1665795894e-2
	exp4    = 1.6666665459e-1
	exp5    = 5.0000001201e-1
)

// exp gives e^x to within 2 units in the last place; 0 below -87 and for what
// is not a number, e^88 above 88.
func exp(x float32) float32 {
	if !(x >= expMin) {
		return 0
	}
	if x > expMax {
		x = expMax
	}
	n := float32(math.RoundToEven(float64(float32(x * log2e))))
	r := fused(-n, ln2High, x)
	r = fused(-n, ln2Low, r)
	p := fused(exp0, r, exp1)
	p = fused(p, r, exp2)
	p = fused(p, r, exp3)
	p = fused(p, r, exp4)
	p = fused(p, r, exp5)
	p = fused(p, float32(r*r), r) + 1
	return p * math.Float32frombits(uint32(int32(n)+127)<<23)
}

// gateGeneric advances recurrent units of n elements: with f = 1/(1+e^-forget),
// cell = f·cell + (1-f)·input and out = max(cell, 0). Rows of forget and input
// are stride apart, of cell and out n.
func gateGeneric(out, cell, forget, input []float32, count, n, stride int) {
	for r := range count {
		c, o := cell[r*n:][:n], out[r*n:][:n]
		g, in := forget[r*stride:][:n], input[r*stride:][:n]
		for i := range c {
			f := 1 / (1 + exp(-g[i]))
			v := float32(f*c[i]) + float32((1-f)*in[i])
			c[i] = v
			if !(v > 0) {
				v = 0
			}
			o[i] = v
		}
	}
}

// scoreGeneric computes one head's attention scores: for the first len(dst)
// columns of keys, whose rows are stride apart, the product with query,
// times scale. Elements are added in the order of the rows.
func scoreGeneric(dst, query, keys []float32, stride int, scale float32) {
	mixGeneric(dst, query, keys, stride)
	for t := range dst {
		dst[t] *= scale
	}
}

// mixGeneric computes dst = Σ weights[t]·values[t·stride:], in the order of t.
func mixGeneric(dst, weights, values []float32, stride int) {
	clear(dst)
	for t, w := range weights {
		v := values[t*stride:][:len(dst)]
		for i := range dst {
			dst[i] += float32(w * v[i])
		}
	}
}

// softmaxGeneric replaces x by e^(x-max) over the sum of all of them.
func softmaxGeneric(x []float32) {
	if len(x) == 0 {
		return
	}
	top := x[peakGeneric(x)]
	total := sum(0, len(x), func(i int) float32 {
		x[i] = exp(x[i] - top)
		return x[i]
	})
	for i := range x {
		x[i] /= total
	}
}

// peakGeneric gives the first index of the greatest element of x, which must
// not be empty; what is not a number is passed over.
func peakGeneric(x []float32) int {
	at := 0
	top := float32(math.Inf(-1))
	for i, v := range x {
		if v > top {
			top, at = v, i
		}
	}
	return at
}

// partitionGeneric gives Σ e^(x-top): the sums of blocks of 128, added in
// double precision.
func partitionGeneric(x []float32, top float32) float64 {
	total := 0.0
	for at := 0; at < len(x); at += maxBlock {
		total += float64(sum(at, min(maxBlock, len(x)-at), func(i int) float32 { return exp(x[i] - top) }))
	}
	return total
}

// transposeGeneric writes rows of cols elements, which are stride apart, as
// columns: dst's rows are pitch apart.
func transposeGeneric(dst []float32, pitch int, src []float32, stride, rows, cols int) {
	for r := range rows {
		for i, v := range src[r*stride:][:cols] {
			dst[i*pitch+r] = v
		}
	}
}
