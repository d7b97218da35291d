package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// MaxAddresses is how many addresses one reading of an article may name.
const MaxAddresses = 100

// Reading is an article as it was just read.
type Reading struct {
	Source    int64
	Item      int64 // that led to it; 0 for none
	At        time.Time
	Content   domain.Article
	Addresses []domain.Address // all that are known to show it, at least one
	HTML      []byte           // of the page, kept for reading it again; empty keeps none
}

// Kept says what became of a Reading.
type Kept struct {
	Article    int64
	Version    int64 // the article's version with this content
	Number     int
	NewArticle bool
	NewVersion bool // false when nothing but dates and addresses has changed
}

const versionColumns = `v.id, v.article_id, a.source_id, v.number, v.read_at, v.content`

func (r Reader) scanVersion(row scanner) (v domain.ArticleVersion, err error) {
	return v, row.Scan(&v.ID, &v.Article, &v.Source, &v.Number, instant{&v.Read}, packed{r.codec, &v.Content})
}

// Version returns a version of an article, or domain.ErrNotFound.
func (r Reader) Version(ctx context.Context, id int64) (domain.ArticleVersion, error) {
	v, err := r.scanVersion(r.row(ctx, `
		SELECT `+versionColumns+` FROM article_version v JOIN article a ON a.id = v.article_id WHERE v.id = $1`, id))
	return v, failed(err, "article version %d", id)
}

// Article returns the latest version of an article, or domain.ErrNotFound. Of
// an article that turned out to be another one it returns that one's.
func (r Reader) Article(ctx context.Context, id int64) (domain.ArticleVersion, error) {
	v, err := r.scanVersion(r.row(ctx, `
		SELECT `+versionColumns+`
		FROM article o JOIN article a ON a.id = COALESCE(o.merged, o.id) JOIN article_version v ON v.id = a.version_id
		WHERE o.id = $1`, id))
	return v, failed(err, "article %d", id)
}

// ArticleByAddress returns the latest version of the article at an address, by
// its key, or domain.ErrNotFound.
func (r Reader) ArticleByAddress(ctx context.Context, key string) (domain.ArticleVersion, error) {
	v, err := r.scanVersion(r.row(ctx, `
		SELECT `+versionColumns+`
		FROM address d JOIN article a ON a.id = d.article_id JOIN article_version v ON v.id = a.version_id
		WHERE d.key = $1`, key))
	return v, failed(err, "article at %s", key)
}

// Versions returns all versions of an article, oldest first.
func (r Reader) Versions(ctx context.Context, article int64) ([]domain.ArticleVersion, error) {
	all, err := list(ctx, r, r.scanVersion, `
		SELECT `+versionColumns+` FROM article_version v JOIN article a ON a.id = v.article_id
		WHERE v.article_id = $1 ORDER BY v.number`, article)
	return all, failed(err, "versions of article %d", article)
}

// Addresses returns where an article is found, in the order of their keys.
func (r Reader) Addresses(ctx context.Context, article int64) ([]domain.Address, error) {
	all, err := list(ctx, r, func(row scanner) (a domain.Address, err error) { return a, row.Scan(&a.Key, &a.URL) },
		`SELECT key, url FROM address WHERE article_id = $1 ORDER BY key`, article)
	return all, failed(err, "addresses of article %d", article)
}

// PutArticleVersion keeps an article that was read. Whatever is found at one of
// its addresses is the same article; articles that turn out to be one become
// the older one. A version is made only when the content differs from the
// latest version's in more than dates and addresses.
func (t *Tx) PutArticleVersion(ctx context.Context, r Reading) (Kept, error) {
	switch {
	case len(r.Addresses) == 0 || len(r.Addresses) > MaxAddresses:
		return Kept{}, fmt.Errorf("an article has 1 to %d addresses, not %d: %w", MaxAddresses, len(r.Addresses), domain.ErrInvalid)
	case len(r.HTML) > MaxPage:
		return Kept{}, fmt.Errorf("a page of %d bytes is more than the %d that are kept: %w", len(r.HTML), MaxPage, domain.ErrInvalid)
	}
	if err := r.Content.Document.Validate(); err != nil {
		return Kept{}, fmt.Errorf("the document of %s: %w: %w", r.Addresses[0].URL, err, domain.ErrInvalid)
	}
	k, err := t.putArticleVersion(ctx, r)
	return k, failed(err, "keep the article %s", r.Addresses[0].URL)
}

