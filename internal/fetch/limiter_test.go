package fetch

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestLimiterSpacesRequests(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(2)
		start := time.Now()
		var starts []time.Duration
		done := make(chan time.Duration)
		for range 4 {
			go func() {
				release, err := l.acquire(t.Context(), "a", time.Second)
				if err != nil {
					t.Error(err)
				}
				at := time.Since(start)
				time.Sleep(3 * time.Second)
				release()
				done <- at
			}()
		}
		for range 4 {
			starts = append(starts, <-done)
		}
		// Two at a time, each 3 s long, a second apart.
		if diff := cmp.Diff([]time.Duration{0, time.Second, 3 * time.Second, 4 * time.Second}, starts); diff != "" {
			t.Error(diff)
		}
		release, err := l.acquire(t.Context(), "b", time.Second)
		if err != nil || time.Since(start) != 7*time.Second {
			t.Errorf("another host waited: %s, %v", time.Since(start), err)
		}
		release()
	})
}

func TestLimiterLetsGo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(1)
		release, err := l.acquire(t.Context(), "a", time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := l.acquire(ctx, "a", 0); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waiting for a slot: %v", err)
		}
		release()
		release() // harmless
		ctx, cancel = context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := l.acquire(ctx, "a", 0); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waiting for the time: %v", err)
		}
		time.Sleep(time.Minute)
		if release, err = l.acquire(t.Context(), "a", 0); err != nil {
			t.Fatal(err)
		}
		release()
		l.sweep()
		if len(l.hosts) != 1 {
			t.Errorf("%d hosts are remembered at the very end of the delay, want 1", len(l.hosts))
		}
		time.Sleep(time.Second)
		l.pauseFor("b", time.Hour)
		l.sweep()
		if len(l.hosts) != 1 || l.hosts["b"] == nil {
			t.Errorf("remembered: %v, want only b, which is paused", l.hosts)
		}
	})
}

func TestLimiterQueuesReservations(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(4)
		start := time.Now()
		done := make(chan time.Duration)
		for range 4 {
			go func() {
				release, err := l.acquire(t.Context(), "a", time.Second)
				if err != nil {
					t.Error(err)
				}
				defer release()
				done <- time.Since(start)
			}()
		}
		for want := range 4 {
			if got := <-done; got != time.Duration(want)*time.Second {
				t.Errorf("turn %d came after %s", want, got)
			}
		}
	})
}

func TestLimiterTakesBackTurnsThatWereGivenUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(1)
		release, err := l.acquire(t.Context(), "a", time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		release()
		for range 5 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			if _, err := l.acquire(ctx, "a", time.Minute); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("before the time: %v", err)
			}
			cancel()
		}
		start := time.Now()
		if release, err = l.acquire(t.Context(), "a", time.Minute); err != nil {
			t.Fatal(err)
		}
		release()
		if waited := time.Since(start); waited != 55*time.Second {
			t.Errorf("waited %s, want what is left of the first minute", waited)
		}
	})
}

func TestLimiterTurnsAwayThoseWhoWaited(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(1)
		release, err := l.acquire(t.Context(), "a", 0)
		if err != nil {
			t.Fatal(err)
		}
		waited := make(chan error)
		go func() {
			_, err := l.acquire(t.Context(), "a", 0)
			waited <- err
		}()
		synctest.Wait()
		l.pauseFor("a", time.Hour)
		release()
		if err := <-waited; RetryAfter(err) != time.Hour {
			t.Errorf("who waited while the host asked for an hour: %v", err)
		}
	})
}
