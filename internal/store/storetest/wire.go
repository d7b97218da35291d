package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

func testItemProblem(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	src := x.source(sourceOf("one"))
	put := func(title string) (kept []domain.Item) {
		x.must(func(tx *store.Tx) (err error) {
			kept, err = tx.PutItems(t.Context(), src, []domain.Item{{Key: "a", Title: title, ContentHTML: "<p>words</p>"}, {Key: "b"}, {Key: "c"}}, now)
			return err
		})
		return kept
	}
	items := put("first")
	unread := func(after int64, limit int) (keys []string) {
		t.Helper()
		all, err := s.UnreadItems(t.Context(), after, limit)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range all {
			keys = append(keys, i.Key)
		}
		return keys
	}
	if diff := cmp.Diff([]string{"a", "b"}, unread(0, 2)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"c"}, unread(items[1].ID, 2)); diff != "" {
		t.Error(diff)
	}
	kept := x.read(store.Reading{Source: src, Item: items[1].ID, At: now.Add(time.Minute), Content: article("B"), Addresses: addresses("b")})
	if at, err := s.FirstSeen(t.Context(), kept.Article); err != nil || !at.Equal(now) {
		t.Errorf("first seen at %s, %v", at, err)
	}
	if _, err := s.FirstSeen(t.Context(), 999); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("first seen: %v", err)
	}
	x.must(func(tx *store.Tx) error { return tx.PutItemProblem(t.Context(), items[0].ID, "no text") })
	if diff := cmp.Diff([]string{"c"}, unread(0, 0)); diff != "" {
		t.Error(diff)
	}
	if wrong, err := s.ItemProblems(t.Context(), src, 5); err != nil || len(wrong) != 1 || wrong[0].ID != items[0].ID || wrong[0].Problem != "no text" {
		t.Errorf("problems: %+v, %v", wrong, err)
	}
	if wrong, err := s.ItemProblems(t.Context(), 999, 5); err != nil || len(wrong) != 0 {
		t.Errorf("problems of no source: %+v, %v", wrong, err)
	}
	counts, err := s.SourceCounts(t.Context())
	if diff := cmp.Diff(map[int64]store.SourceCount{src: {Items: 3, Articles: 1}}, counts); diff != "" || err != nil {
		t.Error(err, diff)
	}
	if i, err := s.Item(t.Context(), items[0].ID); err != nil || i.Problem != "no text" || i.ContentHTML != "<p>words</p>" {
		t.Errorf("an item with a problem: %+v, %v", i, err)
	}
	if changed := put("second"); len(changed) != 1 || changed[0].Problem != "" {
		t.Errorf("changed: %+v", changed)
	}
	if diff := cmp.Diff([]string{"a", "c"}, unread(0, 0)); diff != "" {
		t.Error("what changed is unread again", diff)
	}
	if err := x.write(func(tx *store.Tx) error { return tx.PutItemProblem(t.Context(), 999, "x") }); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("no item: %v", err)
	}
}

