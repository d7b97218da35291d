// Package registry gets translation models from Mozilla's registry and keeps
// them on disk: what is offered, what is installed, and that it is whole.
//
// A Store is a directory with one sub-directory per installed model, whose
// manifest.json says what it is. A model appears and disappears in one
// rename, so a broken or interrupted download leaves nothing that List shows,
// and processes may share a store.
package registry

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"time"
)

// DefaultAddress is where Mozilla publishes the list of its models.
const DefaultAddress = "https://storage.googleapis.com/moz-fx-translations-data--303e-prod-translations-data/db/models.json"

// Client sends requests. It must not cut bodies off by a total time limit:
// a model takes minutes on a slow line.
type Client interface {
	Do(*http.Request) (*http.Response, error)
}

// Config says where a Store is and how it downloads. Zero durations and
// counts stand for the defaults that are given.
type Config struct {
	Dir      string // of the store
	Address  string // of the registry; DefaultAddress if empty
	Client   Client // for Offers and Pull; others do without
	Attempts int    // how often in a row a download may fail without progress worth the name: 5
	// Backoff is the pause before the second attempt, doubled at each further
	// one: 1 s.
	Backoff time.Duration
	// Stall is how long a download may stand still: 30 s.
	Stall time.Duration
	// Check, if set, opens the unpacked files of a model before it is
	// installed, and returns its architecture. What it refuses isn't.
	Check func(dir string) (architecture string, err error)
}

// Store keeps models in a directory. It is safe for concurrent use, also by
// several processes.
type Store struct {
	config Config
}

// Open returns the store in config.Dir, which is created when a model is first
// put into it.
func Open(config Config) (*Store, error) {
	if config.Dir == "" {
		return nil, errors.New("open model store: no directory given")
	}
	dir, err := filepath.Abs(config.Dir)
	if err != nil {
		return nil, fmt.Errorf("open model store: %w", err)
	}
	config.Dir = dir
	config.Address = cmp.Or(config.Address, DefaultAddress)
	config.Attempts = cmp.Or(config.Attempts, 5)
	config.Backoff = cmp.Or(config.Backoff, time.Second)
	config.Stall = cmp.Or(config.Stall, 30*time.Second)
	return &Store{config}, nil
}

// Dir returns the store's directory.
func (s *Store) Dir() string { return s.config.Dir }
