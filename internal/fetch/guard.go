package fetch

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/net/idna"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// guard keeps requests on the public internet. An address is judged twice: as
// written, for a clear early error, and, since a name may lead anywhere and
// elsewhere next time, each IP address at the moment when it is dialled.
type guard struct {
	private []netip.Prefix
	ports   []uint16
	hosts   map[string]bool // "name" or "name:port"
	guarded net.Dialer
	open    net.Dialer // for hosts that the configuration names
}

func newGuard(c Config) (*guard, error) {
	g := &guard{
		private: c.AllowPrivate,
		ports:   append([]uint16{80, 443}, c.AllowPorts...),
		hosts:   make(map[string]bool),
		guarded: net.Dialer{Timeout: c.ConnectTimeout, Resolver: c.Resolver},
	}
	g.open = g.guarded
	g.guarded.ControlContext = func(_ context.Context, _, address string, _ syscall.RawConn) error {
		return g.checkDial(address)
	}
	for _, h := range c.AllowHosts {
		host, port := h, ""
		if name, p, err := net.SplitHostPort(h); err == nil {
			host, port = name, p
		}
		host, err := asciiHost(strings.Trim(host, "[]"))
		if err != nil {
			return nil, fmt.Errorf("allowed host %q: %w", h, err)
		}
		if port == "" {
			g.hosts[host] = true
			continue
		}
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return nil, fmt.Errorf("allowed host %q: port %q is no number from 1 to 65535: %w", h, port, domain.ErrInvalid)
		}
		g.hosts[net.JoinHostPort(host, port)] = true
	}
	return g, nil
}

// dial is the only place where connections are made.
func (g *guard) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("dial %s: %w", address, err)
	}
	if g.hosts[host] || g.hosts[net.JoinHostPort(host, port)] {
		return g.open.DialContext(ctx, network, address)
	}
	return g.guarded.DialContext(ctx, network, address)
}

// checkDial judges the "IP:port" that is about to be dialled.
func (g *guard) checkDial(address string) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("dial %s: %w: %w", address, err, domain.ErrForbidden)
	}
	if err := g.checkPort(ap.Port()); err != nil {
		return err
	}
	return g.checkAddr(ap.Addr())
}

func (g *guard) checkPort(port uint16) error {
	if slices.Contains(g.ports, port) {
		return nil
	}
	return fmt.Errorf("port %d is not one of %v; if it is meant, the setting fetch.allow must list the host with its port: %w", port, g.ports, domain.ErrForbidden)
}

func (g *guard) checkAddr(addr netip.Addr) error {
	addr = addr.WithZone("").Unmap()
	if slices.ContainsFunc(g.private, func(p netip.Prefix) bool { return p.Contains(addr) }) {
		return nil
	}
	if reason := notPublic(addr); reason != "" {
		return fmt.Errorf("%s is no public address (%s); if it is meant, the setting fetch.allow must list it: %w", addr, reason, domain.ErrForbidden)
	}
	return nil
}

// checkURL judges an address as it is written. It changes the host to its
// ASCII form, so that what was judged is what is dialled.
func (g *guard) checkURL(u *url.URL) error {
	if err := g.judgeURL(u); err != nil {
		return fmt.Errorf("address %.200q: %w", u.Redacted(), err)
	}
	return nil
}

func (g *guard) judgeURL(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("only http and https are fetched: %w", domain.ErrForbidden)
	case u.User != nil:
		return fmt.Errorf("it holds a user name or password; leave them out: %w", domain.ErrForbidden)
	case u.Opaque != "" || u.Hostname() == "":
		return fmt.Errorf("it names no host: %w", domain.ErrInvalid)
	}
	host, err := asciiHost(u.Hostname())
	if err != nil {
		return err
	}
	port, err := portOf(u)
	if err != nil {
		return err
	}
	u.Host = host
	if strings.Contains(host, ":") {
		u.Host = "[" + host + "]"
	}
	if p := u.Port(); p == "" && port != defaultPort(u.Scheme) {
		u.Host = net.JoinHostPort(host, strconv.Itoa(int(port)))
	}
	if len(u.String()) > maxURLBytes {
		return fmt.Errorf("it is longer than %d bytes: %w", maxURLBytes, domain.ErrInvalid)
	}
	if g.hosts[net.JoinHostPort(host, strconv.Itoa(int(port)))] {
		return nil
	}
	if err := g.checkPort(port); err != nil {
		return err
	}
	if g.hosts[host] {
		return nil
	}
	if isLocalhost(host) {
		return g.checkAddr(netip.AddrFrom4([4]byte{127, 0, 0, 1}))
	}
	if addr, err := netip.ParseAddr(host); err == nil {
		return g.checkAddr(addr)
	}
	return nil
}

// isLocalhost recognises the names that mean this machine (RFC 6761 section
// 6.3), whatever a resolver makes of them.
func isLocalhost(host string) bool {
	name := strings.TrimSuffix(host, ".")
	return name == "localhost" || strings.HasSuffix(name, ".localhost")
}

func defaultPort(scheme string) uint16 {
	if scheme == "http" {
		return 80
	}
	return 443
}

func portOf(u *url.URL) (uint16, error) {
	if u.Port() == "" {
		return defaultPort(u.Scheme), nil
	}
	n, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil || n == 0 {
		return 0, fmt.Errorf("port %q is no number from 1 to 65535: %w", u.Port(), domain.ErrInvalid)
	}
	return uint16(n), nil
}

// asciiHost returns a host in lower-case ASCII. A host that ends in a number
// must be an IPv4 address in its usual form: resolvers disagree about the
// octal, hexadecimal and shortened spellings, which only evaders use.
func asciiHost(host string) (string, error) {
	if strings.IndexFunc(host, func(r rune) bool { return r > '~' }) >= 0 {
		ascii, err := idna.Lookup.ToASCII(host)
		if err != nil {
			return "", fmt.Errorf("host %q is no valid name: %w: %w", host, err, domain.ErrInvalid)
		}
		if host = ascii; host == "" { // it was made of characters that mean nothing
			return "", fmt.Errorf("it names no host: %w", domain.ErrInvalid)
		}
	}
	host = strings.ToLower(host)
	if strings.Contains(host, ":") {
		addr, err := netip.ParseAddr(host)
		if err != nil {
			return "", fmt.Errorf("host %q is no IPv6 address: %w", host, domain.ErrInvalid)
		}
		if addr.Zone() != "" {
			return "", fmt.Errorf("host %q has a zone, so it is local: %w", host, domain.ErrForbidden)
		}
		return addr.String(), nil
	}
	if strings.ContainsFunc(host, func(r rune) bool { return r <= ' ' || strings.ContainsRune(`"#%/<>?@[\]^{|}`+"`\x7f", r) }) {
		return "", fmt.Errorf("host %q holds a character that no name has: %w", host, domain.ErrInvalid)
	}
	labels := strings.Split(strings.TrimSuffix(host, "."), ".")
	if endsInNumber(labels[len(labels)-1]) {
		if addr, err := netip.ParseAddr(host); err != nil || !addr.Is4() {
			return "", fmt.Errorf("host %q is an unusual spelling of an IPv4 address: %w", host, domain.ErrForbidden)
		}
	}
	return host, nil
}

// endsInNumber is the URL standard's ends-in-a-number checker for a last
// label: decimal digits, or 0x and hexadecimal digits.
func endsInNumber(label string) bool {
	if hex, ok := strings.CutPrefix(label, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return label != "" && strings.Trim(label, "0123456789") == ""
}
