package pipeline

import (
	"context"
	"errors"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/queue"
	"github.com/dragoman-news/dragoman/internal/store"
)

// reconcileJob finds what no job is about although it should: after a restored
// backup, for an edition that is new, for a model that came later.
type reconcileJob struct{}

// Kind implements queue.Args.
func (reconcileJob) Kind() string { return "reconcile" }

const (
	reconcileEvery = 10 * time.Minute
	// reconcilePage is how many rows one look takes, and reconcileMost how many
	// jobs one reconcile adds of each kind: the rest follows in the next.
	reconcilePage = 100
	reconcileMost = 2000
)

func (p *Pipeline) reconcile(ctx context.Context, _ reconcileJob) error {
	routes := map[route]bool{}
	return errors.Join(
		p.inPages(ctx, p.unreadItems),
		p.inPages(ctx, p.untranslated),
		p.inPages(ctx, func(ctx context.Context, after int64) ([]queue.Args, int64, error) {
			return p.unfinished(ctx, domain.StatusWaiting, after, routes)
		}),
		p.inPages(ctx, func(ctx context.Context, after int64) ([]queue.Args, int64, error) {
			return p.unfinished(ctx, domain.StatusReady, after, nil)
		}),
		p.inPages(ctx, p.unpictured),
	)
}

// inPages enqueues the jobs that a list gives page by page. The list returns the
// last row of the page, 0 when there are no more pages.
func (p *Pipeline) inPages(ctx context.Context, list func(ctx context.Context, after int64) (jobs []queue.Args, last int64, err error)) error {
	after, added := int64(0), 0
	for added < reconcileMost {
		jobs, last, err := list(ctx, after)
		if err != nil || len(jobs) == 0 && last == 0 {
			return err
		}
		after = last
		err = p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			for _, job := range jobs {
				isNew, err := p.queue.Enqueue(ctx, tx, job)
				if err != nil {
					return err
				}
				if isNew {
					added++
					p.log.InfoContext(ctx, "reconciled", "kind", job.Kind(), "job", job)
				}
			}
			return nil
		})
		if err != nil || last == 0 {
			return err
		}
	}
	return nil
}

// unreadItems lists the reading of items that were never read.
func (p *Pipeline) unreadItems(ctx context.Context, after int64) (jobs []queue.Args, last int64, err error) {
	items, err := p.store.UnreadItems(ctx, after, reconcilePage)
	for _, item := range items {
		last = item.ID
		jobs = append(jobs, Read{Item: item.ID, Changed: item.Changed.UnixMicro()})
	}
	return jobs, last, err
}

// untranslated lists the translation of versions that have none.
func (p *Pipeline) untranslated(ctx context.Context, after int64) (jobs []queue.Args, last int64, err error) {
	missing, err := p.store.UntranslatedVersions(ctx, after, reconcilePage)
	for _, m := range missing {
		last = m.Version
		jobs = append(jobs, Translate{Version: m.Version, Edition: m.Edition})
	}
	return jobs, last, err
}

// unfinished lists what brings translations of a status forward: those that wait
// for a model which is there now, and those that are ready and not published.
func (p *Pipeline) unfinished(ctx context.Context, status domain.TranslationStatus, after int64, routes map[route]bool) (jobs []queue.Args, last int64, err error) {
	lines, err := p.store.Articles(ctx, store.ArticleFilter{Status: status, After: after, Limit: reconcilePage})
	if err != nil {
		return nil, 0, err
	}
	for _, line := range lines {
		last = line.ID
		if !line.Retracted.IsZero() {
			continue
		}
		all, err := p.store.TranslationsOf(ctx, line.ID)
		if err != nil {
			return nil, 0, err
		}
		for _, e := range all {
			switch {
			case e.Status != status:
			case status == domain.StatusWaiting:
				there, err := p.routed(ctx, line.Source, e, routes)
				if err != nil {
					return nil, 0, err
				}
				if there {
					jobs = append(jobs, Translate{Version: e.Version, Edition: e.Edition})
				}
			case e.Mode != domain.ModeMonitor:
				jobs = append(jobs, Publish{Translation: e.ID, Made: e.Made.UnixMicro()})
			}
		}
	}
	return jobs, last, nil
}

// route is a way from one language to another with an engine.
type route struct{ engine, from, to string }

// routed reports whether there is a way now for a translation that waits.
func (p *Pipeline) routed(ctx context.Context, source int64, e domain.Edited, routes map[route]bool) (bool, error) {
	t, err := translation{}, error(nil)
	if t.source, err = p.store.Source(ctx, source); err != nil {
		return false, err
	}
	if t.edition, err = p.store.Edition(ctx, e.Edition); err != nil {
		return false, err
	}
	r := route{t.engine(), e.Content.From, e.Content.To}
	if there, known := routes[r]; known {
		return there, nil
	}
	router, err := p.Router(r.engine)
	if err == nil {
		_, err = router.Route(ctx, r.from, r.to)
	}
	if err != nil && !errors.Is(err, domain.ErrNotFound) {
		p.log.WarnContext(ctx, "no way to translate", "from", r.from, "to", r.to, "engine", r.engine, "error", err)
	}
	routes[r] = err == nil
	return err == nil, ctx.Err()
}

// picturedFront is how many articles of an edition's front are looked at for
// missing pictures.
const picturedFront = 200

// unpictured lists the fetching of leading pictures that an edition's front
// lacks: because they couldn't be had, or because the source's mode was another.
func (p *Pipeline) unpictured(ctx context.Context, _ int64) (jobs []queue.Args, last int64, err error) {
	editions, err := p.store.Editions(ctx)
	if err != nil {
		return nil, 0, err
	}
	for _, e := range editions {
		front, err := p.store.EditionFront(ctx, store.Front{Edition: e.ID, Limit: picturedFront})
		if err != nil {
			return nil, 0, err
		}
		for _, h := range front {
			if h.Mode != domain.ModeFull || h.Image == "" {
				continue
			}
			missing, err := p.missingPictures(ctx, domain.Article{Lead: &domain.LeadImage{Image: domain.Image{URL: h.Image}}})
			if err != nil {
				return nil, 0, err
			}
			if len(missing) == 0 {
				continue
			}
			t, err := p.store.Translation(ctx, h.Translation)
			if err != nil {
				return nil, 0, err
			}
			jobs = append(jobs, Pictures{Version: t.Version})
		}
	}
	return jobs, 0, nil
}
