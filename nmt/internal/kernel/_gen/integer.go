package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/attr"
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// product is a kernel that multiplies rows with 16 columns in 256-bit
// registers.
type product struct {
	name                                                         string
	tiles                                                        []int // of rows
	dst, pitch, rows, count, depth, weights, start, scales, bias GPVirtual
	floor, ones                                                  VecVirtual
}

// multiplyAVX2 emits the product by VPMADDUBSW, which adds pairs of products
// of unsigned and signed bytes in 16 bits: with the weights' absolute values
// (at most 128) and the rows' elements (within ±127) carrying the weights'
// signs, no pair exceeds 2·128·127 = 32,512, so nothing saturates.
func multiplyAVX2() {
	p := product{name: "multiplyAVX2", tiles: []int{4, 1}, ones: YMM()}
	p.emit(func() {
		VPCMPEQW(p.ones, p.ones, p.ones)
		VPSRLW(U8(15), p.ones, p.ones)
	}, p.signed)
}

// multiplyPositiveAVX2 emits the product of rows without negative elements:
// they are unsigned as they are.
func multiplyPositiveAVX2() {
	p := product{name: "multiplyPositiveAVX2", tiles: []int{6, 4, 1}, ones: YMM()}
	p.emit(func() {
		VPCMPEQW(p.ones, p.ones, p.ones)
		VPSRLW(U8(15), p.ones, p.ones)
	}, p.unsigned)
}

// multiplyAVXVNNI emits the product by VPDPBUSD in the form that command vex
// gives it; see multiplyVNNI.
func multiplyAVXVNNI() {
	p := product{name: "multiplyAVXVNNI", tiles: []int{6, 3, 1}}
	p.emit(func() {}, p.dot)
}

// emit writes the kernel. step adds 4 elements of each row to its sums.
func (p *product) emit(prepare func(), step func(weights [2]Mem, elements []Mem, sums [][2]VecVirtual)) {
	TEXT(p.name, NOSPLIT, "func(dst *float32, pitch int, rows *uint8, count, depth int, weights *int8, start *int32, scales *float32, bias *float32, floor float32)")
	Pragma("noescape")
	Doc(p.name + " computes 16 columns of a product for count rows.")
	p.dst, p.pitch, p.rows, p.count, p.depth = pointer("dst"), pointer("pitch"), pointer("rows"), pointer("count"), pointer("depth")
	p.weights, p.start, p.scales, p.bias = pointer("weights"), pointer("start"), pointer("scales"), pointer("bias")
	p.floor = broadcast("floor")
	SHLQ(U8(2), p.pitch)
	prepare()
	for _, tile := range p.tiles {
		next, done := fmt.Sprintf("rows%d", tile), fmt.Sprintf("done%d", tile)
		Label(next)
		CMPQ(p.count, U8(tile))
		JLT(LabelRef(done))
		p.tile(tile, step)
		SUBQ(U8(tile), p.count)
		JMP(LabelRef(next))
		Label(done)
	}
	VZEROUPPER()
	RET()
}

// tile emits the product of n rows and advances to the rows after them.
func (p *product) tile(n int, step func(weights [2]Mem, elements []Mem, sums [][2]VecVirtual)) {
	sums := make([][2]VecVirtual, n)
	for r := range sums {
		for i := range sums[r] {
			sums[r][i] = YMM()
			VMOVDQU(Mem{Base: p.start, Disp: 32 * i}, sums[r][i])
		}
	}
	w, row, thirdRow, end := GP64(), GP64(), GP64(), GP64()
	MOVQ(p.weights, w)
	MOVQ(p.rows, row)
	LEAQ(Mem{Base: row, Index: p.depth, Scale: 1}, end)
	LEAQ(Mem{Base: end, Index: p.depth, Scale: 2}, thirdRow)
	loop := fmt.Sprintf("depth%d", n)
	Label(loop)
	step([2]Mem{{Base: w}, {Base: w, Disp: 32}}, []Mem{
		{Base: row}, {Base: row, Index: p.depth, Scale: 1}, {Base: row, Index: p.depth, Scale: 2},
		{Base: thirdRow}, {Base: thirdRow, Index: p.depth, Scale: 1}, {Base: thirdRow, Index: p.depth, Scale: 2},
	}[:n], sums)
	ADDQ(U8(64), w)
	ADDQ(U8(4), thirdRow)
	ADDQ(U8(4), row)
	CMPQ(row, end)
	JLT(LabelRef(loop))
	for r := range sums {
		for i, s := range sums[r] {
			unquantise(s, Mem{Base: p.scales, Disp: 32 * i})
			VADDPS(Mem{Base: p.bias, Disp: 32 * i}, s, s)
			VMAXPS(p.floor, s, s)
			VMOVUPS(s, Mem{Base: p.dst, Disp: 32 * i})
		}
		ADDQ(p.pitch, p.dst)
		ADDQ(p.depth, p.rows)
	}
}

// signed is multiplyAVX2's step.
func (p *product) signed(weights [2]Mem, elements []Mem, sums [][2]VecVirtual) {
	var weight, size [2]VecVirtual
	for i, from := range weights {
		weight[i], size[i] = YMM(), YMM()
		VMOVDQU(from, weight[i])
		VPABSB(weight[i], size[i])
	}
	element, t := YMM(), YMM()
	for r, from := range elements {
		VPBROADCASTD(from, element)
		for i := range weight {
			VPSIGNB(weight[i], element, t)
			VPMADDUBSW(t, size[i], t)
			VPMADDWD(p.ones, t, t)
			VPADDD(t, sums[r][i], sums[r][i])
		}
	}
}

// unsigned is multiplyPositiveAVX2's step.
func (p *product) unsigned(weights [2]Mem, elements []Mem, sums [][2]VecVirtual) {
	element, t := YMM(), YMM()
	for r, from := range elements {
		VPBROADCASTD(from, element)
		for i, weight := range weights {
			VPMADDUBSW(weight, element, t)
			VPMADDWD(p.ones, t, t)
			VPADDD(t, sums[r][i], sums[r][i])
		}
	}
}

// dot is multiplyAVXVNNI's step.
func (p *product) dot(weights [2]Mem, elements []Mem, sums [][2]VecVirtual) {
	var weight [2]VecVirtual
	for i, from := range weights {
		weight[i] = YMM()
		VMOVDQU(from, weight[i])
	}
	element := YMM()
	for r, from := range elements {
		VPBROADCASTD(from, element)
		for i := range weight {
			VPDPBUSD(weight[i], element, sums[r][i])
		}
	}
}

// unquantise turns 8 integers into floats, times 8 scales and their remainders.
func unquantise(s VecVirtual, scales Mem) {
	sum := YMM()
	VCVTDQ2PS(s, sum)
	VMULPS(scales.Offset(64), sum, s)
	VFMADD231PS(scales, sum, s)
}

// quantise emits the rounding of floats to bytes.
func quantise() {
	TEXT("quantiseRow", NOSPLIT, "func(dst *uint8, src *float32, n int, scale float32, offset uint32)")
	Pragma("noescape")
	Doc("quantiseRow rounds n elements, a multiple of 32, and adds offset, a byte, to each.")
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
