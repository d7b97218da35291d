package store

import (
	"context"
	"time"
)

// Page returns the HTML that an article's version was read from, or
// domain.ErrNotFound where none was kept or it was dropped since.
func (r Reader) Page(ctx context.Context, version int64) ([]byte, error) {
	var packed []byte
	if err := r.row(ctx, `SELECT html FROM page WHERE version_id = $1`, version).Scan(&packed); err != nil {
		return nil, failed(err, "page of article version %d", version)
	}
	html, err := r.codec.unpack(packed)
	return html, failed(err, "page of article version %d", version)
}

// DropPages drops up to limit pages that were read before a time, the oldest
// first, and returns how many. Call it until it returns 0.
func (t *Tx) DropPages(ctx context.Context, before time.Time, limit int) (int64, error) {
	n, err := t.count(ctx, `
		DELETE FROM page WHERE version_id IN (SELECT version_id FROM page WHERE read_at < $1 ORDER BY read_at LIMIT $2)`,
		micros(before), bounded(limit, 1000))
	return n, failed(err, "drop old pages")
}
