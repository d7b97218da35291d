package store

import (
	"context"
	"database/sql"
	"sync"
)

// mostStatements is how many statements are kept prepared at most, on each
// connection that reads: more than there are queries.
const mostStatements = 256

// prepared is an SQLite database whose queries are prepared once: compiling
// the query takes longer than running it for most of what a page asks.
type prepared struct {
	*sql.DB
	mu   sync.Mutex
	kept map[string]*sql.Stmt
}

// statement returns a query's statement, or nil where there are too many, or it
// can't be prepared, which running it will tell.
func (p *prepared) statement(ctx context.Context, query string) *sql.Stmt {
	p.mu.Lock()
	s, full := p.kept[query], len(p.kept) >= mostStatements
	p.mu.Unlock()
	if s != nil || full {
		return s
	}
	s, err := p.PrepareContext(ctx, query) // waits for a connection, so nobody may wait for it
	if err != nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if other := p.kept[query]; other != nil {
		_ = s.Close() //nolint:sqlclosecheck // nobody uses it yet, and only here
		return other
	}
	p.kept[query] = s
	return s
}

// QueryContext is sql.DB's.
func (p *prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if s := p.statement(ctx, query); s != nil { //nolint:sqlclosecheck // it is kept
		return s.QueryContext(ctx, args...)
	}
	return p.DB.QueryContext(ctx, query, args...)
}

// QueryRowContext is sql.DB's.
func (p *prepared) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if s := p.statement(ctx, query); s != nil { //nolint:sqlclosecheck // it is kept
		return s.QueryRowContext(ctx, args...)
	}
	return p.DB.QueryRowContext(ctx, query, args...)
}
