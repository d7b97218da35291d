package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const memoryColumns = `m.id, m.lang_from, m.lang_to, m.source, m.target, m.edition_id, m.author, m.origin, m.at`

func scanMemory(row scanner) (p domain.MemoryPair, err error) {
	return p, row.Scan(&p.ID, &p.From, &p.To, &p.Source, &p.Target, &p.Edition, &p.Author, &p.Origin, instant{&p.At})
}

// PutMemory keeps a pair under its keys. Of pairs with the same source, the same
// direction and the same edition the latest is kept.
func (t *Tx) PutMemory(ctx context.Context, p domain.MemoryPair, k domain.MemoryKeys) error {
	if err := p.Validate(); err != nil {
		return err
	}
	if k.Exact == "" || k.Skeleton == "" {
		return fmt.Errorf("a pair without keys: %w", domain.ErrInvalid)
	}
	var id int64
	err := t.row(ctx, `
		INSERT INTO memory (lang_from, lang_to, edition_id, exact, skeleton, source, target, author, origin, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (exact, edition_id) DO UPDATE SET
			target = CASE WHEN excluded.at >= memory.at THEN excluded.target ELSE memory.target END,
			author = CASE WHEN excluded.at >= memory.at THEN excluded.author ELSE memory.author END,
			origin = CASE WHEN excluded.at >= memory.at THEN excluded.origin ELSE memory.origin END,
			at = CASE WHEN excluded.at >= memory.at THEN excluded.at ELSE memory.at END
		RETURNING id`,
		p.From, p.To, p.Edition, k.Exact, k.Skeleton, p.Source, p.Target, p.Author, p.Origin, micros(p.At)).Scan(&id)
	if err != nil {
		return failed(err, "remember a translation")
	}
	for _, w := range k.Words {
		if err := t.exec(ctx, `INSERT INTO memory_word (word, memory_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, w, id); err != nil {
			return failed(err, "remember a translation's words")
		}
	}
	return nil
}

// DropMemory forgets a pair, or is domain.ErrNotFound.
func (t *Tx) DropMemory(ctx context.Context, id int64) error {
	if err := t.exec(ctx, `DELETE FROM memory_word WHERE memory_id = $1`, id); err != nil {
		return failed(err, "forget pair %d", id)
	}
	return failed(t.change(ctx, `DELETE FROM memory WHERE id = $1`, id), "forget pair %d", id)
}

// RekeyMemory gives the pairs new skeletons that have none: those from before the
// schema's version 11.
func (s *Store) RekeyMemory(ctx context.Context, keysOf func(source, from, to string) domain.MemoryKeys) error {
	for {
		stale, err := list(ctx, s.Reader, scanMemory, `SELECT `+memoryColumns+` FROM memory m WHERE m.skeleton = '' ORDER BY m.id LIMIT 1000`)
		if err != nil || len(stale) == 0 {
			return failed(err, "look for pairs without keys")
		}
		err = s.Write(ctx, func(ctx context.Context, tx *Tx) error {
			for _, p := range stale {
				k := keysOf(p.Source, p.From, p.To)
				if k.Skeleton == "" {
					return fmt.Errorf("pair %d has no key: %w", p.ID, domain.ErrInvalid)
				}
				if err := tx.exec(ctx, `UPDATE memory SET skeleton = $1 WHERE id = $2`, k.Skeleton, p.ID); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return failed(err, "make the keys of pairs")
		}
	}
}

// MemoryExact returns the pairs of an edition, and those for all, whose text is
// the same or has the same skeleton, at most 20: the same ones first, then the latest.
func (r Reader) MemoryExact(ctx context.Context, edition string, k domain.MemoryKeys) ([]domain.MemoryPair, error) {
	pairs, err := list(ctx, r, scanMemory, `
		SELECT `+memoryColumns+` FROM memory m WHERE (m.exact = $1 OR m.skeleton = $2) AND m.edition_id IN ('', $3)
		ORDER BY CASE WHEN m.exact = $1 THEN 0 ELSE 1 END, m.at DESC, m.id DESC LIMIT 20`, k.Exact, k.Skeleton, edition)
	return pairs, failed(err, "look into the memory")
}

// MemoryAlike returns the pairs of an edition, and those for all, that share the
// most words, at most limit.
func (r Reader) MemoryAlike(ctx context.Context, edition string, k domain.MemoryKeys, limit int) ([]domain.MemoryPair, error) {
	if len(k.Words) == 0 {
		return nil, nil
	}
	q := &condition{}
	among(q, "w.word", k.Words)
	q.and("m.edition_id IN ('', ?)", edition)
	pairs, err := list(ctx, r, scanMemory, `
		SELECT `+memoryColumns+` FROM memory_word w JOIN memory m ON m.id = w.memory_id
		WHERE `+q.text()+` GROUP BY m.id ORDER BY COUNT(*) DESC, m.id DESC LIMIT `+q.argument(limit), q.args...)
	return pairs, failed(err, "look into the memory")
}

// MemoryFilter says which pairs Memory returns.
type MemoryFilter struct {
	From, To string // languages as they were given; empty for all
	Edition  string // its own pairs; empty for all
	After    int64  // the last one of the page before, 0 for the first page
	Limit    int    // 0 and more than 1000 are 1000
}

// Memory returns pairs in the order of their identifiers.
func (r Reader) Memory(ctx context.Context, f MemoryFilter) ([]domain.MemoryPair, error) {
	q := &condition{}
	q.and("m.id > ?", f.After)
	if f.From != "" {
		q.and("m.lang_from = ?", f.From)
	}
	if f.To != "" {
		q.and("m.lang_to = ?", f.To)
	}
	if f.Edition != "" {
		q.and("m.edition_id = ?", f.Edition)
	}
	pairs, err := list(ctx, r, scanMemory,
		`SELECT `+memoryColumns+` FROM memory m WHERE `+q.text()+` ORDER BY m.id LIMIT `+q.argument(bounded(f.Limit, 1000)), q.args...)
	return pairs, failed(err, "list the memory")
}

// PutDismissal keeps that a finding was dismissed.
func (t *Tx) PutDismissal(ctx context.Context, d domain.Dismissal) error {
	if d.Key == "" || d.By == "" {
		return fmt.Errorf("a dismissal names its finding and who dismissed it: %w", domain.ErrInvalid)
	}
	err := t.exec(ctx, `
		INSERT INTO dismissal (key, edition_id, rule, source, target, by_whom, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (key, edition_id) DO NOTHING`, d.Key, d.Edition, d.Rule, d.Source, d.Target, d.By, micros(d.At))
	return failed(err, "dismiss a finding")
}

// DropDismissal takes a dismissal back, or is domain.ErrNotFound.
func (t *Tx) DropDismissal(ctx context.Context, edition, key string) error {
	return failed(t.change(ctx, `DELETE FROM dismissal WHERE edition_id = $1 AND key = $2`, edition, key), "take a dismissal back")
}

// Dismissals returns what was dismissed in an edition, the latest first, at
// most limit.
func (r Reader) Dismissals(ctx context.Context, edition string, limit int) ([]domain.Dismissal, error) {
	all, err := list(ctx, r, func(row scanner) (d domain.Dismissal, err error) {
		return d, row.Scan(&d.Key, &d.Edition, &d.Rule, &d.Source, &d.Target, &d.By, instant{&d.At})
	}, `SELECT key, edition_id, rule, source, target, by_whom, at FROM dismissal WHERE edition_id = $1 ORDER BY at DESC, key LIMIT $2`, edition, limit)
	return all, failed(err, "list dismissals")
}

// Dismissed returns those of some keys of findings that were dismissed in an
// edition.
func (r Reader) Dismissed(ctx context.Context, edition string, keys []string) (map[string]bool, error) {
	out := map[string]bool{}
	for chunk := range slices.Chunk(keys, 500) {
		q := &condition{}
		among(q, "key", chunk)
		q.and("edition_id = ?", edition)
		found, err := list(ctx, r, func(row scanner) (key string, err error) { return key, row.Scan(&key) },
			`SELECT key FROM dismissal WHERE `+q.text(), q.args...)
		if err != nil {
			return nil, failed(err, "look for dismissals")
		}
		for _, k := range found {
			out[k] = true
		}
	}
	return out, nil
}
