package site

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/store"
)

const typeXML = "application/xml; charset=utf-8"

// noBase says why there are no sitemaps: they hold absolute addresses only.
var errNoBase = fmt.Errorf("no sitemaps without the site's public address: %w", domain.ErrNotFound)

// serveSitemapIndex lists the sitemaps of all editions.
func (s *Site) serveSitemapIndex(w http.ResponseWriter, r *http.Request) error {
	if s.Addresses.Base == "" {
		return errNoBase
	}
	all, err := s.Store.Editions(r.Context())
	if err != nil {
		return err
	}
	var maps []publish.Location
	var latest time.Time
	for _, e := range all {
		maps = append(maps, publish.Location{Path: s.Addresses.Page(e.ID, publish.SitemapPages)})
		days, err := s.Store.EditionIndexedDays(r.Context(), e.ID)
		if err != nil {
			return err
		}
		for _, d := range days {
			maps = append(maps, publish.Location{Path: s.Addresses.Page(e.ID, publish.SitemapDay(d.Name)), Changed: d.Latest})
			if d.Latest.After(latest) {
				latest = d.Latest
			}
		}
	}
	var b bytes.Buffer
	if err := publish.WriteSitemapIndex(&b, s.Addresses, maps); err != nil {
		return err
	}
	answer(w, r, typeXML, latest, b.Bytes())
	return nil
}

// serveSitemapPages lists an edition's front page, sections and sources.
func (s *Site) serveSitemapPages(w http.ResponseWriter, r *http.Request, v visit) error {
	if s.Addresses.Base == "" {
		return errNoBase
	}
	front := publish.Location{Path: s.Addresses.Edition(v.edition.ID)}
	all, err := s.Store.Editions(r.Context())
	if err != nil {
		return err
	}
	if len(all) > 1 {
		for _, e := range all {
			front.Alternates = append(front.Alternates, publish.Alternate{Lang: e.Lang, Path: s.Addresses.Edition(e.ID)})
		}
	}
	sections, err := s.Store.EditionSections(r.Context(), v.edition.ID)
	if err != nil {
		return err
	}
	sources, err := s.Store.EditionSources(r.Context(), v.edition.ID)
	if err != nil {
		return err
	}
	pages := []publish.Location{front}
	for _, c := range sections {
		pages = append(pages, publish.Location{Path: s.Addresses.Section(v.edition.ID, c.Name), Changed: c.Latest})
	}
	for _, c := range sources {
		pages = append(pages, publish.Location{Path: s.Addresses.Source(v.edition.ID, c.ID, c.Name), Changed: c.Latest})
		if c.Latest.After(pages[0].Changed) {
			pages[0].Changed = c.Latest
		}
	}
	return s.sitemap(w, r, pages)
}

// serveSitemapDay lists a day's articles that search engines may show.
func (s *Site) serveSitemapDay(w http.ResponseWriter, r *http.Request, v visit) error {
	name, ok := strings.CutSuffix(r.PathValue("day"), ".xml")
	day, err := time.Parse(time.DateOnly, name)
	if !ok || err != nil {
		return fmt.Errorf("the sitemap of %q: %w", r.PathValue("day"), domain.ErrNotFound)
	}
	if s.Addresses.Base == "" {
		return errNoBase
	}
	all, err := s.Store.Editions(r.Context())
	if err != nil {
		return err
	}
	alternates := map[int64][]publish.Alternate{}
	var own []domain.Headline
	for _, e := range all {
		list, err := s.indexed(r.Context(), e.ID, day, publish.MaxSitemapPages)
		if err != nil {
			return err
		}
		for _, h := range list {
			alternates[h.Article] = append(alternates[h.Article], publish.Alternate{Lang: e.Lang, Path: s.Addresses.Article(e.ID, h.Article, h.Title, publish.ViewTranslation)})
		}
		if e.ID == v.edition.ID {
			own = list
		}
	}
	if len(own) == 0 {
		return fmt.Errorf("the sitemap of %s: nothing may be shown by search engines: %w", name, domain.ErrNotFound)
	}
	var pages []publish.Location
	for _, h := range own {
		p := publish.Location{Path: s.Addresses.Article(v.edition.ID, h.Article, h.Title, publish.ViewTranslation), Changed: h.Changed}
		if others := alternates[h.Article]; len(others) > 1 {
			p.Alternates = others
		}
		pages = append(pages, p)
	}
	return s.sitemap(w, r, pages)
}

// indexed returns a day's headlines that search engines may show, at most limit.
func (s *Site) indexed(ctx context.Context, edition string, day time.Time, limit int) ([]domain.Headline, error) {
	front := store.Front{Edition: edition, From: day, Until: day.AddDate(0, 0, 1), Indexed: true, Limit: 500}
	var out []domain.Headline
	for {
		list, err := s.Store.EditionFront(ctx, front)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
		if len(list) < front.Limit || len(out) >= limit {
			return out[:min(len(out), limit)], nil
		}
		front.After = &list[len(list)-1]
	}
}

func (s *Site) sitemap(w http.ResponseWriter, r *http.Request, pages []publish.Location) error {
	var latest time.Time
	for _, p := range pages {
		if p.Changed.After(latest) {
			latest = p.Changed
		}
	}
	var b bytes.Buffer
	if err := publish.WriteSitemap(&b, s.Addresses, pages); err != nil {
		return err
	}
	answer(w, r, typeXML, latest, b.Bytes())
	return nil
}

// serveSitemapNews lists the news of the last two days for news search.
func (s *Site) serveSitemapNews(w http.ResponseWriter, r *http.Request, v visit) error {
	if s.Addresses.Base == "" {
		return errNoBase
	}
	now := s.Now()
	today := now.UTC().Truncate(24 * time.Hour)
	var list []domain.Headline
	for day := range 3 {
		some, err := s.indexed(r.Context(), v.edition.ID, today.AddDate(0, 0, -day), publish.MaxNewsPages)
		if err != nil {
			return err
		}
		list = append(list, some...)
	}
	var b bytes.Buffer
	if err := publish.WriteNewsSitemap(&b, s.Addresses, v.edition, s.brand(v.edition), list, now); err != nil {
		return err
	}
	var latest time.Time
	for _, h := range list {
		if h.Changed.After(latest) {
			latest = h.Changed
		}
	}
	answer(w, r, typeXML, latest, b.Bytes())
	return nil
}
