package queue

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// A job that was asked to wait waits this long when it wasn't told how long,
// and never longer than a day.
const (
	defaultSnooze = time.Minute
	longestSnooze = 24 * time.Hour
)

// outcomes says what an error's class means for a job; the first that fits
// counts. An error of no class is tried again with growing waits until the
// kind's attempts are used up.
var outcomes = []struct {
	class error
	does  action
}{
	{domain.ErrRateLimited, snooze},
	{domain.ErrPermanent, cancel},
	{domain.ErrInvalid, cancel},
	{domain.ErrNotFound, cancel},
	{domain.ErrForbidden, cancel},
}

type action int

const (
	retry  action = iota // later, with growing waits
	snooze               // when the other side allows it; doesn't count as an attempt
	cancel               // never, with the reason
)

// actionOf looks an error up in the table.
func actionOf(err error) action {
	for _, o := range outcomes {
		if errors.Is(err, o.class) {
			return o.does
		}
	}
	return retry
}

// Outcome is how an attempt at a job ended.
type Outcome string

// The outcomes.
const (
	Succeeded   Outcome = "succeeded"
	Failed      Outcome = "failed"      // it is tried again, unless its attempts are used up
	Postponed   Outcome = "postponed"   // the other side asked to wait
	GivenUp     Outcome = "given up"    // trying again would fail the same way
	Interrupted Outcome = "interrupted" // the process was stopped; it starts again
)

func outcomeOf(ctx context.Context, err error) Outcome {
	switch {
	case err == nil:
		return Succeeded
	case errors.Is(ctx.Err(), context.Canceled):
		return Interrupted
	}
	switch actionOf(err) {
	case snooze:
		return Postponed
	case cancel:
		return GivenUp
	default:
		return Failed
	}
}

// outcome returns a worker's error as River understands it.
func outcome(ctx context.Context, err error, retryAfter func(error) time.Duration) error {
	if err == nil || ctx.Err() != nil { // what fails because it was stopped says nothing about the job
		return err
	}
	switch actionOf(err) {
	case snooze:
		wait := retryAfter(err)
		if wait <= 0 {
			wait = defaultSnooze
		}
		return river.JobSnooze(min(wait, longestSnooze))
	case cancel:
		return river.JobCancel(err)
	default:
		return err
	}
}
