package store_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/store/storetest"
)

var start = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)

// filled is how many sources and articles the benchmarks' store holds.
const filled = 5000

func benchSource(n int) domain.Source {
	host := fmt.Sprintf("%d.example", n/2)
	return domain.Source{
		Name: fmt.Sprint(n), Address: fmt.Sprintf("https://%s/%d", host, n), Host: host, Mode: domain.ModeFull, Section: "world",
		Poll: domain.Poll{Next: start.Add(time.Duration(n) * time.Second)},
	}
}

// benchReading is an article of 20 paragraphs of 60 words and a page four times as long.
func benchReading(n int) store.Reading {
	words := strings.Repeat("several words of an article ", 12)
	a := domain.Article{Headline: fmt.Sprintf("Headline %d", n), Published: start.Add(time.Duration(n) * time.Minute)}
	for i := range 20 {
		a.Document.Blocks = append(a.Document.Blocks, domain.Block{Kind: domain.Paragraph, Text: domain.PlainText(fmt.Sprint(n, i, words))})
	}
	return store.Reading{
		Source: int64(n%filled + 1), At: start.AddDate(1, 0, 0), Content: a,
		Addresses: []domain.Address{{Key: fmt.Sprint("k", n)}, {Key: fmt.Sprint("v", n)}}, HTML: []byte(strings.Repeat(fmt.Sprint("<p>", n, words), 80)),
	}
}

func benchTranslation(version int64, r store.Reading) domain.Edited {
	e := domain.Edited{Version: version, Edition: "ru", Status: domain.StatusReady, Made: start, Content: domain.Translation{From: "en", To: "ru", Article: r.Content}}
	for i := range 80 {
		e.Content.Segments = append(e.Content.Segments, domain.Segment{Field: "document", Part: i, Source: domain.Range{End: 100}, Target: domain.Range{End: 120}, LogProb: -0.3})
	}
	return e
}

// fill makes the store that the benchmarks run on.
func fill(b *testing.B, s *store.Store) {
	b.Helper()
	write := func(f func(ctx context.Context, tx *store.Tx, n int) error) {
		b.Helper()
		for from := 0; from < filled; from += 500 {
			err := s.Write(b.Context(), func(ctx context.Context, tx *store.Tx) error {
				for n := from; n < from+500; n++ {
					if err := f(ctx, tx, n); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	write(func(ctx context.Context, tx *store.Tx, n int) error {
		if n == 0 {
			if err := tx.PutEdition(ctx, domain.Edition{ID: "ru", Lang: "ru"}); err != nil {
				return err
			}
		}
		_, err := tx.AddSource(ctx, benchSource(n))
		return err
	})
	write(func(ctx context.Context, tx *store.Tx, n int) error {
		r := benchReading(n)
		k, err := tx.PutArticleVersion(ctx, r)
		if err != nil {
			return err
		}
		id, _, err := tx.PutTranslation(ctx, benchTranslation(k.Version, r))
		if err != nil {
			return err
		}
		_, err = tx.PublishTranslation(ctx, id, start)
		return err
	})
}

func BenchmarkStore(b *testing.B) {
	items := make([]domain.Item, 50)
	for i := range items {
		items[i] = domain.Item{Key: fmt.Sprint(i), Title: "A title of some words", Summary: strings.Repeat("a summary ", 30)}
	}
	n := filled
	writes := map[string]func(ctx context.Context, tx *store.Tx) error{
		"PutItems50Unchanged": func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.PutItems(ctx, 1, items, start)
			return err
		},
		"PutArticleVersionNew": func(ctx context.Context, tx *store.Tx) error {
			n++
			_, err := tx.PutArticleVersion(ctx, benchReading(n))
			return err
		},
		"PutArticleVersionUnchanged": func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.PutArticleVersion(ctx, benchReading(7))
			return err
		},
		"PutTranslation": func(ctx context.Context, tx *store.Tx) error {
			_, _, err := tx.PutTranslation(ctx, benchTranslation(7, benchReading(7)))
			return err
		},
		"SourceDue100": func(ctx context.Context, tx *store.Tx) error { // none stays claimed
			_, err := tx.SourceDue(ctx, store.Claim{Now: start.Add(time.Hour), Limit: 100})
			return err
		},
	}
	reads := map[string]func(ctx context.Context, s *store.Store) error{
		"ArticleByAddress": func(ctx context.Context, s *store.Store) error { _, err := s.ArticleByAddress(ctx, "v77"); return err },
		"PublishedTranslation": func(ctx context.Context, s *store.Store) error {
			_, err := s.PublishedTranslation(ctx, "ru", 77)
			return err
		},
		"EditionFront40": func(ctx context.Context, s *store.Store) error {
			return front(ctx, s, store.Front{Edition: "ru", Limit: 40})
		},
		"EditionFront40Deep": func(ctx context.Context, s *store.Store) error {
			return front(ctx, s, store.Front{Edition: "ru", Section: "world", Limit: 40, After: &domain.Headline{Time: start.AddDate(0, 0, 1), Translation: 1}})
		},
	}
	for name, address := range storetest.Databases(cluster) {
		b.Run(name, func(b *testing.B) {
			s := storetest.Open(b, address(b))
			fill(b, s)
			for what, write := range writes {
				b.Run(what, func(b *testing.B) {
					for b.Loop() {
						if err := s.Write(b.Context(), write); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
			for what, read := range reads {
				b.Run(what, func(b *testing.B) {
					for b.Loop() {
						if err := read(b.Context(), s); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		})
	}
}

func front(ctx context.Context, s *store.Store, f store.Front) error {
	list, err := s.EditionFront(ctx, f)
	if err == nil && len(list) != f.Limit {
		return fmt.Errorf("%d headlines, want %d", len(list), f.Limit)
	}
	return err
}
