package store

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Reader holds the methods that read. Store has them, each seeing what is
// kept at its moment, and Tx, seeing its own writes as well.
type Reader struct {
	q       querier
	dialect dialect
	codec   *codec
}

// querier is what *sql.DB, *sql.Tx and *sql.Conn have in common.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func (r Reader) row(ctx context.Context, query string, args ...any) *sql.Row {
	return r.q.QueryRowContext(ctx, query, args...)
}

// scanner is what *sql.Row and *sql.Rows have in common.
type scanner interface{ Scan(dest ...any) error }

// list runs a query and scans its rows.
func list[T any](ctx context.Context, r Reader, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := r.q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

func scanID(row scanner) (id int64, err error) { return id, row.Scan(&id) }

func (t *Tx) exec(ctx context.Context, query string, args ...any) error {
	_, err := t.q.ExecContext(ctx, query, args...)
	return err
}

// change is exec for a statement that must hit a row: none is ErrNotFound.
func (t *Tx) change(ctx context.Context, query string, args ...any) error {
	n, err := t.count(ctx, query, args...)
	if err == nil && n == 0 {
		return domain.ErrNotFound
	}
	return err
}

// count is exec that says how many rows it hit.
func (t *Tx) count(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := t.q.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// lock waits until no other transaction holds a name, and holds it until
// this one ends. Several must be taken in sorted order.
func (t *Tx) lock(ctx context.Context, name string) error {
	if t.dialect.lock == "" {
		return nil
	}
	return t.exec(ctx, t.dialect.lock, name)
}

// failed adds to an error what was being done; a missing row is ErrNotFound.
func failed(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = domain.ErrNotFound
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}

// micros returns a time as it is kept, zero as 0.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// instant scans a kept time.
type instant struct{ *time.Time }

func (i instant) Scan(value any) error {
	n, ok := value.(int64)
	if !ok {
		return fmt.Errorf("a time is kept as %T", value)
	}
	if *i.Time = (time.Time{}); n != 0 {
		*i.Time = time.UnixMicro(n).UTC()
	}
	return nil
}

// span scans a kept duration.
type span struct{ *time.Duration }

func (s span) Scan(value any) error {
	n, ok := value.(int64)
	if !ok {
		return fmt.Errorf("a duration is kept as %T", value)
	}
	*s.Duration = time.Duration(n) * time.Microsecond
	return nil
}

// encoded is a value that is kept as JSON text: to write it, or, with a
// pointer, to scan it.
type encoded struct{ value any }

func (e encoded) Value() (driver.Value, error) {
	data, err := json.Marshal(e.value)
	return string(data), err
}

func (e encoded) Scan(value any) error {
	switch v := value.(type) {
	case string:
		return json.Unmarshal([]byte(v), e.value)
	case []byte:
		return json.Unmarshal(v, e.value)
	default:
		return fmt.Errorf("JSON is kept as %T", value)
	}
}

// bounded limits how many rows a caller gets at once; 0 asks for the most.
func bounded(limit, most int) int { return min(max(cmp.Or(limit, most), 1), most) }
