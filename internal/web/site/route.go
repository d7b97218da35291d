package site

import (
	"errors"
	"net/http"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/web/static"
)

// siteHandler serves something of the site as a whole.
type siteHandler func(s *Site, w http.ResponseWriter, r *http.Request) error

// editionHandler serves something of one edition.
type editionHandler func(s *Site, w http.ResponseWriter, r *http.Request, v visit) error

// siteRoutes are the paths that belong to no edition.
var siteRoutes = map[string]siteHandler{
	"/{$}":          (*Site).serveRoot,
	"/media/{file}": (*Site).serveMedia,

	publish.SitemapIndex: (*Site).serveSitemapIndex,
	"/robots.txt":        (*Site).serveRobots,
	iconPath:             (*Site).serveIcon,
}

// editionRoutes are the paths within an edition, below "/{edition}/".
var editionRoutes = map[string]editionHandler{
	"{$}":                              (*Site).serveFront,
	"latest/{$}":                       (*Site).serveLatest,
	"latest/{page}/{$}":                (*Site).serveLatest,
	"section/{section}/{$}":            (*Site).serveSection,
	"section/{section}/{page}/{$}":     (*Site).serveSection,
	"source/{source}/{$}":              (*Site).serveSource,
	"source/{source}/{page}/{$}":       (*Site).serveSource,
	"story/{story}/{$}":                (*Site).serveStory,
	"article/{article}/{$}":            (*Site).serveArticle,
	"article/{article}/{view}/{$}":     (*Site).serveArticle,
	"archive/{$}":                      (*Site).serveArchive,
	"archive/{year}/{month}/{day}/{$}": (*Site).serveDay,
	"search/{$}":                       (*Site).serveSearch,
	"about/{$}":                        (*Site).serveAbout,
	"how-this-is-made/{$}":             (*Site).serveMethod,
	"offline/{$}":                      (*Site).serveOffline,
	"worker.js":                        (*Site).serveWorker,
	"share/{file}":                     (*Site).serveShare,
	"sitemap/{day}":                    (*Site).serveSitemapDay,
	publish.SitemapPages:               (*Site).serveSitemapPages,
	publish.SitemapNews:                (*Site).serveSitemapNews,
	publish.ManifestName:               (*Site).serveManifest,
}

// routes returns the handler of all paths. What a path names but does not
// exist, and every failure, becomes a page in fail.
func (s *Site) routes() http.Handler {
	editions := http.NewServeMux()
	for pattern, serve := range editionRoutes {
		editions.HandleFunc("GET /{edition}/"+pattern, s.edition(serve))
	}
	for pattern, serve := range feedRoutes() {
		editions.HandleFunc("GET /{edition}/"+pattern, s.edition(serve))
	}
	editions.HandleFunc("/{edition}/", s.edition(notFound))

	all := http.NewServeMux()
	for pattern, serve := range siteRoutes {
		all.HandleFunc("GET "+pattern, func(w http.ResponseWriter, r *http.Request) {
			if err := serve(s, w, r); err != nil {
				s.fail(w, r, visit{}, err)
			}
		})
	}
	if s.IndexNowKey != "" {
		all.HandleFunc("GET /"+s.IndexNowKey+".txt", s.serveIndexNow)
	}
	all.Handle(static.Prefix, s.staticFiles())
	all.Handle("/{edition}/", editions)
	all.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, visit{}, domain.ErrNotFound)
	})
	return all
}

// edition hands a request on with the edition that its path names.
func (s *Site) edition(serve editionHandler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		e, err := s.Store.Edition(r.Context(), r.PathValue("edition"))
		if err != nil {
			s.fail(w, r, visit{}, err)
			return
		}
		v := s.visit(e)
		if err := serve(s, w, r, v); err != nil {
			s.fail(w, r, v, err)
		}
	}
}

func notFound(_ *Site, _ http.ResponseWriter, _ *http.Request, _ visit) error {
	return domain.ErrNotFound
}

// status is the one table from classes of errors to HTTP statuses.
func status(err error) int {
	var gone *goneError
	switch {
	case errors.As(err, &gone):
		return http.StatusGone
	case errors.Is(err, domain.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, domain.ErrInvalid):
		return http.StatusBadRequest
	case errors.Is(err, domain.ErrForbidden):
		return http.StatusForbidden
	}
	return http.StatusInternalServerError
}
