package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const sourceColumns = `id, name, address, host, kind, selector, lang, section, editions, mode, licence, engine,
	include, exclude, checks, min_every, max_every, paused, created, poll_state, etag, last_modified, health, problem, next_poll`

func scanSource(row scanner) (s domain.Source, err error) {
	return s, row.Scan(&s.ID, &s.Name, &s.Address, &s.Host, &s.Kind, &s.Selector, &s.Lang, &s.Section, encoded{&s.Editions},
		&s.Mode, &s.Licence, &s.Engine, encoded{&s.Include}, encoded{&s.Exclude}, encoded{&s.Checks}, span{&s.MinEvery}, span{&s.MaxEvery},
		&s.Paused, instant{&s.Created}, encoded{&s.Poll.State}, &s.Poll.ETag, &s.Poll.LastModified, &s.Poll.Health,
		&s.Poll.Problem, instant{&s.Poll.Next})
}

// Source returns a source, or domain.ErrNotFound.
func (r Reader) Source(ctx context.Context, id int64) (domain.Source, error) {
	s, err := scanSource(r.row(ctx, `SELECT `+sourceColumns+` FROM source WHERE id = $1`, id))
	return s, failed(err, "source %d", id)
}

// Sources returns all sources by name.
func (r Reader) Sources(ctx context.Context) ([]domain.Source, error) {
	all, err := list(ctx, r, scanSource, `SELECT `+sourceColumns+` FROM source ORDER BY name, id`)
	return all, failed(err, "list the sources")
}

// AddSource keeps a new source, to be polled at s.Poll.Next, and returns its
// identifier. An address that is followed already is domain.ErrInvalid.
func (t *Tx) AddSource(ctx context.Context, s domain.Source) (id int64, err error) {
	if err := s.Validate(); err != nil {
		return 0, err
	}
	ids, err := list(ctx, t.Reader, scanID, `
		INSERT INTO source (name, address, host, kind, selector, lang, section, editions, mode, licence, engine, include, exclude, checks,
			min_every, max_every, paused, created, poll_state, etag, last_modified, health, problem, next_poll, claimed_until)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, 0)
		ON CONFLICT (address) DO NOTHING RETURNING id`,
		s.Name, s.Address, s.Host, s.Kind, s.Selector, s.Lang, s.Section, encoded{s.Editions}, string(s.Mode), s.Licence, s.Engine,
		encoded{s.Include}, encoded{s.Exclude}, encoded{s.Checks}, s.MinEvery.Microseconds(), s.MaxEvery.Microseconds(), s.Paused, micros(s.Created),
		encoded{s.Poll.State}, s.Poll.ETag, s.Poll.LastModified, s.Poll.Health, s.Poll.Problem, micros(s.Poll.Next))
	switch {
	case err != nil:
		return 0, failed(err, "add the source %s", s.Address)
	case len(ids) == 0:
		return 0, fmt.Errorf("%s is followed already: %w", s.Address, domain.ErrInvalid)
	}
	return ids[0], nil
}

// SetSource changes what a person says of the source s.ID: all but Created
// and Poll, which stay. Its mode acts at once on all that readers see. Another
// source's address is domain.ErrInvalid.
func (t *Tx) SetSource(ctx context.Context, s domain.Source) error {
	if err := s.Validate(); err != nil {
		return err
	}
	others, err := list(ctx, t.Reader, scanID, `SELECT id FROM source WHERE address = $1 AND id <> $2`, s.Address, s.ID)
	if err != nil {
		return failed(err, "change the source %d", s.ID)
	}
	if len(others) > 0 {
		return fmt.Errorf("%s is followed already, as source %d: %w", s.Address, others[0], domain.ErrInvalid)
	}
	err = t.change(ctx, `
		UPDATE source SET name = $2, address = $3, host = $4, kind = $5, selector = $6, lang = $7, section = $8, editions = $9,
			mode = $10, licence = $11, engine = $12, include = $13, exclude = $14, min_every = $15, max_every = $16, paused = $17, checks = $18
		WHERE id = $1`,
		s.ID, s.Name, s.Address, s.Host, s.Kind, s.Selector, s.Lang, s.Section, encoded{s.Editions}, string(s.Mode), s.Licence,
		s.Engine, encoded{s.Include}, encoded{s.Exclude}, s.MinEvery.Microseconds(), s.MaxEvery.Microseconds(), s.Paused, encoded{s.Checks})
	if err != nil {
		return failed(err, "change the source %d", s.ID)
	}
	return failed(t.exec(ctx, `UPDATE edition SET generation = generation + 1`), "change the source %d", s.ID)
}

