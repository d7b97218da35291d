package site

import (
	"net/http"

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
	for _, e := range all {
		p.Editions = append(p.Editions, templates.Link{Href: s.Addresses.Edition(e.ID), Text: s.brand(e), Lang: e.Lang})
	}
	return write(w, p)
}

// serveFront is an edition's front page.
func (s *Site) serveFront(w http.ResponseWriter, r *http.Request, v visit) error {
	latest, err := s.Store.EditionFront(r.Context(), store.Front{Edition: v.edition.ID, Limit: 40})
	if err != nil {
		return err
	}
	base, err := s.base(r.Context(), v, s.Addresses.Edition(v.edition.ID), templates.Head{})
	if err != nil {
		return err
	}
	p := templates.Front{Base: base}
	for _, h := range latest {
		p.More = append(p.More, templates.Teaser{Href: s.Addresses.Article(v.edition.ID, h.Article, h.Title, ""), Title: h.Title})
	}
	return write(w, p)
}
