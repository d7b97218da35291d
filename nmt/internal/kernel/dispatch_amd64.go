//go:build !noasm

package kernel

import "golang.org/x/sys/cpu"

//go:generate go run -C _gen . -out ../kernel_amd64.s -stubs ../kernel_amd64.go -pkg kernel
//go:generate go run -C _gen ./vex ../kernel_amd64.s
//go:generate go run -C _gen ./gas -arch amd64 -in amx.gas -out ../amx_amd64.s
//go:generate go run -C _gen ./gas -arch amd64 -in avx512.gas -out ../avx512_amd64.s
//go:generate go run -C _gen ./gas -arch amd64 -in transpose.gas -out ../transpose_amd64.s
//go:generate go run -C _gen ./gas -arch arm64 -in neon.gas -out ../neon_arm64.s

// supported reports whether the processor has what t's kernels use.
func (t Tier) supported() bool {
	x := &cpu.X86
	switch t {
	case Generic:
		return true
	case AVX2:
		return x.HasAVX2 && x.HasFMA
	case AVXVNNI:
		return AVX2.supported() && x.HasAVXVNNI
	case AVX512VNNI:
		return AVX2.supported() && x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512VNNI
	case AMX:
		return AVX512VNNI.supported() && x.HasAMXTile && x.HasAMXInt8 && tilesPermitted()
	case NEON, DotProduct, I8MM:
	}
	return false
}

// zero is the byte that stands for 0: VPDPBUSD wants unsigned ones.
func (t Tier) zero() uint8 {
	if t == AVXVNNI || t == AVX512VNNI {
		return 127
	}
	return 0
}

func (t Tier) multiply(m *Matrix, dst []float32, pitch int, rows []uint8, count int, floor float32) {
	if t == Generic || m.depth == 0 || m.cols == 0 {
		multiplyGeneric(m, dst, pitch, rows, count, floor)
		return
	}
	if t == AMX && m.depth%tileBytes == 0 {
		multiplyAMX(m, dst, pitch, rows, count, floor)
		return
	}
	for c := 0; c < len(m.bias); {
		w := &m.weights[c*m.depth]
		switch {
		case t == AVX2 && m.rectified:
			multiplyPositiveAVX2(&dst[c], pitch, &rows[0], count, m.depth, w, &m.start[c], &m.scales[2*c], &m.bias[c], floor)
			c += columnBlock
		case t == AVX2 || t == AMX:
			multiplyAVX2(&dst[c], pitch, &rows[0], count, m.depth, w, &m.start[c], &m.scales[2*c], &m.bias[c], floor)
			c += columnBlock
		case t == AVXVNNI:
			multiplyAVXVNNI(&dst[c], pitch, &rows[0], count, m.depth, w, &m.start[c], &m.scales[2*c], &m.bias[c], floor)
			c += columnBlock
		case c+4*columnBlock <= len(m.bias):
			multiplyVNNI64(&dst[c], pitch, &rows[0], count, m.depth, w, &m.start[c], &m.scales[2*c], &m.bias[c], floor)
			c += 4 * columnBlock
		default:
			multiplyVNNI16(&dst[c], pitch, &rows[0], count, m.depth, w, &m.start[c], &m.scales[2*c], &m.bias[c], floor)
			c += columnBlock
		}
	}
}
