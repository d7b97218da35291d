package store

import (
	"context"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// tallied counts what is visible in the edition $1.
const tallied = `CAST(SUM(y.number) AS BIGINT), MAX(y.latest) FROM tally y JOIN source s ON s.id = y.source_id
	WHERE y.edition_id = $1 AND y.number > 0 AND s.mode <> 'monitor'`

func scanCount(row scanner) (c domain.Count, err error) {
	return c, row.Scan(&c.ID, &c.Name, &c.Number, instant{&c.Latest})
}

// EditionSections returns the sections of an edition's published
// translations, by name. Those without a section don't count.
func (r Reader) EditionSections(ctx context.Context, edition string) ([]domain.Count, error) {
	all, err := list(ctx, r, scanCount, `
		SELECT 0, y.section, `+tallied+` AND y.section <> '' GROUP BY y.section ORDER BY y.section`, edition)
	return all, failed(err, "sections of the edition %s", edition)
}

// EditionSources returns the sources of an edition's published translations,
// by name.
func (r Reader) EditionSources(ctx context.Context, edition string) ([]domain.Count, error) {
	all, err := list(ctx, r, scanCount, `
		SELECT s.id, s.name, `+tallied+` GROUP BY s.id, s.name ORDER BY s.name, s.id`, edition)
	return all, failed(err, "sources of the edition %s", edition)
}

// EditionDays returns the days, in UTC, of an edition's published
// translations, the latest first.
func (r Reader) EditionDays(ctx context.Context, edition string) ([]domain.Count, error) {
	return r.days(ctx, edition, visible)
}

// EditionIndexedDays is EditionDays for the translations that search engines
// may show.
func (r Reader) EditionIndexedDays(ctx context.Context, edition string) ([]domain.Count, error) {
	return r.days(ctx, edition, visible+` AND `+indexed)
}

func (r Reader) days(ctx context.Context, edition, which string) ([]domain.Count, error) {
	all, err := list(ctx, r, func(row scanner) (c domain.Count, err error) {
		err = row.Scan(&c.Number, instant{&c.Latest})
		c.Name = c.Latest.Format(time.DateOnly)
		return c, err
	}, `
		SELECT COUNT(*), MAX(t.sort_time) FROM `+headlineTables+`
		WHERE t.edition_id = $1 AND `+which+` GROUP BY t.sort_time / 86400000000 ORDER BY 2 DESC`, edition)
	return all, failed(err, "days of the edition %s", edition)
}

// PublishedEditions returns the editions whose readers see an article, by
// identifier. An article that was merged into another one is that one.
func (r Reader) PublishedEditions(ctx context.Context, article int64) ([]string, error) {
	all, err := list(ctx, r, func(row scanner) (id string, err error) { return id, row.Scan(&id) }, `
		SELECT t.edition_id FROM `+headlineTables+`
		WHERE t.article_id = (SELECT COALESCE(merged, id) FROM article WHERE id = $1) AND `+visible+` ORDER BY t.edition_id`, article)
	return all, failed(err, "editions of article %d", article)
}

// Retraction says that an article was taken away from readers, and why.
type Retraction struct {
	Reason string
	At     time.Time
}

// RetractedIn returns the retraction of an article that readers of an edition
// have seen before, or domain.ErrNotFound.
func (r Reader) RetractedIn(ctx context.Context, edition string, article int64) (x Retraction, err error) {
	err = r.row(ctx, `
		SELECT a.reason, a.retracted FROM article o JOIN article a ON a.id = COALESCE(o.merged, o.id)
		WHERE o.id = $1 AND a.retracted <> 0 AND EXISTS (
			SELECT 1 FROM translation t WHERE t.article_id IN (o.id, a.id) AND t.edition_id = $2 AND t.published <> 0)`, article, edition).
		Scan(&x.Reason, instant{&x.At})
	return x, failed(err, "retraction of article %d in the edition %s", article, edition)
}
