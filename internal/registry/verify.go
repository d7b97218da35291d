package registry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Verify reads the files of an installed model and compares their sizes and
// SHA-256 sums with its manifest. The error names every file that differs and
// wraps domain.ErrInvalid.
func (s *Store) Verify(ctx context.Context, m Model) error {
	var problems []error
	for _, f := range m.Files {
		if err := verifyFile(ctx, m.Dir, f); err != nil {
			problems = append(problems, err)
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if len(problems) == 0 {
		return nil
	}
	return fmt.Errorf("%w model %s: %w\nto repair it: dragoman models pull %s", domain.ErrInvalid, m.Pair(), errors.Join(problems...), m.Pair())
}

func verifyFile(ctx context.Context, dir string, f File) error {
	file, err := os.Open(filepath.Join(dir, f.Name))
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // only read
	hash := sha256.New()
	size, err := io.Copy(hash, contextReader{ctx, file})
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", f.Name, err)
	case size != f.Size:
		return fmt.Errorf("%s has %d bytes instead of %d", f.Name, size, f.Size)
	case hex.EncodeToString(hash.Sum(nil)) != f.Sum:
		return fmt.Errorf("%s has another SHA-256 sum than when it was installed", f.Name)
	}
	return nil
}

// contextReader fails when its context ends.
type contextReader struct {
	ctx context.Context //nolint:containedctx // lives for one copy
	r   io.Reader
}

func (r contextReader) Read(p []byte) (int, error) {
	if r.ctx.Err() != nil {
		return 0, context.Cause(r.ctx)
	}
	return r.r.Read(p)
}
