//go:build !linux && !noasm

package kernel

// tilesPermitted is false where nobody has tried AMX.
func tilesPermitted() bool { return false }
