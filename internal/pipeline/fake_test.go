package pipeline

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/queue"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// resource is what a fake site has at a path.
type resource struct {
	body   string
	kind   string // media type, text/html by default
	etag   string
	status int // 200 by default
	header http.Header
}

// site is a news site on the loopback interface. It refuses what a polite
// reader doesn't do: leave out a validator that it was given, ask for what
// robots.txt closes, or hide who it is.
type site struct {
	*httptest.Server
	t     testing.TB
	mu    sync.Mutex
	at    map[string]resource
	given map[string]string // validators by path
	asked []string          // paths in order
	times []time.Time
}

func newSite(t testing.TB) *site {
	s := &site{t: t, at: map[string]resource{}, given: map[string]string{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *site) put(path string, r resource) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at[path] = r
}

// forget makes the site not expect the validators that it gave.
func (s *site) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.given)
}

func (s *site) count(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, a := range s.asked {
		if a == path {
			n++
		}
	}
	return n
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	path := r.URL.RequestURI()
	s.asked, s.times = append(s.asked, path), append(s.times, time.Now())
	if r.UserAgent() != "Dragoman/test (+https://test.invalid)" {
		s.t.Errorf("%s was asked for by %q", path, r.UserAgent())
	}
	if strings.HasPrefix(path, "/closed") {
		s.t.Errorf("%s is closed by robots.txt and was asked for", path)
	}
	if path == "/robots.txt" {
		fmt.Fprint(w, "User-agent: *\nDisallow: /closed\n")
		return
	}
	got, ok := s.at[path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	maps.Copy(w.Header(), got.header)
	if before := s.given[path]; before != "" && strings.HasPrefix(path, "/feed") && r.Header.Get("If-None-Match") != before {
		s.t.Errorf("%s was asked for with the validator %q, not %q", path, r.Header.Get("If-None-Match"), before)
	}
	if got.etag != "" {
		w.Header().Set("ETag", got.etag)
		if r.Header.Get("If-None-Match") == got.etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if got.status == 0 || got.status == http.StatusOK {
		s.given[path] = got.etag
	}
	w.Header().Set("Content-Type", cmp.Or(got.kind, "text/html; charset=utf-8"))
	w.WriteHeader(cmp.Or(got.status, http.StatusOK))
	fmt.Fprint(w, got.body)
}

// entry is an item of a fake feed.
type entry struct {
	id, path, title, summary, content string
	age                               time.Duration
}

// putFeed makes the site's feed of entries, with an ETag of its own.
func (s *site) putFeed(path string, entries ...entry) { s.put(path, s.feed("", entries...)) }

func (s *site) feed(extra string, entries ...entry) resource {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Site</title><link>%s/</link><language>en</language>%s`, s.URL, extra)
	for _, e := range entries {
		fmt.Fprintf(&b, `<item><guid isPermaLink="false">%s</guid><title>%s</title><description>%s</description>`, cmp.Or(e.id, e.path), e.title, e.summary)
		if e.path != "" {
			fmt.Fprintf(&b, `<link>%s%s</link>`, s.URL, e.path)
		}
		if e.content != "" {
			fmt.Fprintf(&b, `<content:encoded><![CDATA[%s]]></content:encoded>`, e.content)
		}
		fmt.Fprintf(&b, `<pubDate>%s</pubDate></item>`, time.Now().Add(-e.age-time.Minute).UTC().Format(time.RFC1123Z))
	}
	b.WriteString(`</channel></rss>`)
	return resource{body: b.String(), kind: "application/rss+xml", etag: `"` + strconv.Itoa(b.Len()) + "-" + strconv.FormatUint(hashString(b.String()), 36) + `"`}
}

func hashString(s string) (h uint64) {
	for i := range len(s) {
		h = h*1099511628211 + uint64(s[i])
	}
	return h
}

// topics make the texts of different articles different.
var topics = []string{"harbour", "railway", "library", "museum", "market", "hospital", "bridge", "theatre", "school", "orchard", "river", "airport"}

// sentences returns the paragraphs of article n.
func sentences(n int) []string {
	topic := topics[n%len(topics)]
	return []string{
		fmt.Sprintf("The council of the old town decided on Monday to rebuild the %s after a long debate about its cost and its use. Many residents came to the hall to hear the members speak about the %s.", topic, topic),
		fmt.Sprintf("Work on the %s will begin in spring, the mayor said, and it will be finished within two years. She asked the owners of the shops near the %s to be patient while the streets are closed to cars.", topic, topic),
		fmt.Sprintf("Engineers who examined the foundations found them in better condition than expected. They recommended to keep the walls of the %s and to replace only the roof, which was damaged by a storm last winter.", topic),
		"Opponents of the plan pointed out that the money could be spent on homes instead. The vote was close, and several members of the majority stayed away from it.",
		fmt.Sprintf("A group of neighbours wants to write a book about the history of the %s. It collects letters and pictures, and invites everybody to a first meeting in the parish hall.", topic),
	}
}

// article returns a page with paragraphs.
func article(headline, head string, paragraphs ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="en"><head><title>%s</title><meta property="og:title" content="%s"><meta property="og:type" content="article">%s</head><body><header><nav><a href="/">Home</a></nav></header><main><article><h1>%s</h1>`, headline, headline, head, headline)
	for _, p := range paragraphs {
		b.WriteString("<p>" + p + "</p>\n")
	}
	b.WriteString(`</article></main><footer><p>Imprint</p></footer></body></html>`)
	return b.String()
}

// engine translates from English by writing it in Cyrillic letters, and counts
// what it is given.
type engine struct {
	mu      sync.Mutex
	inputs  []string
	absent  bool
	failing error
	lossy   bool   // leaves digits out
	prefix  string // before every translation
}

func (e *engine) Name() string { return "fake" }

func (e *engine) Pair(_ context.Context, from, to string) (translate.Translator, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if from != "en" || to != "ru" || e.absent {
		return nil, fmt.Errorf("no model %s to %s: pull one: %w", from, to, domain.ErrNotFound)
	}
	return e, nil
}

func (e *engine) Model() string { return "cyrillic-1" }

func (e *engine) Translate(ctx context.Context, inputs []translate.Input) ([]translate.Output, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.failing != nil {
		return nil, e.failing
	}
	out := make([]translate.Output, len(inputs))
	for i, in := range inputs {
		e.inputs = append(e.inputs, in.Text)
		out[i].Text = e.prefix + cyrillic(in.Text)
		if e.lossy {
			out[i].Text = strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return -1
				}
				return r
			}, out[i].Text)
		}
	}
	return out, ctx.Err()
}

