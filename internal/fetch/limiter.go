package fetch

import (
	"context"
	"sync"
	"time"
)

// limiter spaces requests to one host in time and bounds how many run at once.
type limiter struct {
	concurrency int

	mu    sync.Mutex
	hosts map[string]*hostState
}

type hostState struct {
	slots chan struct{}
	users int       // holders and waiters
	next  time.Time // when the next request may start
	pause time.Time // until when the host asked to be left alone
}

// maxIdleHosts is how many hosts are remembered before those whose waits are
// over are forgotten.
const maxIdleHosts = 1024

func newLimiter(concurrency int) *limiter {
	return &limiter{concurrency: concurrency, hosts: make(map[string]*hostState)}
}

// acquire waits for the host's turn and returns the function that ends it. The
// next turn comes no sooner than delay after this one's start. A host that
// asked to be left alone is a *BackoffError at once.
func (l *limiter) acquire(ctx context.Context, host string, delay time.Duration) (release func(), err error) {
	h := l.enter(host)
	if err := l.paused(host, h); err != nil {
		l.leave(h)
		return nil, err
	}
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		l.leave(h)
		return nil, ctx.Err()
	}
	release = sync.OnceFunc(func() {
		<-h.slots
		l.leave(h)
	})
	if err := l.paused(host, h); err != nil { // what ran before us may have been told to wait
		release()
		return nil, err
	}

	l.mu.Lock()
	before := h.next
	wait := time.Until(before)
	after := time.Now().Add(max(wait, 0) + delay)
	h.next = after
	l.mu.Unlock()
	if wait <= 0 {
		return release, nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return release, nil
	case <-ctx.Done():
		l.mu.Lock()
		if h.next.Equal(after) { // nobody counts on the turn that is given up
			h.next = before
		}
		l.mu.Unlock()
		release()
		return nil, ctx.Err()
	}
}

func (l *limiter) enter(host string) *hostState {
	l.mu.Lock()
	defer l.mu.Unlock()
	h := l.hosts[host]
	if h == nil {
		if len(l.hosts) >= maxIdleHosts {
			l.sweep()
		}
		h = &hostState{slots: make(chan struct{}, l.concurrency)}
		l.hosts[host] = h
	}
	h.users++
	return h
}

func (l *limiter) leave(h *hostState) {
	l.mu.Lock()
	defer l.mu.Unlock()
	h.users--
}

func (l *limiter) sweep() {
	now := time.Now()
	for name, h := range l.hosts {
		if h.users == 0 && now.After(h.next) && now.After(h.pause) {
			delete(l.hosts, name)
		}
	}
}

func (l *limiter) paused(host string, h *hostState) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if left := time.Until(h.pause); left > 0 {
		return &BackoffError{Host: host, RetryAfter: left}
	}
	return nil
}

// pauseFor leaves a host alone for a while.
func (l *limiter) pauseFor(host string, wait time.Duration) {
	h := l.enter(host)
	defer l.leave(h)
	l.mu.Lock()
	defer l.mu.Unlock()
	if until := time.Now().Add(wait); until.After(h.pause) {
		h.pause = until
	}
}
