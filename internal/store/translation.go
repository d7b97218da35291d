package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const translationColumns = `id, article_id, version_id, edition_id, status, reason, made, published, reviewed_by, reviewed_at,
	lang_from, lang_to, chain, content, segments`

func scanTranslation(row scanner) (e domain.Edited, err error) {
	c := &e.Content
	return e, row.Scan(&e.ID, &e.Article, &e.Version, &e.Edition, &e.Status, &e.Reason, instant{&e.Made}, instant{&e.Published},
		&e.ReviewedBy, instant{&e.ReviewedAt}, &c.From, &c.To, encoded{&c.Chain}, encoded{&c.Article}, encoded{&c.Segments})
}

// Translation returns a translation, or domain.ErrNotFound.
func (r Reader) Translation(ctx context.Context, id int64) (domain.Edited, error) {
	e, err := scanTranslation(r.row(ctx, `SELECT `+translationColumns+` FROM translation WHERE id = $1`, id))
	return e, failed(err, "translation %d", id)
}

// PublishedTranslation returns what readers of an edition see of an article,
// or domain.ErrNotFound. An article that was merged into another one is that one.
func (r Reader) PublishedTranslation(ctx context.Context, edition string, article int64) (domain.Edited, error) {
	e, err := scanTranslation(r.row(ctx, `
		SELECT `+translationColumns+` FROM translation
		WHERE article_id = (SELECT COALESCE(merged, id) FROM article WHERE id = $1) AND edition_id = $2 AND status = $3`,
		article, edition, string(domain.StatusPublished)))
	return e, failed(err, "translation of article %d in the edition %s", article, edition)
}

// TranslationOf returns the translation of an article's version for an
// edition, or domain.ErrNotFound.
func (r Reader) TranslationOf(ctx context.Context, version int64, edition string) (domain.Edited, error) {
	e, err := scanTranslation(r.row(ctx, `
		SELECT `+translationColumns+` FROM translation WHERE version_id = $1 AND edition_id = $2`, version, edition))
	return e, failed(err, "translation of article version %d for the edition %s", version, edition)
}

// Held returns an edition's translations that wait for a person, the latest
// first; after is the last one of the page before, 0 for the first page.
func (r Reader) Held(ctx context.Context, edition string, after int64, limit int) ([]domain.Edited, error) {
	q := &condition{}
	q.and("edition_id = ?", edition)
	q.and("status = ?", string(domain.StatusHeld))
	if after != 0 {
		q.and("id < ?", after)
	}
	query := `SELECT ` + translationColumns + ` FROM translation WHERE ` + q.text() + ` ORDER BY id DESC LIMIT ` + q.argument(bounded(limit, 100))
	all, err := list(ctx, r, scanTranslation, query, q.args...)
	return all, failed(err, "translations that wait in the edition %s", edition)
}

// PutTranslation keeps what an engine made of e.Version for e.Edition and
// returns its identifier; e's ID, Article and review are ignored. What is there
// already is replaced, and a published translation stays so if the new one is
// ready; but what a person has reviewed, rejected or retracted stays as it is,
// and changed is false.
func (t *Tx) PutTranslation(ctx context.Context, e domain.Edited) (id int64, changed bool, err error) {
	if err := validTranslation(e); err != nil {
		return 0, false, err
	}
	v, err := t.Version(ctx, e.Version)
	if err != nil {
		return 0, false, err
	}
	ids, err := list(ctx, t.Reader, scanID, `
		INSERT INTO translation (article_id, version_id, edition_id, source_id, status, reason, section, title, standfirst, image,
			sort_time, made, published, reviewed_by, reviewed_at, lang_from, lang_to, chain, content, segments)
		SELECT $1, $2, $3, s.id, $4, $5, s.section, $6, $7, $8, $9, $10, 0, '', 0, $11, $12, $13, $14, $15
		FROM source s WHERE s.id = $16
		ON CONFLICT (version_id, edition_id) DO UPDATE SET
			status = CASE WHEN translation.status = $17 OR translation.status = $18 AND excluded.status = $19
				THEN translation.status ELSE excluded.status END,
			reason = excluded.reason, section = excluded.section, title = excluded.title, standfirst = excluded.standfirst,
			image = excluded.image, sort_time = excluded.sort_time, made = excluded.made, lang_from = excluded.lang_from,
			lang_to = excluded.lang_to, chain = excluded.chain, content = excluded.content, segments = excluded.segments
		WHERE translation.reviewed_at = 0 AND translation.status NOT IN ($20, $21)
		RETURNING id`,
		v.Article, v.ID, e.Edition, string(e.Status), e.Reason, e.Content.Article.Headline, e.Content.Article.Standfirst, image(e.Content.Article),
		sortTime(v), micros(e.Made), e.Content.From, e.Content.To, encoded{e.Content.Chain}, encoded{e.Content.Article},
		encoded{e.Content.Segments}, v.Source,
		string(domain.StatusSuperseded), string(domain.StatusPublished), string(domain.StatusReady),
		string(domain.StatusRejected), string(domain.StatusRetracted))
	if err != nil {
		return 0, false, failed(err, "keep the translation of article version %d for the edition %s", e.Version, e.Edition)
	}
	if len(ids) > 0 {
		return ids[0], true, nil
	}
	err = t.row(ctx, `SELECT id FROM translation WHERE version_id = $1 AND edition_id = $2`, e.Version, e.Edition).Scan(&id)
	return id, false, failed(err, "translation of article version %d for the edition %s", e.Version, e.Edition)
}

