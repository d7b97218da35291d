package pipeline

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/queue"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/bergamot"
)

// feedsVariable makes this program the server of BenchmarkPoll, so that its
// work isn't counted.
const feedsVariable = "DRAGOMAN_TEST_FEEDS"

// serveFeeds serves feeds of 30 items. At each pass a fifth of them have one
// new item, the others answer 304 to those who give their validator.
func serveFeeds() {
	var pass atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var n int64
		switch {
		case r.URL.Path == "/pass":
			pass.Add(1)
			return
		case strings.HasPrefix(r.URL.Path, "/feed/"):
			if _, err := fmt.Sscanf(r.URL.Path, "/feed/%d", &n); err != nil {
				http.NotFound(w, r)
				return
			}
		default:
			http.NotFound(w, r)
			return
		}
		changes := (pass.Load() + n%5) / 5
		etag := fmt.Sprintf(`"%d"`, changes)
		w.Header().Set("ETag", etag)
		w.Header().Set("Content-Type", "application/rss+xml")
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Feed %d</title><link>http://site%d.example/</link>`, n, n)
		for i := range int64(30) {
			item := changes + 30 - i
			fmt.Fprintf(w, `<item><title>Item %d of feed %d, with a headline of some length</title><link>http://site%d.example/news/2026/item-%d</link><guid>http://site%d.example/?p=%d</guid><pubDate>%s</pubDate><category>news</category><description><![CDATA[%s]]></description></item>`,
				item, n, n, item, n, item, time.Date(2026, 1, 1, 0, int(item), 0, 0, time.UTC).Format(time.RFC1123Z),
				strings.Repeat("<p>A summary of what happened, where it happened and to whom.</p>", 8))
		}
		fmt.Fprint(w, `</channel></rss>`)
	}))
	fmt.Println(server.URL)
	_, _ = io.Copy(io.Discard, os.Stdin) // until the benchmark ends
}

// startFeeds starts the server and returns its address.
func startFeeds(b *testing.B) string {
	b.Helper()
	program, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.CommandContext(b.Context(), program)
	cmd.Env = append(os.Environ(), feedsVariable+"=1")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return strings.TrimSpace(line)
}

func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkPoll polls 1,000 feeds, of which a fifth have a new item, through
// the queue and into the store. The server runs in a process of its own.
func BenchmarkPoll(b *testing.B) {
	const feeds = 1000
	address := startFeeds(b)
	s, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "bench.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	var ahead atomic.Int64
	p, err := New(Config{
		Store: s, Fetch: newClient(b, fetch.Config{PerHostDelay: -1, PerHostConcurrency: 32, IgnoreRobots: true}),
		Router: func(string) (*translate.Router, error) { return nil, domain.ErrNotFound },
		Now:    func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) },
	})
	if err != nil {
		b.Fatal(err)
	}
	w := queue.NewWorkers()
	queue.Handle(w, queue.Kind{Queue: queue.Net, Unique: true}, p.poll)
	queue.Handle(w, queue.Kind{Queue: queue.Publish, Unique: true}, p.read) // nobody works it
	q, err := queue.New(b.Context(), s, w, queue.Config{Parallel: map[queue.Name]int{queue.Net: 16}})
	if err != nil {
		b.Fatal(err)
	}
	p.Use(q)
	err = s.Write(b.Context(), func(ctx context.Context, tx *store.Tx) error {
		for n := range feeds {
			_, err := tx.AddSource(ctx, domain.Source{
				Name: fmt.Sprint(n), Address: fmt.Sprintf("%s/feed/%d", address, n), Host: fmt.Sprintf("site%d.example", n),
				Mode: domain.ModeFull, Created: time.Now(), Poll: domain.Poll{Next: time.Now()},
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- q.Run(ctx) }()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	}()
	before := cpu(b)
	pollAll(b, p, feeds) // the first poll of each brings all of its items
	first := cpu(b) - before
	var used time.Duration
	polled := 0
	for b.Loop() {
		ahead.Add(int64(96 * time.Hour))
		resp, err := http.Get(address + "/pass")
		if err != nil {
			b.Fatal(err)
		}
		_ = resp.Body.Close()
		before = cpu(b)
		pollAll(b, p, feeds)
		used += cpu(b) - before
		polled += feeds
	}
	b.ReportMetric(feeds/first.Seconds(), "new-feeds/cpu-s")
	b.ReportMetric(float64(polled)/used.Seconds(), "feeds/cpu-s")
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(polled)/b.Elapsed().Seconds(), "feeds/s")
}

// pollAll polls all sources once.
func pollAll(b *testing.B, p *Pipeline, feeds int) {
	b.Helper()
	for range (feeds + 999) / 1000 { // a claim takes 1000 at most
		if err := p.due(b.Context(), dueJob{}); err != nil {
			b.Fatal(err)
		}
	}
	deadline := time.Now().Add(5 * time.Minute)
	for left := -1; left != 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			b.Fatalf("%d feeds are not polled after five minutes", left)
		}
		db, _ := p.store.SQLite()
		if err := db.QueryRowContext(b.Context(), `SELECT (SELECT COUNT(*) FROM source WHERE next_poll <= $1) +
			(SELECT COUNT(*) FROM river_job WHERE queue = 'net' AND state <> 'completed')`, p.now().UnixMicro()).Scan(&left); err != nil {
			b.Fatal(err)
		}
	}
	sources, err := p.store.Sources(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for _, s := range sources {
		if s.Poll.Problem != "" {
			b.Fatal(s.Poll.Problem)
		}
	}
}

