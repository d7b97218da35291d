package queue_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/queue"
	"github.com/dragoman-news/dragoman/internal/store"
)

// pretend makes the jobs with a text look as a process left them that died.
func (b *bench) pretend(text, process, attempts string) {
	b.Helper()
	var err error
	if pool := b.s.Postgres(); pool != nil {
		_, err = pool.Exec(b.Context(), `UPDATE river_job SET state = 'running', attempt = `+attempts+`, attempted_at = now(),
			attempted_by = ARRAY['before', '`+process+`'] WHERE args->>'text' = '`+text+`'`)
	} else {
		db, _ := b.s.SQLite()
		_, err = db.ExecContext(b.Context(), `UPDATE river_job SET state = 'running', attempt = `+attempts+`, attempted_at = datetime('now', 'subsec'),
			attempted_by = jsonb('["before", "`+process+`"]') WHERE args->>'text' = '`+text+`'`)
	}
	if err != nil {
		b.Fatal(err)
	}
}

func TestWhatADeadProcessLeft(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s, queue.Kind{Attempts: 3}, func(_ context.Context, n note) error {
			if !strings.HasPrefix(n.Text, "killed") {
				t.Errorf("%s was worked", n.Text)
			}
			if n.Text == "killed, then fails" {
				return errors.New("failed")
			}
			return nil
		}, queue.Config{Backoff: func(int) time.Duration { return time.Hour }}) // only what starts at once is done in time
		type job struct{ text, process, attempts string }
		left := []job{
			{"killed once", "worker", "1"},
			{"killed at its last attempt", "worker", "3"},
			{"killed, then fails", "worker", "2"},
			{"often killed", "worker", "12"},
			{"deadly", "worker", "20"},
		}
		if s.Postgres() != nil { // on SQLite there is only one process that works
			left = append(left, job{"of the living", "other", "1"})
		}
		for _, l := range left {
			b.enqueue(l.text, time.Time{})
			b.pretend(l.text, l.process, l.attempts)
		}
		b.run()
		b.await("completed", 2)
		b.await("discarded", 1)
		b.await("available", 1) // a minute from now
		b.await("retryable", 1) // an attempt that was killed doesn't count
		b.await("running", int64(len(left)-5))
		waiting, err := b.q.Jobs(t.Context(), 1)
		if i := slices.IndexFunc(waiting, func(j queue.Job) bool { return j.State == "available" }); err != nil || i < 0 ||
			waiting[i].At.Before(time.Now().Add(30*time.Second)) || waiting[i].At.After(time.Now().Add(time.Minute)) {
			t.Errorf("%+v, %v", waiting, err)
		}
		failed, err := b.q.Failures(t.Context(), 10)
		if err != nil || len(failed) != 1 || !strings.Contains(failed[0].Args, "deadly") || !strings.Contains(failed[0].Reason, "died") {
			t.Errorf("%+v, %v", failed, err)
		}
	})
}
