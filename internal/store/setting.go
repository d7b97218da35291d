package store

import (
	"context"
	"time"
)

// Setting returns the value that is kept under a key, or domain.ErrNotFound.
func (r Reader) Setting(ctx context.Context, key string) (value string, err error) {
	err = r.row(ctx, `SELECT value FROM setting WHERE key = $1`, key).Scan(&value)
	return value, failed(err, "setting %s", key)
}

// PutSetting keeps a value under a key.
func (t *Tx) PutSetting(ctx context.Context, key, value string, at time.Time) error {
	err := t.exec(ctx, `
		INSERT INTO setting (key, value, changed) VALUES ($1, $2, $3)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed = excluded.changed`, key, value, micros(at))
	return failed(err, "keep the setting %s", key)
}
