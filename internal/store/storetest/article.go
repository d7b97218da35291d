package storetest

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

func testArticle(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	src := x.source(sourceOf("one"))
	var items []domain.Item
	x.must(func(tx *store.Tx) (err error) {
		items, err = tx.PutItems(t.Context(), src, []domain.Item{{Key: "example.org/a"}}, now)
		return err
	})
	a := article("First", "one", "two")
	a.Published, a.Modified = now.Add(-time.Hour), now
	r := store.Reading{Source: src, Item: items[0].ID, At: now, Content: a, Addresses: addresses("example.org/a", "example.org/amp/a", "example.org/a")}
	first := x.read(r)
	if !first.NewArticle || !first.NewVersion || first.Number != 1 {
		t.Errorf("a new article: %+v", first)
	}
	want := domain.ArticleVersion{ID: first.Version, Article: first.Article, Source: src, Number: 1, Read: now, Content: a}
	for what, get := range map[string]func() (domain.ArticleVersion, error){
		"version":      func() (domain.ArticleVersion, error) { return s.Version(t.Context(), first.Version) },
		"article":      func() (domain.ArticleVersion, error) { return s.Article(t.Context(), first.Article) },
		"by address":   func() (domain.ArticleVersion, error) { return s.ArticleByAddress(t.Context(), "example.org/a") },
		"by a variant": func() (domain.ArticleVersion, error) { return s.ArticleByAddress(t.Context(), "example.org/amp/a") },
	} {
		got, err := get()
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Error(what, err, diff)
		}
	}
	if item, err := s.Item(t.Context(), items[0].ID); err != nil || item.Article != first.Article {
		t.Errorf("the item leads to article %d, %v", item.Article, err)
	}
	r.Content.Modified, r.Content.URL, r.At = now.Add(time.Hour), "https://example.org/a?x", now.Add(time.Hour)
	if touched := x.read(r); touched.NewVersion || touched.NewArticle || touched.Version != first.Version {
		t.Errorf("a touched article: %+v", touched)
	}
	r.Content.Document.Blocks[0].Text.Text = "one more"
	second := x.read(r)
	if second.NewArticle || !second.NewVersion || second.Number != 2 || second.Article != first.Article {
		t.Errorf("a changed article: %+v", second)
	}
	versions, err := s.Versions(t.Context(), first.Article)
	if err != nil || len(versions) != 2 || versions[0].ID != first.Version || versions[1].ID != second.Version {
		t.Errorf("versions: %+v, %v", versions, err)
	}
	if versions[0].Content.Document.Blocks[0].Text.Text != "one" {
		t.Error("the first version did not stay as it was")
	}
	found, err := s.Addresses(t.Context(), first.Article)
	if diff := cmp.Diff(addresses("example.org/a", "example.org/amp/a"), found); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func testArticleRefused(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	src := x.source(sourceOf("one"))
	good := func() store.Reading {
		return store.Reading{Source: src, At: now, Content: article("A", "one"), Addresses: addresses("example.org/a")}
	}
	for name, test := range map[string]struct {
		spoil func(r *store.Reading)
		want  error
	}{
		"no address":     {func(r *store.Reading) { r.Addresses = nil }, domain.ErrInvalid},
		"no key":         {func(r *store.Reading) { r.Addresses = []domain.Address{{URL: "https://example.org/"}} }, domain.ErrInvalid},
		"addresses":      {func(r *store.Reading) { r.Addresses = make([]domain.Address, store.MaxAddresses+1) }, domain.ErrInvalid},
		"huge page":      {func(r *store.Reading) { r.HTML = make([]byte, store.MaxPage+1) }, domain.ErrInvalid},
		"bad document":   {func(r *store.Reading) { r.Content.Document.Blocks[0].Kind = "marquee" }, domain.ErrInvalid},
		"unknown item":   {func(r *store.Reading) { r.Item = 999 }, domain.ErrNotFound},
		"unknown source": {func(r *store.Reading) { r.Source = 999 }, nil},
	} {
		r := good()
		test.spoil(&r)
		err := x.write(func(tx *store.Tx) error { _, err := tx.PutArticleVersion(t.Context(), r); return err })
		if err == nil || test.want != nil && !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
	}
	for name, get := range map[string]func() error{
		"version": func() error { _, err := s.Version(t.Context(), 1<<40); return err },
		"article": func() error { _, err := s.Article(t.Context(), 1<<40); return err },
		"address": func() error { _, err := s.ArticleByAddress(t.Context(), "example.org/a"); return err },
		"page":    func() error { _, err := s.Page(t.Context(), 1<<40); return err },
	} {
		if err := get(); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("no %s: %v", name, err)
		}
	}
}