func testSubscription(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	put := func(sub store.Subscription) error {
		return x.write(func(tx *store.Tx) error { return tx.PutSubscription(t.Context(), sub) })
	}
	var all []store.Subscription
	for i, name := range []string{"one", "two", "three"} {
		sub := store.Subscription{
			Source: x.source(sourceOf(name)), Hub: "https://hub.example/", Topic: "https://" + name + ".example/feed", Secret: "s", Token: name,
			State: "pending", Asked: now.Add(-time.Duration(i) * time.Minute),
		}
		if err := put(sub); err != nil {
			t.Fatal(err)
		}
		all = append(all, sub)
	}
	all[1].State, all[1].Lease, all[1].Problem = "verified", now.Add(time.Hour), "none"
	if err := put(all[1]); err != nil {
		t.Fatal(err)
	}
	due := func(before time.Time, limit int) []store.Subscription {
		t.Helper()
		list, err := s.SubscriptionsDue(t.Context(), before, limit)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if diff := cmp.Diff([]store.Subscription{all[2], all[0]}, due(now, 0)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]store.Subscription{all[2], all[1]}, due(now.Add(2*time.Hour), 2)); diff != "" {
		t.Error(diff)
	}
	if got, err := s.SubscriptionByToken(t.Context(), "two"); err != nil || got != all[1] {
		t.Errorf("by token: %+v, %v", got, err)
	}
	stolen := all[0]
	stolen.Token = "two"
	if err := put(stolen); err == nil {
		t.Error("two subscriptions share a token")
	}
	if err := put(store.Subscription{Source: all[0].Source, Hub: "h", Topic: "t"}); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("no token: %v", err)
	}
	for range 2 {
		x.must(func(tx *store.Tx) error { return tx.DropSubscription(t.Context(), all[0].Source) })
	}
	if _, err := s.Subscription(t.Context(), all[0].Source); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("a dropped subscription: %v", err)
	}
	if _, err := s.SubscriptionByToken(t.Context(), "one"); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("a dropped subscription's token: %v", err)
	}
	x.must(func(tx *store.Tx) error { return tx.RemoveSource(t.Context(), all[1].Source) })
	if _, err := s.Subscription(t.Context(), all[1].Source); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("a removed source's subscription: %v", err)
	}
}

func testMedia(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	const address = "https://example.org/a.jpg" // that the suite's translations show
	picture := func(url, size string, width int) domain.Media {
		return domain.Media{Key: domain.MediaKey(url), URL: url, Size: size, Type: "image/jpeg", Width: width, Height: width / 2, Data: bytes.Repeat([]byte{0, 255}, width)}
	}
	put := func(m domain.Media, at time.Time) error {
		return x.write(func(tx *store.Tx) error { return tx.PutMedia(t.Context(), m, at) })
	}
	large, small, unused := picture(address, domain.MediaLarge, 1280), picture(address, domain.MediaSmall, 480), picture("other", domain.MediaSmall, 480)
	for _, m := range []domain.Media{picture(address, domain.MediaSmall, 1), small, large, unused} {
		if err := put(m, now); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := s.Media(t.Context(), small.Key, domain.MediaSmall); err != nil || !cmp.Equal(small, got) {
		t.Errorf("a picture: %+v, %v", got, err)
	}
	if _, err := s.Media(t.Context(), unused.Key, domain.MediaLarge); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("a size that isn't kept: %v", err)
	}
	keys := []string{small.Key, "absent", unused.Key}
	for i := range 1000 {
		keys = append(keys, fmt.Sprint(i))
	}
	bare := func(list ...domain.Media) []domain.Media {
		for i := range list {
			list[i].Data = nil
		}
		return list
	}
	sizes, err := s.MediaSizes(t.Context(), keys)
	if diff := cmp.Diff(map[string][]domain.Media{small.Key: bare(large, small), unused.Key: bare(unused)}, sizes); diff != "" || err != nil {
		t.Error(err, diff)
	}
	huge, keyless, odd := small, small, small
	huge.Data, keyless.Key, odd.Size = make([]byte, store.MaxMedia+1), "", "huge"
	for _, m := range []domain.Media{huge, keyless, odd} {
		if err := put(m, now); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("a bad picture: %v", err)
		}
	}
	_, k, _ := x.shown("one", now, "", "")
	drop := func(before time.Time, want int64) {
		t.Helper()
		x.must(func(tx *store.Tx) error {
			n, err := tx.DropMedia(t.Context(), before, 10)
			if n != want {
				t.Errorf("%d dropped, want %d", n, want)
			}
			return err
		})
	}
	drop(now, 0)
	drop(now.Add(1), 0) // the store's times have microseconds
	drop(now.Add(time.Second), 1)
	x.must(func(tx *store.Tx) error { return tx.RetractArticle(t.Context(), k.Article, "", now) })
	drop(now.Add(time.Second), 2)
	drop(now.Add(time.Second), 0)
}

