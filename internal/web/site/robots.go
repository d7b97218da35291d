package site

import (
	"bytes"
	"net/http"
	"time"

	"github.com/dragoman-news/dragoman/internal/publish"
)

// serveRobots answers what crawlers ask first.
func (s *Site) serveRobots(w http.ResponseWriter, r *http.Request) error {
	all, err := s.Store.Editions(r.Context())
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := publish.WriteRobots(&b, s.Addresses, all); err != nil {
		return err
	}
	answer(w, r, "text/plain; charset=utf-8", time.Time{}, b.Bytes())
	return nil
}

// serveManifest is an edition's web manifest.
func (s *Site) serveManifest(w http.ResponseWriter, r *http.Request, v visit) error {
	var b bytes.Buffer
	icons := []publish.Icon{{Src: iconPath, Sizes: "512x512", Type: "image/png"}}
	if err := publish.NewManifest(s.Addresses, v.edition, s.brand(v.edition), icons).Write(&b); err != nil {
		return err
	}
	answer(w, r, "application/manifest+json", time.Time{}, b.Bytes())
	return nil
}

// serveIndexNow proves to search engines that who told them of new pages may
// speak for the site: the key is in a file that is named by it (IndexNow,
// "Verify ownership via the key file").
func (s *Site) serveIndexNow(w http.ResponseWriter, r *http.Request) {
	answer(w, r, "text/plain; charset=utf-8", time.Time{}, []byte(s.IndexNowKey))
}
