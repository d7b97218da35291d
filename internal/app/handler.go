package app

import (
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/web/site"
)

// siteHandler returns what readers, hubs and load balancers ask.
func (a *App) siteHandler(wire *Wire, h *health) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", h.serveAlive)
	mux.HandleFunc("GET /readyz", h.serveReady)
	mux.Handle(a.Addresses.Callback("")+"{token}", wire.WebSub())
	mux.Handle("/", a.pages)
	return a.observed(mux)
}

// site returns the readers' site with its pages at addresses, to be served or
// to be copied as files.
func (a *App) site(at publish.Addresses, copied bool) http.Handler {
	c := a.Config.Site
	return site.New(site.Config{
		Store: a.Store, Addresses: at, Title: c.Title, Contact: c.Contact, Zone: c.Location(), Hub: c.Hub, IndexNowKey: c.IndexNowKey, Copy: copied, Log: a.log,
	})
}

// adminHandler returns what operators ask.
func (a *App) adminHandler(h *health) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", h.serveAlive)
	mux.HandleFunc("GET /readyz", h.serveReady)
	mux.Handle("GET /metrics", promhttp.HandlerFor(a.metrics.registry, promhttp.HandlerOpts{Registry: a.metrics.registry}))
	return mux
}

// observed counts and logs requests.
func (a *App) observed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r)
		took := time.Since(start)
		a.metrics.requestDone(routeClass(r.URL.Path), seen.status, took)
		a.log.LogAttrs(r.Context(), slog.LevelDebug, "request", slog.String("method", r.Method), slog.String("path", r.URL.Path),
			slog.Int("status", seen.status), slog.Int64("bytes", seen.bytes), slog.Duration("took", took), slog.String("from", r.RemoteAddr))
	})
}

// statusWriter remembers what was answered.
type statusWriter struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader implements http.ResponseWriter.
func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w *statusWriter) Write(data []byte) (int, error) {
	n, err := w.ResponseWriter.Write(data)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// classes are the parts of addresses after the edition that are told apart.
var classes = map[string]bool{
	"latest": true, "section": true, "source": true, "story": true, "article": true, "archive": true, "search": true, "share": true,
	"about": true, "how-this-is-made": true,
}

// routeClass names the kind of page at a path: few names, whatever is asked.
func routeClass(path string) string {
	first, rest, below := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch {
	case path == "/":
		return "root"
	case first == "static" || first == "media" || first == "websub":
		return first
	case first == "healthz" || first == "readyz":
		return "health"
	case !below:
		return "file" // robots.txt and the like
	case rest == "":
		return "front"
	}
	second, _, below := strings.Cut(rest, "/")
	switch {
	case classes[second]:
		return second
	case !below && strings.Contains(second, "."):
		return "file" // feeds, sitemaps, manifests
	default:
		return "other"
	}
}
