package app

import (
	"context"
	"log/slog"

	"github.com/dragoman-news/dragoman/internal/pipeline"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/queue"
)

// Work says what a Wire does by itself.
type Work int

// What a Wire does.
const (
	WorkNothing Work = iota // it only enqueues; another process works
	WorkOnce                // it works what is enqueued, and polls nothing by itself
	WorkAlways              // it polls each source when it is due
)

// Wire is the stages of the pipeline on their queue.
type Wire struct {
	*pipeline.Pipeline
	Queue *queue.Queue
}

// Wire connects the pipeline with the queue. Nothing runs before Queue.Run.
func (a *App) Wire(ctx context.Context, work Work) (*Wire, error) {
	keep := a.Config.Retention.Pages
	if keep == 0 {
		keep = -1 // for good; 0 stands for the default there
	}
	p, err := pipeline.New(pipeline.Config{
		Store: a.Store, Fetch: a.Client, Router: a.Router, Addresses: a.Addresses, Public: a.Config.Site.Address != "",
		Purge: a.pages.Purge, Published: a.metrics.published, Announce: a.announce(), PerHostDelay: a.Config.Fetch.Delay, KeepPages: keep,
		KeepOutputs: a.Config.Retention.Outputs, Logger: a.log,
	})
	if err != nil {
		return nil, err
	}
	workers := queue.NewWorkers()
	p.Register(workers)
	c := queue.Config{Name: a.Config.Work.Name, RetryAfter: pipeline.RetryAfter, Logger: slog.New(warnings{a.log.Handler()}), Done: a.metrics.jobDone}
	if work != WorkNothing {
		c.Parallel = a.parallel()
	}
	if work == WorkAlways {
		c.Periodic = p.Periodic()
	}
	q, err := queue.New(ctx, a.Store, workers, c)
	if err != nil {
		return nil, err
	}
	p.Use(q)
	return &Wire{Pipeline: p, Queue: q}, nil
}

// announce returns what tells others of new pages, or nil where nobody is to
// be told.
func (a *App) announce() func(ctx context.Context, edition string, pages []string) error {
	c := a.Config.Site
	if c.Hub == "" && c.IndexNowKey == "" {
		return nil
	}
	return publish.Announcer{Addresses: a.Addresses, Hub: c.Hub, IndexNow: publish.IndexNowEndpoint, Key: c.IndexNowKey, HTTP: a.Client}.Announce
}

// parallel returns how many jobs of each queue are worked at once. A queue of
// which none are is left to other processes.
func (a *App) parallel() map[queue.Name]int {
	n := map[queue.Name]int{queue.Net: a.Config.Work.Net, queue.CPU: a.Config.Work.CPU, queue.Publish: a.Config.Work.Publish}
	for name, jobs := range n {
		if jobs == 0 {
			delete(n, name)
		}
	}
	return n
}
