package site

import (
	"context"
	"fmt"
	"net/http"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// visit is what the handlers of an edition know of a request besides it.
type visit struct {
	edition domain.Edition // zero where a page belongs to none
	words   message.Messages
}

func (s *Site) visit(e domain.Edition) visit {
	return visit{edition: e, words: message.For(e.Lang)}
}

// brand returns the name that stands above the pages of an edition.
func (s *Site) brand(e domain.Edition) string {
	if e.Title != "" {
		return e.Title
	}
	return s.Title
}

// base returns what the pages of an edition have in common; path is the
// page's own.
func (s *Site) base(ctx context.Context, v visit, path string, head templates.Head) (templates.Base, error) {
	b := templates.Base{Head: head, Words: v.words, Lang: v.edition.Lang, Dir: document.Direction(v.edition.Lang), Brand: s.brand(v.edition)}
	b.Home = s.Addresses.Edition(v.edition.ID)
	b.Canonical = s.Addresses.Absolute(path)
	all, err := s.Store.Editions(ctx)
	if err != nil {
		return b, fmt.Errorf("page %s: %w", path, err)
	}
	for _, e := range all {
		b.Editions = append(b.Editions, templates.Link{Href: s.Addresses.Edition(e.ID), Text: s.brand(e), Lang: e.Lang, Current: e.ID == v.edition.ID})
	}
	return b, nil
}

// write answers with a page.
func write(w http.ResponseWriter, p templates.Page) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return templates.Write(w, p)
}
