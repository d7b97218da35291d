// Package fetch is the program's only way out: one polite HTTP client that
// every other package is given. It refuses addresses that do not belong to the
// public internet, obeys robots.txt (RFC 9309), says honestly who it is, keeps
// a distance between requests to one host, and bounds time, redirects, headers
// and decompressed bytes.
//
// Get reads a page or feed under all of these rules. Do streams any other
// request (a model's file, a service's API) under the guard alone.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Client fetches from the public internet. It is safe for concurrent use; its
// limits per host hold over all of its users, so a program makes one.
type Client struct {
	config    Config
	log       *slog.Logger
	guard     *guard
	transport *http.Transport
	limiter   *limiter
	robots    *robotsCache
}

// New returns a client with the given configuration, whose zero fields are
// replaced by their defaults. A configuration that makes no sense is
// domain.ErrInvalid. A nil logger logs nothing.
func New(config Config, log *slog.Logger) (*Client, error) {
	config = config.withDefaults()
	if err := config.validate(); err != nil {
		return nil, fmt.Errorf("configure fetching: %w", err)
	}
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	guard, err := newGuard(config)
	if err != nil {
		return nil, fmt.Errorf("configure fetching: %w", err)
	}
	c := &Client{
		config:  config,
		log:     log,
		guard:   guard,
		limiter: newLimiter(config.PerHostConcurrency),
		transport: &http.Transport{
			Proxy:                  nil, // a proxy would resolve and dial for us, past the guard
			DialContext:            guard.dial,
			ForceAttemptHTTP2:      true,
			DisableCompression:     true, // Get decodes itself, within limits
			MaxIdleConns:           64,
			MaxIdleConnsPerHost:    2,
			IdleConnTimeout:        90 * time.Second,
			TLSHandshakeTimeout:    config.ConnectTimeout,
			ResponseHeaderTimeout:  config.Timeout,
			ExpectContinueTimeout:  time.Second,
			MaxResponseHeaderBytes: maxHeaderBytes,
		},
	}
	c.robots = newRobotsCache(c.fetchRobots)
	return c, nil
}

// Close closes the connections that are kept for reuse.
func (c *Client) Close() { c.transport.CloseIdleConnections() }

// UserAgent returns what the client calls itself.
func (c *Client) UserAgent() string { return c.config.UserAgent }

// roundTrip sends one request through the guard.
func (c *Client) roundTrip(req *http.Request) (*http.Response, error) {
	u := *req.URL
	if err := c.guard.checkURL(&u); err != nil {
		return nil, err
	}
	req = req.WithContext(req.Context()) // a copy: a request is not ours to change
	req.URL = &u
	return c.transport.RoundTrip(req)
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// Do sends a request and returns its answer for streaming, whatever its
// status. Addresses, redirects and ports are guarded as in Get and the
// User-Agent is the client's own unless the request sets one; robots.txt, the
// limits per host and those on the body do not apply, and nothing is
// decompressed. A redirect from https to http is refused. A body that delivers
// nothing for Config.StallTimeout ends with an error.
func (c *Client) Do(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(req.Context())
	req = req.Clone(ctx)
	if req.Header.Get("User-Agent") == "" {
		req.Header.Set("User-Agent", c.config.UserAgent)
	}
	client := http.Client{
		Transport:     roundTripper(c.roundTrip),
		CheckRedirect: c.checkRedirect,
	}
	resp, err := client.Do(req)
	if err != nil {
		cancel(nil)
		return nil, explain(err, c.config)
	}
	resp.Body = newStallingBody(ctx, resp.Body, c.config.StallTimeout, cancel)
	return resp, nil
}

func (c *Client) checkRedirect(next *http.Request, via []*http.Request) error {
	if len(via) > c.config.MaxRedirects {
		return fmt.Errorf("more than %d redirects: %w", c.config.MaxRedirects, domain.ErrPermanent)
	}
	if via[len(via)-1].URL.Scheme == "https" && next.URL.Scheme != "https" {
		return fmt.Errorf("redirect from https to %s: %w", next.URL.Scheme, domain.ErrForbidden)
	}
	return nil
}

// stallingBody cancels its request when a Read waits longer than limit.
type stallingBody struct {
	io.ReadCloser
	ctx    context.Context //nolint:containedctx // the request's own, to tell a stall from another end
	limit  time.Duration
	timer  *time.Timer
	cancel context.CancelCauseFunc
	once   sync.Once
}

var errStalled = errors.New("the server stopped sending")

func newStallingBody(ctx context.Context, body io.ReadCloser, limit time.Duration, cancel context.CancelCauseFunc) *stallingBody {
	b := &stallingBody{ReadCloser: body, ctx: ctx, limit: limit, cancel: cancel}
	b.timer = time.AfterFunc(limit, func() {
		cancel(fmt.Errorf("%w: no byte within %s; try again", errStalled, limit))
	})
	b.timer.Stop()
	return b
}

func (b *stallingBody) Read(p []byte) (int, error) {
	b.timer.Reset(b.limit)
	n, err := b.ReadCloser.Read(p)
	b.timer.Stop()
	if err != nil && !errors.Is(err, io.EOF) && errors.Is(context.Cause(b.ctx), errStalled) {
		err = context.Cause(b.ctx)
	}
	return n, err
}

func (b *stallingBody) Close() error {
	b.timer.Stop()
	err := b.ReadCloser.Close()
	b.once.Do(func() { b.cancel(nil) })
	return err
}
