package pipeline

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/http"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

// picture draws a picture with a red left half.
func picture(width, height int) image.Image {
	p := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		for y := range height {
			c := color.RGBA{B: 200, A: 255}
			if x < width/2 {
				c = color.RGBA{R: 200, A: 255}
			}
			p.SetRGBA(x, y, c)
		}
	}
	return p
}

func encode(t testing.TB, kind string, p image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch kind {
	case "png":
		err = png.Encode(&b, p)
	case "gif":
		err = gif.Encode(&b, p, nil)
	default:
		err = jpeg.Encode(&b, p, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A WebP of 16 by 16 pixels, all of one colour.
const smallWebP = "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoQABAAAUAmJaQAA3AA/vz0AAA="

func TestScalePicture(t *testing.T) {
	t.Parallel()
	webpData, err := base64.StdEncoding.DecodeString(smallWebP)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		data         []byte
		large, small [2]int
	}{
		"wide jpeg":   {encode(t, "jpeg", picture(2000, 1000)), [2]int{1280, 640}, [2]int{480, 240}},
		"medium png":  {encode(t, "png", picture(600, 900)), [2]int{600, 900}, [2]int{480, 720}},
		"small gif":   {encode(t, "gif", picture(200, 100)), [2]int{200, 100}, [2]int{200, 100}},
		"webp":        {webpData, [2]int{16, 16}, [2]int{16, 16}},
		"on its side": {exif(encode(t, "jpeg", picture(1500, 1400)), binary.BigEndian, 6), [2]int{1280, 1371}, [2]int{480, 514}},
		"very narrow": {encode(t, "png", picture(4000, 16)), [2]int{1280, 5}, [2]int{480, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sizes, err := scalePicture(test.data)
			if err != nil {
				t.Fatal(err)
			}
			for i, want := range [][2]int{test.large, test.small} {
				m := sizes[i]
				p, err := jpeg.Decode(bytes.NewReader(m.Data))
				if err != nil || m.Width != want[0] || m.Height != want[1] || p.Bounds().Dx() != want[0] || p.Bounds().Dy() != want[1] || m.Type != "image/jpeg" {
					t.Errorf("%s is %d by %d, not %v, %v", m.Size, m.Width, m.Height, want, err)
				}
				if name == "webp" || name == "on its side" {
					continue
				}
				left, _, blue, _ := p.At(want[0]/8, want[1]/2).RGBA()
				_, _, right, _ := p.At(want[0]*7/8, want[1]/2).RGBA()
				if left>>8 < 150 || blue>>8 > 60 || right>>8 < 150 {
					t.Errorf("%s has the wrong colours", m.Size)
				}
			}
		})
	}
}

func TestScalePictureTransparent(t *testing.T) {
	t.Parallel()
	sizes, err := scalePicture(encode(t, "png", image.NewRGBA(image.Rect(0, 0, 32, 32))))
	if err != nil {
		t.Fatal(err)
	}
	p, err := jpeg.Decode(bytes.NewReader(sizes[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := p.At(5, 5).RGBA(); r>>8 < 250 || g>>8 < 250 || b>>8 < 250 {
		t.Errorf("what is transparent is not white but %d %d %d", r>>8, g>>8, b>>8)
	}
}

// exif returns a JPEG with an orientation.
func exif(data []byte, order binary.AppendByteOrder, orientation uint16) []byte {
	mark := "MM"
	if order.AppendUint16(nil, 1)[0] == 1 {
		mark = "II"
	}
	tiff := order.AppendUint32(order.AppendUint16([]byte(mark), 42), 8)
	tiff = order.AppendUint16(tiff, 2)
	for _, entry := range [][2]uint16{{0x010f, 7}, {0x0112, orientation}} {
		tiff = order.AppendUint32(order.AppendUint16(order.AppendUint16(tiff, entry[0]), 3), 1)
		tiff = order.AppendUint16(order.AppendUint16(tiff, entry[1]), 0)
	}
	segment := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(segment)+2))...)
	return append(append(out, segment...), data[2:]...)
}

// A picture that a camera stored on its side is seen upright. Its top left
// quarter is red where it is stored.
func TestScalePictureOrientation(t *testing.T) {
	t.Parallel()
	stored := image.NewRGBA(image.Rect(0, 0, 600, 300))
	for i := range stored.Pix {
		stored.Pix[i] = 255
	}
	for y := range 150 {
		for x := range 300 {
			stored.SetRGBA(x, y, color.RGBA{R: 255, A: 255})
		}
	}
	plain := encode(t, "jpeg", stored)
	for orientation, red := range map[uint16][2]int{1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 1}, 8: {0, 1}, 0: {0, 0}, 9: {0, 0}} {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			sizes, err := scalePicture(exif(plain, order, orientation))
			if err != nil {
				t.Fatal(err)
			}
			want := [3]int{600, 300, 480}
			if orientation >= 5 && orientation <= 8 {
				want = [3]int{300, 600, 300}
			}
			p, err := jpeg.Decode(bytes.NewReader(sizes[1].Data))
			if err != nil || sizes[0].Width != want[0] || sizes[0].Height != want[1] || sizes[1].Width != want[2] {
				t.Errorf("orientation %d: %d by %d, not %v, %v", orientation, sizes[0].Width, sizes[0].Height, want, err)
				continue
			}
			for quarter := range 4 {
				x, y := quarter%2, quarter/2
				_, green, _, _ := p.At(p.Bounds().Dx()*(1+2*x)/4, p.Bounds().Dy()*(1+2*y)/4).RGBA()
				if got := green>>8 < 100; got != (red == [2]int{x, y}) {
					t.Errorf("orientation %d: quarter %d %d is red: %t", orientation, x, y, got)
				}
			}
		}
	}
}

