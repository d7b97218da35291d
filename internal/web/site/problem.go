package site

import (
	"net/http"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// goneError says that an article was taken back, and why.
type goneError struct{ reason string }

func (e *goneError) Error() string { return "retracted: " + e.reason }

func (e *goneError) Unwrap() error { return domain.ErrNotFound }

// fail answers with the page for an error. It is the only place where a
// handler's error ends.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, v visit, err error) {
	code := status(err)
	if code == http.StatusInternalServerError {
		s.Log.ErrorContext(r.Context(), "page failed", "path", r.URL.Path, "error", err)
	}
	p := templates.Problem{Status: code}
	if v.edition.ID == "" {
		p.Base = s.bare(r)
	} else if p.Base, err = s.base(r.Context(), v, r.URL.Path, templates.Head{NoIndex: true}); err != nil {
		s.Log.ErrorContext(r.Context(), "page of a failure failed", "path", r.URL.Path, "error", err)
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(code)
	if err := templates.Write(w, p); err != nil {
		s.Log.WarnContext(r.Context(), "page of a failure not sent", "path", r.URL.Path, "error", err)
	}
}

// bare returns what a page has that belongs to no edition, in the language
// that suits the reader's browser best.
func (s *Site) bare(r *http.Request) templates.Base {
	words := message.Accepted(r.Header.Get("Accept-Language"))
	return templates.Base{Head: templates.Head{NoIndex: true}, Words: words, Lang: words.Lang(), Dir: document.Direction(words.Lang()), Brand: s.Title}
}
