package site

import (
	"net/http"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// Entries returns the paths of a site with editions from which a copy of all of
// it is made: see publish.Export.
func Entries(a publish.Addresses, editions []domain.Edition) []string {
	out := []string{"/", "/robots.txt", iconPath}
	if a.Base != "" {
		out = append(out, publish.SitemapIndex)
	}
	for _, e := range editions {
		out = append(out, a.Edition(e.ID))
		for _, name := range []string{
			publish.FeedRSS, publish.FeedSummary, publish.FeedAtom, publish.FeedJSON, publish.ManifestName, "worker.js", offlinePage, archivePage,
		} {
			out = append(out, a.Page(e.ID, name))
		}
		if a.Base != "" {
			out = append(out, a.Page(e.ID, publish.SitemapNews))
		}
	}
	return out
}

// serveNoSearch is what stands in a copy in the place of search.
func (s *Site) serveNoSearch(w http.ResponseWriter, r *http.Request, v visit) error {
	p := templates.Problem{Heading: v.text(message.Search), Paragraphs: []string{v.text(message.SearchCopy)}}
	var err error
	if p.Base, err = s.base(r.Context(), v, page{path: s.Addresses.Page(v.edition.ID, searchPage), title: p.Heading, noIndex: true}); err != nil {
		return err
	}
	return write(w, p, true)
}
