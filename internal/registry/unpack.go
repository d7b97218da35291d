package registry

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/zstd"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// limit is the most bytes that a file of the role may have, packed or not.
func (r Role) limit() int64 {
	switch r {
	case RoleModel:
		return 1 << 30
	case RoleShortlist:
		return 256 << 20
	case RoleVocabulary, RoleSourceVocabulary, RoleTargetVocabulary:
		return 16 << 20
	}
	return 0
}

// signature is how each file of the role begins: the version of Marian's
// binary format, the shortlist's magic number, the first piece's field tag.
// It tells a web page of a portal or proxy from a model.
func (r Role) signature() string {
	switch r {
	case RoleModel:
		return "\x01\x00\x00\x00\x00\x00\x00\x00"
	case RoleShortlist:
		return "\xf5\x17\x34\x01\xd5\x48\x1a\xf1"
	case RoleVocabulary, RoleSourceVocabulary, RoleTargetVocabulary:
		return "\x0a"
	}
	return ""
}

// zstdWindow bounds the memory of unpacking.
const zstdWindow = 64 << 20

// unpack copies a file that is packed with gzip or zstd, or not at all, to
// the new file target and on to the disk. Not more than limit bytes are
// written. How the file is packed shows in its first bytes, because a server
// may unpack what its name says is packed.
func unpack(ctx context.Context, source, target string, role Role, limit int64) (File, error) {
	in, err := os.Open(source)
	if err != nil {
		return File{}, err
	}
	defer in.Close() //nolint:errcheck // only read
	plain, err := unpacking(in)
	if err != nil {
		return File{}, unpackError(err)
	}
	defer plain.Close() //nolint:errcheck // only read
	out, err := os.OpenFile(target, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return File{}, err
	}
	file, err := copyHashed(ctx, out, plain, role, limit)
	return file, errors.Join(err, out.Sync(), out.Close())
}

func unpacking(in io.ReadSeeker) (io.ReadCloser, error) {
	var magic [4]byte
	n, err := io.ReadFull(in, magic[:])
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(magic[:n], []byte{0x1f, 0x8b}):
		return gzip.NewReader(in)
	case bytes.Equal(magic[:n], []byte{0x28, 0xb5, 0x2f, 0xfd}):
		decoder, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(zstdWindow))
		if err != nil {
			return nil, err
		}
		return decoder.IOReadCloser(), nil
	}
	return io.NopCloser(in), nil
}

// copyHashed copies in to out and returns the size and sum. It ends with an
// error that wraps domain.ErrInvalid where in isn't a file of the role or has
// more than limit bytes.
func copyHashed(ctx context.Context, out io.Writer, in io.Reader, role Role, limit int64) (File, error) {
	start := make([]byte, len(role.signature()))
	if n, err := io.ReadFull(in, start); err != nil || string(start) != role.signature() {
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
			return File{}, unpackError(err)
		}
		return File{}, fmt.Errorf("it begins with %q, as no file of the kind %q does: %w", start[:n], role, domain.ErrInvalid)
	}
	hash := sha256.New()
	all := io.MultiReader(bytes.NewReader(start), in)
	size, err := io.Copy(io.MultiWriter(out, hash), io.LimitReader(contextReader{ctx, all}, limit))
	if err != nil {
		return File{}, unpackError(err)
	}
	if n, err := io.ReadFull(all, start[:1]); n > 0 {
		return File{}, fmt.Errorf("it has more than the %d bytes that are allowed: %w", limit, domain.ErrInvalid)
	} else if !errors.Is(err, io.EOF) {
		return File{}, unpackError(err)
	}
	return File{Role: role, Size: size, Sum: hex.EncodeToString(hash.Sum(nil))}, nil
}

// unpackError says of the errors of broken packed data that they are such,
// and leaves those of the disk alone.
func unpackError(err error) error {
	var path *os.PathError
	if errors.As(err, &path) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fmt.Errorf("it can't be unpacked (%w): %w", err, domain.ErrInvalid)
}
