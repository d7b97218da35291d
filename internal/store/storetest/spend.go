package storetest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

var errCap = errors.New("beyond the cap")

// upTo allows reservations of micros while a day's sum stays within limit.
func upTo(limit, micros int64) func(day, month store.Spent) error {
	return func(day, _ store.Spent) error {
		if day.Micros+micros > limit {
			return errCap
		}
		return nil
	}
}

func free(store.Spent, store.Spent) error { return nil }

func testSpend(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	day := time.Date(2026, 11, 30, 23, 59, 0, 0, time.UTC)
	reserve := func(r store.Reservation, allow func(day, month store.Spent) error) (id int64, err error) {
		t.Helper()
		err = s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			id, err = tx.ReserveSpend(ctx, r, allow)
			return err
		})
		return id, err
	}
	settle := func(id, characters, micros int64) {
		t.Helper()
		x.must(func(tx *store.Tx) error {
			return tx.SettleSpend(t.Context(), id, store.Spent{Characters: characters, Micros: micros})
		})
	}
	spent := func(at time.Time, wantDay, wantMonth store.Spent) {
		t.Helper()
		gotDay, gotMonth, err := s.Spent(t.Context(), "deepl", at)
		if err != nil || gotDay != wantDay || gotMonth != wantMonth {
			t.Errorf("%s: %+v, %+v, %v; want %+v, %+v", at, gotDay, gotMonth, err, wantDay, wantMonth)
		}
	}
	one := store.Reservation{Engine: "deepl", Source: 7, Characters: 100, Micros: 2500, At: day}
	first, err := reserve(one, free)
	if err != nil {
		t.Fatal(err)
	}
	spent(day, store.Spent{Characters: 100, Micros: 2500}, store.Spent{Characters: 100, Micros: 2500})
	if _, err := reserve(one, upTo(4999, 2500)); !errors.Is(err, errCap) {
		t.Errorf("beyond a cap: %v", err)
	}
	second, err := reserve(one, upTo(5000, 2500))
	if err != nil {
		t.Fatal(err)
	}
	settle(first, 100, 2500)
	settle(first, 100, 2500) // again: nothing
	settle(second, 0, 0)
	spent(day, store.Spent{Characters: 100, Micros: 2500}, store.Spent{Characters: 100, Micros: 2500})
	spent(day.Add(-24*time.Hour), store.Spent{}, store.Spent{Characters: 100, Micros: 2500})
	spent(day.Add(time.Minute), store.Spent{}, store.Spent{}) // the next month

	// A reservation that a dead process left counts in full, on its own day.
	left, err := reserve(store.Reservation{Engine: "deepl", Characters: 10, Micros: 250, At: day}, free)
	if err != nil {
		t.Fatal(err)
	}
	x.must(func(tx *store.Tx) error {
		n, err := tx.SettleSpendBefore(t.Context(), day)
		if err == nil && n != 0 {
			t.Errorf("%d reservations of before", n)
		}
		return err
	})
	x.must(func(tx *store.Tx) error {
		n, err := tx.SettleSpendBefore(t.Context(), day.Add(time.Hour))
		if err == nil && n != 1 {
			t.Errorf("%d reservations were left, want 1", n)
		}
		return err
	})
	settle(left, 0, 0) // its process lives after all
	got, err := s.Spending(t.Context(), day.Add(-48*time.Hour), day)
	if err != nil {
		t.Fatal(err)
	}
	midnight := time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)
	want := []store.Spend{
		{Engine: "deepl", Day: midnight, Characters: 10, Requests: 1, Micros: 250},
		{Engine: "deepl", Day: midnight, Source: 7, Characters: 100, Requests: 2, Micros: 2500},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []store.Reservation{{}, {Engine: "deepl", Characters: -1}, {Engine: "deepl", Micros: -1}} {
		if _, err := reserve(bad, free); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// testSpendAtOnce holds that a cap is never crossed, whoever reserves when.
func testSpendAtOnce(t *testing.T, s *store.Store) {
	const most, each, workers, rounds = 1000, 30, 8, 12
	var group sync.WaitGroup
	var mu sync.Mutex
	allowed := 0
	for worker := range workers {
		group.Go(func() {
			for round := range rounds {
				var id int64
				err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
					id, err = tx.ReserveSpend(ctx, store.Reservation{Engine: "azure", Source: int64(worker), Characters: each, Micros: each, At: now}, upTo(most, each))
					return err
				})
				if errors.Is(err, errCap) {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				allowed++
				mu.Unlock()
				if round%3 == 0 {
					continue // never settled
				}
				err = s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
					return tx.SettleSpend(ctx, id, store.Spent{Characters: each, Micros: each})
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	day, _, err := s.Spent(t.Context(), "azure", now)
	if err != nil || day.Micros > most || allowed != most/each || day.Micros != int64(allowed*each) {
		t.Errorf("%d reservations of %d, in all %d of %d: %v", allowed, each, day.Micros, most, err)
	}
}

func testOutputs(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	put := func(at time.Time, outputs map[string][]byte) {
		x.must(func(tx *store.Tx) error { return tx.PutOutputs(t.Context(), outputs, at) })
	}
	put(now, map[string][]byte{"a": []byte("1"), "b": []byte("2")})
	put(now.Add(time.Hour), map[string][]byte{"b": []byte("3"), "c": {0, 0xff}})
	keys := []string{"a", "b", "c", "d"}
	for range 2000 {
		keys = append(keys, "z")
	}
	get := func(since time.Time) map[string][]byte {
		t.Helper()
		got, err := s.Outputs(t.Context(), keys, since)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if diff := cmp.Diff(map[string][]byte{"a": []byte("1"), "b": []byte("3"), "c": {0, 0xff}}, get(now)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string][]byte{"b": []byte("3"), "c": {0, 0xff}}, get(now.Add(time.Minute))); diff != "" {
		t.Error(diff)
	}
	var dropped int64
	x.must(func(tx *store.Tx) (err error) {
		dropped, err = tx.DropOutputs(t.Context(), now.Add(2*time.Hour), 2)
		return err
	})
	if got := get(time.Time{}); dropped != 2 || len(got) != 1 || got["a"] != nil {
		t.Errorf("%d dropped, left %v", dropped, got)
	}
}
