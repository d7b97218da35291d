package kernel

import "math"

// lanes is the number of partial sums of a reduction.
const lanes = 16

// fold adds the lanes of a reduction in halves.
func fold(s *[lanes]float32) float32 {
	for half := lanes / 2; half > 0; half /= 2 {
		for i := range half {
			s[i] += s[i+half]
		}
	}
	return s[0]
}

// normaliseGeneric computes x = scale·(z-mean)/√(variance+ε) + bias with
// z = x + y for rows of len(scale) elements (Ba et al. 2016).
func normaliseGeneric(x, y []float32, count int, scale, bias []float32) {
	n := len(scale)
	for r := range count {
		normaliseRow(x[r*n:][:n], y[r*n:][:n], scale, bias[:n])
	}
}

// epsilon is Marian's for layer normalisation.
const epsilon = 1e-6

func normaliseRow(x, y, scale, bias []float32) {
	inverse := 1 / float32(len(x))
	var sums [lanes]float32
	for i := range x {
		x[i] += y[i]
		sums[i%lanes] += x[i]
	}
	mean := fold(&sums) * inverse
	sums = [lanes]float32{}
	for i, v := range x {
		v -= mean
		x[i] = v
		sums[i%lanes] += float32(v * v)
	}
	deviation := float32(math.Sqrt(float64(float32(fold(&sums)*inverse) + epsilon)))
	for i, v := range x {
		x[i] = float32(scale[i]*(v/deviation)) + bias[i]
	}
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
	n := float32(math.RoundToEven(float64(x * log2e)))
	r := x - float32(n*ln2High)
	r -= float32(n * ln2Low)
	p := float32(exp0*r) + exp1
	p = float32(p*r) + exp2
	p = float32(p*r) + exp3
	p = float32(p*r) + exp4
	p = float32(p*r) + exp5
	p = float32(p*float32(r*r)) + r + 1
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
	clear(dst)
	for i, q := range query {
		k := keys[i*stride:][:len(dst)]
		for t := range dst {
			dst[t] += float32(q * k[t])
		}
	}
	for t := range dst {
		dst[t] *= scale
	}
}

// softmaxGeneric replaces x by e^(x-max) over the sum of all of them.
func softmaxGeneric(x []float32) {
	top := x[peakGeneric(x)]
	var sums [lanes]float32
	for i, v := range x {
		e := exp(v - top)
		x[i] = e
		sums[i%lanes] += e
	}
	total := fold(&sums)
	for i := range x {
		x[i] /= total
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

// peakGeneric gives the first index of the greatest element of x, which must
// not be empty; what is not a number is never greater.
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

// partitionGeneric gives Σ e^(x-top).
func partitionGeneric(x []float32, top float32) float32 {
	var sums [lanes]float32
	for i, v := range x {
		sums[i%lanes] += exp(v - top)
	}
	return fold(&sums)
}
