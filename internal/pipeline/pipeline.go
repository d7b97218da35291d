// Package pipeline runs the wire: each stage of an article's way from a source
// to the reader is a kind of job, worked by package queue.
//
//	due ─► Poll ─► Read ─► Translate ─► Publish ─► Pictures, ping
//	         └► subscribe ─► WebSub delivers ─► Read …
//
// Read also finds the story that an article belongs to.
//
// A stage reads what it needs, waits for other machines and models without a
// transaction, and writes its result together with the jobs that follow from
// it in one transaction. Every job may run twice with the same result. What
// fell through the cracks (a restored backup, a model that came later) is found
// by reconcile.
package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/queue"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// Config is what the stages work with. Store, Fetch and Router must be set.
type Config struct {
	Store *store.Store
	Fetch *fetch.Client
	// Router returns the way to the engine that a source or an edition asks for
	// by name, "" for the usual choice. An engine that isn't there is
	// domain.ErrNotFound.
	Router    func(engine string) (*translate.Router, error)
	Addresses publish.Addresses // the site's
	// Public says that others reach the site at Addresses.Base. Then hubs are
	// asked to push, and pages are announced.
	Public bool
	// Purge is told which editions' pages have changed, after the change is kept.
	Purge func(editions ...string)
	// Published is told of each translation that readers see now and didn't before,
	// with when the article's version was first heard of; nil tells nobody.
	Published func(e domain.Edited, heard time.Time)
	// Announce tells subscribers that an edition has changed, and search engines
	// which of its pages that they may show have, by their absolute addresses; nil
	// tells nobody.
	Announce func(ctx context.Context, edition string, pages []string) error
	// PerHostDelay is the fetch client's: pages of one host are asked for at this
	// distance, so that none waits for its turn where another could work.
	PerHostDelay time.Duration
	// KeepPages is how long the HTML of pages is kept, for reading it again;
	// 0 is 30 days, negative for ever.
	KeepPages time.Duration
	// KeepOutputs is how long engines' answers are kept, for using them again.
	KeepOutputs time.Duration
	// Now is the clock; nil is time.Now.
	Now    func() time.Time
	Logger *slog.Logger // nil logs nothing
}

// Pipeline holds the stages. It is safe for concurrent use once it has its queue.
type Pipeline struct {
	Config
	store *store.Store
	log   *slog.Logger
	queue *queue.Queue

	scaling sync.Mutex // held by who scales a picture
}

const defaultKeepPages = 30 * 24 * time.Hour

// New returns the stages. They are to be registered with a queue's workers, and
// to be given the queue, before it runs: see Register and Use.
func New(c Config) (*Pipeline, error) {
	if c.Store == nil || c.Fetch == nil || c.Router == nil {
		return nil, fmt.Errorf("the pipeline needs a store, a fetch client and a router: %w", domain.ErrInvalid)
	}
	c.KeepPages = cmp.Or(c.KeepPages, defaultKeepPages)
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Purge == nil {
		c.Purge = func(...string) {}
	}
	return &Pipeline{Config: c, store: c.Store, log: c.Logger}, nil
}

// Register adds the stages' kinds of jobs to a queue's.
func (p *Pipeline) Register(w *queue.Workers) {
	queue.Handle(w, queue.Kind{Queue: queue.Net, Unique: true}, p.due)
	queue.Handle(w, queue.Kind{Queue: queue.Net, Unique: true}, p.poll)
	queue.Handle(w, queue.Kind{Queue: queue.Net, Unique: true, Priority: 2}, p.read)
	queue.Handle(w, queue.Kind{Queue: queue.CPU, Unique: true, Timeout: 30 * time.Minute}, p.translate)
	queue.Handle(w, queue.Kind{Queue: queue.Publish, Unique: true}, p.publish)
	queue.Handle(w, queue.Kind{Queue: queue.Publish, Unique: true, Attempts: 5}, p.ping)
	queue.Handle(w, queue.Kind{Queue: queue.Net, Unique: true, Priority: 3, Attempts: 5}, p.pictures)
	queue.Handle(w, queue.Kind{Queue: queue.Net, Unique: true}, p.subscribe)
	queue.Handle(w, queue.Kind{Queue: queue.Net, Unique: true}, p.renew)
	queue.Handle(w, queue.Kind{Queue: queue.Publish, Unique: true}, p.reconcile)
	queue.Handle(w, queue.Kind{Queue: queue.Publish, Unique: true, Priority: 4}, p.sweep)
}

// Periodic returns the jobs that a queue must repeat: see queue.Config.
func (p *Pipeline) Periodic() []queue.Periodic {
	return []queue.Periodic{
		{Every: dueEvery, Args: dueJob{}},
		{Every: renewEvery, Args: renewJob{}},
		{Every: reconcileEvery, Args: reconcileJob{}},
		{Every: sweepEvery, Args: sweepJob{}},
	}
}

// Use gives the stages the queue that they enqueue in. It must be called once,
// before the queue runs.
func (p *Pipeline) Use(q *queue.Queue) { p.queue = q }

// RetryAfter returns how long an error of a site or an engine asks to wait, or 0
// where it doesn't say: see queue.Config.
func RetryAfter(err error) time.Duration {
	return max(fetch.RetryAfter(err), translate.RetryAfter(err))
}

func (p *Pipeline) now() time.Time { return p.Now().UTC() }

// enqueue adds jobs in a transaction.
func (p *Pipeline) enqueue(ctx context.Context, tx *store.Tx, jobs ...queue.Args) error {
	var entries []queue.Entry
	for _, j := range jobs {
		entries = append(entries, queue.Entry{Args: j})
	}
	_, err := p.queue.EnqueueAll(ctx, tx, entries...)
	return err
}
