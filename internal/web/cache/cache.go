// Package cache keeps pages of the site in memory, as they are and compressed,
// and answers with them until what readers of their edition see has changed.
//
// It stands in front of the site's handler and decides by what the handler
// says: only whole pages without a query, of status 200, that are the same for
// every reader are kept. Everything else passes through.
package cache

import (
	"bytes"
	"container/list"
	"context"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"
)

// Config says how pages are kept.
type Config struct {
	// Generation returns a number that changes when what readers of an edition
	// see changes, or domain.ErrNotFound where the first part of a path is no
	// edition: those paths are not kept. Any other error keeps the last number.
	Generation func(ctx context.Context, edition string) (int64, error)
	MaxBytes   int64            // of all that is kept; 0 is 64 MiB
	MaxAge     time.Duration    // after which a page is made anew, because it names the day; 0 is 10 minutes
	Now        func() time.Time // nil is time.Now
}

const (
	maxPage       = 4 << 20          // bytes; a longer page is not kept
	checkEvery    = time.Second      // how old a generation may be
	makeTime      = 30 * time.Second // that a page may take to be made
	entryOverhead = 1 << 10          // bytes of an entry besides its bodies, about
)

// Cache is a handler that keeps what another one answers. It is safe for
// concurrent use.
type Cache struct {
	config Config
	next   http.Handler
	flight singleflight.Group
	hits   atomic.Int64
	misses atomic.Int64

	mu       sync.Mutex
	pages    map[string]*list.Element // of *entry, by path
	recent   *list.List               // the most recently used first
	bytes    int64
	editions map[string]generation
}

// generation is what was last known of an edition.
type generation struct {
	number  int64
	checked time.Time
}

// entry is a page that is kept. It is never changed once it is made.
type entry struct {
	path    string // see keyOf
	edition string
	number  int64 // of the generation that it was made in
	made    time.Time
	page    page
}

// New returns a cache in front of a handler.
func New(next http.Handler, c Config) *Cache {
	if c.MaxBytes == 0 {
		c.MaxBytes = 64 << 20
	}
	if c.MaxAge == 0 {
		c.MaxAge = 10 * time.Minute
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Cache{config: c, next: next, pages: map[string]*list.Element{}, recent: list.New(), editions: map[string]generation{}}
}

// Purge makes the cache ask for the generation of editions at their next
// request instead of within a second.
func (c *Cache) Purge(editions ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range editions {
		delete(c.editions, e)
	}
}

// ServeHTTP answers with a kept page, or lets the handler make one.
func (c *Cache) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	edition, ok := candidate(r)
	if !ok {
		c.next.ServeHTTP(w, r)
		return
	}
	number, ok := c.generation(r.Context(), edition)
	if !ok {
		c.next.ServeHTTP(w, r)
		return
	}
	path := keyOf(r.URL)
	if e := c.get(path, number); e != nil {
		c.hits.Add(1)
		e.page.serve(w, r)
		return
	}
	// Many readers who wait for one page cost as much as one, and it is made even
	// if the one who asked first goes away. What turns out to be for one reader only
	// is not shared: the others ask for themselves.
	leader, ctx := false, context.WithoutCancel(r.Context())
	made, _, _ := c.flight.Do(path, func() (any, error) {
		leader = true
		c.misses.Add(1)
		return c.fill(ctx, r, &entry{path: path, edition: edition, number: number}), nil
	})
	switch made := made.(type) {
	case *entry:
		made.page.serve(w, r)
	case *recorder:
		if leader && r.Method != http.MethodHead {
			made.replay(w)
			return
		}
		c.next.ServeHTTP(w, r)
	}
}

// fill has the handler make a page. It returns e with the page, kept, or the
// *recorder of a response that is not to be kept.
func (c *Cache) fill(ctx context.Context, r *http.Request, e *entry) any {
	ctx, cancel := context.WithTimeout(ctx, makeTime)
	defer cancel()
	rec := &recorder{header: http.Header{}}
	c.next.ServeHTTP(rec, plain(ctx, r))
	if !rec.keepable() {
		return rec
	}
	e.made, e.page = c.config.Now(), newPage(rec.header, rec.body.Bytes(), brotliPages)
	c.put(e)
	return e
}

