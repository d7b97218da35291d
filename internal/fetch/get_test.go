package fetch

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestGetConditional(t *testing.T) {
	t.Parallel()
	o := newOrigin(t, map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Mon, 02 Nov 2026 10:00:00 GMT")
		w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") == "Mon, 02 Nov 2026 10:00:00 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, "<rss/>")
	}, "/odd": status(http.StatusNotModified)})
	client := newTestClient(t, []*origin{o})

	first, err := client.Get(t.Context(), Request{URL: o.URL + "/feed#part"})
	if err != nil {
		t.Fatal(err)
	}
	if first.NotModified || string(first.Body) != "<rss/>" || first.MediaType() != "application/rss+xml" || first.URL != o.URL+"/feed" || first.PermanentURL != "" || first.FetchedAt.IsZero() {
		t.Errorf("first: %+v", first)
	}
	second, err := client.Get(t.Context(), Request{URL: o.URL + "/feed", ETag: first.ETag, LastModified: first.LastModified})
	if err != nil {
		t.Fatal(err)
	}
	if !second.NotModified || len(second.Body) != 0 || second.ETag != first.ETag || second.LastModified != first.LastModified {
		t.Errorf("second: %+v", second)
	}
	if _, err := client.Get(t.Context(), Request{URL: o.URL + "/odd"}); !errors.Is(err, domain.ErrPermanent) {
		t.Errorf("304 to an unconditional request: %v", err)
	}
}

func TestGetSendsWhatItShould(t *testing.T) {
	t.Parallel()
	o := newOrigin(t, map[string]http.HandlerFunc{"/": serve("x")})
	client := newTestClient(t, []*origin{o}, func(c *Config) { c.IgnoreRobots = true })
	if _, err := client.Get(t.Context(), Request{URL: " " + o.URL + " ", Accept: "application/atom+xml", AcceptLanguage: "ar"}); err != nil {
		t.Fatal(err)
	}
	want := http.Header{
		"User-Agent": {"Testbot/1 (+https://test.invalid)"}, "Accept": {"application/atom+xml"},
		"Accept-Encoding": {acceptEncoding}, "Accept-Language": {"ar"},
	}
	if diff := cmp.Diff(want, o.requests[0].Header); diff != "" {
		t.Error(diff)
	}
	if _, err := client.Get(t.Context(), Request{URL: o.URL, ETag: "a\r\nX-Evil: 1"}); err == nil {
		t.Error("a validator with a line break was sent")
	}
}

func TestGetRedirects(t *testing.T) {
	t.Parallel()
	to := func(code int, where string) http.HandlerFunc { return status(code, "Location", where) }
	o := newOrigin(t, map[string]http.HandlerFunc{
		"/end":       serve("end"),
		"/moved":     to(301, "/moved2"),
		"/moved2":    to(308, "end#part"),
		"/temporary": to(302, "/moved"),
		"/mixed":     to(301, "/temporary"),
		"/loop":      to(307, "/loop"),
		"/nowhere":   status(302),
		"/malformed": to(302, "http://[:::/"),
		"/choices":   to(300, "/end"),
		"/cookie": func(w http.ResponseWriter, r *http.Request) {
			if c, err := r.Cookie("seen"); err == nil && c.Value == "1" {
				_, _ = io.WriteString(w, "end")
				return
			}
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
			http.Redirect(w, r, "/cookie", http.StatusFound)
		},
	})
	client := newTestClient(t, []*origin{o}, func(c *Config) { c.MaxRedirects = 4 })
	tests := []struct {
		path, end, permanent string
		class                error
	}{
		{"/end", "/end", "", nil},
		{"/moved", "/end", "/end", nil},
		{"/temporary", "/end", "", nil},
		{"/mixed", "/end", "/temporary", nil},
		{"/cookie", "/cookie", "", nil},
		{"/loop", "", "", domain.ErrPermanent},
		{"/nowhere", "", "", domain.ErrPermanent},
		{"/malformed", "", "", domain.ErrPermanent},
		{"/choices", "", "", domain.ErrPermanent},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			t.Parallel()
			resp, err := client.Get(t.Context(), Request{URL: o.URL + tt.path})
			if tt.class != nil {
				if !errors.Is(err, tt.class) {
					t.Errorf("error %v, want %v", err, tt.class)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if resp.URL != o.URL+tt.end || strings.TrimPrefix(resp.PermanentURL, o.URL) != tt.permanent || string(resp.Body) != "end" {
				t.Errorf("got %q at %s, permanent %q", resp.Body, resp.URL, resp.PermanentURL)
			}
		})
	}
}

