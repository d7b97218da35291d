package pipeline

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/store"
)

// pingJob tells others which of an edition's pages are new. Those that are
// published within the same stretch of time are told together.
type pingJob struct {
	Edition string `json:"edition"`
	Stretch int64  `json:"stretch"` // number of the stretch since 1970
}

// Kind implements queue.Args.
func (pingJob) Kind() string { return "ping" }

const (
	pingEvery = 30 * time.Second
	mostPages = 500
)

// enqueuePing enqueues the ping of the present stretch, for its end.
func (p *Pipeline) enqueuePing(ctx context.Context, tx *store.Tx, edition string) error {
	if p.Announce == nil || !p.Public {
		return nil
	}
	stretch := p.now().UnixNano() / int64(pingEvery)
	_, err := p.queue.EnqueueAt(ctx, tx, pingJob{Edition: edition, Stretch: stretch}, time.Unix(0, (stretch+1)*int64(pingEvery)))
	return err
}

func (p *Pipeline) ping(ctx context.Context, job pingJob) error {
	key := "pinged " + job.Edition
	since, err := p.store.Setting(ctx, key)
	if err != nil && !errors.Is(err, domain.ErrNotFound) {
		return err
	}
	last, _ := strconv.ParseInt(since, 10, 64) // none is 0
	front, err := p.store.EditionFront(ctx, store.Front{Edition: job.Edition, Limit: mostPages})
	if err != nil {
		return err
	}
	var pages []string // that search engines may show
	latest := last
	for _, h := range front {
		changed := h.Changed.UnixMicro()
		latest = max(latest, changed)
		if changed > last && publish.MayIndexHeadline(h) {
			pages = append(pages, p.Addresses.Absolute(p.Addresses.Article(job.Edition, h.Article, h.Title, publish.ViewTranslation)))
		}
	}
	if latest == last {
		return nil
	}
	if err := p.Announce(ctx, job.Edition, pages); err != nil {
		return err
	}
	p.log.InfoContext(ctx, "announced", "edition", job.Edition, "pages", len(pages))
	return p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.PutSetting(ctx, key, strconv.FormatInt(latest, 10), p.now())
	})
}
