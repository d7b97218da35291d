package translate

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

type waiting struct{ time.Duration }

func (waiting) Error() string               { return "wait" }
func (waiting) Unwrap() error               { return ErrUnavailable }
func (w waiting) RetryAfter() time.Duration { return w.Duration }

func TestBreaker(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	b := NewBreakers(func() time.Time { return now })
	down := fmt.Errorf("no route: %w", ErrUnavailable)
	asked := 0
	call := func(err error) error {
		_, got := b.guarded("deepl", func() ([]Output, error) {
			asked++
			return nil, err
		})
		return got
	}
	resting := func(want time.Duration) {
		t.Helper()
		if e, ok := errors.AsType[*Resting](b.resting("deepl")); want != time.Minute && (!ok || e.Wait != want) {
			t.Fatalf("resting says %+v", e)
		}
		before := asked
		e, ok := errors.AsType[*Resting](call(nil))
		if !ok || e.Wait != want || asked != before || !errors.Is(e, ErrUnavailable) || RetryAfter(e) != want {
			t.Fatalf("resting %t %+v, asked %d times, want to rest for %s", ok, e, asked-before, want)
		}
	}
	works := func(err error) {
		t.Helper()
		if e := b.resting("deepl"); e != nil {
			t.Fatalf("resting says %v", e)
		}
		if before := asked; !errors.Is(call(err), err) || asked != before+1 {
			t.Fatal("it was not asked")
		}
	}
	// Failures that are not the engine's, and those that a success interrupts, don't count.
	for _, err := range []error{down, down, nil, down, domain.ErrPermanent, down, down, context.Canceled, nil} {
		works(err)
	}
	for range 3 {
		works(down)
	}
	resting(time.Minute)
	if _, err := b.guarded("azure", func() ([]Output, error) { return nil, nil }); err != nil {
		t.Errorf("another engine: %v", err)
	}
	now = now.Add(59 * time.Second)
	resting(time.Second)
	now = now.Add(time.Second)
	// Half-open: one trial at a time.
	err := func() error {
		_, err := b.guarded("deepl", func() ([]Output, error) {
			resting(time.Minute)
			return nil, down
		})
		return err
	}()
	if !errors.Is(err, down) {
		t.Fatal(err)
	}
	resting(2 * time.Minute)
	for want := 4 * time.Minute; want < 40*time.Minute; want *= 2 {
		now = now.Add(time.Hour)
		works(down)
		resting(min(want, 30*time.Minute))
	}
	now = now.Add(time.Hour)
	works(context.Canceled) // a trial that was called off leaves the next one
	works(nil)
	works(down)
	works(down)
	works(nil)
	// Who asks to wait is left alone at once, for as long as that.
	works(waiting{7 * time.Second})
	resting(7 * time.Second)
	now = now.Add(7 * time.Second)
	works(nil)
	works(nil)
}
