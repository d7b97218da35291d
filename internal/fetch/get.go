package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Request says what Get is to fetch.
type Request struct {
	URL string // absolute, http or https; a fragment is ignored

	// ETag and LastModified are the validators of an earlier Response, sent
	// back word for word: an unchanged resource is answered NotModified.
	ETag         string
	LastModified string

	Accept         string // media types; default: pages first, then anything
	AcceptLanguage string // default: not sent
}

// Response is a resource as it was received.
type Response struct {
	URL          string // where it was found, after redirects
	PermanentURL string // what permanent redirects (301, 308) replaced the requested address with; empty when none came first
	Status       int    // 2xx, or 304 with NotModified
	Header       http.Header
	Body         []byte // decompressed, in the charset it came in: see Text
	ContentType  string // the header as sent; empty when there was none
	NotModified  bool   // Body is empty: what the validators belong to is current
	ETag         string
	LastModified string
	FetchedAt    time.Time
}

// Text returns the body as UTF-8 and the name of the charset it came in: see
// DecodeText.
func (r *Response) Text() (text, charset string) { return DecodeText(r.Body, r.ContentType) }

// MediaType returns the media type in lower case without parameters, such as
// "text/html"; when the header gives none, it is what the body looks like.
func (r *Response) MediaType() string {
	if t, _, err := mime.ParseMediaType(r.ContentType); err == nil || errors.Is(err, mime.ErrInvalidMediaParameter) {
		return t
	}
	t, _, _ := mime.ParseMediaType(http.DetectContentType(r.Body))
	return t
}

const defaultAccept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

// Get fetches a resource as its host and robots.txt allow. Errors name the
// address, and belong to the classes that StatusError lists; a refusal by
// robots.txt is a *RobotsError; a refused or malformed address is
// domain.ErrForbidden or domain.ErrInvalid; a body beyond the limit is
// ErrTooLarge. Errors of no class may pass when tried again.
func (c *Client) Get(ctx context.Context, request Request) (*Response, error) {
	start := time.Now()
	resp, err := c.get(ctx, request)
	if err != nil {
		c.log.DebugContext(ctx, "fetch failed", slog.String("url", redacted(request.URL)), slog.Duration("took", time.Since(start)), slog.Any("error", err))
		return nil, fmt.Errorf("fetch %.200s: %w", redacted(request.URL), err)
	}
	c.log.DebugContext(ctx, "fetched", slog.String("url", resp.URL), slog.Int("status", resp.Status), slog.Int("bytes", len(resp.Body)), slog.Duration("took", time.Since(start)))
	return resp, nil
}

func redacted(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return "(a malformed address)" // it may hold a password that can't be found
	}
	return u.Redacted()
}

// journey is one Get on its way through redirects.
type journey struct {
	c       *Client
	request Request
	jar     http.CookieJar // some sites redirect until their cookie comes back
	budget  time.Duration  // what is left of Config.Timeout
	host    string         // whose turn is held
	release func()
}

func (c *Client) get(ctx context.Context, request Request) (*Response, error) {
	u, err := url.Parse(strings.TrimSpace(request.URL))
	if err != nil {
		if e, ok := errors.AsType[*url.Error](err); ok {
			err = e.Err // without the address, which may hold a password
		}
		return nil, fmt.Errorf("%w: %w", err, domain.ErrInvalid)
	}
	u.Fragment, u.RawFragment = "", ""
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, fmt.Errorf("make a cookie jar: %w", err)
	}
	j := &journey{c: c, request: request, jar: jar, budget: c.config.Timeout, release: func() {}}
	defer func() { j.release() }()

	permanent, permanently := "", true
	for range c.config.MaxRedirects + 1 {
		resp, next, err := j.hop(ctx, u)
		if err != nil {
			return nil, err
		}
		if next == nil {
			resp.PermanentURL = permanent
			return resp, nil
		}
		permanently = permanently && (resp.Status == http.StatusMovedPermanently || resp.Status == http.StatusPermanentRedirect)
		if permanently {
			permanent = next.String()
		}
		u = next
	}
	return nil, fmt.Errorf("more than %d redirects, the last to %.200s: %w", c.config.MaxRedirects, u.Redacted(), domain.ErrPermanent)
}

