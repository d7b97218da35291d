package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Migrations come in pairs of files with the same name, NNNN_what.sql, that
// give the same tables and columns on both databases. They only go forward,
// run in one transaction each, and never change once they are released.
//
//go:embed migrations
var migrations embed.FS

type migration struct {
	version int
	name    string
	sql     string
}

// migrationsOf returns a dialect's migrations in their order.
func migrationsOf(dialect string) ([]migration, error) {
	dir := path.Join("migrations", dialect)
	entries, err := fs.ReadDir(migrations, dir) // sorted by name
	if err != nil {
		return nil, err
	}
	var list []migration
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".sql")
		digits, _, _ := strings.Cut(name, "_")
		version, err := strconv.Atoi(digits)
		if err != nil || len(list) > 0 && version <= list[len(list)-1].version {
			return nil, fmt.Errorf("migration %s has no number of its own: %w", e.Name(), domain.ErrInvalid)
		}
		text, err := fs.ReadFile(migrations, path.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		list = append(list, migration{version: version, name: name, sql: string(text)})
	}
	return list, nil
}

// migrate runs the migrations up to a version that the database has not seen,
// with 0 for all. Each is in a transaction with the note that it ran, so that a
// crash leaves none by halves.
func (s *Store) migrate(ctx context.Context, until int) error {
	list, err := migrationsOf(s.dialect.name)
	if err != nil {
		return err
	}
	return s.Alone(ctx, func(ctx context.Context) error {
		for _, m := range list {
			if until != 0 && m.version > until {
				break
			}
			err := s.Write(ctx, func(ctx context.Context, tx *Tx) error { return tx.apply(ctx, m, list[len(list)-1].version) })
			if err != nil {
				return fmt.Errorf("migration %s: %w", m.name, err)
			}
		}
		return nil
	})
}

func (t *Tx) apply(ctx context.Context, m migration, latest int) error {
	if err := t.exec(ctx, `CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY, name TEXT NOT NULL)`); err != nil {
		return err
	}
	var last, seen int
	err := t.row(ctx, `SELECT COALESCE(MAX(version), 0), COUNT(CASE WHEN version = $1 THEN 1 END) FROM schema_version`, m.version).Scan(&last, &seen)
	switch {
	case err != nil:
		return err
	case last > latest:
		return fmt.Errorf("the database has version %d of the schema and this program knows %d: use the newer program that changed it, or a backup: %w", last, latest, domain.ErrInvalid)
	case seen > 0:
		return nil
	}
	if err := t.exec(ctx, m.sql); err != nil {
		return err
	}
	return t.exec(ctx, `INSERT INTO schema_version (version, name) VALUES ($1, $2)`, m.version, m.name)
}
