package cache_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/andybalholm/brotli"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/web/cache"
)

// origin is a site that counts what it is asked for.
type origin struct {
	*http.ServeMux
	asked      atomic.Int64
	generation atomic.Int64
	failing    atomic.Bool
}

func newOrigin() *origin {
	o := &origin{ServeMux: http.NewServeMux()}
	page := func(pattern string, serve http.HandlerFunc) {
		o.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			o.asked.Add(1)
			serve(w, r)
		})
	}
	page("/ru/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'")
		_, _ = fmt.Fprintf(w, "<p>generation %d of %s %s</p>%s", o.generation.Load(), r.URL.Path, r.URL.RawQuery, strings.Repeat("words ", 200))
	})
	page("/ru/private/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cache-Control", "private")
		_, _ = io.WriteString(w, "yours")
	})
	page("/ru/cookie/", func(w http.ResponseWriter, _ *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
		_, _ = io.WriteString(w, "yours")
	})
	page("/ru/language/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Vary", "Accept-Language")
		_, _ = io.WriteString(w, r.Header.Get("Accept-Language"))
	})
	page("/ru/error/", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusInternalServerError) })
	page("/ru/gone/", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	page("/ru/moved/", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/ru/", http.StatusMovedPermanently) })
	page("/ru/feed.xml", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		http.ServeContent(w, r, "", time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), strings.NewReader(strings.Repeat("<item/>", 100)))
	})
	page("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "User-agent: *\n") })
	page("/media/", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "picture") })
	return o
}

func (o *origin) Generation(_ context.Context, edition string) (int64, error) {
	if o.failing.Load() {
		return 0, errors.New("database is away")
	}
	if edition != "ru" {
		return 0, domain.ErrNotFound
	}
	return o.generation.Load(), nil
}

func ask(h http.Handler, method, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestKeepsWhatIsTheSameForAll(t *testing.T) {
	t.Parallel()
	for path, kept := range map[string]bool{
		"/ru/": true, "/ru/article/1/": true, "/ru/feed.xml": true, "/robots.txt": true,
		"/ru/?q=x": false, "/ru/private/": false, "/ru/cookie/": false, "/ru/language/": false, "/ru/error/": false, "/ru/gone/": false, "/ru/moved/": false, "/media/a.jpg": false,
	} {
		o := newOrigin()
		c := cache.New(o, cache.Config{Generation: o.Generation})
		first, second := ask(c, "GET", path), ask(c, "GET", path)
		if got := o.asked.Load() == 1; got != kept {
			t.Errorf("%s: asked %d times", path, o.asked.Load())
		}
		if first.Code != second.Code || first.Body.String() != second.Body.String() {
			t.Errorf("%s: %d %q, then %d %q", path, first.Code, first.Body, second.Code, second.Body)
		}
	}
	o := newOrigin()
	c := cache.New(o, cache.Config{Generation: o.Generation})
	ask(c, "POST", "/ru/")
	ask(c, "GET", "/ru/", "Authorization", "Basic x")
	ask(c, "GET", "/ru/")
	if o.asked.Load() != 3 {
		t.Errorf("what must not be kept was: asked %d times", o.asked.Load())
	}
}

func TestEncodings(t *testing.T) {
	t.Parallel()
	o := newOrigin()
	c := cache.New(o, cache.Config{Generation: o.Generation})
	want := ask(o, "GET", "/ru/").Body.String()
	for _, x := range []struct{ accept, encoding string }{
		{"", ""}, {"gzip, deflate, br", "br"}, {"gzip", "gzip"}, {"br;q=0, gzip;q=0.5", "gzip"}, {"*", "br"}, {"*;q=0", ""}, {"gzip;q=0, br;q=0", ""}, {"BR", "br"}, {"identity", ""},
	} {
		w := ask(c, "GET", "/ru/", "Accept-Encoding", x.accept)
		size := w.Body.Len()
		var body io.Reader = w.Body
		switch w.Header().Get("Content-Encoding") {
		case "br":
			body = brotli.NewReader(body)
		case "gzip":
			var err error
			if body, err = gzip.NewReader(body); err != nil {
				t.Fatal(err)
			}
		}
		length := w.Header().Get("Content-Length")
		got, err := io.ReadAll(body)
		if w.Header().Get("Content-Encoding") != x.encoding || string(got) != want || err != nil || length != fmt.Sprint(size) {
			t.Errorf("%q: %q, %v, length %s of %d", x.accept, w.Header().Get("Content-Encoding"), err, length, size)
		}
		if w.Header().Get("Vary") != "Accept-Encoding" || w.Header().Get("Content-Security-Policy") == "" || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%q: headers %v", x.accept, w.Header())
		}
	}
	if o.asked.Load() != 2 {
		t.Errorf("asked %d times", o.asked.Load())
	}
}