func testListing(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	src, k := x.story("one", now.Add(-time.Hour))
	x.must(func(tx *store.Tx) error { return tx.PutEdition(t.Context(), domain.Edition{ID: "ar", Lang: "ar"}) })
	x.translate(translation(k.Version, "Раз", domain.StatusHeld))
	arabic := translation(k.Version, "واحد", domain.StatusReady)
	arabic.Edition = "ar"
	x.translate(arabic)
	second := article("one again", "changed words")
	second.Published = now.Add(-time.Hour)
	k2 := x.read(store.Reading{Source: src, At: now.Add(time.Hour), Content: second, Addresses: addresses("example.org/one")})
	x.translate(translation(k2.Version, "Ещё раз", domain.StatusReady))
	_, other, _ := x.shown("two", now.Add(-time.Minute), "", "")
	x.must(func(tx *store.Tx) error { return tx.RetractArticle(t.Context(), other.Article, "wrong", now) })
	one := domain.ArticleLine{
		ID: k.Article, Source: src, SourceName: "one", Lang: "en", Headline: "one again", Published: now.Add(-time.Hour), Read: now.Add(time.Hour), Number: 2,
		Statuses: map[string]domain.TranslationStatus{"ru": domain.StatusReady, "ar": domain.StatusReady},
	}
	two := domain.ArticleLine{
		ID: other.Article, Source: src + 1, SourceName: "two", Lang: "en", Headline: "two", Published: now.Add(-time.Minute), Read: now, Number: 1, Retracted: now,
		Statuses: map[string]domain.TranslationStatus{"ru": domain.StatusRetracted},
	}
	for name, test := range map[string]struct {
		f    store.ArticleFilter
		want []domain.ArticleLine
	}{
		"all":         {store.ArticleFilter{}, []domain.ArticleLine{two, one}},
		"first page":  {store.ArticleFilter{Limit: 1}, []domain.ArticleLine{two}},
		"second page": {store.ArticleFilter{Limit: 1, After: two.ID}, []domain.ArticleLine{one}},
		"source":      {store.ArticleFilter{Source: src}, []domain.ArticleLine{one}},
		"edition":     {store.ArticleFilter{Edition: "ar"}, []domain.ArticleLine{one}},
		"status":      {store.ArticleFilter{Status: domain.StatusRetracted}, []domain.ArticleLine{two}},
		"neither":     {store.ArticleFilter{Edition: "ar", Status: domain.StatusHeld}, nil},
		"nothing":     {store.ArticleFilter{Source: 999}, nil},
	} {
		got, err := s.Articles(t.Context(), test.f)
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
	latest, err := s.TranslationsOf(t.Context(), k.Article)
	if err != nil || len(latest) != 2 || latest[0].Content.Article.Headline != "واحد" || latest[1].Content.Article.Headline != "Ещё раз" {
		t.Errorf("translations: %+v, %v", latest, err)
	}
	c, err := s.Counts(t.Context())
	want := store.Counts{Sources: 2, Articles: 2, Retracted: 1, Versions: 3, Translations: map[string]map[domain.TranslationStatus]int{
		"ar": {domain.StatusReady: 1}, "ru": {domain.StatusHeld: 1, domain.StatusReady: 1, domain.StatusRetracted: 1},
	}}
	if diff := cmp.Diff(want, c); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func testUntranslated(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	for _, id := range []string{"ru", "ru-by", "ar"} {
		x.must(func(tx *store.Tx) error { return tx.PutEdition(t.Context(), domain.Edition{ID: id, Lang: id[:2]}) })
	}
	add := func(name string, editions ...string) store.Kept {
		src := sourceOf(name)
		src.Editions = editions
		return x.read(store.Reading{Source: x.source(src), At: now, Content: article(name), Addresses: addresses(name)})
	}
	both := add("both", "ru", "ar", "unknown")
	add("none")
	belarus := add("belarus", "ru-by")
	done := add("done", "ru")
	x.translate(translation(done.Version, "x", domain.StatusRejected))
	gone := add("gone", "ru")
	x.must(func(tx *store.Tx) error { return tx.RetractArticle(t.Context(), gone.Article, "", now) })
	check := func(after int64, limit int, want ...store.Untranslated) {
		t.Helper()
		got, err := s.UntranslatedVersions(t.Context(), after, limit)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(err, diff)
		}
	}
	first := []store.Untranslated{{Article: both.Article, Version: both.Version, Edition: "ar"}, {Article: both.Article, Version: both.Version, Edition: "ru"}}
	last := store.Untranslated{Article: belarus.Article, Version: belarus.Version, Edition: "ru-by"}
	check(0, 1, first...)
	check(both.Version, 1, last)
	check(0, 0, append(first, last)...)
	check(belarus.Version, 0)
	changed := x.read(store.Reading{Source: 1, At: now, Content: article("both", "anew"), Addresses: addresses("both")})
	check(belarus.Version, 0, store.Untranslated{Article: both.Article, Version: changed.Version, Edition: "ar"},
		store.Untranslated{Article: both.Article, Version: changed.Version, Edition: "ru"})
}

func testOverview(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	var kept []store.Kept
	for i, section := range []string{"sport", "world", "sport", ""} {
		src := sourceOf(strings.Repeat("s", i+1))
		src.Section, src.Name = section, fmt.Sprintf("%d", 4-i)
		x.must(func(tx *store.Tx) error { return tx.PutEdition(t.Context(), domain.Edition{ID: "ru", Lang: "ru"}) })
		a := article(fmt.Sprint(i), "words")
		a.Published = day.Add(time.Duration(i) * 23 * time.Hour)
		k := x.read(store.Reading{Source: x.source(src), At: now, Content: a, Addresses: addresses(fmt.Sprint(i))})
		id, _ := x.translate(translation(k.Version, fmt.Sprint(i), domain.StatusReady))
		x.publish(id, now)
		kept = append(kept, k)
	}
	at := func(hours int) time.Time { return day.Add(time.Duration(hours) * time.Hour) }
	check := func(what string, want, got []domain.Count, err error) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(what, err, diff)
		}
	}
	got, err := s.EditionSections(t.Context(), "ru")
	check("sections", []domain.Count{{Name: "sport", Number: 2, Latest: at(46)}, {Name: "world", Number: 1, Latest: at(23)}}, got, err)
	got, err = s.EditionSources(t.Context(), "ru")
	check("sources", []domain.Count{
		{ID: 4, Name: "1", Number: 1, Latest: at(69)},
		{ID: 3, Name: "2", Number: 1, Latest: at(46)},
		{ID: 2, Name: "3", Number: 1, Latest: at(23)},
		{ID: 1, Name: "4", Number: 1, Latest: at(0)},
	}, got, err)
	got, err = s.EditionDays(t.Context(), "ru")
	check("days", []domain.Count{{Name: "2026-03-03", Number: 1, Latest: at(69)}, {Name: "2026-03-02", Number: 1, Latest: at(46)}, {Name: "2026-03-01", Number: 2, Latest: at(23)}}, got, err)
	got, err = s.EditionSections(t.Context(), "xx")
	check("no edition", nil, got, err)
	in, err := s.PublishedEditions(t.Context(), kept[0].Article)
	if diff := cmp.Diff([]string{"ru"}, in); diff != "" || err != nil {
		t.Error(err, diff)
	}
	retraction := func(want error) store.Retraction {
		t.Helper()
		r, err := s.RetractedIn(t.Context(), "ru", kept[0].Article)
		if !errors.Is(err, want) {
			t.Errorf("retraction: %+v, %v, want %v", r, err, want)
		}
		return r
	}
	retraction(domain.ErrNotFound)
	x.must(func(tx *store.Tx) error { return tx.RetractArticle(t.Context(), kept[0].Article, "wrong", now) })
	if r := retraction(nil); r.Reason != "wrong" || !r.At.Equal(now) {
		t.Errorf("retraction: %+v", r)
	}
	if _, err := s.RetractedIn(t.Context(), "ar", kept[0].Article); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("retracted where it never was: %v", err)
	}
}

