package remote

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// Error is a service's answer that says that it did not translate.
type Error struct {
	Engine  string
	Host    string
	Status  int
	Message string        // the service's own words, shortened and without the key
	Wait    time.Duration // how long the service asks to wait; 0 where it doesn't say
	// Class is domain.ErrPermanent, domain.ErrRateLimited, translate.ErrQuota, or
	// nil where trying again later may help.
	Class error
}

func (e *Error) Error() string {
	text := fmt.Sprintf("%s answered %d", e.Host, e.Status)
	if words := http.StatusText(e.Status); words != "" {
		text += " " + words
	}
	if e.Message != "" {
		text += " (" + e.Message + ")"
	}
	switch {
	case e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden && errors.Is(e.Class, domain.ErrPermanent):
		text += "; check the setting engine." + e.Engine + ".key"
	case errors.Is(e.Class, translate.ErrQuota):
		text += "; the quota of the account is used up"
	}
	if e.Wait > 0 {
		text += " and asks to wait " + e.Wait.Round(time.Second).String()
	}
	return text
}

// Unwrap returns the class, and translate.ErrUnavailable unless it was the
// text that the service refused.
func (e *Error) Unwrap() []error {
	var classes []error
	if e.Class != nil {
		classes = append(classes, e.Class)
	}
	switch e.Status {
	case http.StatusBadRequest, http.StatusNotFound, http.StatusRequestEntityTooLarge, http.StatusRequestURITooLong, http.StatusUnprocessableEntity:
		return classes
	}
	return append(classes, translate.ErrUnavailable)
}

// RetryAfter returns how long to wait before the next request; see
// translate.RetryAfter.
func (e *Error) RetryAfter() time.Duration { return e.Wait }

// quotaWait is how long to wait where a quota is used up: services don't say
// when it will be renewed, and somebody may raise it any time.
const quotaWait = time.Hour

// refused returns the error of an answer whose status is no success.
func (c *Client) refused(host string, resp *http.Response, body []byte) error {
	e := &Error{
		Engine: c.engine, Host: host, Status: resp.StatusCode,
		Message: c.message(body), Wait: retryAfter(resp.Header.Get("Retry-After"), c.config.Now()),
	}
	switch s := e.Status; {
	case s == http.StatusTooManyRequests || s == http.StatusServiceUnavailable && e.Wait > 0:
		e.Class = domain.ErrRateLimited
	case s == http.StatusRequestTimeout || s == http.StatusTooEarly || s >= 500:
	case s == http.StatusPaymentRequired:
		e.Class = translate.ErrQuota
	default:
		e.Class = domain.ErrPermanent
	}
	if c.judge != nil {
		c.judge(e)
	}
	if errors.Is(e.Class, translate.ErrQuota) && e.Wait == 0 {
		e.Wait = quotaWait
	}
	return e
}

// message returns what a service says of its refusal.
func (c *Client) message(body []byte) string {
	text := strings.TrimSpace(string(body))
	var fields map[string]json.RawMessage
	if json.Unmarshal(body, &fields) == nil {
		for _, name := range []string{"message", "error", "explanation", "detail", "error_description"} {
			if found := words(fields[name]); found != "" {
				text = found
			}
		}
	}
	if strings.HasPrefix(text, "<") {
		return "" // a page of a proxy
	}
	if c.config.Key != "" {
		text = strings.ReplaceAll(text, c.config.Key, "…")
	}
	text = strings.Join(strings.Fields(oneLine(strings.ToValidUTF8(text, ""))), " ")
	for len(text) > maxMessage {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return text
}

// words returns a JSON string, or the message of an object.
func words(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var inner struct {
		Message string `json:"message"`
		Code    any    `json:"code"`
	}
	if json.Unmarshal(raw, &inner) == nil {
		return inner.Message
	}
	return ""
}

// maxRetryAfter bounds what a Retry-After header can demand.
const maxRetryAfter = 24 * time.Hour

// retryAfter reads a Retry-After header (RFC 9110 section 10.2.3), seconds or
// a date.
func retryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseUint(strings.TrimSpace(value), 10, 31); err == nil {
		return min(time.Duration(seconds)*time.Second, maxRetryAfter)
	}
	if at, err := http.ParseTime(value); err == nil {
		return min(max(at.Sub(now), 0), maxRetryAfter)
	}
	return 0
}
