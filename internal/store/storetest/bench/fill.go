package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/search"
	"github.com/dragoman-news/dragoman/internal/store"
	wire "github.com/dragoman-news/dragoman/internal/story"
)

const edition = "ru"

// placed is how many of the articles that are added are placed in stories, the
// last ones: what stories were about is forgotten after some days.
const placed = 2_000

// batch is how many articles are kept in one transaction.
const batch = 50

// fill adds articles up to a number, each with all that the wire keeps of it.
func fill(ctx context.Context, address string, n int) error {
	s, err := store.Open(ctx, address)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	c, err := s.Counts(ctx)
	if err != nil {
		return err
	}
	if c.Sources == 0 {
		if err := s.Write(ctx, addSources); err != nil {
			return err
		}
	}
	began := time.Now()
	w, a := newWriter(uint64(c.Articles)), analyser{}
	for from := c.Articles; from < n; from += batch {
		var stories []made
		for i := from; i < min(from+batch, n); i++ {
			stories = append(stories, a.made(w.story(i), i >= n-placed))
		}
		err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			for i := range stories {
				if err := stories[i].keep(ctx, tx); err != nil {
					return fmt.Errorf("article %d: %w", stories[i].number, err)
				}
			}
			for _, m := range stories { // at the end: other changes make FTS5 write what it has
				if err := tx.PutSearch(ctx, m.id, m.titleTokens, m.textTokens); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if added := n - c.Articles; added > 0 {
		fmt.Printf("%d articles added, %.1f ms each\n", added, float64(time.Since(began).Milliseconds())/float64(added))
	}
	return nil
}

func addSources(ctx context.Context, tx *store.Tx) error {
	if err := tx.PutEdition(ctx, domain.Edition{ID: edition, Lang: "ru"}); err != nil {
		return err
	}
	for i := range sources {
		host := word(0, uint64(i)) + ".example"
		_, err := tx.AddSource(ctx, domain.Source{
			Name: word(0, uint64(i)), Address: "https://" + host + "/feed", Host: host, Lang: "en", Section: sections[i%len(sections)],
			Editions: []string{edition}, Mode: []domain.SourceMode{domain.ModeFull, domain.ModeExcerpt}[i%2], Created: start,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// made is a story with what is analysed before a transaction begins.
type made struct {
	story
	placed                  bool
	id                      int64 // of the translation, once it is kept
	titleTokens, textTokens string
	sketch                  wire.Sketch
}

// analyser analyses made-up text, each word once.
type analyser map[string]string

func (a analyser) tokens(text, lang string) string {
	var all []string
	for word := range strings.FieldsSeq(text) {
		word = strings.TrimSuffix(word, ".")
		token, known := a[word]
		if !known {
			token = search.Document(word, lang)
			a[word] = token
		}
		all = append(all, token)
	}
	return strings.Join(all, " ")
}

func (a analyser) made(s story, placed bool) made {
	m := made{
		story: s, placed: placed, titleTokens: a.tokens(s.text[1].Headline, "ru"),
		textTokens: a.tokens(plain(s.text[1]), "ru") + " " + a.tokens(s.text[0].Headline+"\n"+plain(s.text[0]), "en"),
	}
	if placed {
		m.sketch = wire.Read(s.text[0])
	}
	return m
}

func (m *made) keep(ctx context.Context, tx *store.Tx) error {
	r := m.reading()
	items, err := tx.PutItems(ctx, r.Source, []domain.Item{{
		Key: r.Addresses[0].Key, URL: r.Addresses[0].URL, Title: m.text[0].Headline, Summary: m.text[0].Standfirst, Published: m.at,
	}}, m.at)
	if err != nil {
		return err
	}
	if len(items) > 0 {
		r.Item = items[0].ID
	}
	k, err := tx.PutArticleVersion(ctx, r)
	if err != nil {
		return err
	}
	if m.placed {
		v, err := tx.Version(ctx, k.Version)
		if err != nil {
			return err
		}
		if _, err := wire.Place(ctx, tx, v, m.sketch, v.Read); err != nil {
			return err
		}
	}
	if m.id, _, err = tx.PutTranslation(ctx, m.translation(k.Version)); err != nil {
		return err
	}
	_, err = tx.PublishTranslation(ctx, m.id, m.at.Add(3*time.Minute))
	return err
}
