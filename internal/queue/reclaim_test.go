package queue_test

import (
	"context"
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
			if n.Text != "half done" {
				t.Errorf("%s was worked", n.Text)
			}
			return nil
		}, queue.Config{Backoff: func(int) time.Duration { return time.Hour }}) // only what starts at once is done in time
		left := []struct{ text, process, attempts string }{{"half done", "worker", "1"}, {"deadly", "worker", "3"}}
		if s.Postgres() != nil { // on SQLite there is only one process that works
			left = append(left, struct{ text, process, attempts string }{"of the living", "other", "1"})
		}
		for _, l := range left {
			b.enqueue(l.text, time.Time{})
			b.pretend(l.text, l.process, l.attempts)
		}
		b.run()
		b.await("completed", 1)
		b.await("discarded", 1)
		b.await("running", int64(len(left)-2))
		failed, err := b.q.Failures(t.Context(), 10)
		if err != nil || len(failed) != 1 || !strings.Contains(failed[0].Args, "deadly") || failed[0].Reason == "" {
			t.Errorf("%+v, %v", failed, err)
		}
	})
}
