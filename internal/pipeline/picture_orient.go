package pipeline

import (
	"bytes"
	"encoding/binary"
	"image"
)

// upright is the orientation of a picture that is stored as it is to be seen.
const upright = 1

// orientationOf returns which way up a JPEG is to be seen by its Exif data, from
// 1 to 8 (CIPA DC-008, tag 0x0112). Re-encoding loses that data.
func orientationOf(data []byte) int {
	for at := 2; at+4 <= len(data) && data[at] == 0xff; {
		marker, length := data[at+1], int(binary.BigEndian.Uint16(data[at+2:]))
		if length < 2 || at+2+length > len(data) || marker == 0xda { // the picture itself begins
			break
		}
		if segment := data[at+4 : at+2+length]; marker == 0xe1 {
			if tiff, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); ok {
				return orientationIn(tiff)
			}
		}
		at += 2 + length
	}
	return upright
}

// orientationIn reads the orientation from the first directory of TIFF data.
func orientationIn(tiff []byte) int {
	const entry, tagOrientation = 12, 0x0112
	if len(tiff) < 8 {
		return upright
	}
	order := binary.ByteOrder(binary.BigEndian)
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return upright
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < entry {
			break
		}
		if order.Uint16(entries) == tagOrientation {
			if o := int(order.Uint16(entries[8:])); o >= upright && o <= 8 {
				return o
			}
			break
		}
		entries = entries[entry:]
	}
	return upright
}

// lying reports whether a picture of an orientation is to be turned by a quarter.
func lying(orientation int) bool { return orientation >= 5 }

// turned returns a picture as it is to be seen.
func turned(p *image.RGBA, orientation int) *image.RGBA {
	if orientation == upright {
		return p
	}
	w, h := p.Bounds().Dx(), p.Bounds().Dy()
	outW, outH := w, h
	if lying(orientation) {
		outW, outH = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, outW, outH))
	for y := range h {
		for x := range w {
			tx, ty := x, y
			switch orientation {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			copy(out.Pix[out.PixOffset(tx, ty):][:4], p.Pix[p.PixOffset(x, y):][:4])
		}
	}
	return out
}
