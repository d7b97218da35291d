package kernel

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// tiers are those above Generic that this processor has.
func tiers(tb testing.TB) []Tier {
	tb.Helper()
	out := Supported()[1:]
	if len(out) == 0 {
		tb.Skip("this build or processor has only the generic kernels")
	}
	return out
}

func random(r *rand.Rand, n int, size float32) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = size * float32(r.NormFloat64())
	}
	return out
}

// same fails the test unless got is want bit for bit.
func same(tb testing.TB, got, want []float32) {
	tb.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) && (got[i] == got[i] || want[i] == want[i]) {
			tb.Fatalf("element %d of %d is %g (%#x), want %g (%#x)", i, len(want), got[i], math.Float32bits(got[i]), want[i], math.Float32bits(want[i]))
		}
	}
}

func randomWeights(r *rand.Rand, n int) []int8 {
	out := make([]int8, n)
	for i := range out {
		out[i] = int8(r.IntN(256) - 128)
	}
	return out
}

// TestMultiplyExtremes fills a product with the numbers whose sums saturate
// 16 bits where a kernel is careless.
func TestMultiplyExtremes(t *testing.T) {
	t.Parallel()
	const depth = 1536
	for _, tier := range Supported() {
		for _, w := range []int8{-128, -127, 127} {
			for _, x := range []float32{-127, 127} {
				weights := make([]int8, depth)
				for i := range weights {
					weights[i] = w
				}
				row := make([]float32, depth)
				for i := range row {
					row[i] = x
				}
				q := make([]uint8, depth)
				tier.Quantise(q, row, 1)
				m := Pack(tier, Layer{Depth: depth, Cols: 1, Weights: weights, Scale: 1})
				if x > 0 {
					m.ExpectRectified()
				}
				dst := make([]float32, m.Stride())
				m.Multiply(dst, len(dst), q, 1, Linear)
				if want := float32(depth * int(w) * int(x)); dst[0] != want {
					t.Errorf("%s: %d × %d × %g = %g, want %g", tier, depth, w, x, dst[0], want)
				}
			}
		}
	}
}

// TestMultiply compares every tier with a product in 64-bit integers.
func TestMultiply(t *testing.T) {
	t.Parallel()
	for _, shape := range []struct{ rows, depth, cols int }{
		{1, 4, 1}, {2, 8, 17}, {3, 64, 16}, {4, 256, 256}, {5, 256, 1003}, {7, 384, 48}, {6, 1536, 256}, {13, 512, 90}, {9, 2048, 33},
	} {
		for _, tier := range Supported() {
			t.Run(fmt.Sprintf("%s/%dx%dx%d", tier, shape.rows, shape.depth, shape.cols), func(t *testing.T) {
				t.Parallel()
				checkProduct(t, tier, shape.rows, shape.depth, shape.cols, 7, false)
				checkProduct(t, tier, shape.rows, shape.depth, shape.cols, 7, true)
			})
		}
	}
}

// scaled computes sum·scale as a product should: with the scale as two floats,
// the second one's product rounded, and the whole rounded once.
func scaled(sum int64, scale float64) float32 {
	high := float32(scale)
	low := float32(scale - float64(high))
	exact := new(big.Float).SetPrec(300).SetFloat64(float64(float32(sum)))
	exact.Mul(exact, big.NewFloat(float64(high)))
	exact.Add(exact, big.NewFloat(float64(float32(sum)*low)))
	rounded, _ := exact.Float32()
	return rounded
}

