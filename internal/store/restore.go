package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Restore loads what Backup wrote into the empty database at an address, of
// either kind; an SQLite file is made when it is absent. The archive is read to
// its end before the database is touched; unless r can seek, it is kept in a
// temporary file meanwhile. A damaged archive, one of a later version of
// Dragoman, and a database that has content are domain.ErrInvalid. When it
// fails, the database stays without content.
func Restore(ctx context.Context, address string, r io.Reader) error {
	return failed(restore(ctx, address, r), "restore the backup")
}

func restore(ctx context.Context, address string, r io.Reader) error {
	archive, forget, err := seekable(r)
	if err != nil {
		return err
	}
	defer forget()
	start, err := archive.Seek(0, io.SeekCurrent)
	if err != nil {
		return err
	}
	m, err := verify(ctx, archive)
	if err != nil {
		return err
	}
	if _, err := archive.Seek(start, io.SeekStart); err != nil {
		return err
	}
	s, err := connect(ctx, address)
	if err != nil {
		return err
	}
	return errors.Join(s.restore(ctx, m, archive), s.Close())
}

// seekable returns an archive as something that can be read twice.
func seekable(r io.Reader) (archive io.ReadSeeker, forget func(), err error) {
	if s, ok := r.(io.ReadSeeker); ok {
		if _, err := s.Seek(0, io.SeekCurrent); err == nil { // a pipe is a file, too, but can't
			return s, func() {}, nil
		}
	}
	f, err := os.CreateTemp("", "dragoman-restore-")
	if err != nil {
		return nil, nil, err
	}
	forget = func() { _ = errors.Join(f.Close(), os.Remove(f.Name())) }
	if _, err = io.Copy(f, r); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		forget()
		return nil, nil, err
	}
	return f, forget, nil
}

// verify reads a whole archive, and refuses what this program can't restore.
func verify(ctx context.Context, archive io.Reader) (m manifest, err error) {
	known, err := migrationsOf(sqlite.name)
	if err != nil {
		return m, err
	}
	latest := known[len(known)-1].version
	err = readArchive(ctx, archive, func(read manifest) error {
		m = read
		if m.Schema > latest {
			return fmt.Errorf("the backup has version %d of the schema and this program knows %d: use the newer program that wrote it: %w", m.Schema, latest, domain.ErrInvalid)
		}
		return nil
	}, func(table, []any) error { return nil })
	return m, err
}

// restore brings an empty database to the archive's schema, loads it, and goes
// on to the latest schema.
func (s *Store) restore(ctx context.Context, m manifest, archive io.Reader) error {
	if err := s.empty(ctx); err != nil {
		return err
	}
	if err := s.migrate(ctx, m.Schema); err != nil {
		return err
	}
	var schema int
	if err := s.row(ctx, `SELECT MAX(version) FROM schema_version`).Scan(&schema); err != nil {
		return err
	}
	if schema > m.Schema {
		return fmt.Errorf("the backup has version %d of the schema and the database %d: restore it into a new database, which is then brought up to date: %w", m.Schema, schema, domain.ErrInvalid)
	}
	tables, err := s.tables(ctx)
	if err != nil {
		return err
	}
	if !slices.Equal(shapes(tables), shapes(m.Tables)) {
		return fmt.Errorf("the backup's tables are not those of version %d of the schema: %w", m.Schema, domain.ErrInvalid)
	}
	if err := s.Write(ctx, func(ctx context.Context, tx *Tx) error { return tx.load(ctx, archive) }); err != nil {
		return err
	}
	return s.migrate(ctx, 0)
}

// empty refuses a database in which a table has rows.
func (s *Store) empty(ctx context.Context) error {
	tables, err := s.tables(ctx)
	if err != nil {
		return err
	}
	for _, t := range tables {
		rows, err := list(ctx, s.Reader, scanID, `SELECT 1 FROM "`+t.Name+`" LIMIT 1`)
		if err != nil {
			return err
		}
		if len(rows) > 0 {
			return fmt.Errorf("the database has content (in the table %s): restore into an empty one: %w", t.Name, domain.ErrInvalid)
		}
	}
	return nil
}

// shapes returns the columns of all tables, sorted.
func shapes(tables []table) (all []string) {
	for _, t := range tables {
		for _, c := range t.Columns {
			all = append(all, t.Name+"."+c.Name+" "+string(c.Kind))
		}
	}
	slices.Sort(all)
	return all
}

