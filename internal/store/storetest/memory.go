package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

func testMemory(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	ctx := t.Context()
	put := func(source, target, edition string, at time.Time, k domain.MemoryKeys) {
		t.Helper()
		x.must(func(tx *store.Tx) error {
			return tx.PutMemory(t.Context(), domain.MemoryPair{From: "en", To: "ru", Source: source, Target: target, Edition: edition, Author: "Anna", Origin: "x", At: at}, k)
		})
	}
	targets := func(pairs []domain.MemoryPair, err error) (out []string) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pairs {
			out = append(out, p.Target)
		}
		return out
	}
	same := func(what string, got []string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	five := domain.MemoryKeys{Exact: "five", Skeleton: "n", Words: []int64{1, 2, -3}}
	seven := domain.MemoryKeys{Exact: "seven", Skeleton: "n", Words: []int64{1, 2, -3}}
	put("five", "пять", "", now, five)
	put("five", "пять!", "ru", now.Add(time.Hour), five)
	put("five", "старое", "", now.Add(-time.Hour), five) // later kept than made
	put("other", "иное", "de", now, five)
	put("other", "другое", "", now, domain.MemoryKeys{Exact: "other", Skeleton: "o", Words: []int64{1, 9}})

	same("exact", targets(s.MemoryExact(ctx, "ru", five)), "пять!", "пять")
	same("but for numbers", targets(s.MemoryExact(ctx, "", seven)), "пять")
	same("nothing", targets(s.MemoryExact(ctx, "ru", domain.MemoryKeys{Exact: "?", Skeleton: "?"})))
	same("alike", targets(s.MemoryAlike(ctx, "", domain.MemoryKeys{Words: []int64{2, 1, 7}}, 5)), "пять", "другое")
	same("the most alike", targets(s.MemoryAlike(ctx, "", domain.MemoryKeys{Words: []int64{9}}, 1)), "другое")
	same("without words", targets(s.MemoryAlike(ctx, "ru", domain.MemoryKeys{}, 5)))

	six := domain.MemoryKeys{Exact: "six", Skeleton: "n"}
	put("six", "шесть", "", now.Add(2*time.Hour), six)
	same("the same before later ones", targets(s.MemoryExact(ctx, "ru", five)), "пять!", "пять", "шесть")
	x.must(func(tx *store.Tx) error {
		all, err := tx.MemoryExact(ctx, "", six)
		if err != nil {
			return err
		}
		return tx.DropMemory(ctx, all[0].ID)
	})

	put("five", "Пять", "", now.Add(time.Minute), five)
	all, err := s.Memory(ctx, store.MemoryFilter{From: "en", To: "ru"})
	same("all", targets(all, err), "Пять", "пять!", "иное", "другое")
	same("a page", targets(s.Memory(ctx, store.MemoryFilter{After: all[1].ID, Limit: 1})), "иное")
	same("an edition's", targets(s.Memory(ctx, store.MemoryFilter{Edition: "de"})), "иное")
	if p := all[0]; p.Author != "Anna" || p.Origin != "x" || !p.At.Equal(now.Add(time.Minute)) || p.Source != "five" {
		t.Errorf("%+v", p)
	}

	x.must(func(tx *store.Tx) error { return tx.DropMemory(ctx, all[0].ID) })
	same("after forgetting", targets(s.MemoryExact(ctx, "", five)))
	same("its words, too", targets(s.MemoryAlike(ctx, "", five, 5)), "другое")
	if err := x.write(func(tx *store.Tx) error { return tx.DropMemory(ctx, all[0].ID) }); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("forgetting twice: %v", err)
	}
	for name, p := range map[string]domain.MemoryPair{
		"no text":     {From: "en", To: "ru", Source: "x"},
		"no language": {From: "en", Source: "x", Target: "y"},
	} {
		if err := x.write(func(tx *store.Tx) error { return tx.PutMemory(ctx, p, five) }); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func testDismissal(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	ctx := t.Context()
	d := domain.Dismissal{Key: "k1", Edition: "ru", Rule: "quotes", Source: "a", Target: "b", By: "Anna", At: now}
	later := d
	later.By, later.At = "Boris", now.Add(time.Hour)
	x.must(func(tx *store.Tx) error { return tx.PutDismissal(ctx, d) })
	x.must(func(tx *store.Tx) error { return tx.PutDismissal(ctx, later) }) // the first stays
	got, err := s.Dismissals(ctx, "ru", 10)
	if diff := cmp.Diff([]domain.Dismissal{d}, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	found, err := s.Dismissed(ctx, "ru", []string{"k1", "k2"})
	if diff := cmp.Diff(map[string]bool{"k1": true}, found); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if found, err = s.Dismissed(ctx, "ar", []string{"k1"}); len(found) != 0 || err != nil {
		t.Errorf("another edition: %v, %v", found, err)
	}
	x.must(func(tx *store.Tx) error { return tx.DropDismissal(ctx, "ru", "k1") })
	if err := x.write(func(tx *store.Tx) error { return tx.DropDismissal(ctx, "ru", "k1") }); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("taking back twice: %v", err)
	}
	if err := x.write(func(tx *store.Tx) error { return tx.PutDismissal(ctx, domain.Dismissal{Key: "k"}) }); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("a dismissal by nobody: %v", err)
	}
}
