package translate

import (
	"errors"
	"fmt"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// ErrQuota says that what an account or a budget allows is used up: nothing
// was translated, and it helps to wait longer than after other rate limits.
var ErrQuota = fmt.Errorf("used up: %w", domain.ErrRateLimited)

// ErrUnavailable says that a service could not be asked whatever the text: it
// wasn't reached, didn't answer in time, failed, or doesn't accept the caller.
var ErrUnavailable = errors.New("unavailable")

// RetryAfter returns how long an error of an engine asks to wait before the
// next try, or 0 where it doesn't say.
func RetryAfter(err error) time.Duration {
	var e interface{ RetryAfter() time.Duration }
	if errors.As(err, &e) {
		return e.RetryAfter()
	}
	return 0
}
