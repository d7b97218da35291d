package share

import (
	"image"
	"image/color"
	"image/draw"
	"slices"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// writer sets text in lines. It belongs to one drawing.
type writer struct {
	shaper    shaping.HarfbuzzShaper
	segmenter shaping.Segmenter
	wrapper   shaping.LineWrapper
	lang      language.Language
	direction di.Direction
}

// style is how a text is set; sizes are in pixels.
type style struct {
	faces   faces
	size    int
	leading float64 // of lines, as a multiple of size
	color   color.Color
}

// block is a text in lines.
type block struct {
	style
	lines []shaping.Line
	cut   bool // there was more than the lines hold
}

func (b *block) height() int { return int(float64(len(b.lines)*b.size) * b.leading) }

// set breaks a text into at most so many lines of a width in pixels, within
// words only where one is wider than a line. What doesn't fit ends in an
// ellipsis.
func (w *writer) set(text string, s style, width, lines int) *block {
	b := w.wrap(text, s, width, lines, shaping.Never)
	for _, line := range b.lines {
		if advance(line) > float32(width) {
			return w.wrap(text, s, width, lines, shaping.WhenNecessary)
		}
	}
	return b
}

func (w *writer) wrap(text string, s style, width, lines int, policy shaping.LineBreakPolicy) *block {
	runes := []rune(text)
	config := shaping.WrapConfig{Direction: w.direction, TruncateAfterLines: lines, BreakPolicy: policy}
	if dots := w.shape([]rune("…"), s); len(dots) > 0 {
		config.Truncator = dots[0]
	}
	set, missing := w.wrapper.WrapParagraph(config, width, runes, shaping.NewSliceIterator(w.shape(runes, s)))
	out := &block{style: s, cut: missing > 0}
	for _, line := range set { // the wrapper reuses its lines
		line = slices.Clone(line)
		slices.SortFunc(line, func(a, b shaping.Output) int { return int(a.VisualIndex - b.VisualIndex) })
		out.lines = append(out.lines, line)
	}
	return out
}

// fit sets a text in the largest of some sizes in which all of it has room,
// else in the last one, cut.
func (w *writer) fit(text string, s style, width, height int, sizes ...int) *block {
	var b *block
	for _, s.size = range sizes {
		lines := max(1, int(float64(height)/(float64(s.size)*s.leading)))
		if b = w.set(text, s, width, lines); !b.cut {
			break
		}
	}
	return b
}

// advance returns the width of a line in pixels.
func advance(line shaping.Line) (width float32) {
	for _, run := range line {
		width += pixels(run.Advance)
	}
	return width
}

func (w *writer) shape(text []rune, s style) []shaping.Output {
	input := shaping.Input{Text: text, RunEnd: len(text), Direction: w.direction, Size: fixed.I(s.size), Language: w.lang}
	var out []shaping.Output
	for _, run := range w.segmenter.Split(input, s.faces) {
		out = append(out, w.shaper.Shape(run))
	}
	return out
}

// draw draws a block into an area, from its top. Lines of right-to-left text
// end at the area's right side.
func (w *writer) draw(dst draw.Image, b *block, area image.Rectangle) {
	height := float64(b.size) * b.leading
	for i, line := range b.lines {
		x := float32(area.Min.X)
		if w.direction == di.DirectionRTL {
			x = float32(area.Max.X) - advance(line)
		}
		baseline := float32(float64(area.Min.Y) + height*float64(i) + height/2 + float64(b.size)*0.34) // the middle of small letters is in the line's middle
		for _, run := range line {
			drawRun(dst, run, x, baseline, b.color)
			x += pixels(run.Advance)
		}
	}
}

func pixels(f fixed.Int26_6) float32 { return float32(f) / 64 }

// drawRun draws a run from its left end on a baseline. The rasterizer covers
// the run's surroundings only: its cost is that of its area.
func drawRun(dst draw.Image, run shaping.Output, x, y float32, c color.Color) {
	size := pixels(run.Size)
	area := image.Rect(int(x-size), int(y-1.6*size), int(x+pixels(run.Advance)+size), int(y+size)).Intersect(dst.Bounds())
	if area.Empty() {
		return
	}
	path := vector.NewRasterizer(area.Dx(), area.Dy())
	scale := size / float32(run.Face.Upem())
	x, y = x-float32(area.Min.X), y-float32(area.Min.Y)
	for _, g := range run.Glyphs {
		if outline, ok := run.Face.GlyphData(g.GlyphID).(font.GlyphOutline); ok {
			trace(path, outline, x+pixels(g.XOffset), y-pixels(g.YOffset), scale)
		}
		x += pixels(g.Advance)
	}
	path.Draw(dst, area, image.NewUniform(c), image.Point{})
}

// trace adds a glyph's outline, whose y grows upwards, to a path.
func trace(path *vector.Rasterizer, outline font.GlyphOutline, x, y, scale float32) {
	at := func(p opentype.SegmentPoint) (float32, float32) { return x + p.X*scale, y - p.Y*scale }
	open := false
	for _, s := range outline.Segments {
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		cx, cy := at(s.Args[2])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if open {
				path.ClosePath()
			}
			path.MoveTo(ax, ay)
			open = true
		case opentype.SegmentOpLineTo:
			path.LineTo(ax, ay)
		case opentype.SegmentOpQuadTo:
			path.QuadTo(ax, ay, bx, by)
		case opentype.SegmentOpCubeTo:
			path.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	if open {
		path.ClosePath()
	}
}

// tidy returns a text on one line without control characters.
func tidy(text string) string {
	var out []rune
	space := true
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			if !space {
				out = append(out, ' ')
			}
			space = true
		case unicode.IsControl(r) || r == unicode.ReplacementChar:
		default:
			out = append(out, r)
			space = false
		}
	}
	if n := len(out); n > 0 && out[n-1] == ' ' {
		out = out[:n-1]
	}
	if len(out) > maxText {
		out = out[:maxText]
	}
	return string(out)
}

// maxText is how many characters of a text are looked at: more than fits.
const maxText = 400
