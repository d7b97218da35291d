package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// storyOf is the story of a translation's article, if it has others as well.
const storyOf = `COALESCE((
	SELECT m.story_id FROM story_member m JOIN story y ON y.id = m.story_id WHERE m.article_id = t.article_id AND y.articles > 1), 0)`

// MaxStory is how many articles of a story are listed.
const MaxStory = 200

// Story returns the published coverage of a story in an edition, the latest
// first, or domain.ErrNotFound where there is none. A story that was merged is
// the one that it is now: see Headline.Story.
func (r Reader) Story(ctx context.Context, edition string, story int64) ([]domain.Headline, error) {
	q := &condition{}
	q.and("story_id = (SELECT COALESCE(merged, id) FROM story WHERE id = ?)", story)
	members, err := r.members(ctx, q, MaxStory)
	if err != nil {
		return nil, failed(err, "story %d", story)
	}
	all, err := r.headlinesOf(ctx, edition, members)
	if err == nil && len(all) == 0 {
		err = domain.ErrNotFound
	}
	return all, failed(err, "story %d in the edition %s", story, edition)
}

// MostRelated is how many related articles are given at most.
const MostRelated = 20

// Related returns published articles for the readers of another one: those of
// its story first, the latest first, then the latest of each of the nearest
// other stories. Copies of its text are left out.
func (r Reader) Related(ctx context.Context, edition string, article int64, limit int) ([]domain.Headline, error) {
	all, err := r.related(ctx, edition, article, bounded(limit, MostRelated))
	return all, failed(err, "related to article %d", article)
}

func (r Reader) related(ctx context.Context, edition string, article int64, limit int) ([]domain.Headline, error) {
	var own int64
	if err := r.row(ctx, `SELECT COALESCE(merged, id) FROM article WHERE id = $1`, article).Scan(&own); err != nil {
		return nil, err
	}
	m, err := r.storyMember(ctx, own)
	if err = failed(err, "its place"); errors.Is(err, domain.ErrNotFound) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	original := cmp.Or(m.CopyOf, own)
	q := &condition{}
	q.and("story_id = ?", m.Story)
	q.and("article_id NOT IN (?, ?)", own, original)
	q.and("copy_of <> ?", original)
	members, err := r.members(ctx, q, MaxStory)
	if err != nil {
		return nil, err
	}
	all, err := r.headlinesOf(ctx, edition, members)
	if err != nil || len(all) >= limit {
		return all[:min(limit, len(all))], err
	}
	near, err := r.nearStories(ctx, m)
	if err != nil || len(near) == 0 {
		return all, err
	}
	others, err := r.latestOf(ctx, edition, near, limit-len(all))
	return append(all, others...), err
}

// nearStories returns other stories that lately had at least two of a
// member's terms, those with the rarest first.
func (r Reader) nearStories(ctx context.Context, m domain.StoryMember) ([]int64, error) {
	const most = 60
	terms, err := r.StoryTerms(ctx, m.Terms)
	if err != nil {
		return nil, err
	}
	shared, score := map[int64]int{}, map[int64]float64{}
	for _, t := range terms {
		for _, id := range t.Stories {
			shared[id]++
			score[id] += 1 / math.Log(2+float64(t.Articles))
		}
	}
	var ids []int64
	for id, n := range shared {
		if id != m.Story && n > 1 {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b int64) int { return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(b, a)) })
	return r.current(ctx, ids[:min(len(ids), most)], m.Story)
}

