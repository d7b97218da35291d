package main

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"

	"golang.org/x/image/vector"
)

// The pictures' size in pixels.
const width, height = 1200, 675

// canvas is a picture in the making. Coordinates are pixels from the upper left.
type canvas struct {
	*image.RGBA
	random *rand.Rand // the same for every run, so that the files don't change
}

func newCanvas(seed uint64) *canvas {
	return &canvas{
		RGBA:   image.NewRGBA(image.Rect(0, 0, width, height)),
		random: rand.New(rand.NewPCG(seed, 1)), //nolint:gosec // the same numbers every time are the point
	}
}

type point struct{ x, y float64 }

// rgb makes a colour of 0xRRGGBB, alpha is from 0 to 1.
func rgb(hex uint32, alpha float64) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: uint8(255 * alpha)}
}

func (c *canvas) polygon(fill color.Color, points ...point) {
	r := vector.NewRasterizer(width, height)
	for i, p := range points {
		if i == 0 {
			r.MoveTo(float32(p.x), float32(p.y))
		} else {
			r.LineTo(float32(p.x), float32(p.y))
		}
	}
	r.ClosePath()
	r.DrawOp = draw.Over
	r.Draw(c.RGBA, c.Bounds(), image.NewUniform(fill), image.Point{})
}

func (c *canvas) rect(fill color.Color, x, y, w, h float64) {
	c.polygon(fill, point{x, y}, point{x + w, y}, point{x + w, y + h}, point{x, y + h})
}

func (c *canvas) ellipse(fill color.Color, x, y, rx, ry float64) {
	c.arc(fill, x, y, rx, ry, 0)
}

// arc fills the segment of an ellipse from an angle clockwise to the right.
func (c *canvas) arc(fill color.Color, x, y, rx, ry, from float64) {
	const steps = 96
	points := make([]point, 0, steps+1)
	for i := range steps + 1 {
		a := from + (2*math.Pi-from)*float64(i)/steps
		points = append(points, point{x + rx*math.Cos(a), y + ry*math.Sin(a)})
	}
	c.polygon(fill, points...)
}

func (c *canvas) line(fill color.Color, x1, y1, x2, y2, thick float64) {
	n := math.Hypot(x2-x1, y2-y1)
	dx, dy := (y2-y1)/n*thick/2, (x1-x2)/n*thick/2
	c.polygon(fill, point{x1 + dx, y1 + dy}, point{x2 + dx, y2 + dy}, point{x2 - dx, y2 - dy}, point{x1 - dx, y1 - dy})
}

// gradient fills a band from above to below with colours in equal distances.
func (c *canvas) gradient(y1, y2 float64, colours ...uint32) {
	for y := int(y1); y < int(y2); y++ {
		at := (float64(y) - y1) / (y2 - y1) * float64(len(colours)-1)
		i := min(int(at), len(colours)-2)
		f := at - float64(i)
		a, b := rgb(colours[i], 1), rgb(colours[i+1], 1)
		mix := func(a, b uint8) uint8 { return uint8(float64(a)*(1-f) + float64(b)*f + 0.5) }
		row := color.RGBA{R: mix(a.R, b.R), G: mix(a.G, b.G), B: mix(a.B, b.B), A: 255}
		for x := range width {
			c.SetRGBA(x, y, row)
		}
	}
}

// glow is a disc with a halo.
func (c *canvas) glow(hex uint32, x, y, r float64) {
	for i := range 14 {
		c.ellipse(rgb(hex, 0.035), x, y, r*(3.2-0.15*float64(i)), r*(3.2-0.15*float64(i)))
	}
	c.ellipse(rgb(hex, 1), x, y, r, r)
}

// hills fills everything below a line of hills.
func (c *canvas) hills(fill color.Color, y, rise, length, phase float64) {
	points := []point{{0, height}}
	for x := 0.0; x <= width; x += 6 {
		points = append(points, point{x, y - rise*(0.6*math.Sin(x/length+phase)+0.4*math.Sin(2.3*x/length+1.7*phase))})
	}
	c.polygon(fill, append(points, point{width, height})...)
}

