// Package story finds out which articles report the same event and which are
// copies of one text, within one language and one article after the other.
//
// A story is found through its terms: an article's weightiest terms name the
// stories that lately had them, of which the nearest by cosine is joined if it is
// near enough. A copy is found through its wording: a sample of the hashes of
// its four-word shingles (FracMinHash; Irber et al. 2022, doi:10.1101/2022.01.11.475838)
// says how much of one text stands in another. Whatever the number of articles,
// placing one looks at a bounded number of terms, stories and texts.
package story

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const (
	// storyTerms is how many terms of an article lead to stories, and askedTerms
	// how many of them are followed.
	storyTerms, askedTerms = 40, 16
	// ring is how many stories a term leads to.
	ring = 64
	// candidates is how many stories are looked at.
	candidates = 12
	// window is for how long a story goes on after its latest article.
	window = 7 * 24 * time.Hour
	// joinAt is the cosine from which an article belongs to a story, and mergeAt
	// the one of two stories from which they are one. Between 0.22 and 0.31 the
	// sample corpus of the tests and the demo's sites come out nearly the same.
	joinAt, mergeAt = 0.27, 0.6
	// copyWindow is for how long a text is known by its wording.
	copyWindow = 14 * 24 * time.Hour
)

// Shelf is where stories are kept.
type Shelf interface {
	// StoryMember returns an article's place, or domain.ErrNotFound. Nothing else
	// in the language is placed until the caller's transaction ends.
	StoryMember(ctx context.Context, lang string, article int64) (domain.StoryMember, error)
	// StoryTerms returns what is known of terms, in any order.
	StoryTerms(ctx context.Context, hashes []int64) ([]domain.StoryTerm, error)
	// Stories returns stories; in the place of one that was merged the one that it is now.
	Stories(ctx context.Context, ids []int64) ([]domain.Story, error)
	// StoryAlike returns members that share prints, placed after a time, at most limit.
	StoryAlike(ctx context.Context, prints []int64, after time.Time, limit int) ([]domain.StoryMember, error)
	// PutPlacement keeps a placement and returns its story.
	PutPlacement(ctx context.Context, p domain.Placement, now time.Time) (story int64, err error)
}

// Place finds the story of an article's version, or begins one, and keeps its
// place. An article stays in its story whatever its later versions say.
// Placing a version again, or one before the placed one, changes nothing.
func Place(ctx context.Context, shelf Shelf, v domain.ArticleVersion, s Sketch, now time.Time) (domain.StoryMember, error) {
	before, err := shelf.StoryMember(ctx, s.lang, v.Article)
	placed := err == nil
	switch {
	case err != nil && !notFound(err):
		return before, err
	case placed && before.Version >= v.ID:
		return before, nil
	}
	at := v.Read
	if t := v.Content.Published; !t.IsZero() && t.Before(v.Read) {
		at = t
	}
	p := domain.Placement{
		Member: domain.StoryMember{Article: v.Article, Version: v.ID, Time: at.UTC(), Sketch: s.pack()},
		Prints: s.prints(),
	}
	known, err := termsOf(ctx, shelf, s)
	if err != nil {
		return p.Member, err
	}
	vector := s.vector(known)
	for _, t := range vector.top(askedTerms) {
		p.Member.Terms = append(p.Member.Terms, t.hash)
	}
	original, err := findOriginal(ctx, shelf, s, &p, now)
	if err != nil {
		return p.Member, err
	}
	switch {
	case placed:
		err = joinKnown(ctx, shelf, &p, before.Story)
	case original.Story != 0:
		err = joinKnown(ctx, shelf, &p, original.Story)
		if err == nil {
			p.Story.Articles++
		}
	default:
		if err = join(ctx, shelf, s, &p, vector, known); err == nil {
			p.Terms = s.counted(known, vector, p.Story.ID)
		}
	}
	if err != nil {
		return p.Member, err
	}
	if p.Member.Time.After(p.Story.Latest) {
		p.Story.Latest = p.Member.Time
	}
	p.Member.Story, err = shelf.PutPlacement(ctx, p, now)
	return p.Member, err
}

func termsOf(ctx context.Context, shelf Shelf, s Sketch) (map[int64]domain.StoryTerm, error) {
	rows, err := shelf.StoryTerms(ctx, s.hashes())
	if err != nil {
		return nil, err
	}
	known := make(map[int64]domain.StoryTerm, len(rows))
	for _, row := range rows {
		known[row.Hash] = row
	}
	return known, nil
}

// joinKnown puts the member into a story whose terms it leaves as they are.
func joinKnown(ctx context.Context, shelf Shelf, p *domain.Placement, id int64) error {
	stories, err := shelf.Stories(ctx, []int64{id})
	if err != nil {
		return err
	}
	if len(stories) != 1 {
		return domain.ErrNotFound
	}
	p.Story = stories[0]
	return nil
}

// join puts the member into the nearest story that is near enough, else into
// a new one. A story that is as near and as good as the same is merged.
func join(ctx context.Context, shelf Shelf, s Sketch, p *domain.Placement, v vector, known map[int64]domain.StoryTerm) error {
	near, err := shelf.Stories(ctx, leads(v, known))
	if err != nil {
		return err
	}
	type candidate struct {
		domain.Story
		centroid vector
		cosine   float64
	}
	var close []candidate
	for _, n := range near {
		gap := p.Member.Time.Sub(n.Latest).Abs()
		if n.Lang != s.lang || gap > window {
			continue
		}
		centroid, err := unpackVector(n.Centroid)
		if err != nil {
			return err
		}
		if c := v.cosine(centroid); c >= joinAt {
			close = append(close, candidate{n, centroid, c})
		}
	}
	slices.SortFunc(close, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.cosine, a.cosine), cmp.Compare(a.ID, b.ID)) })
	if len(close) == 0 {
		p.Story = domain.Story{Lang: s.lang, Articles: 1, Latest: p.Member.Time, Centroid: v.pack()}
		return nil
	}
	best := close[0]
	sum := best.centroid.add(v)
	if len(close) > 1 && best.centroid.cosine(close[1].centroid) >= mergeAt {
		other := close[1]
		sum = sum.add(other.centroid)
		latest := best.Latest
		if other.Latest.After(latest) {
			latest = other.Latest
		}
		if other.ID < best.ID {
			best, other = other, best
		}
		p.Merged = other.ID
		best.Articles += other.Articles
		best.Latest = latest
	}
	p.Story = best.Story
	p.Story.Articles++
	p.Story.Centroid = sum.pack()
	return nil
}

// leads returns the stories that the article's weightiest terms lead to, the
// most promising ones.
func leads(v vector, known map[int64]domain.StoryTerm) []int64 {
	score := map[int64]float64{}
	for _, t := range v.top(askedTerms) {
		for _, id := range known[t.hash].Stories {
			score[id] += t.weight
		}
	}
	ids := make([]int64, 0, len(score))
	for id := range score {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b int64) int { return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(b, a)) })
	return ids[:min(len(ids), candidates)]
}
