package store

import (
	"encoding/json"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// MaxPage is the size in bytes of the largest page or item's content that is
// kept; fetch takes no more either.
const MaxPage = 32 << 20

// codec compresses foreign HTML and documents for keeping.
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

// packJSON returns a value as compressed JSON.
func (c *codec) packJSON(value any) ([]byte, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return c.pack(data), nil
}

// packed scans what packJSON made, or plain JSON, into what value points to.
type packed struct {
	codec *codec
	value any
}

func (p packed) Scan(value any) error {
	data, ok := value.([]byte)
	if !ok {
		return fmt.Errorf("a document is kept as %T", value)
	}
	if len(data) > 0 && data[0] != '{' && data[0] != '[' { // no frame of zstd begins like that
		var err error
		if data, err = p.codec.unpack(data); err != nil {
			return err
		}
	}
	return json.Unmarshal(data, p.value)
}
