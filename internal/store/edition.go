package store

import (
	"context"
	"fmt"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func scanEdition(row scanner) (e domain.Edition, err error) {
	return e, row.Scan(&e.ID, &e.Lang, &e.Title, encoded{&e.Settings})
}

// Edition returns an edition, or domain.ErrNotFound.
func (r Reader) Edition(ctx context.Context, id string) (domain.Edition, error) {
	e, err := scanEdition(r.row(ctx, `SELECT id, lang, title, settings FROM edition WHERE id = $1`, id))
	return e, failed(err, "edition %s", id)
}

// Editions returns all editions by identifier.
func (r Reader) Editions(ctx context.Context) ([]domain.Edition, error) {
	all, err := list(ctx, r, scanEdition, `SELECT id, lang, title, settings FROM edition ORDER BY id`)
	return all, failed(err, "list the editions")
}

// PutEdition adds an edition or changes the one with its identifier.
func (t *Tx) PutEdition(ctx context.Context, e domain.Edition) error {
	if err := e.Validate(); err != nil {
		return err
	}
	err := t.exec(ctx, `
		INSERT INTO edition (id, lang, title, settings) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET lang = excluded.lang, title = excluded.title, settings = excluded.settings,
			generation = edition.generation + 1`,
		e.ID, e.Lang, e.Title, encoded{e.Settings})
	return failed(err, "keep the edition %s", e.ID)
}

// RemoveEdition forgets an edition. One that has translations is
// domain.ErrInvalid.
func (t *Tx) RemoveEdition(ctx context.Context, id string) error {
	translations, err := list(ctx, t.Reader, scanID, `SELECT id FROM translation WHERE edition_id = $1 LIMIT 1`, id)
	if err != nil {
		return failed(err, "remove the edition %s", id)
	}
	if len(translations) > 0 {
		return fmt.Errorf("edition %s has translations: %w", id, domain.ErrInvalid)
	}
	if err := t.exec(ctx, `DELETE FROM term WHERE edition = $1`, id); err != nil {
		return failed(err, "remove the edition %s", id)
	}
	return failed(t.change(ctx, `DELETE FROM edition WHERE id = $1`, id), "remove the edition %s", id)
}

// EditionChanged returns a number that grows whenever what readers of an
// edition see has changed, or domain.ErrNotFound: what was made of an edition
// holds as long as its number.
func (r Reader) EditionChanged(ctx context.Context, id string) (generation int64, err error) {
	err = r.row(ctx, `SELECT generation FROM edition WHERE id = $1`, id).Scan(&generation)
	return generation, failed(err, "edition %s", id)
}

// touch says that what readers of an edition see has changed.
func (t *Tx) touch(ctx context.Context, edition string) error {
	return t.exec(ctx, `UPDATE edition SET generation = generation + 1 WHERE id = $1`, edition)
}

// Front says which published translations EditionFront returns.
type Front struct {
	Edition string
	Section string           // empty for all
	Source  int64            // 0 for all
	From    time.Time        // published at or after; zero for no bound
	Until   time.Time        // published before; zero for no bound
	Indexed bool             // only those that search engines may show
	After   *domain.Headline // the last one of the page before; nil for the first page
	Limit   int              // 0 and more than 500 are 500
}

// EditionFront returns published translations, the latest article first, but
// none of sources that are only monitored. Each page costs the same, however
// far down it is.
func (r Reader) EditionFront(ctx context.Context, f Front) ([]domain.Headline, error) {
	q := &condition{}
	q.and("t.edition_id = ?", f.Edition)
	q.and(visible)
	q.narrow(f.Section, f.Source, f.From, f.Until)
	if f.Indexed {
		q.and(indexed)
	}
	if f.After != nil {
		q.and("(t.sort_time, t.id) < (?, ?)", micros(f.After.Time), f.After.Translation)
	}
	query := `SELECT ` + headlineColumns + ` FROM ` + headlineTables + ` WHERE ` + q.text() +
		` ORDER BY t.sort_time DESC, t.id DESC LIMIT ` + q.argument(bounded(f.Limit, 500))
	all, err := list(ctx, r, scanHeadline, query, q.args...)
	return all, failed(err, "front of the edition %s", f.Edition)
}
