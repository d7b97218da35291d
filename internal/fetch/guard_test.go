package fetch

import (
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestLoopbackIsNeverReached(t *testing.T) {
	t.Parallel()
	secret := newOrigin(t, map[string]http.HandlerFunc{"/": serve("secret"), "/robots.txt": serve("")})
	names := map[string]string{
		"public-name.test":    "127.0.0.1",
		"other-loopback.test": "127.8.8.8",
		"six.test":            "::1",
		"mapped.test":         "::ffff:127.0.0.1",
		"nat64.test":          "64:ff9b::7f00:1",
		"sixtofour.test":      "2002:7f00:1::",
		"any.test":            "0.0.0.0",
		"private.test":        "10.1.2.3",
		"metadata.test":       "169.254.169.254",
		"metadata6.test":      "fd00:ec2::254",
		"carrier.test":        "100.100.100.200",
		"local.test":          "fe80::1",
	}
	resolver := fakeDNS(t, func(name string) []netip.Addr {
		if a := names[name]; a != "" {
			return []netip.Addr{netip.MustParseAddr(a)}
		}
		return nil
	})
	client := newTestClient(t, []*origin{secret}, func(c *Config) {
		c.AllowPrivate, c.Resolver = nil, resolver
	})
	hosts := []string{
		"127.0.0.1", "127.0.0.1.", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.1", "0x7f.0x0.0x0.0x1",
		"017700000001", "0177.0.0.1", "0177.0.0.01", "127.0.0.0x1", "0", "0.0.0.0", "localhost", "LOCALHOST", "a.localhost", "localhost.",
		"[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]",
		"[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[::1%25lo]", "[fe80::1%25eth0]", "[fc00::1]", "[ff02::1]", "[2001::1]",
		"127。0。0。1", "①②⑦.⓪.⓪.①", "１２７.0.0.1", "169.254.169.254", "192.168.0.1", "172.31.255.255", "100.64.0.1", "224.0.0.1", "255.255.255.255",
		"168.63.129.16", "198.18.0.1", "240.0.0.1", "192.0.0.192",
	}
	for name := range names {
		hosts = append(hosts, name)
	}
	for _, host := range hosts {
		t.Run(host, func(t *testing.T) {
			t.Parallel()
			address := "http://" + host + ":" + strconv.Itoa(int(secret.port(t))) + "/"
			resp, err := client.Get(t.Context(), Request{URL: address})
			if !errors.Is(err, domain.ErrForbidden) {
				t.Errorf("Get: error %v, response %v, want a refusal", err, resp)
			}
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
			if err != nil {
				return // net/http itself refuses the spelling
			}
			raw, err := client.Do(req)
			if err == nil {
				_ = raw.Body.Close()
			}
			if !errors.Is(err, domain.ErrForbidden) {
				t.Errorf("Do: error %v, want a refusal", err)
			}
		})
	}
	t.Cleanup(func() {
		if got := len(secret.asked()) + secret.robotsAsked(); got > 0 {
			t.Errorf("the origin was reached %d times", got)
		}
	})
}

func TestRebindingIsSeenAtEachConnection(t *testing.T) {
	t.Parallel()
	o := newOrigin(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Connection", "close") }})
	var moved atomic.Bool
	client := newTestClient(t, []*origin{o}, func(c *Config) {
		c.IgnoreRobots = true
		c.AllowPrivate = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")} // stands for a public address
		c.Resolver = fakeDNS(t, func(string) []netip.Addr {
			if moved.Load() {
				return []netip.Addr{netip.MustParseAddr("127.0.0.2")}
			}
			return []netip.Addr{netip.MustParseAddr("127.0.0.1")}
		})
	})
	address := "http://rebinding.test:" + strconv.Itoa(int(o.port(t))) + "/"
	if _, err := client.Get(t.Context(), Request{URL: address}); err != nil {
		t.Fatalf("while the name is public: %v", err)
	}
	moved.Store(true)
	if _, err := client.Get(t.Context(), Request{URL: address}); !errors.Is(err, domain.ErrForbidden) {
		t.Errorf("after the name moved: %v, want a refusal", err)
	}
}

func TestRedirectsAreGuarded(t *testing.T) {
	t.Parallel()
	for _, target := range []string{"http://127.0.0.1:%/", "http://[::1]:%/", "file:///etc/passwd", "ftp://public.test/", "http://user:pass@public.test:%/", "//127.0.0.1:%/", "http://public.test:25/"} {
		t.Run(target, func(t *testing.T) {
			t.Parallel()
			var o *origin
			o = newOrigin(t, map[string]http.HandlerFunc{
				"/": serve("secret"),
				"/start": func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Location", strings.ReplaceAll(target, "%", strconv.Itoa(int(o.port(t)))))
					w.WriteHeader(http.StatusFound)
				},
			})
			host := "public.test:" + strconv.Itoa(int(o.port(t)))
			client := newTestClient(t, nil, func(c *Config) {
				c.AllowPrivate, c.AllowHosts = nil, []string{host}
				c.AllowPorts = []uint16{o.port(t)}
				c.Resolver = fakeDNS(t, func(string) []netip.Addr { return []netip.Addr{netip.MustParseAddr("127.0.0.1")} })
			})
			_, err := client.Get(t.Context(), Request{URL: "http://" + host + "/start"})
			if !errors.Is(err, domain.ErrForbidden) {
				t.Errorf("Get: %v, want a refusal", err)
			}
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+host+"/start", http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := client.Do(req)
			if err == nil {
				_ = resp.Body.Close()
			}
			if !errors.Is(err, domain.ErrForbidden) {
				t.Errorf("Do: %v, want a refusal", err)
			}
			if asked := o.asked(); len(asked) != 2 {
				t.Errorf("asked for %q, want /start twice", asked)
			}
		})
	}
}

func TestCheckURL(t *testing.T) {
	t.Parallel()
	g, err := newGuard(Config{AllowPorts: []uint16{8080}, AllowHosts: []string{"intranet", "10.0.0.7:9000", "[fd00::1]:81"}}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		address string
		class   error
		host    string
	}{
		{"https://example.com/a?b", nil, "example.com"},
		{"HTTP://EXAMPLE.com:80/", nil, "example.com"},
		{"https://example.com:8080/", nil, "example.com:8080"},
		{"http://новости.example/", nil, "xn--b1amnebsh.example"},
		{"http://under_score.example/", nil, "under_score.example"},
		{"http://93.184.216.34/", nil, "93.184.216.34"},
		{"http://[2606:4700::1111]/", nil, "[2606:4700::1111]"},
		{"http://[64:ff9b::8.8.8.8]/", nil, "[64:ff9b::808:808]"},
		{"http://intranet/", nil, "intranet"},
		{"http://10.0.0.7:9000/", nil, "10.0.0.7:9000"},
		{"http://[fd00::1]:81/", nil, "[fd00::1]:81"},
		{"http://intranet:9000/", domain.ErrForbidden, ""},
		{"http://10.0.0.7/", domain.ErrForbidden, ""},
		{"http://example.com:22/", domain.ErrForbidden, ""},
		{"http://user@example.com/", domain.ErrForbidden, ""},
		{"http://[2606:4700::1111%25eth0]/", domain.ErrForbidden, ""},
		{"gopher://example.com/", domain.ErrForbidden, ""},
		{"file:///etc/passwd", domain.ErrForbidden, ""},
		{"http:example.com", domain.ErrInvalid, ""},
		{"http:///path", domain.ErrInvalid, ""},
		{"http://\u034f/", domain.ErrInvalid, ""},
		{"http://example.com:0/", domain.ErrInvalid, ""},
		{"http://example.com:99999/", domain.ErrInvalid, ""},
		{"http://exa mple.com/", domain.ErrInvalid, ""},
		{"http://é\u2028.example/", domain.ErrInvalid, ""},
		{"http://1.2.3.4.5/", domain.ErrForbidden, ""},
		{"https://example.com/" + strings.Repeat("a", maxURLBytes), domain.ErrInvalid, ""},
	}
	for _, tt := range tests {
		t.Run(tt.address[:min(40, len(tt.address))], func(t *testing.T) {
			t.Parallel()
			u, err := url.Parse(tt.address)
			if err != nil {
				if !errors.Is(tt.class, domain.ErrInvalid) {
					t.Error(err)
				}
				return
			}
			if err := g.checkURL(u); !errors.Is(err, tt.class) {
				t.Fatalf("error %v, want %v", err, tt.class)
			}
			if tt.class == nil && u.Host != tt.host {
				t.Errorf("host %q, want %q", u.Host, tt.host)
			}
		})
	}
}

func TestCheckDial(t *testing.T) {
	t.Parallel()
	g, err := newGuard(Config{AllowPorts: []uint16{8080}, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	for address, allowed := range map[string]bool{
		"93.184.216.34:80": true, "93.184.216.34:8080": true, "[2606:4700::1111]:443": true, "10.1.1.1:80": true, "[::ffff:10.1.1.1]:80": true,
		"93.184.216.34:81": false, "[::ffff:127.0.0.1]:80": false, "[fe80::1%eth0]:80": false, "127.0.0.1:80": false, "/run/socket": false,
	} {
		if err := g.checkDial(address); (err == nil) != allowed || err != nil && !errors.Is(err, domain.ErrForbidden) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestNewRefusesNonsense(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]Config{
		"no product token":    {UserAgent: "(nobody)"},
		"line break":          {UserAgent: "Bot/1\r\nX: y"},
		"negative time":       {Timeout: -1},
		"negative size":       {MaxBytes: -1},
		"port out of range":   {AllowHosts: []string{"a:70000"}},
		"odd loopback":        {AllowHosts: []string{"0x7f.1"}},
		"a URL for a host":    {AllowHosts: []string{"http://a/"}},
		"negative per host":   {PerHostConcurrency: -2},
		"negative crawlDelay": {MaxCrawlDelay: -1},
	} {
		if _, err := New(c, nil); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func FuzzCheckURL(f *testing.F) {
	for _, s := range []string{"http://127.0.0.1/", "http://[::1%25lo]:80/", "https://0x7f.1", "http://ⓔxample.com:443", "//x"} {
		f.Add(s)
	}
	g, err := newGuard(Config{}.withDefaults())
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, address string) {
		u, err := url.Parse(address)
		if err != nil || g.checkURL(u) != nil {
			return
		}
		again, err := url.Parse(u.String())
		if err != nil {
			t.Fatalf("%q became %q: %v", address, u, err)
		}
		if err := g.checkURL(again); err != nil || again.Host != u.Host {
			t.Errorf("%q: host %q, then %q: %v", address, u.Host, again.Host, err)
		}
		if addr, err := netip.ParseAddr(u.Hostname()); err == nil && notPublic(addr.Unmap()) != "" {
			t.Errorf("%q leads to %s", address, addr)
		}
	})
}