// candidate reports whether a request may be answered from memory, and the
// edition whose page it asks for; "" for what belongs to all.
func candidate(r *http.Request) (edition string, ok bool) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead || r.URL.RawQuery != "" || r.Header.Get("Authorization") != "" {
		return "", false
	}
	first, _, below := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if !below {
		return "", true
	}
	return first, first != ""
}

// keyOf returns what a page is kept under: its path, marked where that can't be
// told from another one without its escapes, as in "/a%2Fb".
func keyOf(u *url.URL) string {
	if u.RawPath != "" {
		return "\x00" + u.RawPath
	}
	return u.Path
}

// plain returns a request for the whole page.
func plain(ctx context.Context, r *http.Request) *http.Request {
	r = r.Clone(ctx)
	r.Method = http.MethodGet
	for _, name := range []string{"If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "If-Range", "Range"} {
		r.Header.Del(name)
	}
	return r
}

// generation returns the number of an edition, asked for within the last
// second.
func (c *Cache) generation(ctx context.Context, edition string) (int64, bool) {
	if edition == "" {
		return 0, true
	}
	c.mu.Lock()
	g, known := c.editions[edition]
	c.mu.Unlock()
	now := c.config.Now()
	if known && now.Sub(g.checked) < checkEvery {
		return g.number, true
	}
	number, err := c.config.Generation(ctx, edition)
	if err != nil {
		return g.number, known
	}
	c.mu.Lock()
	c.editions[edition] = generation{number, now}
	c.mu.Unlock()
	return number, true
}

func (c *Cache) get(path string, number int64) *entry {
	c.mu.Lock()
	defer c.mu.Unlock()
	element := c.pages[path]
	if element == nil {
		return nil
	}
	e := element.Value.(*entry)
	age := c.config.Now().Sub(e.made)
	if e.number != number || age >= c.config.MaxAge || e.edition == "" && age >= fileAge {
		c.drop(element)
		return nil
	}
	c.recent.MoveToFront(element)
	return e
}

// fileAge is for how long files that belong to no edition are kept.
const fileAge = 10 * time.Second

func (c *Cache) put(e *entry) {
	if e.size() > c.config.MaxBytes/4 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if old := c.pages[e.path]; old != nil {
		c.drop(old)
	}
	c.pages[e.path] = c.recent.PushFront(e)
	c.bytes += e.size()
	for c.bytes > c.config.MaxBytes {
		c.drop(c.recent.Back())
	}
}

// drop removes an entry. The lock must be held.
func (c *Cache) drop(element *list.Element) {
	e := c.recent.Remove(element).(*entry)
	delete(c.pages, e.path)
	c.bytes -= e.size()
}

func (e *entry) size() int64 {
	return int64(len(e.path)+e.page.size()) + entryOverhead
}

// Stats says what is kept.
type Stats struct {
	Pages  int
	Bytes  int64
	Hits   int64 // requests that were answered with a kept page, since the start
	Misses int64 // pages that had to be made, since the start
}

// Stats returns what is kept at the moment.
func (c *Cache) Stats() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Stats{Pages: len(c.pages), Bytes: c.bytes, Hits: c.hits.Load(), Misses: c.misses.Load()}
}

// recorder is a response in memory.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *recorder) Write(data []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(data)
}

// keepable reports whether a response is the same for every reader and worth
// keeping.
func (r *recorder) keepable() bool {
	if r.status != http.StatusOK || r.body.Len() == 0 || r.body.Len() > maxPage || r.header.Get("Set-Cookie") != "" || r.header.Get("Content-Encoding") != "" {
		return false
	}
	for _, vary := range r.header.Values("Vary") {
		for name := range strings.SplitSeq(vary, ",") {
			if !strings.EqualFold(strings.TrimSpace(name), "Accept-Encoding") {
				return false
			}
		}
	}
	control := strings.ToLower(strings.Join(r.header.Values("Cache-Control"), ","))
	return !strings.Contains(control, "no-store") && !strings.Contains(control, "private")
}

func (r *recorder) replay(w http.ResponseWriter) {
	h := w.Header()
	maps.Copy(h, r.header)
	if r.status != 0 {
		w.WriteHeader(r.status)
	}
	_, _ = w.Write(r.body.Bytes()) // the reader went away
}
