// Package kernel holds the arithmetic of the engine: products of int8 matrices
// and the float operations between them.
//
// The plain Go code (generic_*.go) is the specification. Every tier gives its
// results bit for bit: integer sums are exact, float operations are done in the
// stated order with every product rounded before it is added, and reductions
// add into 16 lanes that are then folded in halves.
//
// Matrices of activations are quantised to one byte an element. How a byte
// stands for an integer is the tier's own affair, so rows that a tier quantised
// must be multiplied by a Matrix packed for the same tier.
package kernel

import "fmt"

// Tier is a set of processor features for which kernels are written. Higher
// tiers include lower ones.
type Tier uint8

// The tiers, from the plain Go code upwards.
const (
	Generic Tier = iota
	AVX2
	AVX512VNNI
)

// String gives the name by which NMT_CPU asks for the tier.
func (t Tier) String() string {
	switch t {
	case Generic:
		return "generic"
	case AVX2:
		return "avx2"
	case AVX512VNNI:
		return "avx512vnni"
	}
	return fmt.Sprintf("Tier(%d)", uint8(t))
}

// Detect gives the best tier that this build and processor have, lowered to
// mask, the name of a tier; an empty mask lowers nothing.
func Detect(mask string) (Tier, error) {
	best := supported()
	if mask == "" {
		return best, nil
	}
	for t := Generic; t <= AVX512VNNI; t++ {
		if t.String() == mask {
			return min(t, best), nil
		}
	}
	return Generic, fmt.Errorf("unknown processor tier %q, want %s, %s or %s", mask, Generic, AVX2, AVX512VNNI)
}