// model is the test model for the embedded engine.
type model struct{ dir string }

func (m model) Find(from, to string) (dir, name string, err error) {
	if from != "en" || to != "ru" {
		return "", "", domain.ErrNotFound
	}
	return m.dir, "en-ru test", nil
}

// BenchmarkArticle takes an article of some 300 words from its feed's entry to
// the published page with the embedded engine, one stage after another, and says
// what each stage takes.
func BenchmarkArticle(b *testing.B) {
	dir := cmp.Or(os.Getenv("DRAGOMAN_TEST_MODEL"), filepath.Join("..", "..", "build", "models", "en-ru"))
	if _, err := os.Stat(dir); err != nil {
		b.Skip("no test model: run scripts/get-test-model")
	}
	router := translate.NewRouter(bergamot.New(model{dir}))
	w := newWire(b, func(c *Config) { c.Router = func(string) (*translate.Router, error) { return router, nil } })
	w.follow("/feed")
	took := map[string]time.Duration{}
	n, used := 0, cpu(b)
	for b.Loop() {
		n++
		path := fmt.Sprintf("/a/%d", n)
		headline := fmt.Sprintf("The %s is to be rebuilt, says report %d", topics[n%len(topics)], n)
		w.site.put(path, resource{body: article(headline, "", sentences(n)...)})
		w.site.putFeed("/feed", entry{path: path, title: headline})
		jobs := []job{{kind: "poll", args: `{"source":1,"early":true}`}}
		for ; len(jobs) > 0; jobs = w.waiting() {
			for _, j := range jobs {
				start := time.Now()
				if err := w.once(j); err != nil {
					b.Fatal(err)
				}
				took[j.kind] += time.Since(start)
				w.done(j)
			}
		}
	}
	if len(w.front()) != min(n, 500) {
		b.Fatalf("%d of %d articles are published", len(w.front()), n)
	}
	for _, kind := range []string{"poll", "read", "translate", "publish"} {
		b.ReportMetric(float64(took[kind].Milliseconds())/float64(n), kind+"-ms")
	}
	b.ReportMetric(float64(n)/b.Elapsed().Minutes(), "articles/min")
	b.ReportMetric(float64(n)/(cpu(b)-used).Minutes(), "articles/cpu-min")
	b.ReportMetric(0, "ns/op")
}
