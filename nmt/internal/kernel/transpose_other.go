//go:build !amd64 || noasm

package kernel

// Transpose writes rows of cols elements, which are stride apart, as columns:
// dst's rows are pitch apart.
func (t Tier) Transpose(dst []float32, pitch int, src []float32, stride, rows, cols int) {
	transposeGeneric(dst, pitch, src, stride, rows, cols)
}

// setWeights copies columns of l, in that order, to those of m from at on.
func (m *Matrix) setWeights(at int, l Layer, columns []int32) {
	for i, c := range columns {
		m.setColumnWeights(at+i, l.column(int(c)))
	}
}
