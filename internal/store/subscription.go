package store

import (
	"context"
	"fmt"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Subscription is a source's subscription to its feed's WebSub hub.
type Subscription struct {
	Source  int64
	Hub     string
	Topic   string
	Secret  string    // signs what the hub delivers
	Token   string    // identifies the subscription in our callback's address; no two share one
	State   string    // in the subscriber's words
	Lease   time.Time // until when the hub delivers; zero when it doesn't yet
	Asked   time.Time // when the hub was last asked
	Problem string
}

const subscriptionColumns = `source_id, hub, topic, secret, token, state, lease, asked, problem`

func scanSubscription(row scanner) (s Subscription, err error) {
	return s, row.Scan(&s.Source, &s.Hub, &s.Topic, &s.Secret, &s.Token, &s.State, instant{&s.Lease}, instant{&s.Asked}, &s.Problem)
}

// Subscription returns a source's subscription, or domain.ErrNotFound.
func (r Reader) Subscription(ctx context.Context, source int64) (Subscription, error) {
	s, err := scanSubscription(r.row(ctx, `SELECT `+subscriptionColumns+` FROM subscription WHERE source_id = $1`, source))
	return s, failed(err, "subscription of source %d", source)
}

// SubscriptionByToken returns the subscription with a token, or
// domain.ErrNotFound.
func (r Reader) SubscriptionByToken(ctx context.Context, token string) (Subscription, error) {
	s, err := scanSubscription(r.row(ctx, `SELECT `+subscriptionColumns+` FROM subscription WHERE token = $1`, token))
	return s, failed(err, "subscription")
}

// SubscriptionsDue returns the subscriptions whose lease ends before a time or
// hasn't begun, those first whose hub was asked longest ago.
func (r Reader) SubscriptionsDue(ctx context.Context, before time.Time, limit int) ([]Subscription, error) {
	all, err := list(ctx, r, scanSubscription, `
		SELECT `+subscriptionColumns+` FROM subscription WHERE lease < $1 ORDER BY asked, source_id LIMIT $2`,
		micros(before), bounded(limit, 1000))
	return all, failed(err, "list the subscriptions that end")
}

// PutSubscription keeps a source's subscription in place of its former one.
func (t *Tx) PutSubscription(ctx context.Context, s Subscription) error {
	if s.Hub == "" || s.Topic == "" || s.Token == "" {
		return fmt.Errorf("the subscription of source %d needs a hub, a topic and a token: %w", s.Source, domain.ErrInvalid)
	}
	err := t.exec(ctx, `
		INSERT INTO subscription (`+subscriptionColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (source_id) DO UPDATE SET hub = excluded.hub, topic = excluded.topic, secret = excluded.secret, token = excluded.token,
			state = excluded.state, lease = excluded.lease, asked = excluded.asked, problem = excluded.problem`,
		s.Source, s.Hub, s.Topic, s.Secret, s.Token, s.State, micros(s.Lease), micros(s.Asked), s.Problem)
	return failed(err, "keep the subscription of source %d", s.Source)
}

// DropSubscription forgets a source's subscription, if it has one.
func (t *Tx) DropSubscription(ctx context.Context, source int64) error {
	return failed(t.exec(ctx, `DELETE FROM subscription WHERE source_id = $1`, source), "drop the subscription of source %d", source)
}
