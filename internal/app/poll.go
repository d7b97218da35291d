package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/pipeline"
	"github.com/dragoman-news/dragoman/internal/queue"
	"github.com/dragoman-news/dragoman/internal/store"
)

// patience is how far ahead a job that waits may be scheduled for PollOnce to
// wait for it. What other sites ask us to wait, and later attempts, are longer.
const patience = 30 * time.Second

// PollOnce is told of jobs that are under way every lookEvery.
const lookEvery = 250 * time.Millisecond

// mostJobs bounds how many jobs of each state are looked at, and how many
// failures are told.
const mostJobs = 500

// Polled says what came of PollOnce.
type Polled struct {
	Before, After store.Counts
	Failures      []queue.Failure // jobs that were given up
	Later         []queue.Job     // jobs that will be tried again, but not in a moment
	Sources       []domain.Source // those that were polled, as they are now
	PutOff        []domain.Source // those that weren't asked, since their hosts want to be left alone until Poll.Next
}

// Enqueue asks for polls of sources now. Whatever process works on the
// database does them.
func (w *Wire) Enqueue(ctx context.Context, s *store.Store, sources []domain.Source) error {
	return s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, source := range sources {
			if _, err := w.Queue.Enqueue(ctx, tx, pipeline.Poll{Source: source.ID, Early: true}); err != nil {
				return err
			}
		}
		return nil
	})
}

// enqueueAll asks for polls, and for all that is done from time to time but
// polling what is due.
func (w *Wire) enqueueAll(ctx context.Context, s *store.Store, sources []domain.Source) error {
	err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, job := range w.Periodic() {
			if job.Args.Kind() == "due" {
				continue
			}
			if _, err := w.Queue.Enqueue(ctx, tx, job.Args); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return w.Enqueue(ctx, s, sources)
}

// PollOnce polls sources now and works all that follows until nothing is left
// but what has to wait. It tells progress how many jobs are under way.
func (a *App) PollOnce(ctx context.Context, sources []domain.Source, progress func(left int)) (Polled, error) {
	var out Polled
	w, err := a.Wire(ctx, WorkOnce)
	if err != nil {
		return out, err
	}
	if out.Before, err = a.Store.Counts(ctx); err != nil {
		return out, err
	}
	start := time.Now()
	if err := w.enqueueAll(ctx, a.Store, sources); err != nil {
		return out, err
	}
	group, working := errgroup.WithContext(ctx)
	working, stop := context.WithCancel(working)
	group.Go(func() error { return w.Queue.Run(working) })
	group.Go(func() (err error) {
		defer stop()
		out.Later, err = w.untilDone(working, progress)
		return err
	})
	if err := group.Wait(); err != nil {
		return out, err
	}
	err = a.sumUp(ctx, w, sources, start, &out)
	return out, err
}

// untilDone returns when no job runs or is to start soon, with those that
// were tried and have to wait.
func (w *Wire) untilDone(ctx context.Context, progress func(left int)) ([]queue.Job, error) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for quiet := 0; ; {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-tick.C:
		}
		jobs, err := w.Queue.Jobs(ctx, mostJobs)
		if err != nil {
			return nil, err
		}
		left := 0
		for _, j := range jobs {
			if j.State == "running" || j.State == "available" || time.Until(j.At) < patience {
				left++
			}
		}
		progress(left)
		if quiet++; left > 0 {
			quiet = 0
		}
		if quiet >= 4 { // River marks jobs as done in batches
			return slices.DeleteFunc(jobs, func(j queue.Job) bool { return j.Attempts == 0 && !j.Postponed }), nil
		}
	}
}

func (a *App) sumUp(ctx context.Context, w *Wire, sources []domain.Source, start time.Time, out *Polled) error {
	failures, err := w.Queue.Failures(ctx, mostJobs)
	if err != nil {
		return err
	}
	for _, f := range failures {
		if !f.At.Before(start) {
			out.Failures = append(out.Failures, f)
		}
	}
	for _, s := range sources {
		now, err := a.Store.Source(ctx, s.ID)
		if errors.Is(err, domain.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if now.Poll.Problem == "" && now.Poll.State.LastSuccess.Before(start.Truncate(time.Second)) {
			out.PutOff = append(out.PutOff, now)
			continue
		}
		out.Sources = append(out.Sources, now)
	}
	if out.After, err = a.Store.Counts(ctx); err != nil {
		return fmt.Errorf("sum up: %w", err)
	}
	return nil
}
