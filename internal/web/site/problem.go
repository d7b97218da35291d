package site

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/web/static"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// goneError says that an article was taken back, and why.
type goneError struct{ reason string }

func (e *goneError) Error() string { return "retracted: " + e.reason }

func (e *goneError) Unwrap() error { return domain.ErrNotFound }

// problems are the headings and explanations of statuses.
var problems = map[int][2]message.Key{
	http.StatusNotFound:            {message.NotFound, message.NotFoundHelp},
	http.StatusGone:                {message.Gone, message.GoneHelp},
	http.StatusBadRequest:          {message.BadRequest, message.BadRequestHelp},
	http.StatusForbidden:           {message.NotFound, message.NotFoundHelp},
	http.StatusInternalServerError: {message.Failed, message.FailedHelp},
}

// fail answers with the page for an error. It is the only place where a
// handler's error ends.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, v visit, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		return // nobody is there to read it
	}
	code := status(err)
	if code == http.StatusInternalServerError {
		s.Log.ErrorContext(r.Context(), "page failed", "path", r.URL.Path, "error", err)
	}
	p := templates.Problem{Number: strconv.Itoa(code)}
	if gone, ok := errors.AsType[*goneError](err); ok {
		p.Reason = line(gone.reason)
	}
	if v.edition.ID == "" {
		p.Base = s.bare(r)
	} else if p.Base, err = s.base(r.Context(), v, page{noIndex: true}); err != nil { // the store may be what fails
		p.Base = s.bare(r)
	}
	said := problems[code]
	p.Heading, p.Title, p.Canonical, p.Share = p.Words.Text(said[0]), p.Words.Text(said[0]), "", nil
	p.Paragraphs = []string{p.Words.Text(said[1])}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("X-Robots-Tag", "noindex")
	w.WriteHeader(code)
	if r.Method == http.MethodHead {
		return
	}
	if err := templates.Write(w, p); err != nil {
		s.Log.WarnContext(r.Context(), "page of a failure not sent", "path", r.URL.Path, "error", err)
	}
}

// serveOffline is what readers see where there is no network. Their browser
// has kept it since their first visit.
func (s *Site) serveOffline(w http.ResponseWriter, r *http.Request, v visit) error {
	p := templates.Problem{Heading: v.text(message.Offline), Paragraphs: []string{v.text(message.OfflineHelp)}}
	var err error
	if p.Base, err = s.base(r.Context(), v, page{path: s.Addresses.Page(v.edition.ID, offlinePage), title: p.Heading, noIndex: true}); err != nil {
		return err
	}
	return write(w, p, true)
}

// bare returns what a page has that belongs to no edition, in the language
// that suits the reader's browser best.
func (s *Site) bare(r *http.Request) templates.Base {
	words := message.Accepted(r.Header.Get("Accept-Language"))
	return templates.Base{
		Head: templates.Head{NoIndex: true}, Words: words, Lang: words.Lang(), Dir: document.Direction(words.Lang()), Brand: s.Title,
		Style: static.Named("style.css").Path, Offline: static.Named("offline.js").Path,
	}
}
