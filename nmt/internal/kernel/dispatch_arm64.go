//go:build !noasm

package kernel

import "golang.org/x/sys/cpu"

// supported reports whether the processor has what t's kernels use.
func (t Tier) supported() bool {
	switch t {
	case Generic, NEON:
		return true
	case DotProduct:
		return cpu.ARM64.HasASIMDDP
	case I8MM:
		return cpu.ARM64.HasASIMDDP && cpu.ARM64.HasI8MM
	case AVX2, AVXVNNI, AVX512VNNI, AMX:
	}
	return false
}

// zero is the byte that stands for 0.
func (t Tier) zero() uint8 { return 0 }

func (t Tier) multiply(m *Matrix, dst []float32, pitch int, rows []uint8, count int, floor float32) {
	if t == Generic || m.depth == 0 || m.cols == 0 {
		multiplyGeneric(m, dst, pitch, rows, count, floor)
		return
	}
	together := 0 // rows that SMMLA takes
	if t == I8MM && m.depth%8 == 0 {
		together = count &^ 3
	}
	for c := 0; c < len(m.bias); c += columnBlock {
		w := &m.weights[c*m.depth]
		if together > 0 {
			multiplyI8MM(&dst[c], pitch, &rows[0], together, m.depth, w, &m.scales[2*c], &m.bias[c], floor)
		}
		switch {
		case together == count:
		case t == NEON:
			multiplyNEON(&dst[c], pitch, &rows[0], count, m.depth, w, &m.start[c], &m.scales[2*c], &m.bias[c], floor)
		default:
			multiplyDotProduct(&dst[together*pitch+c], pitch, &rows[together*m.depth], count-together, m.depth, w, &m.start[c], &m.scales[2*c], &m.bias[c], floor)
		}
	}
}

func (t Tier) quantise(dst *uint8, src *float32, n int, scale float32, offset uint32) {
	quantiseRow(dst, src, n, scale, offset)
}

func (t Tier) combine(dst *float32, n int, weights *float32, count int, rows *float32, stride int, scale float32) {
	combineRows(dst, n, weights, count, rows, stride, scale)
}

func (t Tier) partition(x *float32, top float32, n, block int, sums *float32) {
	partitionRow(x, top, n, block, sums)
}

func (t Tier) combineMany([]float32, int, int, int, []float32, int, int, []float32, int, float32) int {
	return 0
}
