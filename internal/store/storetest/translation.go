package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

func testEdition(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	put := func(e domain.Edition) error {
		return x.write(func(tx *store.Tx) error { return tx.PutEdition(t.Context(), e) })
	}
	ru := domain.Edition{ID: "ru", Lang: "ru", Title: "Вести", Settings: map[string]string{"review": "all"}}
	ar := domain.Edition{ID: "ar", Lang: "ar", Title: "أخبار"}
	for _, e := range []domain.Edition{ru, {ID: "ar", Lang: "ar", Title: "old"}, ar} {
		if err := put(e); err != nil {
			t.Fatal(err)
		}
	}
	all, err := s.Editions(t.Context())
	if diff := cmp.Diff([]domain.Edition{ar, ru}, all); diff != "" || err != nil {
		t.Error(err, diff)
	}
	for _, id := range []string{"", "Ru", "../x", "a--b", "-", "a b"} {
		if err := put(domain.Edition{ID: id, Lang: "ru"}); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("edition %q: %v", id, err)
		}
	}
	if _, err := s.Edition(t.Context(), "xx"); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("no edition: %v", err)
	}
}

func testTranslation(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	_, k := x.story("one", now)
	want := translation(k.Version, "Раз", domain.StatusHeld)
	want.Reason = "a finding"
	want.Rights = domain.Rights{Limit: domain.ModeExcerpt, NoIndex: true, Reasons: []string{"meta robots: noindex"}}
	id, changed := x.translate(want)
	if !changed {
		t.Error("a new translation changed nothing")
	}
	want.ID, want.Article, want.Section, want.Mode = id, k.Article, "world", domain.ModeExcerpt
	got, err := s.Translation(t.Context(), id)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
	again, changed := x.translate(translation(k.Version, "Два", domain.StatusReady))
	if again != id || !changed {
		t.Errorf("the same version again: %d %v, want %d", again, changed, id)
	}
	got, err = s.TranslationOf(t.Context(), k.Version, "ru")
	if err != nil || got.Status != domain.StatusReady || got.Content.Article.Headline != "Два" || got.Reason != "" {
		t.Errorf("replaced: %+v, %v", got, err)
	}
	bad := translation(k.Version, "Bad", domain.StatusPublished)
	spoilt := translation(k.Version, "Bad", domain.StatusReady)
	spoilt.Content.Article.Document.Blocks[0].Kind = "marquee"
	for name, test := range map[string]struct {
		e    domain.Edited
		want error
	}{
		"published": {bad, domain.ErrInvalid}, "bad document": {spoilt, domain.ErrInvalid},
		"no version": {translation(999, "Bad", domain.StatusReady), domain.ErrNotFound},
	} {
		err := x.write(func(tx *store.Tx) error { _, _, err := tx.PutTranslation(t.Context(), test.e); return err })
		if !errors.Is(err, test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	other := translation(k.Version, "Bad", domain.StatusReady)
	other.Edition = "xx"
	if err := x.write(func(tx *store.Tx) error { _, _, err := tx.PutTranslation(t.Context(), other); return err }); err == nil {
		t.Error("a translation for an edition that does not exist was kept")
	}
	if _, err := s.TranslationOf(t.Context(), k.Version, "xx"); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("no translation: %v", err)
	}
}

func testReview(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	_, k := x.story("one", now)
	id, _ := x.translate(translation(k.Version, "Машина", domain.StatusHeld))
	review := translation(k.Version, "Человек", domain.StatusReady)
	review.ID = id
	write := func() error {
		return x.write(func(tx *store.Tx) error { return tx.ReviewTranslation(t.Context(), review) })
	}
	if err := write(); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("a review by nobody: %v", err)
	}
	review.ReviewedBy, review.ReviewedAt = "editor", now.Add(time.Hour)
	review.Content.Chain = []domain.Step{{Engine: domain.HumanEngine, Model: "editor"}}
	if err := write(); err != nil {
		t.Fatal(err)
	}
	if e, err := s.Translation(t.Context(), id); err != nil || !e.Content.Human() {
		t.Errorf("what a person translated is kept as the work of %v, %v", e.Content.Chain, err)
	}
	if _, changed := x.translate(translation(k.Version, "Снова", domain.StatusHeld)); changed {
		t.Error("an engine replaced what a person reviewed")
	}
	if !x.publish(id, now) {
		t.Error("a reviewed translation was not published")
	}
	review.Content.Article.Headline = "Исправлено"
	if err := write(); err != nil {
		t.Fatal(err)
	}
	got, err := s.PublishedTranslation(t.Context(), "ru", k.Article)
	if err != nil || got.Content.Article.Headline != "Исправлено" || got.ReviewedBy != "editor" || !got.ReviewedAt.Equal(now.Add(time.Hour)) {
		t.Errorf("after a correction: %+v, %v", got, err)
	}
	review.ID = 999
	if err := write(); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("a review of nothing: %v", err)
	}
}

