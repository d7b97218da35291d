package registry

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
)

// lockPoll is how often a lock that another holds is tried again.
const lockPoll = 100 * time.Millisecond

var errLocked = errors.New("another process is changing this model: try again when it has ended")

// lock waits until nobody else, in this process or another, changes the
// models of a direction. The system lets go of a lock whose process has ended.
func (s *Store) lock(ctx context.Context, from, to string) (unlock func(), err error) {
	for {
		unlock, err := s.tryLock(from, to)
		if !errors.Is(err, errLocked) {
			return unlock, err
		}
		if err := sleep(ctx, lockPoll); err != nil {
			return nil, fmt.Errorf("wait for another process that changes the model %s-%s: %w", from, to, err)
		}
	}
}

func (s *Store) tryLock(from, to string) (unlock func(), err error) {
	if err := os.MkdirAll(s.config.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("create the model store: %w", err)
	}
	file, err := os.OpenFile(filepath.Join(s.config.Dir, ".lock-"+from+"-"+to), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("lock the model store: %w", err)
	}
	err = unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	switch {
	case errors.Is(err, unix.EWOULDBLOCK):
		return nil, errors.Join(errLocked, file.Close())
	case err != nil:
		return nil, errors.Join(fmt.Errorf("lock the model store: %w", err), file.Close())
	}
	return func() { _ = file.Close() }, nil
}

// sleep waits for d or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}
