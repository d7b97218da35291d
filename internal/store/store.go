// Package store keeps what Dragoman knows: sources and their items, articles
// with all their versions, editions and translations. All SQL stands here.
//
// The same SQL text serves SQLite and Postgres: numbered placeholders, times
// as microseconds since 1970 that Go supplies (0 for none), lists and
// documents as JSON text. What differs is one dialect value.
//
// Reading needs no transaction: every method of Reader works on the Store
// itself and inside a transaction. Writing does: the methods of Tx exist only
// there, so that a job's results and the jobs that follow from them are kept
// together or not at all (see package queue). Every write may run twice with
// the same result.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	sqlitedriver "modernc.org/sqlite" // registers the database/sql driver "sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// readers is how many connections read an SQLite database at once: more gave
// nothing in measurements on two cores.
const readers = 4

// leastPool is how many connections to Postgres are allowed at least: the
// queue listens on one of them for good.
const leastPool = 8

// Store is an open database. It is safe for concurrent use.
type Store struct {
	Reader
	write *sql.DB       // one connection on SQLite; the pool on Postgres
	read  *sql.DB       // read-only on SQLite; the same as write on Postgres
	pool  *pgxpool.Pool // nil on SQLite
	path  string        // of the SQLite database
}

// Open opens the database at an address and brings its schema up to date. An
// address is a postgres:// URL or the path of an SQLite file, which is made
// when it is absent. A database that a later version of Dragoman has changed
// is domain.ErrInvalid.
func Open(ctx context.Context, address string) (*Store, error) {
	s, err := connect(ctx, address)
	if err != nil {
		return nil, err
	}
	if err := s.migrate(ctx, 0); err != nil {
		return nil, errors.Join(fmt.Errorf("bring the database up to date: %w", advised(err)), s.Close())
	}
	return s, nil
}

// connect opens the database at an address as it is.
func connect(ctx context.Context, address string) (*Store, error) {
	open := openSQLite
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		open = openPostgres
	}
	s, err := open(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	return s, nil
}

func openSQLite(_ context.Context, path string) (*Store, error) {
	if path == "" || path == ":memory:" {
		return nil, fmt.Errorf("an SQLite database needs the path of a file: %w", domain.ErrInvalid)
	}
	dsn := func(more string) string {
		return "file:" + (&url.URL{Path: path}).EscapedPath() +
			"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=foreign_keys(1)" + more
	}
	write, err := sql.Open("sqlite", dsn("&_txlock=immediate"))
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1) // a second writer would only wait, and fail when it waits too long
	read, err := sql.Open("sqlite", dsn("&_pragma=query_only(1)"))
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	c, err := newCodec()
	if err != nil {
		return nil, errors.Join(err, write.Close(), read.Close())
	}
	q := &prepared{DB: read, kept: map[string]*sql.Stmt{}}
	return &Store{Reader: Reader{q: q, dialect: sqlite, codec: c}, write: write, read: read, path: path}, nil
}

func openPostgres(ctx context.Context, address string) (*Store, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, err
	}
	config.MaxConns = max(config.MaxConns, leastPool)
	if params := config.ConnConfig.RuntimeParams; params["plan_cache_mode"] == "" {
		params["plan_cache_mode"] = "force_custom_plan" // a search for a rare word and for a common one need different plans
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	c, err := newCodec()
	if err != nil {
		pool.Close()
		return nil, err
	}
	db := stdlib.OpenDBFromPool(pool)
	return &Store{Reader: Reader{q: db, dialect: postgres, codec: c}, write: db, read: db, pool: pool}, nil
}

// Close lets go of the database. Transactions must have ended.
func (s *Store) Close() error {
	err := s.write.Close()
	if s.read != s.write {
		err = errors.Join(s.read.Close(), err)
	}
	if s.pool != nil {
		s.pool.Close()
	}
	return err
}

// SQLite returns the one connection that writes and the database's path, for
// the queue, or nil on Postgres.
func (s *Store) SQLite() (db *sql.DB, path string) {
	if s.pool != nil {
		return nil, ""
	}
	return s.write, s.path
}

// Postgres returns the pool of connections, for the queue, or nil on SQLite.
func (s *Store) Postgres() *pgxpool.Pool { return s.pool }

// Tx is a transaction that writes. It must not be used after the function
// that it was handed to has returned, nor by two goroutines at once.
type Tx struct {
	Reader
	sqlite   *sql.Tx
	postgres pgx.Tx
}

// SQLite returns the transaction as the queue needs it, or nil on Postgres.
func (t *Tx) SQLite() *sql.Tx { return t.sqlite }

// Postgres returns the transaction as the queue needs it, or nil on SQLite.
func (t *Tx) Postgres() pgx.Tx { return t.postgres }

type inWrite struct{}

// Write runs f in a transaction, which is kept when f returns nil and undone
// otherwise. The context that f gets ends with ctx, and what fails after that
// is also ctx's error. A Write inside a Write is refused, because it would wait
// for itself.
//
// On SQLite there is one writer at a time: f must not wait for anything but
// the database, above all not for a model or another machine.
func (s *Store) Write(ctx context.Context, f func(ctx context.Context, tx *Tx) error) error {
	if ctx.Value(inWrite{}) == s {
		return fmt.Errorf("a transaction inside a transaction: %w", domain.ErrInvalid)
	}
	inside := context.WithValue(ctx, inWrite{}, s)
	write := s.writeSQLite
	if s.pool != nil {
		write = s.writePostgres
	}
	err := advised(write(inside, f))
	if end := ctx.Err(); err != nil && end != nil && !errors.Is(err, end) {
		return fmt.Errorf("%w: %w", end, err) // a driver may call the connection bad, or the transaction done
	}
	return err
}

// advised says what to look at where SQLite couldn't write its file.
func advised(err error) error {
	var e *sqlitedriver.Error
	if errors.As(err, &e) && (e.Code()&0xff == sqlite3.SQLITE_FULL || e.Code()&0xff == sqlite3.SQLITE_IOERR) {
		return fmt.Errorf("%w: the disk may be full: what was kept before is safe; make room and try again", err)
	}
	return err
}

func (s *Store) writeSQLite(ctx context.Context, f func(ctx context.Context, tx *Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin a transaction: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	if err := f(ctx, &Tx{Reader: s.on(tx), sqlite: tx}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("keep a transaction: %w", err)
	}
	return nil
}

// writePostgres begins a transaction with pgx, which the queue needs, on a
// connection of database/sql, which our SQL runs on. When our SQL finds the
// connection bad, as it does when the context ends, database/sql hands it back
// to the pool at once: so the transaction ends through database/sql, too, which
// then refuses.
func (s *Store) writePostgres(ctx context.Context, f func(ctx context.Context, tx *Tx) error) error {
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return fmt.Errorf("begin a transaction: %w", err)
	}
	defer func() { _ = conn.Close() }()
	var tx pgx.Tx
	err = conn.Raw(func(c any) (err error) {
		tx, err = c.(*stdlib.Conn).Conn().Begin(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("begin a transaction: %w", err)
	}
	defer func() {
		_ = conn.Raw(func(any) error { return tx.Rollback(context.WithoutCancel(ctx)) }) // after a commit it does nothing
	}()
	if err := f(ctx, &Tx{Reader: s.on(conn), postgres: tx}); err != nil {
		return err
	}
	if err := conn.Raw(func(any) error { return tx.Commit(ctx) }); err != nil {
		return fmt.Errorf("keep a transaction: %w", err)
	}
	return nil
}

func (s *Store) on(q querier) Reader {
	r := s.Reader
	r.q = q
	return r
}
