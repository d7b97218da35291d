package site

import (
	"net/http"
	"strconv"
	"time"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// serveRoot leads to the only edition, or to the one in the reader's
// language; readers of none of them choose.
func (s *Site) serveRoot(w http.ResponseWriter, r *http.Request) error {
	all, err := s.Store.Editions(r.Context())
	if err != nil {
		return err
	}
	w.Header().Set("Vary", "Accept-Language")
	if len(all) == 1 {
		http.Redirect(w, r, s.Addresses.Edition(all[0].ID), http.StatusFound)
		return nil
	}
	langs := make([]string, len(all))
	for i, e := range all {
		langs[i] = e.Lang
	}
	if i, ok := message.Choose(r.Header.Get("Accept-Language"), langs); ok {
		http.Redirect(w, r, s.Addresses.Edition(all[i].ID), http.StatusFound)
		return nil
	}
	p := templates.Editions{Base: s.bare(r)}
	p.NoIndex = false
	for _, e := range all {
		p.Choices = append(p.Choices, templates.Edition{
			Href: s.Addresses.Edition(e.ID), Title: s.brand(e), Name: selfName(e.Lang, all), Lang: e.Lang, Dir: document.Direction(e.Lang),
		})
	}
	return write(w, p, false)
}

// What the front page shows.
const (
	frontNewest  = 14 // articles in the list of the latest
	frontSeconds = 4
	frontBlock   = 5  // articles of a section
	frontPool    = 60 // latest articles that the page chooses from
	mostCovered  = 5
	coveredSince = 48 * time.Hour
)

// serveFront is an edition's front page.
func (s *Site) serveFront(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx, id := r.Context(), v.edition.ID
	latest, err := s.Store.EditionFront(ctx, store.Front{Edition: id, Limit: frontPool})
	if err != nil {
		return err
	}
	most, err := s.Store.MostCovered(ctx, id, v.now.Add(-coveredSince), mostCovered)
	if err != nil {
		return err
	}
	elsewhere, err := s.everywhere(ctx, s.Addresses.Edition)
	if err != nil {
		return err
	}
	p := templates.Front{}
	if p.Base, err = s.base(ctx, v, page{path: s.Addresses.Edition(id), elsewhere: elsewhere}); err != nil {
		return err
	}
	f := chooseFront(latest, most)
	top, err := s.teasers(ctx, v, f.top, dayOrTime)
	if err != nil {
		return err
	}
	if len(top) > 0 {
		p.Lead, p.Seconds = &top[0], withoutPictures(top[1:])
		if p.Lead.Picture != nil {
			p.Lead.Picture.Lazy, p.Lead.Picture.Sizes = false, "(min-width: 62rem) 52rem, 100vw"
		}
	}
	if p.Newest, err = s.teasers(ctx, v, f.newest, dayOrTime); err != nil {
		return err
	}
	for i, name := range f.sections {
		teasers, err := s.teasers(ctx, v, f.blocks[name], dayOrTime)
		if err != nil {
			return err
		}
		for i := range withoutPictures(teasers[min(len(teasers), 1):]) {
			teasers[i+1].Standfirst = ""
		}
		p.Blocks = append(p.Blocks, templates.Block{
			ID: "section-" + strconv.Itoa(i+1), Name: s.sectionName(v, name), Lang: v.sectionLang(name), Href: s.Addresses.Section(id, name), Teasers: teasers,
		})
	}
	for _, c := range most {
		if c.Sources < 2 || c.Headline.Mode == domain.ModeMonitor {
			continue
		}
		p.Most = append(p.Most, templates.Ranked{
			Rank: v.number(len(p.Most) + 1),
			Href: s.Addresses.Story(id, c.Headline.Story), Title: line(c.Headline.Title), Doubt: s.titleDoubt(v, c.Headline), Lang: v.edition.Lang, Dir: document.Direction(v.edition.Lang),
			Sources: v.text(message.SourcesNumber, "n", v.number(c.Sources)),
		})
	}
	return write(w, p, false)
}

// withoutPictures leaves teasers their words.
func withoutPictures(teasers []templates.Teaser) []templates.Teaser {
	for i := range teasers {
		teasers[i].Picture = nil
	}
	return teasers
}

// front is what goes where on a front page.
type front struct {
	top      []domain.Headline // the lead first
	newest   []domain.Headline
	sections []string // in the order of their latest articles
	blocks   map[string][]domain.Headline
}

// chooseFront lays a front page out. The story that most sources cover leads,
// by its latest article; without one the latest article that has a picture and
// a standfirst does. Of each story one article stands on top.
func chooseFront(latest []domain.Headline, most []domain.Covered) front {
	f := front{blocks: map[string][]domain.Headline{}, newest: latest[:min(len(latest), frontNewest)]}
	used, stories := map[int64]bool{}, map[int64]bool{}
	take := func(h domain.Headline) {
		if used[h.Article] || h.Story != 0 && stories[h.Story] || h.Mode == domain.ModeMonitor || len(f.top) > frontSeconds {
			return
		}
		used[h.Article] = true
		stories[h.Story] = h.Story != 0
		f.top = append(f.top, h)
	}
	for _, c := range most {
		if c.Sources > 1 && len(f.top) == 0 {
			take(c.Headline)
		}
	}
	for _, h := range latest {
		if len(f.top) == 0 && h.Image != "" && h.Standfirst != "" && h.Mode == domain.ModeFull {
			take(h)
		}
	}
	for _, h := range latest {
		take(h)
	}
	for _, h := range latest {
		if used[h.Article] || h.Section == "" || h.Mode == domain.ModeMonitor {
			continue
		}
		if f.blocks[h.Section] == nil {
			f.sections = append(f.sections, h.Section)
		}
		if len(f.blocks[h.Section]) < frontBlock {
			f.blocks[h.Section] = append(f.blocks[h.Section], h)
		}
	}
	return f
}

// Names of an edition's own pages.
const (
	latestPage  = "latest/"
	archivePage = "archive/"
	searchPage  = "search/"
	aboutPage   = "about/"
	methodPage  = "how-this-is-made/"
	offlinePage = "offline/"
)
