package store

import (
	"context"
	"fmt"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// maxMoves is how many moves in a row Moved follows, as browsers do.
const maxMoves = 20

// PutRedirect remembers that an address moved for good.
func (t *Tx) PutRedirect(ctx context.Context, from, to string, at time.Time) error {
	if from == "" || to == "" || from == to {
		return fmt.Errorf("%q can't have moved to %q: %w", from, to, domain.ErrInvalid)
	}
	err := t.exec(ctx, `
		INSERT INTO redirect (address, target, seen) VALUES ($1, $2, $3)
		ON CONFLICT (address) DO UPDATE SET target = excluded.target, seen = excluded.seen`, from, to, micros(at))
	return failed(err, "remember that %s moved", from)
}

// Moved returns where an address is now: itself when it never moved. Moves in
// a circle, and more than a browser would follow, lead back to the address.
func (r Reader) Moved(ctx context.Context, address string) (string, error) {
	seen := map[string]bool{address: true}
	for at := address; ; {
		next, err := list(ctx, r, func(row scanner) (s string, err error) { return s, row.Scan(&s) },
			`SELECT target FROM redirect WHERE address = $1`, at)
		switch {
		case err != nil:
			return "", failed(err, "where %s moved", address)
		case len(next) == 0:
			return at, nil
		case seen[next[0]] || len(seen) > maxMoves:
			return address, nil
		}
		at = next[0]
		seen[at] = true
	}
}
