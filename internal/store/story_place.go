package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const (
	// rareTermsKept and printsKept are for how long terms of one or two articles
	// and the wording of articles are remembered.
	rareTermsKept = 30 * 24 * time.Hour
	printsKept    = 14 * 24 * time.Hour
	// printedBy is how many articles one hash of wording leads to: one that
	// leads to more is a site's boilerplate.
	printedBy = 64
)

// StoryMember returns an article's place, or domain.ErrNotFound. No other
// transaction places articles of the language until this one ends.
func (t *Tx) StoryMember(ctx context.Context, lang string, article int64) (m domain.StoryMember, err error) {
	if err := t.lock(ctx, "story "+lang); err != nil {
		return m, failed(err, "place of article %d", article)
	}
	m, err = t.storyMember(ctx, article)
	return m, failed(err, "place of article %d", article)
}

const memberColumns = `m.article_id, m.version_id, m.story_id, m.copy_of, m.time, m.terms, m.sketch`

func scanMember(row scanner) (m domain.StoryMember, err error) {
	return m, row.Scan(&m.Article, &m.Version, &m.Story, &m.CopyOf, instant{&m.Time}, encoded{&m.Terms}, &m.Sketch)
}

func (r Reader) storyMember(ctx context.Context, article int64) (domain.StoryMember, error) {
	return scanMember(r.row(ctx, `SELECT `+memberColumns+` FROM story_member m WHERE m.article_id = $1`, article))
}

// StoryTerms returns what is known of terms, in the order of their hashes.
func (r Reader) StoryTerms(ctx context.Context, hashes []int64) ([]domain.StoryTerm, error) {
	if len(hashes) == 0 {
		return nil, nil
	}
	q := &condition{}
	among(q, "hash", hashes)
	all, err := list(ctx, r, func(row scanner) (s domain.StoryTerm, err error) {
		return s, row.Scan(&s.Hash, &s.Articles, encoded{&s.Stories})
	}, `SELECT hash, articles, stories FROM story_term WHERE `+q.text()+` ORDER BY hash`, q.args...)
	return all, failed(err, "terms of stories")
}

// Stories returns stories in the order of their identifiers; in the place of
// one that was merged the one that it is now.
func (r Reader) Stories(ctx context.Context, ids []int64) ([]domain.Story, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	q := &condition{}
	among(q, "id", ids)
	all, err := list(ctx, r, func(row scanner) (s domain.Story, err error) {
		return s, row.Scan(&s.ID, &s.Lang, &s.Articles, instant{&s.Latest}, &s.Centroid)
	}, `SELECT id, lang, articles, latest, centroid FROM story
		WHERE id IN (SELECT COALESCE(merged, id) FROM story WHERE `+q.text()+`) ORDER BY id`, q.args...)
	return all, failed(err, "stories")
}

// StoryAlike returns members that share prints, placed after a time, those
// with the most in common first.
func (r Reader) StoryAlike(ctx context.Context, prints []int64, after time.Time, limit int) ([]domain.StoryMember, error) {
	if len(prints) == 0 {
		return nil, nil
	}
	q := &condition{}
	among(q, "hash", prints)
	q.and("seen > ?", micros(after))
	all, err := list(ctx, r, scanMember, `
		SELECT `+memberColumns+` FROM story_member m JOIN (
			SELECT article_id, COUNT(*) AS shared FROM story_print WHERE `+q.text()+`
			GROUP BY article_id ORDER BY 2 DESC, 1 LIMIT `+q.argument(bounded(limit, 100))+`) f ON f.article_id = m.article_id
		ORDER BY f.shared DESC, m.article_id`, q.args...)
	return all, failed(err, "articles with the same wording")
}

// PutPlacement keeps an article's place and returns its story, which gets an
// identifier if it is new; in the lists of terms 0 stands for it. Of two stories
// that are merged the one that goes on existing is a name of the other.
func (t *Tx) PutPlacement(ctx context.Context, p domain.Placement, now time.Time) (int64, error) {
	story, err := t.putStory(ctx, p)
	if err == nil {
		err = t.putMember(ctx, p, story)
	}
	if err == nil {
		err = t.putPrints(ctx, p, now)
	}
	if err == nil {
		err = t.putTerms(ctx, p.Terms, story, now)
	}
	return story, failed(err, "place the article %d", p.Member.Article)
}

