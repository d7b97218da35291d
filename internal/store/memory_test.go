package store

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Pairs that were kept before version 11 of the schema are found again.
func TestRekeyMemory(t *testing.T) {
	t.Parallel()
	s, err := connect(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if err := s.migrate(t.Context(), 10); err != nil {
		t.Fatal(err)
	}
	put := func(source string) {
		t.Helper()
		p := domain.MemoryPair{From: "en", To: "ru", Source: source, Target: "x", At: time.Unix(1, 0)}
		err := s.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
			return tx.PutMemory(ctx, p, domain.MemoryKeys{Exact: source, Skeleton: "old"})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	put("one")
	put("two")
	if err := s.migrate(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	put("three")
	keys := func(source, from, to string) domain.MemoryKeys {
		return domain.MemoryKeys{Skeleton: source + from + to}
	}
	if err := s.RekeyMemory(t.Context(), keys); err != nil {
		t.Fatal(err)
	}
	for skeleton, want := range map[string]string{"oneenru": "one", "twoenru": "two", "old": "three"} {
		found, err := s.MemoryExact(t.Context(), "", domain.MemoryKeys{Exact: "?", Skeleton: skeleton})
		if err != nil || len(found) != 1 || found[0].Source != want {
			t.Errorf("%s: %+v, %v", skeleton, found, err)
		}
	}
	err = s.Write(t.Context(), func(ctx context.Context, tx *Tx) error { return tx.exec(ctx, `UPDATE memory SET skeleton = ''`) })
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RekeyMemory(t.Context(), func(string, string, string) domain.MemoryKeys { return domain.MemoryKeys{} }); err == nil {
		t.Error("keys that are none are taken")
	}
}
