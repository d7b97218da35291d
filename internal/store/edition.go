package store

import (
	"context"
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
		ON CONFLICT (id) DO UPDATE SET lang = excluded.lang, title = excluded.title, settings = excluded.settings`,
		e.ID, e.Lang, e.Title, encoded{e.Settings})
	return failed(err, "keep the edition %s", e.ID)
}

// Front says which published translations EditionFront returns.
type Front struct {
	Edition string
	Section string           // empty for all
	Source  int64            // 0 for all
	From    time.Time        // published at or after; zero for no bound
	Until   time.Time        // published before; zero for no bound
	After   *domain.Headline // the last one of the page before; nil for the first page
	Limit   int              // 0 and more than 500 are 500
}

// EditionFront returns published translations, the latest article first, but
// none of sources that are only monitored. Each page costs the same, however
// far down it is.
func (r Reader) EditionFront(ctx context.Context, f Front) ([]domain.Headline, error) {
	q := &condition{}
	q.and("t.edition_id = ?", f.Edition)
	q.and("t.status = ?", string(domain.StatusPublished))
	if f.Section != "" {
		q.and("t.section = ?", f.Section)
	}
	if f.Source != 0 {
		q.and("t.source_id = ?", f.Source)
	}
	if !f.From.IsZero() {
		q.and("t.sort_time >= ?", micros(f.From))
	}
	if !f.Until.IsZero() {
		q.and("t.sort_time < ?", micros(f.Until))
	}
	if f.After != nil {
		q.and("(t.sort_time, t.id) < (?, ?)", micros(f.After.Time), f.After.Translation)
	}
	q.and("s.mode <> ?", string(domain.ModeMonitor))
	query := `SELECT t.id, t.article_id, t.source_id, s.name, s.mode, t.section, t.title, t.standfirst, t.image, t.sort_time, t.reviewed_at > 0
		FROM translation t JOIN source s ON s.id = t.source_id WHERE ` + q.text() + ` ORDER BY t.sort_time DESC, t.id DESC LIMIT ` + q.argument(bounded(f.Limit, 500))
	all, err := list(ctx, r, func(row scanner) (h domain.Headline, err error) {
		return h, row.Scan(&h.Translation, &h.Article, &h.Source, &h.SourceName, &h.Mode, &h.Section, &h.Title, &h.Standfirst, &h.Image,
			instant{&h.Time}, &h.Reviewed)
	}, query, q.args...)
	return all, failed(err, "front of the edition %s", f.Edition)
}
