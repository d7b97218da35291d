package publish_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/publish"
)

const key = "0f3c5a7e9b1d2f4a6c8e0b3d5f7a9c1e"

// world is a hub and a search engine that refuse what breaks their contracts.
type world struct {
	*httptest.Server
	t      *testing.T
	status int // that they answer with instead of success; 0 for none
	topics []string
	pages  []string
	posts  int
}

func newWorld(t *testing.T) *world {
	w := &world{t: t}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /hub", w.hub)
	mux.HandleFunc("POST /indexnow", w.indexNow)
	w.Server = httptest.NewServer(mux)
	t.Cleanup(w.Close)
	return w
}

func (w *world) hub(rw http.ResponseWriter, r *http.Request) {
	if w.status != 0 {
		http.Error(rw, "not now", w.status)
		return
	}
	if err := r.ParseForm(); err != nil || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" || r.PostForm.Get("hub.mode") != "publish" || len(r.PostForm["hub.url"]) == 0 {
		http.Error(rw, "hub.mode and hub.url are required", http.StatusBadRequest)
		return
	}
	w.topics = append(w.topics, r.PostForm["hub.url"]...)
	rw.WriteHeader(http.StatusNoContent)
}

func (w *world) indexNow(rw http.ResponseWriter, r *http.Request) {
	if w.status != 0 {
		http.Error(rw, "not now", w.status)
		return
	}
	var said struct {
		Host, Key, KeyLocation string
		URLList                []string
	}
	body, err := io.ReadAll(r.Body)
	switch {
	case err != nil || json.Unmarshal(body, &said) != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json"):
		http.Error(rw, "bad request", http.StatusBadRequest)
	case said.Key != key || said.KeyLocation != "https://news.example.org/"+key+".txt":
		http.Error(rw, "key not valid", http.StatusForbidden)
	case len(said.URLList) == 0 || len(said.URLList) > 10_000 || said.Host != "news.example.org" ||
		slices.ContainsFunc(said.URLList, func(u string) bool { return !strings.HasPrefix(u, "https://news.example.org/") }):
		http.Error(rw, "addresses don't belong to the host", http.StatusUnprocessableEntity)
	default:
		w.pages = append(w.pages, said.URLList...)
		w.posts++
		rw.WriteHeader(http.StatusAccepted)
	}
}

func (w *world) announcer() publish.Announcer {
	return publish.Announcer{Addresses: addresses, Hub: w.URL + "/hub", IndexNow: w.URL + "/indexnow", Key: key, HTTP: w.Client()}
}

func TestAnnounce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var pages []string
	for i := range 10_001 {
		pages = append(pages, fmt.Sprintf("https://news.example.org/ru/article/%d/", i))
	}
	if err := w.announcer().Announce(t.Context(), "ru", pages); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(w.pages, pages) || w.posts != 2 {
		t.Errorf("%d pages in %d requests", len(w.pages), w.posts)
	}
	want := []string{"https://news.example.org/ru/feed.xml", "https://news.example.org/ru/summary.xml", "https://news.example.org/ru/atom.xml", "https://news.example.org/ru/feed.json"}
	if !slices.Equal(w.topics, want) {
		t.Errorf("topics %v", w.topics)
	}
	if err := w.announcer().Announce(t.Context(), "ru", nil); err != nil || w.posts != 2 || len(w.topics) != 8 {
		t.Errorf("without pages for search engines: %v, %d requests, %d topics", err, w.posts, len(w.topics))
	}
	if err := (publish.Announcer{}).Announce(t.Context(), "ru", pages); err != nil {
		t.Errorf("nobody to tell: %v", err)
	}
}

func TestAnnounceRefused(t *testing.T) {
	t.Parallel()
	pages := []string{"https://news.example.org/ru/article/1/"}
	for status, class := range map[int]string{429: "rate limited", 403: "permanent failure", 422: "permanent failure", 408: "", 500: "", 503: ""} {
		w := newWorld(t)
		w.status = status
		err := w.announcer().Announce(t.Context(), "ru", pages)
		if err == nil || !strings.Contains(err.Error(), "not now") || !strings.Contains(err.Error(), "hub") || !strings.Contains(err.Error(), "search engines") {
			t.Errorf("%d: %v", status, err)
		}
		for _, c := range []error{domain.ErrRateLimited, domain.ErrPermanent} {
			if errors.Is(err, c) != (c.Error() == class) {
				t.Errorf("%d: %v, want the class %q", status, err, class)
			}
		}
	}
	w := newWorld(t)
	stranger := w.announcer()
	stranger.Key = "other"
	if err := stranger.Announce(t.Context(), "ru", pages); !errors.Is(err, domain.ErrPermanent) {
		t.Errorf("a wrong key: %v", err)
	}
	homeless := w.announcer()
	homeless.Addresses.Base = ""
	if err := homeless.Announce(t.Context(), "ru", pages); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("no base: %v", err)
	}
	w.Close()
	if err := w.announcer().Announce(t.Context(), "ru", pages); err == nil || errors.Is(err, domain.ErrPermanent) {
		t.Errorf("nobody there: %v", err)
	}
}
