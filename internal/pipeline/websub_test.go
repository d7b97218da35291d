package pipeline

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/source"
	"github.com/dragoman-news/dragoman/internal/store"
)

// hub is a WebSub hub that keeps to the specification, and fails the test when
// its subscriber doesn't.
type hub struct {
	*httptest.Server
	t       testing.TB
	mu      sync.Mutex
	lease   time.Duration
	refuse  int    // status to answer requests with
	deny    string // reason to deny with
	form    url.Values
	asked   int
	sleeper bool // doesn't verify
}

func newHub(t testing.TB) *hub {
	h := &hub{t: t, lease: time.Hour}
	h.Server = httptest.NewServer(h)
	t.Cleanup(h.Close)
	return h
}

func (h *hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.asked++
	if r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
		h.t.Errorf("the hub is asked with %s and %q", r.Method, r.Header.Get("Content-Type"))
	}
	if err := r.ParseForm(); err != nil {
		h.t.Error(err)
	}
	h.form = r.PostForm
	callback, err := url.Parse(h.form.Get("hub.callback"))
	if err != nil || callback.Host == "" || callback.Fragment != "" {
		h.t.Errorf("the callback is %q", h.form.Get("hub.callback"))
	}
	if n := len(h.form.Get("hub.secret")); n < 16 || n >= 200 {
		h.t.Errorf("the secret has %d bytes", n)
	}
	if _, err := strconv.Atoi(h.form.Get("hub.lease_seconds")); err != nil || h.form.Get("hub.mode") != "subscribe" {
		h.t.Errorf("the request is %v", h.form)
	}
	if h.refuse != 0 {
		http.Error(w, "not today", h.refuse)
		return
	}
	switch {
	case h.sleeper:
	case h.deny != "":
		h.ask(r.Context(), url.Values{"hub.mode": {"denied"}, "hub.topic": h.form["hub.topic"], "hub.reason": {h.deny}})
	default:
		status, body := h.verify(r.Context(), h.form.Get("hub.topic"))
		if status != http.StatusOK || body != "a <challenge>" {
			h.t.Errorf("the verification was answered %d %q", status, body)
		}
	}
	w.WriteHeader(http.StatusAccepted)
}

// verify asks the subscriber whether it meant it.
func (h *hub) verify(ctx context.Context, topic string) (status int, body string) {
	return h.ask(ctx, url.Values{
		"hub.mode": {"subscribe"}, "hub.topic": {topic}, "hub.challenge": {"a <challenge>"}, "hub.lease_seconds": {strconv.Itoa(int(h.lease.Seconds()))},
	})
}

func (h *hub) ask(ctx context.Context, query url.Values) (status int, body string) {
	return h.send(ctx, http.MethodGet, "?"+query.Encode(), "", nil)
}

func (h *hub) send(ctx context.Context, method, query, body string, header http.Header) (int, string) {
	req, err := http.NewRequestWithContext(ctx, method, h.form.Get("hub.callback")+query, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	maps.Copy(req.Header, header)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		h.t.Error(err)
		return 0, ""
	}
	defer func() { _ = resp.Body.Close() }()
	got, err := io.ReadAll(resp.Body)
	if err != nil {
		h.t.Error(err)
	}
	if method == http.MethodGet && resp.StatusCode == http.StatusOK && !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/plain") {
		h.t.Errorf("a challenge comes back as %s", resp.Header.Get("Content-Type"))
	}
	return resp.StatusCode, string(got)
}

// deliver sends a body, signed with a hash and a secret.
func (h *hub) deliver(body, method string, newHash func() hash.Hash, secret string) int {
	mac := hmac.New(newHash, []byte(secret))
	mac.Write([]byte(body))
	status, _ := h.send(h.t.Context(), http.MethodPost, "", body, http.Header{
		"Content-Type":    {"application/rss+xml"},
		"X-Hub-Signature": {method + "=" + hex.EncodeToString(mac.Sum(nil))},
	})
	return status
}

// subscribed is a wire with a hub that its source's feed names.
func subscribed(t *testing.T, change ...func(*hub)) (w *wire, h *hub, id int64) {
	t.Helper()
	h = newHub(t)
	for _, f := range change {
		f(h)
	}
	var callback *httptest.Server
	w = newWire(t, func(c *Config) {
		c.Public = true
		callback = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { w.WebSub().ServeHTTP(rw, r) }))
		t.Cleanup(callback.Close)
		c.Addresses.Base = callback.URL
	})
	w.site.put("/feed", w.site.feed(`<atom:link rel="hub" href="`+h.URL+`/"/><atom:link rel="self" href="`+w.site.URL+`/feed"/>`))
	id = w.follow("/feed")
	w.round()
	return w, h, id
}

