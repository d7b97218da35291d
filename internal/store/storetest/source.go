package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

func testTransaction(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	oops := errors.New("oops")
	err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.AddSource(ctx, sourceOf("undone")); err != nil {
			return err
		}
		all, err := tx.Sources(ctx)
		if err != nil || len(all) != 1 {
			t.Errorf("a transaction sees %d of its own sources, %v", len(all), err)
		}
		return oops
	})
	if !errors.Is(err, oops) {
		t.Errorf("Write returned %v", err)
	}
	err = s.Write(t.Context(), func(ctx context.Context, _ *store.Tx) error {
		return s.Write(ctx, func(context.Context, *store.Tx) error { return nil })
	})
	if !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("a Write inside a Write returned %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.AddSource(ctx, sourceOf("cancelled"))
		cancel()
		return err
	})
	if err == nil {
		t.Error("a transaction whose context ended was kept")
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("a panic was swallowed")
			}
		}()
		_ = s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			_, _ = tx.AddSource(ctx, sourceOf("panicked"))
			panic("oops")
		})
	}()
	x.source(sourceOf("kept")) // the connection is free again
	all, err := s.Sources(t.Context())
	if err != nil || len(all) != 1 || all[0].Name != "kept" {
		t.Errorf("after undone transactions there are %v, %v", all, err)
	}
}

// testWriteStopped ends the contexts of writers at all moments. Each says so,
// nothing of them is kept by halves, and the store works on.
func testWriteStopped(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			for n := range 50 {
				name := fmt.Sprint(w, "-", n)
				ctx, stop := context.WithTimeout(t.Context(), time.Duration(n*40)*time.Microsecond)
				err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
					_, err := tx.AddSource(ctx, sourceOf(name))
					return errors.Join(err, tx.PutSetting(ctx, name, "", now))
				})
				if err != nil && !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("a writer whose time is up says %v", err)
				}
				stop()
			}
		})
	}
	writers.Wait()
	all, err := s.Sources(t.Context())
	if err != nil {
		t.Error(err)
	}
	for _, source := range all {
		if _, err := s.Setting(t.Context(), source.Name); err != nil {
			t.Errorf("%s was kept by halves: %v", source.Name, err)
		}
	}
	x.source(sourceOf("next"))
}

func testSource(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	want := domain.Source{
		Name: "Вести", Address: "https://example.org/feed", Host: "example.org", Kind: "rss", Selector: "main a", Lang: "ru", Section: "world",
		Editions: []string{"ru", "ar"}, Mode: domain.ModeExcerpt, Licence: "by permission", Engine: "bergamot", Include: []string{"port"},
		Exclude: []string{"/^live:/"}, MinEvery: 5 * time.Minute, MaxEvery: time.Hour, Created: now,
		Poll: domain.Poll{Next: now.Add(time.Minute), Health: "new"},
	}
	want.ID = x.source(want)
	compare := func() {
		t.Helper()
		got, err := s.Source(t.Context(), want.ID)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(err, diff)
		}
	}
	compare()
	want.Poll = domain.Poll{
		State: domain.PollState{Interval: 7 * time.Minute, Failures: 2, FailingFrom: now, LastSuccess: now, LastChange: now, Unchanged: 3},
		ETag:  `W/"1"`, LastModified: "Wed, 04 Mar 2026 05:06:07 GMT", Next: now.Add(time.Hour), Health: "failing", Problem: "404",
	}
	x.must(func(tx *store.Tx) error { return tx.PutPoll(t.Context(), want.ID, want.Poll) })
	compare()
	want.Name, want.Address, want.Mode, want.Paused, want.Editions = "News", "https://example.org/atom", domain.ModeMonitor, true, nil
	x.must(func(tx *store.Tx) error {
		changed := want
		changed.Poll, changed.Created = domain.Poll{}, time.Time{}
		return tx.SetSource(t.Context(), changed)
	})
	compare()
	x.must(func(tx *store.Tx) error {
		_, err := tx.PutItems(t.Context(), want.ID, []domain.Item{{Key: "k"}}, now)
		return err
	})
	x.must(func(tx *store.Tx) error { return tx.RemoveSource(t.Context(), want.ID) })
	if _, err := s.Source(t.Context(), want.ID); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("a removed source: %v", err)
	}
}

func testSourceRefused(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	id, _ := x.story("one", now)
	other := x.source(sourceOf("other"))
	bad := sourceOf("bad")
	bad.Mode = "all"
	moved, _ := s.Source(t.Context(), other)
	moved.Address = sourceOf("one").Address
	gone := sourceOf("gone")
	gone.ID = 999
	for name, test := range map[string]struct {
		write func(tx *store.Tx) error
		want  error
	}{
		"followed already":     {func(tx *store.Tx) error { _, err := tx.AddSource(t.Context(), sourceOf("one")); return err }, domain.ErrInvalid},
		"unknown mode":         {func(tx *store.Tx) error { _, err := tx.AddSource(t.Context(), bad); return err }, domain.ErrInvalid},
		"another's address":    {func(tx *store.Tx) error { return tx.SetSource(t.Context(), moved) }, domain.ErrInvalid},
		"change of no source":  {func(tx *store.Tx) error { return tx.SetSource(t.Context(), gone) }, domain.ErrNotFound},
		"poll of no source":    {func(tx *store.Tx) error { return tx.PutPoll(t.Context(), 999, domain.Poll{}) }, domain.ErrNotFound},
		"removal of no source": {func(tx *store.Tx) error { return tx.RemoveSource(t.Context(), 999) }, domain.ErrNotFound},
		"removal of a named":   {func(tx *store.Tx) error { return tx.RemoveSource(t.Context(), id) }, domain.ErrInvalid},
		"items of no source": {func(tx *store.Tx) error {
			_, err := tx.PutItems(t.Context(), 999, []domain.Item{{}}, now)
			return err
		}, domain.ErrInvalid},
	} {
		if err := x.write(test.write); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
	}
}

