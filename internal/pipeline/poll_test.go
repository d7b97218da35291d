package pipeline

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/source"
	"github.com/dragoman-news/dragoman/internal/store"
)

func TestWholeChain(t *testing.T) {
	t.Parallel()
	w := newWire(t, func(c *Config) { c.Public = true })
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"}, entry{path: "/a/2", title: "Railway to be rebuilt", age: time.Hour})
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", sentences(0)...)})
	w.site.put("/a/2", resource{body: article("Railway to be rebuilt", "", sentences(1)...)})
	id := w.follow("/feed")
	w.round()
	front := w.front()
	if len(front) != 2 {
		t.Fatalf("readers see %+v", front)
	}
	if front[0].Title != cyrillic("Harbour to be rebuilt") || front[0].Section != "world" || front[0].Lang != "en" {
		t.Errorf("the first is %+v", front[0])
	}
	s := w.source(id)
	if s.Poll.Health != string(source.HealthGood) || s.Poll.Problem != "" || s.Poll.ETag == "" || !s.Poll.Next.After(w.now()) {
		t.Errorf("the source's poll is %+v", s.Poll)
	}
	if len(w.purged) == 0 || w.purged[0] != "ru" {
		t.Errorf("purged %q", w.purged)
	}
	hits, total, err := w.store.SearchEdition(t.Context(), store.Search{Edition: "ru", Words: [][]string{{"en0harbour"}}})
	if err != nil || total != 1 || hits[0].Article != front[0].Article {
		t.Errorf("search finds %+v, %d, %v", hits, total, err)
	}
	w.pass(pingEvery)
	w.round()
	if w.told != 1 || len(w.pinged) > 0 {
		t.Errorf("told %d times, search engines of %q, which nobody has reviewed", w.told, w.pinged)
	}
	// Nothing new: nothing is translated or published again.
	w.engine.taken()
	for range 3 {
		w.pollNow(id)
	}
	if len(w.engine.taken()) > 0 || len(w.front()) != 2 || w.told != 1 {
		t.Error("something was done without anything new")
	}
}

func TestPingNamesReviewedPages(t *testing.T) {
	t.Parallel()
	w := newWire(t, func(c *Config) { c.Public = true })
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"}, entry{path: "/a/2", title: "Railway to be rebuilt", age: time.Hour})
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", sentences(0)...)})
	w.site.put("/a/2", resource{body: article("Railway to be rebuilt", "", sentences(1)...)})
	w.follow("/feed")
	w.round()
	reviewed, err := w.store.Translation(t.Context(), w.front()[0].Translation)
	if err != nil {
		t.Fatal(err)
	}
	reviewed.Status, reviewed.ReviewedBy, reviewed.ReviewedAt = domain.StatusReady, "Anna", w.now()
	if err := w.store.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error { return tx.ReviewTranslation(ctx, reviewed) }); err != nil {
		t.Fatal(err)
	}
	w.pass(pingEvery)
	w.round()
	if w.told != 1 || len(w.pinged) != 1 || !strings.HasPrefix(w.pinged[0], "https://ours.invalid/ru/article/") {
		t.Errorf("told %d times, search engines of %q", w.told, w.pinged)
	}
}

func TestBackfill(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	var entries []entry
	for n := range 2 * backfill {
		path := fmt.Sprintf("/a/%d", n)
		entries = append(entries, entry{path: path, title: fmt.Sprintf("Title %d", n), age: time.Duration(n) * time.Hour})
		w.site.put(path, resource{status: http.StatusGone})
	}
	w.site.putFeed("/feed", entries...)
	w.follow("/feed")
	w.round()
	read := 0
	for n := range entries {
		asked := w.site.count(fmt.Sprintf("/a/%d", n))
		if asked > 0 && n >= backfill {
			t.Errorf("the old item %d was read", n)
		}
		read += min(asked, 1)
	}
	if read != backfill {
		t.Errorf("%d items were read", read)
	}
	for _, i := range w.items() {
		if i.Problem == "" {
			t.Errorf("item %d has no problem although it wasn't read", i.ID)
		}
	}
}

