package pipeline

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // most hubs still sign with it, and an HMAC holds with it
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/source"
	"github.com/dragoman-news/dragoman/internal/store"
)

// maxDelivery bounds what a hub delivers at once.
const maxDelivery = 8 << 20

// WebSub returns the handler of publish.Addresses.Callback: hubs ask there
// whether a subscription is ours (W3C WebSub, section 5.3), and deliver there
// what is new (section 7).
func (p *Pipeline) WebSub() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s, err := p.store.SubscriptionByToken(r.Context(), path.Base(r.URL.Path))
		switch {
		case errors.Is(err, domain.ErrNotFound) && r.Method == http.MethodPost:
			http.Error(w, "no such subscription", http.StatusGone) // so that the hub ends it
		case errors.Is(err, domain.ErrNotFound):
			http.NotFound(w, r)
		case err != nil:
			p.failRequest(w, r, err)
		case r.Method == http.MethodGet:
			p.verify(w, r, s)
		case r.Method == http.MethodPost:
			p.deliver(w, r, s)
		default:
			w.Header().Set("Allow", "GET, POST")
			http.Error(w, "a hub verifies with GET and delivers with POST", http.StatusMethodNotAllowed)
		}
	})
}

func (p *Pipeline) failRequest(w http.ResponseWriter, r *http.Request, err error) {
	p.log.ErrorContext(r.Context(), "request of a hub failed", "error", err)
	http.Error(w, "try again later", http.StatusInternalServerError)
}

// verify answers what a hub asks about a subscription. Only what we asked for
// lately is confirmed.
func (p *Pipeline) verify(w http.ResponseWriter, r *http.Request, s store.Subscription) {
	q, now := r.URL.Query(), p.now()
	ours := q.Get("hub.topic") == s.Topic && now.Sub(s.Asked) < askAgain
	var change func(*store.Subscription)
	switch q.Get("hub.mode") {
	case "subscribe":
		lease := leaseOf(q.Get("hub.lease_seconds"))
		change = func(s *store.Subscription) { s.State, s.Lease, s.Problem = subscriptionActive, now.Add(lease), "" }
	case "denied":
		reason := q.Get("hub.reason")
		change = func(s *store.Subscription) {
			s.State, s.Lease, s.Problem = subscriptionDenied, time.Time{}, fmt.Sprintf("the hub denied it: %.300q", reason)
		}
	}
	if change == nil || !ours {
		http.NotFound(w, r)
		return
	}
	if err := p.changeSubscription(r.Context(), s.Token, change); err != nil {
		p.failRequest(w, r, err)
		return
	}
	p.log.InfoContext(r.Context(), "hub answered", "source", s.Source, "hub", s.Hub, "mode", q.Get("hub.mode"))
	w.Header().Set("Content-Type", "text/plain; charset=utf-8") // the challenge is not ours
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = io.WriteString(w, q.Get("hub.challenge")) //nolint:gosec // as plain text
}

// leaseOf reads hub.lease_seconds.
func leaseOf(seconds string) time.Duration {
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || n <= 0 {
		return leaseAsked
	}
	return min(time.Duration(min(n, int64(leaseMost/time.Second)))*time.Second, leaseMost)
}

// deliver takes in what a hub delivers. It is the feed, or a part of it; where
// it can't be read as one, the source is polled.
func (p *Pipeline) deliver(w http.ResponseWriter, r *http.Request, s store.Subscription) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxDelivery))
	if err != nil {
		http.Error(w, "more than is taken at once", http.StatusRequestEntityTooLarge)
		return
	}
	if !signed(r.Header.Get("X-Hub-Signature"), s.Secret, body) {
		p.log.WarnContext(r.Context(), "delivery with a wrong signature is ignored", "source", s.Source, "hub", s.Hub)
		w.WriteHeader(http.StatusAccepted) // as section 7.1 asks: who guesses learns nothing
		return
	}
	if err := p.takeDelivery(r.Context(), s, r.Header.Get("Content-Type"), body); err != nil {
		p.failRequest(w, r, err)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

func (p *Pipeline) takeDelivery(ctx context.Context, sub store.Subscription, contentType string, body []byte) error {
	s, err := p.store.Source(ctx, sub.Source)
	if err != nil || s.Paused {
		return err
	}
	now := p.now()
	var items []domain.Item
	feed, err := readFeed(s, &fetch.Response{URL: s.Address, Body: body, ContentType: contentType, FetchedAt: now})
	if err == nil {
		items, err = wanted(s, feed)
	}
	return p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err != nil {
			p.log.InfoContext(ctx, "delivery is no feed: polling", "source", s.ID, "error", err)
			return p.enqueue(ctx, tx, Poll{Source: s.ID, Early: true})
		}
		fresh, err := p.keepItems(ctx, tx, s, items, now)
		if err == nil {
			p.log.InfoContext(ctx, "delivered", "source", s.ID, "new", fresh)
		}
		return err
	})
}

// signed reports whether a body has the signature that X-Hub-Signature gives.
func signed(header, secret string, body []byte) bool {
	method, signature, _ := strings.Cut(header, "=")
	hashes := map[string]func() hash.Hash{"sha1": sha1.New, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New}
	newHash, known := hashes[strings.ToLower(method)]
	given, err := hex.DecodeString(signature)
	if !known || err != nil {
		return false
	}
	mac := hmac.New(newHash, []byte(secret))
	mac.Write(body)
	return hmac.Equal(mac.Sum(nil), given)
}

// hub returns the WebSub hub to ask for what is new, and the topic to ask for.
// What an answer's header names counts before what stands in the feed.
func (a answer) hub() (hub, topic string) {
	at, err := url.Parse(a.response.URL)
	if err != nil {
		return "", ""
	}
	hubs, self := source.HeaderLinks(a.response.Header.Values("Link"), at)
	topic = cmp.Or(self, a.feed.Self, a.response.URL)
	for _, h := range slices.Concat(hubs, a.feed.Hubs) {
		if u, err := url.Parse(h); err == nil && (u.Scheme == "https" || u.Scheme == "http" && hub == "") && u.Host != "" {
			if hub = h; u.Scheme == "https" {
				break
			}
		}
	}
	return hub, topic
}
