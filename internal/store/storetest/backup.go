package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

// Fill puts something into every table, and leaves identifiers behind that
// are no longer in use.
func Fill(t *testing.T, s *store.Store) {
	t.Helper()
	x := fixture{t, s}
	source, k, id := x.shown("one", now.Add(-time.Hour), "Заголовок", "слова covid-19 東京")
	x.must(func(tx *store.Tx) error {
		items := []domain.Item{{Key: "a", Title: `quotes "'\ and <b>`, ContentHTML: "<p>\u2028</p>", Authors: []string{"A"}}, {Key: "b", Published: now}}
		kept, err := tx.PutItems(t.Context(), source, items, now)
		if err != nil {
			return err
		}
		_, err = tx.PutArticleVersion(t.Context(), store.Reading{
			Source: source, Item: kept[0].ID, At: now, Content: article("two"), Addresses: addresses("two"),
			HTML: []byte(strings.Repeat("<p>\xff\x00", 1000)),
		})
		sub := store.Subscription{Source: source, Hub: "h", Topic: "t", Token: "k", Lease: now}
		return errors.Join(err, tx.PutItemProblem(t.Context(), kept[1].ID, "no text"), tx.PutSubscription(t.Context(), sub),
			tx.PutRedirect(t.Context(), "from", "to", now), tx.PutSetting(t.Context(), "key", "значение", now),
			tx.PutMedia(t.Context(), domain.Media{Key: domain.MediaKey("u"), URL: "u", Size: domain.MediaLarge, Type: "image/jpeg", Data: []byte{0, 255}}, now))
	})
	again := translation(k.Version, "Раз", domain.StatusReady)
	again.Rights = domain.Rights{Limit: domain.ModeExcerpt, NoIndex: true, Reasons: []string{"a", "b"}}
	x.translate(again)
	(&stories{fixture: x}).place(k.Version)
	x.index(id, "Раз", "другие слова covid-19 東京")
	older := x.read(store.Reading{Source: source, At: now, Content: article("older"), Addresses: addresses("older")})
	x.read(store.Reading{Source: source, At: now, Content: article("newer"), Addresses: addresses("newer")})
	x.read(store.Reading{Source: source, At: now, Content: article("merged"), Addresses: addresses("newer", "older")})
	x.must(func(tx *store.Tx) error { return tx.RetractArticle(t.Context(), older.Article, "why", now) })
	x.must(func(tx *store.Tx) error {
		spent := store.Reservation{Engine: "deepl", Source: source, Characters: 40, Micros: 1000, At: now}
		settled, err := tx.ReserveSpend(t.Context(), spent, free)
		_, open := tx.ReserveSpend(t.Context(), spent, free)
		return errors.Join(err, open, tx.SettleSpend(t.Context(), settled, store.Spent{Characters: 40, Micros: 1000}))
	})
	gone := x.source(sourceOf("gone"))
	x.must(func(tx *store.Tx) error { return tx.RemoveSource(t.Context(), gone) })
}

// Backup returns what a store's backup holds.
func Backup(t *testing.T, s *store.Store) []byte {
	t.Helper()
	var archive bytes.Buffer
	if err := s.Backup(t.Context(), &archive); err != nil {
		t.Fatal(err)
	}
	return archive.Bytes()
}

// unpacked returns a backup's lines.
func unpacked(t *testing.T, archive []byte) []string {
	t.Helper()
	zip, err := zstd.NewReader(bytes.NewReader(archive))
	if err != nil {
		t.Fatal(err)
	}
	defer zip.Close()
	data, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(data), "\n")
}

// RunBackup restores the backup of one database into another.
func RunBackup(t *testing.T, from, to func(tb testing.TB) string) {
	s := Open(t, from(t))
	Fill(t, s)
	archive := Backup(t, s)
	address := to(t)
	if err := store.Restore(t.Context(), address, struct{ io.Reader }{bytes.NewReader(archive)}); err != nil {
		t.Fatal(err)
	}
	restored := Open(t, address)
	if diff := cmp.Diff(unpacked(t, archive), unpacked(t, Backup(t, restored))); diff != "" {
		t.Errorf("the backup of what was restored differs: %s", diff)
	}
	x := fixture{t, restored}
	for _, word := range []string{"covid-19", "東京", "раз"} {
		if got, n := x.search(store.Search{Words: [][]string{{word}}}); n != 1 && word != "раз" || n == 1 && got[0] != "Раз" {
			t.Errorf("%s finds %v", word, got)
		}
	}
	before, err := s.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if id := x.source(sourceOf("next")); id != before[0].ID+2 {
		t.Errorf("the next source is number %d, want %d: one was removed", id, before[0].ID+2)
	}
	if k := x.read(store.Reading{Source: before[0].ID, At: now, Content: article("next"), Addresses: addresses("next")}); !k.NewArticle {
		t.Errorf("the next article: %+v", k)
	}
	astray := store.Subscription{Source: 999, Hub: "h", Topic: "t", Token: "astray"}
	if err := x.write(func(tx *store.Tx) error { return tx.PutSubscription(t.Context(), astray) }); err == nil {
		t.Error("the restored database has lost its foreign keys")
	}
	err = store.Restore(t.Context(), address, bytes.NewReader(archive))
	if !errors.Is(err, domain.ErrInvalid) || !strings.Contains(fmt.Sprint(err), "content") {
		t.Errorf("restored into a database with content: %v", err)
	}
}

// testBackupAtOnce backs up while others write: the backup holds whole
// transactions only.
func testBackupAtOnce(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	src := x.source(sourceOf("one"))
	ctx, stop := context.WithCancel(t.Context())
	written := make(chan error, 1)
	started := make(chan struct{})
	go func() {
		for n := 0; ; n++ {
			err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.PutArticleVersion(ctx, store.Reading{Source: src, At: now, Content: article(fmt.Sprint(n)), Addresses: addresses(fmt.Sprint("a", n))})
				return errors.Join(err, tx.PutSetting(ctx, fmt.Sprint("s", n), "", now))
			})
			if n == 20 {
				close(started)
			}
			if err != nil {
				written <- err
				return
			}
		}
	}()
	<-started
	for range 3 {
		address := t.TempDir() + "/restored.db"
		if err := store.Restore(t.Context(), address, bytes.NewReader(Backup(t, s))); err != nil {
			t.Fatal(err)
		}
		restored := Open(t, address)
		c, err := restored.Counts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := restored.Setting(t.Context(), fmt.Sprint("s", c.Articles-1)); err != nil || c.Articles < 20 {
			t.Errorf("%d articles, and the last one's transaction is there by halves: %v", c.Articles, err)
		}
		if _, err := restored.Setting(t.Context(), fmt.Sprint("s", c.Articles)); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("%d articles, and half of another transaction: %v", c.Articles, err)
		}
	}
	stop()
	if err := <-written; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
