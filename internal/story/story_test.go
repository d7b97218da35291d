package story_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/story"
)

var start = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)

// report is an article of the sample corpus and the event that it reports.
type report struct {
	event string
	domain.Article
}

func corpus(t testing.TB) (all []report) {
	t.Helper()
	data, err := os.ReadFile("testdata/corpus.txt")
	if err != nil {
		t.Fatal(err)
	}
	for part := range strings.SplitSeq("\n"+string(data), "\n= ") {
		lines := strings.Split(strings.TrimSpace(part), "\n")
		if strings.HasPrefix(lines[0], "#") {
			continue
		}
		language, event, _ := strings.Cut(lines[0], " ")
		all = append(all, report{language + " " + event, written(language, lines[1], lines[2:]...)})
	}
	return all
}

func written(language, headline string, paragraphs ...string) domain.Article {
	a := domain.Article{Lang: language, Headline: headline}
	for _, p := range paragraphs {
		a.Document.Blocks = append(a.Document.Blocks, domain.Block{Kind: domain.Paragraph, Text: domain.PlainText(p)})
	}
	return a
}

// put places the n-th article that is read, n hours after the start.
func put(t testing.TB, s story.Shelf, n int, a domain.Article) domain.StoryMember {
	t.Helper()
	at := start.Add(time.Duration(n) * time.Hour)
	v := domain.ArticleVersion{ID: int64(n), Article: int64(n), Read: at, Content: a}
	m, err := story.Place(t.Context(), s, v, story.Read(a), at)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestCorpus measures how well the events of the sample corpus are told apart:
// the mean B-cubed F1 of the articles placed in 20 orders.
func TestCorpus(t *testing.T) {
	t.Parallel()
	all := corpus(t)
	var precision, recall, mean float64
	const orders = 20
	for seed := range uint64(orders) {
		s, got := newShelf(), make([]int64, len(all))
		for n, i := range rand.New(rand.NewPCG(seed, 1)).Perm(len(all)) {
			put(t, s, n+1, all[i].Article)
			got[i] = int64(n + 1)
		}
		for i, article := range got { // stories may have become one since
			got[i] = s.members[article].Story
		}
		p, r := bCubed(all, got)
		precision, recall, mean = precision+p/orders, recall+r/orders, mean+2*p*r/(p+r)/orders
	}
	t.Logf("B-cubed precision %.3f, recall %.3f, F1 %.3f of %d articles", precision, recall, mean, len(all))
	if mean < 0.96 {
		t.Errorf("F1 is %.3f, want 0.96", mean)
	}
}

// bCubed compares stories with events: of the articles in the story of each,
// how many are of its event, and of its event's how many are in its story.
func bCubed(all []report, stories []int64) (precision, recall float64) {
	for i := range all {
		var both, placed, reported float64
		for j := range all {
			with, same := stories[i] == stories[j], all[i].event == all[j].event
			if with {
				placed++
			}
			if same {
				reported++
			}
			if with && same {
				both++
			}
		}
		precision += both / placed / float64(len(all))
		recall += both / reported / float64(len(all))
	}
	return precision, recall
}

func TestPlaceIsDeterministic(t *testing.T) {
	t.Parallel()
	var runs [2][]domain.StoryMember
	for run := range runs {
		s := newShelf()
		for i, r := range corpus(t) {
			runs[run] = append(runs[run], put(t, s, i+1, r.Article))
		}
	}
	if diff := cmp.Diff(runs[0], runs[1]); diff != "" {
		t.Error(diff)
	}
}

// words returns n different words of a language nobody speaks.
func words(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%c%c%c%d", 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26), r.IntN(100))
	}
	return out
}

// TestCopies changes texts in the ways of those who copy.
func TestCopies(t *testing.T) {
	t.Parallel()
	replaced := func(in []string, every int) []string {
		out := append([]string(nil), in...)
		for i := 0; i < len(out); i += every {
			out[i] = fmt.Sprint("other", i)
		}
		return out
	}
	for name, test := range map[string]struct {
		change func(text []string) []string
		copied bool
	}{
		"the same":       {func(w []string) []string { return w }, true},
		"more below":     {func(w []string) []string { return append(slices.Clip(w), words(99, len(w)/5)...) }, true},
		"first half":     {func(w []string) []string { return w[:len(w)/2] }, true},
		"one in thirty":  {func(w []string) []string { return replaced(w, 30) }, true},
		"a third on top": {func(w []string) []string { return append(words(98, len(w)/3), w...) }, true},
		"every third":    {func(w []string) []string { return replaced(w, 3) }, false},
		"another":        {func(w []string) []string { return words(97, len(w)) }, false},
		"a quotation":    {func(w []string) []string { return append(w[:len(w)/10:len(w)/10], words(96, len(w))...) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(6) {
				for _, n := range []int{60, 300, 2000} {
					s, text := newShelf(), words(seed, n)
					first := put(t, s, 1, written("en", "First", strings.Join(text, " ")))
					second := put(t, s, 2, written("en", "Second", strings.Join(test.change(text), " ")))
					if got := second.CopyOf == first.Article; got != test.copied {
						t.Errorf("seed %d, %d words: copy %v", seed, n, got)
					}
					if test.copied && second.Story != first.Story {
						t.Errorf("seed %d, %d words: a copy is in another story", seed, n)
					}
				}
			}
		})
	}
}

