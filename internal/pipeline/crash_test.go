package pipeline

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/queue"
	"github.com/dragoman-news/dragoman/internal/search"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/store/storetest"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// crashVariable holds the address of the store that a child process of this
// test works on.
const crashVariable = "DRAGOMAN_TEST_PIPELINE"

var cluster = storetest.NewCluster()

func TestMain(m *testing.M) {
	if address := os.Getenv(crashVariable); address != "" {
		crashChild(address)
	}
	if os.Getenv(feedsVariable) != "" {
		serveFeeds()
		return
	}
	code := m.Run()
	cluster.Stop()
	os.Exit(code)
}

// slowEngine takes a moment, so that it is killed at work.
type slowEngine struct{ engine }

func (e *slowEngine) Pair(ctx context.Context, from, to string) (translate.Translator, error) {
	if _, err := e.engine.Pair(ctx, from, to); err != nil {
		return nil, err
	}
	return e, nil
}

func (e *slowEngine) Translate(ctx context.Context, inputs []translate.Input) ([]translate.Output, error) {
	time.Sleep(time.Duration(rand.IntN(4000)) * time.Microsecond)
	return e.engine.Translate(ctx, inputs)
}

func crashPipeline(ctx context.Context, s *store.Store, client *fetch.Client, c queue.Config) (*Pipeline, *queue.Queue, error) {
	router := translate.NewRouter(&slowEngine{})
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	p, err := New(Config{Store: s, Fetch: client, Router: func(string) (*translate.Router, error) { return router, nil }, Logger: log})
	if err != nil {
		return nil, nil, err
	}
	w := queue.NewWorkers()
	p.Register(w)
	c.Periodic = p.Periodic()
	q, err := queue.New(ctx, s, w, c)
	if err == nil {
		p.Use(q)
	}
	return p, q, err
}

// crashChild runs the whole wire until it is killed. It says on its output when
// it is at work.
func crashChild(address string) {
	fail := func(err error) {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
	ctx := context.Background()
	s, err := store.Open(ctx, address)
	if err != nil {
		fail(err)
	}
	client, err := fetch.New(loopback(fetch.Config{PerHostDelay: -1, PerHostConcurrency: 8}), nil)
	if err != nil {
		fail(err)
	}
	_, q, err := crashPipeline(ctx, s, client, queue.Config{
		Parallel: map[queue.Name]int{queue.Net: 4, queue.CPU: 2, queue.Publish: 2},
		Cooldown: time.Millisecond, Backoff: func(int) time.Duration { return time.Millisecond }, RetryAfter: RetryAfter,
	})
	if err != nil {
		fail(err)
	}
	go func() { fail(q.Run(ctx)) }()
	fmt.Println("at work")
	select {}
}

// TestKilled runs the wire in a process that is killed at random moments while
// its sources go on publishing, changing and sharing pages. What comes out is
// what comes out without a kill: each page one article, each change at most one
// version, each edition one translation of the last.
func TestKilled(t *testing.T) {
	t.Parallel()
	rounds := map[string]int{"sqlite": 30, "postgres": 8}
	for name, database := range storetest.Databases(cluster) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testKilled(t, database(t), rounds[name])
		})
	}
}

// press is a site with two feeds that grow.
type press struct {
	*site
	pages   int
	changes map[int]int // of page n
}

// word is a word that only page n has.
func word(n int) string {
	return "zq" + string([]byte{'a' + byte(n/26/26%26), 'a' + byte(n/26%26), 'a' + byte(n%26)}) + "vex"
}

func (p *press) headline(n int) string {
	return fmt.Sprintf("The %s report on the %s", word(n), topics[n%len(topics)])
}

// text returns the paragraphs of a page as it is now.
func (p *press) text(n int) []string {
	text := sentences(n)
	if c := p.changes[n]; c > 0 {
		text[3] = fmt.Sprintf("This paragraph was written anew %d times by the editors in the course of the day.", c)
	}
	return text
}

