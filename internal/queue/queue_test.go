package queue_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/queue"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/store/storetest"
)

var cluster = storetest.NewCluster()

func TestMain(m *testing.M) {
	if start := os.Getenv(startVariable); start != "" {
		startChild(start)
		return
	}
	if crash := os.Getenv(crashVariable); crash != "" {
		crashChild(crash)
		return
	}
	code := m.Run()
	cluster.Stop()
	os.Exit(code)
}

// each runs a test on a new store of every kind.
func each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	for name, address := range storetest.Databases(cluster) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, storetest.Open(t, address(t)))
		})
	}
}

type note struct {
	Text string `json:"text"`
}

func (note) Kind() string { return "note" }

type other struct{}

func (other) Kind() string { return "other" }

// bench is a queue under test.
type bench struct {
	*testing.T
	q *queue.Queue
	s *store.Store
}

func newBench(t *testing.T, s *store.Store, k queue.Kind, work func(ctx context.Context, args note) error, c queue.Config) *bench {
	t.Helper()
	w := queue.NewWorkers()
	k.Queue = queue.CPU
	queue.Handle(w, k, work)
	if c.Backoff == nil {
		c.Backoff = func(int) time.Duration { return time.Millisecond }
	}
	if c.Parallel == nil {
		c.Parallel = map[queue.Name]int{queue.CPU: 4}
	}
	q, err := queue.New(t.Context(), s, w, c)
	if err != nil {
		t.Fatal(err)
	}
	return &bench{T: t, q: q, s: s}
}

func (b *bench) enqueue(text string, at time.Time) (added bool) {
	b.Helper()
	err := b.s.Write(b.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
		added, err = b.q.EnqueueAt(ctx, tx, note{text}, at)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return added
}

// run works until the test ends or stop is called, which waits.
func (b *bench) run() (stop func()) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(b.Context()))
	done := make(chan error, 1)
	go func() { done <- b.q.Run(ctx) }()
	var stopped atomic.Bool
	stop = func() {
		if stopped.Swap(true) {
			return
		}
		cancel()
		select {
		case err := <-done:
			if err != nil {
				b.Error(err)
			}
		case <-time.After(2 * time.Minute):
			b.Error("the queue does not stop")
		}
	}
	b.Cleanup(stop)
	return stop
}

// jobs counts the jobs in a state.
func (b *bench) jobs(state string) (n int64) {
	b.Helper()
	all, err := b.q.Status(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range all {
		if c.State == state {
			n += c.Jobs
		}
	}
	return n
}

// await waits until so many jobs are in a state.
func (b *bench) await(state string, n int64) {
	b.Helper()
	for deadline := time.Now().Add(2 * time.Minute); b.jobs(state) != n; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			all, _ := b.q.Status(b.Context())
			failed, _ := b.q.Failures(b.Context(), 10)
			b.Fatalf("%d jobs are not %s: %v %v", n, state, all, failed)
		}
	}
}

func nothing(context.Context, note) error { return nil }

func TestRowsAndJobsShareATransaction(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s, queue.Kind{}, nothing, queue.Config{})
		oops := errors.New("oops")
		write := func(end error) error {
			return s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				if err := tx.PutSetting(ctx, "row", "there", time.Now()); err != nil {
					return err
				}
				if _, err := b.q.Enqueue(ctx, tx, note{"job"}); err != nil {
					return err
				}
				if err := tx.PutSetting(ctx, "after", "there", time.Now()); err != nil {
					return err
				}
				return end
			})
		}
		if err := write(oops); !errors.Is(err, oops) {
			t.Fatal(err)
		}
		if _, err := s.Setting(t.Context(), "row"); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("a row of an undone transaction: %v", err)
		}
		if n := b.jobs("available"); n != 0 {
			t.Errorf("%d jobs of an undone transaction", n)
		}
		if err := write(nil); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Setting(t.Context(), "row"); err != nil {
			t.Error(err)
		}
		if n := b.jobs("available"); n != 1 {
			t.Errorf("%d jobs, want 1", n)
		}
	})
}

