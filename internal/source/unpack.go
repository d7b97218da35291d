package source

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Unpack returns the contents of a gzip file, as sitemaps often are (a
// sitemap.xml.gz, which is not the same as a compressed transfer), and
// anything else as it is. More than limit bytes, and a file that is broken
// from the beginning, are domain.ErrInvalid; of one that breaks off later, what
// comes before is returned.
func Unpack(data []byte, limit int64) ([]byte, error) {
	if !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		return data, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("unpack gzip: %w: %w", err, domain.ErrInvalid)
	}
	out, err := io.ReadAll(io.LimitReader(z, limit+1))
	switch {
	case int64(len(out)) > limit:
		return nil, fmt.Errorf("unpack gzip: more than %d bytes: %w", limit, domain.ErrInvalid)
	case err != nil && len(out) == 0:
		return nil, fmt.Errorf("unpack gzip: %w: %w", err, domain.ErrInvalid)
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, gzip.ErrHeader) && !errors.Is(err, gzip.ErrChecksum):
		return nil, fmt.Errorf("unpack gzip: %w: %w", err, domain.ErrInvalid)
	}
	return out, nil
}