func testPublish(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	src, k1 := x.story("one", now)
	change := func(words string) store.Kept {
		return x.read(store.Reading{Source: src, At: now.Add(time.Hour), Content: article("one", words), Addresses: addresses("example.org/one")})
	}
	k2, k3 := change("second"), change("third")
	var ids []int64
	for i, v := range []int64{k1.Version, k2.Version, k3.Version} {
		id, _ := x.translate(translation(v, fmt.Sprint(i+1), domain.StatusReady))
		ids = append(ids, id)
	}
	steps := []struct {
		what    string
		publish int
		changed bool
		reads   string
	}{
		{"the first", 0, true, "1"},
		{"the same again", 0, false, "1"},
		{"a later one", 2, true, "3"},
		{"one that comes too late", 1, false, "3"},
		{"the first again", 0, false, "3"},
	}
	for i, step := range steps {
		if changed := x.publish(ids[step.publish], now.Add(time.Duration(i)*time.Minute)); changed != step.changed {
			t.Errorf("%s: changed is %v", step.what, changed)
		}
		got, err := s.PublishedTranslation(t.Context(), "ru", k1.Article)
		if err != nil || got.Content.Article.Headline != step.reads || !got.Published.Equal(now) {
			t.Errorf("%s: readers see %q, first at %s, %v", step.what, got.Content.Article.Headline, got.Published, err)
		}
	}
	if _, changed := x.translate(translation(k3.Version, "better", domain.StatusReady)); !changed {
		t.Error("a better translation changed nothing")
	}
	got, err := s.PublishedTranslation(t.Context(), "ru", k1.Article)
	if err != nil || got.Content.Article.Headline != "better" {
		t.Errorf("a published translation that was made again: %q, %v", got.Content.Article.Headline, err)
	}
	x.translate(translation(k3.Version, "doubtful", domain.StatusHeld))
	if _, err := s.PublishedTranslation(t.Context(), "ru", k1.Article); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("readers see a translation that is held: %v", err)
	}
}

func testPublishRefused(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	src, k := x.story("one", now)
	publish := func(id int64) error {
		return x.write(func(tx *store.Tx) error { _, err := tx.PublishTranslation(t.Context(), id, now); return err })
	}
	if err := publish(999); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("no translation: %v", err)
	}
	id, _ := x.translate(translation(k.Version, "Раз", domain.StatusHeld))
	if err := publish(id); !errors.Is(err, domain.ErrForbidden) {
		t.Errorf("a held translation: %v", err)
	}
	x.translate(translation(k.Version, "Раз", domain.StatusReady))
	monitored, err := s.Source(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	monitored.Mode = domain.ModeMonitor
	x.must(func(tx *store.Tx) error { return tx.SetSource(t.Context(), monitored) })
	if err := publish(id); !errors.Is(err, domain.ErrForbidden) {
		t.Errorf("a monitored source: %v", err)
	}
}

