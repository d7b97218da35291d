package store

import (
	"context"
	"fmt"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const translationColumns = `t.id, t.article_id, t.version_id, t.edition_id, t.section, t.status, t.reason, s.mode, t.rights_limit, t.noindex, t.rights_reasons,
	t.made, t.published, t.reviewed_by, t.reviewed_at, t.lang_from, t.lang_to, t.chain, c.article, c.segments`

const translationTables = `translation t JOIN source s ON s.id = t.source_id JOIN translation_content c ON c.translation_id = t.id`

func (r Reader) scanTranslation(row scanner) (e domain.Edited, err error) {
	c := &e.Content
	err = row.Scan(&e.ID, &e.Article, &e.Version, &e.Edition, &e.Section, &e.Status, &e.Reason, &e.Mode, &e.Rights.Limit, &e.Rights.NoIndex,
		encoded{&e.Rights.Reasons}, instant{&e.Made}, instant{&e.Published}, &e.ReviewedBy, instant{&e.ReviewedAt}, &c.From, &c.To,
		encoded{&c.Chain}, packed{r.codec, &c.Article}, packed{r.codec, &c.Segments})
	e.Mode = e.Mode.Tighter(e.Rights.Limit)
	return e, err
}

// Translation returns a translation, or domain.ErrNotFound.
func (r Reader) Translation(ctx context.Context, id int64) (domain.Edited, error) {
	e, err := r.scanTranslation(r.row(ctx, `SELECT `+translationColumns+` FROM `+translationTables+` WHERE t.id = $1`, id))
	return e, failed(err, "translation %d", id)
}

// PublishedTranslation returns what readers of an edition see of an article,
// or domain.ErrNotFound. An article that was merged into another one is that one.
// Its Mode says how much of it they may see: with domain.ModeMonitor nothing.
func (r Reader) PublishedTranslation(ctx context.Context, edition string, article int64) (domain.Edited, error) {
	e, err := r.scanTranslation(r.row(ctx, `
		SELECT `+translationColumns+` FROM `+translationTables+`
		WHERE t.article_id = (SELECT COALESCE(merged, id) FROM article WHERE id = $1) AND t.edition_id = $2 AND t.status = $3`,
		article, edition, string(domain.StatusPublished)))
	return e, failed(err, "translation of article %d in the edition %s", article, edition)
}

// TranslationOf returns the translation of an article's version for an
// edition, or domain.ErrNotFound.
func (r Reader) TranslationOf(ctx context.Context, version int64, edition string) (domain.Edited, error) {
	e, err := r.scanTranslation(r.row(ctx, `
		SELECT `+translationColumns+` FROM `+translationTables+` WHERE t.version_id = $1 AND t.edition_id = $2`, version, edition))
	return e, failed(err, "translation of article version %d for the edition %s", version, edition)
}

// Held returns an edition's translations that wait for a person, those first
// of which the engines were least sure, at most limit.
func (r Reader) Held(ctx context.Context, edition string, limit int) ([]domain.Edited, error) {
	all, err := list(ctx, r, r.scanTranslation, `
		SELECT `+translationColumns+` FROM `+translationTables+`
		WHERE t.edition_id = $1 AND t.status = $2 ORDER BY t.confidence, t.id DESC LIMIT $3`,
		edition, string(domain.StatusHeld), bounded(limit, 500))
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
	made, err := list(ctx, t.Reader, func(row scanner) (k keptTranslation, err error) { return k, row.Scan(&k.id, &k.status, &k.published) }, `
		INSERT INTO translation (article_id, version_id, edition_id, source_id, status, reason, section, title, standfirst, image,
			sort_time, made, published, reviewed_by, reviewed_at, lang_from, lang_to, chain, rights_limit, rights_reasons, noindex, human, changed)
		SELECT $1, $2, $3, s.id, $4, $5, s.section, $6, $7, $8, $9, $10, 0, '', 0, $11, $12, $13, $14, $15, $16, $17, 0
		FROM source s WHERE s.id = $18
		ON CONFLICT (version_id, edition_id) DO UPDATE SET
			status = CASE WHEN translation.status = $19 OR translation.status = $20 AND excluded.status = $21
				THEN translation.status ELSE excluded.status END,
			reason = excluded.reason, section = excluded.section, title = excluded.title, standfirst = excluded.standfirst,
			image = excluded.image, sort_time = excluded.sort_time, made = excluded.made, lang_from = excluded.lang_from,
			lang_to = excluded.lang_to, chain = excluded.chain, rights_limit = excluded.rights_limit,
			rights_reasons = excluded.rights_reasons, noindex = excluded.noindex, human = excluded.human,
			changed = CASE WHEN translation.changed = 0 THEN 0 ELSE excluded.made END
		WHERE translation.reviewed_at = 0 AND translation.status NOT IN ($22, $23)
		RETURNING id, status, published`,
		v.Article, v.ID, e.Edition, string(e.Status), e.Reason, e.Content.Article.Headline, e.Content.Article.Standfirst, image(e.Content.Article),
		sortTime(v), micros(e.Made), e.Content.From, e.Content.To, encoded{e.Content.Chain}, string(e.Rights.Limit), encoded{e.Rights.Reasons},
		e.Rights.NoIndex, e.Content.Human(), v.Source,
		string(domain.StatusSuperseded), string(domain.StatusPublished), string(domain.StatusReady),
		string(domain.StatusRejected), string(domain.StatusRetracted))
	if err != nil {
		return 0, false, failed(err, "keep the translation of article version %d for the edition %s", e.Version, e.Edition)
	}
	if len(made) > 0 {
		err := t.putContent(ctx, made[0], e)
		return made[0].id, true, failed(err, "keep the translation of article version %d for the edition %s", e.Version, e.Edition)
	}
	err = t.row(ctx, `SELECT id FROM translation WHERE version_id = $1 AND edition_id = $2`, e.Version, e.Edition).Scan(&id)
	return id, false, failed(err, "translation of article version %d for the edition %s", e.Version, e.Edition)
}

// keptTranslation is what a change to a translation's row says of it.
type keptTranslation struct {
	id        int64
	status    domain.TranslationStatus
	published int64
}

// putContent keeps what a translation's page shows, and puts right what
// readers see where they have seen it.
func (t *Tx) putContent(ctx context.Context, k keptTranslation, e domain.Edited) error {
	article, err := t.codec.packJSON(e.Content.Article)
	if err != nil {
		return err
	}
	segments, err := t.codec.packJSON(e.Content.Segments)
	if err != nil {
		return err
	}
	err = t.exec(ctx, `
		INSERT INTO translation_content (translation_id, article, segments) VALUES ($1, $2, $3)
		ON CONFLICT (translation_id) DO UPDATE SET article = excluded.article, segments = excluded.segments`, k.id, article, segments)
	if err != nil {
		return err
	}
	err = t.exec(ctx, `UPDATE translation SET confidence = $2, doubtful_title = $3, doubtful_standfirst = $4 WHERE id = $1`,
		k.id, e.Content.Confidence(), e.Content.Doubtful("headline"), e.Content.Doubtful("standfirst"))
	if err != nil {
		return err
	}
	if err := t.putPictures(ctx, k.id, e.Content.Article); err != nil {
		return err
	}
	if k.published == 0 {
		return nil
	}
	if k.status != domain.StatusPublished {
		if err := t.DropSearch(ctx, k.id); err != nil {
			return err
		}
	}
	return t.touch(ctx, e.Edition)
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
	var edition string
	reviewed, err := list(ctx, t.Reader, func(row scanner) (k keptTranslation, err error) {
		return k, row.Scan(&k.id, &k.status, &k.published, &edition)
	}, `
		UPDATE translation SET status = CASE WHEN status = $2 AND $3 = $4 THEN status ELSE $3 END,
			reason = $5, title = $6, standfirst = $7, image = $8, reviewed_by = $9, reviewed_at = $10, chain = $12, human = $13,
			changed = CASE WHEN changed = 0 THEN changed ELSE $10 END
		WHERE id = $1 AND status <> $11
		RETURNING id, status, published, edition_id`,
		e.ID, string(domain.StatusPublished), string(e.Status), string(domain.StatusReady), e.Reason, e.Content.Article.Headline,
		e.Content.Article.Standfirst, image(e.Content.Article), e.ReviewedBy, micros(e.ReviewedAt), string(domain.StatusRetracted),
		encoded{e.Content.Chain}, e.Content.Human())
	if err != nil {
		return failed(err, "review the translation %d", e.ID)
	}
	if len(reviewed) == 0 {
		if _, err := t.Translation(ctx, e.ID); err != nil {
			return failed(err, "review the translation %d", e.ID)
		}
		return fmt.Errorf("translation %d is retracted: %w", e.ID, domain.ErrForbidden)
	}
	e.Edition = edition
	return failed(t.putContent(ctx, reviewed[0], e), "review the translation %d", e.ID)
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
	var mode, limit domain.SourceMode
	err = t.row(ctx, `SELECT t.status, s.mode, t.rights_limit FROM translation t JOIN source s ON s.id = t.source_id WHERE t.id = $1`, id).
		Scan(&status, &mode, &limit)
	switch {
	case err != nil:
		return false, failed(err, "publish the translation %d", id)
	case retracted != 0:
		return false, fmt.Errorf("publish the translation %d: its article is retracted: %w", id, domain.ErrForbidden)
	case mode == domain.ModeMonitor:
		return false, fmt.Errorf("publish the translation %d: its source is only monitored: %w", id, domain.ErrForbidden)
	case limit == domain.ModeMonitor:
		return false, fmt.Errorf("publish the translation %d: its publisher's signals forbid showing it: %w", id, domain.ErrForbidden)
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
		if err := t.supersede(ctx, p.id); err != nil {
			return false, failed(err, "publish the translation %d", id)
		}
	}
	if merged {
		return false, failed(t.supersede(ctx, id), "publish the translation %d", id)
	}
	err = t.change(ctx, `UPDATE translation SET status = $2, changed = $3, published = CASE WHEN published = 0 THEN $4 ELSE published END WHERE id = $1`,
		id, string(domain.StatusPublished), micros(at), first)
	if err != nil {
		return false, failed(err, "publish the translation %d", id)
	}
	return true, failed(t.touch(ctx, edition), "publish the translation %d", id)
}

func (t *Tx) supersede(ctx context.Context, id int64) error {
	if err := t.change(ctx, `UPDATE translation SET status = $2 WHERE id = $1`, id, string(domain.StatusSuperseded)); err != nil {
		return err
	}
	return t.DropSearch(ctx, id)
}

// hide takes what readers see of an article, and of what was merged into it,
// out of the search index, and says that its editions have changed. Its
// translations' status is for the caller to change.
func (t *Tx) hide(ctx context.Context, article int64) error {
	const shown = ` FROM translation WHERE article_id IN (SELECT id FROM article WHERE id = $1 OR merged = $1) AND status = 'published'`
	for _, query := range []string{
		`UPDATE edition SET generation = generation + 1 WHERE id IN (SELECT edition_id` + shown + `)`,
		`DELETE FROM search WHERE rowid IN (SELECT id` + shown + `)`,
		`DELETE FROM analysed WHERE translation_id IN (SELECT id` + shown + `)`,
	} {
		if err := t.exec(ctx, query, article); err != nil {
			return err
		}
	}
	return nil
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
