package fetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const (
	acceptEncoding = "gzip, br, zstd, deflate"
	// maxCodings is how many codings of one body are undone: more than one is
	// rare, more than two an attack.
	maxCodings = 2
	// maxZstdWindow is what RFC 9659 demands of the zstd content coding.
	maxZstdWindow = 8 << 20
)

// readBody reads a body and undoes its Content-Encoding. What is read from the
// wire, what each coding yields, and so the result, are at most limit bytes
// each: more is ErrTooLarge, and what was read so far is returned with it.
func readBody(body io.Reader, contentEncoding string, limit int64) ([]byte, error) {
	codings, err := parseCodings(contentEncoding)
	if err != nil {
		return nil, err
	}
	r := io.Reader(&boundedReader{r: body, left: limit, limit: limit})
	for _, coding := range slices.Backward(codings) {
		decoded, done, err := decoder(coding, r)
		if errors.Is(err, io.EOF) {
			return nil, nil // an empty body, whatever its header says
		}
		if err != nil {
			return nil, fmt.Errorf("decode %s: %w", coding, err)
		}
		defer done()
		r = &boundedReader{r: decoded, left: limit, limit: limit}
	}
	data, err := io.ReadAll(r)
	if err != nil && len(codings) > 0 {
		err = fmt.Errorf("decode %s: %w", strings.Join(codings, ", "), err)
	}
	return data, err
}

func parseCodings(header string) ([]string, error) {
	var codings []string
	for name := range strings.SplitSeq(header, ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "" || name == "identity" {
			continue
		}
		codings = append(codings, strings.TrimPrefix(name, "x-"))
	}
	if len(codings) > maxCodings {
		return nil, fmt.Errorf("%d content codings on one body, at most %d are undone: %w", len(codings), maxCodings, domain.ErrPermanent)
	}
	return codings, nil
}

// decoder returns a reader that undoes one coding, and what frees it.
func decoder(coding string, r io.Reader) (io.Reader, func(), error) {
	nothing := func() {}
	switch coding {
	case "gzip":
		z, err := gzip.NewReader(r)
		return z, nothing, err
	case "br":
		return brotli.NewReader(r), nothing, nil
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderMaxWindow(maxZstdWindow), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	case "deflate":
		return inflater(r), nothing, nil
	default:
		return nil, nil, fmt.Errorf("unknown content coding, though only %q was asked for: %w", acceptEncoding, domain.ErrPermanent)
	}
}

// inflater undoes "deflate", which means the zlib format (RFC 9110 section
// 8.4.1.2) although some servers send it without zlib's header.
func inflater(r io.Reader) io.Reader {
	buffered := bufio.NewReader(r)
	head, err := buffered.Peek(2)
	if err == nil && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		if z, err := zlib.NewReader(buffered); err == nil {
			return z
		}
	}
	return flate.NewReader(buffered)
}

// boundedReader fails with ErrTooLarge after limit bytes.
type boundedReader struct {
	r           io.Reader
	left, limit int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.r.Read(p)
	if int64(n) > b.left {
		return int(b.left), fmt.Errorf("more than %d bytes: %w", b.limit, ErrTooLarge)
	}
	b.left -= int64(n)
	return n, err
}