// A site that fails is asked more and more rarely, what it gave stays, and when
// it works again it is as if nothing had been.
func TestFailureAndRecovery(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	one, two := entry{path: "/a/1", title: "Harbour to be rebuilt", age: time.Hour}, entry{path: "/a/2", title: "Railway to be rebuilt"}
	w.site.put("/a/1", resource{body: article(one.title, "", sentences(0)...)})
	w.site.put("/a/2", resource{body: article(two.title, "", sentences(1)...)})
	w.site.putFeed("/feed", one)
	id := w.follow("/feed")
	w.round()
	good := w.source(id).Poll
	for i, broken := range []resource{
		{status: http.StatusInternalServerError},
		{body: "<html><body><p>Maintenance</p></body></html>"},
		{body: "", kind: "text/xml"},
		{status: http.StatusNotFound},
		{status: http.StatusTooManyRequests, header: http.Header{"Retry-After": {"1"}}},
	} {
		w.site.put("/feed", broken)
		w.pollNow(id)
		p := w.source(id).Poll
		if p.Problem == "" || p.Health != string(source.HealthFailing) || p.State.Failures != i+1 || p.ETag != good.ETag || !p.Next.After(w.now()) {
			t.Errorf("after failure %d the poll is %+v", i+1, p)
		}
	}
	if len(w.items()) != 1 || len(w.front()) != 1 {
		t.Error("what the site gave is lost")
	}
	time.Sleep(time.Second) // the client keeps away as long as it was asked to
	w.site.putFeed("/feed", two, one)
	w.pollNow(id)
	p := w.source(id).Poll
	if p.Problem != "" || p.Health != string(source.HealthGood) || p.State.Failures != 0 || len(w.front()) != 2 {
		t.Errorf("after the recovery the poll is %+v, readers see %d", p, len(w.front()))
	}
}

// A host that asked to wait isn't blamed for our keeping away.
func TestBackoff(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	id := w.follow("/feed")
	before := w.source(id)
	err := w.keepFailure(t.Context(), before, fmt.Errorf("fetch: %w", &fetch.BackoffError{Host: "x", RetryAfter: time.Hour}))
	after := w.source(id).Poll
	if err != nil || after.State != before.Poll.State || after.Next.Sub(w.now()) < 59*time.Minute {
		t.Errorf("the poll is %+v, %v", after, err)
	}
}

func TestMovedForGood(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.site.put("/old", resource{status: http.StatusMovedPermanently, header: http.Header{"Location": {"/feed"}}})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour"})
	w.site.put("/a/1", resource{status: http.StatusGone})
	id := w.follow("/old")
	w.round()
	if got := w.source(id).Address; got != w.site.URL+"/feed" {
		t.Errorf("the source's address is %s", got)
	}
	if to, err := w.store.Moved(t.Context(), w.site.URL+"/old"); err != nil || to != w.site.URL+"/feed" {
		t.Errorf("it moved to %s, %v", to, err)
	}
	// Another that moved there stays apart, and says why.
	w.site.forget()
	second := w.follow("/old")
	w.round()
	if s := w.source(second); s.Address != w.site.URL+"/old" || !strings.Contains(s.Poll.Problem, "followed already") || s.Poll.State.Failures != 0 {
		t.Errorf("the second is %s, %+v", s.Address, s.Poll)
	}
}

// A feed that now leads to a web page hasn't moved: it is broken.
func TestMovedToNothing(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.site.put("/feed", resource{status: http.StatusMovedPermanently, header: http.Header{"Location": {"/"}}})
	w.site.put("/", resource{body: "<html><body><h1>Welcome</h1></body></html>"})
	id := w.follow("/feed")
	w.round()
	if s := w.source(id); s.Address != w.site.URL+"/feed" || s.Poll.State.Failures != 1 || !strings.Contains(s.Poll.Problem, "web page") {
		t.Errorf("the source is %s, %+v", s.Address, s.Poll)
	}
}