// due claims and returns the names.
func (x fixture) due(c store.Claim) (names []string) {
	x.Helper()
	x.must(func(tx *store.Tx) error {
		claimed, err := tx.SourceDue(x.Context(), c)
		for _, s := range claimed {
			names = append(names, s.Name)
		}
		return err
	})
	return names
}

func testSourceDue(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	add := func(name, host string, next time.Duration, paused bool) int64 {
		src := source(name, "https://"+host+"/"+name, host)
		src.Poll.Next, src.Paused = now.Add(next), paused
		return x.source(src)
	}
	a1 := add("a1", "a", -5*time.Minute, false)
	add("a2", "a", -4*time.Minute, false)
	add("a3", "a", -3*time.Minute, false)
	add("b1", "b", -6*time.Minute, false)
	add("b2", "b", 0, false)
	add("later", "c", time.Microsecond, false)
	add("paused", "d", -time.Hour, true)
	claim := store.Claim{Now: now, Lease: time.Minute, PerHost: 2, Limit: 3}
	steps := []struct {
		what string
		do   func()
		want []string
	}{
		{"the longest overdue, two a host", func() {}, []string{"b1", "a1", "a2"}},
		{"a has two claimed", func() {}, []string{"b2"}},
		{"all are claimed", func() {}, nil},
		{"a1 was polled", func() {
			x.must(func(tx *store.Tx) error {
				return tx.PutPoll(t.Context(), a1, domain.Poll{Next: now.Add(time.Hour)})
			})
		}, []string{"a3"}},
		{"the leases have ended", func() { claim.Now = now.Add(time.Minute); claim.Limit = 0 }, []string{"b1", "a2", "a3", "b2", "later"}},
	}
	for _, step := range steps {
		step.do()
		if diff := cmp.Diff(step.want, x.due(claim)); diff != "" {
			t.Errorf("%s: %s", step.what, diff)
		}
	}
}

// testSourceDueAtOnce has several schedulers claim at the same time.
func testSourceDueAtOnce(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	const hosts, each = 8, 3
	for h := range hosts {
		for i := range each {
			x.source(source(fmt.Sprintf("%d-%d", h, i), fmt.Sprintf("https://%d.example/%d", h, i), fmt.Sprintf("%d.example", h)))
		}
	}
	var mu sync.Mutex
	var got []string
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				claimed, err := tx.SourceDue(ctx, store.Claim{Now: now, Lease: time.Minute, PerHost: 1, Limit: 5})
				mu.Lock()
				defer mu.Unlock()
				for _, c := range claimed {
					got = append(got, c.Host)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	got = append(got, x.hostsDue(store.Claim{Now: now, Lease: time.Minute, PerHost: 1})...)
	slices.Sort(got)
	if len(got) != hosts || len(slices.Compact(got)) != hosts {
		t.Errorf("claimed %v, want every host once", got)
	}
}

func (x fixture) hostsDue(c store.Claim) (hosts []string) {
	x.Helper()
	x.must(func(tx *store.Tx) error {
		claimed, err := tx.SourceDue(x.Context(), c)
		for _, s := range claimed {
			hosts = append(hosts, s.Host)
		}
		return err
	})
	return hosts
}

func testItem(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	src := x.source(sourceOf("one"))
	item := domain.Item{
		Key: "example.org/a", URL: "https://example.org/a", Title: "T", Summary: "S", ContentHTML: "<p>C</p>", ContentBase: "https://example.org/",
		Authors: []string{"A"}, Categories: []string{"C"}, Lang: "en", Licence: []domain.LicenceSignal{{Kind: "feed-license", Value: "CC BY"}}, Published: now.Add(-time.Hour), Updated: now,
	}
	put := func(at time.Time, items ...domain.Item) (fresh []domain.Item) {
		t.Helper()
		x.must(func(tx *store.Tx) (err error) {
			fresh, err = tx.PutItems(t.Context(), src, items, at)
			return err
		})
		return fresh
	}
	fresh := put(now, item, domain.Item{Key: "example.org/b"}, item)
	if len(fresh) != 2 || fresh[0].Key != "example.org/a" || !fresh[0].FirstSeen.Equal(now) || !fresh[0].Changed.Equal(now) {
		t.Fatalf("new items: %+v", fresh)
	}
	want := item
	want.ID, want.Source, want.FirstSeen, want.Changed = fresh[0].ID, src, now, now
	got, err := s.Item(t.Context(), want.ID)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
	if again := put(now.Add(time.Minute), item, domain.Item{Key: "example.org/b"}); len(again) != 0 {
		t.Errorf("unchanged items are fresh: %+v", again)
	}
	item.Title = "Retitled"
	later := now.Add(time.Hour)
	fresh = put(later, item)
	if len(fresh) != 1 || fresh[0].ID != want.ID || !fresh[0].FirstSeen.Equal(now) || !fresh[0].Changed.Equal(later) {
		t.Errorf("a retitled item: %+v", fresh)
	}
	if got, err := s.Item(t.Context(), want.ID); err != nil || got.Title != "Retitled" {
		t.Errorf("a retitled item is kept as %q, %v", got.Title, err)
	}
	if _, err := s.Item(t.Context(), 999); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("no item: %v", err)
	}
}
