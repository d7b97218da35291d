package store

import (
	"github.com/dragoman-news/dragoman/internal/domain"
)

// What makes a headline of a translation t and its source s. Every list that
// readers see is made of these, so that a source's mode acts on all of them.
const (
	headlineTables  = `translation t JOIN source s ON s.id = t.source_id`
	headlineColumns = `t.id, t.article_id, t.source_id, s.name, s.mode, t.rights_limit, t.noindex, t.lang_from, t.section, t.title,
		t.standfirst, t.image, t.sort_time, t.changed, t.reviewed_at > 0, t.human, t.doubtful_title, t.doubtful_standfirst, ` + storyOf
	visible = `t.status = 'published' AND t.rights_limit <> 'monitor' AND s.mode <> 'monitor'`
	indexed = `(t.reviewed_at > 0 OR t.human) AND NOT t.noindex` // what search engines may show of what is visible: see publish.MayIndex
)

func scanHeadline(row scanner) (domain.Headline, error) {
	h := domain.Headline{}
	limit := domain.SourceMode("")
	err := row.Scan(&h.Translation, &h.Article, &h.Source, &h.SourceName, &h.Mode, &limit, &h.NoIndex, &h.Lang, &h.Section, &h.Title,
		&h.Standfirst, &h.Image, instant{&h.Time}, instant{&h.Changed}, &h.Reviewed, &h.Human, &h.DoubtfulTitle, &h.DoubtfulStandfirst, &h.Story)
	h.Mode = h.Mode.Tighter(limit)
	return h, err
}
