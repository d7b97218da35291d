package store

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// shape returns table.column or index for all that a query names, sorted.
func shape(t *testing.T, s *Store, query string) []string {
	t.Helper()
	all, err := list(t.Context(), s.Reader, func(row scanner) (string, error) {
		var name, kind string
		err := row.Scan(&name, &kind)
		kind = strings.ToLower(kind)
		kind = strings.NewReplacer("integer", "bigint", "blob", "bytea").Replace(kind)
		return name + " " + kind, err
	}, query)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// SchemaShape is checked by the external test, which has a Postgres.
func SchemaShape(t *testing.T, s *Store) []string {
	t.Helper()
	if s.pool == nil {
		return append(shape(t, s, `
			SELECT m.name || '.' || c.name AS n, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c
			WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'search%' ORDER BY n`),
			shape(t, s, `SELECT name, tbl_name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite%' ORDER BY name`)...)
	}
	return append(shape(t, s, `
		SELECT table_name || '.' || column_name AS n, data_type FROM information_schema.columns
		WHERE table_schema = 'public' AND table_name <> 'search' ORDER BY (table_name || '.' || column_name) COLLATE "C"`),
		shape(t, s, `
			SELECT indexname, tablename FROM pg_indexes
			WHERE schemaname = 'public' AND tablename <> 'search' AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key' ORDER BY indexname COLLATE "C"`)...)
}

func TestOpenRefusesALaterSchema(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "test.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
		return tx.exec(ctx, `INSERT INTO schema_version (version, name) VALUES (9999, 'later')`)
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("opened a later schema: %v", err)
	}
}

func TestShapeSeesADifference(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	before := SchemaShape(t, s)
	err = s.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
		return tx.exec(ctx, `ALTER TABLE setting ADD COLUMN extra TEXT`)
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, SchemaShape(t, s)); !strings.Contains(diff, "setting.extra") {
		t.Errorf("a column more is not seen: %s", diff)
	}
}

// TestFullDisk has a database that may not grow, as on a full disk.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "full.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()                                                                          //nolint:errcheck // the test has ended
	if _, err := s.write.ExecContext(t.Context(), "PRAGMA max_page_count = 1"); err != nil { // no more than there are
		t.Fatal(err)
	}
	title := ""
	for err == nil {
		title += strings.Repeat("a long name ", 1000)
		err = s.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
			return tx.PutEdition(ctx, domain.Edition{ID: "ru", Lang: "ru", Title: title})
		})
	}
	if !strings.Contains(err.Error(), "the disk may be full") {
		t.Error(err)
	}
	if _, err := s.Edition(t.Context(), "ru"); err != nil && !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("reading after it: %v", err)
	}
}
