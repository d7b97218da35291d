package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// aloneCheck is how often a process asks whether it is its turn.
const aloneCheck = 10 * time.Millisecond

// Alone runs f while no other process runs one on this database: processes
// that start together change its tables one after another. The operating
// system, or Postgres, ends the turn of a process that dies.
func (s *Store) Alone(ctx context.Context, f func(ctx context.Context) error) error {
	begin := s.beginAloneSQLite
	if s.pool != nil {
		begin = s.beginAlonePostgres
	}
	end, err := begin(ctx)
	if err != nil {
		return fmt.Errorf("wait for other processes that change the database's tables: %w", err)
	}
	defer end()
	return f(ctx)
}

// beginAloneSQLite locks a file beside the database, since SQLite's own lock
// ends with each of a migration's transactions, and doesn't wait while the
// first connection to a new file sets its mode. The file stays: were it removed,
// two processes could each lock one.
func (s *Store) beginAloneSQLite(ctx context.Context) (end func(), err error) {
	file, err := os.OpenFile(s.path+".lock", os.O_RDONLY|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	for {
		err = unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if !errors.Is(err, unix.EWOULDBLOCK) {
			break
		}
		select {
		case <-time.After(aloneCheck):
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), file.Close())
		}
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return func() { _ = file.Close() }, nil
}

func (s *Store) beginAlonePostgres(ctx context.Context) (end func(), err error) {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock(hashtextextended('dragoman tables', 0))`); err != nil {
		conn.Release()
		return nil, err
	}
	return func() {
		_, _ = conn.Exec(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock(hashtextextended('dragoman tables', 0))`)
		conn.Release()
	}, nil
}