func checkProduct(t *testing.T, tier Tier, rows, depth, cols int, seed uint64, rectified bool) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, uint64(depth)))
	weights := randomWeights(r, depth*cols)
	src := random(r, rows*depth, 60)
	bias := random(r, cols, 10)
	scale := r.Float64()
	m := Pack(tier, Layer{Depth: depth, Cols: cols, Weights: weights, Scale: scale, Bias: bias})
	if rectified {
		m.ExpectRectified()
		for i, v := range src {
			src[i] = max(v, 0)
		}
	}
	q := make([]uint8, rows*depth)
	tier.Quantise(q, src, 1.5)
	pitch := m.Stride() + 3
	for _, activation := range []Activation{Linear, Rectify} {
		dst := make([]float32, rows*pitch)
		m.Multiply(dst, pitch, q, rows, activation)
		for i := range rows {
			for c := range cols {
				sum := int64(0)
				for k := range depth {
					a := math.RoundToEven(float64(src[i*depth+k] * 1.5))
					sum += int64(math.Max(-127, math.Min(127, a))) * int64(weights[c*depth+k])
				}
				want := scaled(sum, scale) + bias[c]
				if activation == Rectify {
					want = max(want, 0)
				}
				if got := dst[i*pitch+c]; got != want {
					t.Fatalf("row %d, column %d is %g, want %g", i, c, got, want)
				}
			}
			for c := m.Stride(); c < pitch && i < rows-1; c++ {
				if dst[i*pitch+c] != 0 {
					t.Fatalf("row %d was written beyond its end", i)
				}
			}
		}
	}
}

// TestFloatTiers compares the float operations of every tier with the
// specification, bit for bit, over the sizes of models and odd ones.
func TestFloatTiers(t *testing.T) {
	t.Parallel()
	for _, tier := range tiers(t) {
		for _, n := range []int{1, 7, 8, 16, 24, 31, 32, 40, 48, 64, 100, 128, 256, 384, 512, 1008, 1536, 2048} {
			for _, size := range []float32{1e-3, 1, 30, 1e4} {
				t.Run(fmt.Sprintf("%s/%d/%g", tier, n, size), func(t *testing.T) {
					t.Parallel()
					checkFloats(t, tier, n, size, uint64(n))
				})
			}
		}
	}
}

func checkFloats(t *testing.T, tier Tier, n int, size float32, seed uint64) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	const rows = 5
	x, y := random(r, rows*n, size), random(r, rows*n, size)
	scale, bias := random(r, n, 1), random(r, n, 1)
	compare := func(name string, run func(t Tier, x []float32) []float32) {
		t.Helper()
		got := run(tier, append([]float32(nil), x...))
		want := run(Generic, append([]float32(nil), x...))
		t.Log(name)
		same(t, got, want)
	}
	compare("quantise", func(tier Tier, x []float32) []float32 {
		q := make([]uint8, len(x))
		tier.Quantise(q, x, 3)
		out := make([]float32, len(x))
		for i := range q {
			out[i] = float32(int8(q[i] - tier.zero()))
		}
		return out
	})
	compare("normalise", func(tier Tier, x []float32) []float32 {
		tier.Normalise(x, y, rows, scale, bias)
		return x
	})
	compare("gate", func(tier Tier, x []float32) []float32 {
		out := make([]float32, len(x))
		cell := append([]float32(nil), y...)
		tier.Gate(out, cell, x, y, rows, n, n)
		return append(out, cell...)
	})
	compare("score", func(tier Tier, x []float32) []float32 {
		dst := make([]float32, n)
		tier.Score(dst, scale[:min(n, 48)], append(x, make([]float32, 48*n)...), n, 0.3)
		return dst
	})
	compare("softmax", func(tier Tier, x []float32) []float32 {
		padded := append(x[:n:n], make([]float32, 16)...)
		tier.Softmax(padded, n)
		return padded[:n]
	})
	compare("mix", func(tier Tier, x []float32) []float32 {
		dst := make([]float32, n)
		tier.Mix(dst, y[:rows], x, n)
		return dst
	})
	compare("scores and mixes", func(tier Tier, x []float32) []float32 {
		const count, depth = 7, 5
		weights := Vectors{Data: random(rand.New(rand.NewPCG(seed, 2)), count*(depth+2), 1), Count: count, Size: depth, Stride: depth + 2}
		scores := Vectors{Data: make([]float32, count*(n+1)), Count: count, Size: n, Stride: n + 1}
		tier.Scores(scores, weights, x, n, 0.3)
		mixes := Vectors{Data: make([]float32, count*(n+1)), Count: count, Size: n, Stride: n + 1}
		tier.Mixes(mixes, weights, x, n)
		return append(scores.Data, mixes.Data...)
	})
	compare("peak and partition", func(tier Tier, x []float32) []float32 {
		at := tier.Peak(x[:n])
		return []float32{float32(at), float32(tier.Partition(x[:n], x[at]))}
	})
}

