// Package queue runs jobs: it keeps them in the store's database, works them
// in the background, tries them again, and survives being killed at any
// moment. River does the work, on both databases, behind a small interface.
//
// A job is enqueued in the transaction that makes it necessary, so both are
// kept or neither is. It is worked at least once: a process that dies after a
// worker's transaction was kept and before the job was marked as done works it
// again. A worker therefore writes in one transaction what gives the same when
// it is written twice, and holds no transaction open while it waits for a
// model or another machine.
package queue

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

// Name names a queue by the resource that its jobs use, so that each can be
// given its own number of workers and its own machines.
type Name string

// The queues.
const (
	Net     Name = "net"     // waits for other sites
	CPU     Name = "cpu"     // translates, which mostly computes
	Publish Name = "publish" // writes what readers see
)

// Args is what a job is about: a struct that is kept as JSON, small and made
// of identifiers. Kind names the kind of job, for good, in small letters.
type Args interface{ Kind() string }

// Config says how a queue works. Zero fields stand for the defaults.
type Config struct {
	// Parallel is how many jobs of each queue this process works at once. A
	// queue that isn't named is left to other processes; with none this
	// process only enqueues.
	Parallel map[Name]int
	Periodic []Periodic
	// Name is this process's among all that work on one database. The default
	// "worker" serves where there is one process.
	Name string
	// RetryAfter says how long a rate-limited error asks to wait, 0 for unknown.
	RetryAfter func(error) time.Duration
	// Backoff returns the wait after a job's n-th failure, from 1. The default
	// is River's: n⁴ seconds, give or take a tenth.
	Backoff func(n int) time.Duration
	// Cooldown is the least time between two looks for jobs, 20 ms by default. A
	// queue's throughput is at most its Parallel in each.
	Cooldown time.Duration
	// Done is told of each attempt at a job that has ended, how it ended and how
	// long it took; it must not wait. nil tells nobody.
	Done func(kind string, how Outcome, took time.Duration)
	// Grace is how long jobs may go on after the end was asked for, 10 s by default.
	Grace  time.Duration
	Logger *slog.Logger // default: none
}

// Periodic is a job that is enqueued again and again, by one process of all,
// the first time when it starts. It should be Unique, so that a slow one does
// not pile up.
type Periodic struct {
	Every time.Duration
	Args  Args
}

// Queue enqueues jobs and works them. It is safe for concurrent use.
type Queue struct {
	client  client
	workers *Workers
	config  Config
	store   *store.Store
}

// client hides which database River works on.
type client interface {
	insert(ctx context.Context, tx *store.Tx, jobs []river.InsertManyParams) (added int, err error)
	start(ctx context.Context) error
	stopped() <-chan struct{}
	failures(ctx context.Context, limit int) ([]Failure, error)
	jobs(ctx context.Context, limit int) ([]Job, error)
	retry(ctx context.Context, id int64) error
}

