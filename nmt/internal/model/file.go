// Package model reads the files of a Firefox Translations (Marian) student
// model: the binary model with its embedded configuration, and the lexical
// shortlist. Files are taken as hostile: every length is checked against the
// bytes that are there before anything is allocated for it.
package model

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"unicode/utf8"
	"unsafe"
)

// ErrFormat is wrapped by every error about bytes that are not what the format
// demands.
var ErrFormat = errors.New("malformed model")

// ErrUnsupported is wrapped by every error about a model that may be sound but
// is built in a way that this package doesn't run. The message names it.
var ErrUnsupported = errors.New("unsupported")

// Kinds of items, as Marian numbers its types (common/types.h).
const (
	kindInt8     = 0x0101
	kindFloat32  = 0x0404
	kindIntgemm8 = 0x4101
)

const (
	fileVersion   = 1
	itemHeadSize  = 32
	maxRank       = 8
	maxNameLength = 256
	configName    = "special:model.yml"
)

// item is one named array. data aliases the file.
type item struct {
	kind  uint64
	shape []int
	count int // the product of shape
	data  []byte
}

// file is the table of a model file's items.
type file struct {
	items map[string]item
}

// reader takes bytes from the front of what is left of a file.
type reader struct {
	left []byte
}

func (r *reader) take(n uint64, what string) ([]byte, error) {
	if n > uint64(len(r.left)) {
		return nil, fmt.Errorf("%w: %s needs %d bytes, %d are left", ErrFormat, what, n, len(r.left))
	}
	b := r.left[:n]
	r.left = r.left[n:]
	return b, nil
}

func (r *reader) uint64(what string) (uint64, error) {
	b, err := r.take(8, what)
	if err != nil {
		return 0, err
	}
	return binary.LittleEndian.Uint64(b), nil
}

// parseFile reads the item table of a model file. The items alias data.
func parseFile(data []byte) (*file, error) {
	r := &reader{left: data}
	version, err := r.uint64("version")
	if err != nil {
		return nil, err
	}
	if version != fileVersion {
		return nil, fmt.Errorf("%w: version %d, want %d (is this a Marian binary model?)", ErrFormat, version, fileVersion)
	}
	count, err := r.uint64("number of items")
	if err != nil {
		return nil, err
	}
	if count > uint64(len(r.left))/itemHeadSize {
		return nil, fmt.Errorf("%w: %d items can't fit into %d bytes", ErrFormat, count, len(data))
	}
	heads, err := r.take(count*itemHeadSize, "item table")
	if err != nil {
		return nil, err
	}
	names, err := readNames(r, heads)
	if err != nil {
		return nil, err
	}
	shapes, err := readShapes(r, heads, names, len(data))
	if err != nil {
		return nil, err
	}
	pad, err := r.uint64("length of padding")
	if err != nil {
		return nil, err
	}
	if _, err := r.take(pad, "padding"); err != nil {
		return nil, err
	}
	return readItems(r, heads, names, shapes)
}

// headField gives one of an item's four header numbers: 0 is the length of its
// name, 1 its kind, 2 its rank, 3 the length of its data.
func headField(heads []byte, i, field int) uint64 {
	return binary.LittleEndian.Uint64(heads[i*itemHeadSize+8*field:])
}

func readNames(r *reader, heads []byte) ([]string, error) {
	names := make([]string, len(heads)/itemHeadSize)
	for i := range names {
		length := headField(heads, i, 0)
		if length < 2 || length > maxNameLength {
			return nil, fmt.Errorf("%w: item %d has a name of %d bytes", ErrFormat, i, length)
		}
		b, err := r.take(length, "name of an item")
		if err != nil {
			return nil, err
		}
		last := len(b) - 1
		if b[last] != 0 || !utf8.Valid(b[:last]) {
			return nil, fmt.Errorf("%w: name of item %d is not text that ends in a zero byte", ErrFormat, i)
		}
		names[i] = string(b[:last])
	}
	return names, nil
}

func readShapes(r *reader, heads []byte, names []string, size int) ([][]int, error) {
	shapes := make([][]int, len(names))
	for i, name := range names {
		rank := headField(heads, i, 2)
		if rank > maxRank {
			return nil, fmt.Errorf("%w: %q has rank %d", ErrFormat, name, rank)
		}
		b, err := r.take(4*rank, "shape of an item")
		if err != nil {
			return nil, err
		}
		shape := make([]int, rank)
		for j := range shape {
			n := binary.LittleEndian.Uint32(b[4*j:])
			if n == 0 || uint64(n) > uint64(size) { // no element is smaller than a byte
				return nil, fmt.Errorf("%w: %q has a dimension of %d in a file of %d bytes", ErrFormat, name, n, size)
			}
			shape[j] = int(n)
		}
		shapes[i] = shape
	}
	return shapes, nil
}