// bomb is a PNG that says it has so many pixels.
func bomb(t testing.TB, width, height uint32) []byte {
	data := encode(t, "png", picture(16, 16))
	for i, n := range []uint32{width, height} {
		for k := range 4 {
			data[16+4*i+k] = byte(n >> (24 - 8*k))
		}
	}
	return data
}

func TestScalePictureRefused(t *testing.T) {
	t.Parallel()
	whole := encode(t, "jpeg", picture(100, 100))
	for name, data := range map[string][]byte{
		"empty": nil, "page": []byte("<html>"), "broken": whole[:len(whole)/3], "pixel": encode(t, "gif", picture(1, 1)),
		"bomb": bomb(t, 60_000, 60_000), "overflow": bomb(t, 0x7fffffff, 0x7fffffff), "svg": []byte("<svg xmlns='http://www.w3.org/2000/svg'/>"),
		"head only": []byte("RIFF\x10\x00\x00\x00WEBPVP8 "),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := scalePicture(data); !errors.Is(err, domain.ErrInvalid) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func FuzzScalePicture(f *testing.F) {
	for _, kind := range []string{"jpeg", "png", "gif"} {
		f.Add(encode(f, kind, picture(20, 20)))
	}
	webpData, err := base64.StdEncoding.DecodeString(smallWebP)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(webpData)
	f.Add(exif(encode(f, "jpeg", picture(20, 20)), binary.LittleEndian, 6))
	f.Fuzz(func(t *testing.T, data []byte) {
		sizes, err := scalePicture(data)
		if err == nil && (len(sizes) != 2 || sizes[0].Width > largeWidth || sizes[1].Width > smallWidth || len(sizes[0].Data) == 0) {
			t.Errorf("sizes %+v", sizes)
		}
		if err != nil && !errors.Is(err, domain.ErrInvalid) {
			t.Error(err)
		}
	})
}

func TestPictures(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	lead := w.site.URL + "/p/lead.jpg"
	w.site.put("/p/lead.jpg", resource{body: string(encode(t, "jpeg", picture(1600, 900))), kind: "image/jpeg"})
	w.site.put("/p/broken.jpg", resource{body: "nothing", kind: "image/jpeg"})
	text := sentences(0)
	text[1] += `</p><figure><img src="/p/broken.jpg" width="800" height="500"><figcaption>The harbour in spring, seen from the hill</figcaption></figure><figure><img src="/p/gone.jpg" width="800" height="500"><figcaption>The harbour in autumn, seen from the sea</figcaption></figure><p>`
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", `<meta property="og:image" content="`+lead+`">`, text...)})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"})
	w.follow("/feed")
	w.round()
	key := domain.MediaKey(lead)
	large, err := w.store.Media(t.Context(), key, domain.MediaLarge)
	if err != nil || large.Width != 1280 || large.Height != 720 {
		t.Errorf("the large one is %d by %d, %v", large.Width, large.Height, err)
	}
	small, err := w.store.Media(t.Context(), key, domain.MediaSmall)
	if err != nil || small.Width != 480 || small.URL != lead {
		t.Errorf("the small one is %+v, %v", small, err)
	}
	if len(w.purged) < 2 || len(w.front()) != 1 {
		t.Errorf("purged %q", w.purged)
	}
	// What is there isn't fetched again.
	asked := w.site.count("/p/lead.jpg")
	if err := w.pictures(t.Context(), Pictures{Version: 1}); err != nil || asked != 1 || w.site.count("/p/lead.jpg") != 1 {
		t.Errorf("it was fetched %d times, %v", w.site.count("/p/lead.jpg"), err)
	}
}

