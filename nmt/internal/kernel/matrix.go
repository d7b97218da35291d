package kernel

import "math"

const (
	// columnBlock is how many output columns are computed together. A
	// product's rows are padded to a multiple of it.
	columnBlock = 16
	// depthStep is how many weights of a column lie together in packed
	// matrices: what VPDPBUSD and VPMADDUBSW+VPMADDWD reduce into one sum.
	depthStep = 4
)

// Matrix is an affine layer's weights, ready for one tier.
type Matrix struct {
	tier        Tier
	depth, cols int // inputs, outputs
	rectified   bool
	weights     []int8
	start       []int32   // what a column's sum starts from
	scales      []float32 // per block: its columns' scales, then what these lack
	bias        []float32 // per column, padded to Stride
}

// Layer describes (a part of) a matrix for Pack: Cols columns whose weights lie
// together, Depth each. A product's value is its integer sum times Scale, plus
// Bias where that isn't nil.
type Layer struct {
	Depth, Cols int
	Weights     []int8
	Scale       float64
	Bias        []float32
}

// column gives a column's weights.
func (l *Layer) column(c int) []int8 { return l.Weights[c*l.Depth:][:l.Depth] }

// columnStart is what a column's sum must start from, because its products are
// of bytes that are greater by zero().
func (t Tier) columnStart(weights []int8) int32 {
	if t.zero() == 0 {
		return 0
	}
	sum := int32(0)
	for _, w := range weights {
		sum += int32(w)
	}
	return -int32(t.zero()) * sum
}

// newMatrix gives an empty matrix of that many inputs and outputs; depth must
// be a multiple of 4.
func newMatrix(t Tier, depth, cols int) *Matrix {
	if depth%depthStep != 0 {
		panic("kernel: depth of a matrix is not a multiple of 4")
	}
	stride := (cols + columnBlock - 1) / columnBlock * columnBlock
	m := &Matrix{
		tier: t, depth: depth, cols: cols,
		weights: make([]int8, stride*depth),
		start:   make([]int32, stride),
		scales:  make([]float32, 2*stride),
		bias:    make([]float32, stride),
	}
	for c := cols; c < stride; c++ {
		m.bias[c] = float32(math.Inf(-1))
	}
	return m
}

// Pack joins layers of the same depth side by side into one matrix.
func Pack(t Tier, layers ...Layer) *Matrix {
	cols := 0
	for _, l := range layers {
		cols += l.Cols
	}
	m := newMatrix(t, layers[0].Depth, cols)
	at := 0
	for _, l := range layers {
		columns := make([]int32, l.Cols)
		for c := range columns {
			columns[c] = int32(c)
			m.setColumn(at+c, l, c, t.columnStart(l.column(c)))
		}
		m.setWeights(at, l, columns)
		at += l.Cols
	}
	return m
}

// Columns is a layer from which matrices of some of its columns are gathered.
type Columns struct {
	tier  Tier
	layer Layer
	start []int32
}

// NewColumns prepares l, which must not change afterwards.
func NewColumns(t Tier, l Layer) *Columns {
	c := &Columns{tier: t, layer: l, start: make([]int32, l.Cols)}
	for i := range c.start {
		c.start[i] = t.columnStart(l.column(i))
	}
	return c
}

// Gather packs columns, in that order, into a matrix.
func (c *Columns) Gather(columns []int32) *Matrix {
	m := newMatrix(c.tier, c.layer.Depth, len(columns))
	for i, column := range columns {
		m.setColumn(i, c.layer, int(column), c.start[column])
	}
	m.setWeights(0, c.layer, columns)
	return m
}

// ExpectRectified promises that rows to be multiplied have no negative
// elements, which is faster with AVX2.
func (m *Matrix) ExpectRectified() { m.rectified = true }

// Stride is the number of outputs padded to a multiple of 16. Linear products
// have -Inf in the padding.
func (m *Matrix) Stride() int { return len(m.bias) }

// Bytes is the memory that the matrix holds.
func (m *Matrix) Bytes() int { return len(m.weights) + 16*len(m.bias) }

// setColumn makes a column, whose sums begin at start, column c of l, but for
// the weights.
func (m *Matrix) setColumn(to int, l Layer, c int, start int32) {
	scales := m.blockScales(to)
	scale := float32(l.Scale)
	scales[to%columnBlock] = scale
	scales[columnBlock+to%columnBlock] = float32(l.Scale - float64(scale))
	if l.Bias != nil {
		m.bias[to] = l.Bias[c]
	}
	m.start[to] = start
}

// blockScales gives the scales of the 16 columns that column is among, then
// their remainders.
func (m *Matrix) blockScales(column int) *[2 * columnBlock]float32 {
	return (*[2 * columnBlock]float32)(m.scales[column/columnBlock*2*columnBlock:])
}

// block gives the packed weights of the 16 columns that column is among.
func (m *Matrix) block(column int) []int8 {
	return m.weights[column/columnBlock*columnBlock*m.depth:][:columnBlock*m.depth]
}

// setColumnWeights copies a column's weights.
func (m *Matrix) setColumnWeights(to int, weights []int8) {
	block := m.block(to)
	at := to % columnBlock * depthStep
	for k := 0; k < m.depth; k += depthStep {
		*(*[depthStep]int8)(block[at:]) = [depthStep]int8(weights[k:])
		at += columnBlock * depthStep
	}
}

// Activation is what happens to a product's values.
type Activation uint8

// The activations.
const (
	Linear Activation = iota
	Rectify
)

func (a Activation) floor() float32 {
	if a == Rectify {
		return 0
	}
	return float32(math.Inf(-1))
}

// Multiply computes rows·m: rows has count rows of as many bytes as m has inputs, as the same
// tier's Quantise wrote them; row i of the product is the Stride floats from
// dst[i·pitch] on.
func (m *Matrix) Multiply(dst []float32, pitch int, rows []uint8, count int, activation Activation) {
	if count == 0 {
		return
	}
	width := m.Stride()
	if pitch < width || len(dst) < (count-1)*pitch+width || len(rows) < count*m.depth {
		panic("kernel: product's buffers are too short")
	}
	m.tier.multiply(m, dst, pitch, rows, count, activation.floor())
}