// taken returns what the engine was given since the last call.
func (e *engine) taken() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	in := e.inputs
	e.inputs = nil
	return in
}

func (e *engine) set(change func(*engine)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	change(e)
}

func cyrillic(s string) string {
	const latin, other = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "абцдефгхижклмнопярстуввхызАБЦДЕФГХИЖКЛМНОПЯРСТУВВХЫЗ"
	letters := []rune(other)
	return strings.Map(func(r rune) rune {
		if i := strings.IndexRune(latin, r); i >= 0 {
			return letters[i]
		}
		return r
	}, s)
}

// wire is a pipeline on a database of its own whose jobs are worked one after
// another when the test says so.
type wire struct {
	*Pipeline
	t      testing.TB
	site   *site
	engine *engine
	purged []string
	told   int // how often others were told of changes
	pinged []string
	ahead  time.Duration // how far the clock is ahead of the real one
}

func newWire(t testing.TB, change ...func(*Config)) *wire {
	t.Helper()
	w := &wire{t: t, site: newSite(t), engine: &engine{}}
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "wire.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	c := Config{
		Store: s, Fetch: newClient(t, fetch.Config{PerHostDelay: -1}),
		Router: func(name string) (*translate.Router, error) {
			if name != "" {
				return nil, fmt.Errorf("no engine %s: %w", name, domain.ErrNotFound)
			}
			return translate.NewRouter(w.engine), nil
		},
		Addresses: publish.Addresses{Base: "https://ours.invalid"},
		Purge:     func(editions ...string) { w.purged = append(w.purged, editions...) },
		Announce: func(_ context.Context, _ string, pages []string) error {
			w.told++
			w.pinged = append(w.pinged, pages...)
			return nil
		},
		Now: func() time.Time { return time.Now().Add(w.ahead) },
	}
	for _, f := range change {
		f(&c)
	}
	if w.Pipeline, err = New(c); err != nil {
		t.Fatal(err)
	}
	workers := queue.NewWorkers()
	w.Register(workers)
	q, err := queue.New(t.Context(), s, workers, queue.Config{})
	if err != nil {
		t.Fatal(err)
	}
	w.Use(q)
	w.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.PutEdition(ctx, domain.Edition{ID: "ru", Lang: "ru", Title: "Вести", Settings: map[string]string{SettingGate: GateMark}})
	})
	return w
}

