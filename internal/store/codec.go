package store

import (
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// MaxPage is the size in bytes of the largest page or item's content that is
// kept; fetch takes no more either.
const MaxPage = 32 << 20

// codec compresses foreign HTML for keeping.
type codec struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
}

func newCodec() (*codec, error) {
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true), zstd.WithWindowSize(1<<20))
	if err != nil {
		return nil, fmt.Errorf("compression: %w", err)
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(MaxPage))
	if err != nil {
		return nil, fmt.Errorf("compression: %w", err)
	}
	return &codec{encoder: encoder, decoder: decoder}, nil
}

// pack returns data compressed; nothing stays nothing.
func (c *codec) pack(data []byte) []byte {
	if len(data) == 0 {
		return []byte{}
	}
	return c.encoder.EncodeAll(data, nil)
}

func (c *codec) unpack(data []byte) ([]byte, error) {
	if len(data) == 0 {
		return nil, nil
	}
	return c.decoder.DecodeAll(data, nil)
}
