package pipeline

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const (
	largeWidth, smallWidth = 1280, 480
	jpegQuality            = 80
	// maxPixels bounds what is decoded: a camera's 24 megapixels pass, and take some
	// 300 MB as a progressive JPEG, half of that otherwise.
	maxPixels = 25_000_000
	// minSide is the least width and height of a picture that isn't a pixel for
	// counting readers, or a line.
	minSide = 16
)

// scalePicture returns a picture as JPEG in the sizes that are kept, never
// larger than it is. Of an animation it is the first frame. What is no picture,
// and one of too many pixels or hardly any, is domain.ErrInvalid.
func scalePicture(data []byte) ([]domain.Media, error) {
	picture, err := decodePicture(data)
	if err != nil {
		return nil, fmt.Errorf("read the picture: %w: %w", err, domain.ErrInvalid)
	}
	orientation := orientationOf(data)
	var out []domain.Media
	for _, size := range []struct {
		name  string
		width int
	}{{domain.MediaLarge, largeWidth}, {domain.MediaSmall, smallWidth}} {
		picture = turned(scaled(picture, size.width, lying(orientation)), orientation)
		orientation = upright
		var b bytes.Buffer
		if err := jpeg.Encode(&b, picture, &jpeg.Options{Quality: jpegQuality}); err != nil {
			return nil, fmt.Errorf("write the picture: %w", err)
		}
		at := picture.Bounds()
		out = append(out, domain.Media{Size: size.name, Type: "image/jpeg", Width: at.Dx(), Height: at.Dy(), Data: b.Bytes()})
	}
	return out, nil
}

// format is a format of pictures; both functions read no more than one frame.
type format struct {
	magic  string // with "?" for any byte
	config func(*bytes.Reader) (image.Config, error)
	decode func(*bytes.Reader) (image.Image, error)
}

var formats = []format{
	{"\xff\xd8", func(r *bytes.Reader) (image.Config, error) { return jpeg.DecodeConfig(r) }, func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) }},
	{"\x89PNG\r\n\x1a\n", func(r *bytes.Reader) (image.Config, error) { return png.DecodeConfig(r) }, func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) }},
	{"GIF8?a", func(r *bytes.Reader) (image.Config, error) { return gif.DecodeConfig(r) }, func(r *bytes.Reader) (image.Image, error) { return gif.Decode(r) }},
	{"RIFF????WEBPVP8", func(r *bytes.Reader) (image.Config, error) { return webp.DecodeConfig(r) }, func(r *bytes.Reader) (image.Image, error) { return webp.Decode(r) }},
}

func decodePicture(data []byte) (image.Image, error) {
	for _, f := range formats {
		if !begins(data, f.magic) {
			continue
		}
		c, err := f.config(bytes.NewReader(data))
		switch {
		case err != nil:
			return nil, err
		case c.Width < minSide || c.Height < minSide:
			return nil, fmt.Errorf("%d by %d pixels are too few", c.Width, c.Height)
		case c.Width > maxPixels/c.Height:
			return nil, fmt.Errorf("%d by %d pixels are too many", c.Width, c.Height)
		}
		return f.decode(bytes.NewReader(data))
	}
	return nil, fmt.Errorf("it is no JPEG, PNG, GIF or WebP")
}

func begins(data []byte, magic string) bool {
	if len(data) < len(magic) {
		return false
	}
	for i := range len(magic) {
		if magic[i] != '?' && magic[i] != data[i] {
			return false
		}
	}
	return true
}

// scaled returns a picture at most so wide, or so high where it lies on its side,
// and opaque: on white, as on paper.
func scaled(picture image.Image, width int, onSide bool) *image.RGBA {
	from := picture.Bounds()
	w, h := from.Dx(), from.Dy()
	switch {
	case onSide && h > width:
		w, h = max(1, w*width/h), width
	case !onSide && w > width:
		w, h = width, max(1, h*width/w)
	}
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(to, to.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	if w == from.Dx() {
		draw.Draw(to, to.Bounds(), picture, from.Min, draw.Over)
	} else {
		draw.CatmullRom.Scale(to, to.Bounds(), picture, from, draw.Over, nil)
	}
	return to
}
