package pipeline

import (
	"context"
	"time"

	"github.com/dragoman-news/dragoman/internal/queue"
	"github.com/dragoman-news/dragoman/internal/store"
)

const (
	dueEvery = 5 * time.Second
	// claimLease is for how long a claimed source isn't due again although its
	// poll says nothing: a poll that is lost comes back after it.
	claimLease = 15 * time.Minute
	// claimPerHost is how many sources of one host are polled at once.
	claimPerHost = 2
)

// dueJob enqueues the polls that are due.
type dueJob struct{}

// Kind implements queue.Args.
func (dueJob) Kind() string { return "due" }

func (p *Pipeline) due(ctx context.Context, _ dueJob) error {
	return p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		sources, err := tx.SourceDue(ctx, store.Claim{Now: p.now(), Lease: claimLease, PerHost: claimPerHost})
		if err != nil {
			return err
		}
		var polls []queue.Args
		for _, s := range sources {
			polls = append(polls, Poll{Source: s.ID})
		}
		if len(sources) > 0 {
			p.log.DebugContext(ctx, "polls are due", "sources", len(sources))
		}
		return p.enqueue(ctx, tx, polls...)
	})
}