// ReviewTranslation keeps what a person, e.ReviewedBy at e.ReviewedAt, decided
// of the translation e.ID: its status, reason and content. A published one
// that is ready stays published; a retracted one is domain.ErrForbidden.
func (t *Tx) ReviewTranslation(ctx context.Context, e domain.Edited) error {
	if err := validTranslation(e); err != nil {
		return err
	}
	if e.ReviewedBy == "" || e.ReviewedAt.IsZero() {
		return fmt.Errorf("a review needs its person and its time: %w", domain.ErrInvalid)
	}
	err := t.change(ctx, `
		UPDATE translation SET status = CASE WHEN status = $2 AND $3 = $4 THEN status ELSE $3 END,
			reason = $5, title = $6, standfirst = $7, image = $8, content = $9, segments = $10, reviewed_by = $11, reviewed_at = $12
		WHERE id = $1 AND status <> $13`,
		e.ID, string(domain.StatusPublished), string(e.Status), string(domain.StatusReady), e.Reason, e.Content.Article.Headline,
		e.Content.Article.Standfirst, image(e.Content.Article), encoded{e.Content.Article}, encoded{e.Content.Segments},
		e.ReviewedBy, micros(e.ReviewedAt), string(domain.StatusRetracted))
	if errors.Is(err, domain.ErrNotFound) {
		if _, missing := t.Translation(ctx, e.ID); missing == nil {
			return fmt.Errorf("translation %d is retracted: %w", e.ID, domain.ErrForbidden)
		}
	}
	return failed(err, "review the translation %d", e.ID)
}

// PublishTranslation shows a translation to readers in place of what they saw
// of its article before, and reports whether that changed anything. One that
// is published already, or belongs to a version before the published one, or to an
// article merged into another, changes nothing. One that is not ready, and
// one of a retracted article or of a source that is only monitored, is
// domain.ErrForbidden.
func (t *Tx) PublishTranslation(ctx context.Context, id int64, at time.Time) (changed bool, err error) {
	var (
		article, source, version, merged, retracted int64
		edition, status                             string
	)
	err = t.row(ctx, `SELECT article_id, source_id, version_id, edition_id FROM translation WHERE id = $1`, id).
		Scan(&article, &source, &version, &edition)
	if err != nil {
		return false, failed(err, "publish the translation %d", id)
	}
	// The update holds the article's row, so that two versions never race.
	err = t.row(ctx, `UPDATE article SET checked = checked WHERE id = $1 RETURNING COALESCE(merged, 0), retracted`, article).Scan(&merged, &retracted)
	if err != nil {
		return false, failed(err, "publish the translation %d", id)
	}
	var mode domain.SourceMode
	err = t.row(ctx, `SELECT t.status, s.mode FROM translation t JOIN source s ON s.id = t.source_id WHERE t.id = $1`, id).Scan(&status, &mode)
	switch {
	case err != nil:
		return false, failed(err, "publish the translation %d", id)
	case retracted != 0:
		return false, fmt.Errorf("publish the translation %d: its article is retracted: %w", id, domain.ErrForbidden)
	case mode == domain.ModeMonitor:
		return false, fmt.Errorf("publish the translation %d: its source is only monitored: %w", id, domain.ErrForbidden)
	case status == string(domain.StatusPublished) || status == string(domain.StatusSuperseded):
		return false, nil
	case status != string(domain.StatusReady):
		return false, fmt.Errorf("publish the translation %d: it is %s: %w", id, status, domain.ErrForbidden)
	}
	return t.publish(ctx, id, article, version, edition, merged != 0, at)
}

// publish decides between a translation and what is published of its article.
func (t *Tx) publish(ctx context.Context, id, article, version int64, edition string, merged bool, at time.Time) (changed bool, err error) {
	type published struct{ id, version, first int64 }
	before, err := list(ctx, t.Reader, func(row scanner) (p published, err error) { return p, row.Scan(&p.id, &p.version, &p.first) },
		`SELECT id, version_id, published FROM translation WHERE article_id = $1 AND edition_id = $2 AND status = $3`,
		article, edition, string(domain.StatusPublished))
	if err != nil {
		return false, failed(err, "publish the translation %d", id)
	}
	first := micros(at)
	for _, p := range before {
		if p.version > version {
			merged = true // something later is there: this one comes too late as well
			continue
		}
		first = p.first
		if err := t.setStatus(ctx, p.id, domain.StatusSuperseded, p.first); err != nil {
			return false, failed(err, "publish the translation %d", id)
		}
	}
	if merged {
		return false, failed(t.setStatus(ctx, id, domain.StatusSuperseded, 0), "publish the translation %d", id)
	}
	return true, failed(t.setStatus(ctx, id, domain.StatusPublished, first), "publish the translation %d", id)
}

// setStatus also keeps when readers first saw a translation, unless that is known.
func (t *Tx) setStatus(ctx context.Context, id int64, status domain.TranslationStatus, first int64) error {
	return t.change(ctx, `UPDATE translation SET status = $2, published = CASE WHEN published = 0 THEN $3 ELSE published END WHERE id = $1`, id, string(status), first)
}

func validTranslation(e domain.Edited) error {
	if err := e.Validate(); err != nil {
		return err
	}
	if err := e.Content.Article.Document.Validate(); err != nil {
		return fmt.Errorf("the translation's document: %w: %w", err, domain.ErrInvalid)
	}
	return nil
}

func image(a domain.Article) string {
	if a.Lead == nil {
		return ""
	}
	return a.Lead.URL
}

// sortTime is when an article was published, else first read. Dates after
// the reading are wrong and would stay on top.
func sortTime(v domain.ArticleVersion) int64 {
	if p := v.Content.Published; !p.IsZero() && p.Before(v.Read) {
		return micros(p)
	}
	return micros(v.Read)
}
