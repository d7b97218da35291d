package pipeline

import (
	"context"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/memory"
	"github.com/dragoman-news/dragoman/internal/store"
)

// What a person approved elsewhere serves here, with other numbers too, and no
// engine is asked.
func TestMemoryServes(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	pair := domain.MemoryPair{From: "en", To: "ru", Source: "About 1,500 people signed it.", Target: "Его подписали около 1 500 человек.", Author: "Anna", At: w.now()}
	w.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.PutMemory(ctx, pair, memory.KeysOf(pair.Source, pair.From, pair.To))
	})
	text := sentences(0)
	text[3] = "About 2,700 people signed it."
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", text...)})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"})
	w.follow("/feed")
	w.round()
	for _, asked := range w.engine.taken() {
		if strings.Contains(asked, "people signed") {
			t.Errorf("the engine was asked for %q", asked)
		}
	}
	e := w.made("ru")
	found := false
	for _, x := range e.Content.Article.Document.Texts() {
		found = found || strings.Contains(x.Text, "Его подписали около 2 700 человек.")
	}
	if !found {
		t.Errorf("%+v", e.Content.Article.Document)
	}
}

// A finding that a person dismissed holds nothing again.
func TestDismissedFinding(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.edition(domain.Edition{ID: "ru", Lang: "ru", Title: "Вести", Settings: map[string]string{SettingGate: GateHold}})
	text := sentences(0)
	text[3] = "The fee of 4,815 euros was paid by 162 members, and 342 others refused to pay." // the engine loses numbers
	w.engine.set(func(e *engine) { e.lossy = true })
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", text...)})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"})
	w.follow("/feed")
	w.round()
	e := w.made("ru")
	if e.Status != domain.StatusHeld {
		t.Fatalf("the translation is %s", e.Status)
	}
	version, err := w.store.Version(t.Context(), e.Version)
	if err != nil {
		t.Fatal(err)
	}
	dismissed := 0
	for _, d := range memory.Dismissals(version.Content, e, "Anna", w.now()) {
		if d.Finding.Severity == domain.SeverityBlock {
			dismissed++
			w.write(func(ctx context.Context, tx *store.Tx) error { return tx.PutDismissal(ctx, d.Dismissal) })
		}
	}
	if dismissed == 0 {
		t.Fatal("nothing to dismiss")
	}
	if err := w.translate(t.Context(), Translate{Version: e.Version, Edition: "ru", Again: 1}); err != nil {
		t.Fatal(err)
	}
	if err := w.settle(); err != nil {
		t.Fatal(err)
	}
	if again := w.made("ru"); again.Status != domain.StatusPublished {
		t.Errorf("the translation is %s: %s", again.Status, again.Reason)
	}
}
