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

// migrationsOf returns a dialect's migrations, which are numbered from 1
// without gaps.
func migrationsOf(dialect string) ([]migration, error) {
	dir := path.Join("migrations", dialect)
	entries, err := fs.ReadDir(migrations, dir) // sorted by name
	if err != nil {
		return nil, err
	}
	var list []migration
	for i, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".sql")
		digits, _, _ := strings.Cut(name, "_")
		version, err := strconv.Atoi(digits)
		if err != nil || version != i+1 {
			return nil, fmt.Errorf("migration %s is not number %d: %w", e.Name(), i+1, domain.ErrInvalid)
		}
		text, err := fs.ReadFile(migrations, path.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		list = append(list, migration{version: version, name: name, sql: string(text)})
	}
	return list, nil
}

// migrate runs the migrations that the database has not seen. Each is in a
// transaction with the note that it ran, so that a crash leaves none by halves.
func (s *Store) migrate(ctx context.Context) error {
	list, err := migrationsOf(s.dialect.name)
	if err != nil {
		return err
	}
	for _, m := range list {
		err := s.Write(ctx, func(ctx context.Context, tx *Tx) error { return tx.apply(ctx, m, len(list)) })
		if err != nil {
			return fmt.Errorf("migration %s: %w", m.name, err)
		}
	}
	return nil
}

func (t *Tx) apply(ctx context.Context, m migration, latest int) error {
	if err := t.lock(ctx, "migrate"); err != nil { // another process may be starting, too
		return err
	}
	if err := t.exec(ctx, `CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY, name TEXT NOT NULL)`); err != nil {
		return err
	}
	var done int
	if err := t.row(ctx, `SELECT COALESCE(MAX(version), 0) FROM schema_version`).Scan(&done); err != nil {
		return err
	}
	if done > latest {
		return fmt.Errorf("the database has version %d of the schema and this program knows %d: use the newer program that changed it, or a backup: %w", done, latest, domain.ErrInvalid)
	}
	if done >= m.version {
		return nil
	}
	if err := t.exec(ctx, m.sql); err != nil {
		return err
	}
	return t.exec(ctx, `INSERT INTO schema_version (version, name) VALUES ($1, $2)`, m.version, m.name)
}