func readItems(r *reader, heads []byte, names []string, shapes [][]int) (*file, error) {
	f := &file{items: make(map[string]item, len(names))}
	for i, name := range names {
		if _, twice := f.items[name]; twice {
			return nil, fmt.Errorf("%w: two items named %q", ErrFormat, name)
		}
		data, err := r.take(headField(heads, i, 3), fmt.Sprintf("data of %q", name))
		if err != nil {
			return nil, err
		}
		it := item{kind: headField(heads, i, 1), shape: shapes[i], data: data, count: 1}
		for _, n := range it.shape {
			if n > len(data)/it.count {
				return nil, fmt.Errorf("%w: %q has shape %v but %d bytes of data", ErrFormat, name, it.shape, len(data))
			}
			it.count *= n
		}
		if need := it.size(); need > len(data) {
			return nil, fmt.Errorf("%w: %q has shape %v, which needs %d bytes, but %d bytes of data", ErrFormat, name, it.shape, need, len(data))
		}
		f.items[name] = it
	}
	return f, nil
}

// size is the number of bytes that the item's elements need. Of a kind that
// this package doesn't read it is 0: such items are refused where they are used.
func (it item) size() int {
	switch it.kind {
	case kindInt8:
		return it.count
	case kindIntgemm8:
		return it.count + 4
	case kindFloat32:
		return 4 * it.count
	}
	return 0
}

func (f *file) get(name string) (item, error) {
	it, ok := f.items[name]
	if !ok {
		return item{}, fmt.Errorf("%w: no item %q", ErrFormat, name)
	}
	return it, nil
}

// floats gives a float item's elements, of which there must be want.
func (f *file) floats(name string, want int) ([]float32, error) {
	it, err := f.get(name)
	if err != nil {
		return nil, err
	}
	if it.kind != kindFloat32 {
		return nil, fmt.Errorf("%w: %q is of type %#x, not 32-bit floats", ErrUnsupported, name, it.kind)
	}
	if it.count != want {
		return nil, fmt.Errorf("%w: %q has shape %v, want %d elements", ErrFormat, name, it.shape, want)
	}
	out := make([]float32, want)
	for i := range out {
		out[i] = readFloat(it.data[4*i:])
		if !finite(out[i]) {
			return nil, fmt.Errorf("%w: element %d of %q is not a finite number", ErrFormat, i, name)
		}
	}
	return out, nil
}

// weights gives an int8 matrix, aliasing the file, and its scale: the float
// value of an element is the integer divided by the scale.
func (f *file) weights(name string, rows, cols int) ([]int8, float32, error) {
	it, err := f.get(name)
	if err != nil {
		return nil, 0, err
	}
	if it.kind != kindIntgemm8 {
		return nil, 0, fmt.Errorf("%w: %q is of type %#x, not int8 (intgemm8); only models quantised to int8 are run", ErrUnsupported, name, it.kind)
	}
	if len(it.shape) != 2 || it.shape[0] != rows || it.shape[1] != cols {
		return nil, 0, fmt.Errorf("%w: %q has shape %v, want [%d %d]", ErrFormat, name, it.shape, rows, cols)
	}
	scale := readFloat(it.data[it.count:])
	if !finite(scale) || scale <= 0 {
		return nil, 0, fmt.Errorf("%w: %q has the scale %g", ErrFormat, name, scale)
	}
	return asInt8(it.data[:it.count]), scale, nil
}

// scalar gives the only element of an item, be it a float or quantised.
func (f *file) scalar(name string) (float32, error) {
	it, err := f.get(name)
	if err != nil {
		return 0, err
	}
	if it.count != 1 {
		return 0, fmt.Errorf("%w: %q has shape %v, want one element", ErrFormat, name, it.shape)
	}
	var v float32
	switch it.kind {
	case kindFloat32:
		v = readFloat(it.data)
	case kindIntgemm8:
		v = float32(asInt8(it.data[:1])[0]) / readFloat(it.data[1:])
	default:
		return 0, fmt.Errorf("%w: %q is of type %#x", ErrUnsupported, name, it.kind)
	}
	if !finite(v) || v <= 0 {
		return 0, fmt.Errorf("%w: %q is %g", ErrFormat, name, v)
	}
	return v, nil
}

func readFloat(b []byte) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(b))
}

func finite(v float32) bool {
	return v-v == 0
}

func asInt8(b []byte) []int8 {
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(b))), len(b))
}
