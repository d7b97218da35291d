package store

import (
	"context"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// SourceCount is how much a source has brought.
type SourceCount struct {
	Items    int `json:"items"`
	Articles int `json:"articles"` // of which it was the first to have them
}

// SourceCounts counts by source what each has brought. A source without
// anything is not in the map.
func (r Reader) SourceCounts(ctx context.Context) (map[int64]SourceCount, error) {
	type count struct {
		source int64
		n      int
	}
	scan := func(row scanner) (c count, err error) { return c, row.Scan(&c.source, &c.n) }
	items, err := list(ctx, r, scan, `SELECT source_id, COUNT(*) FROM item GROUP BY source_id`)
	if err != nil {
		return nil, failed(err, "count the items of sources")
	}
	articles, err := list(ctx, r, scan, `SELECT source_id, COUNT(*) FROM article WHERE merged IS NULL GROUP BY source_id`)
	if err != nil {
		return nil, failed(err, "count the articles of sources")
	}
	all := map[int64]SourceCount{}
	for _, c := range items {
		all[c.source] = SourceCount{Items: c.n}
	}
	for _, c := range articles {
		all[c.source] = SourceCount{Items: all[c.source].Items, Articles: c.n}
	}
	return all, nil
}

// ItemProblems returns the latest items of a source whose pages could not
// become articles.
func (r Reader) ItemProblems(ctx context.Context, source int64, limit int) ([]domain.Item, error) {
	all, err := list(ctx, r, r.scanItem, `SELECT `+itemColumns+` FROM item WHERE source_id = $1 AND problem <> '' ORDER BY id DESC LIMIT $2`,
		source, bounded(limit, 100))
	return all, failed(err, "problems of the items of source %d", source)
}
