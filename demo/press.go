package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"os"
	"path"
	"regexp"
	"strings"
	"sync"
	"time"
)

//go:embed site courier waha
var pages embed.FS

// written is the moment that the samples' times are relative to: it is made
// now, so that the news is new whenever the demo runs.
var written = time.Date(2026, 3, 12, 18, 0, 0, 0, time.UTC)

var timestamp = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)`)

// press is a sample news site. The feeds, pages and pictures are files, as a
// site's are; only their times and the site's address are made to fit.
type press struct {
	name    string
	dir     string // of its files
	host    string // that stands for its address in them
	feed    string // the path of what is followed
	failing int    // each failing-th request of the feed but the first is answered 503; 0 for none
	base    string // its address
	shift   time.Duration

	mu    sync.Mutex
	asked int  // how often the feed was asked for
	later bool // what NAME.2.EXT holds is published in the place of NAME.EXT
}

// newPress returns the sample sites: an agency with an Atom feed, a local
// paper with a news sitemap, whose server is down now and then, and an Arabic
// paper with an RSS feed.
func newPress(now time.Time) []*press {
	shift := now.Truncate(time.Minute).Sub(written)
	return []*press{
		{name: "The Meridian Post", dir: "site", host: "https://meridian.example", feed: "/feed.atom", shift: shift},
		{name: "The Aldmoor Courier", dir: "courier", host: "https://courier.example", feed: "/news-sitemap.xml", failing: 4, shift: shift},
		{name: "صحيفة الواحة", dir: "waha", host: "https://waha.example", feed: "/rss.xml", shift: shift},
	}
}

// update publishes what the site has new.
func (p *press) update() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.later = true
}

// serve serves the site on a free loopback port until ctx ends.
func (p *press) serve(ctx context.Context) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("serve %s: %w", p.name, err)
	}
	p.base = "http://" + listener.Addr().String()
	server := &http.Server{Handler: p, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		if err := server.Serve(listener); err != nil && !errors.Is(err, http.ErrServerClosed) {
			fmt.Fprintf(os.Stderr, "demo: serve %s: %v\n", p.name, err)
		}
	}()
	context.AfterFunc(ctx, func() { _ = server.Close() })
	return nil
}

// ServeHTTP answers with a file, and 304 where the client has it.
func (p *press) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if name == "" {
		name = "index.html"
	}
	if p.down(r.URL.Path) {
		http.Error(w, "The server is being repaired.", http.StatusServiceUnavailable)
		return
	}
	data, err := p.read(name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	sum := sha256.Sum256(data)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	w.Header().Set("Content-Type", mediaType(name))
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
}

// down reports whether the server fails this time.
func (p *press) down(path string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if path != p.feed {
		return false
	}
	p.asked++
	return p.failing > 0 && p.asked%p.failing == 2
}

// read returns a file as it is now.
func (p *press) read(name string) ([]byte, error) {
	p.mu.Lock()
	later := p.later
	p.mu.Unlock()
	ext := path.Ext(name)
	data, err := fs.ReadFile(pages, path.Join(p.dir, strings.TrimSuffix(name, ext)+".2"+ext))
	if !later || err != nil {
		data, err = fs.ReadFile(pages, path.Join(p.dir, name))
	}
	if err != nil || ext == ".jpg" {
		return data, err
	}
	data = bytes.ReplaceAll(data, []byte(p.host), []byte(p.base))
	return timestamp.ReplaceAllFunc(data, func(stamp []byte) []byte {
		t, err := time.Parse(time.RFC3339, string(stamp))
		if err != nil {
			return stamp
		}
		return []byte(t.Add(p.shift).Format(time.RFC3339))
	}), nil
}

func mediaType(name string) string {
	switch path.Ext(name) {
	case ".atom":
		return "application/atom+xml; charset=utf-8"
	case ".xml":
		return "text/xml; charset=utf-8"
	default:
		return mime.TypeByExtension(path.Ext(name))
	}
}