// goOn publishes pages, the first of them in both feeds, and changes an old one.
func (p *press) goOn(more int) {
	for range more {
		p.put(p.path(p.pages), resource{body: article(p.headline(p.pages), "", p.text(p.pages)...)})
		p.pages++
	}
	if p.pages > 3*more {
		n := rand.IntN(p.pages/2)*2 + 1 // even pages never change
		if n < p.pages {
			p.changes[n]++
			p.put(p.path(n), resource{body: article(p.headline(n), "", p.text(n)...)})
		}
	}
	var feeds [2][]entry
	for n := range p.pages {
		e := entry{path: p.path(n), title: fmt.Sprintf("%s %d", p.headline(n), p.changes[n]), age: time.Duration(n) * time.Minute}
		if n%2 == 0 || n%5 == 0 {
			feeds[0] = append(feeds[0], e)
		}
		if n%2 == 1 || n%5 == 0 {
			feeds[1] = append(feeds[1], e)
		}
	}
	p.putFeed("/one.xml", feeds[0]...)
	p.putFeed("/two.xml", feeds[1]...)
}

func (p *press) path(n int) string { return fmt.Sprintf("/a/%d", n) }

func (p *press) requests() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.asked)
}

// awaitRequest waits until the site was asked for more than so much.
func (p *press) awaitRequest(asked int, most time.Duration) {
	for end := time.Now().Add(most); p.requests() == asked && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
}

// key is the key of a page's address.
func (p *press) key(n int) string { return strings.TrimPrefix(p.URL, "http://") + p.path(n) }

