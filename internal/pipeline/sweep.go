package pipeline

import (
	"context"
	"time"

	"github.com/dragoman-news/dragoman/internal/store"
)

// sweepJob drops what is kept for a time only.
type sweepJob struct{}

// Kind implements queue.Args.
func (sweepJob) Kind() string { return "sweep" }

const (
	sweepEvery = time.Hour
	// spareMedia is how long a picture that nothing shows is kept.
	spareMedia = 7 * 24 * time.Hour
	sweepLimit = 200
	// settleAfter is how long a request to an engine can be under way. What is
	// reserved for longer was left by a process that died, and counts.
	settleAfter = time.Hour
)

func (p *Pipeline) sweep(ctx context.Context, _ sweepJob) error {
	now := p.now()
	if p.KeepPages > 0 {
		pages, err := p.drop(ctx, func(ctx context.Context, tx *store.Tx) (int64, error) {
			return tx.DropPages(ctx, now.Add(-p.KeepPages), sweepLimit)
		})
		if err != nil {
			return err
		}
		p.log.DebugContext(ctx, "dropped old pages", "pages", pages)
	}
	pictures, err := p.drop(ctx, func(ctx context.Context, tx *store.Tx) (int64, error) {
		return tx.DropMedia(ctx, now.Add(-spareMedia), sweepLimit)
	})
	p.log.DebugContext(ctx, "dropped pictures that nothing shows", "pictures", pictures)
	if err != nil {
		return err
	}
	outputs, err := p.drop(ctx, func(ctx context.Context, tx *store.Tx) (int64, error) {
		return tx.DropOutputs(ctx, now.Add(-p.KeepOutputs), sweepLimit)
	})
	p.log.DebugContext(ctx, "dropped old answers of engines", "answers", outputs)
	if err != nil {
		return err
	}
	return p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		left, err := tx.SettleSpendBefore(ctx, now.Add(-settleAfter))
		if left > 0 {
			p.log.WarnContext(ctx, "requests to engines that never ended count in full", "requests", left)
		}
		return err
	})
}

// drop calls f, each time in a short transaction, until nothing is left.
func (p *Pipeline) drop(ctx context.Context, f func(context.Context, *store.Tx) (int64, error)) (all int64, err error) {
	for {
		n := int64(0)
		err := p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
			n, err = f(ctx, tx)
			return err
		})
		if all += n; err != nil || n == 0 {
			return all, err
		}
	}
}
