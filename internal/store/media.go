package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// MaxMedia is the size in bytes of the largest picture that is kept.
const MaxMedia = 8 << 20

// PutMedia keeps one size of a picture, in place of what was kept before.
func (t *Tx) PutMedia(ctx context.Context, m domain.Media, at time.Time) error {
	switch {
	case len(m.Key) != 32 || m.Size != domain.MediaLarge && m.Size != domain.MediaSmall:
		return fmt.Errorf("a picture with the key %q and the size %q: %w", m.Key, m.Size, domain.ErrInvalid)
	case len(m.Data) == 0 || len(m.Data) > MaxMedia || m.Type == "":
		return fmt.Errorf("a picture of %d bytes and the type %q: %w", len(m.Data), m.Type, domain.ErrInvalid)
	}
	err := t.exec(ctx, `
		INSERT INTO media (key, size, url, type, width, height, kept, data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (key, size) DO UPDATE SET url = excluded.url, type = excluded.type, width = excluded.width,
			height = excluded.height, kept = excluded.kept, data = excluded.data`,
		m.Key, m.Size, m.URL, m.Type, m.Width, m.Height, micros(at), m.Data)
	return failed(err, "keep the picture %s", m.URL)
}

// Media returns a size of a picture, or domain.ErrNotFound.
func (r Reader) Media(ctx context.Context, key, size string) (m domain.Media, err error) {
	err = r.row(ctx, `SELECT key, url, size, type, width, height, data FROM media WHERE key = $1 AND size = $2`, key, size).
		Scan(&m.Key, &m.URL, &m.Size, &m.Type, &m.Width, &m.Height, &m.Data)
	return m, failed(err, "picture %s in the size %s", key, size)
}

// MediaSizes returns the sizes that are kept of pictures, by key and without
// Data, the widest first. A picture that isn't kept is absent.
func (r Reader) MediaSizes(ctx context.Context, keys []string) (map[string][]domain.Media, error) {
	sizes := map[string][]domain.Media{}
	for chunk := range slices.Chunk(keys, 500) {
		q := &condition{}
		among(q, "key", chunk)
		_, err := list(ctx, r, func(row scanner) (m domain.Media, err error) {
			err = row.Scan(&m.Key, &m.URL, &m.Size, &m.Type, &m.Width, &m.Height)
			sizes[m.Key] = append(sizes[m.Key], m)
			return m, err
		}, `SELECT key, url, size, type, width, height FROM media WHERE `+q.text()+` ORDER BY key, width DESC`, q.args...)
		if err != nil {
			return nil, failed(err, "sizes of pictures")
		}
	}
	return sizes, nil
}

// DropMedia drops up to limit sizes of pictures that were kept before a time
// and that no translation shows which readers see or may come to see, and
// returns how many. Call it until it returns 0.
func (t *Tx) DropMedia(ctx context.Context, before time.Time, limit int) (int64, error) {
	n, err := t.count(ctx, `
		DELETE FROM media WHERE (key, size) IN (
			SELECT m.key, m.size FROM media m WHERE m.kept < $1 AND NOT EXISTS (
				SELECT 1 FROM picture p JOIN translation t ON t.id = p.translation_id
				WHERE p.key = m.key AND t.status IN ('held', 'ready', 'published'))
			ORDER BY m.kept LIMIT $2)`, micros(before), bounded(limit, 1000))
	return n, failed(err, "drop old pictures")
}

// putPictures remembers which pictures a translation shows.
func (t *Tx) putPictures(ctx context.Context, translation int64, a domain.Article) error {
	if err := t.exec(ctx, `DELETE FROM picture WHERE translation_id = $1`, translation); err != nil {
		return err
	}
	for key := range pictures(a) {
		if err := t.exec(ctx, `INSERT INTO picture (translation_id, key) VALUES ($1, $2)`, translation, key); err != nil {
			return err
		}
	}
	return nil
}

func pictures(a domain.Article) map[string]bool {
	keys := map[string]bool{}
	if a.Lead != nil {
		keys[domain.MediaKey(a.Lead.URL)] = true
	}
	for block := range a.Document.Texts() {
		if block.Image != nil {
			keys[domain.MediaKey(block.Image.URL)] = true
		}
	}
	return keys
}
