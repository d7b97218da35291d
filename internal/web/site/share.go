package site

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/publish/share"
)

// iconPath is the site's icon for feeds and home screens, iconSize its width and
// height in pixels.
const (
	iconPath = "/icon.png"
	iconSize = 512
)

func (s *Site) serveIcon(w http.ResponseWriter, r *http.Request) error {
	var b bytes.Buffer
	if err := share.DrawIcon(&b, s.Title, iconSize); err != nil {
		return err
	}
	answer(w, r, "image/png", time.Time{}, b.Bytes())
	return nil
}

// serveShare draws the picture that stands for an article where somebody posts
// a link to it.
func (s *Site) serveShare(w http.ResponseWriter, r *http.Request, v visit) error {
	number, isPNG := strings.CutSuffix(r.PathValue("file"), ".png")
	id, ok := publish.ParseNumbered(number)
	if !ok || !isPNG {
		return fmt.Errorf("share image %q: %w", r.PathValue("file"), domain.ErrNotFound)
	}
	p, err := s.piece(r.Context(), v, id)
	if err != nil {
		return err
	}
	var host string
	if u, err := url.Parse(s.Addresses.Base); err == nil {
		host = u.Host
	}
	card := share.Card{
		Lang: v.edition.Lang, Brand: s.brand(v.edition), Title: line(publish.Title(p.edited.Content)),
		Source: line(p.source.Name), Note: label(v, p), Host: host,
	}
	var b bytes.Buffer
	if err := share.Draw(&b, card); err != nil {
		return err
	}
	answer(w, r, "image/png", p.edited.Published, b.Bytes())
	return nil
}
