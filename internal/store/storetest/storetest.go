// Package storetest is the one conformance suite of package store, to be run
// on every database, and the databases to run it on.
package storetest

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

// Opener opens a new, empty store, which is closed when the test ends.
type Opener func(tb testing.TB) *store.Store

// Databases returns an opener for each kind of database, by its name.
func Databases(c *Cluster) map[string]func(tb testing.TB) string {
	return map[string]func(tb testing.TB) string{
		"sqlite":   func(tb testing.TB) string { tb.Helper(); return filepath.Join(tb.TempDir(), "test.db") },
		"postgres": c.Database,
	}
}

// Open opens the store at an address and closes it when the test ends.
func Open(tb testing.TB, address string) *store.Store {
	tb.Helper()
	s, err := store.Open(tb.Context(), address)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// Run runs the suite. Each part gets a store of its own.
func Run(t *testing.T, open Opener) {
	for name, test := range map[string]func(*testing.T, *store.Store){
		"transaction":       testTransaction,
		"write stopped":     testWriteStopped,
		"source":            testSource,
		"source refused":    testSourceRefused,
		"source due":        testSourceDue,
		"due at once":       testSourceDueAtOnce,
		"item":              testItem,
		"article":           testArticle,
		"article refused":   testArticleRefused,
		"article merged":    testArticleMerged,
		"article at once":   testArticleAtOnce,
		"article retracted": testArticleRetracted,
		"page":              testPage,
		"edition":           testEdition,
		"translation":       testTranslation,
		"review":            testReview,
		"publish":           testPublish,
		"publish refused":   testPublishRefused,
		"search":            testSearch,
		"search tokens":     testSearchTokens,
		"hidden":            testHidden,
		"item problem":      testItemProblem,
		"subscription":      testSubscription,
		"media":             testMedia,
		"listing":           testListing,
		"untranslated":      testUntranslated,
		"overview":          testOverview,
		"tally":             testTally,
		"indexed":           testIndexed,
		"edition removed":   testEditionRemoved,
		"modes":             testModes,
		"backup at once":    testBackupAtOnce,
		"front":             testFront,
		"doubtful":          testDoubtful,
		"held":              testHeld,
		"redirect":          testRedirect,
		"setting":           testSetting,
		"memory":            testMemory,
		"dismissal":         testDismissal,
		"term":              testTerm,
		"term proposed":     testTermProposed,
		"spend":             testSpend,
		"spend at once":     testSpendAtOnce,
		"outputs":           testOutputs,
		"story":             testStory,
		"story near":        testStoryNear,
		"story again":       testStoryAgain,
		"story merged":      testStoryMerged,
		"story first":       testStoryFirst,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

// now is the suite's present.
var now = time.Date(2026, 3, 4, 5, 6, 7, 891_000, time.UTC)

func source(name, address, host string) domain.Source {
	return domain.Source{Name: name, Address: address, Host: host, Mode: domain.ModeFull, Section: "world", Created: now, Poll: domain.Poll{Next: now}}
}

func article(headline string, words ...string) domain.Article {
	d := domain.Document{Lang: "en"}
	for _, w := range words {
		d.Blocks = append(d.Blocks, domain.Block{Kind: domain.Paragraph, Text: domain.PlainText(w)})
	}
	return domain.Article{URL: "https://example.org/" + headline, Headline: headline, Lang: "en", Authors: []string{"A. Writer"}, Document: d}
}

// fixture makes what most tests need.
type fixture struct {
	*testing.T
	s *store.Store
}

// write runs f in a transaction and returns its error.
func (x fixture) write(f func(tx *store.Tx) error) error {
	x.Helper()
	return x.s.Write(x.Context(), func(_ context.Context, tx *store.Tx) error { return f(tx) })
}

// must is write without an error.
func (x fixture) must(f func(tx *store.Tx) error) {
	x.Helper()
	if err := x.write(f); err != nil {
		x.Fatal(err)
	}
}

func (x fixture) source(s domain.Source) (id int64) {
	x.Helper()
	x.must(func(tx *store.Tx) (err error) {
		id, err = tx.AddSource(x.Context(), s)
		return err
	})
	return id
}

func (x fixture) read(r store.Reading) (k store.Kept) {
	x.Helper()
	x.must(func(tx *store.Tx) (err error) {
		k, err = tx.PutArticleVersion(x.Context(), r)
		return err
	})
	return k
}

// story makes a source, an edition and an article in one go.
func (x fixture) story(name string, at time.Time) (source int64, k store.Kept) {
	x.Helper()
	x.must(func(tx *store.Tx) error {
		return tx.PutEdition(x.Context(), domain.Edition{ID: "ru", Lang: "ru", Title: "Вести"})
	})
	source = x.source(sourceOf(name))
	a := article(name, "First words of "+name)
	a.Published = at
	return source, x.read(store.Reading{Source: source, At: now, Content: a, Addresses: addresses("example.org/" + name)})
}

func sourceOf(name string) domain.Source {
	return source(name, "https://"+name+".example/feed", name+".example")
}

func addresses(keys ...string) (list []domain.Address) {
	for _, k := range keys {
		list = append(list, domain.Address{Key: k, URL: "https://" + k})
	}
	return list
}

func translation(version int64, headline string, status domain.TranslationStatus) domain.Edited {
	a := article(headline, "Слова")
	a.Lang = "ru"
	a.Standfirst = "Коротко"
	a.Lead = &domain.LeadImage{Image: domain.Image{URL: "https://example.org/a.jpg"}}
	return domain.Edited{Version: version, Edition: "ru", Status: status, Made: now, Content: domain.Translation{
		From: "en", To: "ru", Chain: []domain.Step{{Engine: "fake", Model: "1", From: "en", To: "ru"}}, Article: a,
		Segments: []domain.Segment{{
			Field: "headline", Source: domain.Range{End: 5}, Target: domain.Range{End: 4}, LogProb: -0.25,
			Findings: []domain.Finding{{Rule: "number", Severity: domain.SeverityWarn, Message: "A number differs.", Args: []string{"5"}}},
		}},
	}}
}

func (x fixture) translate(e domain.Edited) (id int64, changed bool) {
	x.Helper()
	x.must(func(tx *store.Tx) (err error) {
		id, changed, err = tx.PutTranslation(x.Context(), e)
		return err
	})
	return id, changed
}

func (x fixture) publish(id int64, at time.Time) (changed bool) {
	x.Helper()
	x.must(func(tx *store.Tx) (err error) {
		changed, err = tx.PublishTranslation(x.Context(), id, at)
		return err
	})
	return changed
}
