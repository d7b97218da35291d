package story

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func notFound(err error) bool { return errors.Is(err, domain.ErrNotFound) }

// pack writes a vector as 12 bytes a term: hash and weight, little-endian.
func (v vector) pack() []byte {
	out := make([]byte, 0, 12*len(v))
	for _, t := range v {
		out = binary.LittleEndian.AppendUint64(out, uint64(t.hash))
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(t.weight)))
	}
	return out
}

func unpackVector(data []byte) (vector, error) {
	if len(data)%12 != 0 || len(data) > 12*centroidTerms {
		return nil, fmt.Errorf("a story's terms are %d bytes: %w", len(data), domain.ErrInvalid)
	}
	var v vector
	for ; len(data) > 0; data = data[12:] {
		v = append(v, term{int64(binary.LittleEndian.Uint64(data)), float64(math.Float32frombits(binary.LittleEndian.Uint32(data[8:])))})
	}
	return v, nil
}

// pack writes a wording as its exact hash, its limit and its sample.
func (w wording) pack() []byte {
	out := binary.LittleEndian.AppendUint32(nil, w.exact)
	out = binary.LittleEndian.AppendUint32(out, w.limit)
	for _, h := range w.sample {
		out = binary.LittleEndian.AppendUint32(out, h)
	}
	return out
}

func unpackWording(data []byte) (wording, error) {
	if len(data) < 8 || len(data)%4 != 0 || len(data) > 8+4*most {
		return wording{}, fmt.Errorf("a sketch is %d bytes: %w", len(data), domain.ErrInvalid)
	}
	w := wording{exact: binary.LittleEndian.Uint32(data), limit: binary.LittleEndian.Uint32(data[4:])}
	for data = data[8:]; len(data) > 0; data = data[4:] {
		w.sample = append(w.sample, binary.LittleEndian.Uint32(data))
	}
	return w, nil
}
