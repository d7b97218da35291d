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

// takeName makes sure that no living process works under this one's name, and
// takes up what dead ones left running: on SQLite and of the same name at once,
// on Postgres of other names soon, for as long as this process works. The
// operating system, or Postgres, lets go of the name of a process that died.
func (q *Queue) takeName(ctx context.Context) (giveBack func(), err error) {
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
	if err == nil {
		err = q.reclaim(ctx, q.config.Name)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return func() { _ = file.Close() }, nil
}

// Postgres takes a moment to notice that a client died: a name that is taken
// is asked for again for so long, in such steps.
const (
	deathNotice = 10 * time.Second
	nameCheck   = 50 * time.Millisecond
)

// deathCheck is how often processes of other names are looked at.
const deathCheck = 5 * time.Second

func (q *Queue) takeNamePostgres(ctx context.Context) (giveBack func(), err error) {
	conn, err := q.holdName(ctx)
	if err != nil {
		return nil, err
	}
	if err := q.reclaim(ctx, q.config.Name); err != nil {
		letGo(ctx, conn)
		return nil, err
	}
	watching, stop := context.WithCancel(context.WithoutCancel(ctx)) // jobs may go on for a while after ctx
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		q.watchNames(watching, conn)
	}()
	return func() { stop(); <-stopped }, nil
}

// holdName returns a connection whose session holds this process's name.
func (q *Queue) holdName(ctx context.Context) (*pgx.Conn, error) {
	conn, err := pgx.ConnectConfig(ctx, q.store.Postgres().Config().ConnConfig)
	if err != nil {
		return nil, err
	}
	// A machine that vanishes is noticed after a minute, not after two hours.
	_, err = conn.Exec(ctx, `SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3`)
	for end := time.Now().Add(deathNotice); err == nil; time.Sleep(nameCheck) {
		var free bool
		if free, err = tryName(ctx, conn, q.config.Name); free {
			return conn, nil
		}
		if err == nil && time.Now().After(end) {
			err = fmt.Errorf("another process works under the name %q: give each its own: %w", q.config.Name, domain.ErrInvalid)
		}
	}
	letGo(ctx, conn)
	return nil, err
}

func tryName(ctx context.Context, conn *pgx.Conn, name string) (free bool, err error) {
	err = conn.QueryRow(ctx, `SELECT pg_try_advisory_lock(hashtextextended($1, 0))`, "dragoman worker "+name).Scan(&free)
	return free, err
}

func letGo(ctx context.Context, conn *pgx.Conn) {
	ctx = context.WithoutCancel(ctx)
	_, _ = conn.Exec(ctx, `SELECT pg_advisory_unlock_all()`) // closing alone would do it a moment later
	_ = conn.Close(ctx)
}

// watchNames takes up what processes of other names left that died, until ctx
// ends, and then lets go of this one's. A connection that is lost, with the name
// that it holds, is made anew.
func (q *Queue) watchNames(ctx context.Context, conn *pgx.Conn) {
	free := map[string]bool{}
	for tick := time.NewTicker(deathCheck); ; {
		var err error
		if conn == nil {
			conn, err = q.holdName(ctx)
		} else if free, err = q.reclaimOthers(ctx, conn, free); err != nil {
			letGo(ctx, conn)
			conn = nil
		}
		if err != nil && ctx.Err() == nil {
			q.config.Logger.WarnContext(ctx, "the name that this process works under is not held", "name", q.config.Name, "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			tick.Stop()
			if conn != nil {
				letGo(ctx, conn)
			}
			return
		}
	}
}

// reclaimOthers takes up what is running under names that are free now and were
// before: after a restart of the server each process needs a moment to hold its
// name again. It returns the names that are free.
func (q *Queue) reclaimOthers(ctx context.Context, conn *pgx.Conn, before map[string]bool) (free map[string]bool, err error) {
	rows, err := conn.Query(ctx, `SELECT DISTINCT attempted_by[array_upper(attempted_by, 1)] FROM river_job
		WHERE state = 'running' AND attempted_by[array_upper(attempted_by, 1)] <> $1`, q.config.Name)
	if err != nil {
		return nil, err
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, err
	}
	free = map[string]bool{}
	for _, name := range names {
		if free[name], err = tryName(ctx, conn, name); err != nil {
			return nil, err
		}
		if !free[name] {
			continue
		}
		if before[name] {
			err = q.reclaim(ctx, name)
		}
		if _, unlockErr := conn.Exec(ctx, `SELECT pg_advisory_unlock(hashtextextended($1, 0))`, "dragoman worker "+name); err == nil {
			err = unlockErr
		}
		if err != nil {
			return nil, err
		}
	}
	return free, nil
}
