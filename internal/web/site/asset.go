package site

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/web/cache"
	"github.com/dragoman-news/dragoman/internal/web/static"
)

// staticFiles serves the site's own files, compressed once for all readers.
func (s *Site) staticFiles() http.Handler {
	var files []cache.File
	for _, f := range static.Files() {
		files = append(files, cache.File{Path: f.Path, Type: f.Type, Data: f.Data})
	}
	return cache.Files(files, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, visit{}, fmt.Errorf("file %q: %w", r.URL.Path, domain.ErrNotFound))
	}))
}

// serveWorker serves the script that keeps what was read, in the scope of its edition.
func (s *Site) serveWorker(w http.ResponseWriter, r *http.Request, _ visit) error {
	f := static.Named("worker.js")
	w.Header().Set("Cache-Control", "no-cache")
	serveBytes(w, r, f.Type, f.Data)
	return nil
}

// serveMedia serves a kept picture, named "KEY-SIZE.jpg" whatever its type is.
func (s *Site) serveMedia(w http.ResponseWriter, r *http.Request) error {
	name, ok := strings.CutSuffix(r.PathValue("file"), ".jpg")
	key, size, cut := strings.Cut(name, "-")
	if !ok || !cut || len(key) != 32 || size != domain.MediaLarge && size != domain.MediaSmall {
		return fmt.Errorf("picture %q: %w", r.PathValue("file"), domain.ErrNotFound)
	}
	m, err := s.Store.Media(r.Context(), key, size)
	if err != nil {
		return err
	}
	if !strings.HasPrefix(m.Type, "image/") || strings.HasPrefix(m.Type, "image/svg") {
		return fmt.Errorf("picture %s has the type %q: %w", key, m.Type, domain.ErrForbidden)
	}
	w.Header().Set("Cache-Control", "public, max-age=604800")
	serveBytes(w, r, m.Type, m.Data)
	return nil
}

// serveBytes answers with data, or a part of it that is asked for.
func serveBytes(w http.ResponseWriter, r *http.Request, kind string, data []byte) {
	w.Header().Set("Content-Type", kind)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}
