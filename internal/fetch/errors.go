package fetch

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"math"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// ErrTooLarge says that a body is larger than Config.MaxBytes. It is
// permanent.
var ErrTooLarge = fmt.Errorf("larger than the limit: %w", domain.ErrPermanent)

// StatusError is an answer whose status says that there is nothing to use.
// It belongs to domain.ErrNotFound (404, 410), domain.ErrForbidden (401, 402,
// 403, 407, 451), domain.ErrRateLimited (429, and 503 with a Retry-After) or
// domain.ErrPermanent (other 4xx, and 3xx that lead nowhere). Other 5xx, 408
// and 425 belong to no class: trying again later may help.
type StatusError struct {
	URL        string
	Status     int
	RetryAfter time.Duration // how long the server asked to wait; 0 when it did not say
}

func (e *StatusError) Error() string {
	text := fmt.Sprintf("%s answered %d %s", e.URL, e.Status, http.StatusText(e.Status))
	if e.RetryAfter > 0 {
		text += fmt.Sprintf(" and asks to wait %s", e.RetryAfter.Round(time.Second))
	}
	return text
}

// Unwrap returns the class of the error, or nil.
func (e *StatusError) Unwrap() error {
	switch s := e.Status; {
	case s == http.StatusNotFound || s == http.StatusGone:
		return domain.ErrNotFound
	case s == http.StatusUnauthorized, s == http.StatusPaymentRequired, s == http.StatusForbidden,
		s == http.StatusProxyAuthRequired, s == http.StatusUnavailableForLegalReasons:
		return domain.ErrForbidden
	case s == http.StatusTooManyRequests, s == http.StatusServiceUnavailable && e.RetryAfter > 0:
		return domain.ErrRateLimited
	case s == http.StatusRequestTimeout, s == http.StatusTooEarly, s >= 500:
		return nil
	default:
		return domain.ErrPermanent
	}
}

// BackoffError says that a host asked to wait and the time has not come yet,
// so nothing was sent. It belongs to domain.ErrRateLimited.
type BackoffError struct {
	Host       string
	RetryAfter time.Duration // how long there is left to wait
}

func (e *BackoffError) Error() string {
	return fmt.Sprintf("%s asked to be left alone for another %s", e.Host, e.RetryAfter.Round(time.Second))
}

// Unwrap returns domain.ErrRateLimited.
func (e *BackoffError) Unwrap() error { return domain.ErrRateLimited }

// RetryAfter returns how long a rate-limited error asks to wait, or 0.
func RetryAfter(err error) time.Duration {
	if e, ok := errors.AsType[*StatusError](err); ok {
		return e.RetryAfter
	}
	if e, ok := errors.AsType[*BackoffError](err); ok {
		return e.RetryAfter
	}
	return 0
}

// maxRetryAfter bounds what a Retry-After header can demand.
const maxRetryAfter = 24 * time.Hour

// parseRetryAfter reads a Retry-After header (RFC 9110 section 10.2.3),
// seconds or a date, as a wait of at most maxRetryAfter. What is neither, or
// is past, is 0.
func parseRetryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if digits := strings.Trim(value, "0123456789"); digits == "" && value != "" {
		seconds, err := strconv.ParseInt(value, 10, 64)
		if err != nil || seconds > math.MaxInt32 {
			return maxRetryAfter
		}
		return min(time.Duration(seconds)*time.Second, maxRetryAfter)
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	return min(max(at.Sub(now), 0), maxRetryAfter)
}

// explain adds to a transport's error what a person can do about it.
func explain(err error, c Config) error {
	if dns, ok := errors.AsType[*net.DNSError](err); ok && dns.IsNotFound {
		return fmt.Errorf("%w: the host name does not exist or cannot be resolved here; check its spelling", err)
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return fmt.Errorf("%w: the site's certificate is not signed by an authority that this machine knows", err)
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) || isTimeout(err) {
		return fmt.Errorf("%w: the site is slow or down (a connection may take %s, all of it %s); try again later", err, c.ConnectTimeout, c.Timeout)
	}
	return err
}

func isTimeout(err error) bool {
	e, ok := errors.AsType[net.Error](err)
	return ok && e.Timeout()
}
