package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// multiplyVNNI emits the product of rows with 16 columns, or with four blocks
// of 16 at a time, by VPDPBUSD: it adds the products of four unsigned bytes
// (the rows' elements, 127 greater) and four signed ones in 32 bits, without
// saturation.
func multiplyVNNI() {
	for _, v := range []struct {
		name   string
		blocks int
		tiles  []int // of rows; sums take blocks × tile of the 32 registers
	}{
		{"multiplyVNNI64", 4, []int{6, 3, 2, 1}},
		{"multiplyVNNI16", 1, []int{6, 3, 2, 1}},
	} {
		TEXT(v.name, NOSPLIT, "func(dst *float32, pitch int, rows *uint8, count, depth int, weights *int8, start *int32, scales *float32, bias *float32, floor float32)")
		Pragma("noescape")
		Doc(fmt.Sprintf("%s computes %d columns of a product for count rows.", v.name, 16*v.blocks))
		p := vnni{
			blocks: v.blocks, dst: pointer("dst"), pitch: pointer("pitch"), rows: pointer("rows"), count: pointer("count"),
			depth: pointer("depth"), weights: pointer("weights"), start: pointer("start"), scales: pointer("scales"), bias: pointer("bias"),
			floor: ZMM(),
		}
		VBROADCASTSS(NewParamAddr("floor", 72), p.floor)
		SHLQ(U8(2), p.pitch)
		for _, tile := range v.tiles {
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
}

type vnni struct {
	blocks                                                       int
	dst, pitch, rows, count, depth, weights, start, scales, bias GPVirtual
	floor                                                        VecVirtual
}

// tile emits the product of n rows and advances to the rows after them.
func (p vnni) tile(n int) {
	sums := make([][]VecVirtual, n)
	for r := range sums {
		sums[r] = make([]VecVirtual, p.blocks)
		for b := range sums[r] {
			sums[r][b] = ZMM()
			VMOVDQU32(Mem{Base: p.start, Disp: 64 * b}, sums[r][b])
		}
	}
	// A block's weights are 16·depth bytes; a row is depth bytes.
	w, end, block, threeBlocks, row, thirdRow := GP64(), GP64(), GP64(), GP64(), GP64(), GP64()
	MOVQ(p.weights, w)
	MOVQ(p.depth, block)
	SHLQ(U8(4), block)
	LEAQ(Mem{Base: block, Index: block, Scale: 2}, threeBlocks)
	LEAQ(Mem{Base: w, Index: block, Scale: 1}, end)
	MOVQ(p.rows, row)
	LEAQ(Mem{Base: row, Index: p.depth, Scale: 2}, thirdRow)
	ADDQ(p.depth, thirdRow)
	loop := fmt.Sprintf("depth%d", n)
	Label(loop)
	weights := make([]VecVirtual, p.blocks)
	for b, from := range []Mem{{Base: w}, {Base: w, Index: block, Scale: 1}, {Base: w, Index: block, Scale: 2}, {Base: w, Index: threeBlocks, Scale: 1}}[:p.blocks] {
		weights[b] = ZMM()
		VMOVDQU32(from, weights[b])
	}
	for r, from := range []Mem{
		{Base: row},
		{Base: row, Index: p.depth, Scale: 1},
		{Base: row, Index: p.depth, Scale: 2},
		{Base: thirdRow},
		{Base: thirdRow, Index: p.depth, Scale: 1},
		{Base: thirdRow, Index: p.depth, Scale: 2},
	}[:n] {
		element := ZMM()
		VPBROADCASTD(from, element)
		for b := range weights {
			VPDPBUSD(weights[b], element, sums[r][b])
		}
	}
	ADDQ(U8(4), row)
	ADDQ(U8(4), thirdRow)
	ADDQ(U8(64), w)
	CMPQ(w, end)
	JLT(LabelRef(loop))
	for r := range sums {
		for b, s := range sums[r] {
			p.finish(s, b)
		}
		ADDQ(p.pitch, p.dst)
	}
	for range sums {
		ADDQ(p.depth, p.rows)
	}
}

// finish turns 16 sums into floats and stores them.
func (p vnni) finish(sum VecVirtual, block int) {
	value := ZMM()
	VCVTDQ2PS(sum, sum)
	VMULPS(Mem{Base: p.scales, Disp: 128*block + 64}, sum, value)
	VFMADD231PS(Mem{Base: p.scales, Disp: 128 * block}, sum, value)
	VADDPS(Mem{Base: p.bias, Disp: 64 * block}, value, value)
	VMAXPS(p.floor, value, value)
	VMOVUPS(value, Mem{Base: p.dst, Disp: 64 * block})
}
