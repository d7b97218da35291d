package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/store/storetest"
	"github.com/dragoman-news/dragoman/internal/story"
)

// BenchmarkPlace places articles of 300 words among 0 and 5,000 others: the
// words are as frequent as in a language, and every article has 20 of an event
// that it shares with about two others.
func BenchmarkPlace(b *testing.B) {
	for _, others := range []int{0, 5000} {
		b.Run(fmt.Sprint(others), func(b *testing.B) {
			s := storetest.Open(b, storetest.Databases(cluster)["sqlite"](b))
			n := 0
			place := func() {
				n++
				if err := s.Write(b.Context(), func(ctx context.Context, tx *store.Tx) error { return placeBench(ctx, tx, n) }); err != nil {
					b.Fatal(err)
				}
			}
			err := s.Write(b.Context(), func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.AddSource(ctx, benchSource(1))
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
			for range others {
				place()
			}
			for b.Loop() {
				place()
			}
		})
	}
}

func placeBench(ctx context.Context, tx *store.Tx, n int) error {
	r := rand.New(rand.NewPCG(uint64(n), 3))
	event := rand.New(rand.NewPCG(uint64(n/3), 4))
	text := make([]string, 300)
	for i := range text {
		text[i] = fmt.Sprint("word", letters(int(20000*r.Float64()*r.Float64()*r.Float64()*r.Float64())))
	}
	for i := range 20 {
		text[i] = fmt.Sprint("name", letters(event.IntN(100_000)))
	}
	a := domain.Article{Lang: "en", Headline: strings.Join(text[:8], " ")}
	a.Document.Blocks = []domain.Block{{Kind: domain.Paragraph, Text: domain.PlainText(strings.Join(text, " "))}}
	at := start.Add(time.Duration(n) * time.Minute)
	k, err := tx.PutArticleVersion(ctx, store.Reading{Source: 1, At: at, Content: a, Addresses: []domain.Address{{Key: fmt.Sprint("a", n)}}})
	if err != nil {
		return err
	}
	v, err := tx.Version(ctx, k.Version)
	if err != nil {
		return err
	}
	_, err = story.Place(ctx, tx, v, story.Read(v.Content), at)
	return err
}

// letters writes a number in letters.
func letters(n int) string {
	return strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprint(n))
}
