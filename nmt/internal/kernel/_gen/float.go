package main

import (
	"fmt"
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// expConstants are those of exp in generic_float.go.
var expConstants = map[string]float32{
	"log2e":   1.44269504088896341,
	"ln2High": 0.693359375,
	"ln2Low":  -2.12194440e-4,
	"expMin":  -87,
	"expMax":  88,
	"exp0":    1.9875691500e-4,
	"exp1":    1.3981999507e-3,
	"exp2":    8.3334519073e-3,
	"exp3":    4.1665795894e-2,
	"exp4":    1.6666665459e-1,
	"exp5":    5.0000001201e-1,
}

func expConstant(name string) Mem {
	value, ok := expConstants[name]
	if !ok {
		panic("no constant " + name)
	}
	return shared(name, value)
}

// exponential replaces x by e^x, as exp in generic_float.go does.
func exponential(x VecVirtual) {
	valid, n, r, p := YMM(), YMM(), YMM(), YMM()
	VCMPPS(U8(29), expConstant("expMin"), x, valid) // x ≥ expMin, false for NaN
	VMINPS(expConstant("expMax"), x, x)
	VMULPS(expConstant("log2e"), x, n)
	VROUNDPS(U8(8), n, n)
	VMOVAPS(x, r)
	VFNMADD231PS(expConstant("ln2High"), n, r)
	VFNMADD231PS(expConstant("ln2Low"), n, r)
	VMOVUPS(expConstant("exp0"), p)
	for _, name := range []string{"exp1", "exp2", "exp3", "exp4", "exp5"} {
		VFMADD213PS(expConstant(name), r, p)
	}
	VMULPS(r, r, x)
	VFMADD213PS(r, x, p)
	VADDPS(shared("one", 1), p, p)
	VCVTPS2DQ(n, n)
	VPADDD(word("bias127", 127), n, n)
	VPSLLD(U8(23), n, n)
	VMULPS(n, p, p)
	VANDPS(valid, p, x)
}

// forEach emits a loop over n elements, 8 at a time, from offset 0. The body
// gets the register that holds the elements' byte offset.
func forEach(label string, n GPVirtual, body func(at GPVirtual)) {
	at, end := GP64(), GP64()
	XORQ(at, at)
	MOVQ(n, end)
	SHLQ(U8(2), end)
	Label(label)
	body(at)
	ADDQ(U8(32), at)
	CMPQ(at, end)
	JLT(LabelRef(label))
}

func element(base, at GPVirtual) Mem {
	return Mem{Base: base, Index: at, Scale: 1}
}

// normalise emits the passes of layer normalisation over one row.
func normalise() {
	TEXT("addRow", NOSPLIT, "func(x, y *float32, n, block int, sums *float32)")
	Pragma("noescape")
	Doc("addRow adds n elements of y to x and gives the sum of each block of x. A block's length is a multiple of 8 and divides n.")
	x, y := pointer("x"), pointer("y")
	sumBlocks(func(at GPVirtual) VecVirtual {
		v := YMM()
		VMOVUPS(element(x, at), v)
		VADDPS(element(y, at), v, v)
		VMOVUPS(v, element(x, at))
		return v
	})

	TEXT("centreRow", NOSPLIT, "func(x *float32, mean float32, n, block int, sums *float32)")
	Pragma("noescape")
	Doc("centreRow takes mean from n elements of x and gives the sum of squares of each block, as addRow does.")
	x = pointer("x")
	mean := broadcast("mean")
	sumBlocks(func(at GPVirtual) VecVirtual {
		v := YMM()
		VMOVUPS(element(x, at), v)
		VSUBPS(mean, v, v)
		VMOVUPS(v, element(x, at))
		VMULPS(v, v, v)
		return v
	})

	TEXT("scaleRow", NOSPLIT, "func(x *float32, n int, deviation float32, scale, bias *float32)")
	Pragma("noescape")
	Doc("scaleRow computes scale·(x/deviation) + bias in place of n elements of x, a multiple of 8.")
	x, n := pointer("x"), pointer("n")
	scale, bias := pointer("scale"), pointer("bias")
	deviation := broadcast("deviation")
	forEach("next", n, func(at GPVirtual) {
		v := YMM()
		VMOVUPS(element(x, at), v)
		VDIVPS(deviation, v, v)
		VMULPS(element(scale, at), v, v)
		VADDPS(element(bias, at), v, v)
		VMOVUPS(v, element(x, at))
	})
	VZEROUPPER()
	RET()
}

// sumBlocks emits a loop over the blocks of a row that stores each one's sum of
// what body gives.
func sumBlocks(body func(at GPVirtual) VecVirtual) {
	n, block, sums := pointer("n"), pointer("block"), pointer("sums")
	at, end := GP64(), GP64()
	XORQ(at, at)
	SHLQ(U8(2), n)
	SHLQ(U8(2), block)
	MOVQ(block, end)
	Label("block")
	sum := zero()
	Label("next")
	VADDPS(body(at), sum, sum)
	ADDQ(U8(32), at)
	CMPQ(at, end)
	JLT(LabelRef("next"))
	VMOVSS(fold(sum).AsX(), Mem{Base: sums})
	ADDQ(U8(4), sums)
	ADDQ(block, end)
	CMPQ(at, n)
	JLT(LabelRef("block"))
	VZEROUPPER()
	RET()
}

// gate emits one row of recurrent units.
func gate() {
	TEXT("gateRow", NOSPLIT, "func(out, cell, forget, input *float32, n int)")
	Pragma("noescape")
	Doc("gateRow advances n recurrent units, a multiple of 8.")
	out, cell, forget, input, n := pointer("out"), pointer("cell"), pointer("forget"), pointer("input"), pointer("n")
	sign := word("signBit", 1<<31)
	nothing := zero()
	forEach("next", n, func(at GPVirtual) {
		f, c, v := YMM(), YMM(), YMM()
		VMOVUPS(element(forget, at), f)
		VXORPS(sign, f, f)
		exponential(f)
		one := YMM()
		VMOVUPS(shared("one", 1), one)
		VADDPS(one, f, f)
		VDIVPS(f, one, f)
		VMULPS(element(cell, at), f, c)
		VSUBPS(f, one, v)
		VMULPS(element(input, at), v, v)
		VADDPS(v, c, c)
		VMOVUPS(c, element(cell, at))
		VMAXPS(nothing, c, c)
		VMOVUPS(c, element(out, at))
	})
	VZEROUPPER()
	RET()
}

// combine emits the weighted sum of rows: attention's scores and its mixture
// of values are both of this form.
func combine() {
	TEXT("combineRows", NOSPLIT, "func(dst *float32, n int, weights *float32, count int, rows *float32, stride int, scale float32)")
	Pragma("noescape")
	Doc("combineRows computes n elements, a multiple of 8, of scale·Σ weights[i]·rows[i·stride:].")
	dst, n, weights, count := pointer("dst"), pointer("n"), pointer("weights"), pointer("count")
	rows, stride := pointer("rows"), pointer("stride")
	scale := broadcast("scale")
	SHLQ(U8(2), stride)
	for _, width := range []int{4, 2, 1} {
		next, done, add := fmt.Sprintf("next%d", width), fmt.Sprintf("done%d", width), fmt.Sprintf("add%d", width)
		Label(next)
		CMPQ(n, U8(8*width))
		JLT(LabelRef(done))
		sums := make([]VecVirtual, width)
		for i := range sums {
			sums[i] = zero()
		}
		i, row := GP64(), GP64()
		XORQ(i, i)
		MOVQ(rows, row)
		Label(add)
		w := YMM()
		VBROADCASTSS(Mem{Base: weights, Index: i, Scale: 4}, w)
		for j, sum := range sums {
			v := YMM()
			VMULPS(Mem{Base: row, Disp: 32 * j}, w, v)
			VADDPS(v, sum, sum)
		}
		ADDQ(stride, row)
		INCQ(i)
		CMPQ(i, count)
		JLT(LabelRef(add))
		for j, sum := range sums {
			VMULPS(scale, sum, sum)
			VMOVUPS(sum, Mem{Base: dst, Disp: 32 * j})
		}
		ADDQ(U32(uint32(32*width)), dst)
		ADDQ(U32(uint32(32*width)), rows)
		SUBQ(U8(8*width), n)
		JMP(LabelRef(next))
		Label(done)
	}
	VZEROUPPER()
	RET()
}

// greatest emits a loop that leaves the greatest of n elements, a multiple of
// 8, in all elements of the result. What is not a number is passed over.
func greatest(label string, x, n GPVirtual) VecVirtual {
	top := YMM()
	VMOVUPS(minusInfinity(), top)
	forEach(label, n, func(at GPVirtual) {
		v := YMM()
		VMOVUPS(element(x, at), v)
		VMAXPS(top, v, top)
	})
	t := YMM()
	VPERM2F128(U8(1), top, top, t)
	VMAXPS(t, top, top)
	VPERMILPS(U8(0x4e), top, t)
	VMAXPS(t, top, top)
	VPERMILPS(U8(0xb1), top, t)
	VMAXPS(t, top, top)
	return top
}

func minusInfinity() Mem { return shared("minusInf", float32(math.Inf(-1))) }

func softmax() {
	TEXT("softmaxRow", NOSPLIT, "func(x *float32, padded, n int)")
	Pragma("noescape")
	Doc("softmaxRow replaces n elements by their exponentials over their sum. padded is n raised to a multiple of 8; what lies there must be infinitely small.")
	x, padded, n := pointer("x"), pointer("padded"), pointer("n")
	top := greatest("max", x, padded)
	sum := zero()
	at, end := GP64(), GP64()
	XORQ(at, at)
	SHLQ(U8(2), n)
	MOVQ(n, end)
	ANDQ(I8(-32), end)
	CMPQ(at, end)
	JGE(LabelRef("part"))
	Label("whole")
	v := YMM()
	VMOVUPS(element(x, at), v)
	VSUBPS(top, v, v)
	exponential(v)
	VMOVUPS(v, element(x, at))
	VADDPS(v, sum, sum)
	ADDQ(U8(32), at)
	CMPQ(at, end)
	JLT(LabelRef("whole"))
	Label("part")
	total := fold(sum)
	CMPQ(at, n)
	JGE(LabelRef("summed"))
	v = YMM()
	VMOVUPS(element(x, at), v)
	VSUBPS(top, v, v)
	exponential(v)
	VMOVUPS(v, element(x, at))
	Label("rest")
	VADDSS(element(x, at), total, total)
	ADDQ(U8(4), at)
	CMPQ(at, n)
	JLT(LabelRef("rest"))
	Label("summed")
	divisor := YMM()
	VBROADCASTSS(total.AsX(), divisor)
	forEach("divide", padded, func(at GPVirtual) {
		v := YMM()
		VMOVUPS(element(x, at), v)
		VDIVPS(divisor, v, v)
		VMOVUPS(v, element(x, at))
	})
	VZEROUPPER()
	RET()
}

func partition() {
	TEXT("partitionRow", NOSPLIT, "func(x *float32, top float32, n, block int, sums *float32)")
	Pragma("noescape")
	Doc("partitionRow gives the sum of e^(x-top) of each block, as addRow does.")
	x := pointer("x")
	top := broadcast("top")
	sumBlocks(func(at GPVirtual) VecVirtual {
		v := YMM()
		VMOVUPS(element(x, at), v)
		VSUBPS(top, v, v)
		exponential(v)
		return v
	})
}

func peak() {
	TEXT("peakRow", NOSPLIT, "func(x *float32, n int) int")
	Pragma("noescape")
	Doc("peakRow gives the first index of the greatest of n elements, a multiple of 8, or n if all are infinitely small or no numbers.")
	x, n := pointer("x"), pointer("n")
	top := greatest("max", x, n)
	mask, at := GP32(), GP64()
	t := YMM()
	VCMPPS(U8(0), minusInfinity(), top, t)
	VMOVMSKPS(t, mask)
	MOVQ(n, at)
	TESTL(mask, mask)
	JNZ(LabelRef("found"))
	XORQ(at, at)
	Label("next")
	VCMPPS(U8(0), Mem{Base: x, Index: at, Scale: 4}, top, t)
	VMOVMSKPS(t, mask)
	TESTL(mask, mask)
	JNZ(LabelRef("exact"))
	ADDQ(U8(8), at)
	JMP(LabelRef("next"))
	Label("exact")
	first := GP32()
	BSFL(mask, first)
	ADDQ(first.As64(), at)
	Label("found")
	Store(at, ReturnIndex(0))
	VZEROUPPER()
	RET()
}