func (t *Tx) putArticleVersion(ctx context.Context, r Reading) (k Kept, err error) {
	if k.Article, k.NewArticle, err = t.placeArticle(ctx, r); err != nil {
		return k, err
	}
	if r.Item != 0 {
		if err := t.change(ctx, `UPDATE item SET article_id = $2 WHERE id = $1`, r.Item, k.Article); err != nil {
			return k, fmt.Errorf("item %d: %w", r.Item, err)
		}
	}
	hash, err := articleHash(r.Content)
	if err != nil {
		return k, err
	}
	var latest string
	err = t.row(ctx, `UPDATE article SET checked = $2 WHERE id = $1 RETURNING COALESCE(version_id, 0), number, hash`, k.Article, micros(r.At)).
		Scan(&k.Version, &k.Number, &latest)
	if err != nil || latest == hash {
		return k, err
	}
	content, err := t.codec.packJSON(r.Content)
	if err != nil {
		return k, err
	}
	k.NewVersion = true
	k.Number++
	err = t.row(ctx, `
		INSERT INTO article_version (article_id, number, read_at, hash, content) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
		k.Article, k.Number, micros(r.At), hash, content).Scan(&k.Version)
	if err != nil {
		return k, err
	}
	err = t.change(ctx, `UPDATE article SET version_id = $2, number = $3, hash = $4, lang = $5, headline = $6, published = $7 WHERE id = $1`,
		k.Article, k.Version, k.Number, hash, r.Content.Lang, r.Content.Headline, micros(r.Content.Published))
	if err != nil {
		return k, err
	}
	if len(r.HTML) == 0 {
		return k, nil
	}
	return k, t.exec(ctx, `INSERT INTO page (version_id, read_at, html) VALUES ($1, $2, $3)`,
		k.Version, micros(r.At), t.codec.pack(r.HTML))
}

// placeArticle finds or makes the article that stands at the addresses.
func (t *Tx) placeArticle(ctx context.Context, r Reading) (id int64, fresh bool, err error) {
	addresses := map[string]string{}
	for _, a := range r.Addresses {
		if a.Key == "" {
			return 0, false, fmt.Errorf("address %q has no key: %w", a.URL, domain.ErrInvalid)
		}
		if _, known := addresses[a.Key]; !known {
			addresses[a.Key] = a.URL
		}
	}
	var keys []string
	for key := range addresses {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var found []int64
	for _, key := range keys {
		if err := t.lock(ctx, "address "+key); err != nil {
			return 0, false, err
		}
		at, err := list(ctx, t.Reader, scanID, `SELECT article_id FROM address WHERE key = $1`, key)
		if err != nil {
			return 0, false, err
		}
		found = append(found, at...)
	}
	slices.Sort(found)
	found = slices.Compact(found)
	if len(found) > 0 {
		id = found[0]
		for _, other := range found[1:] {
			if err := t.mergeArticle(ctx, other, id); err != nil {
				return 0, false, fmt.Errorf("merge article %d into %d: %w", other, id, err)
			}
		}
	} else {
		fresh = true
		err := t.row(ctx, `
			INSERT INTO article (source_id, first_seen, checked, number, hash, retracted, reason)
			VALUES ($1, $2, $2, 0, '', 0, '') RETURNING id`, r.Source, micros(r.At)).Scan(&id)
		if err != nil {
			return 0, false, err
		}
	}
	for _, key := range keys {
		err := t.exec(ctx, `INSERT INTO address (key, article_id, url, first_seen) VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO NOTHING`,
			key, id, addresses[key], micros(r.At))
		if err != nil {
			return 0, false, err
		}
	}
	return id, fresh, nil
}

// mergeArticle makes what leads to one article lead to an older one. Its
// versions stay with it; readers no longer see its translations.
func (t *Tx) mergeArticle(ctx context.Context, from, to int64) error {
	if err := t.hide(ctx, from); err != nil {
		return err
	}
	if err := t.mergeMember(ctx, from, to); err != nil {
		return err
	}
	for _, query := range []string{
		`UPDATE address SET article_id = $2 WHERE article_id = $1`,
		`UPDATE item SET article_id = $2 WHERE article_id = $1`,
		`UPDATE article SET merged = $2 WHERE id = $1 OR merged = $1`,
	} {
		if err := t.exec(ctx, query, from, to); err != nil {
			return err
		}
	}
	return t.exec(ctx, `UPDATE translation SET status = $2 WHERE article_id = $1 AND status = $3`,
		from, string(domain.StatusSuperseded), string(domain.StatusPublished))
}

// RetractArticle takes an article's translations, and those of what was merged
// into it, away from readers for good, with the reason that they are told.
func (t *Tx) RetractArticle(ctx context.Context, id int64, reason string, at time.Time) error {
	err := t.change(ctx, `UPDATE article SET retracted = $2, reason = $3 WHERE id = $1 AND retracted = 0`, id, micros(at), reason)
	if err != nil {
		return failed(err, "retract the article %d, which may be retracted already", id)
	}
	if err := t.hide(ctx, id); err != nil {
		return failed(err, "retract the article %d", id)
	}
	err = t.exec(ctx, `
		UPDATE translation SET status = $2, reason = $3
		WHERE article_id IN (SELECT id FROM article WHERE id = $1 OR merged = $1) AND status IN ($4, $5, $6)`,
		id, string(domain.StatusRetracted), reason, string(domain.StatusPublished), string(domain.StatusReady), string(domain.StatusHeld))
	return failed(err, "retract the article %d", id)
}

// articleHash is over what readers see of an article and a translation is
// made of, not over dates and addresses.
func articleHash(a domain.Article) (string, error) {
	a.URL, a.Canonical, a.SiteName, a.Section, a.Licence = "", "", "", "", nil
	a.Published, a.Modified = time.Time{}, time.Time{}
	return hashOf(a)
}
