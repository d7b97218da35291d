package queue

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Limits of kinds of jobs.
const (
	defaultTimeout  = 5 * time.Minute
	defaultAttempts = 12 // with River's backoff over about 11 hours
)

// Kind says how the jobs of one kind are worked.
type Kind struct {
	Queue    Name
	Timeout  time.Duration // of one attempt; 0 is 5 minutes
	Attempts int           // 0 is 12
	Priority int           // 1 first to 4 last; 0 is 1
	// Unique keeps one job with the same arguments at a time, from being
	// enqueued to having ended. A job that runs counts: who enqueues the same at
	// that moment adds nothing, although the one that runs may have read its data
	// before. So the arguments must name what the job depends on, such as a
	// version, or the job must be due again anyway, such as a poll.
	Unique bool
}

// Workers holds the kinds of jobs that a process knows.
type Workers struct {
	kinds map[string]Kind
	add   []func(*river.Workers, Config) error
	err   error
}

// NewWorkers returns an empty set.
func NewWorkers() *Workers { return &Workers{kinds: map[string]Kind{}} }

// Handle has work do the jobs with arguments of type A. What its error means
// for the job follows from the error's class: see the table in outcome.go.
// Work must return soon after its context has ended.
func Handle[A Args](w *Workers, k Kind, work func(ctx context.Context, args A) error) {
	var zero A
	name := zero.Kind()
	if _, known := w.kinds[name]; known {
		w.err = cmp.Or(w.err, fmt.Errorf("two workers for jobs of kind %s: %w", name, domain.ErrInvalid))
		return
	}
	k.Timeout, k.Attempts, k.Priority = cmp.Or(k.Timeout, defaultTimeout), cmp.Or(k.Attempts, defaultAttempts), cmp.Or(k.Priority, 1)
	switch k.Queue {
	case Net, CPU, Publish:
	default:
		w.err = cmp.Or(w.err, fmt.Errorf("jobs of kind %s have the unknown queue %q: %w", name, k.Queue, domain.ErrInvalid))
	}
	w.kinds[name] = k
	w.add = append(w.add, func(rw *river.Workers, c Config) error {
		return river.AddWorkerSafely(rw, &worker[A]{kind: k, work: work, config: c})
	})
}

func (w *Workers) kind(args Args) (Kind, error) {
	k, known := w.kinds[args.Kind()]
	if !known {
		return k, fmt.Errorf("no worker is known for jobs of kind %q: %w", args.Kind(), domain.ErrInvalid)
	}
	return k, nil
}

func (k Kind) insertOpts() *river.InsertOpts {
	opts := &river.InsertOpts{Queue: string(k.Queue), MaxAttempts: k.Attempts, Priority: k.Priority}
	if k.Unique {
		opts.UniqueOpts = river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
			rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable,
			rivertype.JobStateRunning, rivertype.JobStateScheduled,
		}}
	}
	return opts
}

// worker is a function as River wants it.
type worker[A Args] struct {
	river.WorkerDefaults[A]
	kind   Kind
	work   func(ctx context.Context, args A) error
	config Config
}

func (w *worker[A]) Timeout(*river.Job[A]) time.Duration { return w.kind.Timeout }

func (w *worker[A]) Work(ctx context.Context, job *river.Job[A]) error {
	start, how := time.Now(), Failed // which it stays when the work panics
	if w.config.Done != nil {
		defer func() { w.config.Done(job.Kind, how, time.Since(start)) }()
	}
	err := w.work(ctx, job.Args)
	how = outcomeOf(ctx, err)
	return outcome(ctx, err, w.config.RetryAfter)
}

func (w *worker[A]) NextRetry(job *river.Job[A]) time.Time {
	if w.config.Backoff == nil {
		return time.Time{} // River's own
	}
	return time.Now().Add(w.config.Backoff(len(job.Errors) + 1))
}

// riverConfig makes River's configuration of ours.
func (w *Workers) riverConfig(c Config) (*river.Config, error) {
	if w.err != nil {
		return nil, w.err
	}
	rc := &river.Config{
		ID:                          c.Name,
		Logger:                      c.Logger,
		FetchCooldown:               c.Cooldown,
		FetchPollInterval:           max(time.Second, c.Cooldown),
		SoftStopTimeout:             c.Grace,
		CompletedJobRetentionPeriod: time.Hour,
		CancelledJobRetentionPeriod: 7 * 24 * time.Hour, // as long as discarded ones: both are failures
		JobTimeout:                  defaultTimeout,
		RescueStuckJobsAfter:        time.Hour,
		Workers:                     river.NewWorkers(),
		Queues:                      map[string]river.QueueConfig{},
	}
	for name, n := range c.Parallel {
		rc.Queues[string(name)] = river.QueueConfig{MaxWorkers: n}
	}
	for _, add := range w.add {
		if err := add(rc.Workers, c); err != nil {
			return nil, err
		}
	}
	for _, k := range w.kinds {
		rc.RescueStuckJobsAfter = max(rc.RescueStuckJobsAfter, 2*k.Timeout)
	}
	for _, p := range c.Periodic {
		k, err := w.kind(p.Args)
		if err != nil {
			return nil, err
		}
		if p.Every <= 0 {
			return nil, fmt.Errorf("a job of kind %s every %s: %w", p.Args.Kind(), p.Every, domain.ErrInvalid)
		}
		rc.PeriodicJobs = append(rc.PeriodicJobs, river.NewPeriodicJob(river.PeriodicInterval(p.Every),
			func() (river.JobArgs, *river.InsertOpts) { return p.Args, k.insertOpts() }, &river.PeriodicJobOpts{RunOnStart: true}))
	}
	if len(c.Parallel) == 0 {
		rc.Queues, rc.PeriodicJobs = nil, nil
	}
	return rc, nil
}
