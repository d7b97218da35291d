package fetch

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jimsmart/grobotstxt"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestRobotsRules(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, robots string
		open, closed []string
	}{
		{"nothing", "", []string{"/", "/a"}, nil},
		{"all closed", "User-agent: *\nDisallow: /", []string{"/robots.txt"}, []string{"", "/", "/a?b"}},
		{"an empty disallow", "User-agent: *\nDisallow:", []string{"/"}, nil},
		{"our group instead of the general", "User-agent: *\nDisallow: /\n\nUser-agent: testbot\nDisallow: /b", []string{"/a"}, []string{"/b", "/bc"}},
		{"our empty group", "User-agent: *\nDisallow: /\n\nUser-agent: testbot\n", []string{"/a"}, nil},
		{"another's group", "User-agent: Otherbot\nDisallow: /", []string{"/a"}, nil},
		{"a name that begins with ours", "User-agent: Testbots\nDisallow: /", []string{"/a"}, nil},
		{"our name with a version", "User-agent: TESTBOT/2.1\nDisallow: /a", nil, []string{"/a"}},
		{"groups that name us twice", "User-agent: testbot\nDisallow: /a\n\nUser-agent: x\nDisallow: /c\n\nUser-agent: testbot\nDisallow: /b", []string{"/c"}, []string{"/a", "/b"}},
		{"a group for several", "User-agent: x\nUser-agent: testbot\nDisallow: /a", []string{"/b"}, []string{"/a"}},
		{"rules before any group", "Disallow: /a", []string{"/a"}, nil},
		{"the longest wins", "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c", []string{"/a/b", "/a/b/d"}, []string{"/a", "/a/b/c"}},
		{"allow wins where both are as long", "User-agent: *\nDisallow: /a\nAllow: /a", []string{"/a"}, nil},
		{"stars", "User-agent: *\nDisallow: /*/print\nDisallow: *session=", []string{"/print", "/a/pin"}, []string{"/a/print", "/a/b/print.html", "/x?session=1"}},
		{"ends", "User-agent: *\nDisallow: /*.pdf$\nDisallow: /only$", []string{"/a.pdf?x", "/only/more", "/a.pdfs"}, []string{"/a.pdf", "/b/.pdf", "/only"}},
		{"paths distinguish cases", "user-AGENT: *\ndisALLOW: /A", []string{"/a"}, []string{"/A"}},
		{"percent-encoding", "User-agent: *\nDisallow: /%7Efoo\nDisallow: /é\nDisallow: /a%2fb", []string{"/a/b"}, []string{"/~foo", "/%7efoo", "/%C3%A9", "/%c3%a9", "/a%2Fb"}},
		{"comments and spaces", "# all\nUser-agent :  * # us\n Disallow :\t/a # not this\n", []string{"/b"}, []string{"/a"}},
		{"a byte order mark and bare CR", "\ufeffUser-agent: *\rDisallow: /a\r", []string{"/b"}, []string{"/a"}},
		{"other lines do not end a group", "User-agent: *\nSitemap: https://x/s.xml\nDisallow: /a", []string{"/b"}, []string{"/a"}},
		{"no robots.txt at all", "<!doctype html><title>Not found</title>\x00\xff", []string{"/"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rules := parseRobots("https://a.test/robots.txt", tt.robots, "Testbot")
			for want, paths := range map[bool][]string{true: tt.open, false: tt.closed} {
				for _, path := range paths {
					if err := rules.check(mustURL(t, "https://a.test"+path)); (err == nil) != want {
						t.Errorf("%s: %v", path, err)
					}
				}
			}
		})
	}
}

func TestRobotsErrorNamesTheRule(t *testing.T) {
	t.Parallel()
	o := newOrigin(t, map[string]http.HandlerFunc{"/robots.txt": serve("# keep out\nUser-agent: *\nDisallow: /private\n"), "/start": status(302, "Location", "/private/x")})
	client := newTestClient(t, []*origin{o})
	for _, path := range []string{"/private/x", "/start"} {
		_, err := client.Get(t.Context(), Request{URL: o.URL + path})
		e, ok := errors.AsType[*RobotsError](err)
		if !ok || !errors.Is(err, domain.ErrForbidden) {
			t.Fatalf("%s: %v", path, err)
		}
		if want := (RobotsError{URL: o.URL + "/private/x", Robots: o.URL + "/robots.txt", Line: 3, Rule: "Disallow: /private"}); *e != want {
			t.Errorf("%s: %+v, want %+v", path, *e, want)
		}
	}
	if asked := o.asked(); len(asked) != 1 || o.robotsAsked() != 1 {
		t.Errorf("asked for %q and %d times for robots.txt, want /start and once", asked, o.robotsAsked())
	}
}