func TestRedirectsWithinAHostTakeOneTurn(t *testing.T) {
	t.Parallel()
	o := newOrigin(t, map[string]http.HandlerFunc{"/": status(302, "Location", "/end"), "/end": serve("end")})
	client := newTestClient(t, []*origin{o}, func(c *Config) { c.PerHostDelay = time.Hour })
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	if _, err := client.Get(ctx, Request{URL: o.URL + "/"}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := client.Get(ctx, Request{URL: o.URL + "/end"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the next turn came at once: %v", err)
	}
}

func TestGetStatusClasses(t *testing.T) {
	t.Parallel()
	classes := []error{domain.ErrNotFound, domain.ErrForbidden, domain.ErrPermanent, domain.ErrRateLimited, domain.ErrInvalid}
	tests := []struct {
		status     int
		retryAfter string
		class      error // nil: none of them
		wait       time.Duration
	}{
		{404, "", domain.ErrNotFound, 0},
		{410, "", domain.ErrNotFound, 0},
		{401, "", domain.ErrForbidden, 0},
		{403, "", domain.ErrForbidden, 0},
		{451, "", domain.ErrForbidden, 0},
		{400, "", domain.ErrPermanent, 0},
		{418, "", domain.ErrPermanent, 0},
		{429, "", domain.ErrRateLimited, 0},
		{429, "120", domain.ErrRateLimited, 2 * time.Minute},
		{503, "7", domain.ErrRateLimited, 7 * time.Second},
		{503, "", nil, 0},
		{500, "9", nil, 0},
		{502, "", nil, 0},
		{408, "", nil, 0},
	}
	for _, tt := range tests {
		t.Run(http.StatusText(tt.status)+tt.retryAfter, func(t *testing.T) {
			t.Parallel()
			o := newOrigin(t, map[string]http.HandlerFunc{"/": status(tt.status, "Retry-After", tt.retryAfter)})
			client := newTestClient(t, []*origin{o})
			_, err := client.Get(t.Context(), Request{URL: o.URL + "/"})
			for _, class := range classes {
				if errors.Is(err, class) != (class == tt.class) { //nolint:errorlint // compares classes, not errors
					t.Errorf("%v: is %v: %v", err, class, errors.Is(err, class))
				}
			}
			if RetryAfter(err) != tt.wait {
				t.Errorf("wait %s, want %s", RetryAfter(err), tt.wait)
			}
			if e, ok := errors.AsType[*StatusError](err); !ok || e.Status != tt.status {
				t.Errorf("%v is no StatusError of %d", err, tt.status)
			}
			// A host that asked to wait is left alone until then.
			_, err = client.Get(t.Context(), Request{URL: o.URL + "/"})
			if _, ok := errors.AsType[*BackoffError](err); ok != (tt.wait > 0) {
				t.Errorf("second: %v", err)
			}
			if left := RetryAfter(err); tt.wait > 0 && (left <= tt.wait-2*time.Second || left > tt.wait) {
				t.Errorf("second: left to wait %s", left)
			}
		})
	}
}

func TestGetBoundsTimeAndSize(t *testing.T) {
	t.Parallel()
	drip := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			_, _ = io.WriteString(w, "x")
			_ = http.NewResponseController(w).Flush()
			time.Sleep(10 * time.Millisecond)
		}
	}
	o := newOrigin(t, map[string]http.HandlerFunc{
		"/drip":  drip,
		"/mute":  func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"/exact": serve(strings.Repeat("x", 1000)),
		"/large": serve(strings.Repeat("x", 1001)),
		"/endless": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = w.Write(make([]byte, 4096))
			}
		},
		"/headers": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Long", strings.Repeat("x", maxHeaderBytes+1))
		},
		"/slow": func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(200 * time.Millisecond)
			http.Redirect(w, r, "/slow2", http.StatusFound)
		},
		"/slow2": func(http.ResponseWriter, *http.Request) { time.Sleep(200 * time.Millisecond) },
		"/short": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, "x")
		},
	})
	client := newTestClient(t, []*origin{o}, func(c *Config) {
		c.Timeout, c.MaxBytes = 300*time.Millisecond, 1000
	})
	tests := []struct {
		path  string
		class error
		says  string
	}{
		{"/drip", context.DeadlineExceeded, "slow or down"},
		{"/mute", nil, "slow or down"},
		{"/slow", context.DeadlineExceeded, "slow or down"},
		{"/exact", nil, ""},
		{"/large", ErrTooLarge, "more than 1000"},
		{"/endless", ErrTooLarge, "more than 1000"},
		{"/headers", nil, "header"},
		{"/short", io.ErrUnexpectedEOF, "broke off"},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			t.Parallel()
			_, err := client.Get(t.Context(), Request{URL: o.URL + tt.path})
			if tt.class != nil && !errors.Is(err, tt.class) {
				t.Errorf("error %v, want %v", err, tt.class)
			}
			if (err != nil) != (tt.says != "") || err != nil && !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want it to say %q", err, tt.says)
			}
		})
	}
}

