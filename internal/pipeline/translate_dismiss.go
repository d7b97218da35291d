package pipeline

import (
	"context"
	"slices"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/memory"
)

// dismiss takes away the findings that a person found to be wrong, as long as
// the segment and its translation are the same.
func (p *Pipeline) dismiss(ctx context.Context, t translation, made *domain.Translation) error {
	found := memory.Dismissals(t.version.Content, domain.Edited{Edition: t.edition.ID, Content: *made}, "", p.now())
	keys := make([]string, len(found))
	for i, d := range found {
		keys[i] = d.Dismissal.Key
	}
	dismissed, err := p.store.Dismissed(ctx, t.edition.ID, keys)
	if err != nil || len(dismissed) == 0 {
		return err
	}
	before, after := t.version.Content.Texts(), made.Article.Texts()
	for i := range made.Segments {
		s := &made.Segments[i]
		source, _ := before[s.Place()].Cut(s.Source)
		target, _ := after[s.Place()].Cut(s.Target)
		s.Findings = slices.DeleteFunc(s.Findings, func(f domain.Finding) bool {
			return dismissed[domain.DismissalKey(f, source.Text, target.Text)]
		})
	}
	return nil
}
