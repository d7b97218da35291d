// Package site serves the readers' site: the pages of every edition, its
// files and the pictures that were kept. Nothing on it needs JavaScript to be
// read, and no page makes a request to another host.
package site

import (
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/store"
)

// Config is what a site needs.
type Config struct {
	Store       *store.Store
	Addresses   publish.Addresses
	Title       string           // of the whole site; an edition may have its own
	Contact     string           // mailbox or page for readers and publishers; "" for none
	Zone        *time.Location   // that times are shown in beside their own; nil is UTC
	Hub         string           // address of the WebSub hub that is told of new articles; "" for none
	IndexNowKey string           // that search engines know the site by; "" for none
	Copy        bool             // served to be copied as files: search says that it needs the server
	Log         *slog.Logger     // of failures that readers only see as such; nil for none
	Now         func() time.Time // nil is time.Now
}

// Site serves pages. New makes one.
type Site struct {
	Config
}

// New returns the readers' site. The routes table says what it serves.
func New(c Config) http.Handler {
	if c.Zone == nil {
		c.Zone = time.UTC
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Title == "" {
		c.Title = "Dragoman"
	}
	s := &Site{Config: c}
	return s.secured(s.routes())
}

// policy allows this site's own files and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; " +
	"manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// secured sets the headers that every answer has. Who has seen the site over
// TLS once is told to stay there, if that is where it is meant to be.
func (s *Site) secured(next http.Handler) http.Handler {
	encrypted := strings.HasPrefix(s.Addresses.Base, "https://")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		if encrypted {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}
