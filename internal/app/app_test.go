package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/config"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/store/storetest"
)

// open returns an App on an empty database with the edition ru.
func open(t *testing.T, change func(*config.Config)) *App {
	t.Helper()
	c := config.Default()
	c.Data.Dir = t.TempDir()
	if change != nil {
		change(&c)
	}
	log := slog.New(slog.DiscardHandler)
	client, err := NewClient(c.Fetch, "test", log)
	if err != nil {
		t.Fatal(err)
	}
	a, err := Open(t.Context(), Options{Config: c, Client: client, Version: "test", Logger: log, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	err = a.Store.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return tx.PutEdition(ctx, domain.Edition{ID: "ru", Lang: "ru"})
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func listener(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// run runs an App until stop is called, which returns what Run did.
func run(t *testing.T, a *App, roles Roles) (stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx, roles) }()
	return func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(2 * time.Minute):
			return errors.New("it doesn't end")
		}
	}
}

func get(t *testing.T, address string) (status int, body string) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		response, err := http.Get(address)
		if err != nil {
			if time.Now().After(end) {
				t.Fatal(err)
			}
			continue
		}
		defer response.Body.Close() //nolint:errcheck // a test
		data, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response.StatusCode, string(data)
	}
}

var cluster = storetest.NewCluster()

func TestMain(m *testing.M) {
	code := m.Run()
	cluster.Stop()
	os.Exit(code)
}

func TestRunServesWorksAndStops(t *testing.T) {
	t.Parallel()
	for name, address := range storetest.Databases(cluster) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			servesWorksAndStops(t, open(t, func(c *config.Config) { c.Database = address(t) }))
		})
	}
}

func servesWorksAndStops(t *testing.T, a *App) {
	t.Helper()
	site, admin := listener(t), listener(t)
	stop := run(t, a, Roles{Site: site, Admin: admin, Work: true})
	at := "http://" + site.Addr().String()
	if status, body := get(t, at+"/healthz"); status != http.StatusOK || body != "ok\n" {
		t.Errorf("healthz: %d %s", status, body)
	}
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		if status, _ := get(t, at+"/readyz"); status == http.StatusOK {
			break
		}
		if time.Now().After(end) {
			t.Fatal("it never gets ready")
		}
	}
	for range 3 {
		if status, _ := get(t, at+"/ru/"); status != http.StatusOK {
			t.Errorf("front: %d", status)
		}
	}
	if status, _ := get(t, at+"/metrics"); status != http.StatusNotFound {
		t.Errorf("readers see the metrics: %d", status)
	}
	_, body := get(t, "http://"+admin.Addr().String()+"/metrics")
	for _, want := range []string{
		`dragoman_build_info{go="`, `dragoman_http_requests_total{code="200",route="front"} 3`, `dragoman_cache_requests_total{result="hit"} 2`,
		"dragoman_articles 0", `dragoman_items{state="unread"} 0`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
	a.metrics.published(domain.Edited{Edition: "ru", Content: domain.Translation{
		Article:  domain.Article{Document: domain.Document{Blocks: []domain.Block{{Kind: domain.Paragraph, Text: domain.PlainText("три простых слова")}}}},
		Segments: []domain.Segment{{Findings: []domain.Finding{{Severity: domain.SeverityWarn}}}},
	}}, time.Now().Add(-2*time.Second))
	_, body = get(t, "http://"+admin.Addr().String()+"/metrics")
	for _, want := range []string{
		`dragoman_words_total{edition="ru"} 3`, `dragoman_findings_total{edition="ru",severity="warn"} 1`,
		`dragoman_publish_latency_seconds_bucket{edition="ru",le="3"} 1`, `dragoman_publish_latency_seconds_bucket{edition="ru",le="1"} 0`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
	for end := time.Now().Add(2 * time.Minute); !strings.Contains(body, `dragoman_jobs{queue="net"`); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("no jobs are counted")
		}
		_, body = get(t, "http://"+admin.Addr().String()+"/metrics")
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", site.Addr().String()); err == nil {
		t.Error("the site still listens")
	}
}