func (t *Tx) load(ctx context.Context, archive io.Reader) error {
	refer, err := t.deferReferences(ctx)
	if err != nil {
		return fmt.Errorf("defer references: %w", err)
	}
	l := &loader{tx: t}
	err = readArchive(ctx, archive, func(m manifest) error {
		l.tables = m.Tables
		return nil
	}, func(in table, values []any) error { return l.row(ctx, in, values) })
	if err != nil {
		return err
	}
	if err := l.flush(ctx); err != nil {
		return err
	}
	for _, of := range l.tables {
		if of.Next == 0 {
			continue
		}
		for _, query := range t.dialect.setIdentifier {
			if err := t.exec(ctx, query, of.Name, of.Next); err != nil {
				return fmt.Errorf("identifiers of the table %s: %w", of.Name, err)
			}
		}
	}
	for _, query := range refer {
		if err := t.exec(ctx, query); err != nil {
			return err
		}
	}
	return t.rebuildSearch(ctx)
}

// deferReferences lets rows refer to rows that are loaded later, and returns
// the statements that check and keep all references again, unless the
// transaction's end does.
func (t *Tx) deferReferences(ctx context.Context) (refer []string, err error) {
	if t.dialect.deferred != "" {
		return nil, t.exec(ctx, t.dialect.deferred)
	}
	var drop []string
	_, err = list(ctx, t.Reader, func(row scanner) (none struct{}, err error) {
		var table, name, definition string
		err = row.Scan(&table, &name, &definition)
		drop = append(drop, `ALTER TABLE "`+table+`" DROP CONSTRAINT "`+name+`"`)
		refer = append(refer, `ALTER TABLE "`+table+`" ADD CONSTRAINT "`+name+`" `+definition)
		return none, err
	}, t.dialect.references)
	if err != nil {
		return nil, err
	}
	for _, query := range drop {
		if err := t.exec(ctx, query); err != nil {
			return nil, err
		}
	}
	return refer, nil
}

// loader inserts rows in batches.
type loader struct {
	tx     *Tx
	tables []table
	into   table
	args   []any
	rows   int
	size   int // of the batch, in bytes
}

// The bounds of a batch.
const (
	batchRows = 50
	batchSize = 1 << 20
)

func (l *loader) row(ctx context.Context, into table, values []any) error {
	if into.Name != l.into.Name || l.rows == batchRows || l.size > batchSize {
		if err := l.flush(ctx); err != nil {
			return err
		}
		l.into = into
	}
	for _, v := range values {
		switch v := v.(type) {
		case string:
			l.size += len(v)
			l.args = append(l.args, l.tx.dialect.text(v))
			continue
		case []byte:
			l.size += len(v)
		}
		l.args = append(l.args, v)
	}
	l.rows++
	return nil
}

func (l *loader) flush(ctx context.Context) error {
	if l.rows == 0 {
		return nil
	}
	var query strings.Builder
	query.WriteString(`INSERT INTO "` + l.into.Name + `" (` + l.into.names() + `) ` + l.tx.dialect.overriding + ` VALUES `)
	for i := range l.args {
		switch {
		case i == 0:
			query.WriteString("(")
		case i%len(l.into.Columns) == 0:
			query.WriteString("), (")
		default:
			query.WriteString(", ")
		}
		query.WriteString("$" + strconv.Itoa(i+1))
	}
	query.WriteString(")")
	err := l.tx.exec(ctx, query.String(), l.args...)
	l.args, l.rows, l.size = l.args[:0], 0, 0
	return failed(err, "table %s", l.into.Name)
}

// rebuildSearch makes the index anew of what it was given.
func (t *Tx) rebuildSearch(ctx context.Context) error {
	type entry struct {
		id          int64
		title, body []byte
	}
	for after := int64(0); ; {
		entries, err := list(ctx, t.Reader, func(row scanner) (e entry, err error) { return e, row.Scan(&e.id, &e.title, &e.body) },
			`SELECT translation_id, title, body FROM analysed WHERE translation_id > $1 ORDER BY translation_id LIMIT 100`, after)
		if err != nil || len(entries) == 0 {
			return failed(err, "search index")
		}
		for _, e := range entries {
			title, bad := t.codec.unpack(e.title)
			body, err := t.codec.unpack(e.body)
			if err := cmp.Or(bad, err); err != nil {
				return failed(err, "search index")
			}
			if err := t.index(ctx, e.id, string(title), string(body)); err != nil {
				return failed(err, "search index")
			}
		}
		after = entries[len(entries)-1].id
	}
}
