package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const itemColumns = `id, source_id, key, url, title, summary, content, content_base, authors, categories, lang, published, updated,
	first_seen, changed, COALESCE(article_id, 0), problem, licence`

func (r Reader) scanItem(row scanner) (i domain.Item, err error) {
	var content []byte
	err = row.Scan(&i.ID, &i.Source, &i.Key, &i.URL, &i.Title, &i.Summary, &content, &i.ContentBase, encoded{&i.Authors},
		encoded{&i.Categories}, &i.Lang, instant{&i.Published}, instant{&i.Updated}, instant{&i.FirstSeen}, instant{&i.Changed},
		&i.Article, &i.Problem, encoded{&i.Licence})
	if err != nil {
		return i, err
	}
	html, err := r.codec.unpack(content)
	i.ContentHTML = string(html)
	return i, err
}

// Item returns an item, or domain.ErrNotFound.
func (r Reader) Item(ctx context.Context, id int64) (domain.Item, error) {
	i, err := r.scanItem(r.row(ctx, `SELECT `+itemColumns+` FROM item WHERE id = $1`, id))
	return i, failed(err, "item %d", id)
}

// UnreadItems returns items that led to no article yet and have no problem,
// the oldest first; after is the last one of the page before, 0 for the first.
func (r Reader) UnreadItems(ctx context.Context, after int64, limit int) ([]domain.Item, error) {
	all, err := list(ctx, r, r.scanItem, `
		SELECT `+itemColumns+` FROM item WHERE article_id IS NULL AND problem = '' AND id > $1 ORDER BY id LIMIT $2`,
		after, bounded(limit, 100))
	return all, failed(err, "list the unread items")
}

// PutItemProblem keeps why an item's page can't become an article; an empty
// problem makes the item unread again.
func (t *Tx) PutItemProblem(ctx context.Context, item int64, problem string) error {
	return failed(t.change(ctx, `UPDATE item SET problem = $2 WHERE id = $1`, item, problem), "keep the problem of item %d", item)
}

// PutItems keeps what a source offers at a time and returns, in their order,
// the items that are new or whose words have changed, with ID, FirstSeen and
// Changed set: a new one has both at the same time. Items that were kept as
// they are now change nothing and are not returned, so that a poll that runs
// twice finds nothing the second time.
func (t *Tx) PutItems(ctx context.Context, source int64, items []domain.Item, at time.Time) ([]domain.Item, error) {
	known, err := t.itemHashes(ctx, source, items)
	if err != nil {
		return nil, failed(err, "keep items of source %d", source)
	}
	var fresh []domain.Item
	for _, i := range items {
		if i.Key == "" || len(i.ContentHTML) > MaxPage {
			return nil, fmt.Errorf("item %q of source %d has no key, or more than %d bytes: %w", i.Title, source, MaxPage, domain.ErrInvalid)
		}
		hash, err := itemHash(i)
		if err != nil {
			return nil, failed(err, "item %s of source %d", i.Key, source)
		}
		if known[i.Key] == hash {
			continue
		}
		i.Source, i.FirstSeen, i.Changed, i.Problem = source, time.Time{}, time.Time{}, ""
		stored, err := list(ctx, t.Reader, func(row scanner) (domain.Item, error) {
			return i, row.Scan(&i.ID, instant{&i.FirstSeen}, instant{&i.Changed}, &i.Article)
		}, `
			INSERT INTO item (source_id, key, url, title, summary, content_base, authors, categories, lang, published, updated,
				first_seen, changed, hash, content, licence)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14, $15)
			ON CONFLICT (source_id, key) DO UPDATE SET url = excluded.url, title = excluded.title, summary = excluded.summary,
				content_base = excluded.content_base, authors = excluded.authors, categories = excluded.categories,
				lang = excluded.lang, published = excluded.published, updated = excluded.updated, changed = excluded.changed,
				hash = excluded.hash, content = excluded.content, licence = excluded.licence, problem = ''
			WHERE item.hash <> excluded.hash
			RETURNING id, first_seen, changed, COALESCE(article_id, 0)`,
			source, i.Key, i.URL, i.Title, i.Summary, i.ContentBase, encoded{i.Authors}, encoded{i.Categories}, i.Lang,
			micros(i.Published), micros(i.Updated), micros(at), hash, t.codec.pack([]byte(i.ContentHTML)), encoded{i.Licence})
		if err != nil {
			return nil, failed(err, "keep item %s of source %d", i.Key, source)
		}
		if len(stored) > 0 {
			fresh = append(fresh, i)
		}
	}
	return fresh, nil
}

// itemHashes returns the hashes of those of a source's items that are kept,
// by key. Most items of most polls are, and one look is cheaper than as many
// writes that change nothing.
func (t *Tx) itemHashes(ctx context.Context, source int64, items []domain.Item) (map[string]string, error) {
	known := make(map[string]string, len(items))
	for chunk := range slices.Chunk(items, 500) {
		q := &condition{}
		q.and("source_id = ?", source)
		keys := make([]string, len(chunk))
		for i := range chunk {
			keys[i] = chunk[i].Key
		}
		among(q, "key", keys)
		_, err := list(ctx, t.Reader, func(row scanner) (none struct{}, err error) {
			var key, hash string
			err = row.Scan(&key, &hash)
			known[key] = hash
			return none, err
		}, `SELECT key, hash FROM item WHERE `+q.text(), q.args...)
		if err != nil {
			return nil, err
		}
	}
	return known, nil
}

// itemHash is over what makes it worth reading an item's page again.
func itemHash(i domain.Item) (string, error) {
	return hashOf(struct {
		URL, Title, Summary, Content string
		Updated                      int64
	}{i.URL, i.Title, i.Summary, i.ContentHTML, micros(i.Updated)})
}

func hashOf(value any) (string, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

// FirstSeen returns when an item that led to an article was first offered, or
// domain.ErrNotFound where none did.
func (r Reader) FirstSeen(ctx context.Context, article int64) (at time.Time, err error) {
	err = r.row(ctx, `SELECT first_seen FROM item WHERE article_id = $1 ORDER BY first_seen LIMIT 1`, article).Scan(instant{&at})
	return at, failed(err, "items of the article %d", article)
}
