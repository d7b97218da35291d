package sitetest

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

func pictureURL(n int) string { return fmt.Sprintf("https://pictures.example.org/%d.jpg", n) }

// putPicture keeps a drawn landscape in both sizes.
func (f *Fixture) putPicture(ctx context.Context, n int) error {
	for size, width := range map[string]int{domain.MediaLarge: 1280, domain.MediaSmall: 480} {
		height := width * 2 / 3
		var data bytes.Buffer
		if err := jpeg.Encode(&data, landscape(n, width, height), &jpeg.Options{Quality: 70}); err != nil {
			return err
		}
		m := domain.Media{Key: domain.MediaKey(pictureURL(n)), URL: pictureURL(n), Size: size, Type: "image/jpeg", Width: width, Height: height, Data: data.Bytes()}
		err := f.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.PutMedia(ctx, m, Now) })
		if err != nil {
			return err
		}
	}
	return nil
}

// landscape draws hills under a sky, others for each number.
func landscape(n, width, height int) image.Image {
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	phase := float64(n) * 1.7
	for x := range width {
		u := float64(x) / float64(width)
		far := 0.55 + 0.07*math.Sin(6*u+phase) + 0.02*math.Sin(17*u+2*phase)
		near := 0.74 + 0.09*math.Sin(4*u+3*phase) + 0.015*math.Sin(23*u)
		for y := range height {
			v := float64(y) / float64(height)
			light := 1 - 0.35*v
			c := color.RGBA{uint8(205 * light), uint8((180 + 8*float64(n)) * light), uint8(165 * light), 255}
			switch {
			case v > near:
				c = color.RGBA{uint8(46 + 5*n), 62, 66, 255}
			case v > far:
				c = color.RGBA{uint8(104 + 6*n), 118, 126, 255}
			}
			out.SetRGBA(x, y, c)
		}
	}
	return out
}
