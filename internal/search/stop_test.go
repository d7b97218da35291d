package search

import (
	"strings"
	"testing"
)

// TestStopWordsAreFound has every stop word in a text: it must be one as texts have it.
func TestStopWordsAreFound(t *testing.T) {
	t.Parallel()
	for line := range strings.Lines(stopText) {
		fields := strings.Fields(line)
		if strings.HasPrefix(line, "#") || len(fields) == 0 {
			continue
		}
		for _, want := range fields[1:] {
			if words := split(want); len(words) != 1 || !words[0].stop(fields[0]) {
				t.Errorf("%s: %q in a text is no stop word: %+v", fields[0], want, words)
			}
		}
	}
}
