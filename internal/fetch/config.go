package fetch

import (
	"fmt"
	"net"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Config says how a Client behaves. Every zero field stands for the default
// that it names.
type Config struct {
	// UserAgent is sent with every request. It begins with the product token
	// that robots.txt is matched against and should hold an address where a
	// site's owner learns more. Default: see DefaultUserAgent.
	UserAgent string

	// Timeout bounds one Get from the first connection to the last byte,
	// redirects included; waiting for a host's turn is not counted.
	// Default 30 s.
	Timeout time.Duration
	// ConnectTimeout bounds a connection's making, and its TLS handshake, each.
	// Default 10 s.
	ConnectTimeout time.Duration
	// StallTimeout ends a streamed body (see Client.Do) that delivers nothing
	// for this long. Default 60 s.
	StallTimeout time.Duration

	// MaxBytes bounds a body, on the wire and decompressed, each.
	// Default 8 MiB.
	MaxBytes int64
	// MaxRedirects is how many redirects are followed. Default 8; negative
	// means none.
	MaxRedirects int

	// PerHostDelay is the least time between the starts of two requests to one
	// host. Default 1 s; negative means none.
	PerHostDelay time.Duration
	// PerHostConcurrency is how many requests to one host may run at once.
	// Default 2.
	PerHostConcurrency int
	// MaxCrawlDelay bounds the crawl-delay of a robots.txt that is honoured.
	// Default 30 s.
	MaxCrawlDelay time.Duration
	// IgnoreRobots leaves robots.txt unread: for tests and one's own sites.
	IgnoreRobots bool

	// AllowPrivate lists address ranges that may be reached although they are
	// not public, such as 127.0.0.0/8. Default none.
	AllowPrivate []netip.Prefix
	// AllowPorts lists ports beside 80 and 443. Default none.
	AllowPorts []uint16
	// AllowHosts lists hosts, as "name" or "name:port", that may be reached
	// wherever their names lead; with a port, that port need not be in
	// AllowPorts. Default none.
	AllowHosts []string

	// Resolver resolves host names. Default net.DefaultResolver.
	Resolver *net.Resolver
}

const (
	// maxHeaderBytes bounds the header of one response.
	maxHeaderBytes = 256 << 10
	// maxURLBytes bounds an address; browsers and servers agree on at most
	// about as much (RFC 9110 section 4.1 recommends 8,000).
	maxURLBytes = 8 << 10
)

func (c Config) withDefaults() Config {
	orDefault(&c.UserAgent, DefaultUserAgent())
	orDefault(&c.Timeout, 30*time.Second)
	orDefault(&c.ConnectTimeout, 10*time.Second)
	orDefault(&c.StallTimeout, time.Minute)
	orDefault(&c.MaxBytes, 8<<20)
	orDefault(&c.MaxRedirects, 8)
	orDefault(&c.PerHostDelay, time.Second)
	orDefault(&c.PerHostConcurrency, 2)
	orDefault(&c.MaxCrawlDelay, 30*time.Second)
	orDefault(&c.Resolver, net.DefaultResolver)
	c.MaxRedirects = max(c.MaxRedirects, 0)
	c.PerHostDelay = max(c.PerHostDelay, 0)
	return c
}

func orDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

func (c Config) validate() error {
	if productToken(c.UserAgent) == "" {
		return fmt.Errorf("user agent %q must begin with a product token of letters, such as Dragoman/1.0: %w", c.UserAgent, domain.ErrInvalid)
	}
	if strings.ContainsFunc(c.UserAgent, func(r rune) bool { return r < ' ' || r > '~' }) {
		return fmt.Errorf("user agent %q must be printable ASCII: %w", c.UserAgent, domain.ErrInvalid)
	}
	for name, d := range map[string]time.Duration{
		"timeout": c.Timeout, "connect timeout": c.ConnectTimeout, "stall timeout": c.StallTimeout, "longest crawl delay": c.MaxCrawlDelay,
	} {
		if d < 0 {
			return fmt.Errorf("%s %s is negative: %w", name, d, domain.ErrInvalid)
		}
	}
	if c.MaxBytes < 0 || c.PerHostConcurrency < 0 {
		return fmt.Errorf("byte limit %d and requests per host %d must be positive: %w", c.MaxBytes, c.PerHostConcurrency, domain.ErrInvalid)
	}
	return nil
}

// DefaultUserAgent returns "Dragoman/VERSION (+address)" with the version that
// the build recorded, or "devel".
func DefaultUserAgent() string {
	version := "devel"
	if info, ok := debug.ReadBuildInfo(); ok && strings.HasPrefix(info.Main.Version, "v") {
		version, _, _ = strings.Cut(strings.TrimPrefix(info.Main.Version, "v"), "+")
	}
	return "Dragoman/" + version + " (+https://github.com/dragoman-news/dragoman)"
}

// productToken returns the name that a User-Agent begins with, in the
// characters that RFC 9309 section 2.2.1 gives to product tokens.
func productToken(userAgent string) string {
	end := strings.IndexFunc(userAgent, func(r rune) bool {
		return (r < 'a' || 'z' < r) && (r < 'A' || 'Z' < r) && r != '_' && r != '-'
	})
	if end < 0 {
		end = len(userAgent)
	}
	return userAgent[:end]
}