// TestOddNumbers checks that what isn't a number, infinities and zeros of
// either sign give the same in all tiers.
func TestOddNumbers(t *testing.T) {
	t.Parallel()
	odd := []float32{
		float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1)), 0, float32(math.Copysign(0, -1)),
		126.5, 127.5, -126.5, 2.5, 3.5, -0.5, 1e-40, 3e38, -87, -87.5, 88.5, 1,
	}
	for _, tier := range tiers(t) {
		for seed := range uint64(50) {
			r := rand.New(rand.NewPCG(seed, 3))
			x := make([]float32, 64)
			for i := range x {
				x[i] = odd[r.IntN(len(odd))]
			}
			if seed%5 == 0 { // keep one kind only
				for i := range x {
					x[i] = odd[seed/5%uint64(len(odd))]
				}
			}
			got, want := make([]uint8, len(x)), make([]uint8, len(x))
			tier.Quantise(got, x, 1)
			Generic.Quantise(want, x, 1)
			for i := range want {
				if got[i]-tier.zero() != want[i] {
					t.Fatalf("%s: %g is quantised to %d, want %d", tier, x[i], int8(got[i]-tier.zero()), int8(want[i]))
				}
			}
			if got, want := tier.Peak(x), Generic.Peak(x); got != want {
				t.Fatalf("%s: peak of %v is %d, want %d", tier, x, got, want)
			}
			a, b := append([]float32(nil), x...), append([]float32(nil), x...)
			tier.Softmax(a, len(a))
			Generic.Softmax(b, len(b))
			same(t, a, b)
			same(t, []float32{float32(tier.Partition(x, 1))}, []float32{float32(Generic.Partition(x, 1))})
		}
	}
}

// TestExp compares exp with the standard library's.
func TestExp(t *testing.T) {
	t.Parallel()
	worst := 0.0
	for i := range 200_000 {
		x := float32(i)/200_000*175 - 87
		want := math.Exp(float64(x))
		worst = max(worst, math.Abs(float64(exp(x))-want)/want)
	}
	if worst > 2.5e-7 {
		t.Errorf("exp is off by %g", worst)
	}
	for _, c := range []struct{ x, want float32 }{
		{float32(math.NaN()), 0}, {float32(math.Inf(-1)), 0}, {-87.5, 0}, {0, 1},
	} {
		if got := exp(c.x); got != c.want {
			t.Errorf("exp(%g) = %g, want %g", c.x, got, c.want)
		}
	}
}

func TestDetect(t *testing.T) {
	t.Parallel()
	if got, err := Detect("generic"); err != nil || got != Generic {
		t.Errorf("Detect(generic) = %v, %v", got, err)
	}
	for _, tier := range Supported() {
		if got, err := Detect(tier.String()); err != nil || got != tier {
			t.Errorf("Detect(%s) = %v, %v", tier, got, err)
		}
	}
	if got, err := Detect(""); err != nil || got != slices.Max(Supported()) {
		t.Errorf("Detect() = %v, %v, of %v", got, err, Supported())
	}
	if _, err := Detect("mmx"); err == nil {
		t.Error("Detect(mmx) gave no error")
	}
}

// TestTranspose covers whole groups of rows and what is left of them.
func TestTranspose(t *testing.T) {
	t.Parallel()
	for _, tier := range Supported() {
		for _, shape := range []struct{ rows, cols int }{{0, 8}, {1, 32}, {7, 64}, {8, 8}, {23, 32}, {128, 48}, {9, 5}} {
			stride, pitch := shape.cols+3, shape.rows+2
			src := random(rand.New(rand.NewPCG(1, 2)), shape.rows*stride, 1)
			dst := make([]float32, shape.cols*pitch)
			tier.Transpose(dst, pitch, src, stride, shape.rows, shape.cols)
			for i, got := range dst {
				want := float32(0)
				if r := i % pitch; r < shape.rows {
					want = src[r*stride+i/pitch]
				}
				if got != want {
					t.Fatalf("%s, %d rows of %d: element %d is %g, want %g", tier, shape.rows, shape.cols, i, got, want)
				}
			}
		}
	}
}

