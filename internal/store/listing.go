package store

import (
	"context"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// ArticleFilter says which articles Articles lists.
type ArticleFilter struct {
	Source  int64                    // 0 for all
	Edition string                   // with a translation for it; empty for all
	Status  domain.TranslationStatus // with a translation of this status; empty for all
	After   int64                    // the last one of the page before; 0 for the first page
	Limit   int                      // 0 and more than 500 are 500
}

// Articles lists articles for editors, those first that were first read last.
// Articles that were merged into others are left out.
func (r Reader) Articles(ctx context.Context, f ArticleFilter) ([]domain.ArticleLine, error) {
	q := &condition{}
	q.and("a.merged IS NULL AND a.version_id IS NOT NULL")
	if f.Source != 0 {
		q.and("a.source_id = ?", f.Source)
	}
	if f.After != 0 {
		q.and("a.id < ?", f.After)
	}
	if f.Edition != "" || f.Status != "" {
		has := "EXISTS (SELECT 1 FROM translation t WHERE t.article_id = a.id"
		if f.Edition != "" {
			has += " AND t.edition_id = " + q.argument(f.Edition)
		}
		if f.Status != "" {
			has += " AND t.status = " + q.argument(string(f.Status))
		}
		q.and(has + ")")
	}
	lines, err := list(ctx, r, func(row scanner) (l domain.ArticleLine, err error) {
		return l, row.Scan(&l.ID, &l.Source, &l.SourceName, &l.Lang, &l.Headline, instant{&l.Published}, instant{&l.Read}, &l.Number, instant{&l.Retracted})
	}, `
		SELECT a.id, a.source_id, s.name, a.lang, a.headline, a.published, v.read_at, a.number, a.retracted
		FROM article a JOIN source s ON s.id = a.source_id JOIN article_version v ON v.id = a.version_id
		WHERE `+q.text()+` ORDER BY a.id DESC LIMIT `+q.argument(bounded(f.Limit, 500)), q.args...)
	if err != nil {
		return nil, failed(err, "list the articles")
	}
	return lines, failed(r.statuses(ctx, lines), "list the articles")
}

// statuses fills in how each edition's latest translation stands.
func (r Reader) statuses(ctx context.Context, lines []domain.ArticleLine) error {
	if len(lines) == 0 {
		return nil
	}
	q := &condition{}
	at := map[int64]*domain.ArticleLine{}
	ids := make([]int64, len(lines))
	for i := range lines {
		ids[i], at[lines[i].ID] = lines[i].ID, &lines[i]
		lines[i].Statuses = map[string]domain.TranslationStatus{}
	}
	among(q, "article_id", ids)
	_, err := list(ctx, r, func(row scanner) (none struct{}, err error) {
		var article int64
		var edition string
		var status domain.TranslationStatus
		err = row.Scan(&article, &edition, &status)
		if err == nil {
			at[article].Statuses[edition] = status // the later version's comes later
		}
		return none, err
	}, `SELECT article_id, edition_id, status FROM translation WHERE `+q.text()+` ORDER BY version_id`, q.args...)
	return err
}

// TranslationsOf returns the translation of an article's latest version that
// was translated for each edition, by edition.
func (r Reader) TranslationsOf(ctx context.Context, article int64) ([]domain.Edited, error) {
	all, err := list(ctx, r, r.scanTranslation, `
		SELECT `+translationColumns+` FROM `+translationTables+`
		WHERE t.article_id = $1 AND NOT EXISTS (
			SELECT 1 FROM translation l WHERE l.article_id = t.article_id AND l.edition_id = t.edition_id AND l.version_id > t.version_id)
		ORDER BY t.edition_id`, article)
	return all, failed(err, "translations of article %d", article)
}

// Untranslated is a version of an article that an edition lacks.
type Untranslated struct {
	Article int64
	Version int64
	Edition string
}

// UntranslatedVersions returns which latest versions of articles have no
// translation, of whatever status, for an edition of their source, by version.
// It returns those of up to limit versions; after is the last version of the
// page before, 0 for the first page.
func (r Reader) UntranslatedVersions(ctx context.Context, after int64, limit int) ([]Untranslated, error) {
	all, err := list(ctx, r, func(row scanner) (u Untranslated, err error) { return u, row.Scan(&u.Article, &u.Version, &u.Edition) }, `
		WITH missing AS (
			SELECT a.id AS article, a.version_id AS version, e.id AS edition
			FROM article a JOIN source s ON s.id = a.source_id JOIN edition e ON REPLACE(s.editions, '"' || e.id || '"', '') <> s.editions
			WHERE a.version_id > $1 AND a.merged IS NULL AND a.retracted = 0
				AND NOT EXISTS (SELECT 1 FROM translation t WHERE t.version_id = a.version_id AND t.edition_id = e.id))
		SELECT article, version, edition FROM missing
		WHERE version IN (SELECT DISTINCT version FROM missing ORDER BY version LIMIT $2) ORDER BY version, edition`,
		after, bounded(limit, 1000))
	return all, failed(err, "list the untranslated versions")
}

// Counts is how much a store holds.
type Counts struct {
	Sources      int
	Paused       int // sources
	Failing      int // sources whose last poll had a problem
	Items        int
	Unread       int // items
	Problems     int // items
	Articles     int
	Retracted    int // articles
	Versions     int
	Pages        int
	Media        int                                         // sizes of pictures
	MediaBytes   int64                                       // of pictures
	Translations map[string]map[domain.TranslationStatus]int // by edition
}

// Counts counts what the store holds.
func (r Reader) Counts(ctx context.Context) (Counts, error) {
	c := Counts{Translations: map[string]map[domain.TranslationStatus]int{}}
	err := r.row(ctx, `
		SELECT (SELECT COUNT(*) FROM source), (SELECT COUNT(*) FROM source WHERE paused), (SELECT COUNT(*) FROM source WHERE problem <> ''),
			(SELECT COUNT(*) FROM item), (SELECT COUNT(*) FROM item WHERE article_id IS NULL AND problem = ''),
			(SELECT COUNT(*) FROM item WHERE problem <> ''),
			(SELECT COUNT(*) FROM article WHERE merged IS NULL), (SELECT COUNT(*) FROM article WHERE retracted <> 0),
			(SELECT COUNT(*) FROM article_version), (SELECT COUNT(*) FROM page),
			(SELECT COUNT(*) FROM media), (SELECT CAST(COALESCE(SUM(LENGTH(data)), 0) AS BIGINT) FROM media)`).
		Scan(&c.Sources, &c.Paused, &c.Failing, &c.Items, &c.Unread, &c.Problems, &c.Articles, &c.Retracted, &c.Versions, &c.Pages,
			&c.Media, &c.MediaBytes)
	if err != nil {
		return c, failed(err, "count what the store holds")
	}
	_, err = list(ctx, r, func(row scanner) (none struct{}, err error) {
		var edition string
		var status domain.TranslationStatus
		var n int
		if err := row.Scan(&edition, &status, &n); err != nil {
			return none, err
		}
		if c.Translations[edition] == nil {
			c.Translations[edition] = map[domain.TranslationStatus]int{}
		}
		c.Translations[edition][status] = n
		return none, nil
	}, `SELECT edition_id, status, COUNT(*) FROM translation GROUP BY edition_id, status`)
	return c, failed(err, "count the translations")
}