func TestConditions(t *testing.T) {
	t.Parallel()
	o := newOrigin()
	c := cache.New(o, cache.Config{Generation: o.Generation})
	plain := ask(c, "GET", "/ru/feed.xml", "If-None-Match", `"something"`)
	br := ask(c, "GET", "/ru/feed.xml", "Accept-Encoding", "br")
	tag, other := plain.Header().Get("ETag"), br.Header().Get("ETag")
	if plain.Code != http.StatusOK || tag == other || tag == "" || other == "" || strings.HasPrefix(tag, "W/") {
		t.Fatalf("%d with tags %s and %s", plain.Code, tag, other)
	}
	for name, x := range map[string]struct {
		headers []string
		want    int
	}{
		"same":                       {[]string{"If-None-Match", tag}, 304},
		"other encoding":             {[]string{"If-None-Match", other}, 304},
		"weak":                       {[]string{"If-None-Match", "W/" + tag}, 304},
		"list":                       {[]string{"If-None-Match", `"a", ` + tag}, 304},
		"any":                        {[]string{"If-None-Match", "*"}, 304},
		"another":                    {[]string{"If-None-Match", `"a"`}, 200},
		"longer":                     {[]string{"If-None-Match", strings.TrimSuffix(tag, `"`) + `x"`}, 200},
		"not modified since":         {[]string{"If-Modified-Since", "Fri, 02 Jan 2026 03:04:05 GMT"}, 304},
		"modified since":             {[]string{"If-Modified-Since", "Thu, 01 Jan 2026 03:04:05 GMT"}, 200},
		"the tag counts, not a time": {[]string{"If-None-Match", `"a"`, "If-Modified-Since", "Fri, 02 Jan 2026 03:04:05 GMT"}, 200},
	} {
		w := ask(c, "GET", "/ru/feed.xml", x.headers...)
		if w.Code != x.want || w.Code == 304 && (w.Body.Len() > 0 || w.Header().Get("ETag") == "") {
			t.Errorf("%s: %d with %d bytes, %v", name, w.Code, w.Body.Len(), w.Header())
		}
	}
	head := ask(c, "HEAD", "/ru/feed.xml")
	if head.Code != 200 || head.Body.Len() > 0 || head.Header().Get("Content-Length") != "700" {
		t.Errorf("HEAD: %d with %d bytes, %v", head.Code, head.Body.Len(), head.Header())
	}
	if o.asked.Load() != 1 {
		t.Errorf("asked %d times", o.asked.Load())
	}
}

func TestHeadMakesAWholePage(t *testing.T) {
	t.Parallel()
	o := newOrigin()
	c := cache.New(o, cache.Config{Generation: o.Generation})
	if w := ask(c, "HEAD", "/ru/feed.xml", "Range", "bytes=0-1"); w.Code != 200 || w.Header().Get("Content-Length") != "700" {
		t.Errorf("%d, %v", w.Code, w.Header())
	}
	if w := ask(c, "GET", "/ru/feed.xml"); w.Body.Len() != 700 {
		t.Errorf("%d bytes", w.Body.Len())
	}
}

func TestPublishingIsSeen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := newOrigin()
		c := cache.New(o, cache.Config{Generation: o.Generation})
		body := func() string { return ask(c, "GET", "/ru/").Body.String()[:len("<p>generation 0")] }
		body()
		o.generation.Store(1)
		if got := body(); got != "<p>generation 0" {
			t.Errorf("asked for the generation more than once a second: %s", got)
		}
		time.Sleep(time.Second)
		if got := body(); got != "<p>generation 1" {
			t.Errorf("a second later: %s", got)
		}
		o.generation.Store(2)
		c.Purge("ru", "ar")
		if got := body(); got != "<p>generation 2" {
			t.Errorf("purged: %s", got)
		}
		o.failing.Store(true)
		time.Sleep(5 * time.Minute)
		if got := body(); got != "<p>generation 2" || o.asked.Load() != 3 {
			t.Errorf("while the database is away: %s, asked %d times", got, o.asked.Load())
		}
		time.Sleep(5 * time.Minute)
		body()
		if o.asked.Load() != 4 {
			t.Errorf("kept for ever: asked %d times", o.asked.Load())
		}
	})
}

