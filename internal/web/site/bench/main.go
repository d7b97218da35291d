// Command bench measures the readers' site beside nginx: requests per second
// and CPU per request of an article's page, from the cache, without it, and of
// the same bytes as a file. Each server has one thread of its own, the load
// generator the other processor; they take turns, so that what else the machine
// does hits all of them.
//
//	go run ./internal/web/site/bench
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/web/cache"
	"github.com/dragoman-news/dragoman/internal/web/site"
	"github.com/dragoman-news/dragoman/internal/web/site/sitetest"
)

var (
	rounds      = flag.Int("rounds", 5, "how often each server has its turn")
	turn        = flag.Duration("turn", 2*time.Second, "how long a turn is")
	connections = flag.Int("connections", 16, "how many readers ask at once")
	serve       = flag.String("serve", "", "used by the command itself: serve the site in this directory, cached or made anew")
)

func main() {
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	run := measure
	if *serve != "" {
		run = serveSite
	}
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// serveSite is the process that is measured. It prints its address.
func serveSite(ctx context.Context) error {
	runtime.GOMAXPROCS(1)
	s, err := store.Open(ctx, filepath.Join(*serve, "site.db"))
	if err != nil {
		return err
	}
	handler := newSite(s)
	if flag.Arg(0) == "cached" {
		handler = cache.New(handler, cache.Config{Generation: s.EditionChanged})
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr())
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() { <-ctx.Done(); _ = server.Close() }()
	return server.Serve(listener)
}

func newSite(s *store.Store) http.Handler {
	return site.New(site.Config{Store: s, Addresses: publish.Addresses{Base: "https://news.example.org"}, Now: func() time.Time { return sitetest.Now }})
}

// server is one of those that are compared.
type server struct {
	name    string
	process *exec.Cmd
	address string
	results map[string][]result // by encoding
}

func measure(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "bench-site")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // what is left is in the system's place for it
	s, err := store.Open(ctx, filepath.Join(dir, "site.db"))
	if err != nil {
		return err
	}
	f, err := sitetest.Fill(ctx, s)
	if err != nil {
		return err
	}
	handler := cache.New(newSite(s), cache.Config{Generation: s.EditionChanged})
	path := article(handler, f)
	if err := writeFiles(handler, dir, path); err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // it was only filled
	if err := weights(handler, path); err != nil {
		return err
	}
	var servers []*server
	defer func() {
		for _, x := range servers {
			_ = x.process.Process.Kill()
			_ = x.process.Wait()
		}
	}()
	for _, start := range []func(context.Context, string) (*server, error){startCached, startAnew, startNginx} {
		x, err := start(ctx, dir)
		if err != nil {
			return err
		}
		servers = append(servers, x)
	}
	for range *rounds {
		for _, encoding := range []string{"identity", "gzip"} {
			for _, x := range servers {
				r, err := load(ctx, x, path, encoding)
				if err != nil {
					return fmt.Errorf("%s: %w", x.name, err)
				}
				x.results[encoding] = append(x.results[encoding], r)
			}
		}
	}
	report(servers)
	return nil
}

// article returns the path of the fixture's longest article.
func article(h http.Handler, f *sitetest.Fixture) string {
	best, size := "", 0
	for _, id := range f.Articles {
		path := fmt.Sprintf("/ru/article/%d/", id)
		if to := get(h, path, "").header.Get("Location"); to != "" {
			path = to
		}
		if n := get(h, path, "").body.Len(); n > size {
			best, size = path, n
		}
	}
	return best
}

// writeFiles gives nginx the bytes that the site answers with.
func writeFiles(h http.Handler, dir, path string) error {
	for encoding, suffix := range map[string]string{"": "", "gzip": ".gz"} {
		name := filepath.Join(dir, "page.html"+suffix)
		if err := os.WriteFile(name, get(h, path, encoding).body.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// weights prints what pages weigh.
func weights(h http.Handler, path string) error {
	t := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "page\tbytes\tgzip\tbrotli\t")
	for _, x := range []struct{ name, path string }{{"article", path}, {"bilingual", path + "bilingual/"}, {"front", "/ru/"}, {"front, Arabic", "/ar/"}, {"feed", "/ru/feed.xml"}} {
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t\n", x.name, get(h, x.path, "").body.Len(), get(h, x.path, "gzip").body.Len(), get(h, x.path, "br").body.Len())
	}
	fmt.Fprintln(t)
	return t.Flush()
}

func report(servers []*server) {
	t := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "server\tencoding\trequests/s\tCPU µs/request\tp50 µs\tp99 µs\t")
	for _, x := range servers {
		for _, encoding := range []string{"identity", "gzip"} {
			r := median(x.results[encoding])
			fmt.Fprintf(t, "%s\t%s\t%.0f\t%.1f\t%d\t%d\t\n", x.name, encoding, r.rate, r.cpu, r.p50.Microseconds(), r.p99.Microseconds())
		}
	}
	_ = t.Flush()
	fmt.Printf("\nmedians of %d turns of %s, %d connections, one thread each\n", *rounds, *turn, *connections)
}

// median returns the result with the middle CPU time.
func median(all []result) result {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b result) int {
		return cmp.Compare(a.cpu, b.cpu)
	})
	return all[len(all)/2]
}