// RemoveSource forgets a source and its items. One with articles is
// domain.ErrInvalid: they name it, so it can only be paused.
func (t *Tx) RemoveSource(ctx context.Context, id int64) error {
	articles, err := list(ctx, t.Reader, scanID, `SELECT id FROM article WHERE source_id = $1 LIMIT 1`, id)
	if err != nil {
		return failed(err, "remove the source %d", id)
	}
	if len(articles) > 0 {
		return fmt.Errorf("source %d has articles, which name it: pause it instead: %w", id, domain.ErrInvalid)
	}
	for _, query := range []string{`DELETE FROM item WHERE source_id = $1`, `DELETE FROM subscription WHERE source_id = $1`} {
		if err := t.exec(ctx, query, id); err != nil {
			return failed(err, "remove the source %d", id)
		}
	}
	return failed(t.change(ctx, `DELETE FROM source WHERE id = $1`, id), "remove the source %d", id)
}

// Claim says which sources SourceDue takes.
type Claim struct {
	Now     time.Time
	Lease   time.Duration // for how long they are not due again unless PutPoll says so
	PerHost int           // how many sources of one host may be claimed at once, 0 for 1
	Limit   int           // 0 and more than 1000 are 1000
}

// SourceDue claims the sources whose polls are due, the longest overdue
// first, and returns them. What is claimed already counts against the host's
// number; who claims twice gets no source twice until its lease has ended.
func (t *Tx) SourceDue(ctx context.Context, c Claim) ([]domain.Source, error) {
	due, err := list(ctx, t.Reader, scanSource, `
		WITH busy AS (
			SELECT host, COUNT(*) AS n FROM source WHERE claimed_until > 0 AND claimed_until > $1 GROUP BY host
		), due AS (
			SELECT id, host, next_poll, ROW_NUMBER() OVER (PARTITION BY host ORDER BY next_poll, id) AS n
			FROM source WHERE next_poll <= $1 AND claimed_until <= $1 AND NOT paused
		)
		UPDATE source SET claimed_until = $2
		WHERE claimed_until <= $1 AND id IN (
			SELECT due.id FROM due LEFT JOIN busy ON busy.host = due.host
			WHERE due.n + COALESCE(busy.n, 0) <= $3
			ORDER BY due.next_poll, due.id LIMIT $4)
		RETURNING `+sourceColumns,
		micros(c.Now), micros(c.Now.Add(c.Lease)), int64(max(c.PerHost, 1)), int64(bounded(c.Limit, 1000)))
	slices.SortFunc(due, func(a, b domain.Source) int {
		return cmp.Or(a.Poll.Next.Compare(b.Poll.Next), cmp.Compare(a.ID, b.ID))
	})
	return due, failed(err, "claim the sources that are due")
}

// PutPoll keeps what a poll found and ends the source's claim.
func (t *Tx) PutPoll(ctx context.Context, id int64, p domain.Poll) error {
	err := t.change(ctx, `
		UPDATE source SET poll_state = $2, etag = $3, last_modified = $4, health = $5, problem = $6, next_poll = $7, claimed_until = 0
		WHERE id = $1`,
		id, encoded{p.State}, p.ETag, p.LastModified, p.Health, p.Problem, micros(p.Next))
	return failed(err, "keep the poll of source %d", id)
}
