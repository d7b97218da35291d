// Package kernel holds the arithmetic of the engine: products of int8 matrices
// and the float operations between them.
//
// The plain Go code (generic_*.go) is the specification. Every tier gives its
// results bit for bit: integer sums are exact, float operations are done in the
// stated order, a product is rounded before it is added unless function fused
// adds it, and reductions add into 8 lanes as sum says.
//
// Matrices of activations are quantised to one byte an element. How a byte
// stands for an integer is the tier's own affair, so rows that a tier quantised
// must be multiplied by a Matrix packed for the same tier.
package kernel

import "fmt"

// Tier is a set of processor features for which kernels are written.
type Tier uint8

// The tiers, from the plain Go code to the fastest.
const (
	Generic    Tier = iota
	NEON            // arm64
	DotProduct      // arm64 with ASIMDDP
	I8MM            // and with I8MM
	AVX2
	AVXVNNI
	AVX512VNNI
	AMX // and AVX512VNNI
)

const best = AMX

// String gives the name by which NMT_CPU asks for the tier.
func (t Tier) String() string {
	switch t {
	case Generic:
		return "generic"
	case NEON:
		return "neon"
	case DotProduct:
		return "dotproduct"
	case I8MM:
		return "i8mm"
	case AVX2:
		return "avx2"
	case AVXVNNI:
		return "avxvnni"
	case AVX512VNNI:
		return "avx512vnni"
	case AMX:
		return "amx"
	}
	return fmt.Sprintf("Tier(%d)", uint8(t))
}

// Supported gives the tiers that this build and processor have, the plain Go
// code first.
func Supported() []Tier {
	var out []Tier
	for t := Generic; t <= best; t++ {
		if t.supported() {
			out = append(out, t)
		}
	}
	return out
}

func names() []Tier {
	out := make([]Tier, 0, best+1)
	for t := Generic; t <= best; t++ {
		out = append(out, t)
	}
	return out
}

// Detect gives the best supported tier that isn't better than mask, the name of
// a tier; an empty mask doesn't limit it.
func Detect(mask string) (Tier, error) {
	limit := best
	if mask != "" {
		for limit.String() != mask {
			if limit == Generic {
				return Generic, fmt.Errorf("unknown processor tier %q, want one of %v", mask, names())
			}
			limit--
		}
	}
	for !limit.supported() {
		limit--
	}
	return limit, nil
}