func TestOutcomes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s *store.Store) {
		var flaky, limited atomic.Int32
		var mu sync.Mutex
		ended := map[queue.Outcome]int{}
		b := newBench(t, s, queue.Kind{Attempts: 3}, func(_ context.Context, n note) error {
			switch n.Text {
			case "permanent":
				return fmt.Errorf("the page is gone for good: %w", domain.ErrPermanent)
			case "hopeless":
				return errors.New("it never works")
			case "flaky":
				if flaky.Add(1) < 3 {
					return errors.New("not yet")
				}
			case "limited":
				if limited.Add(1) < 6 { // more often than there are attempts
					return fmt.Errorf("slow down: %w", domain.ErrRateLimited)
				}
			case "panic":
				panic("oops")
			}
			return nil
		}, queue.Config{RetryAfter: func(err error) time.Duration {
			if !errors.Is(err, domain.ErrRateLimited) {
				t.Errorf("asked how long %v wants to wait", err)
			}
			return 5 * time.Millisecond
		}, Done: func(kind string, how queue.Outcome, took time.Duration) {
			if kind != "note" || took < 0 {
				t.Errorf("a job of kind %q took %s", kind, took)
			}
			mu.Lock()
			defer mu.Unlock()
			ended[how]++
		}})
		for _, text := range []string{"fine", "permanent", "hopeless", "flaky", "limited", "panic"} {
			b.enqueue(text, time.Time{})
		}
		b.run()
		b.await("completed", 3)
		b.await("cancelled", 1)
		b.await("discarded", 2)
		failed, err := b.q.Failures(t.Context(), 10)
		if err != nil || len(failed) != 3 {
			t.Fatalf("%+v, %v", failed, err)
		}
		for _, f := range failed {
			var want string
			attempts := 3
			switch {
			case strings.Contains(f.Args, "permanent"):
				want, attempts = "gone for good", 1
			case strings.Contains(f.Args, "hopeless"):
				want = "it never works"
			case strings.Contains(f.Args, "panic"):
				want = "oops"
			}
			if want == "" || !strings.Contains(f.Reason, want) || f.Attempts != attempts || f.At.IsZero() || f.Kind != "note" {
				t.Errorf("%+v", f)
			}
		}
		mu.Lock()
		want := map[queue.Outcome]int{queue.Succeeded: 3, queue.Failed: 3 + 2 + 3, queue.Postponed: 5, queue.GivenUp: 1}
		if !maps.Equal(ended, want) {
			t.Errorf("attempts ended as %v, want %v", ended, want)
		}
		mu.Unlock()
		if err := b.q.Retry(t.Context(), failed[0].ID); err != nil {
			t.Error(err)
		}
		if err := b.q.Retry(t.Context(), 1<<40); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("retrying no job: %v", err)
		}
	})
}

func TestUniqueAndScheduled(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s *store.Store) {
		block := make(chan struct{})
		b := newBench(t, s, queue.Kind{Unique: true}, func(ctx context.Context, n note) error {
			switch n.Text {
			case "limited":
				return domain.ErrRateLimited
			case "a":
				select {
				case <-block:
				case <-ctx.Done():
				}
			}
			return ctx.Err()
		}, queue.Config{})
		if !b.enqueue("a", time.Time{}) || !b.enqueue("b", time.Now().Add(time.Hour)) {
			t.Error("new jobs were not added")
		}
		if b.enqueue("a", time.Time{}) || b.enqueue("b", time.Time{}) {
			t.Error("a job that waits was added again")
		}
		b.run()
		b.await("running", 1)
		if b.enqueue("a", time.Time{}) {
			t.Error("a job that runs was added again")
		}
		jobs, err := b.q.Jobs(t.Context(), 10)
		if err != nil || len(jobs) != 2 || jobs[0].State != "running" || jobs[0].Kind != "note" || jobs[0].Args != `{"text": "a"}` && jobs[0].Args != `{"text":"a"}` ||
			jobs[1].State != "scheduled" || time.Until(jobs[1].At) < 50*time.Minute {
			t.Errorf("%+v, %v", jobs, err)
		}
		close(block)
		b.await("completed", 1)
		b.await("scheduled", 1)
		if !b.enqueue("a", time.Time{}) {
			t.Error("a job that was done can't be added again")
		}
		b.await("completed", 2)
		b.enqueue("limited", time.Time{})
		b.await("scheduled", 2)
		jobs, err = b.q.Jobs(t.Context(), 10)
		if err != nil || len(jobs) != 2 || !jobs[0].Postponed || jobs[1].Postponed { // the one whose time comes first
			t.Errorf("%+v, %v", jobs, err)
		}
	})
}

