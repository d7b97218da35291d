package chrf_test

import (
	"math"
	"testing"

	"github.com/dragoman-news/dragoman/internal/translate/chrf"
)

func TestScore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name                   string
		hypotheses, references []string
		want                   float64
	}{
		{"equal", []string{"the cat sat"}, []string{"the cat sat"}, 100},
		{"spaces don't count", []string{"thecat sat"}, []string{"the catsat"}, 100},
		{"nothing in common", []string{"abc"}, []string{"xyz"}, 0},
		{"empty", []string{""}, []string{""}, 0},
		{"nothing translated", []string{""}, []string{"abc"}, 0},
		// 2 of 3 1-grams match, 1 of 2 2-grams, none of one 3-gram, on both
		// sides; longer ones don't exist: P = R = F = (2/3 + 1/2 + 0) / 3.
		{"one letter differs", []string{"abc"}, []string{"abd"}, 100 * (2./3 + 1./2) / 3},
		// P = (2/2 + 1/1) / 2 = 1, R = (2/4 + 1/3) / 2 = 5/12 over the two orders
		// that both have; F = 5·1·5/12 / (4·1 + 5/12).
		{"recall weighs more", []string{"ab"}, []string{"abcd"}, 100 * (25. / 12) / (53. / 12)},
		// P = 5/12, R = 1; F = 5·5/12·1 / (4·5/12 + 1).
		{"than precision", []string{"abcd"}, []string{"ab"}, 100 * (25. / 12) / (32. / 12)},
		// Repeated letters match as often as both have them: P = 1/3, R = 1.
		{"clipped", []string{"aaa"}, []string{"a"}, 100 * (5. / 3) / (7. / 3)},
		// Counts are added over lines: 1 of 2 1-grams on both sides.
		{"corpus", []string{"a", "b"}, []string{"a", "c"}, 50},
		// 1 of 2 letters, no pair: P = R = (1/2 + 0) / 2.
		{"letters, not bytes", []string{"да"}, []string{"дa"}, 25},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := chrf.Score(c.hypotheses, c.references); math.Abs(got-c.want) > 1e-9 {
				t.Errorf("Score(%q, %q) = %g, want %g", c.hypotheses, c.references, got, c.want)
			}
		})
	}
}