func TestGetEndsWithItsContext(t *testing.T) {
	t.Parallel()
	o := newOrigin(t, map[string]http.HandlerFunc{"/mute": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }})
	client := newTestClient(t, []*origin{o})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := client.Get(ctx, Request{URL: o.URL + "/mute"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

func TestGetErrorsHideSecrets(t *testing.T) {
	t.Parallel()
	client := newTestClient(t, nil)
	for _, address := range []string{"http://me:hunter2@example.com/", "http://me:hunter2@exa mple.com/", "http://me:hunter2@[::1/", "ftp://me:hunter2@x/", ""} {
		_, err := client.Get(t.Context(), Request{URL: address})
		if !errors.Is(err, domain.ErrForbidden) && !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%q: %v", address, err)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the password is in %q", err)
		}
	}
}

func TestMediaType(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]string{
		"Text/HTML; charset=x": "text/html", "text/html; charset=": "text/html", "": "text/html", ";;": "text/html",
	} {
		r := Response{ContentType: header, Body: []byte("<!doctype html><p>x")}
		if got := r.MediaType(); got != want {
			t.Errorf("%q: %q", header, got)
		}
	}
}

func TestDoStreams(t *testing.T) {
	t.Parallel()
	large := bytes.Repeat([]byte("model"), 10_000)
	o := newOrigin(t, map[string]http.HandlerFunc{
		"/robots.txt": serve("User-agent: *\nDisallow: /"),
		"/model":      func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(large) },
		"/moved":      status(302, "Location", "/model"),
		"/loop":       status(302, "Location", "/loop"),
		"/missing":    status(404),
		"/stall": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "x")
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		},
	})
	client := newTestClient(t, []*origin{o}, func(c *Config) {
		c.MaxBytes, c.StallTimeout = 10, 100*time.Millisecond
	})
	do := func(path string) (int, []byte, error) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, o.URL+path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := client.Do(req)
		if err != nil {
			return 0, nil, err
		}
		defer func() { _ = resp.Body.Close() }()
		body, err := io.ReadAll(resp.Body)
		return resp.StatusCode, body, err
	}
	for _, path := range []string{"/model", "/moved"} {
		if code, body, err := do(path); code != 200 || !bytes.Equal(body, large) || err != nil {
			t.Errorf("%s: %d, %d bytes, %v", path, code, len(body), err)
		}
	}
	if code, _, err := do("/missing"); code != 404 || err != nil {
		t.Errorf("/missing: %d, %v", code, err)
	}
	if _, _, err := do("/loop"); !errors.Is(err, domain.ErrPermanent) {
		t.Errorf("/loop: %v", err)
	}
	if _, body, err := do("/stall"); string(body) != "x" || !errors.Is(err, errStalled) {
		t.Errorf("/stall: %q, %v", body, err)
	}
	if o.robotsAsked() != 0 {
		t.Error("Do asked for robots.txt")
	}
	if got := o.requests[0].Header.Get("Accept-Encoding"); got != "" {
		t.Errorf("Do asked for %q, which it does not decode", got)
	}
}