func TestRobotsAnswers(t *testing.T) {
	t.Parallel()
	long := "User-agent: *\nDisallow: /closed\n" + strings.Repeat("# filling\n", 60_000) + "Disallow: /beyond\n"
	cut := "User-agent: *\nDisallow: /closed\n#"
	cut += strings.Repeat("x", maxRobotsBytes-len(cut)-len("\nDisallow: /")) + "\nDisallow: /beyond\n"
	tests := []struct {
		name   string
		robots http.HandlerFunc
		open   map[string]bool // path → whether it may be read
		class  error           // of the refusals
	}{
		{"404", status(404), map[string]bool{"/a": true}, nil},
		{"403", status(403), map[string]bool{"/a": true}, nil},
		{"500", status(500), map[string]bool{"/a": false}, nil},
		{"503 with a wait", status(503, "Retry-After", "60"), map[string]bool{"/a": false}, domain.ErrRateLimited},
		{"429", status(429), map[string]bool{"/a": false}, domain.ErrRateLimited},
		{"a connection that breaks", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, map[string]bool{"/a": false}, nil},
		{"a redirect", status(301, "Location", "/elsewhere.txt"), map[string]bool{"/a": true, "/closed": false}, domain.ErrForbidden},
		{"a redirect for ever", status(301, "Location", "/robots.txt"), map[string]bool{"/a": true}, nil},
		{"a redirect to what is guarded", status(301, "Location", "http://10.0.0.1/"), map[string]bool{"/a": false}, domain.ErrForbidden},
		{"longer than is read", serve(long), map[string]bool{"/a": true, "/closed": false, "/beyond": true}, domain.ErrForbidden},
		{"cut within a rule", serve(cut), map[string]bool{"/a": true, "/closed": false}, domain.ErrForbidden},
		{"compressed", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(compress(t, []byte(long), "gzip"))
		}, map[string]bool{"/a": true, "/closed": false, "/beyond": true}, domain.ErrForbidden},
		{"in a broken encoding", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write([]byte(long))
		}, map[string]bool{"/a": false}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := newOrigin(t, map[string]http.HandlerFunc{
				"/robots.txt": tt.robots, "/elsewhere.txt": serve("User-agent: *\nDisallow: /closed"),
				"/a": serve("a"), "/closed": serve("closed"), "/beyond": serve("beyond"),
			})
			client := newTestClient(t, []*origin{o})
			for path, open := range tt.open {
				_, err := client.Get(t.Context(), Request{URL: o.URL + path})
				if (err == nil) != open || !open && tt.class != nil && !errors.Is(err, tt.class) {
					t.Errorf("%s: %v", path, err)
				}
				if !open && tt.class == nil && (errors.Is(err, domain.ErrForbidden) || !strings.Contains(err.Error(), "counts as closed")) {
					t.Errorf("%s: %v, want an error that may pass", path, err)
				}
			}
		})
	}
}