// A picture that can't be had is asked for again after a while, sooner where
// the reason may pass.
func TestPicturesLater(t *testing.T) {
	t.Parallel()
	for status, rest := range map[int]time.Duration{http.StatusBadGateway: pictureShortRest, http.StatusGone: pictureRest} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			t.Parallel()
			w := newWire(t)
			w.site.put("/p/lead.png", resource{status: status})
			w.oneArticle(fmt.Sprintf(`<meta property="og:image" content="%s/p/lead.png">`, w.site.URL))
			w.round()
			asked := w.site.count("/p/lead.png")
			w.site.put("/p/lead.png", resource{body: string(encode(t, "png", picture(64, 64))), kind: "image/png"})
			w.pass(rest - time.Minute)
			w.reconciled()
			if asked == 0 || w.site.count("/p/lead.png") != asked {
				t.Errorf("it was asked for %d times, then %d times", asked, w.site.count("/p/lead.png"))
			}
			w.pass(2 * time.Minute)
			w.reconciled()
			if _, err := w.store.Media(t.Context(), domain.MediaKey(w.site.URL+"/p/lead.png"), domain.MediaSmall); err != nil {
				t.Error(err)
			}
		})
	}
}

// Only pictures of articles that are shown in full are fetched, as soon as they are.
func TestPicturesByMode(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.site.put("/p/lead.png", resource{body: string(encode(t, "png", picture(64, 64))), kind: "image/png"})
	id := w.oneArticle(fmt.Sprintf(`<meta property="og:image" content="%s/p/lead.png">`, w.site.URL), func(s *domain.Source) { s.Mode = domain.ModeExcerpt })
	w.round()
	w.reconciled()
	if w.site.count("/p/lead.png") > 0 {
		t.Error("a picture was fetched that isn't shown")
	}
	s := w.source(id)
	s.Mode = domain.ModeFull
	w.write(func(ctx context.Context, tx *store.Tx) error { return tx.SetSource(ctx, s) })
	w.reconciled()
	if w.site.count("/p/lead.png") != 1 {
		t.Errorf("the picture was fetched %d times", w.site.count("/p/lead.png"))
	}
}

func BenchmarkScalePicture(b *testing.B) {
	data := encode(b, "jpeg", picture(2400, 1600))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := scalePicture(data); err != nil {
			b.Fatal(err)
		}
	}
}
