package queue

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sys/unix"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// takeName makes sure that no living process works under this one's name. The
// operating system, or Postgres, lets go of the name of one that died.
func (q *Queue) takeName(ctx context.Context) (unlock func(), err error) {
	if q.store.Postgres() != nil {
		return q.takeNamePostgres(ctx)
	}
	// An SQLite database has one process that works, whatever its name.
	_, path := q.store.SQLite()
	file, err := os.OpenFile(path+".worker", os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	err = unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		err = fmt.Errorf("another process works on %s: stop it first: %w", path, domain.ErrInvalid)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return func() { _ = file.Close() }, nil
}

func (q *Queue) takeNamePostgres(ctx context.Context) (unlock func(), err error) {
	conn, err := pgx.ConnectConfig(ctx, q.store.Postgres().Config().ConnConfig)
	if err != nil {
		return nil, err
	}
	unlock = func() {
		ctx := context.WithoutCancel(ctx)
		_, _ = conn.Exec(ctx, `SELECT pg_advisory_unlock_all()`) // closing alone would do it a moment later
		_ = conn.Close(ctx)
	}
	for end := time.Now().Add(deathNotice); ; {
		var free bool
		err := conn.QueryRow(ctx, `SELECT pg_try_advisory_lock(hashtextextended($1, 0))`, "dragoman worker "+q.config.Name).Scan(&free)
		switch {
		case err == nil && free:
			return unlock, nil
		case err == nil && time.Now().Before(end):
			time.Sleep(nameCheck)
			continue
		case err == nil:
			err = fmt.Errorf("another process works under the name %q: give each its own: %w", q.config.Name, domain.ErrInvalid)
		}
		unlock()
		return nil, err
	}
}

// Postgres takes a moment to notice that a client died: a name that is taken
// is asked for again for so long, in such steps.
const (
	deathNotice = 10 * time.Second
	nameCheck   = 50 * time.Millisecond
)

// reclaimSQL frees what a dead process of our name held: jobs with attempts
// left start again at once; those without, which may be what killed it, are
// for River to give up with a reason; and it leads no longer.
var reclaimSQL = struct{ sqlite, postgres []string }{
	sqlite: []string{
		`UPDATE river_job SET state = 'available' WHERE state = 'running' AND attempt < max_attempts`,
		`UPDATE river_job SET attempted_at = '2000-01-01 00:00:00' WHERE state = 'running'`,
		`DELETE FROM river_leader`,
	},
	postgres: []string{
		`UPDATE river_job SET state = 'available' WHERE state = 'running' AND attempt < max_attempts AND attempted_by[array_upper(attempted_by, 1)] = $1`,
		`UPDATE river_job SET attempted_at = '2000-01-01 00:00:00Z' WHERE state = 'running' AND attempted_by[array_upper(attempted_by, 1)] = $1`,
		`DELETE FROM river_leader WHERE leader_id = $1`,
	},
}

func (q *Queue) reclaim(ctx context.Context) error {
	if pool := q.store.Postgres(); pool != nil {
		for _, query := range reclaimSQL.postgres {
			if _, err := pool.Exec(ctx, query, q.config.Name); err != nil {
				return err
			}
		}
		return nil
	}
	db, _ := q.store.SQLite()
	for _, query := range reclaimSQL.sqlite {
		if _, err := db.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

// Status counts the jobs by queue and state.
func (q *Queue) Status(ctx context.Context) ([]Count, error) {
	const query = `SELECT queue, CAST(state AS TEXT), COUNT(*) FROM river_job GROUP BY queue, state ORDER BY queue, 2`
	var all []Count
	var c Count
	if pool := q.store.Postgres(); pool != nil {
		rows, err := pool.Query(ctx, query)
		if err == nil {
			_, err = pgx.ForEachRow(rows, []any{&c.Queue, &c.State, &c.Jobs}, func() error {
				all = append(all, c)
				return nil
			})
		}
		if err != nil {
			return nil, fmt.Errorf("count the jobs: %w", err)
		}
		return all, nil
	}
	db, _ := q.store.SQLite()
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("count the jobs: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := rows.Scan(&c.Queue, &c.State, &c.Jobs); err != nil {
			return nil, fmt.Errorf("count the jobs: %w", err)
		}
		all = append(all, c)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("count the jobs: %w", err)
	}
	return all, nil
}