func TestRobotsCrawlDelayIsKept(t *testing.T) {
	t.Parallel()
	for robots, want := range map[string]time.Duration{
		"User-agent: *\nCrawl-delay: 2.5\n":                                               2500 * time.Millisecond,
		"User-agent: testbot\ncrawl-delay: 3\n\nUser-agent: *\nCrawl-delay: 9":            3 * time.Second,
		"User-agent: other\nCrawl-delay: 3\n":                                             0,
		"User-agent: *\nCrawl-delay: NaN\nCrawl-delay: -1\nCrawl-delay: x":                0,
		"User-agent: *\nCrawl-delay: 1e300\n":                                             24 * time.Hour,
		"User-agent: testbot\nCrawl-delay: 1\nDisallow: /\nUser-agent: x\nCrawl-delay: 9": time.Second,
	} {
		if got := parseRobots("", robots, "Testbot").delay; got != want {
			t.Errorf("%q: %s, want %s", robots, got, want)
		}
	}
	o := newOrigin(t, map[string]http.HandlerFunc{"/robots.txt": serve("User-agent: *\nCrawl-delay: 3600"), "/": serve("x")})
	client := newTestClient(t, []*origin{o}, func(c *Config) { c.MaxCrawlDelay = 200 * time.Millisecond })
	start := time.Now()
	for range 2 {
		if _, err := client.Get(t.Context(), Request{URL: o.URL + "/"}); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(start); took < 200*time.Millisecond {
		t.Errorf("two requests took %s", took)
	}
}

func TestRobotsCache(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var fetched atomic.Int32
		var fail atomic.Bool
		cache := newRobotsCache(func(ctx context.Context, _ string) (*robotsRules, error) {
			select {
			case <-time.After(time.Second):
			case <-ctx.Done():
				return nil, ctx.Err()
			}
			fetched.Add(1)
			if fail.Load() {
				return nil, &StatusError{Status: 500}
			}
			return parseRobots("", "User-agent: *\nDisallow: /", "Testbot"), nil
		})
		u := &url.URL{Scheme: "https", Host: "a.test", Path: "/"}
		ask := func(wantFetched int32, wantError bool) {
			t.Helper()
			rules, err := cache.rules(t.Context(), u)
			if fetched.Load() != wantFetched || (err != nil) != wantError || (rules == nil) != wantError {
				t.Errorf("fetched %d times, want %d; rules %v, error %v", fetched.Load(), wantFetched, rules, err)
			}
		}
		var group sync.WaitGroup
		for range 5 {
			group.Go(func() { ask(1, false) })
		}
		group.Wait()
		time.Sleep(robotsLifetime - time.Second)
		ask(1, false)
		fail.Store(true)
		time.Sleep(2 * time.Second)
		ask(2, false) // the old rules still hold
		ask(2, false)
		time.Sleep(robotsRetry)
		ask(3, false)

		u.Host = "b.test"
		ask(4, true)
		ask(4, true)
		fail.Store(false)
		time.Sleep(robotsRetry)
		ask(5, false)

		u.Host = "c.test"
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := cache.rules(ctx, u); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("asker who gave up: %v", err)
		}
		time.Sleep(time.Second)
		ask(6, false) // what the other asked for
	})
}

func TestRobotsCacheIsBounded(t *testing.T) {
	t.Parallel()
	cache := newRobotsCache(nil)
	for i := range 100 {
		cache.remember(strings.Repeat("x", i), &robotsRules{bytes: maxRobotsCached / 10}, nil)
		if cache.bytes > maxRobotsCached {
			t.Fatalf("%d bytes are kept", cache.bytes)
		}
	}
	if len(cache.sites) != 10 || cache.sites[strings.Repeat("x", 99)].rules == nil {
		t.Errorf("%d sites are kept, want 10 with the newest", len(cache.sites))
	}
	hostile := parseRobots("", strings.Repeat("User-agent: *\nUser-agent: testbot\nAllow: /\n", 10_000), "Testbot")
	if hostile.bytes > 1<<20 {
		t.Errorf("400 KB of robots.txt became %d bytes of rules", hostile.bytes)
	}
}

func BenchmarkRobotsCheckHostile(b *testing.B) {
	rules := parseRobots("", "User-agent: *\n"+strings.Repeat("Disallow: /*a*a*a*a*a*a*a*a*a*a*a*a*b\n", 12_000), "Testbot")
	u, err := url.Parse("https://a.test/" + strings.Repeat("a", 8000))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := rules.check(u); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzMatchPath(f *testing.F) {
	f.Add("/a/b.pdf", "/*.pdf$")
	f.Add("/aab", "*a*ab$")
	f.Add("/", "$")
	f.Fuzz(func(t *testing.T, path, pattern string) {
		if len(path) > 1000 || len(pattern) > 1000 {
			return
		}
		if got, want := matchPath(path, pattern), grobotstxt.Matches(path, pattern); got != want {
			t.Errorf("path %q, pattern %q: %v, Google's matcher says %v", path, pattern, got, want)
		}
	})
}

func FuzzParseRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a\nAllow: /a/b$\nCrawl-delay: 1"), "/a/b")
	f.Add([]byte("\xef\xbb\xbfuser agent testbot\rdisalow /*é"), "/%C3%A9?x")
	f.Fuzz(func(t *testing.T, robots []byte, path string) {
		u := &url.URL{Scheme: "https", Host: "a.test", Path: path}
		rules := parseRobots("https://a.test/robots.txt", string(robots), "Testbot")
		err := rules.check(u)
		if e, ok := errors.AsType[*RobotsError](err); err != nil && (!ok || e.Line < 1 || e.Line > bytes.Count(robots, []byte("\n"))+bytes.Count(robots, []byte("\r"))+1) {
			t.Errorf("refused by %+v", err)
		}
		if len(rules.rules) == 0 && err != nil {
			t.Errorf("refused without rules: %v", err)
		}
	})
}
