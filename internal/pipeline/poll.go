package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/source"
	"github.com/dragoman-news/dragoman/internal/store"
)

// Poll asks a source what is new. Whatever comes of it, the source has a time
// for its next poll afterwards; a poll that dies is due again when its claim ends.
type Poll struct {
	Source int64 `json:"source"`
	Early  bool  `json:"early,omitempty"` // although it isn't due: a person or a hub asked for it
}

// Kind implements queue.Args.
func (Poll) Kind() string { return "poll" }

func (p *Pipeline) poll(ctx context.Context, job Poll) error {
	s, err := p.store.Source(ctx, job.Source)
	if errors.Is(err, domain.ErrNotFound) {
		return nil // it was removed
	}
	if err != nil {
		return err
	}
	if s.Poll.Next.After(p.now()) && !job.Early {
		return nil // it was polled since
	}
	a, err := p.ask(ctx, s)
	if ctx.Err() != nil {
		return ctx.Err() // says nothing about the source
	}
	if err != nil {
		return p.keepFailure(ctx, s, err)
	}
	return p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return p.keepAnswer(ctx, tx, s, a)
	})
}

// keepAnswer keeps what a poll found, with the jobs that follow from it.
func (p *Pipeline) keepAnswer(ctx context.Context, tx *store.Tx, s domain.Source, a answer) error {
	now := p.now()
	fresh, err := p.keepItems(ctx, tx, s, a.items, now)
	if err != nil {
		return err
	}
	pushed, err := p.keepHub(ctx, tx, s, a, now)
	if err != nil {
		return err
	}
	outcome := source.Outcome{
		Result: source.PollUnchanged, FreshFor: source.FreshFor(a.header("Cache-Control"), a.header("Expires"), a.header("Date"), now),
		Pushed: pushed,
	}
	if fresh > 0 {
		outcome.Result = source.PollChanged
	}
	if outcome.Hints, err = keepHints(ctx, tx, s, a.feed, now); err != nil {
		return err
	}
	if a.feed != nil {
		for _, item := range a.feed.Items {
			outcome.Published = append(outcome.Published, item.Published)
		}
	}
	next := p.nextPoll(s, outcome, now)
	next.ETag, next.LastModified = a.etag, a.lastModified
	if next.Problem, err = p.keepMove(ctx, tx, s, a, now); err != nil {
		return err
	}
	p.log.LogAttrs(ctx, pollLevel(fresh), "polled", slog.Int64("source", s.ID), slog.String("name", s.Name), slog.Int("new", fresh), slog.Time("next", next.Next))
	return tx.PutPoll(ctx, s.ID, next)
}

// keepHints returns what a feed said last about when to ask again: an answer
// that nothing has changed doesn't repeat it.
func keepHints(ctx context.Context, tx *store.Tx, s domain.Source, feed *source.Feed, now time.Time) (h source.Hints, err error) {
	key := fmt.Sprintf("hints of source %d", s.ID)
	kept, err := tx.Setting(ctx, key)
	if err != nil && !errors.Is(err, domain.ErrNotFound) {
		return h, err
	}
	if feed == nil {
		if kept != "" {
			err = json.Unmarshal([]byte(kept), &h)
			return h, err
		}
		return h, nil
	}
	data, err := json.Marshal(feed.Hints)
	if err != nil || string(data) == kept || kept == "" && feed.Hints.IsZero() {
		return feed.Hints, err
	}
	return feed.Hints, tx.PutSetting(ctx, key, string(data), now)
}

func pollLevel(fresh int) slog.Level {
	if fresh > 0 {
		return slog.LevelInfo
	}
	return slog.LevelDebug
}

// keepFailure keeps that a poll failed. What the source gave before stays, and
// so do the validators of its last answer.
func (p *Pipeline) keepFailure(ctx context.Context, s domain.Source, failure error) error {
	now := p.now()
	var next domain.Poll
	if early, ok := errors.AsType[*fetch.BackoffError](failure); ok {
		next = s.Poll // nothing was asked
		next.Next = now.Add(early.RetryAfter)
	} else {
		next = p.nextPoll(s, source.Outcome{Result: resultOf(failure), RetryAfter: fetch.RetryAfter(failure)}, now)
		next.ETag, next.LastModified, next.Problem = s.Poll.ETag, s.Poll.LastModified, failure.Error()
		p.log.WarnContext(ctx, "poll failed", "source", s.ID, "name", s.Name, "failures", next.State.Failures, "next", next.Next, "error", failure)
	}
	return p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		err := tx.PutPoll(ctx, s.ID, next)
		if errors.Is(err, domain.ErrNotFound) {
			return nil // it was removed
		}
		return err
	})
}

// resultOf says what an error means for a source's next poll.
func resultOf(err error) source.Result {
	switch {
	case errors.Is(err, domain.ErrRateLimited):
		return source.PollLimited
	case errors.Is(err, domain.ErrNotFound), errors.Is(err, domain.ErrForbidden):
		return source.PollGone
	default:
		return source.PollFailed
	}
}

func (p *Pipeline) nextPoll(s domain.Source, o source.Outcome, now time.Time) domain.Poll {
	rnd := rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())) //nolint:gosec // it only keeps polls apart
	at, state := source.NextPoll(source.State(s.Poll.State), o, source.Bounds{Min: s.MinEvery, Max: s.MaxEvery}, now, rnd)
	return domain.Poll{State: domain.PollState(state), Next: at, Health: string(state.Health(now))}
}

// keepMove makes a source's address the one that it has moved to for good. It
// returns what keeps it from that, for people.
func (p *Pipeline) keepMove(ctx context.Context, tx *store.Tx, s domain.Source, a answer, now time.Time) (problem string, err error) {
	if a.moved == "" || a.moved == s.Address {
		return "", nil
	}
	to, err := url.Parse(a.moved)
	if err != nil || to.Hostname() == "" {
		return fmt.Sprintf("it has moved to the address %.200q, which makes no sense", a.moved), nil //nolint:nilerr // it is told
	}
	if err := tx.PutRedirect(ctx, s.Address, a.moved, now); err != nil {
		return "", err
	}
	latest, err := tx.Source(ctx, s.ID)
	if err != nil {
		return "", err
	}
	latest.Address, latest.Host = a.moved, strings.ToLower(to.Hostname())
	err = tx.SetSource(ctx, latest)
	if errors.Is(err, domain.ErrInvalid) {
		return fmt.Sprintf("it has moved to %s, which can't be its address: %v", a.moved, err), nil
	}
	if err == nil {
		p.log.InfoContext(ctx, "source moved", "source", s.ID, "from", s.Address, "to", a.moved)
	}
	return "", err
}
