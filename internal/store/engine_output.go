package store

import (
	"context"
	"slices"
	"time"
)

// Outputs returns those of the engines' outputs that are kept under keys and
// were kept at a time or after it.
func (r Reader) Outputs(ctx context.Context, keys []string, since time.Time) (map[string][]byte, error) {
	found := map[string][]byte{}
	for chunk := range slices.Chunk(keys, 500) {
		q := &condition{}
		among(q, "key", chunk)
		q.and("made >= ?", micros(since))
		_, err := list(ctx, r, func(row scanner) (none struct{}, err error) {
			var key string
			var output []byte
			err = row.Scan(&key, &output)
			found[key] = output
			return none, err
		}, `SELECT key, output FROM engine_output WHERE `+q.text(), q.args...)
		if err != nil {
			return nil, failed(err, "kept outputs")
		}
	}
	return found, nil
}

// PutOutputs keeps outputs under their keys.
func (t *Tx) PutOutputs(ctx context.Context, outputs map[string][]byte, at time.Time) error {
	for key, output := range outputs {
		err := t.exec(ctx, `
			INSERT INTO engine_output (key, output, made) VALUES ($1, $2, $3)
			ON CONFLICT (key) DO UPDATE SET output = excluded.output, made = excluded.made`, key, output, micros(at))
		if err != nil {
			return failed(err, "keep an output")
		}
	}
	return nil
}

// DropOutputs drops up to limit outputs that were kept before a time, and
// returns how many. Call it until it returns 0.
func (t *Tx) DropOutputs(ctx context.Context, before time.Time, limit int) (int64, error) {
	n, err := t.count(ctx, `DELETE FROM engine_output WHERE key IN (SELECT key FROM engine_output WHERE made < $1 ORDER BY made LIMIT $2)`,
		micros(before), limit)
	return n, failed(err, "drop kept outputs")
}