// waves draws highlights on water between two heights.
func (c *canvas) waves(hex uint32, y1, y2 float64) {
	for range 130 {
		depth := c.random.Float64()
		y, x := y1+(y2-y1)*depth, c.random.Float64()*width
		w := 14 + 70*depth*c.random.Float64()
		c.ellipse(rgb(hex, 0.10+0.16*c.random.Float64()), x, y, w, 1.2+1.8*depth)
	}
}

func (c *canvas) stars(n int, below float64) {
	for range n {
		r := 0.6 + 1.5*c.random.Float64()*c.random.Float64()
		c.ellipse(rgb(0xffffff, 0.35+0.6*c.random.Float64()), c.random.Float64()*width, c.random.Float64()*below, r, r)
	}
}

func (c *canvas) clouds(hex uint32, n int, y1, y2 float64) {
	for range n {
		x, y := c.random.Float64()*width, y1+(y2-y1)*c.random.Float64()
		for range 6 {
			c.ellipse(rgb(hex, 0.28), x+140*(c.random.Float64()-0.5), y+16*(c.random.Float64()-0.5), 60+50*c.random.Float64(), 12+9*c.random.Float64())
		}
	}
}

// building is a block with windows, some of them lit.
func (c *canvas) building(wall, window, lit uint32, x, y, w, h float64) {
	c.rect(rgb(wall, 1), x, y, w, h)
	columns := max(1, int(w/24))
	step := w / float64(columns)
	for cy := y + 16; cy < y+h-20; cy += 30 {
		for i := range columns {
			hex := window
			if c.random.Float64() < 0.3 {
				hex = lit
			}
			c.rect(rgb(hex, 1), x+step*float64(i)+step*0.28, cy, step*0.44, 14)
		}
	}
}

// person is a standing figure, its feet at x, y.
func (c *canvas) person(hex uint32, x, y, size float64) {
	body := rgb(hex, 1)
	c.ellipse(body, x, y-0.88*size, 0.115*size, 0.125*size)
	c.polygon(body, point{x - 0.19*size, y - 0.40*size}, point{x - 0.15*size, y - 0.72*size}, point{x + 0.15*size, y - 0.72*size}, point{x + 0.19*size, y - 0.40*size},
		point{x + 0.12*size, y - 0.36*size}, point{x + 0.11*size, y}, point{x + 0.02*size, y}, point{x, y - 0.3*size}, point{x - 0.02*size, y}, point{x - 0.11*size, y}, point{x - 0.12*size, y - 0.36*size})
}

// palm is a palm tree, its foot at x, y.
func (c *canvas) palm(hex uint32, x, y, size float64) {
	top := point{x + 0.12*size, y - size}
	for i := range 20 {
		f := float64(i) / 20
		c.line(rgb(hex, 1), x+0.12*size*f*f, y-size*f, x+0.12*size*(f+0.06)*(f+0.06), y-size*(f+0.06), size*(0.055-0.02*f))
	}
	for i := range 9 {
		a := math.Pi + math.Pi*float64(i)/8
		var points []point
		for j := range 21 {
			f := float64(j) / 20
			bend := 0.30 * size * f * f
			points = append(points, point{top.x + math.Cos(a)*0.52*size*f, top.y + math.Sin(a)*0.34*size*f + bend})
		}
		for j := 20; j >= 0; j-- {
			f := float64(j) / 20
			bend := 0.30*size*f*f + 0.07*size*math.Sin(math.Pi*f)
			points = append(points, point{top.x + math.Cos(a)*0.52*size*f, top.y + math.Sin(a)*0.34*size*f + bend})
		}
		c.polygon(rgb(hex, 1), points...)
	}
}