func TestEnqueueAll(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s, queue.Kind{Unique: true}, func(context.Context, note) error { return nil }, queue.Config{})
		later := time.Now().Add(time.Hour)
		all := func(want int, undo error, entries ...queue.Entry) {
			t.Helper()
			err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				added, err := b.q.EnqueueAll(ctx, tx, entries...)
				if added != want || err != nil {
					t.Errorf("%d of %d were added, %v", added, len(entries), err)
				}
				return undo
			})
			if !errors.Is(err, undo) {
				t.Error(err)
			}
		}
		all(0, nil)
		all(2, errors.New("undone"), queue.Entry{Args: note{"a"}}, queue.Entry{Args: note{"b"}})
		b.enqueue("a", time.Time{})
		all(2, nil, queue.Entry{Args: note{"a"}}, queue.Entry{Args: note{"b"}}, queue.Entry{Args: note{"c"}, At: later}, queue.Entry{Args: note{"b"}, At: later})
		all(0, nil, queue.Entry{Args: note{"c"}}, queue.Entry{Args: note{"a"}})
		if available, scheduled := b.jobs("available"), b.jobs("scheduled"); available != 2 || scheduled != 1 {
			t.Errorf("%d jobs may start, %d wait for their time", available, scheduled)
		}
		b.run()
		b.await("completed", 2)
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			_, err := b.q.EnqueueAll(ctx, tx, queue.Entry{Args: note{"d"}}, queue.Entry{Args: other{}})
			return err
		})
		if !errors.Is(err, domain.ErrInvalid) || b.jobs("available") != 0 {
			t.Errorf("an unknown kind: %v", err)
		}
	})
}

func TestPeriodic(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s *store.Store) {
		var runs atomic.Int32
		b := newBench(t, s, queue.Kind{Unique: true}, func(context.Context, note) error { runs.Add(1); return nil },
			queue.Config{Periodic: []queue.Periodic{{Every: 200 * time.Millisecond, Args: note{"tick"}}}})
		b.run()
		for deadline := time.Now().Add(2 * time.Minute); runs.Load() < 3; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("a periodic job ran %d times", runs.Load())
			}
		}
	})
}

func TestStopIsGraceful(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s *store.Store) {
		var endless atomic.Bool
		endless.Store(true)
		started := make(chan struct{}, 10)
		b := newBench(t, s, queue.Kind{Attempts: 2}, func(ctx context.Context, n note) error {
			started <- struct{}{}
			wait := 300 * time.Millisecond
			if n.Text == "endless" && endless.Load() {
				wait = time.Hour
			}
			select {
			case <-time.After(wait):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}, queue.Config{Grace: time.Second})
		b.enqueue("short", time.Time{})
		b.enqueue("endless", time.Time{})
		stop := b.run()
		<-started
		<-started
		begin := time.Now()
		stop()
		if took := time.Since(begin); took > 5*time.Second {
			t.Errorf("stopping took %s", took)
		}
		if b.jobs("completed") != 1 || b.jobs("running") != 0 {
			all, _ := b.q.Status(t.Context())
			t.Errorf("after stopping: %v", all)
		}
		endless.Store(false)
		again := newBench(t, s, queue.Kind{Attempts: 2}, nothing, queue.Config{})
		again.run()
		again.await("completed", 2)
	})
}

func TestANameIsTakenOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s *store.Store) {
		one := newBench(t, s, queue.Kind{}, nothing, queue.Config{})
		two := newBench(t, s, queue.Kind{}, nothing, queue.Config{})
		stop := one.run()
		one.enqueue("x", time.Time{})
		one.await("completed", 1)
		if err := two.q.Run(t.Context()); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("a second process of the same name: %v", err)
		}
		stop()
		stop = two.run()
		two.enqueue("y", time.Time{})
		two.await("completed", 2)
		stop()
	})
}

func TestRefused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s, queue.Kind{}, nothing, queue.Config{Parallel: map[queue.Name]int{}})
		if err := b.q.Run(t.Context()); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("working no queue: %v", err)
		}
		b.enqueue("left to others", time.Time{})
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error { _, err := b.q.Enqueue(ctx, tx, other{}); return err })
		if !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("a kind without a worker: %v", err)
		}
		twice, nowhere := queue.NewWorkers(), queue.NewWorkers()
		queue.Handle(twice, queue.Kind{Queue: queue.Net}, nothing)
		queue.Handle(twice, queue.Kind{Queue: queue.Net}, nothing)
		queue.Handle(nowhere, queue.Kind{Queue: "disk"}, nothing)
		periodic := queue.Config{Periodic: []queue.Periodic{{Every: time.Hour, Args: other{}}}}
		for name, err := range map[string]error{
			"two workers":      second(queue.New(t.Context(), s, twice, queue.Config{})),
			"unknown queue":    second(queue.New(t.Context(), s, nowhere, queue.Config{})),
			"unknown periodic": second(queue.New(t.Context(), s, queue.NewWorkers(), periodic)),
			"not often at all": second(queue.New(t.Context(), s, noteWorkers(), queue.Config{Periodic: []queue.Periodic{{Args: note{}}}})),
		} {
			if !errors.Is(err, domain.ErrInvalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func second(_ *queue.Queue, err error) error { return err }

func noteWorkers() *queue.Workers {
	w := queue.NewWorkers()
	queue.Handle(w, queue.Kind{Queue: queue.CPU}, nothing)
	return w
}

func BenchmarkEnqueueInTransaction(b *testing.B) {
	for name, address := range storetest.Databases(cluster) {
		b.Run(name, func(b *testing.B) {
			s := storetest.Open(b, address(b))
			q, err := queue.New(b.Context(), s, noteWorkers(), queue.Config{})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				err := s.Write(b.Context(), func(ctx context.Context, tx *store.Tx) error {
					if err := tx.PutSetting(ctx, "k", "v", time.Now()); err != nil {
						return err
					}
					_, err := q.Enqueue(ctx, tx, note{"x"})
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkWork measures jobs from being enqueued, in transactions of a hundred,
// to having written a row.
func BenchmarkWork(b *testing.B) {
	for name, address := range storetest.Databases(cluster) {
		b.Run(name, func(b *testing.B) {
			s := storetest.Open(b, address(b))
			done := make(chan struct{}, 1000)
			w := queue.NewWorkers()
			queue.Handle(w, queue.Kind{Queue: queue.CPU}, func(ctx context.Context, n note) error {
				err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.PutSetting(ctx, n.Text, "v", time.Now()) })
				done <- struct{}{}
				return err
			})
			q, err := queue.New(b.Context(), s, w, queue.Config{Parallel: map[queue.Name]int{queue.CPU: 16}})
			if err != nil {
				b.Fatal(err)
			}
			ctx, cancel := context.WithCancel(b.Context())
			ended := make(chan error, 1)
			go func() { ended <- q.Run(ctx) }()
			n := 0
			for b.Loop() {
				err := s.Write(b.Context(), func(ctx context.Context, tx *store.Tx) error {
					for i := range 100 {
						if _, err := q.Enqueue(ctx, tx, note{fmt.Sprint(n, i)}); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
				for range 100 {
					<-done
				}
				n++
			}
			b.ReportMetric(float64(100*n)/b.Elapsed().Seconds(), "jobs/s")
			cancel()
			if err := <-ended; err != nil {
				b.Error(err)
			}
		})
	}
}
