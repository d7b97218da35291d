package translate

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const (
	// breakAfter is how many failures in a row keep an engine from being asked.
	breakAfter = 3
	// firstRest is how long it rests then; each failed trial afterwards doubles it.
	firstRest = time.Minute
	lastRest  = 30 * time.Minute
)

// Breakers keep engines from being asked that can't answer: those that failed
// several times in a row, and those that asked to wait. After a rest one call
// tries. They are safe for concurrent use; a program has one set of them.
type Breakers struct {
	now func() time.Time

	mu    sync.Mutex
	known map[string]*breaker // by engine
}

// breaker is closed while failures is below breakAfter and until is past; it
// is open before until; it is half-open when one trial is under way.
type breaker struct {
	failures int
	until    time.Time
	rest     time.Duration
	trying   bool
	last     error
}

// NewBreakers returns breakers that are closed.
func NewBreakers(now func() time.Time) *Breakers {
	return &Breakers{now: now, known: map[string]*breaker{}}
}

// Resting says that an engine wasn't asked, since it failed before. It belongs
// to ErrUnavailable.
type Resting struct {
	Engine string
	Wait   time.Duration // until it is tried again
	Last   error         // what it failed with
}

func (e *Resting) Error() string {
	return fmt.Sprintf("engine %s rests for %s after: %v", e.Engine, e.Wait.Round(time.Second), e.Last)
}

// Unwrap returns ErrUnavailable and domain.ErrRateLimited: it helps to wait.
func (e *Resting) Unwrap() []error { return []error{ErrUnavailable, domain.ErrRateLimited} }

// RetryAfter returns Wait; see the function RetryAfter.
func (e *Resting) RetryAfter() time.Duration { return e.Wait }

// allow returns nil when the engine may be asked, else a *Resting. Who is
// allowed tells report what came of it.
func (b *Breakers) allow(engine string) error {
	if b == nil {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	s := b.known[engine]
	if s == nil || s.until.IsZero() {
		return nil
	}
	now := b.now()
	switch {
	case now.Before(s.until):
		return &Resting{Engine: engine, Wait: s.until.Sub(now), Last: s.last}
	case s.trying:
		return &Resting{Engine: engine, Wait: firstRest, Last: s.last}
	}
	s.trying = true
	return nil
}

// resting returns a *Resting while the engine is not to be asked at all.
func (b *Breakers) resting(engine string) error {
	if b == nil {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if s := b.known[engine]; s != nil && b.now().Before(s.until) {
		return &Resting{Engine: engine, Wait: s.until.Sub(b.now()), Last: s.last}
	}
	return nil
}

// report says what came of a call. Only errors of ErrUnavailable speak of the
// engine, others of what it was given.
func (b *Breakers) report(engine string, err error) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	s := b.known[engine]
	if s == nil {
		s = &breaker{}
		b.known[engine] = s
	}
	trial := s.trying
	s.trying = false
	switch {
	case errors.Is(err, context.Canceled): // says nothing
	case !errors.Is(err, ErrUnavailable):
		*s = breaker{}
	case RetryAfter(err) > 0:
		s.open(b.now(), RetryAfter(err), err)
	default:
		s.failures++
		if trial || s.failures >= breakAfter {
			s.rest = min(max(2*s.rest, firstRest), lastRest)
			s.open(b.now(), s.rest, err)
		}
	}
}

func (s *breaker) open(now time.Time, rest time.Duration, err error) {
	s.until, s.last = now.Add(rest), err
}

// guarded calls f unless the engine rests, and reports what came of it.
func (b *Breakers) guarded(engine string, f func() ([]Output, error)) ([]Output, error) {
	if err := b.allow(engine); err != nil {
		return nil, err
	}
	out, err := f()
	b.report(engine, err)
	return out, err
}
