package pipeline

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

// subscribeJob asks a source's WebSub hub to push what is new (W3C WebSub,
// section 5.1). The token tells the subscription from one that replaced it.
type subscribeJob struct {
	Source int64  `json:"source"`
	Token  string `json:"token"`
	Asked  int64  `json:"asked"` // the time of the request before, microseconds since 1970
}

// Kind implements queue.Args.
func (subscribeJob) Kind() string { return "subscribe" }

// renewJob enqueues the renewal of leases that end.
type renewJob struct{}

// Kind implements queue.Args.
func (renewJob) Kind() string { return "renew" }

// The states of a subscription.
const (
	subscriptionAsked  = "asked"  // the hub hasn't confirmed it yet
	subscriptionActive = "active" // the hub delivers until the lease ends
	subscriptionDenied = "denied"
)

const (
	renewEvery = 10 * time.Minute
	// renewAhead is how long before its end a lease may be renewed.
	renewAhead = 24 * time.Hour
	leaseAsked = 10 * 24 * time.Hour
	leaseMost  = 60 * 24 * time.Hour
	// A hub that doesn't confirm, or denies, is asked again after this long.
	askAgain       = 6 * time.Hour
	askAgainDenied = 7 * 24 * time.Hour
	renewLimit     = 500
)

// keepHub keeps a source's subscription in step with the hub that its feed
// names. It reports whether a hub delivers what is new.
func (p *Pipeline) keepHub(ctx context.Context, tx *store.Tx, s domain.Source, a answer, now time.Time) (pushed bool, err error) {
	if !p.Public {
		return false, nil
	}
	old, err := tx.Subscription(ctx, s.ID)
	known := err == nil
	if err != nil && !errors.Is(err, domain.ErrNotFound) {
		return false, err
	}
	if a.feed != nil {
		hub, topic := a.hub()
		switch {
		case hub == "" && known:
			return false, tx.DropSubscription(ctx, s.ID)
		case hub == "":
			return false, nil
		case !known || old.Hub != hub || old.Topic != topic:
			fresh := store.Subscription{Source: s.ID, Hub: hub, Topic: topic, Secret: rand.Text() + rand.Text(), Token: rand.Text(), State: subscriptionAsked}
			if err := tx.PutSubscription(ctx, fresh); err != nil {
				return false, err
			}
			return false, p.enqueue(ctx, tx, subscribeJob{Source: s.ID, Token: fresh.Token})
		}
	}
	return known && old.State == subscriptionActive && old.Lease.After(now), nil
}

func (p *Pipeline) subscribe(ctx context.Context, job subscribeJob) error {
	s, err := p.store.Subscription(ctx, job.Source)
	if errors.Is(err, domain.ErrNotFound) || err == nil && s.Token != job.Token {
		return nil
	}
	if err != nil {
		return err
	}
	// The hub may confirm before it answers.
	if err := p.changeSubscription(ctx, s.Token, func(s *store.Subscription) { s.Asked, s.Problem = p.now(), "" }); err != nil {
		return err
	}
	err = p.askHub(ctx, s)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil {
		p.log.InfoContext(ctx, "asked the hub", "source", s.Source, "hub", s.Hub, "topic", s.Topic)
		return nil
	}
	p.log.WarnContext(ctx, "hub refused", "source", s.Source, "hub", s.Hub, "error", err)
	return p.changeSubscription(ctx, s.Token, func(s *store.Subscription) { s.Problem = err.Error() })
}

// askHub sends a subscription request.
func (p *Pipeline) askHub(ctx context.Context, s store.Subscription) error {
	form := url.Values{
		"hub.mode": {"subscribe"}, "hub.topic": {s.Topic}, "hub.secret": {s.Secret},
		"hub.callback":      {p.Addresses.Absolute(p.Addresses.Callback(s.Token))},
		"hub.lease_seconds": {strconv.Itoa(int(leaseAsked / time.Second))},
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Hub, strings.NewReader(form.Encode()))
	if err != nil {
		return fmt.Errorf("ask the hub: %w: %w", err, domain.ErrInvalid)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := p.Fetch.Do(req)
	if err != nil {
		return fmt.Errorf("ask the hub: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode/100 == 2 {
		return nil
	}
	reason, err := io.ReadAll(io.LimitReader(resp.Body, 300))
	return fmt.Errorf("the hub answered %s: %q", resp.Status, cmp.Or(string(reason), fmt.Sprint(err)))
}

// changeSubscription changes the subscription with a token, if it is still there.
func (p *Pipeline) changeSubscription(ctx context.Context, token string, change func(*store.Subscription)) error {
	return p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		s, err := tx.SubscriptionByToken(ctx, token)
		if errors.Is(err, domain.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		change(&s)
		return tx.PutSubscription(ctx, s)
	})
}

func (p *Pipeline) renew(ctx context.Context, _ renewJob) error {
	return p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		now := p.now()
		due, err := tx.SubscriptionsDue(ctx, now.Add(renewAhead), renewLimit)
		if err != nil {
			return err
		}
		for _, s := range due {
			if !renewable(s, now) {
				continue
			}
			if err := p.enqueue(ctx, tx, subscribeJob{Source: s.Source, Token: s.Token, Asked: s.Asked.UnixMicro()}); err != nil {
				return err
			}
		}
		return nil
	})
}

// renewable reports whether a hub is to be asked again: in the last quarter of
// a lease, or when it has kept silent or refused for long enough.
func renewable(s store.Subscription, now time.Time) bool {
	switch since := now.Sub(s.Asked); {
	case s.State == subscriptionDenied:
		return since > askAgainDenied
	case s.State == subscriptionActive && s.Lease.After(now) && s.Problem == "":
		return s.Lease.Sub(now) < s.Lease.Sub(s.Asked)/4
	default:
		return since > askAgain
	}
}