// New returns the queue of a store for kinds of jobs, and brings its tables up
// to date. Every process on one database must know all kinds that it enqueues or
// whose queues it works.
func New(ctx context.Context, s *store.Store, w *Workers, c Config) (*Queue, error) {
	c.Name = cmp.Or(c.Name, "worker")
	c.Cooldown = cmp.Or(c.Cooldown, 20*time.Millisecond)
	c.Grace = cmp.Or(c.Grace, 10*time.Second)
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.RetryAfter == nil {
		c.RetryAfter = func(error) time.Duration { return 0 }
	}
	rc, err := w.riverConfig(c)
	if err != nil {
		return nil, fmt.Errorf("set up the queue: %w", err)
	}
	q := &Queue{workers: w, config: c, store: s}
	err = s.Alone(ctx, func(ctx context.Context) (err error) {
		if pool := s.Postgres(); pool != nil {
			q.client, err = newPostgres(ctx, pool, rc)
		} else {
			db, _ := s.SQLite()
			q.client, err = newSQLite(ctx, db, rc)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("set up the queue: %w", err)
	}
	return q, nil
}

// Enqueue adds a job in a transaction of the store. For a Unique kind it
// reports false when the same job waits or runs already.
func (q *Queue) Enqueue(ctx context.Context, tx *store.Tx, args Args) (added bool, err error) {
	return q.EnqueueAt(ctx, tx, args, time.Time{})
}

// EnqueueAt is Enqueue for a job that must not start before a time.
func (q *Queue) EnqueueAt(ctx context.Context, tx *store.Tx, args Args, at time.Time) (added bool, err error) {
	n, err := q.EnqueueAll(ctx, tx, Entry{Args: args, At: at})
	return n > 0, err
}

// Entry is a job to be added.
type Entry struct {
	Args Args
	At   time.Time // it must not start before; zero is at once
}

// EnqueueAll is Enqueue for many jobs, which takes a fraction of the time. It
// returns how many were added. Of the same job of a Unique kind given twice, the
// first counts.
func (q *Queue) EnqueueAll(ctx context.Context, tx *store.Tx, entries ...Entry) (added int, err error) {
	given := map[string]bool{}
	var jobs []river.InsertManyParams
	for _, e := range entries {
		k, err := q.workers.kind(e.Args)
		if err != nil {
			return 0, err
		}
		if k.Unique {
			args, err := json.Marshal(e.Args)
			if err != nil {
				return 0, fmt.Errorf("enqueue a job of kind %s: %w", e.Args.Kind(), err)
			}
			key := e.Args.Kind() + string(args)
			if given[key] {
				continue
			}
			given[key] = true
		}
		opts := k.insertOpts()
		opts.ScheduledAt = e.At
		jobs = append(jobs, river.InsertManyParams{Args: e.Args, InsertOpts: opts})
	}
	if len(jobs) == 0 {
		return 0, nil
	}
	if added, err = q.client.insert(ctx, tx, jobs); err != nil {
		return 0, fmt.Errorf("enqueue %d jobs, the first of kind %s: %w", len(jobs), entries[0].Args.Kind(), err)
	}
	q.config.Logger.DebugContext(ctx, "enqueued", "jobs", len(jobs), "first", entries[0].Args.Kind(), "added", added)
	return added, nil
}

// Run works jobs until ctx ends, then lets those that run finish for
// Config.Grace, cancels the rest, which will start again, and returns. Jobs
// that a process left running when it died start again: at once with the next
// process of its name, and on Postgres after some ten seconds with any other. A
// name that a living process uses is domain.ErrInvalid.
func (q *Queue) Run(ctx context.Context) error {
	if len(q.config.Parallel) == 0 {
		return fmt.Errorf("no queue is to be worked: %w", domain.ErrInvalid)
	}
	giveBack, err := q.takeName(ctx)
	if err != nil {
		return fmt.Errorf("work the queue: %w", err)
	}
	defer giveBack()
	if err := q.client.start(ctx); err != nil {
		return fmt.Errorf("work the queue: %w", err)
	}
	<-q.client.stopped()
	return nil
}

// Count is how many jobs of a queue are in a state.
type Count struct {
	Queue string `json:"queue"`
	State string `json:"state"` // River's: available, running, retryable, scheduled, completed, cancelled, discarded
	Jobs  int64  `json:"jobs"`
}

// Failure is a job that will not be tried again by itself.
type Failure struct {
	ID       int64     `json:"id"`
	Kind     string    `json:"kind"`
	Args     string    `json:"args"` // JSON
	At       time.Time `json:"at"`
	Attempts int       `json:"attempts"`
	Reason   string    `json:"reason"` // of the last attempt
}

// Job is a job that waits or runs.
type Job struct {
	ID       int64     `json:"id"`
	Kind     string    `json:"kind"`
	Args     string    `json:"args"`  // JSON
	State    string    `json:"state"` // available, running, retryable or scheduled: see Count
	At       time.Time `json:"at"`    // when it may start, or started
	Attempts int       `json:"attempts"`
	Reason   string    `json:"reason"` // why its last attempt failed; empty for none
	// Postponed says that it was begun and that the other side asked to wait.
	Postponed bool `json:"postponed"`
}

// Jobs returns up to limit of the jobs in each state: those that run, that may
// start, that failed and will be tried again, that wait for their time; each by
// the time when they may start.
func (q *Queue) Jobs(ctx context.Context, limit int) ([]Job, error) {
	all, err := q.client.jobs(ctx, min(max(limit, 1), 10_000))
	if err != nil {
		return nil, fmt.Errorf("list the jobs: %w", err)
	}
	return all, nil
}

// Failures returns the jobs that ended without success, the latest first, as
// long as they are kept: a week.
func (q *Queue) Failures(ctx context.Context, limit int) ([]Failure, error) {
	all, err := q.client.failures(ctx, min(max(limit, 1), 1000))
	if err != nil {
		return nil, fmt.Errorf("list the jobs that failed: %w", err)
	}
	return all, nil
}

// Retry starts a job that failed, or waits, at once. One that is not there
// any more is domain.ErrNotFound. It must not be called in a Write.
func (q *Queue) Retry(ctx context.Context, id int64) error {
	err := q.client.retry(ctx, id)
	if errors.Is(err, river.ErrNotFound) {
		err = domain.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("retry the job %d: %w", id, err)
	}
	return nil
}