func testFront(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	const articles = 25
	var sources []int64
	for i := range articles {
		at := now.Add(-time.Duration(i/2) * time.Hour) // two at a time
		src, k := x.story(fmt.Sprintf("n%d", i), at)
		sources = append(sources, src)
		id, _ := x.translate(translation(k.Version, fmt.Sprint(i), domain.StatusReady))
		if i != 3 {
			x.publish(id, now)
		}
	}
	last, err := s.Source(t.Context(), sources[articles-1])
	if err != nil {
		t.Fatal(err)
	}
	last.Mode = domain.ModeMonitor // after it was published
	x.must(func(tx *store.Tx) error { return tx.SetSource(t.Context(), last) })
	front := func(f store.Front) (titles []string) {
		t.Helper()
		f.Edition = "ru"
		list, err := s.EditionFront(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range list {
			titles = append(titles, h.Title)
		}
		return titles
	}
	var pages []string
	for f := (store.Front{Edition: "ru", Limit: 7}); ; {
		list, err := s.EditionFront(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			break
		}
		for _, h := range list {
			pages = append(pages, h.Title)
		}
		f.After = &list[len(list)-1]
	}
	all := front(store.Front{})
	if diff := cmp.Diff(all, pages); diff != "" || len(all) != articles-2 {
		t.Errorf("%d on one page, %s", len(all), diff)
	}
	if diff := cmp.Diff([]string{"1", "0", "2", "5"}, all[:4]); diff != "" {
		t.Error("order", diff)
	}
	if diff := cmp.Diff([]string{"5", "4", "7", "6"}, front(store.Front{From: now.Add(-3 * time.Hour), Until: now.Add(-time.Hour)})); diff != "" {
		t.Error("times", diff)
	}
	if diff := cmp.Diff([]string{"9"}, front(store.Front{Source: sources[9], Section: "world"})); diff != "" {
		t.Error("source", diff)
	}
	if got := front(store.Front{Section: "sport"}); len(got) != 0 {
		t.Errorf("another section has %v", got)
	}
	list, err := s.EditionFront(t.Context(), store.Front{Edition: "ru", Source: sources[0]})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	list[0].Translation, list[0].Article = 0, 0
	want := domain.Headline{
		Source: sources[0], SourceName: "n0", Mode: domain.ModeFull, Section: "world", Title: "0", Standfirst: "Коротко",
		Image: "https://example.org/a.jpg", Time: now, Changed: now, Lang: "en", DoubtfulTitle: true,
	}
	if diff := cmp.Diff(want, list[0]); diff != "" {
		t.Error(diff)
	}
}

// testDoubtful has lists say what findings warn of now: of a first translation,
// a later one, and what a person made of it.
func testDoubtful(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	_, k := x.story("one", now)
	e := translation(k.Version, "Раз", domain.StatusReady)
	for i, tt := range []struct {
		name              string
		segments          []domain.Segment
		title, standfirst bool
	}{
		{name: "both", segments: []domain.Segment{found("headline", domain.SeverityNote), found("standfirst", domain.SeverityBlock), found("headline", domain.SeverityWarn)}, title: true, standfirst: true},
		{name: "nothing", segments: []domain.Segment{found("headline", domain.SeverityNote), {Field: "standfirst"}, found("document", domain.SeverityBlock)}},
		{name: "standfirst", segments: []domain.Segment{{Field: "headline"}, found("standfirst", domain.SeverityWarn)}, standfirst: true},
		{name: "reviewed", segments: []domain.Segment{found("headline", domain.SeverityBlock)}, title: true},
	} {
		e.Content.Segments = tt.segments
		if tt.name == "reviewed" {
			e.ReviewedBy, e.ReviewedAt = "editor", now
			x.must(func(tx *store.Tx) error { return tx.ReviewTranslation(t.Context(), e) })
		} else if e.ID, _ = x.translate(e); i == 0 {
			x.publish(e.ID, now)
			x.index(e.ID, "раз", "")
		}
		front, err := s.EditionFront(t.Context(), store.Front{Edition: "ru"})
		if err != nil {
			t.Fatal(err)
		}
		hits, _, err := s.SearchEdition(t.Context(), store.Search{Edition: "ru", Words: [][]string{{"раз"}}})
		if err != nil || len(front) != 1 || len(hits) != 1 {
			t.Fatalf("%s: %d on the front, %d found, %v", tt.name, len(front), len(hits), err)
		}
		for _, h := range []domain.Headline{front[0], hits[0]} {
			if h.DoubtfulTitle != tt.title || h.DoubtfulStandfirst != tt.standfirst {
				t.Errorf("%s: title %v, standfirst %v", tt.name, h.DoubtfulTitle, h.DoubtfulStandfirst)
			}
		}
	}
}

// found is a segment of a field with a finding.
func found(field string, severity domain.Severity) domain.Segment {
	return domain.Segment{Field: field, Findings: []domain.Finding{{Rule: "number", Severity: severity, Message: "A number differs."}}}
}

func testHeld(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	for i, sure := range []float64{-.1, -.5, -.3} {
		_, k := x.story(fmt.Sprintf("n%d", i), now)
		e := translation(k.Version, fmt.Sprint(i), domain.StatusHeld)
		e.Content.Segments = []domain.Segment{{Field: "headline", LogProb: sure}, {Field: "document"}}
		x.translate(e)
	}
	_, k := x.story("ready", now)
	x.translate(translation(k.Version, "ready", domain.StatusReady))
	for limit, want := range map[int][]string{0: {"1", "2", "0"}, 2: {"1", "2"}} {
		held, err := s.Held(t.Context(), "ru", limit)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range held {
			got = append(got, e.Content.Article.Headline)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("limit %d: %s", limit, diff)
		}
	}
}

func testRedirect(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	for _, move := range [][2]string{{"a", "x"}, {"a", "b"}, {"b", "c"}, {"round", "about"}, {"about", "round"}} {
		x.must(func(tx *store.Tx) error { return tx.PutRedirect(t.Context(), move[0], move[1], now) })
	}
	for from, want := range map[string]string{"a": "c", "b": "c", "c": "c", "round": "round", "unknown": "unknown"} {
		if got, err := s.Moved(t.Context(), from); got != want || err != nil {
			t.Errorf("%s is now at %s, %v, want %s", from, got, err, want)
		}
	}
	for _, move := range [][2]string{{"", "a"}, {"a", ""}, {"a", "a"}} {
		err := x.write(func(tx *store.Tx) error { return tx.PutRedirect(t.Context(), move[0], move[1], now) })
		if !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%v: %v", move, err)
		}
	}
}

func testSetting(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	if _, err := s.Setting(t.Context(), "k"); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("no setting: %v", err)
	}
	for _, value := range []string{"", "значение"} {
		x.must(func(tx *store.Tx) error { return tx.PutSetting(t.Context(), "k", value, now) })
		if got, err := s.Setting(t.Context(), "k"); got != value || err != nil {
			t.Errorf("got %q, %v, want %q", got, err, value)
		}
	}
}
