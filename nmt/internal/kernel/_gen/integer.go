package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/attr"
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

const rowTile = 4

// multiplyAVX2 emits the product of rows with 16 columns. VPMADDUBSW adds
// pairs of products of unsigned and signed bytes in 16 bits: with the weights'
// absolute values (at most 128) and the rows' elements (within ±127) carrying
// the weights' signs, no pair exceeds 2·128·127 = 32,512, so nothing saturates.
func multiplyAVX2() {
	TEXT("multiplyAVX2", NOSPLIT, "func(dst *float32, pitch int, rows *uint8, count, depth int, weights *int8, scale *float64, bias *float32, floor float32)")
	Pragma("noescape")
	Doc("multiplyAVX2 computes 16 columns of a product for count rows.")
	p := product{
		dst: pointer("dst"), pitch: pointer("pitch"), rows: pointer("rows"), count: pointer("count"), depth: pointer("depth"),
		weights: pointer("weights"), scale: pointer("scale"), bias: pointer("bias"),
		floor: broadcast("floor"), ones: YMM(),
	}
	SHLQ(U8(2), p.pitch)
	VPCMPEQW(p.ones, p.ones, p.ones)
	VPSRLW(U8(15), p.ones, p.ones)
	for _, tile := range []int{rowTile, 1} {
		next, done := fmt.Sprintf("rows%d", tile), fmt.Sprintf("done%d", tile)
		Label(next)
		CMPQ(p.count, U8(tile))
		JLT(LabelRef(done))
		p.tile(tile)
		SUBQ(U8(tile), p.count)
		JMP(LabelRef(next))
		Label(done)
	}
	VZEROUPPER()
	RET()
}

type product struct {
	dst, pitch, rows, count, depth, weights, scale, bias GPVirtual
	floor, ones                                          VecVirtual
}

// tile emits the product of n rows and advances to the rows after them.
func (p product) tile(n int) {
	sums := make([][2]VecVirtual, n)
	rows := make([]GPVirtual, n)
	for r := range sums {
		sums[r] = [2]VecVirtual{zero(), zero()}
		rows[r] = GP64()
		if r == 0 {
			MOVQ(p.rows, rows[r])
		} else {
			MOVQ(rows[r-1], rows[r])
			ADDQ(p.depth, rows[r])
		}
	}
	k, w := GP64(), GP64()
	XORQ(k, k)
	MOVQ(p.weights, w)
	loop := fmt.Sprintf("depth%d", n)
	Label(loop)
	var weight, size [2]VecVirtual
	for i := range weight {
		weight[i], size[i] = YMM(), YMM()
		VMOVDQU(Mem{Base: w, Disp: 32 * i}, weight[i])
		VPABSB(weight[i], size[i])
	}
	element, t := YMM(), YMM()
	for r := range sums {
		VPBROADCASTD(Mem{Base: rows[r], Index: k, Scale: 1}, element)
		for i := range weight {
			VPSIGNB(weight[i], element, t)
			VPMADDUBSW(t, size[i], t)
			VPMADDWD(p.ones, t, t)
			VPADDD(t, sums[r][i], sums[r][i])
		}
	}
	ADDQ(U8(64), w)
	ADDQ(U8(4), k)
	CMPQ(k, p.depth)
	JLT(LabelRef(loop))
	for r := range sums {
		for i, s := range sums[r] {
			unquantise(s, Mem{Base: p.scale, Disp: 64 * i})
			VADDPS(Mem{Base: p.bias, Disp: 32 * i}, s, s)
			VMAXPS(p.floor, s, s)
			VMOVUPS(s, Mem{Base: p.dst, Disp: 32 * i})
		}
		ADDQ(p.pitch, p.dst)
	}
	MOVQ(rows[n-1], p.rows)
	ADDQ(p.depth, p.rows)
}

// unquantise turns 8 integers into floats, times 8 doubles at scale.
func unquantise(s VecVirtual, scale Mem) {
	low, high := YMM(), YMM()
	VEXTRACTI128(U8(1), s, high.AsX())
	VCVTDQ2PD(s.AsX(), low)
	VCVTDQ2PD(high.AsX(), high)
	VMULPD(scale, low, low)
	VMULPD(scale.Offset(32), high, high)
	VCVTPD2PSY(low, low.AsX())
	VCVTPD2PSY(high, high.AsX())
	VINSERTF128(U8(1), high.AsX(), low, s)
}

// quantise emits the rounding of floats to bytes.
func quantise() {
	TEXT("quantiseAVX2", NOSPLIT, "func(dst *uint8, src *float32, n int, scale float32, offset uint8)")
	Pragma("noescape")
	Doc("quantiseAVX2 rounds n elements, a multiple of 32, and adds offset to each byte.")
	low, high := YMM(), YMM()
	VMOVUPS(shared("minus127", -127), low)
	VMOVUPS(shared("plus127", 127), high)
	order := YMM()
	VMOVDQU(unpackOrder(), order)
	scale := broadcast("scale")
	dst, src, n := pointer("dst"), pointer("src"), pointer("n")
	offset := YMM()
	o := GP32()
	Load(Param("offset"), o)
	x := XMM()
	VMOVD(o, x)
	VPBROADCASTB(x, offset)
	Label("next")
	CMPQ(n, U8(32))
	JLT(LabelRef("done"))
	var v [4]VecVirtual
	for i := range v {
		v[i] = YMM()
		VMULPS(Mem{Base: src, Disp: 32 * i}, scale, v[i])
		VMAXPS(low, v[i], v[i])
		VMINPS(high, v[i], v[i])
		VCVTPS2DQ(v[i], v[i])
	}
	VPACKSSDW(v[1], v[0], v[0])
	VPACKSSDW(v[3], v[2], v[2])
	VPACKSSWB(v[2], v[0], v[0])
	VPERMD(v[0], order, v[0])
	VPADDB(offset, v[0], v[0])
	VMOVDQU(v[0], Mem{Base: dst})
	ADDQ(U8(32), dst)
	ADDQ(U32(128), src)
	SUBQ(U8(32), n)
	JMP(LabelRef("next"))
	Label("done")
	VZEROUPPER()
	RET()
}

// unpackOrder puts right what packing in 128-bit halves mixes.
func unpackOrder() Mem {
	m := GLOBL("unpackOrder", attr.RODATA|attr.NOPTR)
	for i, n := range []uint32{0, 4, 1, 5, 2, 6, 3, 7} {
		DATA(4*i, U32(n))
	}
	return m
}
