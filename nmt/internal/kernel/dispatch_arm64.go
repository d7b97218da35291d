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
	for c := 0; c < len(m.bias); c += columnBlock {
		w := &m.weights[c*m.depth]
		if t == NEON {
			multiplyNEON(&dst[c], pitch, &rows[0], count, m.depth, w, &m.start[c], &m.scales[2*c], &m.bias[c], floor)
		} else {
			multiplyDotProduct(&dst[c], pitch, &rows[0], count, m.depth, w, &m.start[c], &m.scales[2*c], &m.bias[c], floor)
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