func testArticleMerged(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	src, older := x.story("older", now)
	r := store.Reading{Source: src, At: now, Content: article("newer", "words"), Addresses: addresses("example.org/newer")}
	newer := x.read(r)
	id, _ := x.translate(translation(newer.Version, "Новее", domain.StatusReady))
	x.publish(id, now)
	r.Addresses = addresses("example.org/older", "example.org/newer")
	k := x.read(r)
	if k.Article != older.Article || k.NewArticle || !k.NewVersion || k.Number != 2 {
		t.Errorf("an article that is two: %+v, want a second version of %d", k, older.Article)
	}
	for _, key := range []string{"example.org/older", "example.org/newer"} {
		if v, err := s.ArticleByAddress(t.Context(), key); err != nil || v.ID != k.Version {
			t.Errorf("%s leads to version %d, %v, want %d", key, v.ID, err, k.Version)
		}
	}
	if v, err := s.Article(t.Context(), newer.Article); err != nil || v.Article != older.Article {
		t.Errorf("the merged article is %d, %v", v.Article, err)
	}
	if e, err := s.Translation(t.Context(), id); err != nil || e.Status != domain.StatusSuperseded {
		t.Errorf("the merged article's translation is %s, %v", e.Status, err)
	}
	if again := x.read(r); again.NewVersion || again.Version != k.Version {
		t.Errorf("the same reading again: %+v", again)
	}
	late, _ := x.translate(translation(newer.Version, "Поздно", domain.StatusReady))
	if x.publish(late, now) {
		t.Error("a merged article was published")
	}
}

// testArticleAtOnce reads one page from several feeds at the same time.
func testArticleAtOnce(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	src := x.source(sourceOf("one"))
	var group sync.WaitGroup
	var mu sync.Mutex
	articles, versions := map[int64]int{}, map[int64]int{}
	for i := range 8 {
		group.Go(func() {
			r := store.Reading{Source: src, At: now, Content: article("A", "one"), Addresses: addresses("example.org/a", "example.org/b")}
			if i%2 == 0 {
				r.Addresses = addresses("example.org/b", "example.org/c", "example.org/a")
			}
			err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				k, err := tx.PutArticleVersion(ctx, r)
				mu.Lock()
				defer mu.Unlock()
				articles[k.Article]++
				versions[k.Version]++
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if len(articles) != 1 || len(versions) != 1 {
		t.Errorf("one page became the articles %v and the versions %v", articles, versions)
	}
}

func testArticleRetracted(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	_, k := x.story("one", now)
	id, _ := x.translate(translation(k.Version, "Раз", domain.StatusReady))
	x.publish(id, now)
	x.must(func(tx *store.Tx) error { return tx.RetractArticle(t.Context(), k.Article, "not true", now) })
	e, err := s.Translation(t.Context(), id)
	if err != nil || e.Status != domain.StatusRetracted || e.Reason != "not true" {
		t.Errorf("after retracting: %s %q, %v", e.Status, e.Reason, err)
	}
	if _, changed := x.translate(translation(k.Version, "Два", domain.StatusReady)); changed {
		t.Error("a retracted translation was replaced")
	}
	if _, err := s.PublishedTranslation(t.Context(), "ru", k.Article); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("readers still see it: %v", err)
	}
	err = x.write(func(tx *store.Tx) error { _, err := tx.PublishTranslation(t.Context(), id, now); return err })
	if !errors.Is(err, domain.ErrForbidden) {
		t.Errorf("publishing it again: %v", err)
	}
	e.Status, e.ReviewedBy, e.ReviewedAt = domain.StatusReady, "editor", now
	if err := x.write(func(tx *store.Tx) error { return tx.ReviewTranslation(t.Context(), e) }); !errors.Is(err, domain.ErrForbidden) {
		t.Errorf("reviewing it: %v", err)
	}
	if err := x.write(func(tx *store.Tx) error { return tx.RetractArticle(t.Context(), k.Article, "again", now) }); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("retracting it twice: %v", err)
	}
}

func testPage(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	src := x.source(sourceOf("one"))
	html := []byte(strings.Repeat("<p>words and <b>more</b></p>", 5000))
	var versions []int64
	for i, name := range []string{"a", "b", "c"} {
		k := x.read(store.Reading{
			Source: src, At: now.Add(time.Duration(i) * time.Hour), Content: article(name, name),
			Addresses: addresses(name), HTML: html,
		})
		versions = append(versions, k.Version)
	}
	got, err := s.Page(t.Context(), versions[0])
	if err != nil || !bytes.Equal(got, html) {
		t.Errorf("a page of %d bytes came back as %d, %v", len(html), len(got), err)
	}
	for _, step := range []struct {
		before time.Duration
		limit  int
		want   int64
	}{{0, 10, 0}, {2 * time.Hour, 1, 1}, {2 * time.Hour, 10, 1}, {2 * time.Hour, 10, 0}} {
		x.must(func(tx *store.Tx) error {
			n, err := tx.DropPages(t.Context(), now.Add(step.before), step.limit)
			if n != step.want {
				t.Errorf("%+v dropped %d", step, n)
			}
			return err
		})
	}
	if _, err := s.Page(t.Context(), versions[0]); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("a dropped page: %v", err)
	}
	if _, err := s.Page(t.Context(), versions[2]); err != nil {
		t.Errorf("a young page: %v", err)
	}
}