func TestShortTextsAreNoCopies(t *testing.T) {
	t.Parallel()
	s := newShelf()
	put(t, s, 1, written("en", "Minister resigns", "Read the whole article on our site."))
	if m := put(t, s, 2, written("en", "Glass museum opens", "Read the whole article on our site.")); m.CopyOf != 0 {
		t.Error("a site's phrase makes two articles copies")
	}
	put(t, s, 3, written("en", "Photographs of the week"))
	if m := put(t, s, 4, written("en", "Cartoon")); m.CopyOf != 0 {
		t.Error("articles without text are copies")
	}
}

// TestPlacementIsBounded fills a shelf: placing one more costs the same.
func TestPlacementIsBounded(t *testing.T) {
	t.Parallel()
	s := newShelf()
	vocabulary := words(1, 4000)
	r := rand.New(rand.NewPCG(2, 2))
	most := 0
	for n := range 1000 {
		text := make([]string, 200)
		for i := range text {
			text[i] = vocabulary[int(float64(len(vocabulary))*r.Float64()*r.Float64()*r.Float64())]
		}
		put(t, s, n+1, written("en", strings.Join(text[:8], " "), strings.Join(text, " ")))
		most = max(most, s.rows)
	}
	if most > 700 {
		t.Errorf("one placement touched %d rows", most)
	}
	for _, term := range s.terms {
		if len(term.Stories) > 64 {
			t.Fatalf("a term leads to %d stories", len(term.Stories))
		}
	}
}

func TestStoryEnds(t *testing.T) {
	t.Parallel()
	s := newShelf()
	a := corpus(t)[0].Article
	first := put(t, s, 1, a)
	b := corpus(t)[3].Article
	if m := put(t, s, 2000, b); m.Story == first.Story {
		t.Error("a story went on after three months")
	}
}

// TestStoriesBecomeOne begins two stories of one event, too far apart in time;
// an article from between makes them one, under the older one's name.
func TestStoriesBecomeOne(t *testing.T) {
	t.Parallel()
	s := newShelf()
	all := corpus(t)
	older := put(t, s, 1, all[0].Article)
	backwards := strings.Fields(all[0].Document.Blocks[0].Text.Text)
	slices.Reverse(backwards) // the same terms, but no copy
	later := put(t, s, 200, written("en", all[0].Headline, strings.Join(backwards, " ")))
	between := put(t, s, 100, all[3].Article)
	if older.Story == later.Story || between.Story != older.Story || s.members[200].Story != older.Story {
		t.Errorf("stories %d and %d, then %d and %d", older.Story, later.Story, between.Story, s.members[200].Story)
	}
	if m := put(t, s, 150, all[13].Article); m.Story != older.Story || s.stories[m.Story].Articles != 4 {
		t.Errorf("the next is in story %d, which has %d articles", m.Story, s.stories[m.Story].Articles)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("en", "Headline", "Text of an article with more than a few words in it, as it should be.")
	f.Add("zh", "奥德摩尔港", "奥德摩尔港的码头工人星期一在工资谈判失败后罢工")
	f.Add("", "\xff", "")
	f.Fuzz(func(t *testing.T, language, headline, text string) {
		s := newShelf()
		first := put(t, s, 1, written(language, headline, text))
		second := put(t, s, 2, written(language, headline, text))
		if second.CopyOf != 0 && (second.CopyOf != 1 || second.Story != first.Story) {
			t.Errorf("%+v after %+v", second, first)
		}
	})
}

func BenchmarkPlace(b *testing.B) {
	all := corpus(b)
	s := newShelf()
	n := 0
	for b.Loop() {
		n++
		put(b, s, n, all[n%len(all)].Article)
	}
}
