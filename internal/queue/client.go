package queue

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"github.com/dragoman-news/dragoman/internal/store"
)

// riverClient is a client of River on one kind of database, whose
// transactions are of type T.
type riverClient[T any] struct {
	*river.Client[T]
	transaction func(*store.Tx) T
}

func newSQLite(ctx context.Context, db *sql.DB, c *river.Config) (client, error) {
	return newClient(ctx, riversqlite.New(db), c, func(tx *store.Tx) *sql.Tx { return tx.SQLite() })
}

func newPostgres(ctx context.Context, pool *pgxpool.Pool, c *river.Config) (client, error) {
	return newClient(ctx, riverpgxv5.New(pool), c, func(tx *store.Tx) pgx.Tx { return tx.Postgres() })
}

func newClient[T any](ctx context.Context, driver riverdriver.Driver[T], c *river.Config, transaction func(*store.Tx) T) (client, error) {
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return nil, fmt.Errorf("bring its tables up to date: %w", err)
	}
	rc, err := river.NewClient(driver, c)
	if err != nil {
		return nil, err
	}
	return &riverClient[T]{Client: rc, transaction: transaction}, nil
}

func (c *riverClient[T]) insert(ctx context.Context, tx *store.Tx, jobs []river.InsertManyParams) (added int, err error) {
	results, err := c.InsertManyTx(ctx, c.transaction(tx), jobs)
	for _, r := range results {
		if !r.UniqueSkippedAsDuplicate {
			added++
		}
	}
	return added, err
}

func (c *riverClient[T]) start(ctx context.Context) error { return c.Start(ctx) }

func (c *riverClient[T]) stopped() <-chan struct{} { return c.Stopped() }

func (c *riverClient[T]) failures(ctx context.Context, limit int) ([]Failure, error) {
	list, err := c.JobList(ctx, river.NewJobListParams().
		States(rivertype.JobStateCancelled, rivertype.JobStateDiscarded).
		OrderBy(river.JobListOrderByID, river.SortOrderDesc).First(limit))
	if err != nil {
		return nil, err
	}
	var all []Failure
	for _, j := range list.Jobs {
		f := Failure{ID: j.ID, Kind: j.Kind, Args: string(j.EncodedArgs), Attempts: j.Attempt}
		if j.FinalizedAt != nil {
			f.At = *j.FinalizedAt
		}
		if n := len(j.Errors); n > 0 {
			f.Reason = j.Errors[n-1].Error
		}
		all = append(all, f)
	}
	return all, nil
}

func (c *riverClient[T]) jobs(ctx context.Context, limit int) ([]Job, error) {
	var all []Job
	for _, state := range []rivertype.JobState{
		rivertype.JobStateRunning, rivertype.JobStateAvailable, rivertype.JobStateRetryable, rivertype.JobStateScheduled,
	} {
		list, err := c.JobList(ctx, river.NewJobListParams().States(state).OrderBy(river.JobListOrderByScheduledAt, river.SortOrderAsc).First(limit))
		if err != nil {
			return nil, err
		}
		for _, j := range list.Jobs {
			all = append(all, jobOf(j))
		}
	}
	return all, nil
}

func jobOf(j *rivertype.JobRow) Job {
	job := Job{ID: j.ID, Kind: j.Kind, Args: string(j.EncodedArgs), State: string(j.State), At: j.ScheduledAt, Attempts: j.Attempt}
	if n := len(j.Errors); n > 0 {
		job.Reason = j.Errors[n-1].Error
	}
	var kept struct{ Snoozes int }
	job.Postponed = json.Unmarshal(j.Metadata, &kept) == nil && kept.Snoozes > 0
	return job
}

func (c *riverClient[T]) retry(ctx context.Context, id int64) error {
	_, err := c.JobRetry(ctx, id)
	return err
}