// current returns stories under their present names, in order, without one.
func (r Reader) current(ctx context.Context, ids []int64, without int64) ([]int64, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	q := &condition{}
	among(q, "id", ids)
	now := map[int64]int64{}
	_, err := list(ctx, r, func(row scanner) (id int64, err error) {
		var current int64
		err = row.Scan(&id, &current)
		now[id] = current
		return id, err
	}, `SELECT id, COALESCE(merged, id) FROM story WHERE `+q.text(), q.args...)
	var out []int64
	for _, id := range ids {
		if c := now[id]; c != 0 && c != without && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out, err
}

// latestOf returns the latest published original of each story, in their order.
func (r Reader) latestOf(ctx context.Context, edition string, stories []int64, limit int) ([]domain.Headline, error) {
	q := &condition{}
	among(q, "story_id", stories)
	q.and("copy_of = 0")
	members, err := r.members(ctx, q, 5*MaxStory)
	if err != nil {
		return nil, err
	}
	published, err := r.headlinesOf(ctx, edition, members)
	var all []domain.Headline
	for _, story := range stories {
		i := slices.IndexFunc(published, func(h domain.Headline) bool { return members[h.Article] == story })
		if i >= 0 && len(all) < limit {
			all = append(all, published[i])
		}
	}
	return all, err
}

// members returns the story of each of the latest members that fit a condition.
func (r Reader) members(ctx context.Context, q *condition, limit int) (map[int64]int64, error) {
	stories := map[int64]int64{}
	_, err := list(ctx, r, func(row scanner) (article int64, err error) {
		var story int64
		err = row.Scan(&article, &story)
		stories[article] = story
		return article, err
	}, `SELECT article_id, story_id FROM story_member WHERE `+q.text()+` ORDER BY time DESC, article_id DESC LIMIT `+q.argument(limit), q.args...)
	return stories, err
}

// headlinesOf returns what readers see of articles, the latest first. It is a
// query of its own because a join would be made from the edition's side, over
// all that is published in it.
func (r Reader) headlinesOf(ctx context.Context, edition string, articles map[int64]int64) ([]domain.Headline, error) {
	var all []domain.Headline
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(articles)), 500) {
		q := &condition{}
		among(q, "t.article_id", chunk)
		q.and("t.edition_id = ?", edition)
		q.and(visible)
		some, err := list(ctx, r, scanHeadline, `SELECT `+headlineColumns+` FROM `+headlineTables+` WHERE `+q.text(), q.args...)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortFunc(all, func(a, b domain.Headline) int {
		return cmp.Or(b.Time.Compare(a.Time), cmp.Compare(b.Translation, a.Translation))
	})
	return all, nil
}

// CoveredDepth is how many of an edition's latest articles MostCovered looks at.
const CoveredDepth = 2000

// MostCovered returns the stories that the most sources have covered in words
// of their own among what was published since a time, at least two: each by its latest
// original.
func (r Reader) MostCovered(ctx context.Context, edition string, since time.Time, limit int) ([]domain.Covered, error) {
	sources := `COUNT(DISTINCT CASE WHEN c.copy_of = 0 THEN recent.source_id END)`
	query := fmt.Sprintf(`
		WITH recent AS (
			SELECT t.id AS id, t.article_id AS article_id, t.source_id AS source_id, t.sort_time AS sort_time FROM %s
			WHERE t.edition_id = $1 AND %s AND t.sort_time >= $2 ORDER BY t.sort_time DESC, t.id DESC LIMIT $3),
		covered AS (
			SELECT c.story_id AS story_id, %s AS sources, MAX(recent.sort_time) AS latest
			FROM recent JOIN story_member c ON c.article_id = recent.article_id
			GROUP BY c.story_id HAVING %s > 1 ORDER BY 2 DESC, 3 DESC, 1 LIMIT $4),
		ranked AS (
			SELECT recent.id AS id, covered.sources AS sources, covered.latest AS latest, covered.story_id AS story_id,
				ROW_NUMBER() OVER (PARTITION BY covered.story_id ORDER BY recent.sort_time DESC, recent.id DESC) AS place
			FROM recent JOIN story_member c ON c.article_id = recent.article_id JOIN covered ON covered.story_id = c.story_id
			WHERE c.copy_of = 0)
		SELECT ranked.sources, %s FROM %s JOIN ranked ON ranked.id = t.id
		WHERE ranked.place = 1 ORDER BY ranked.sources DESC, ranked.latest DESC, ranked.story_id`,
		headlineTables, visible, sources, sources, headlineColumns, headlineTables)
	all, err := list(ctx, r, func(row scanner) (c domain.Covered, err error) {
		c.Headline, err = scanHeadline(prefixed{row, &c.Sources})
		return c, err
	}, query, edition, micros(since), CoveredDepth, bounded(limit, 50))
	return all, failed(err, "most covered in the edition %s", edition)
}
