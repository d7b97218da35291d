package pipeline

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/search"
	"github.com/dragoman-news/dragoman/internal/store"
)

// Publish shows a translation to readers. Made tells a translation that was
// made again from what it replaced.
type Publish struct {
	Translation int64 `json:"translation"`
	Made        int64 `json:"made"` // microseconds since 1970
}

// Kind implements queue.Args.
func (Publish) Kind() string { return "publish" }

func (p *Pipeline) publish(ctx context.Context, job Publish) error {
	e, err := p.store.Translation(ctx, job.Translation)
	if err != nil {
		return err
	}
	v, err := p.store.Version(ctx, e.Version)
	if err != nil {
		return err
	}
	title := search.Document(e.Content.Article.Headline, e.Content.To)
	text := search.Document(words(e.Content.Article), e.Content.To) + " " + search.Document(v.Content.Headline+"\n"+words(v.Content), v.Content.Lang)
	seen, isNew := false, false
	var heard time.Time
	err = p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		changed, err := tx.PublishTranslation(ctx, e.ID, p.now())
		if err != nil {
			return err
		}
		e, err = tx.Translation(ctx, e.ID)
		if err != nil || e.Status != domain.StatusPublished {
			return err
		}
		seen = true
		if err := tx.PutSearch(ctx, e.ID, title, text); err != nil {
			return err
		}
		if e.Mode == domain.ModeFull {
			if err := p.enqueue(ctx, tx, Pictures{Version: e.Version}); err != nil {
				return err
			}
		}
		if !changed {
			return nil
		}
		isNew = true
		if heard, err = heardOf(ctx, tx.Reader, v); err != nil {
			return err
		}
		p.log.InfoContext(ctx, "published", "article", e.Article, "translation", e.ID, "edition", e.Edition, "headline", e.Content.Article.Headline)
		return p.enqueuePing(ctx, tx, e.Edition)
	})
	if errors.Is(err, domain.ErrForbidden) {
		p.log.InfoContext(ctx, "not published", "translation", e.ID, "edition", e.Edition, "reason", err)
		return nil // it was held, retracted or closed since
	}
	if err == nil && seen {
		p.Purge(e.Edition)
	}
	if err == nil && isNew && p.Published != nil {
		p.Published(e, heard)
	}
	return err
}

// heardOf returns when a source first offered an article, or when a later
// version was found by reading it again.
func heardOf(ctx context.Context, r store.Reader, v domain.ArticleVersion) (time.Time, error) {
	if v.Number > 1 {
		return v.Read, nil
	}
	seen, err := r.FirstSeen(ctx, v.Article)
	if errors.Is(err, domain.ErrNotFound) {
		return v.Read, nil
	}
	return seen, err
}

// words returns what an article is found by besides its headline.
func words(a domain.Article) string {
	var b strings.Builder
	b.WriteString(a.Standfirst + "\n" + strings.Join(a.Authors, "\n") + "\n")
	for _, t := range a.Document.Texts() {
		b.WriteString(t.Text + "\n")
	}
	return b.String()
}
