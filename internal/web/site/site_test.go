package site_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/store/storetest"
	"github.com/dragoman-news/dragoman/internal/web/site"
)

func TestRoot(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, filepath.Join(t.TempDir(), "site.db"))
	h := site.New(site.Config{Store: s})
	get := func(path, accept string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		r.Header.Set("Accept-Language", accept)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	put := func(id, lang string) {
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return tx.PutEdition(ctx, domain.Edition{ID: id, Lang: lang, Title: "Edition " + id})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	put("ru", "ru")
	if w := get("/", "ar"); w.Code != http.StatusFound || w.Header().Get("Location") != "/ru/" {
		t.Errorf("one edition: %d %s", w.Code, w.Header().Get("Location"))
	}
	put("ar", "ar-EG")
	for accept, want := range map[string]string{"ar": "/ar/", "fr, ru;q=0.5": "/ru/", "ja": "", "": "", "ru;q=0, ar;q=0.1": "/ar/"} {
		if w := get("/", accept); w.Header().Get("Location") != want || want == "" && w.Code != http.StatusOK {
			t.Errorf("%q leads to %q (%d), want %q", accept, w.Header().Get("Location"), w.Code, want)
		}
	}
	for path, want := range map[string]int{"/ru/": 200, "/ru": 307, "/nothing/": 404, "/ru/nothing": 404} {
		if w := get(path, ""); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
}
