package check_test

import (
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
)

// FuzzSegment feeds arbitrary texts to all checks: none panics, and every
// range lies in its text, at the borders of characters where the text is UTF-8.
func FuzzSegment(f *testing.F) {
	for _, s := range [][2]string{
		{"Mr. Waltz said $5.3 million and 6-foot-6, 80°F; see https://example.org/a?b=c @user #tag", "Вальс сказал 5,3 млн €, 27 °C"},
		{"\"Why not?\" he asked at 7 p.m.", "« Pourquoi pas ? » 19 h 00"},
		{"Read more: the 1930s", "اقرأ المزيد: ٣٠ في المئة"},
		{"a a a a", "б б б б"},
		{"\xff\xfe", "\xc3( ⁇ \u202a"},
		{"İ 5 İ", "ẞ 5 ﬁ"},
	} {
		f.Add(s[0], s[1], "en", "ru")
		f.Add(s[1], s[0], "fr", "ar")
		f.Add(s[0], s[1], "de", "xx")
	}
	f.Fuzz(func(t *testing.T, source, target, from, to string) {
		if len(source)+len(target) > 4096 {
			t.Skip()
		}
		c, err := check.New(check.Config{From: from, To: to})
		if err != nil {
			t.Fatal(err)
		}
		alignment := &check.Alignment{
			Source: []domain.Range{{End: len(source)}}, Target: []domain.Range{{End: len(target)}}, Weights: [][]float32{{1}},
		}
		pair := check.Pair{Source: source, Target: target, Alignment: alignment}
		for _, found := range append(c.Document([]check.Pair{pair, pair}), c.Segment(pair)) {
			for _, x := range found {
				valid(t, x, source, x.Source)
				valid(t, x, target, x.Target)
			}
		}
	})
}

// TestWorstCase keeps the time bounded that texts of the greatest length take,
// made of what the checks compare with one another.
func TestWorstCase(t *testing.T) {
	t.Parallel()
	const size = 16 << 10
	for name, pair := range map[string]check.Pair{
		"names":   {Source: repeated("Mr. Alexandrov%d said. ", size), Target: repeated("Константинопольский%d ", size)},
		"numbers": {Source: repeated("%d1 miles ", size), Target: repeated("%d7 км ", size)},
		"words":   {Source: repeated("a ", size), Target: repeated("b ", size)},
		"money":   {Source: repeated("$%d ", size), Target: repeated("%d euro ", size)},
		"groups":  {Source: repeated("1,", size), Target: repeated("1.", size)},
		"tens":    {Source: repeated("twenty-", size), Target: repeated("zwanzigund", size)},
	} {
		for _, to := range []string{"ru", "ar", "de"} {
			start := time.Now()
			newChecker(t, "en", to).Segment(pair)
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("%s, %s: %v", name, to, took)
			} else {
				t.Logf("%s, %s: %v", name, to, took)
			}
		}
	}
}

// repeated is pattern again and again, with a growing number for %d, in less
// than size bytes.
func repeated(pattern string, size int) string {
	var b strings.Builder
	for i := 0; ; i++ {
		next := strings.ReplaceAll(pattern, "%d", strconv.Itoa(i))
		if b.Len()+len(next) >= size {
			return b.String()
		}
		b.WriteString(next)
	}
}

func valid(t *testing.T, f domain.Finding, text string, r domain.Range) {
	t.Helper()
	if r.Start < 0 || r.Start > r.End || r.End > len(text) {
		t.Fatalf("%s: range %v of a text of %d bytes", f.Rule, r, len(text))
	}
	if utf8.ValidString(text) && !utf8.ValidString(text[r.Start:r.End]) {
		t.Fatalf("%s: range %v of %q cuts a character", f.Rule, r, text)
	}
}