func (t *Tx) putStory(ctx context.Context, p domain.Placement) (id int64, err error) {
	s := p.Story
	if s.ID == 0 {
		err := t.row(ctx, `INSERT INTO story (lang, articles, latest, centroid) VALUES ($1, $2, $3, $4) RETURNING id`,
			s.Lang, s.Articles, micros(s.Latest), s.Centroid).Scan(&id)
		return id, err
	}
	err = t.change(ctx, `UPDATE story SET articles = $2, latest = $3, centroid = $4 WHERE id = $1`, s.ID, s.Articles, micros(s.Latest), s.Centroid)
	if err != nil || p.Merged == 0 {
		return s.ID, err
	}
	for _, query := range []string{
		`UPDATE story SET merged = $2 WHERE id = $1 OR merged = $1`,
		`UPDATE story_member SET story_id = $2 WHERE story_id = $1`,
	} {
		if err := t.exec(ctx, query, p.Merged, s.ID); err != nil {
			return s.ID, err
		}
	}
	return s.ID, nil
}

func (t *Tx) putMember(ctx context.Context, p domain.Placement, story int64) error {
	m := p.Member
	err := t.exec(ctx, `
		INSERT INTO story_member (article_id, version_id, story_id, copy_of, time, terms, sketch) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (article_id) DO UPDATE SET version_id = excluded.version_id, story_id = excluded.story_id,
			copy_of = excluded.copy_of, time = excluded.time, terms = excluded.terms, sketch = excluded.sketch`,
		m.Article, m.Version, story, m.CopyOf, micros(m.Time), encoded{m.Terms}, m.Sketch)
	if err != nil || len(p.Copies) == 0 {
		return err
	}
	q := &condition{}
	of := q.argument(m.Article)
	q.and("article_id <> ?", m.Article)
	copies := &condition{args: q.args}
	among(copies, "article_id", p.Copies)
	among(copies, "copy_of", p.Copies)
	return t.exec(ctx, `UPDATE story_member SET copy_of = `+of+` WHERE `+q.text()+` AND (`+strings.Join(copies.parts, " OR ")+`)`, copies.args...)
}

// putPrints lets copies of the member find it, and forgets some old prints.
func (t *Tx) putPrints(ctx context.Context, p domain.Placement, now time.Time) error {
	if err := t.exec(ctx, `DELETE FROM story_print WHERE article_id = $1`, p.Member.Article); err != nil {
		return err
	}
	for _, hash := range p.Prints {
		err := t.exec(ctx, `
			INSERT INTO story_print (hash, article_id, seen)
			SELECT h.hash, $2, $3 FROM (SELECT CAST($1 AS BIGINT) AS hash) h
			WHERE (SELECT COUNT(*) FROM story_print o WHERE o.hash = h.hash) < $4
			ON CONFLICT (hash, article_id) DO NOTHING`, hash, p.Member.Article, micros(now), printedBy)
		if err != nil {
			return err
		}
	}
	return t.exec(ctx, `
		DELETE FROM story_print WHERE (hash, article_id) IN (SELECT hash, article_id FROM story_print WHERE seen < $1 ORDER BY seen LIMIT $2)`,
		micros(now.Add(-printsKept)), 4*len(p.Prints))
}

// putTerms keeps what is known of terms, and forgets some old ones.
func (t *Tx) putTerms(ctx context.Context, terms []domain.StoryTerm, story int64, now time.Time) error {
	day := micros(now.Truncate(24 * time.Hour))
	for chunk := range slices.Chunk(terms, 100) {
		q := &condition{}
		rows := make([]string, len(chunk))
		for i, s := range chunk {
			stories := slices.Clone(s.Stories)
			if at := slices.Index(stories, 0); at >= 0 {
				stories[at] = story
			}
			rows[i] = "(" + q.argument(s.Hash) + ", " + q.argument(s.Articles) + ", " + q.argument(day) + ", " + q.argument(encoded{stories}) + ")"
		}
		err := t.exec(ctx, `
			INSERT INTO story_term (hash, articles, seen, stories) VALUES `+strings.Join(rows, ", ")+`
			ON CONFLICT (hash) DO UPDATE SET articles = excluded.articles, seen = excluded.seen, stories = excluded.stories`, q.args...)
		if err != nil {
			return err
		}
	}
	return t.exec(ctx, `
		DELETE FROM story_term WHERE hash IN (SELECT hash FROM story_term WHERE articles < 3 AND seen < $1 ORDER BY seen LIMIT $2)`,
		micros(now.Add(-rareTermsKept)), 2*len(terms))
}

// mergeMember lets an article leave its story for the article that it is one with.
func (t *Tx) mergeMember(ctx context.Context, from, to int64) error {
	err := t.exec(ctx, `UPDATE story_member SET copy_of = CASE WHEN article_id = $2 THEN 0 ELSE $2 END WHERE copy_of = $1`, from, to)
	for _, query := range []string{
		`UPDATE story SET articles = articles - 1 WHERE id = (SELECT story_id FROM story_member WHERE article_id = $1)`,
		`DELETE FROM story_member WHERE article_id = $1`,
		`DELETE FROM story_print WHERE article_id = $1`,
	} {
		if err == nil {
			err = t.exec(ctx, query, from)
		}
	}
	return err
}
