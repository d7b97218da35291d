// Package remote is what engines that ask a service over HTTP have in common:
// one bounded exchange of JSON whose failures have classes, texts cut into
// requests that the service takes, inline marks, and lists of languages.
package remote

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// Doer sends requests; the program's is fetch.Client.
type Doer interface {
	Do(req *http.Request) (*http.Response, error)
}

// Meter counts what is sent to a service that costs money.
type Meter interface {
	// Reserve sets characters aside before they are sent; its error keeps the
	// request from being sent. settle, called exactly once, says how many of them
	// the service will charge for.
	Reserve(ctx context.Context, characters int) (settle func(charged int), err error)
}

// Config is what every remote engine is made from.
type Config struct {
	URL     string           // the service's address; what the engine asks for is put behind it
	Key     string           // the secret that the service knows the caller by; may be empty where it needs none
	Client  Doer             // the way out
	Now     func() time.Time // the clock
	Timeout time.Duration    // of one request; 0 is a minute
	Meter   Meter            // nil where nothing is counted
}

const (
	defaultTimeout = time.Minute
	// maxAnswer bounds an answer: requests are at most 200 kB, and no language
	// takes ten times the room of another.
	maxAnswer = 4 << 20
	// maxMessage bounds what is shown of a service's own words.
	maxMessage = 300
)

// Client talks to one service. It is safe for concurrent use.
type Client struct {
	config Config
	engine string
	base   *url.URL
	judge  func(*Error)
}

// NewClient returns a client of the service at config.URL for the engine of
// that name. judge, if it is not nil, may change the class of an answer's
// error. An address that isn't http or https is domain.ErrInvalid.
func NewClient(engine string, config Config, judge func(*Error)) (*Client, error) {
	base, err := url.Parse(config.URL)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, fmt.Errorf("engine %s: %q is no address of a service, such as https://host/: %w", engine, config.URL, domain.ErrInvalid)
	}
	if config.Client == nil || config.Now == nil {
		return nil, fmt.Errorf("engine %s: a client and a clock are needed: %w", engine, domain.ErrInvalid)
	}
	if config.Timeout <= 0 {
		config.Timeout = defaultTimeout
	}
	return &Client{config: config, engine: engine, base: base, judge: judge}, nil
}

// Engine returns the engine's name.
func (c *Client) Engine() string { return c.engine }

// Key returns the secret.
func (c *Client) Key() string { return c.config.Key }

// Now returns the time.
func (c *Client) Now() time.Time { return c.config.Now() }

// Call is one request. Path is relative to the service's address and may have
// a query. The body is In as JSON, or Form, or nothing.
type Call struct {
	Method string
	Path   string
	Header http.Header
	In     any
	Form   url.Values
}

// Do sends a call and decodes the answer, one JSON value, into out, if that
// isn't nil. Its error is an *Error where the service answered with another
// status than success; it is the context's own where that ended, and
// domain.ErrPermanent for an answer of more than 4 MB; else it is
// translate.ErrUnavailable, for trying again may help.
func (c *Client) Do(ctx context.Context, call Call, out any) error {
	limited, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	req, err := c.request(limited, call)
	if err != nil {
		return err
	}
	data, err := c.exchange(req)
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return ctx.Err()
	case limited.Err() != nil:
		return fmt.Errorf("%s did not answer within %s: %w", req.URL.Host, c.config.Timeout, translate.ErrUnavailable)
	default:
		return err
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(data, out); err != nil {
		return fmt.Errorf("the answer of %s can't be read: %w: %w", req.URL.Host, err, translate.ErrUnavailable)
	}
	return nil
}

func (c *Client) request(ctx context.Context, call Call) (*http.Request, error) {
	var body io.Reader
	contentType := ""
	switch {
	case call.In != nil:
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(call.In); err != nil {
			return nil, fmt.Errorf("write a request to %s: %w", c.base.Host, err)
		}
		body, contentType = &b, "application/json"
	case call.Form != nil:
		body, contentType = strings.NewReader(call.Form.Encode()), "application/x-www-form-urlencoded"
	}
	address := call.Path
	if !strings.Contains(address, "://") {
		address = strings.TrimSuffix(c.base.String(), "/") + call.Path
	}
	req, err := http.NewRequestWithContext(ctx, call.Method, address, body)
	if err != nil {
		return nil, fmt.Errorf("write a request to %s: %w", c.base.Host, err)
	}
	maps.Copy(req.Header, call.Header)
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	req.Header.Set("Accept", "application/json")
	return req, nil
}

// exchange returns the body of a successful answer.
func (c *Client) exchange(req *http.Request) ([]byte, error) {
	resp, err := c.config.Client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w: %w", req.URL.Host, withoutAddress(err), translate.ErrUnavailable)
	}
	defer func() { _ = resp.Body.Close() }()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return nil, c.refused(req.URL.Host, resp, data)
	}
	if err != nil {
		return nil, fmt.Errorf("read the answer of %s: %w: %w", req.URL.Host, err, translate.ErrUnavailable)
	}
	if len(data) > maxAnswer {
		return nil, fmt.Errorf("the answer of %s is larger than %d MB: %w", req.URL.Host, maxAnswer>>20, domain.ErrPermanent)
	}
	return data, nil
}

// withoutAddress drops the request's address, which may hold a query, from a
// transport's error.
func withoutAddress(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}