// hop makes one request. It returns the response, and where it redirects to.
func (j *journey) hop(ctx context.Context, u *url.URL) (*Response, *url.URL, error) {
	if err := j.c.guard.checkURL(u); err != nil {
		return nil, nil, err
	}
	if err := j.takeTurn(ctx, u); err != nil {
		return nil, nil, err
	}
	start := time.Now()
	defer func() { j.budget -= time.Since(start) }()
	exchange, cancel := context.WithTimeout(ctx, j.budget)
	defer cancel()

	req, err := http.NewRequestWithContext(exchange, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", err, domain.ErrInvalid)
	}
	j.setHeader(req)
	raw, err := j.c.transport.RoundTrip(req)
	if err != nil {
		return nil, nil, j.explain(ctx, err)
	}
	defer func() { _ = raw.Body.Close() }()
	j.jar.SetCookies(u, raw.Cookies())

	if location := raw.Header.Get("Location"); location != "" && isRedirect(raw.StatusCode) {
		next, err := u.Parse(location)
		if err != nil {
			return nil, nil, fmt.Errorf("%s redirects to the malformed address %.200q: %w", u, location, domain.ErrPermanent)
		}
		next.Fragment, next.RawFragment = "", ""
		return &Response{Status: raw.StatusCode}, next, nil
	}
	resp, err := j.receive(raw, u)
	if err != nil {
		return nil, nil, j.explain(ctx, err)
	}
	return resp, nil, nil
}

// takeTurn asks robots.txt and waits for the host's turn. A redirect within
// the host belongs to the turn that is held.
func (j *journey) takeTurn(ctx context.Context, u *url.URL) error {
	delay := j.c.config.PerHostDelay
	if !j.c.config.IgnoreRobots {
		rules, err := j.c.robots.rules(ctx, u)
		if err != nil {
			return err
		}
		if err := rules.check(u); err != nil {
			return err
		}
		delay = max(delay, min(rules.delay, j.c.config.MaxCrawlDelay))
	}
	if u.Hostname() == j.host {
		return nil
	}
	j.release()
	j.host, j.release = "", func() {}
	release, err := j.c.limiter.acquire(ctx, u.Hostname(), delay)
	if err != nil {
		return fmt.Errorf("wait for the turn of %s: %w", u.Hostname(), err)
	}
	j.host, j.release = u.Hostname(), release
	return nil
}

func (j *journey) setHeader(req *http.Request) {
	h := req.Header
	h.Set("User-Agent", j.c.config.UserAgent)
	h.Set("Accept", cmp.Or(j.request.Accept, defaultAccept))
	h.Set("Accept-Encoding", acceptEncoding)
	for name, value := range map[string]string{
		"Accept-Language": j.request.AcceptLanguage, "If-None-Match": j.request.ETag, "If-Modified-Since": j.request.LastModified,
	} {
		if value != "" {
			h.Set(name, value)
		}
	}
	for _, cookie := range j.jar.Cookies(req.URL) {
		req.AddCookie(cookie)
	}
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	default:
		return false
	}
}

// receive turns the last answer of a journey into a Response.
func (j *journey) receive(raw *http.Response, u *url.URL) (*Response, error) {
	resp := &Response{
		URL:          u.String(),
		Status:       raw.StatusCode,
		Header:       raw.Header,
		ContentType:  raw.Header.Get("Content-Type"),
		ETag:         raw.Header.Get("ETag"),
		LastModified: raw.Header.Get("Last-Modified"),
		FetchedAt:    time.Now(),
	}
	if raw.StatusCode == http.StatusNotModified && (j.request.ETag != "" || j.request.LastModified != "") {
		resp.NotModified = true
		resp.ETag = cmp.Or(resp.ETag, j.request.ETag)
		resp.LastModified = cmp.Or(resp.LastModified, j.request.LastModified)
		return resp, nil
	}
	if raw.StatusCode < 200 || raw.StatusCode > 299 {
		err := &StatusError{URL: u.Redacted(), Status: raw.StatusCode}
		if raw.StatusCode == http.StatusTooManyRequests || raw.StatusCode == http.StatusServiceUnavailable {
			err.RetryAfter = parseRetryAfter(raw.Header.Get("Retry-After"), resp.FetchedAt)
			j.c.limiter.pauseFor(u.Hostname(), err.RetryAfter)
		}
		return nil, err
	}
	if raw.ContentLength > j.c.config.MaxBytes {
		return nil, fmt.Errorf("the body has %d bytes, more than %d: %w", raw.ContentLength, j.c.config.MaxBytes, ErrTooLarge)
	}
	body, err := readBody(raw.Body, strings.Join(raw.Header.Values("Content-Encoding"), ","), j.c.config.MaxBytes)
	if err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			err = fmt.Errorf("%w: the connection broke off; try again", err)
		}
		return nil, fmt.Errorf("read the body: %w", err)
	}
	resp.Body = body
	return resp, nil
}

// explain adds advice to an error, unless the caller itself gave up.
func (j *journey) explain(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%w: %w", ctx.Err(), err)
	}
	return explain(err, j.c.config)
}

func (c *Client) token() string { return productToken(c.config.UserAgent) }
