package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

// health says whether the process can do what it is for.
type health struct {
	store   *store.Store
	work    bool // it should be working
	working atomic.Bool
}

// readyTimeout is how long the database may take to answer.
const readyTimeout = 5 * time.Second

// serveAlive answers that the process runs.
func (h *health) serveAlive(w http.ResponseWriter, _ *http.Request) { answer(w, nil) }

// serveReady answers whether requests and jobs can be served: the database
// answers (its schema was brought up to date before), and the queue runs.
func (h *health) serveReady(w http.ResponseWriter, r *http.Request) { answer(w, h.ready(r.Context())) }

func (h *health) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyTimeout)
	defer cancel()
	if _, err := h.store.Setting(ctx, "ready"); err != nil && !errors.Is(err, domain.ErrNotFound) {
		return fmt.Errorf("the database doesn't answer: %w", err)
	}
	if h.work && !h.working.Load() {
		return errors.New("the queue doesn't run")
	}
	return nil
}

func answer(w http.ResponseWriter, err error) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, err)
		return
	}
	fmt.Fprintln(w, "ok")
}
