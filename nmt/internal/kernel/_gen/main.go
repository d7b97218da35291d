// Command gen writes the assembly of package kernel: see its go:generate line.
package main

import (
	"math"

	"github.com/mmcloughlin/avo/attr"
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

func main() {
	ConstraintExpr("amd64,!noasm")
	multiplyAVX2()
	multiplyPositiveAVX2()
	multiplyAVXVNNI()
	multiplyVNNI()
	quantise()
	normalise()
	gate()
	combine()
	softmax()
	partition()
	peak()
	Generate()
}

var made = map[string]Mem{}

// word gives 32 bytes of a repeated 32-bit number.
func word(name string, value uint32) Mem {
	if m, ok := made[name]; ok {
		return m
	}
	m := GLOBL(name, attr.RODATA|attr.NOPTR)
	for i := range 8 {
		DATA(4*i, U32(value))
	}
	made[name] = m
	return m
}

// shared gives 32 bytes of a repeated float.
func shared(name string, value float32) Mem { return word(name, math.Float32bits(value)) }

// broadcast loads a float parameter into all elements of a register.
func broadcast(name string) VecVirtual {
	x := XMM()
	Load(Param(name), x)
	y := YMM()
	VBROADCASTSS(x, y)
	return y
}

// pointer loads a 64-bit parameter.
func pointer(name string) GPVirtual {
	r := GP64()
	Load(Param(name), r)
	return r
}

func zero() VecVirtual {
	y := YMM()
	VXORPS(y, y, y)
	return y
}

// fold adds the 8 elements of a register, neighbours first, and leaves the sum
// in the first element of the result.
func fold(v VecVirtual) VecVirtual {
	VHADDPS(v, v, v)
	VHADDPS(v, v, v)
	high := XMM()
	VEXTRACTF128(U8(1), v, high)
	VADDSS(high, v.AsX(), high)
	return high
}
