package kernel

import "math"

// quantiseGeneric writes round-to-even(src·scale), held within ±127, as int8.
// What is not a number becomes -127.
func quantiseGeneric(dst []uint8, src []float32, scale float32) {
	dst = dst[:len(src)]
	for i, v := range src {
		v *= scale
		if !(v > -127) {
			v = -127
		}
		if v > 127 {
			v = 127
		}
		dst[i] = uint8(int8(math.RoundToEven(float64(v))))
	}
}

// multiplyGeneric computes a product: the sum of products in 32-bit integers,
// times the column's scale, rounded to a float, plus its bias, raised to floor,
// which also takes the place of what is not a number.
//
// The scale is the sum of two floats, and the fused product of the first is
// added to the second's: sums up to 2^24 are floats exactly, and the result is
// that of double precision but for about one in 2^24.
func multiplyGeneric(m *Matrix, dst []float32, pitch int, rows []uint8, count int, floor float32) {
	for column := 0; column < m.Stride(); column += columnBlock {
		weights := m.weights[column*m.depth:][:columnBlock*m.depth]
		scales := m.blockScales(column)
		bias := (*[columnBlock]float32)(m.bias[column:])
		for r := range count {
			var sums [columnBlock]int32
			row := rows[r*m.depth:][:m.depth]
			for k := 0; k+depthStep <= len(row); k += depthStep {
				a0, a1, a2, a3 := int32(int8(row[k])), int32(int8(row[k+1])), int32(int8(row[k+2])), int32(int8(row[k+3]))
				w := (*[columnBlock * depthStep]int8)(weights[k*columnBlock:])
				for c := range sums {
					sums[c] += a0*int32(w[4*c]) + a1*int32(w[4*c+1]) + a2*int32(w[4*c+2]) + a3*int32(w[4*c+3])
				}
			}
			out := (*[columnBlock]float32)(dst[r*pitch+column:])
			for c, sum := range sums {
				s := float32(sum)
				v := fused(s, scales[c], float32(s*scales[columnBlock+c])) + bias[c]
				if !(v > floor) {
					v = floor
				}
				out[c] = v
			}
		}
	}
}