func TestSitemapIndex(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	var index strings.Builder
	index.WriteString(`<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	for n := range 6 {
		fmt.Fprintf(&index, `<sitemap><loc>%s/map%d.xml.gz</loc><lastmod>2026-0%d-01</lastmod></sitemap>`, w.site.URL, n, n+1)
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		fmt.Fprintf(z, `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>%s/a/%d</loc></url></urlset>`, w.site.URL, n)
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		w.site.put(fmt.Sprintf("/map%d.xml.gz", n), resource{body: packed.String(), kind: "application/gzip"})
		w.site.put(fmt.Sprintf("/a/%d", n), resource{body: article("Headline", "", sentences(n)...)})
	}
	index.WriteString(`</sitemapindex>`)
	w.site.put("/index.xml", resource{body: index.String(), kind: "application/xml", etag: `"1"`})
	id := w.follow("/index.xml")
	w.round()
	items := w.items()
	if len(items) != maxMaps || !strings.HasSuffix(items[0].URL, "/a/5") {
		t.Errorf("items %+v", items)
	}
	if s := w.source(id); s.Poll.ETag != "" || s.Poll.Problem != "" {
		t.Errorf("the poll is %+v", s.Poll)
	}
	if len(w.front()) != maxMaps {
		t.Errorf("readers see %d", len(w.front()))
	}
}

func TestSectionPage(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.site.put("/news", resource{body: `<html><body><nav><a href="/a/9">Not this</a></nav><div class="teasers"><h2><a href="/a/1">Harbour to be rebuilt</a></h2></div></body></html>`})
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", sentences(0)...)})
	w.follow("/news", func(s *domain.Source) { s.Selector = ".teasers a" })
	w.round()
	if len(w.front()) != 1 || w.site.count("/a/9") > 0 {
		t.Errorf("readers see %+v", w.front())
	}
}

func TestFilterAndBadFilter(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour"}, entry{path: "/a/2", title: "Sports: results"})
	w.site.put("/a/1", resource{status: http.StatusGone})
	id := w.follow("/feed", func(s *domain.Source) { s.Exclude = []string{"sports"} })
	w.round()
	if items := w.items(); len(items) != 1 || items[0].Title != "Harbour" {
		t.Errorf("items %+v", items)
	}
	s := w.source(id)
	s.Exclude = []string{"/(/"}
	w.write(func(ctx context.Context, tx *store.Tx) error { return tx.SetSource(ctx, s) })
	w.site.putFeed("/feed", entry{path: "/a/3", title: "More"})
	w.pollNow(id)
	w.site.forget() // what couldn't be used must come again
	w.pollNow(id)
	if p := w.source(id).Poll; !strings.Contains(p.Problem, "filter") || !p.Next.After(w.now()) {
		t.Errorf("the poll is %+v", p)
	}
}

// What a feed says about when to ask again holds while it answers that nothing
// has changed.
func TestHints(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.site.put("/feed", w.site.feed(`<ttl>55</ttl>`, entry{path: "/a/1", title: "Harbour", age: 10 * time.Minute}, entry{path: "/a/2", title: "Railway", age: 12 * time.Minute}, entry{path: "/a/3", title: "Market", age: 14 * time.Minute}))
	id := w.follow("/feed", func(s *domain.Source) { s.MaxEvery = 10 * time.Minute })
	w.round()
	for i := range 3 {
		p := w.source(id).Poll
		if wait := p.Next.Sub(p.State.LastSuccess); wait < 55*time.Minute {
			t.Errorf("poll %d is followed by another after %s", i, wait)
		}
		w.pollNow(id)
	}
	if n := w.source(id).Poll.State.Unchanged; n != 3 {
		t.Errorf("%d polls found nothing", n)
	}
}

// Pages of one host are asked for one after another.
func TestReadsApart(t *testing.T) {
	t.Parallel()
	w := newWire(t, func(c *Config) { c.PerHostDelay = time.Minute })
	var entries []entry
	for n := range 3 {
		path := fmt.Sprintf("/a/%d", n)
		entries = append(entries, entry{path: path, title: path, age: time.Duration(n) * time.Hour})
		w.site.put(path, resource{status: http.StatusGone})
	}
	w.site.putFeed("/feed", entries...)
	w.follow("/feed")
	for want := range len(entries) {
		w.round()
		for n := range entries {
			if got := w.site.count(fmt.Sprintf("/a/%d", n)); (got > 0) != (n <= want) {
				t.Errorf("after %d minutes page %d was asked for %d times", want, n, got)
			}
		}
		w.pass(time.Minute + time.Second)
	}
}
