package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// ExportOptions says what a static copy of a site is made from.
type ExportOptions struct {
	Addresses Addresses
	// Entries are the paths to begin with; everything that they lead to is
	// written, too. What an entry lacks is an error only if it fails.
	Entries []string
	// Progress is told how many files are written of how many that are known so
	// far; nil tells nobody. It is called by one goroutine at a time.
	Progress func(done, known int)
}

// Exported says what an export did.
type Exported struct {
	Files   int      // that the copy has
	Changed int      // of these, that were new or different from before
	Removed int      // that were there before and are no longer
	Bytes   int64    // of all files
	Broken  []string // paths that pages link to but the site doesn't have, at most 100
}

const maxBroken = 100

// Export writes what a site's handler serves into a directory, for any server
// of files or CDN. A path that ends in a slash becomes a file index.html below
// it. Links stay as they are where the site has a base; else those in pages
// become relative, so that the copy works below any path.
//
// Files are written one by one, each whole or not at all, and those that are
// the same as before are left alone. What an earlier export wrote and this one
// doesn't is removed at the end, unless a page failed. A directory that holds
// anything but an earlier export is domain.ErrForbidden.
func Export(ctx context.Context, site http.Handler, dir string, o ExportOptions) (Exported, error) {
	target, err := openCopy(dir)
	if err != nil {
		return Exported{}, fmt.Errorf("export to %s: %w", dir, err)
	}
	x := &export{site: site, options: o, target: target, known: map[string]bool{}, files: map[string]bool{}}
	err = x.walk(ctx)
	if err == nil {
		x.done.Removed, err = target.removeStale()
	}
	if err = errors.Join(err, target.close()); err != nil {
		return x.done, fmt.Errorf("export to %s: %w", dir, err)
	}
	slices.Sort(x.done.Broken)
	return x.done, nil
}

// export is an export under way.
type export struct {
	site    http.Handler
	options ExportOptions
	target  *copyDir

	mu       sync.Mutex
	known    map[string]bool // paths that were found
	files    map[string]bool // files that were written, or are being
	next     []string        // of these, for the next round
	finished int
	done     Exported
}

// walk writes everything that the entries lead to, round by round.
func (x *export) walk(ctx context.Context) error {
	x.found(x.options.Entries...)
	for len(x.next) > 0 {
		round := x.next
		x.next = nil
		group, ctx := errgroup.WithContext(ctx)
		group.SetLimit(runtime.GOMAXPROCS(0))
		for _, p := range round {
			group.Go(func() error {
				if err := ctx.Err(); err != nil {
					return err
				}
				return x.page(ctx, p)
			})
		}
		if err := group.Wait(); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// found notes paths that are to be written.
func (x *export) found(paths ...string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, p := range paths {
		if !x.known[p] {
			x.known[p] = true
			x.next = append(x.next, p)
		}
	}
}

// page writes what the site answers for a path.
func (x *export) page(ctx context.Context, p string) error {
	file, err := fileOf(p)
	if err != nil && slices.Contains(x.options.Entries, p) {
		return err
	}
	if err != nil { // a name that no file can have
		x.broken(p)
		return nil
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p, nil)
	if err != nil {
		return fmt.Errorf("%s: %w", p, err)
	}
	r.RequestURI, r.RemoteAddr = p, "127.0.0.1:0"
	w := &answer{header: http.Header{}, status: http.StatusOK}
	x.site.ServeHTTP(w, r)
	if err := ctx.Err(); err != nil {
		return err
	}
	body := w.body.Bytes()
	switch {
	case w.status == http.StatusOK:
		links, rewritten := x.read(p, w.header.Get("Content-Type"), body)
		x.found(links...)
		body = rewritten
	case w.status/100 == 3:
		to := w.header.Get("Location")
		if own, ok := x.own(p, to); ok && own == p+"/" { // the same file
			x.found(own)
			x.skipped()
			return nil
		}
		links, stub := x.read(p, "text/html", redirectPage(to))
		x.found(links...)
		body = stub
	case w.status == http.StatusNotFound || w.status == http.StatusGone:
		x.broken(p)
		return nil
	default:
		return fmt.Errorf("%s: the site answers %d", p, w.status)
	}
	if !x.firstOf(file) { // the same page, as somebody else writes its address
		x.skipped()
		return nil
	}
	changed, err := x.target.write(file, body)
	if err != nil {
		return fmt.Errorf("%s: %w", p, err)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.done.Files++
	x.done.Bytes += int64(len(body))
	if changed {
		x.done.Changed++
	}
	x.progress()
	return nil
}

// firstOf reports whether a file wasn't written yet.
func (x *export) firstOf(file string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	first := !x.files[file]
	x.files[file] = true
	return first
}

func (x *export) broken(p string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(x.done.Broken) < maxBroken && !slices.Contains(x.options.Entries, p) {
		x.done.Broken = append(x.done.Broken, p)
	}
	x.progress()
}

func (x *export) skipped() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.progress()
}

// progress tells how far it is. The lock must be held.
func (x *export) progress() {
	x.finished++
	if x.options.Progress != nil {
		x.options.Progress(x.finished, len(x.known))
	}
}

// read returns the paths that a file leads to, and the file as it is written.
func (x *export) read(p, contentType string, body []byte) (links []string, out []byte) {
	media, _, _ := mime.ParseMediaType(contentType)
	switch media {
	case "text/html":
		return x.readHTML(p, body)
	case "text/css":
		return x.readCSS(p, body), body
	case "application/xml", "text/xml":
		return x.readSitemap(p, body), body
	default:
		return nil, body
	}
}

// fileOf returns the file that a path of the site is written to, relative to
// the copy's directory.
func fileOf(p string) (string, error) {
	name, err := url.PathUnescape(p)
	if err != nil || !strings.HasPrefix(name, "/") {
		return "", fmt.Errorf("%q is no path of a site: %w", p, domain.ErrInvalid)
	}
	if strings.HasSuffix(name, "/") {
		name += "index.html"
	} else if path.Ext(name) == "" {
		name += "/index.html"
	}
	name = strings.TrimPrefix(name, "/")
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || part == "." || part == ".." || len(part) > 255 || strings.ContainsFunc(part, func(r rune) bool { return r < ' ' || r == '\\' }) || part == journalName {
			return "", fmt.Errorf("%q can't be the path of a file: %w", p, domain.ErrInvalid)
		}
	}
	return name, nil
}

// answer is a response in memory.
type answer struct {
	header http.Header
	status int
	wrote  bool
	body   bytes.Buffer
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if !a.wrote {
		a.status, a.wrote = status, true
	}
}

func (a *answer) Write(data []byte) (int, error) {
	a.wrote = true
	return a.body.Write(data)
}
