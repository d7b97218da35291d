package app

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/config"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

// A source whose host asked to be left alone isn't said to be polled.
func TestPollOncePutsOff(t *testing.T) {
	t.Parallel()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/feed") {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(site.Close)
	a := open(t, func(c *config.Config) { c.Fetch.Allow = []string{site.Listener.Addr().String()} })
	poll := func(path string) Polled {
		s := domain.Source{Name: path, Address: site.URL + path, Host: "127.0.0.1", Mode: domain.ModeHeadline, Editions: []string{"ru"}, Created: time.Now()}
		err := a.Store.Write(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
			s.ID, err = tx.AddSource(ctx, s)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		polled, err := a.PollOnce(t.Context(), []domain.Source{s}, func(int) {})
		if err != nil {
			t.Fatal(err)
		}
		return polled
	}
	if p := poll("/feed/1"); len(p.Sources) != 1 || p.Sources[0].Poll.Problem == "" || len(p.PutOff) != 0 {
		t.Errorf("the source that was refused: %+v", p)
	}
	p := poll("/feed/2")
	if len(p.Sources) != 0 || len(p.PutOff) != 1 || time.Until(p.PutOff[0].Poll.Next) < 50*time.Minute {
		t.Errorf("the other source of its host: %+v", p)
	}
}