// What was asked before the end is answered.
func TestAnswersUnderWayAreFinished(t *testing.T) {
	t.Parallel()
	a := open(t, nil)
	begun, finish := make(chan struct{}), make(chan struct{})
	slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(begun)
		<-finish
		if r.Context().Err() != nil {
			t.Error("the request was cancelled")
		}
		_, _ = io.WriteString(w, "whole")
	})
	ctx, cancel := context.WithCancel(t.Context())
	l := listener(t)
	ended := make(chan error, 1)
	go func() { ended <- a.serve(ctx, l, slow) }()
	answered := make(chan string, 1)
	go func() {
		_, body := get(t, "http://"+l.Addr().String()+"/")
		answered <- body
	}()
	<-begun
	cancel()
	close(finish)
	if body := <-answered; body != "whole" {
		t.Errorf("answered %q", body)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestRunFailsWhenAPartDoes(t *testing.T) {
	t.Parallel()
	a := open(t, nil)
	site := listener(t)
	_ = site.Close()
	if err := run(t, a, Roles{Site: site, Work: true})(); err == nil {
		t.Error("no error of a listener that is closed")
	}
	b, err := Open(t.Context(), Options{Config: a.Config, Client: a.Client, Logger: a.log})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Store.Close() //nolint:errcheck // a test
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	stop := run(t, a, Roles{Work: true})
	_, path := a.Store.SQLite()
	for _, err := os.Stat(path + ".worker"); err != nil && ctx.Err() == nil; _, err = os.Stat(path + ".worker") {
		time.Sleep(10 * time.Millisecond) // until the first has taken the database
	}
	if err := b.Run(ctx, Roles{Work: true}); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("two processes work on one SQLite database: %v", err)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

func TestNotReady(t *testing.T) {
	t.Parallel()
	a := open(t, nil)
	h := &health{store: a.Store, work: true}
	ask := func() (int, string) {
		w := httptest.NewRecorder()
		h.serveReady(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
		return w.Code, w.Body.String()
	}
	if code, body := ask(); code != http.StatusServiceUnavailable || !strings.Contains(body, "queue") {
		t.Errorf("%d %s", code, body)
	}
	h.working.Store(true)
	if code, _ := ask(); code != http.StatusOK {
		t.Errorf("%d", code)
	}
	gone, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "x.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := gone.Close(); err != nil {
		t.Fatal(err)
	}
	h.store = gone
	if code, body := ask(); code != http.StatusServiceUnavailable || !strings.Contains(body, "database") {
		t.Errorf("%d %s", code, body)
	}
}

func TestOpenNeedsADatabase(t *testing.T) {
	t.Parallel()
	c := config.Default()
	c.Data.Dir = filepath.Join(t.TempDir(), "absent")
	log := slog.New(slog.DiscardHandler)
	client, err := NewClient(c.Fetch, "test", log)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Options{Config: c, Client: client, Logger: log}); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("%v", err)
	}
	c.Engines = []string{"abacus"}
	var told bytes.Buffer
	log = slog.New(slog.NewTextHandler(&told, nil))
	for range 2 { // the second time the database is there
		if _, err := Open(t.Context(), Options{Config: c, Client: client, Logger: log, Create: true}); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%v", err)
		}
	}
	if n := strings.Count(told.String(), "there was no database"); n != 1 {
		t.Errorf("told %d times of a new database, want once: %s", n, &told)
	}
}

func TestRouteClass(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/": "root", "/robots.txt": "file", "/ru/": "front", "/ru": "file", "/ru/feed.xml": "file", "/ru/article/1-a/": "article",
		"/ru/article/1-a/bilingual/": "article", "/ru/section/World/": "section", "/static/a.css": "static", "/media/a.jpg": "media",
		"/websub/x": "websub", "/healthz": "health", "/ru/wp-admin/": "other", "/ru/wp-login.php": "file", "/a/b/c.php": "other",
	} {
		if got := routeClass(path); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
}

func TestSiteAddress(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ address, listen, want string }{
		{"https://news.example/", "127.0.0.1:8080", "https://news.example"},
		{"", "127.0.0.1:8080", "http://127.0.0.1:8080"},
		{"", "0.0.0.0:80", "http://localhost:80"},
		{"", ":8080", "http://localhost:8080"},
		{"", "[::1]:8080", "http://[::1]:8080"},
	} {
		if got := siteAddress(config.Site{Address: c.address, Listen: c.listen}); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestLoggers(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	log := NewLogger(&b, slog.LevelInfo)
	quiet := slog.New(warnings{log.Handler()}).With("a", 1).WithGroup("g")
	quiet.Info("not told")
	log.Debug("not told")
	quiet.Warn("told", "b", 2)
	var line map[string]any
	if err := json.Unmarshal(b.Bytes(), &line); err != nil || line["msg"] != "told" {
		t.Errorf("%s: %v", b.String(), err)
	}
}

func TestJudgeClock(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		skews []time.Duration
		want  Verdict
	}{
		{[]time.Duration{0}, Warn},
		{[]time.Duration{time.Second, time.Hour}, OK}, // one of the others is wrong
		{[]time.Duration{-2 * time.Minute}, Warn},
		{[]time.Duration{time.Hour, -2 * time.Hour}, Fail},
	} {
		var visits []visit
		for _, s := range c.skews {
			visits = append(visits, visit{status: 200, skew: s})
		}
		if got := judgeClock(visits); got.Verdict != c.want || (got.Verdict != OK) != (got.Advice != "" || c.skews[0] == 0) {
			t.Errorf("%v: %+v", c.skews, got)
		}
	}
}

func TestDescribe(t *testing.T) {
	t.Parallel()
	a := open(t, nil)
	for args, want := range map[string]string{
		`{"edition":"ru"}`: "ping ru", `{}`: "ping", `{"version":9,"edition":"ru"}`: "ping", "nonsense": "ping", `{"item":7}`: "ping",
	} {
		if got := a.Describe(t.Context(), "ping", args); got != want {
			t.Errorf("%s: %q, want %q", args, got, want)
		}
	}
}
