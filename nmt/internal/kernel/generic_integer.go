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

// multiplyBlockGeneric computes 16 columns of a product for every row: the sum
// of products in 32-bit integers, times the column's scale in double precision,
// rounded to a float, plus its bias, raised to floor.
func multiplyBlockGeneric(b block, dst []float32, stride int, rows []uint8, count int, floor float32) {
	for r := range count {
		sums := *b.start
		row := rows[r*b.depth:][:b.depth]
		for k := 0; k+depthStep <= len(row); k += depthStep {
			a0, a1, a2, a3 := int32(int8(row[k])), int32(int8(row[k+1])), int32(int8(row[k+2])), int32(int8(row[k+3]))
			w := (*[columnBlock * depthStep]int8)(b.weights[k*columnBlock:])
			for c := range sums {
				sums[c] += a0*int32(w[4*c]) + a1*int32(w[4*c+1]) + a2*int32(w[4*c+2]) + a3*int32(w[4*c+3])
			}
		}
		out := (*[columnBlock]float32)(dst[r*stride:])
		for c, sum := range sums {
			v := float32(float64(sum)*b.scale[c]) + b.bias[c]
			if !(v > floor) {
				v = floor
			}
			out[c] = v
		}
	}
}