// TestGather compares gathered columns with the same ones packed.
func TestGather(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(4, 4))
	for _, tier := range Supported() {
		for _, depth := range []int{4, 64, 96, 256} {
			l := Layer{Depth: depth, Cols: 100, Weights: randomWeights(r, 100*depth), Scale: 0.5, Bias: random(r, 100, 1)}
			var columns []int32
			picked := Layer{Depth: depth, Scale: l.Scale}
			for c := int32(1); c < 100; c += 1 + r.Int32N(4) {
				columns = append(columns, c)
				picked.Cols++
				picked.Weights = append(picked.Weights, l.column(int(c))...)
				picked.Bias = append(picked.Bias, l.Bias[c])
			}
			if got, want := NewColumns(tier, l).Gather(columns), Pack(tier, picked); !reflect.DeepEqual(got, want) {
				t.Errorf("%s, depth %d: gathered columns differ from packed ones", tier, depth)
			}
		}
	}
}

func FuzzMultiply(f *testing.F) {
	f.Add(uint64(1), uint8(3), uint8(16), uint8(20))
	f.Fuzz(func(t *testing.T, seed uint64, rows, depth, cols uint8) {
		for _, tier := range Supported() {
			checkProduct(t, tier, int(rows%20)+1, 4*(int(depth%100)+1), int(cols)+1, seed, seed%2 == 0)
		}
	})
}

func FuzzFloats(f *testing.F) {
	f.Add(uint64(1), uint16(64), float32(1))
	f.Fuzz(func(t *testing.T, seed uint64, n uint16, size float32) {
		for _, tier := range tiers(t) {
			checkFloats(t, tier, int(n%2048)+1, size, seed)
		}
	})
}

func BenchmarkMultiply(b *testing.B) {
	for _, tier := range Supported() {
		for _, rows := range []int{1, 16, 64} {
			b.Run(fmt.Sprintf("%s/%d", tier, rows), func(b *testing.B) {
				const depth, cols = 256, 1536
				r := rand.New(rand.NewPCG(1, 1))
				m := Pack(tier, Layer{Depth: depth, Cols: cols, Weights: randomWeights(r, depth*cols), Scale: 1})
				q := make([]uint8, rows*depth)
				tier.Quantise(q, random(r, rows*depth, 60), 1)
				dst := make([]float32, rows*cols)
				for b.Loop() {
					m.Multiply(dst, cols, q, rows, Linear)
				}
				b.ReportMetric(float64(b.N)*float64(rows*depth*cols)/1e9/b.Elapsed().Seconds(), "Gmac/s")
			})
		}
	}
}

// TestFused compares fused with exact arithmetic, above all where the sum in
// double precision lies halfway between floats, and where floats lose digits.
func TestFused(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 5))
	value := func(low, high int) float32 {
		v := float32(math.Ldexp(1+r.Float64(), low+r.IntN(high-low)))
		if r.IntN(4) == 0 { // few digits: ties
			v = math.Float32frombits(math.Float32bits(v) &^ (1<<15 - 1))
		}
		if r.IntN(2) == 0 {
			v = -v
		}
		return v
	}
	for i := range 300_000 {
		x, y, z := value(-12, 12), value(-12, 12), value(-60, 40)
		if i%3 == 0 { // near the least floats
			x, y, z = value(-100, -50), value(-50, -20), value(-149, -120)
		}
		exact := new(big.Float).SetPrec(600).SetFloat64(float64(x))
		exact.Mul(exact, big.NewFloat(float64(y)))
		exact.Add(exact, big.NewFloat(float64(z)))
		if want, _ := exact.Float32(); fused(x, y, z) != want {
			t.Fatalf("%g·%g + %g = %g, want %g", x, y, z, fused(x, y, z), want)
		}
	}
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	for _, c := range [][4]float32{{inf, 1, 1, inf}, {1, 2, -inf, -inf}, {3e38, 3e38, 0, inf}, {0, 0, 0, 0}} {
		if got := fused(c[0], c[1], c[2]); got != c[3] {
			t.Errorf("%g·%g + %g = %g, want %g", c[0], c[1], c[2], got, c[3])
		}
	}
	for _, c := range [][3]float32{{inf, 0, 1}, {nan, 1, 1}, {inf, 1, -inf}} {
		if got := fused(c[0], c[1], c[2]); got == got {
			t.Errorf("%g·%g + %g = %g, want NaN", c[0], c[1], c[2], got)
		}
	}
}
