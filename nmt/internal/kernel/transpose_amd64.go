//go:build !noasm

package kernel

import "unsafe"

// transpose8 writes groups of 8 elements of 8 rows as columns: 8·groups rows of
// 8 elements, stride bytes apart.
//
//go:noescape
func transpose8(dst *float32, stride int, rows *[8]*float32, groups int)

// Transpose writes rows of cols elements, which are stride apart, as columns:
// dst's rows are pitch apart.
func (t Tier) Transpose(dst []float32, pitch int, src []float32, stride, rows, cols int) {
	whole := 0
	if t != Generic && cols > 0 && cols%8 == 0 {
		for ; whole+8 <= rows; whole += 8 {
			var from [8]*float32
			for i := range from {
				from[i] = &src[(whole+i)*stride:][:cols][0]
			}
			to := dst[whole:][:(cols-1)*pitch+8]
			transpose8(&to[0], 4*pitch, &from, cols/8)
		}
	}
	transposeGeneric(dst[min(whole, len(dst)):], pitch, src[min(whole*stride, len(src)):], stride, rows-whole, cols)
}

// setWeights copies columns of l, in that order, to those of m from at on.
func (m *Matrix) setWeights(at int, l Layer, columns []int32) {
	i := 0
	if m.tier != Generic && at%8 == 0 && m.depth > 0 && m.depth%32 == 0 {
		for ; i+8 <= len(columns); i += 8 {
			var from [8]*float32
			for j := range from {
				from[j] = (*float32)(unsafe.Pointer(&l.column(int(columns[i+j]))[0]))
			}
			to := m.block(at + i)[(at+i)%columnBlock*depthStep:]
			transpose8((*float32)(unsafe.Pointer(&to[0])), columnBlock*depthStep, &from, m.depth/32)
		}
	}
	for ; i < len(columns); i++ {
		m.setColumnWeights(at+i, l.column(int(columns[i])))
	}
}