func (w *wire) subscription(id int64) store.Subscription {
	w.t.Helper()
	s, err := w.store.Subscription(w.t.Context(), id)
	if err != nil && !errors.Is(err, domain.ErrNotFound) {
		w.t.Fatal(err)
	}
	return s
}

func TestSubscription(t *testing.T) {
	t.Parallel()
	w, h, id := subscribed(t)
	s := w.subscription(id)
	if s.State != subscriptionActive || s.Topic != w.site.URL+"/feed" || s.Lease.Sub(w.now()) < 50*time.Minute {
		t.Fatalf("the subscription is %+v", s)
	}
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", sentences(0)...)})
	delivery := w.site.feed("", entry{path: "/a/1", title: "Harbour to be rebuilt"}).body
	for range 2 { // a hub may deliver twice
		if status := h.deliver(delivery, "sha256", sha256.New, s.Secret); status != http.StatusAccepted {
			t.Errorf("the delivery was answered %d", status)
		}
	}
	polls := w.site.count("/feed")
	if err := w.settle(); err != nil {
		t.Fatal(err)
	}
	if len(w.front()) != 1 || w.site.count("/feed") != polls {
		t.Errorf("readers see %+v", w.front())
	}
	w.site.put("/a/2", resource{body: article("Railway to be rebuilt", "", sentences(1)...)})
	delivery = w.site.feed("", entry{path: "/a/2", title: "Railway to be rebuilt"}).body
	if status := h.deliver(delivery, "sha1", sha1.New, s.Secret); status != http.StatusAccepted || len(w.items()) != 2 {
		t.Errorf("a delivery that is signed with SHA-1 was answered %d", status)
	}
	// While a hub delivers, polls are rare; afterwards they are as before.
	w.pass(10 * time.Minute)
	if err := w.poll(t.Context(), Poll{Source: id, Early: true}); err != nil {
		t.Fatal(err)
	}
	pushed := w.source(id).Poll
	w.pass(2 * time.Hour)
	if err := w.poll(t.Context(), Poll{Source: id, Early: true}); err != nil {
		t.Fatal(err)
	}
	alone := w.source(id).Poll
	if far, near := pushed.Next.Sub(pushed.State.LastSuccess), alone.Next.Sub(alone.State.LastSuccess); far < 2*near {
		t.Errorf("the next poll is after %s with a hub, after %s without", far, near)
	}
}

func TestDeliveryRefused(t *testing.T) {
	t.Parallel()
	w, h, id := subscribed(t)
	s := w.subscription(id)
	delivery := w.site.feed("", entry{path: "/a/1", title: "Forged"}).body
	if status := h.deliver(delivery, "sha256", sha256.New, "another"); status != http.StatusAccepted {
		t.Errorf("a forged delivery was answered %d", status)
	}
	if status := h.deliver(delivery, "md5", sha256.New, s.Secret); status != http.StatusAccepted {
		t.Errorf("a delivery with an unknown hash was answered %d", status)
	}
	if status, _ := h.send(t.Context(), http.MethodPost, "", delivery, nil); status != http.StatusAccepted || len(w.items()) != 0 {
		t.Errorf("an unsigned delivery was answered %d; items %+v", status, w.items())
	}
	if status := h.deliver(strings.Repeat("x", maxDelivery+1), "sha256", sha256.New, s.Secret); status != http.StatusRequestEntityTooLarge {
		t.Errorf("a huge delivery was answered %d", status)
	}
	for name, topic := range map[string]string{"another topic": "https://example.org/", "nothing": ""} {
		if status, _ := h.verify(t.Context(), topic); status != http.StatusNotFound {
			t.Errorf("the verification of %s was answered %d", name, status)
		}
	}
	if status, _ := h.ask(t.Context(), url.Values{"hub.mode": {"unsubscribe"}, "hub.topic": {s.Topic}, "hub.challenge": {"x"}}); status != http.StatusNotFound {
		t.Errorf("an end that nobody asked for was confirmed with %d", status)
	}
	w.pass(askAgain + time.Hour)
	if status, _ := h.verify(t.Context(), s.Topic); status != http.StatusNotFound {
		t.Errorf("what was asked for long ago was confirmed with %d", status)
	}
	w.write(func(ctx context.Context, tx *store.Tx) error { return tx.DropSubscription(ctx, id) })
	if status := h.deliver(delivery, "sha256", sha256.New, s.Secret); status != http.StatusGone {
		t.Errorf("a delivery for nobody was answered %d", status)
	}
	if status, _ := h.send(t.Context(), http.MethodPut, "", "", nil); status != http.StatusNotFound {
		t.Errorf("PUT was answered %d", status)
	}
}

