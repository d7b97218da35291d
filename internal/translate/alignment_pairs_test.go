package translate

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// TestPairs follows an alignment from its weights to a segment whose target
// the typography moves.
func TestPairs(t *testing.T) {
	t.Parallel()
	a := alignment{
		source:  []domain.Range{{Start: 0, End: 3}, {Start: 4, End: 7}, {Start: 8, End: 9}},
		target:  []domain.Range{{Start: 0, End: 2}, {Start: 3, End: 5}},
		weights: [][]float32{{.9, .1, 0}, {.3, .7, 0}},
	}
	got := a.pairs()
	want := [][4]int{{0, 3, 0, 2}, {0, 3, 3, 5}, {4, 7, 3, 5}, {8, 9, 0, 0}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	s := domain.Segment{Target: domain.Range{Start: 4, End: 9}, Alignment: got}
	moveSegment(&s, rewrite("one ab cd", []edit{{0, 3, "first"}, {6, 7, " - "}}))
	want = [][4]int{{0, 3, 0, 2}, {0, 3, 5, 7}, {4, 7, 5, 7}, {8, 9, 0, 0}}
	if diff := cmp.Diff(want, s.Alignment); diff != "" || s.Target != (domain.Range{Start: 6, End: 13}) {
		t.Error(s.Target, diff)
	}
}
