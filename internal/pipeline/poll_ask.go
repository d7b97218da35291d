package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/source"
)

const (
	acceptFeeds = "application/atom+xml,application/rss+xml,application/feed+json,application/rdf+xml,application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,text/html;q=0.5,*/*;q=0.4"
	// maxUnpacked bounds a sitemap.xml.gz; the format allows 50 MB.
	maxUnpacked = 50 << 20
	// maxMaps is how many of an index's sitemaps one poll reads.
	maxMaps = 3
)

// answer is what a source said.
type answer struct {
	feed               *source.Feed  // nil when nothing has changed since the validators were given
	items              []domain.Item // those that are wanted, the latest first
	response           *fetch.Response
	etag, lastModified string
	moved              string // where it is for good, empty when it is where it was
}

func (a answer) header(name string) string {
	if a.response == nil {
		return ""
	}
	return a.response.Header.Get(name)
}

// ask reads a source's feed, sitemap or page, unless it is unchanged.
func (p *Pipeline) ask(ctx context.Context, s domain.Source) (answer, error) {
	r, err := p.Fetch.Get(ctx, fetch.Request{URL: s.Address, ETag: s.Poll.ETag, LastModified: s.Poll.LastModified, Accept: acceptFeeds})
	if err != nil {
		return answer{}, err
	}
	a := answer{response: r, etag: r.ETag, lastModified: r.LastModified, moved: r.PermanentURL}
	if r.NotModified {
		return a, nil
	}
	if a.feed, err = readFeed(s, r); err != nil {
		return answer{}, err
	}
	if a.feed.Kind == source.KindSitemapIndex {
		a.etag, a.lastModified = "", "" // its maps change while it stays as it is
		if err := p.askMaps(ctx, a.feed); err != nil {
			return answer{}, err
		}
	}
	a.items, err = wanted(s, a.feed)
	return a, err
}

// readFeed reads the body of a response as what the source is.
func readFeed(s domain.Source, r *fetch.Response) (*source.Feed, error) {
	data, err := source.Unpack(r.Body, maxUnpacked)
	if err != nil {
		return nil, err
	}
	at, err := url.Parse(r.URL)
	if err != nil {
		return nil, fmt.Errorf("address: %w: %w", err, domain.ErrInvalid)
	}
	text, charset := fetch.DecodeText(data, r.ContentType)
	body := source.Body{Text: text, Charset: charset, ContentType: r.ContentType, URL: at, Received: r.FetchedAt}
	if s.Selector != "" || s.Kind == string(source.KindPage) {
		return source.Section(body, s.Selector)
	}
	feed, err := source.Parse(body)
	if errors.Is(err, source.ErrPage) {
		err = fmt.Errorf("%w: follow one of the feeds that it names, or follow it as a page", err)
	}
	return feed, err
}

// askMaps adds to an index's feed the items of its latest sitemaps.
func (p *Pipeline) askMaps(ctx context.Context, index *source.Feed) error {
	var failed error
	read := 0
	for _, m := range latestMaps(index.Maps) {
		r, err := p.Fetch.Get(ctx, fetch.Request{URL: m.URL, Accept: acceptFeeds})
		if err == nil {
			var feed *source.Feed
			if feed, err = readFeed(domain.Source{}, r); err == nil {
				read++
				index.Items = append(index.Items, feed.Items...)
				index.Lang = cmp.Or(index.Lang, feed.Lang)
				continue
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		failed = fmt.Errorf("sitemap %s: %w", m.URL, err)
	}
	if read > 0 {
		return nil
	}
	return failed
}

// latestMaps returns the sitemaps where news is to be expected: those changed
// last, or, where the index gives no times, its first and its last ones, since
// sites add new ones at either end.
func latestMaps(maps []source.Map) []source.Map {
	if !slices.ContainsFunc(maps, func(m source.Map) bool { return !m.Modified.IsZero() }) {
		if n := len(maps); n > maxMaps {
			return []source.Map{maps[0], maps[n-2], maps[n-1]}
		}
		return maps
	}
	maps = slices.Clone(maps)
	slices.SortStableFunc(maps, func(a, b source.Map) int { return b.Modified.Compare(a.Modified) })
	return maps[:min(len(maps), maxMaps)]
}