func testKilled(t *testing.T, address string, rounds int) {
	s := storetest.Open(t, address)
	p := &press{site: newSite(t), changes: map[int]int{}}
	err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for _, id := range []string{"first", "second"} {
			if err := tx.PutEdition(ctx, domain.Edition{ID: id, Lang: "ru", Title: id, Settings: map[string]string{SettingGate: GateMark}}); err != nil {
				return err
			}
		}
		for _, path := range []string{"/one.xml", "/two.xml"} {
			_, err := tx.AddSource(ctx, domain.Source{
				Name: path, Address: p.URL + path, Host: "127.0.0.1", Mode: domain.ModeFull, Editions: []string{"first", "second"},
				Created: time.Now(), Poll: domain.Poll{Next: time.Now()},
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wire, q, err := crashPipeline(t.Context(), s, newClient(t, fetch.Config{}), queue.Config{})
	if err != nil {
		t.Fatal(err)
	}
	// A child polls when it begins; here it needn't wait for its turn to lead.
	poll := func() {
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return wire.enqueue(ctx, tx, Poll{Source: 1, Early: true}, Poll{Source: 2, Early: true})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for range rounds {
		p.goOn(5)
		asked := p.requests()
		poll()
		child := startChild(t, address)
		child.await("at work")
		p.awaitRequest(asked, 10*time.Second) // however slow the machine is
		time.Sleep(time.Duration(rand.Int64N(int64(400 * time.Millisecond))))
		child.kill()
	}
	before, err := s.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	last := startChild(t, address)
	last.await("at work")
	published := -1
	for deadline := time.Now(); !finished(t, s, p); time.Sleep(200 * time.Millisecond) {
		poll() // a poll that was killed too often is given up first
		c, err := s.Counts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		done := c.Versions + c.Translations["first"][domain.StatusPublished] + c.Translations["second"][domain.StatusPublished]
		if done != published { // however slow the machine is, it goes on
			published, deadline = done, time.Now().Add(2*time.Minute)
		}
		if time.Now().After(deadline) {
			jobs, err := q.Jobs(t.Context(), 100)
			failures, _ := q.Failures(t.Context(), 100)
			t.Errorf("nothing is done any more: jobs %+v, %v, failed %+v, %s", jobs, err, failures, last.said())
			break
		}
	}
	time.Sleep(500 * time.Millisecond) // for what would come twice
	last.kill()
	for n := range p.pages {
		checkPage(t, s, p, n)
	}
	for _, edition := range []string{"first", "second"} {
		front, err := s.EditionFront(t.Context(), store.Front{Edition: edition})
		if err != nil || len(front) != p.pages {
			t.Errorf("%s has %d articles of %d pages, %v", edition, len(front), p.pages, err)
		}
	}
	counts, err := s.Counts(t.Context())
	if err != nil || counts.Articles != p.pages || counts.Unread != 0 || counts.Problems != 0 {
		t.Errorf("the store holds %+v, %v", counts, err)
	}
	t.Logf("%d pages, %d versions, %d translations, of which %d and %d before the last start; %d requests", p.pages, counts.Versions,
		counts.Translations["first"][domain.StatusPublished], before.Versions, before.Translations["first"][domain.StatusPublished], p.requests())
	if before.Items == 0 || before.Translations["first"][domain.StatusPublished] == p.pages {
		t.Error("the kills hit nothing")
	}
}

// finished reports whether all pages are published as they are now.
func finished(t *testing.T, s *store.Store, p *press) bool {
	t.Helper()
	for n := range p.pages {
		a, err := s.ArticleByAddress(t.Context(), p.key(n))
		if err != nil || !strings.Contains(plain(a.Content.Document), p.text(n)[3]) {
			return false
		}
		for _, edition := range []string{"first", "second"} {
			if e, err := s.PublishedTranslation(t.Context(), edition, a.Article); err != nil || e.Version != a.ID {
				return false
			}
		}
	}
	return true
}

// checkPage compares what became of a page with what it is.
func checkPage(t *testing.T, s *store.Store, p *press, n int) {
	t.Helper()
	ctx := t.Context()
	latest, err := s.ArticleByAddress(ctx, p.key(n))
	if err != nil {
		t.Error(err)
		return
	}
	versions, err := s.Versions(ctx, latest.Article)
	if err != nil || len(versions) > 1+p.changes[n] {
		t.Errorf("page %d with %d changes has %d versions, %v", n, p.changes[n], len(versions), err)
	}
	if !strings.Contains(plain(latest.Content.Document), p.text(n)[3]) || latest.Content.Headline != p.headline(n) {
		t.Errorf("page %d was last read as %q", n, latest.Content.Headline)
	}
	for _, edition := range []string{"first", "second"} {
		e, err := s.PublishedTranslation(ctx, edition, latest.Article)
		if err != nil || e.Version != latest.ID {
			t.Errorf("page %d is published in version %d, not %d, %v", n, e.Version, latest.ID, err)
		}
		hits, total, err := s.SearchEdition(ctx, store.Search{Edition: edition, Words: search.Query(word(n), "en", "ru")})
		if err != nil || total != 1 || hits[0].Translation != e.ID {
			t.Errorf("search finds page %d %d times, %v", n, total, err)
		}
	}
}

// child is a process of this test.
type child struct {
	t      *testing.T
	cmd    *exec.Cmd
	lines  chan string
	stderr strings.Builder
	mu     sync.Mutex
}

func (c *child) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stderr.Write(p)
}

func startChild(t *testing.T, address string) *child {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := &child{t: t, cmd: exec.CommandContext(t.Context(), program), lines: make(chan string, 100)}
	c.cmd.Env = append(os.Environ(), crashVariable+"="+address)
	c.cmd.Stderr = c
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(c.lines)
		for in := bufio.NewScanner(out); in.Scan(); {
			c.lines <- in.Text()
		}
	}()
	return c
}

// await returns when the child has said something.
func (c *child) await(what string) {
	c.t.Helper()
	deadline := time.After(60 * time.Second)
	for {
		select {
		case line, ok := <-c.lines:
			if !ok || strings.HasPrefix(line, "failed") {
				c.t.Fatalf("the child ended: %s\n%s", line, c.said())
			}
			if line == what {
				return
			}
		case <-deadline:
			c.kill()
			c.t.Fatalf("the child doesn't say %q\n%s", what, c.said())
		}
	}
}

func (c *child) said() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stderr.String()
}

func (c *child) kill() {
	c.t.Helper()
	if err := c.cmd.Process.Signal(syscall.SIGKILL); err != nil && !errors.Is(err, os.ErrProcessDone) {
		c.t.Error(err)
	}
	for range c.lines { // until its output ends
	}
	if err := c.cmd.Wait(); err == nil || errors.Is(err, io.ErrUnexpectedEOF) {
		c.t.Errorf("the child was not killed: %v", err)
	}
}
