package chrf_test

import (
	"math"
	"testing"

	"github.com/dragoman-news/dragoman/internal/translate/chrf"
)

func TestScore(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		hypothesis, reference string
		want                  float64
	}{
		{"the cat sat", "the cat sat", 100},
		{"abc", "xyz", 0},
		{"", "", 0},
		{"ab", "abc", 63.64}, // precision 1, 1; recall 2/3, 1/2: averages 1 and 7/12, F of beta 2
	} {
		if got := chrf.Score([]string{tt.hypothesis}, []string{tt.reference}); math.Abs(got-tt.want) > .01 {
			t.Errorf("%q against %q: %.2f, want %.2f", tt.hypothesis, tt.reference, got, tt.want)
		}
	}
}
