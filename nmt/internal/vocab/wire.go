package vocab

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// The wire types of protobuf's encoding; groups (3 and 4) are not in use.
const (
	wireVarint  = 0
	wireFixed64 = 1
	wireBytes   = 2
	wireFixed32 = 5
)

var errTruncated = errors.New("truncated")

// field is one field of a protobuf message. Bytes shares the message's memory.
type field struct {
	number int
	wire   int
	value  uint64 // varints and the bits of fixed-size numbers
	bytes  string
}

// fields calls visit for each field of a protobuf message in its order.
func fields(message string, visit func(field) error) error {
	for len(message) > 0 {
		f, rest, err := nextField(message)
		if err != nil {
			return err
		}
		if err := visit(f); err != nil {
			return err
		}
		message = rest
	}
	return nil
}

func nextField(message string) (f field, rest string, err error) {
	key, rest, err := varint(message)
	if err != nil {
		return field{}, "", err
	}
	f.wire = int(key & 7)
	if key>>3 == 0 || key>>3 > math.MaxInt32>>2 {
		return field{}, "", fmt.Errorf("field number %d", key>>3)
	}
	f.number = int(key >> 3)
	size := uint64(0)
	switch f.wire {
	case wireVarint:
		f.value, rest, err = varint(rest)
		return f, rest, err
	case wireFixed64:
		size = 8
	case wireFixed32:
		size = 4
	case wireBytes:
		if size, rest, err = varint(rest); err != nil {
			return field{}, "", err
		}
	default:
		return field{}, "", fmt.Errorf("field %d has wire type %d", f.number, f.wire)
	}
	if size > uint64(len(rest)) {
		return field{}, "", fmt.Errorf("field %d: %w", f.number, errTruncated)
	}
	f.bytes, rest = rest[:size], rest[size:]
	switch f.wire {
	case wireFixed64:
		f.value = binary.LittleEndian.Uint64([]byte(f.bytes))
	case wireFixed32:
		f.value = uint64(binary.LittleEndian.Uint32([]byte(f.bytes)))
	}
	return f, rest, nil
}

func varint(s string) (value uint64, rest string, err error) {
	for i := range min(len(s), binary.MaxVarintLen64) {
		b := s[i]
		if i == binary.MaxVarintLen64-1 && b > 1 {
			break
		}
		value |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			return value, s[i+1:], nil
		}
	}
	if len(s) < binary.MaxVarintLen64 {
		return 0, "", errTruncated
	}
	return 0, "", errors.New("number of more than 64 bits")
}

// want reports that a field's wire type isn't the one that its number has.
func (f field) want(wire int) error {
	if f.wire != wire {
		return fmt.Errorf("field %d has wire type %d instead of %d", f.number, f.wire, wire)
	}
	return nil
}

func (f field) setBool(to *bool) error {
	*to = f.value != 0
	return f.want(wireVarint)
}

func (f field) setInt(to *int) error {
	*to = int(int32(f.value))
	return f.want(wireVarint)
}

func (f field) setFloat(to *float32) error {
	*to = math.Float32frombits(uint32(f.value))
	return f.want(wireFixed32)
}

func (f field) setString(to *string) error {
	*to = f.bytes
	return f.want(wireBytes)
}
