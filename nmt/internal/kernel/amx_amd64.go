//go:build !noasm

package kernel

import "unsafe"

// Rows and bytes per row of a tile.
const (
	tileRows  = 16
	tileBytes = 64
)

// tileConfig is the operand of LDTILECFG (Intel SDM volume 1, chapter 18).
type tileConfig struct {
	palette     uint8
	_           [15]uint8
	bytesPerRow [16]uint16
	rows        [16]uint8
}

// amxProduct is what multiplyAMXPairs and multiplyAMXRows work on; amx.gas
// knows its layout.
type amxProduct struct {
	config       *tileConfig
	dst          *float32
	pitch        int // bytes
	rows         *uint8
	groups       int // of tileRows + lower rows
	depth        int
	weights      *int8
	blocks       int // of 16 columns
	scales       *float32
	bias         *float32
	scratch      *byte // 4 tiles, aligned to 64 bytes
	floor        float32
	_            float32
	upper, lower int // rows of a group's two tiles
	_            [2]int
}

// multiplyAMXPairs computes groups of rows, two tiles of them at a time.
//
//go:noescape
func multiplyAMXPairs(product *amxProduct)

// multiplyAMXRows computes upper rows, at most a tile.
//
//go:noescape
func multiplyAMXRows(product *amxProduct)

// configure sets the shapes of the tiles: sums in 0 to 3, rows in 4 and 5,
// weights in 6 and 7, or for a single tile of rows weights in 5, too.
func (c *tileConfig) configure(upper, lower int) {
	*c = tileConfig{palette: 1, rows: [16]uint8{6: tileRows, 7: tileRows}}
	if lower == 0 {
		c.rows[0], c.rows[1], c.rows[2], c.rows[3], c.rows[4], c.rows[5] = uint8(upper), uint8(upper), uint8(upper), uint8(upper), uint8(upper), tileRows
	} else {
		c.rows[0], c.rows[1], c.rows[4] = uint8(upper), uint8(upper), uint8(upper)
		c.rows[2], c.rows[3], c.rows[5] = uint8(lower), uint8(lower), uint8(lower)
	}
	for i := range 8 {
		c.bytesPerRow[i] = tileBytes
	}
}

// multiplyAMX computes a product whose depth is a multiple of tileBytes.
func multiplyAMX(m *Matrix, dst []float32, pitch int, rows []uint8, count int, floor float32) {
	var config tileConfig
	var scratch [4*tileRows*tileBytes + tileBytes]byte
	p := amxProduct{
		config: &config, dst: &dst[0], pitch: 4 * pitch, rows: &rows[0], depth: m.depth,
		weights: &m.weights[0], blocks: len(m.bias) / columnBlock, scales: &m.scales[0], bias: &m.bias[0],
		floor: floor,
	}
	p.scratch = &scratch[-uintptr(unsafe.Pointer(&scratch))%tileBytes]
	if whole := count / (2 * tileRows); whole > 0 {
		config.configure(tileRows, tileRows)
		p.groups, p.upper, p.lower = whole, tileRows, tileRows
		multiplyAMXPairs(&p)
		done := whole * 2 * tileRows
		if count -= done; count == 0 {
			return
		}
		p.dst, p.rows = &dst[done*pitch], &rows[done*m.depth]
	}
	p.groups, p.upper, p.lower = 1, min(count, tileRows), max(count-tileRows, 0)
	config.configure(p.upper, p.lower)
	if p.lower > 0 {
		multiplyAMXPairs(&p)
	} else {
		multiplyAMXRows(&p)
	}
}