func TestEncryption(t *testing.T) {
	t.Parallel()
	plain := newOrigin(t, map[string]http.HandlerFunc{"/": serve("plain")})
	secure := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/down" {
			http.Redirect(w, r, plain.URL+"/", http.StatusFound)
			return
		}
		_, _ = io.WriteString(w, r.Proto)
	}))
	secure.EnableHTTP2 = true
	secure.Config.ErrorLog = log.New(io.Discard, "", 0) // that we don't trust it
	secure.StartTLS()
	t.Cleanup(secure.Close)
	client := newTestClient(t, []*origin{plain, {Server: secure}}, func(c *Config) { c.IgnoreRobots = true })

	if _, err := client.Get(t.Context(), Request{URL: secure.URL}); err == nil || !strings.Contains(err.Error(), "certificate is not signed") {
		t.Errorf("a certificate of an unknown authority: %v", err)
	}

	client = newTestClient(t, []*origin{plain, {Server: secure}}, func(c *Config) { c.IgnoreRobots = true })
	roots := x509.NewCertPool()
	roots.AddCert(secure.Certificate())
	client.transport.TLSClientConfig = &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
	if resp, err := client.Get(t.Context(), Request{URL: secure.URL}); err != nil || string(resp.Body) != "HTTP/2.0" {
		t.Errorf("%+v, %v", resp, err)
	}
	if resp, err := client.Get(t.Context(), Request{URL: secure.URL + "/down"}); err != nil || string(resp.Body) != "plain" {
		t.Errorf("a page that moved to http: %+v, %v", resp, err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, secure.URL+"/down", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := client.Do(req)
	if err == nil {
		_ = resp.Body.Close()
	}
	if !errors.Is(err, domain.ErrForbidden) {
		t.Errorf("Do lost encryption: %v", err)
	}
}

func mustURL(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestParseRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"":                               0,
		"0":                              0,
		" 90 ":                           90 * time.Second,
		"-5":                             0,
		"1.5":                            0,
		"soon":                           0,
		"999999":                         maxRetryAfter,
		"99999999999999999999":           maxRetryAfter,
		"Mon, 23 Nov 2026 12:01:00 GMT":  time.Minute,
		"Monday, 23-Nov-26 12:01:00 GMT": time.Minute,
		"Mon, 23 Nov 2026 11:00:00 GMT":  0,
		"Mon, 23 Nov 2126 11:00:00 GMT":  maxRetryAfter,
	} {
		if got := parseRetryAfter(value, now); got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}

func FuzzParseRetryAfter(f *testing.F) {
	for _, s := range []string{"120", "Mon, 23 Nov 2026 12:01:00 GMT", "-1", "9223372036854775808"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if d := parseRetryAfter(value, time.Now()); d < 0 || d > maxRetryAfter {
			t.Errorf("%q: %s", value, d)
		}
	})
}
