//go:build (amd64 || arm64) && !noasm

package kernel

// maxBlocks is how many blocks of a row the assembly sums at most at a time.
const maxBlocks = 32

// blocks gives how sum divides n elements where it divides them evenly into
// blocks of whole lanes: into a power of two.
func blocks(n int) (count int, even bool) {
	count = 1
	for n/count > maxBlock {
		count *= 2
	}
	return count, n > 0 && n%(count*lanes) == 0 && count <= maxBlocks
}

// foldBlocks adds the sums of blocks as sum does, and changes them.
func foldBlocks(s []float32) float32 {
	for len(s) > 1 {
		half := len(s) / 2
		for i := range half {
			s[i] = s[2*i] + s[2*i+1]
		}
		s = s[:half]
	}
	return s[0]
}