func TestEscapesTellPathsApart(t *testing.T) {
	t.Parallel()
	o := newOrigin()
	c := cache.New(o, cache.Config{Generation: o.Generation})
	for _, path := range []string{"/ru/a%2Fb/", "/ru/a/b/", "/ru/a%252Fb/"} {
		for range 2 {
			if got, want := ask(c, "GET", path).Body.String(), ask(o, "GET", path).Body.String(); got != want {
				t.Errorf("%s: %.60s, want %.60s", path, got, want)
			}
		}
	}
}

func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	o := newOrigin()
	c := cache.New(o, cache.Config{Generation: o.Generation, MaxBytes: 20_000})
	for i := range 100 {
		ask(c, "GET", fmt.Sprintf("/ru/%d/", i))
		ask(c, "GET", "/ru/often/")
		if s := c.Stats(); s.Bytes > 20_000 || s.Bytes <= 0 || s.Pages == 0 {
			t.Fatalf("%+v", s)
		}
	}
	if n := o.asked.Load(); n != 101 {
		t.Errorf("a page that is asked for often was dropped: %d", n)
	}
	if s := c.Stats(); s.Misses != 101 || s.Hits != 99 {
		t.Errorf("%+v", s)
	}
}

func TestOneMakesThePageForAll(t *testing.T) {
	t.Parallel()
	var made atomic.Int64
	release := make(chan struct{})
	slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		made.Add(1)
		<-release
		if r.Context().Err() != nil {
			t.Error("the first reader's leaving ended it for all")
		}
		_, _ = io.WriteString(w, "page")
	})
	o := newOrigin()
	c := cache.New(slow, cache.Config{Generation: o.Generation})
	ctx, leave := context.WithCancel(t.Context())
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			w := httptest.NewRecorder()
			c.ServeHTTP(w, httptest.NewRequestWithContext(ctx, "GET", "/ru/", nil))
			if w.Body.String() != "page" {
				t.Errorf("%q", w.Body)
			}
		})
	}
	for made.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	time.Sleep(20 * time.Millisecond) // so that the others wait, too
	leave()
	close(release)
	group.Wait()
	if made.Load() != 1 {
		t.Errorf("made %d times", made.Load())
	}
}

func TestFiles(t *testing.T) {
	t.Parallel()
	data := bytes.Repeat([]byte("body { color: black }\n"), 100)
	h := cache.Files([]cache.File{{Path: "/static/a-1.css", Type: "text/css", Data: data}, {Path: "/static/b.woff2", Type: "font/woff2", Data: data}}, http.NotFoundHandler())
	w := ask(h, "GET", "/static/a-1.css", "Accept-Encoding", "gzip, br")
	if w.Header().Get("Content-Encoding") != "br" || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || w.Body.Len() > 100 {
		t.Errorf("%d bytes, %v", w.Body.Len(), w.Header())
	}
	if again := ask(h, "GET", "/static/a-1.css", "If-None-Match", w.Header().Get("ETag")); again.Code != 304 {
		t.Errorf("%d", again.Code)
	}
	if font := ask(h, "GET", "/static/b.woff2", "Accept-Encoding", "br"); font.Header().Get("Content-Encoding") != "" || font.Body.Len() != len(data) {
		t.Errorf("a font: %v", font.Header())
	}
	if other := ask(h, "GET", "/static/c.css"); other.Code != 404 {
		t.Errorf("%d", other.Code)
	}
}

func BenchmarkCached(b *testing.B) {
	o := newOrigin()
	c := cache.New(o, cache.Config{Generation: o.Generation})
	r := httptest.NewRequest("GET", "/ru/", nil)
	r.Header.Set("Accept-Encoding", "gzip, deflate, br")
	c.ServeHTTP(httptest.NewRecorder(), r)
	b.ReportAllocs()
	for b.Loop() {
		c.ServeHTTP(discard{http.Header{}}, r)
	}
}

type discard struct{ header http.Header }

func (d discard) Header() http.Header            { return d.header }
func (d discard) Write(data []byte) (int, error) { return len(data), nil }
func (d discard) WriteHeader(int)                {}
