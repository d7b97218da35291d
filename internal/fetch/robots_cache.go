package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const (
	// robotsLifetime is how long a robots.txt is believed, the longest that
	// RFC 9309 section 2.4 allows.
	robotsLifetime = 24 * time.Hour
	// robotsRetry is how long an unreachable robots.txt is left alone.
	robotsRetry = 5 * time.Minute
	// maxRobotsBytes is what is read of a robots.txt, the least that RFC 9309
	// section 2.5 demands.
	maxRobotsBytes = 500 << 10
	// maxRobotsRedirects is from RFC 9309 section 2.3.1.2.
	maxRobotsRedirects = 5
	robotsTimeout      = 15 * time.Second
	maxRobotsHosts     = 4096
	maxRobotsCached    = 32 << 20 // bytes of rules
)

// robotsCache remembers what robots.txt files say.
type robotsCache struct {
	fetch  func(ctx context.Context, address string) (*robotsRules, error)
	flight singleflight.Group

	mu    sync.Mutex
	sites map[string]robotsEntry // by scheme://host:port
	bytes int
}

type robotsEntry struct {
	rules   *robotsRules
	err     error // why the rules could not be had; then rules is nil
	expires time.Time
}

func newRobotsCache(fetch func(context.Context, string) (*robotsRules, error)) *robotsCache {
	return &robotsCache{fetch: fetch, sites: make(map[string]robotsEntry)}
}

// rules returns what the robots.txt of u's site says, fetching it at most once
// for all who ask at the same time.
func (c *robotsCache) rules(ctx context.Context, u *url.URL) (*robotsRules, error) {
	site := u.Scheme + "://" + u.Host
	c.mu.Lock()
	entry, ok := c.sites[site]
	c.mu.Unlock()
	if ok && time.Now().Before(entry.expires) {
		return entry.rules, entry.err
	}
	// Who asked first may give up while others still wait, so the fetch has a
	// time limit of its own instead of the asker's.
	result := c.flight.DoChan(site, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), robotsTimeout)
		defer cancel()
		rules, err := c.fetch(ctx, site+"/robots.txt")
		return c.remember(site, rules, err), nil
	})
	select {
	case r := <-result:
		entry, _ := r.Val.(robotsEntry)
		return entry.rules, entry.err
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for %s/robots.txt: %w", site, ctx.Err())
	}
}

// remember keeps the outcome of a fetch. Rules that can't be had again are
// believed longer than a day (RFC 9309 section 2.4).
func (c *robotsCache) remember(site string, rules *robotsRules, err error) robotsEntry {
	c.mu.Lock()
	defer c.mu.Unlock()
	old := c.sites[site]
	entry := robotsEntry{rules: rules, expires: time.Now().Add(robotsLifetime)}
	if err != nil {
		entry = robotsEntry{rules: old.rules, expires: time.Now().Add(robotsRetry)}
		if old.rules == nil && errors.Is(err, domain.ErrForbidden) {
			entry.err = err // the guard's refusal speaks for itself
		} else if old.rules == nil {
			entry.err = fmt.Errorf("%s/robots.txt can't be had, so the site counts as closed; try again later: %w", site, err)
		}
	}
	c.bytes += entry.size() - old.size()
	c.sites[site] = entry
	for name, e := range c.sites {
		if len(c.sites) <= maxRobotsHosts && c.bytes <= maxRobotsCached {
			break
		}
		if name != site {
			c.bytes -= e.size()
			delete(c.sites, name)
		}
	}
	return entry
}

func (e robotsEntry) size() int {
	if e.rules == nil {
		return 0
	}
	return e.rules.bytes
}

// fetchRobots reads a robots.txt through the guard. A site that answers 4xx
// has none (RFC 9309 section 2.3.1.3), except 429, which says nothing about
// the file; 5xx and no answer are errors (section 2.3.1.4). It takes no turn:
// whoever waits for it may hold the host's last one.
func (c *Client) fetchRobots(ctx context.Context, address string) (*robotsRules, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("address: %w", err)
	}
	for range maxRobotsRedirects + 1 {
		rules, next, err := c.robotsHop(ctx, u, address)
		if err != nil {
			return nil, explain(err, c.config)
		}
		if next == nil {
			return rules, nil
		}
		u = next
	}
	return parseRobots(address, "", c.token()), nil // too many redirects count as 4xx (section 2.3.1.2)
}

func (c *Client) robotsHop(ctx context.Context, u *url.URL, address string) (*robotsRules, *url.URL, error) {
	if err := c.guard.checkURL(u); err != nil {
		return nil, nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, nil, err
	}
	req.Header.Set("User-Agent", c.config.UserAgent)
	req.Header.Set("Accept", "text/plain,*/*;q=0.8")
	req.Header.Set("Accept-Encoding", acceptEncoding)
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = resp.Body.Close() }()

	location := resp.Header.Get("Location")
	switch status := resp.StatusCode; {
	case isRedirect(status) && location != "":
		next, err := u.Parse(location)
		if err != nil {
			return nil, nil, fmt.Errorf("redirect to the malformed address %.200q", location)
		}
		next.Fragment, next.RawFragment = "", ""
		return nil, next, nil
	case status == http.StatusTooManyRequests, status >= 500:
		return nil, nil, &StatusError{URL: u.Redacted(), Status: status, RetryAfter: parseRetryAfter(resp.Header.Get("Retry-After"), time.Now())}
	case status < 200 || status > 299:
		return parseRobots(address, "", c.token()), nil, nil
	}
	text, err := readPrefix(resp.Body, strings.Join(resp.Header.Values("Content-Encoding"), ","), maxRobotsBytes)
	if err != nil {
		return nil, nil, err
	}
	return parseRobots(address, text, c.token()), nil, nil
}

// readPrefix reads the first limit bytes of a decoded body, up to its last
// whole line when there are more.
func readPrefix(body io.Reader, contentEncoding string, limit int64) (string, error) {
	data, err := readBody(body, contentEncoding, limit)
	switch {
	case errors.Is(err, ErrTooLarge):
		text := string(data)
		return text[:strings.LastIndexAny(text, "\r\n")+1], nil
	case err != nil:
		return "", fmt.Errorf("read the body: %w", err)
	}
	return string(data), nil
}