func testEditionRemoved(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	_, k := x.story("one", now)
	remove := func(id string) error {
		return x.write(func(tx *store.Tx) error { return tx.RemoveEdition(t.Context(), id) })
	}
	x.must(func(tx *store.Tx) error { return tx.PutEdition(t.Context(), domain.Edition{ID: "ar", Lang: "ar"}) })
	x.translate(translation(k.Version, "Раз", domain.StatusHeld))
	if err := remove("ar"); err != nil {
		t.Error(err)
	}
	if err := remove("ru"); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("an edition with translations: %v", err)
	}
	if err := remove("ar"); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("no edition: %v", err)
	}
	if _, err := s.EditionChanged(t.Context(), "ar"); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("no edition: %v", err)
	}
}

// testModes shows published translations under every mode and limit.
func testModes(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	src, k, id := x.shown("one", now, "", "word")
	again := translation(k.Version, "one", domain.StatusReady)
	again.Made = now.Add(time.Hour)
	again.Rights = domain.Rights{Limit: domain.ModeExcerpt, NoIndex: true}
	again.Content.Chain = []domain.Step{{Engine: domain.HumanEngine, Model: "A. Person"}}
	x.translate(again)
	for _, mode := range []domain.SourceMode{domain.ModeFull, domain.ModeHeadline, domain.ModeExcerpt} {
		changed, err := s.Source(t.Context(), src)
		if err != nil {
			t.Fatal(err)
		}
		changed.Mode = mode
		x.must(func(tx *store.Tx) error { return tx.SetSource(t.Context(), changed) })
		want := mode.Tighter(domain.ModeExcerpt)
		front, err := s.EditionFront(t.Context(), store.Front{Edition: "ru"})
		if err != nil || len(front) != 1 || front[0].Mode != want || !front[0].NoIndex || !front[0].Human || !front[0].Changed.Equal(again.Made) {
			t.Errorf("%s: front %+v, %v", mode, front, err)
		}
		hits, _, err := s.SearchEdition(t.Context(), store.Search{Edition: "ru", Words: [][]string{{"word"}}})
		if diff := cmp.Diff(front, hits); diff != "" || err != nil {
			t.Errorf("%s: search %v, %s", mode, err, diff)
		}
		if e, err := s.PublishedTranslation(t.Context(), "ru", k.Article); err != nil || e.Mode != want || e.ID != id {
			t.Errorf("%s: page %s, %v", mode, e.Mode, err)
		}
	}
}

