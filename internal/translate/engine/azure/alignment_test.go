package azure

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestAlignmentRefused(t *testing.T) {
	t.Parallel()
	for _, projection := range []string{
		"", "0:2", "0:2-", "0:2-0:9", "-1:2-0:2", "2:0-0:2", "0:2-0:2 1:2-3:4", "a:b-c:d", "0:2-0:2 0:99999999999999999999-0:2",
	} {
		if s, target, rows := alignment("one two", "ein zwe", projection); s != nil || target != nil || rows != nil {
			t.Errorf("%q became %v %v %v", projection, s, target, rows)
		}
	}
	s, target, rows := alignment("one two", "ein zwe", "0:2-4:6 4:6-0:2 4:6-4:6")
	if len(s) != 2 || len(target) != 2 || rows[0][1] != 1 || rows[1][0] != .5 || rows[1][1] != .5 {
		t.Errorf("%v %v %v", s, target, rows)
	}
}

// TestAlignmentOfManyWords gives a projection of the size that an answer may
// have, all of one word: it must not take the square of it.
func TestAlignmentOfManyWords(t *testing.T) {
	t.Parallel()
	const words = 200_000
	var projection strings.Builder
	for i := range words {
		fmt.Fprintf(&projection, "0:0-%d:%d ", i, i)
	}
	began := time.Now()
	_, target, rows := alignment("a", strings.Repeat("b", words), projection.String())
	if took := time.Since(began); took > 10*time.Second || len(target) != words || len(rows) != words {
		t.Errorf("%d tokens, %d rows after %s", len(target), len(rows), took)
	}
}

func FuzzAlignment(f *testing.F) {
	f.Add("one two", "ein zwe", "0:2-4:6 4:6-0:2")
	f.Add("😀a", "b", "0:1-0:0 2:2-0:0")
	f.Fuzz(func(t *testing.T, source, target, projection string) {
		from, to, rows := alignment(source, target, projection)
		if len(rows) != len(to) || (len(from) == 0) != (len(to) == 0) {
			t.Fatalf("%d source and %d target tokens, %d rows", len(from), len(to), len(rows))
		}
		for _, r := range from {
			_ = source[r.Start:r.End]
		}
		for i, r := range to {
			_ = target[r.Start:r.End]
			sum := float32(0)
			for _, w := range rows[i] {
				sum += w
			}
			if sum < .99 || sum > 1.01 {
				t.Fatalf("row %d sums to %v", i, sum)
			}
		}
	})
}
