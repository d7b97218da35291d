package registry

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

var errStalled = errors.New("the server stopped sending")

// stream sends a request and hands the answer to use. Both end when nothing
// arrives for Config.Stall.
func (s *Store) stream(req *http.Request, use func(*http.Response) error) error {
	if s.config.Client == nil {
		return permanent{errors.New("the model store has no client to download with")}
	}
	ctx, cancel := context.WithCancelCause(req.Context())
	defer cancel(nil)
	stalled := time.AfterFunc(s.config.Stall, func() {
		cancel(fmt.Errorf("%w for %s", errStalled, s.config.Stall))
	})
	defer stalled.Stop()
	resp, err := s.config.Client.Do(req.WithContext(ctx))
	if err != nil {
		return s.classify(ctx, err)
	}
	defer resp.Body.Close() //nolint:errcheck // what matters has been read
	resp.Body = watchedBody{resp.Body, func() { stalled.Reset(s.config.Stall) }}
	return s.classify(ctx, use(resp))
}

// classify puts the stall in the place of what it led to, and marks what a
// rule of the client forbids as final.
func (s *Store) classify(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if cause := context.Cause(ctx); errors.Is(cause, errStalled) {
		return cause
	}
	for _, class := range []error{domain.ErrForbidden, domain.ErrPermanent} {
		if errors.Is(err, class) {
			return permanent{err}
		}
	}
	return err
}

// watchedBody calls alive whenever something has been read.
type watchedBody struct {
	io.ReadCloser
	alive func()
}

func (b watchedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if n > 0 {
		b.alive()
	}
	return n, err
}

// statusError turns an answer that is no file into an error.
func statusError(resp *http.Response) error {
	err := fmt.Errorf("the server answered %d %s", resp.StatusCode, http.StatusText(resp.StatusCode))
	switch code := resp.StatusCode; {
	case code == http.StatusTooManyRequests:
		return retryAfter{fmt.Errorf("%w: %w", err, domain.ErrRateLimited), askedPause(resp.Header)}
	case code >= 500, code == http.StatusRequestTimeout:
		return retryAfter{err, askedPause(resp.Header)}
	case code == http.StatusNotFound, code == http.StatusGone:
		return permanent{fmt.Errorf("%w: %w", err, domain.ErrNotFound)}
	case code == http.StatusUnauthorized, code == http.StatusForbidden:
		return permanent{fmt.Errorf("%w: %w", err, domain.ErrForbidden)}
	}
	return permanent{fmt.Errorf("%w: %w", err, domain.ErrPermanent)}
}

func askedPause(header http.Header) time.Duration {
	seconds, err := strconv.ParseUint(header.Get("Retry-After"), 10, 16)
	if err != nil {
		return 0
	}
	return time.Duration(seconds) * time.Second
}

// get reads a small file into memory, with the same patience as a download.
func (s *Store) get(ctx context.Context, address string, limit int64) ([]byte, error) {
	for failures := 1; ; failures++ {
		data, err := s.getOnce(ctx, address, limit)
		var final permanent
		switch {
		case err == nil:
			return data, nil
		case ctx.Err() != nil:
			return nil, context.Cause(ctx)
		case errors.As(err, &final):
			return nil, fmt.Errorf("%s: %w", address, final.error)
		case failures >= s.config.Attempts:
			return nil, fmt.Errorf("%s: %w; try again later", address, err)
		}
		if err := sleep(ctx, s.pause(failures, err)); err != nil {
			return nil, err
		}
	}
}

func (s *Store) getOnce(ctx context.Context, address string, limit int64) (data []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, permanent{err}
	}
	req.Header.Set("Accept-Encoding", "identity")
	err = s.stream(req, func(resp *http.Response) error {
		if resp.StatusCode != http.StatusOK {
			return statusError(resp)
		}
		data, err = io.ReadAll(io.LimitReader(resp.Body, limit+1))
		if err == nil && int64(len(data)) > limit {
			return permanent{fmt.Errorf("more than %d bytes: %w", limit, domain.ErrInvalid)}
		}
		return err
	})
	return data, err
}