// What a hub delivers that is no feed only tells that there is something new.
func TestThinDelivery(t *testing.T) {
	t.Parallel()
	w, h, id := subscribed(t)
	w.site.forget()
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", sentences(0)...)})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"})
	if status := h.deliver("", "sha256", sha256.New, w.subscription(id).Secret); status != http.StatusAccepted {
		t.Errorf("it was answered %d", status)
	}
	if err := w.settle(); err != nil || len(w.front()) != 1 {
		t.Errorf("readers see %+v, %v", w.front(), err)
	}
}

func TestHubRefuses(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change  func(*hub)
		state   string
		problem string
		again   time.Duration
	}{
		"error":          {func(h *hub) { h.refuse = http.StatusInternalServerError }, subscriptionAsked, "not today", askAgain},
		"denied":         {func(h *hub) { h.deny = "members only" }, subscriptionDenied, "members only", askAgainDenied},
		"told at length": {func(h *hub) { h.deny = "m" + strings.Repeat("é", 400) }, subscriptionDenied, "éé", askAgainDenied}, // not cut within a letter
		"silent":         {func(h *hub) { h.sleeper = true }, subscriptionAsked, "", askAgain},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, h, id := subscribed(t, test.change)
			s := w.subscription(id)
			if s.State != test.state || !strings.Contains(s.Problem, test.problem) || !utf8.ValidString(s.Problem) || s.Lease.After(w.now()) {
				t.Errorf("the subscription is %+v", s)
			}
			if p := w.source(id).Poll; p.Health != string(source.HealthGood) || p.Problem != "" {
				t.Errorf("the source's poll is %+v", p)
			}
			asked := h.asked
			w.pass(test.again - time.Hour)
			w.renewNow()
			if h.asked != asked {
				t.Error("the hub was asked again at once")
			}
			w.pass(2 * time.Hour)
			w.renewNow()
			if h.asked == asked {
				t.Error("the hub was not asked again")
			}
		})
	}
}

func (w *wire) renewNow() {
	w.t.Helper()
	if err := w.renew(w.t.Context(), renewJob{}); err != nil {
		w.t.Fatal(err)
	}
	for _, j := range w.waiting("subscribe") {
		if err := w.once(j); err != nil {
			w.t.Fatal(err)
		}
		w.done(j)
	}
}

func TestRenewal(t *testing.T) {
	t.Parallel()
	w, h, id := subscribed(t, func(h *hub) { h.lease = 8 * time.Hour })
	asked, first := h.asked, w.subscription(id).Lease
	w.pass(5 * time.Hour)
	w.renewNow()
	if h.asked != asked {
		t.Error("a lease was renewed too early")
	}
	w.pass(2 * time.Hour)
	w.renewNow()
	if s := w.subscription(id); h.asked != asked+1 || !s.Lease.After(first.Add(6*time.Hour)) {
		t.Errorf("the lease was not renewed: %+v", s)
	}
}

// A feed that names another hub, or none, is followed.
func TestHubChanges(t *testing.T) {
	t.Parallel()
	w, h, id := subscribed(t)
	first := w.subscription(id)
	other := newHub(t)
	w.site.put("/feed", w.site.feed(fmt.Sprintf(`<atom:link rel="hub" href="%s/"/><atom:link rel="self" href="%s/feed"/>`, other.URL, w.site.URL)))
	w.pollNow(id)
	if s := w.subscription(id); s.Hub != other.URL+"/" || s.Token == first.Token || s.State != subscriptionActive {
		t.Errorf("the subscription is %+v", s)
	}
	if status := h.deliver("x", "sha256", sha256.New, first.Secret); status != http.StatusGone {
		t.Errorf("the former hub is answered %d", status)
	}
	w.site.putFeed("/feed")
	w.pollNow(id)
	if s := w.subscription(id); s.Token != "" {
		t.Errorf("the subscription is %+v", s)
	}
}
