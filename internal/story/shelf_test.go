package story_test

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// shelf keeps stories in memory, as the store does in its tables.
type shelf struct {
	members map[int64]domain.StoryMember
	terms   map[int64]domain.StoryTerm
	stories map[int64]domain.Story
	merged  map[int64]int64
	prints  map[int64][]int64 // articles by hash
	rows    int               // read and written by the last placement
}

func newShelf() *shelf {
	return &shelf{
		members: map[int64]domain.StoryMember{}, terms: map[int64]domain.StoryTerm{}, stories: map[int64]domain.Story{},
		merged: map[int64]int64{}, prints: map[int64][]int64{},
	}
}

func (s *shelf) StoryMember(_ context.Context, _ string, article int64) (domain.StoryMember, error) {
	s.rows = 1
	m, ok := s.members[article]
	if !ok {
		return m, domain.ErrNotFound
	}
	return m, nil
}

func (s *shelf) StoryTerms(_ context.Context, hashes []int64) (all []domain.StoryTerm, err error) {
	s.rows += len(hashes)
	for _, h := range hashes {
		if t, ok := s.terms[h]; ok {
			all = append(all, t)
		}
	}
	return all, nil
}

func (s *shelf) Stories(_ context.Context, ids []int64) (all []domain.Story, err error) {
	s.rows += len(ids)
	seen := map[int64]bool{}
	for _, id := range ids {
		id = cmp.Or(s.merged[id], id)
		if one, ok := s.stories[id]; ok && !seen[id] {
			all = append(all, one)
		}
		seen[id] = true
	}
	return all, nil
}

func (s *shelf) StoryAlike(_ context.Context, prints []int64, _ time.Time, limit int) (all []domain.StoryMember, err error) {
	s.rows += len(prints)
	shared := map[int64]int{}
	for _, h := range prints {
		for _, article := range s.prints[h] {
			shared[article]++
		}
	}
	for article := range shared {
		all = append(all, s.members[article])
	}
	slices.SortFunc(all, func(a, b domain.StoryMember) int {
		return cmp.Or(cmp.Compare(shared[b.Article], shared[a.Article]), cmp.Compare(a.Article, b.Article))
	})
	return all[:min(limit, len(all))], nil
}

func (s *shelf) PutPlacement(_ context.Context, p domain.Placement, _ time.Time) (int64, error) {
	s.rows += len(p.Terms) + len(p.Prints) + len(p.Copies) + 3
	story := p.Story
	story.ID = cmp.Or(story.ID, int64(len(s.stories)+1))
	s.stories[story.ID] = story
	p.Member.Story = story.ID
	s.members[p.Member.Article] = p.Member
	if p.Merged != 0 {
		s.merged[p.Merged] = story.ID
	}
	for article, m := range s.members {
		if p.Merged == 0 && len(p.Copies) == 0 {
			break
		}
		if m.Story == p.Merged {
			m.Story = story.ID
		}
		if article != p.Member.Article && (slices.Contains(p.Copies, article) || m.CopyOf != 0 && slices.Contains(p.Copies, m.CopyOf)) {
			m.CopyOf = p.Member.Article
		}
		s.members[article] = m
	}
	for _, t := range p.Terms {
		if i := slices.Index(t.Stories, 0); i >= 0 {
			t.Stories[i] = story.ID
		}
		s.terms[t.Hash] = t
	}
	for _, h := range p.Prints {
		s.prints[h] = append(s.prints[h], p.Member.Article)
	}
	return story.ID, nil
}
