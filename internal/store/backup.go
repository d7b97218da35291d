package store

import (
	"context"
	"database/sql"
	"fmt"
	"io"
)

// Backup writes everything that the store holds, as it is at one moment, while
// others read and write on. The queue's jobs are not part of it: they follow
// from what is. It takes memory for one part of the archive at a time.
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	return failed(s.backup(ctx, w), "back up")
}

func (s *Store) backup(ctx context.Context, w io.Writer) error {
	options := &sql.TxOptions{} // a reader of SQLite sees one moment anyway
	if s.pool != nil {
		options = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	tx, err := s.read.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // it wrote nothing
	r := s.on(tx)
	m := manifest{Format: archiveFormat}
	if err := r.row(ctx, `SELECT MAX(version) FROM schema_version`).Scan(&m.Schema); err != nil {
		return err
	}
	if m.Tables, err = r.tables(ctx); err != nil {
		return err
	}
	for i, t := range m.Tables {
		if m.Tables[i].Next, err = r.lastIdentifier(ctx, t); err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
	}
	a, err := newArchiveWriter(w, m)
	if err != nil {
		return err
	}
	for _, t := range m.Tables {
		if err := r.backupTable(ctx, a, t); err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
	}
	return a.close()
}

// lastIdentifier returns the last identifier that a table gave away, which
// may be gone again, or 0.
func (r Reader) lastIdentifier(ctx context.Context, t table) (last int64, err error) {
	if t.Columns[0].Name != "id" || t.Columns[0].Kind != kindInt {
		return 0, nil
	}
	return last, r.row(ctx, r.dialect.lastIdentifier, t.Name).Scan(&last)
}

func (r Reader) backupTable(ctx context.Context, a *archiveWriter, t table) error {
	values := make([]any, len(t.Columns))
	dest := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		switch c.Kind {
		case kindInt:
			dest[i] = &sql.Null[int64]{}
		case kindText:
			dest[i] = &sql.Null[string]{}
		case kindBool:
			dest[i] = &sql.Null[bool]{}
		case kindBytes:
			dest[i] = &[]byte{}
		case kindFloat:
			dest[i] = &sql.Null[float64]{}
		}
	}
	rows, err := r.q.QueryContext(ctx, `SELECT `+t.names()+` FROM "`+t.Name+`" ORDER BY 1`)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		for i := range dest {
			values[i] = nullable(dest[i])
		}
		if err := a.row(t.Name, values); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return a.endTable(t.Name)
}

// nullable returns what backupTable scanned, or nil for null.
func nullable(scanned any) any {
	switch v := scanned.(type) {
	case *sql.Null[int64]:
		if v.Valid {
			return v.V
		}
	case *sql.Null[string]:
		if v.Valid {
			return v.V
		}
	case *sql.Null[bool]:
		if v.Valid {
			return v.V
		}
	case *[]byte:
		return append([]byte{}, *v...) // a driver may give nil for no bytes; null they never are
	case *sql.Null[float64]:
		if v.Valid {
			return v.V
		}
	}
	return nil
}
