package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

// testTally changes translations at random: what is counted must stay what the
// front shows.
func testTally(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same steps every time
	var kept []store.Kept
	var sources []int64
	for i := range 9 {
		source, k := x.story(fmt.Sprint("n", i), now.Add(-time.Duration(i)*time.Hour))
		if i >= 3 { // several of one source
			source = sources[i%3]
			a := article(fmt.Sprint("m", i), "words")
			a.Published = now.Add(-time.Duration(i) * time.Hour)
			k = x.read(store.Reading{Source: source, At: now, Content: a, Addresses: addresses(fmt.Sprint("m", i))})
		}
		sources, kept = append(sources, source), append(kept, k)
	}
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	for step := range 150 {
		n := random.IntN(len(kept))
		x.must(func(tx *store.Tx) error { return change(t.Context(), tx, kept[n], sources[n], step, pick) })
		front, err := s.EditionFront(t.Context(), store.Front{Edition: "ru"})
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]domain.Count{}
		for _, h := range front {
			for _, name := range []string{"section " + h.Section, "source " + h.SourceName} {
				c := want[name]
				c.Name, c.Number = name, c.Number+1
				if h.Time.After(c.Latest) {
					c.Latest = h.Time
				}
				want[name] = c
			}
		}
		got := map[string]domain.Count{}
		inSections, err := s.EditionSections(t.Context(), "ru")
		if err != nil {
			t.Fatal(err)
		}
		inSources, err := s.EditionSources(t.Context(), "ru")
		if err != nil {
			t.Fatal(err)
		}
		for kind, counts := range map[string][]domain.Count{"section ": inSections, "source ": inSources} {
			for _, c := range counts {
				c.ID, c.Name = 0, kind+c.Name
				got[c.Name] = c
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("step %d: %s", step, diff)
		}
	}
}

// change does one of what happens to a translation.
func change(ctx context.Context, tx *store.Tx, k store.Kept, source int64, step int, pick func(...string) string) error {
	src, err := tx.Source(ctx, source)
	if err != nil {
		return err
	}
	switch pick("mode", "section", "retract", "translate", "translate", "translate", "translate", "translate") {
	case "mode":
		src.Mode = domain.SourceMode(pick("full", "monitor"))
		return tx.SetSource(ctx, src)
	case "section":
		src.Section = pick("world", "sport")
		return tx.SetSource(ctx, src)
	case "retract":
		if step%5 == 0 {
			_ = tx.RetractArticle(ctx, k.Article, "", now) // a second time is an error
		}
		return nil
	}
	e := translation(k.Version, fmt.Sprint(step), domain.TranslationStatus(pick("held", "ready", "ready", "ready")))
	e.Rights.Limit = domain.SourceMode(pick("", "", "", "excerpt", "monitor"))
	id, changed, err := tx.PutTranslation(ctx, e)
	if err != nil || !changed || e.Status == domain.StatusHeld || e.Rights.Limit == domain.ModeMonitor || src.Mode == domain.ModeMonitor {
		return err
	}
	_, err = tx.PublishTranslation(ctx, id, now)
	return err
}
