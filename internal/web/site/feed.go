package site

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/rights"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/web/cache"
)

// feedFormat is one of the files in which a list is offered to feed readers.
type feedFormat struct {
	name  string
	media string
	full  bool // whole texts where they may be shown
	write func(publish.Feed, io.Writer) error
}

var feedFormats = []feedFormat{
	{publish.FeedRSS, publish.TypeRSS, true, publish.Feed.WriteRSS},
	{publish.FeedSummary, publish.TypeRSS, false, publish.Feed.WriteRSS},
	{publish.FeedAtom, publish.TypeAtom, true, publish.Feed.WriteAtom},
	{publish.FeedJSON, publish.TypeJSON, true, publish.Feed.WriteJSON},
}

// feedRoutes are the paths of feeds within an edition: of itself, its sections
// and its sources.
func feedRoutes() map[string]editionHandler {
	routes := map[string]editionHandler{}
	for _, list := range []string{"", "section/{section}/", "source/{source}/"} {
		for _, f := range feedFormats {
			routes[list+f.name] = func(s *Site, w http.ResponseWriter, r *http.Request, v visit) error { return s.serveFeed(w, r, v, f) }
		}
	}
	return routes
}

func (s *Site) serveFeed(w http.ResponseWriter, r *http.Request, v visit, format feedFormat) error {
	feed, front, err := s.feedOf(r, v)
	if err != nil {
		return err
	}
	if feed.Entries, err = s.entries(r.Context(), v, front, format.full); err != nil {
		return err
	}
	feed.Path += format.name
	var b bytes.Buffer
	if err := format.write(feed, &b); err != nil {
		return err
	}
	h := w.Header()
	h.Set("X-Robots-Tag", "noindex") // what is in it may be unreviewed
	if feed.Hub != "" {
		h.Add("Link", "<"+feed.Hub+`>; rel="hub"`)
		h.Add("Link", "<"+s.Addresses.Absolute(feed.Path)+`>; rel="self"`)
	}
	var changed time.Time
	for _, e := range feed.Entries {
		if e.Changed.After(changed) {
			changed = e.Changed
		}
	}
	answer(w, r, format.media+"; charset=utf-8", changed, b.Bytes())
	return nil
}

// feedOf returns a feed without entries, its Path that of its list, and the
// headlines that belong into it.
func (s *Site) feedOf(r *http.Request, v visit) (publish.Feed, []domain.Headline, error) {
	brand := s.brand(v.edition)
	f := publish.Feed{
		Addresses: s.Addresses, Home: s.Addresses.Edition(v.edition.ID), Title: brand, Lang: v.edition.Lang,
		Description: v.text(message.Promise), Icon: iconPath,
	}
	front := store.Front{Edition: v.edition.ID, Limit: publish.MaxEntries}
	if section := r.PathValue("section"); section != "" {
		front.Section = section
		f.Home, f.Title = s.Addresses.Section(v.edition.ID, section), section+" – "+brand
	}
	if part := r.PathValue("source"); part != "" {
		id, ok := publish.ParseNumbered(part)
		if !ok {
			return f, nil, domain.ErrNotFound
		}
		source, err := s.Store.Source(r.Context(), id)
		if err != nil {
			return f, nil, err
		}
		front.Source = id
		f.Home, f.Title = s.Addresses.Source(v.edition.ID, id, source.Name), source.Name+" – "+brand
	}
	list, err := s.Store.EditionFront(r.Context(), front)
	if err != nil {
		return f, nil, err
	}
	if len(list) == 0 && (front.Section != "" || front.Source != 0) {
		return f, nil, fmt.Errorf("a feed without entries: %w", domain.ErrNotFound)
	}
	f.Path = f.Home
	if front.Section == "" && front.Source == 0 { // the hub is told of an edition's feeds only: see publish.Announcer
		f.Hub = s.Hub
	}
	return f, list, nil
}

// entries returns the feed's entries of headlines.
func (s *Site) entries(ctx context.Context, v visit, front []domain.Headline, full bool) ([]publish.Entry, error) {
	drafts := make([]publish.Draft, 0, len(front))
	sources := map[int64]domain.Source{}
	var keys []string
	for _, h := range front {
		edited, err := s.Store.Translation(ctx, h.Translation)
		if err != nil {
			return nil, err
		}
		source, ok := sources[h.Source]
		if !ok {
			if source, err = s.Store.Source(ctx, h.Source); err != nil {
				return nil, err
			}
			sources[h.Source] = source
		}
		drafts = append(drafts, publish.Draft{Addresses: s.Addresses, Edited: edited, Source: source, Note: note(v, edited, source), Full: full})
		keys = appendPictures(keys, edited.Content.Article)
	}
	sizes, err := s.Store.MediaSizes(ctx, keys)
	if err != nil {
		return nil, err
	}
	var out []publish.Entry
	for i, d := range drafts {
		d.Media = func(address, size string) (domain.Media, bool) {
			for _, m := range sizes[domain.MediaKey(address)] {
				if m.Size == size {
					return m, true
				}
			}
			return domain.Media{}, false
		}
		e, ok, err := publish.NewEntry(d)
		if err != nil {
			return nil, err
		}
		if ok {
			e.Section = s.sectionName(v, front[i].Section)
			if licence, named := rights.Licence(d.Edited.Content.Article.Licence); named {
				e.Licence = licence.URL
			}
			out = append(out, e)
		}
	}
	return out, nil
}

// note says in the readers' language where an entry comes from, and who
// translated and reviewed it.
func note(v visit, e domain.Edited, source domain.Source) string {
	out := name(source.Name) + " · " + label(v, piece{edited: e})
	if slices.ContainsFunc(e.Content.Segments, domain.Segment.Doubtful) {
		out += " " + v.text(message.DoubtfulFeed)
	}
	return out
}

// appendPictures adds the keys of an article's pictures.
func appendPictures(keys []string, a domain.Article) []string {
	if a.Lead != nil {
		keys = append(keys, domain.MediaKey(a.Lead.URL))
	}
	for b := range a.Document.Texts() {
		if b.Kind == domain.Figure && b.Image != nil {
			keys = append(keys, domain.MediaKey(b.Image.URL))
		}
	}
	return keys
}

// answer sends a file that was made just now, or 304 to who has it.
func answer(w http.ResponseWriter, r *http.Request, media string, changed time.Time, data []byte) {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Cache-Control", "public, max-age="+strconv.Itoa(int(fileAge/time.Second)))
	h.Set("ETag", cache.Tag(data))
	http.ServeContent(w, r, "", changed, bytes.NewReader(data))
}

// fileAge is how long readers may keep feeds and sitemaps without asking again.
const fileAge = time.Minute
