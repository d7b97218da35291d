//go:build !noasm

package kernel

// multiplyDotProduct computes 16 columns of a product for count rows, by SDOT.
//
//go:noescape
func multiplyDotProduct(dst *float32, pitch int, rows *uint8, count int, depth int, weights *int8, start *int32, scales *float32, bias *float32, floor float32)

// multiplyI8MM computes 16 columns of a product for count rows, a multiple of
// 4, by SMMLA. depth is a multiple of 8.
//
//go:noescape
func multiplyI8MM(dst *float32, pitch int, rows *uint8, count int, depth int, weights *int8, scales *float32, bias *float32, floor float32)

// multiplyNEON does the same without SDOT.
//
//go:noescape
func multiplyNEON(dst *float32, pitch int, rows *uint8, count int, depth int, weights *int8, start *int32, scales *float32, bias *float32, floor float32)

// quantiseRow rounds n elements, a multiple of 32, and adds offset, a byte, to each.
//
//go:noescape
func quantiseRow(dst *uint8, src *float32, n int, scale float32, offset uint32)

// addRow adds n elements of y to x and gives the sum of each block of x. A block's length is a multiple of 8 and divides n.
//
//go:noescape
func addRow(x *float32, y *float32, n int, block int, sums *float32)

// centreRow takes mean from n elements of x and gives the sum of squares of each block, as addRow does.
//
//go:noescape
func centreRow(x *float32, mean float32, n int, block int, sums *float32)

// scaleRow computes scale·(x/deviation) + bias in place of n elements of x, a multiple of 8.
//
//go:noescape
func scaleRow(x *float32, n int, deviation float32, scale *float32, bias *float32)

// gateRow advances n recurrent units, a multiple of 8.
//
//go:noescape
func gateRow(out *float32, cell *float32, forget *float32, input *float32, n int)

// combineRows computes n elements, a multiple of 8, of scale·Σ weights[i]·rows[i·stride:].
//
//go:noescape
func combineRows(dst *float32, n int, weights *float32, count int, rows *float32, stride int, scale float32)

// softmaxRow replaces n elements by their exponentials over their sum. padded is n raised to a multiple of 8; what lies there must be infinitely small.
//
//go:noescape
func softmaxRow(x *float32, padded int, n int)

// partitionRow gives the sum of e^(x-top) of each block, as addRow does.
//
//go:noescape
func partitionRow(x *float32, top float32, n int, block int, sums *float32)

// peakRow gives the first index of the greatest of n elements, a multiple of 8, or n if all are infinitely small or no numbers.
//
//go:noescape
func peakRow(x *float32, n int) int
