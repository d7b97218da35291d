package publish

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

// WriteRobots writes the site's robots.txt: all may be read but what search
// makes, and, where the site has a public address, where its sitemaps are.
func WriteRobots(w io.Writer, a Addresses, editions []domain.Edition) error {
	var b strings.Builder
	b.WriteString("User-agent: *\n")
	for _, e := range editions {
		fmt.Fprintf(&b, "Disallow: %s\n", a.Page(e.ID, "search/"))
	}
	b.WriteString("Allow: /\n")
	if a.Base != "" {
		fmt.Fprintf(&b, "\nSitemap: %s\n", a.Absolute(SitemapIndex))
		for _, e := range editions {
			fmt.Fprintf(&b, "Sitemap: %s\n", a.Absolute(a.Page(e.ID, SitemapNews)))
		}
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write robots.txt: %w", err)
	}
	return nil
}

// Icon is an icon of a web manifest.
type Icon struct {
	Src   string `json:"src"`   // path
	Sizes string `json:"sizes"` // such as "192x192", or "any"
	Type  string `json:"type"`
}

// Manifest is an edition's web manifest (W3C Web Application Manifest).
type Manifest struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	ShortName  string `json:"short_name"`
	Lang       string `json:"lang"`
	Dir        string `json:"dir"`
	StartURL   string `json:"start_url"`
	Scope      string `json:"scope"`
	Display    string `json:"display"`
	Background string `json:"background_color"`
	Theme      string `json:"theme_color"`
	Icons      []Icon `json:"icons"`
}

// ManifestName is the name of the web manifest below its edition.
const ManifestName = "manifest.webmanifest"

// NewManifest returns the manifest of an edition with a title. Its paths belong
// to the site, so that copies keep them.
func NewManifest(a Addresses, e domain.Edition, title string, icons []Icon) Manifest {
	home := a.Edition(e.ID)
	return Manifest{
		ID: home, Name: title, ShortName: cut(title, 24), Lang: e.Lang, Dir: lang.Direction(e.Lang), StartURL: home, Scope: home,
		Display: "minimal-ui", Background: "#ffffff", Theme: "#ffffff", Icons: icons,
	}
}

// Write writes the manifest.
func (m Manifest) Write(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(m); err != nil {
		return fmt.Errorf("write the web manifest: %w", err)
	}
	return nil
}