func newClient(t testing.TB, c fetch.Config) *fetch.Client {
	t.Helper()
	client, err := fetch.New(loopback(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// loopback lets a client reach the tests' sites.
func loopback(c fetch.Config) fetch.Config {
	c.UserAgent = "Dragoman/test (+https://test.invalid)"
	c.AllowPrivate = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	for port := uint16(1024); port != 0; port++ {
		c.AllowPorts = append(c.AllowPorts, port)
	}
	return c
}

func (w *wire) write(f func(ctx context.Context, tx *store.Tx) error) {
	w.t.Helper()
	if err := w.store.Write(w.t.Context(), f); err != nil {
		w.t.Fatal(err)
	}
}

// follow adds a source for an address of the site.
func (w *wire) follow(path string, change ...func(*domain.Source)) int64 {
	w.t.Helper()
	u, err := url.Parse(w.site.URL)
	if err != nil {
		w.t.Fatal(err)
	}
	s := domain.Source{
		Name: "Site " + path, Address: w.site.URL + path, Host: u.Hostname(), Mode: domain.ModeFull, Section: "world",
		Editions: []string{"ru"}, Created: w.now(), Poll: domain.Poll{Next: w.now()},
	}
	for _, f := range change {
		f(&s)
	}
	var id int64
	w.write(func(ctx context.Context, tx *store.Tx) (err error) {
		id, err = tx.AddSource(ctx, s)
		return err
	})
	return id
}

func (w *wire) source(id int64) domain.Source {
	w.t.Helper()
	s, err := w.store.Source(w.t.Context(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// pass lets time go by.
func (w *wire) pass(d time.Duration) { w.ahead += d }

// job is a job that waits in the database.
type job struct {
	id         int64
	kind, args string
}

// waiting returns the jobs that are due, in order.
func (w *wire) waiting(kinds ...string) []job {
	w.t.Helper()
	db, _ := w.store.SQLite()
	rows, err := db.QueryContext(w.t.Context(), `SELECT id, kind, json(args) FROM river_job WHERE state IN ('available', 'scheduled') AND datetime(scheduled_at) <= datetime($1) ORDER BY id`,
		w.now().Format("2006-01-02 15:04:05"))
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var all []job
	for rows.Next() {
		var j job
		if err := rows.Scan(&j.id, &j.kind, &j.args); err != nil {
			w.t.Fatal(err)
		}
		if len(kinds) == 0 || slices.Contains(kinds, j.kind) {
			all = append(all, j)
		}
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	return all
}

// done forgets a job.
func (w *wire) done(j job) {
	w.t.Helper()
	db, _ := w.store.SQLite()
	if _, err := db.ExecContext(w.t.Context(), `DELETE FROM river_job WHERE id = $1`, j.id); err != nil {
		w.t.Fatal(err)
	}
}

// run works a job, twice, since every job may run twice with the same result.
func (w *wire) run(j job) error {
	w.t.Helper()
	return errors.Join(w.once(j), w.once(j))
}

func (w *wire) once(j job) error {
	ctx := w.t.Context()
	switch j.kind {
	case "due":
		return work(ctx, j, w.due)
	case "poll":
		return work(ctx, j, w.poll)
	case "read":
		return work(ctx, j, w.read)
	case "translate":
		return work(ctx, j, w.translate)
	case "publish":
		return work(ctx, j, w.publish)
	case "pictures":
		return work(ctx, j, w.pictures)
	case "ping":
		return work(ctx, j, w.ping)
	case "subscribe":
		return work(ctx, j, w.subscribe)
	case "reconcile":
		return work(ctx, j, w.reconcile)
	default:
		return fmt.Errorf("no worker for %s", j.kind)
	}
}

func work[A queue.Args](ctx context.Context, j job, f func(context.Context, A) error) error {
	var args A
	if err := json.Unmarshal([]byte(j.args), &args); err != nil {
		return err
	}
	return f(ctx, args)
}

// settle works all jobs that are due, and those that follow from them. It
// returns their errors.
func (w *wire) settle() error {
	w.t.Helper()
	var failed error
	for range 1000 {
		all := w.waiting()
		if len(all) == 0 {
			return failed
		}
		for _, j := range all {
			failed = errors.Join(failed, w.run(j))
			w.done(j)
		}
	}
	w.t.Fatal("jobs go on for ever")
	return nil
}

// round polls what is due and works all that follows.
func (w *wire) round() {
	w.t.Helper()
	if err := w.due(w.t.Context(), dueJob{}); err != nil {
		w.t.Fatal(err)
	}
	if err := w.settle(); err != nil {
		w.t.Fatal(err)
	}
}

// pollNow makes a source due and does a round.
func (w *wire) pollNow(id int64) {
	w.t.Helper()
	w.pass(max(48*time.Hour, w.source(id).Poll.Next.Sub(w.now())+time.Minute))
	w.round()
	if w.source(id).Poll.Next.Before(w.now()) {
		w.t.Fatal("the source was not polled")
	}
}

// front returns what readers of the Russian edition see.
func (w *wire) front() []domain.Headline {
	w.t.Helper()
	all, err := w.store.EditionFront(w.t.Context(), store.Front{Edition: "ru"})
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// items returns all items, with their problems.
func (w *wire) items() []domain.Item {
	w.t.Helper()
	var all []domain.Item
	for id := int64(1); ; id++ {
		i, err := w.store.Item(w.t.Context(), id)
		if errors.Is(err, domain.ErrNotFound) {
			return all
		}
		if err != nil {
			w.t.Fatal(err)
		}
		all = append(all, i)
	}
}
