package pipeline

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

// reconciled drops all jobs, as a restored backup has none, and reconciles.
func (w *wire) reconciled() {
	w.t.Helper()
	for _, j := range w.waiting() {
		w.done(j)
	}
	if err := errors.Join(w.reconcile(w.t.Context(), reconcileJob{}), w.settle()); err != nil {
		w.t.Fatal(err)
	}
}

// Wherever the jobs were lost, the article is published once.
func TestReconcile(t *testing.T) {
	t.Parallel()
	for _, lost := range []string{"read", "translate", "publish"} {
		t.Run(lost, func(t *testing.T) {
			t.Parallel()
			w := newWire(t)
			w.oneArticle("")
			if err := w.due(t.Context(), dueJob{}); err != nil {
				t.Fatal(err)
			}
			for jobs := w.waiting(); len(jobs) > 0 && jobs[0].kind != lost; jobs = w.waiting() {
				if err := w.run(jobs[0]); err != nil {
					t.Fatal(err)
				}
				w.done(jobs[0])
			}
			if len(w.front()) != 0 {
				t.Fatal("it is published already")
			}
			w.reconciled()
			if len(w.front()) != 1 || len(w.versions(1)) != 1 {
				t.Errorf("readers see %+v", w.front())
			}
			w.engine.taken()
			w.reconciled()
			if len(w.engine.taken()) > 0 || len(w.front()) != 1 {
				t.Error("what is done was done again")
			}
		})
	}
}

// An edition that is new is filled with what is there, and one whose source
// comes out of monitoring with what was translated for editors.
func TestReconcileChangedSource(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	id := w.oneArticle("", func(s *domain.Source) { s.Mode, s.Editions = domain.ModeMonitor, []string{"ru"} })
	w.round()
	w.edition(domain.Edition{ID: "second", Lang: "ru", Title: "Вторая"})
	s := w.source(id)
	s.Mode, s.Editions = domain.ModeExcerpt, []string{"ru", "second"}
	w.write(func(ctx context.Context, tx *store.Tx) error { return tx.SetSource(ctx, s) })
	w.reconciled()
	got, err := w.store.PublishedEditions(t.Context(), 1)
	if err != nil || !slices.Equal(got, []string{"ru", "second"}) {
		t.Errorf("it is published in %q, %v", got, err)
	}
}

func TestSweep(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.oneArticle("")
	w.round()
	version := w.versions(1)[0].ID
	if _, err := w.store.Page(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	keep := func(key string) {
		w.write(func(ctx context.Context, tx *store.Tx) error {
			return tx.PutMedia(ctx, domain.Media{Key: domain.MediaKey(key), Size: domain.MediaSmall, Type: "image/jpeg", Width: 1, Height: 1, Data: []byte{1}}, w.now())
		})
	}
	keep("unused")
	w.pass(29 * 24 * time.Hour)
	keep("new")
	if err := w.sweep(t.Context(), sweepJob{}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.store.Page(t.Context(), version); err != nil {
		t.Error("a page was dropped early")
	}
	w.pass(2 * 24 * time.Hour)
	if err := w.sweep(t.Context(), sweepJob{}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.store.Page(t.Context(), version); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("an old page is kept, %v", err)
	}
	sizes, err := w.store.MediaSizes(t.Context(), []string{domain.MediaKey("unused"), domain.MediaKey("new")})
	if err != nil || len(sizes) != 1 || len(sizes[domain.MediaKey("new")]) != 1 {
		t.Errorf("kept are %+v, %v", sizes, err)
	}
}