// testIndexed shows to search engines what a person reviewed or made, unless
// its publisher objects.
func testIndexed(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	day := time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC)
	x.must(func(tx *store.Tx) error { return tx.PutEdition(t.Context(), domain.Edition{ID: "ru", Lang: "ru"}) })
	src := x.source(sourceOf("one"))
	for i, name := range []string{"machine", "human", "human, noindex", "reviewed"} {
		a := article(name, "words")
		a.Published = day.AddDate(0, 0, i)
		k := x.read(store.Reading{Source: src, At: now, Content: a, Addresses: addresses(name)})
		e := translation(k.Version, name, domain.StatusReady)
		if strings.HasPrefix(name, "human") {
			e.Content.Chain = []domain.Step{{Engine: domain.HumanEngine, Model: "Anna"}}
		}
		e.Rights.NoIndex = name == "human, noindex"
		e.ID, _ = x.translate(e)
		if name == "reviewed" {
			e.ReviewedBy, e.ReviewedAt = "Boris", now
			x.must(func(tx *store.Tx) error { return tx.ReviewTranslation(t.Context(), e) })
		}
		x.publish(e.ID, now)
	}
	front, err := s.EditionFront(t.Context(), store.Front{Edition: "ru", Indexed: true})
	var titles []string
	for _, h := range front {
		titles = append(titles, h.Title)
	}
	if diff := cmp.Diff([]string{"reviewed", "human"}, titles); diff != "" || err != nil {
		t.Error(err, diff)
	}
	days, err := s.EditionIndexedDays(t.Context(), "ru")
	want := []domain.Count{{Name: "2026-02-04", Number: 1, Latest: day.AddDate(0, 0, 3)}, {Name: "2026-02-02", Number: 1, Latest: day.AddDate(0, 0, 1)}}
	if diff := cmp.Diff(want, days); diff != "" || err != nil {
		t.Error(err, diff)
	}
}
