package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/queue"
	"github.com/dragoman-news/dragoman/internal/source"
	"github.com/dragoman-news/dragoman/internal/store"
)

const (
	// backfill is how many of a new source's items are read; the older ones are
	// known, and read when they change.
	backfill = 30
	// mostFresh is how many new items of one answer are read: a site that gives
	// all of its pages new addresses isn't read again as a whole.
	mostFresh = 200
	// mostItems is how many items of an answer are looked at, the latest first.
	mostItems = 2000
)

// keepItems keeps items of a source and enqueues the reading of those that
// are new or changed. It returns how many there are.
func (p *Pipeline) keepItems(ctx context.Context, tx *store.Tx, s domain.Source, items []domain.Item, now time.Time) (int, error) {
	if len(items) == 0 {
		return 0, nil
	}
	fresh, err := tx.PutItems(ctx, s.ID, items, now)
	if err != nil {
		return 0, err
	}
	most := mostFresh
	if s.Poll.State.LastSuccess.IsZero() {
		most = backfill
	}
	var reads []queue.Entry
	for i, item := range fresh {
		if i >= most {
			reason := fmt.Sprintf("it was one of %d new items at once, of which the latest %d are read", len(fresh), most)
			if err := tx.PutItemProblem(ctx, item.ID, reason); err != nil {
				return 0, err
			}
			continue
		}
		at := time.Time{}
		if wait := time.Duration(i) * p.PerHostDelay; wait > 0 {
			at = now.Add(wait)
		}
		reads = append(reads, queue.Entry{Args: Read{Item: item.ID, Changed: item.Changed.UnixMicro()}, At: at})
	}
	_, err = p.queue.EnqueueAll(ctx, tx, reads...)
	return len(fresh), err
}

// wanted returns the items that pass the source's filter, the latest first.
func wanted(s domain.Source, feed *source.Feed) ([]domain.Item, error) {
	filter, err := source.NewFilter(s.Include, s.Exclude)
	if err != nil {
		return nil, fmt.Errorf("the filter of source %d: %w", s.ID, err)
	}
	latest := slices.Clone(feed.Items)
	slices.SortStableFunc(latest, func(a, b source.Item) int { return b.Time().Compare(a.Time()) })
	seen := map[string]bool{}
	var items []domain.Item
	for i := range latest {
		item := &latest[i]
		if pass, _ := filter.Wants(item); !pass || seen[item.Key] || len(items) == mostItems {
			continue
		}
		seen[item.Key] = true
		items = append(items, domain.Item{
			Key: item.Key, URL: item.URL, Title: item.Title, Summary: item.Summary,
			ContentHTML: string(item.ContentHTML), ContentBase: item.ContentBase, Authors: item.Authors, Categories: item.Categories,
			Lang: cmp.Or(item.Lang, feed.Lang), Published: item.Published, Updated: item.Updated,
			Licence: slices.Concat(feed.Licence, item.Licence),
		})
	}
	return items, nil
}
