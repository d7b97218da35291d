//go:build !noasm

package kernel

// combineRowsAVX512 does what combineRows does.
//
//go:noescape
func combineRowsAVX512(dst *float32, n int, weights *float32, count int, rows *float32, stride int, scale float32)

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

func (t Tier) partition(x *float32, top float32, n, block int, sums *float32) {
	if t >= AVX512VNNI {
		partitionRowAVX512(x, top, n, block, sums)
	} else {
		partitionRow(x, top, n, block, sums)
	}
}
