package fetch

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// origin is a site on the loopback interface that records who asks for what.
type origin struct {
	*httptest.Server
	mu       sync.Mutex
	requests []*http.Request
}

// newOrigin serves handlers by path; every other path, robots.txt too, is 404.
func newOrigin(t testing.TB, handlers map[string]http.HandlerFunc) *origin {
	t.Helper()
	o := &origin{}
	o.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.mu.Lock()
		o.requests = append(o.requests, r)
		o.mu.Unlock()
		if r.UserAgent() != "Testbot/1 (+https://test.invalid)" {
			t.Errorf("%s was asked for by %q", r.URL, r.UserAgent())
		}
		if handler := handlers[r.URL.Path]; handler != nil {
			handler(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(o.Close)
	return o
}

func (o *origin) port(t testing.TB) uint16 {
	t.Helper()
	u, err := url.Parse(o.URL)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	return uint16(n)
}

// asked returns the paths that were requested, robots.txt left out.
func (o *origin) asked() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	var paths []string
	for _, r := range o.requests {
		if r.URL.Path != "/robots.txt" {
			paths = append(paths, r.URL.Path)
		}
	}
	return paths
}

// robotsAsked returns how often robots.txt was requested.
func (o *origin) robotsAsked() int {
	paths := len(o.asked())
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.requests) - paths
}

func serve(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }
}

func status(code int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
	}
}

// newTestClient returns a client that may reach the origins and never waits
// between requests, as changed by the given functions.
func newTestClient(t testing.TB, origins []*origin, change ...func(*Config)) *Client {
	t.Helper()
	config := Config{
		UserAgent:    "Testbot/1 (+https://test.invalid)",
		PerHostDelay: -1,
		AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
	}
	for _, o := range origins {
		config.AllowPorts = append(config.AllowPorts, o.port(t))
	}
	for _, f := range change {
		f(&config)
	}
	c, err := New(config, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// fakeDNS returns a resolver that answers A and AAAA queries for any name
// with what answer returns, without touching the network.
func fakeDNS(t testing.TB, answer func(name string) []netip.Addr) *net.Resolver {
	t.Helper()
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go serveDNS(t, server, answer)
		return client, nil
	}}
}

// serveDNS speaks DNS over a stream (RFC 1035 section 4.2.2).
func serveDNS(t testing.TB, conn net.Conn, answer func(string) []netip.Addr) {
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
	for {
		var size [2]byte
		if _, err := io.ReadFull(conn, size[:]); err != nil {
			if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrClosedPipe) {
				t.Errorf("read a DNS query: %v", err)
			}
			return
		}
		query := make([]byte, int(size[0])<<8|int(size[1]))
		if _, err := io.ReadFull(conn, query); err != nil {
			return
		}
		reply, err := dnsReply(query, answer)
		if err != nil {
			t.Errorf("answer a DNS query: %v", err)
			return
		}
		if _, err := conn.Write(append([]byte{byte(len(reply) >> 8), byte(len(reply))}, reply...)); err != nil {
			return
		}
	}
}

func dnsReply(query []byte, answer func(string) []netip.Addr) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(query); err != nil {
		return nil, err
	}
	question := m.Questions[0]
	reply := dnsmessage.Message{Header: dnsmessage.Header{ID: m.ID, Response: true, RecursionAvailable: true}, Questions: m.Questions}
	for _, addr := range answer(strings.TrimSuffix(question.Name.String(), ".")) {
		header := dnsmessage.ResourceHeader{Name: question.Name, Type: question.Type, Class: question.Class, TTL: 1}
		switch {
		case question.Type == dnsmessage.TypeA && addr.Is4():
			reply.Answers = append(reply.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AResource{A: addr.As4()}})
		case question.Type == dnsmessage.TypeAAAA && addr.Is6():
			reply.Answers = append(reply.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AAAAResource{AAAA: addr.As16()}})
		}
	}
	return reply.Pack()
}
