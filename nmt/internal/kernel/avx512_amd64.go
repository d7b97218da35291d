//go:build !noasm

package kernel

// combineRowsAVX512 does what combineRows does.
//
//go:noescape
func combineRowsAVX512(dst *float32, n int, weights *float32, count int, rows *float32, stride int, scale float32)

// combineFourAVX512 computes four outputs, pitch apart, from the same rows and
// four vectors of weights, weightStride apart. n is a multiple of 16.
//
//go:noescape
func combineFourAVX512(dst *float32, pitch int, n int, weights *float32, weightStride int, count int, rows *float32, stride int, scale float32)

// partitionRowAVX512 does what partitionRow does.
//
//go:noescape
func partitionRowAVX512(x *float32, top float32, n int, block int, sums *float32)

// quantiseRowAVX512 does what quantiseRow does.
//
//go:noescape
func quantiseRowAVX512(dst *uint8, src *float32, n int, scale float32, offset uint32)

func (t Tier) quantise(dst *uint8, src *float32, n int, scale float32, offset uint32) {
	if t >= AVX512VNNI {
		quantiseRowAVX512(dst, src, n, scale, offset)
	} else {
		quantiseRow(dst, src, n, scale, offset)
	}
}

func (t Tier) combine(dst *float32, n int, weights *float32, count int, rows *float32, stride int, scale float32) {
	if t >= AVX512VNNI {
		combineRowsAVX512(dst, n, weights, count, rows, stride, scale)
	} else {
		combineRows(dst, n, weights, count, rows, stride, scale)
	}
}

// combineMany computes as many outputs of n elements, a multiple of 8, as it
// can, and gives how many that are.
func (t Tier) combineMany(dst []float32, pitch, outputs, n int, weights []float32, weightStride, count int, rows []float32, stride int, scale float32) int {
	if t < AVX512VNNI || n == 0 || n%16 != 0 || count == 0 {
		return 0
	}
	_ = rows[(count-1)*stride:][:n]
	done := 0
	for ; done+4 <= outputs; done += 4 {
		to, by := dst[done*pitch:][:3*pitch+n], weights[done*weightStride:][:3*weightStride+count]
		combineFourAVX512(&to[0], pitch, n, &by[0], weightStride, count, &rows[0], stride, scale)
	}
	return done
}

func (t Tier) partition(x *float32, top float32, n, block int, sums *float32) {
	if t >= AVX512VNNI {
		partitionRowAVX512(x, top, n, block, sums)
	} else {
		partitionRow(x, top, n, block, sums)
	}
}
