package memory

import (
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Dismissable is a finding of a translation with what dismissing it keeps.
type Dismissable struct {
	Finding   domain.Finding
	Dismissal domain.Dismissal
}

// Dismissals returns a translation's findings in the order of its segments, each
// as it would be dismissed by a person at a time. The same finding in the same
// words comes once.
func Dismissals(source domain.Article, e domain.Edited, by string, at time.Time) []Dismissable {
	before, after := source.Texts(), e.Content.Article.Texts()
	seen := map[string]bool{}
	var out []Dismissable
	for _, s := range e.Content.Segments {
		from, _ := before[s.Place()].Cut(s.Source)
		to, _ := after[s.Place()].Cut(s.Target)
		for _, f := range s.Findings {
			key := domain.DismissalKey(f, from.Text, to.Text)
			if seen[key] {
				continue
			}
			seen[key] = true
			out = append(out, Dismissable{f, domain.Dismissal{
				Key: key, Edition: e.Edition, Rule: f.Rule, Source: from.Text, Target: to.Text, By: by, At: at,
			}})
		}
	}
	return out
}
