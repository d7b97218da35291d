// Package share draws the pictures that stand for articles where somebody posts
// links to them, and the site's icon, in the script of the edition.
package share

import (
	"bufio"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/language"

	"github.com/dragoman-news/dragoman/internal/lang"
)

// The size of a share image in pixels, which OpenGraph's readers crop least.
const (
	Width  = 1200
	Height = 630
)

// Card is what a share image says.
type Card struct {
	Lang   string // BCP 47, of the edition
	Brand  string // the edition's title
	Title  string
	Source string // the original's outlet
	Note   string // how the text came to be: shown as the page shows it
	Host   string // the site's, for editions whose script can't be drawn
}

// The colours of the site's style sheet.
var (
	paper  = color.RGBA{0xfd, 0xfc, 0xf9, 0xff}
	ink    = color.RGBA{0x1a, 0x1a, 0x18, 0xff}
	soft   = color.RGBA{0x5c, 0x5a, 0x53, 0xff}
	rule   = color.RGBA{0xdc, 0xd8, 0xcd, 0xff}
	accent = color.RGBA{0x8c, 0x23, 0x14, 0xff}
)

const (
	margin = 72
	bar    = 14 // the coloured edge
)

// Draw writes the share image of an article as PNG. A text of which a character
// has no glyph in our fonts (Latin, Cyrillic, Greek and Arabic) is left out: an
// image with boxes in it is worse than one that says less. Where that is the
// title, the site's host stands in its place.
func Draw(w io.Writer, c Card) error {
	headline, err := open(headlineFamily(c.Lang))
	if err != nil {
		return fmt.Errorf("draw a share image: %w", err)
	}
	text, err := open(textFamily(c.Lang))
	if err != nil {
		return fmt.Errorf("draw a share image: %w", err)
	}
	t := &writer{lang: language.NewLanguage(c.Lang)}
	leading := 1.16
	if lang.Direction(c.Lang) == "rtl" {
		t.direction, leading = di.DirectionRTL, 1.45
	}
	img := image.NewRGBA(image.Rect(0, 0, Width, Height))
	draw.Draw(img, img.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	fill(img, image.Rect(0, 0, Width, bar), accent)

	area := image.Rect(margin, 56, Width-margin, Height-48)
	if brand := tidy(c.Brand); text.draws(brand) {
		t.draw(img, t.set(brand, style{text, 34, 1.4, accent}, area.Dx(), 1), area)
	}
	foot := c.foot(text)
	footTop := Height - 48 - 2*46
	fill(img, image.Rect(margin, footTop-18, Width-margin, footTop-16), rule)
	for i, line := range foot {
		b := t.set(line, style{text, []int{32, 26}[i], 1.4, []color.Color{ink, soft}[i]}, area.Dx(), 1)
		t.draw(img, b, image.Rect(area.Min.X, footTop+i*46, area.Max.X, Height))
	}
	if title := c.title(headline); title != "" {
		top, bottom := 56+70, footTop-40
		b := t.fit(title, style{faces: headline, leading: leading, color: ink}, area.Dx(), bottom-top, 76, 68, 60, 54, 48)
		t.draw(img, b, image.Rect(area.Min.X, top+max(0, (bottom-top-b.height())/2), area.Max.X, bottom))
	}
	return write(w, img)
}

// title returns what stands in the middle.
func (c Card) title(f faces) string {
	for _, s := range []string{c.Title, c.Host, c.Source} {
		if s = tidy(s); f.draws(s) {
			return s
		}
	}
	return ""
}

// foot returns the lines at the bottom: the outlet, and how the text was made.
func (c Card) foot(f faces) []string {
	var out []string
	for _, s := range []string{c.Source, c.Note} {
		if s = tidy(s); f.draws(s) {
			out = append(out, s)
		}
	}
	return out
}

// DrawIcon writes the site's icon as PNG, a square of so many pixels: the first
// letter of its title.
func DrawIcon(w io.Writer, title string, size int) error {
	f, err := open(headlineFamily(""))
	if err != nil {
		return fmt.Errorf("draw the icon: %w", err)
	}
	img := image.NewRGBA(image.Rect(0, 0, size, size))
	draw.Draw(img, img.Bounds(), image.NewUniform(accent), image.Point{}, draw.Src)
	letter := "D"
	if first := []rune(tidy(title)); len(first) > 0 && f.draws(string(first[:1])) {
		letter = string(first[:1])
	}
	t := &writer{lang: language.NewLanguage("en")}
	b := t.set(letter, style{f, size * 7 / 10, 1, paper}, size, 1)
	if len(b.lines) == 1 {
		left := int((float32(size) - advance(b.lines[0])) / 2)
		t.draw(img, b, image.Rect(left, size*15/100, size, size))
	}
	return write(w, img)
}

func fill(dst draw.Image, r image.Rectangle, c color.Color) {
	draw.Draw(dst, r, image.NewUniform(c), image.Point{}, draw.Src)
}

func write(w io.Writer, img image.Image) error {
	b := bufio.NewWriter(w)
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(b, img); err != nil {
		return fmt.Errorf("write an image: %w", err)
	}
	return b.Flush()
}
