package pipeline

import (
	"context"
	"fmt"

	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/story"
)

// place puts a version that was just read among the stories. It is no job of
// its own: it takes a few milliseconds, and what is published next shall know
// its story.
func (p *Pipeline) place(ctx context.Context, tx *store.Tx, version int64, s story.Sketch) error {
	v, err := tx.Version(ctx, version)
	if err != nil {
		return err
	}
	m, err := story.Place(ctx, tx, v, s, p.now())
	if err != nil {
		return fmt.Errorf("find the story of article %d: %w", v.Article, err)
	}
	p.log.DebugContext(ctx, "article placed", "article", m.Article, "story", m.Story, "copy_of", m.CopyOf)
	return nil
}
