package storetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
)

// shown publishes an article with one translation that is found by tokens.
func (x fixture) shown(name string, at time.Time, title, text string) (source int64, k store.Kept, id int64) {
	x.Helper()
	source, k = x.story(name, at)
	id, _ = x.translate(translation(k.Version, name, domain.StatusReady))
	x.publish(id, now)
	x.index(id, title, text)
	return source, k, id
}

func (x fixture) index(id int64, title, text string) {
	x.Helper()
	x.must(func(tx *store.Tx) error { return tx.PutSearch(x.Context(), id, title, text) })
}

// search returns the titles of what is found, and how many there are in all.
func (x fixture) search(q store.Search) (titles []string, total int) {
	x.Helper()
	q.Edition = "ru"
	hits, total, err := x.s.SearchEdition(x.Context(), q)
	if err != nil {
		x.Fatal(err)
	}
	for _, h := range hits {
		titles = append(titles, h.Title)
	}
	return titles, total
}

// oddTokens are tokens in which a database could find something to split, to
// fold or to obey.
var oddTokens = []string{
	"москва", "ёлка", "елка", "الرياض", "مكة", "東京", "京都", "กรุง", "İstanbul", "istanbul", "café", "cafe", "Cafe",
	"covid-19", "covid", "snake_case", "o'neill", `say"so`, `back\slash`, "a.b", "a:b", "a*", "a", "*", "^a", "-a", "+a", "(a)", "{a}", "a,b", "%",
	"NEAR", "near", "AND", "and", "OR", "NOT", "title:a", "&", "|", "!", "<->", "a:*", "'", `"`, "''", `\`, ";--", "$1", "?", "\x00", "a\x00b",
	"lang:ru", "\u200d", "e\u0301", "\u00e9", "🙂", "\ue020",
}

func testSearchTokens(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	want := map[string]bool{}
	for i, token := range oddTokens {
		if want[token] {
			t.Fatalf("%q is there twice", token)
		}
		want[token] = true
		x.shown(fmt.Sprint(i), now, "", token)
	}
	for i, token := range oddTokens {
		got, total := x.search(store.Search{Words: [][]string{{token}}})
		if diff := cmp.Diff([]string{fmt.Sprint(i)}, got); diff != "" || total != 1 {
			t.Errorf("%q: %d in all, %s", token, total, diff)
		}
		if got, _ := x.search(store.Search{Words: [][]string{{token}}, Prefix: true}); len(got) == 0 {
			t.Errorf("%q is not its own beginning", token)
		}
		if got, total := x.search(store.Search{Words: [][]string{{token}, {"absent"}}}); total != 0 {
			t.Errorf("%q and what is absent: %v", token, got)
		}
	}
	for _, words := range [][][]string{nil, {}, {{}}, {{""}, {" "}}, {{"two words"}}, {{"\xff\xfe"}}} {
		if got, total := x.search(store.Search{Words: words}); total != 0 {
			t.Errorf("%q finds %v", words, got)
		}
	}
	if got, _ := x.search(store.Search{Words: [][]string{{"mos"}, {"моск", "none"}}, Prefix: true}); got != nil {
		t.Errorf("all words are beginnings: %v", got)
	}
	if got, _ := x.search(store.Search{Words: [][]string{{"моск", "東"}}, Prefix: true}); len(got) != 2 {
		t.Errorf("beginnings of either: %v", got)
	}
	long := strings.Repeat("щ", 5000)
	_, _, id := x.shown("long", now, long, strings.Repeat("a b c d e f ", 100_000)+strings.Repeat(long, 100))
	if got, _ := x.search(store.Search{Words: [][]string{{long}}}); len(got) != 1 {
		t.Errorf("a long token: %v", got)
	}
	x.index(id, "\xff", "\xff")
	if got, _ := x.search(store.Search{Words: [][]string{{long}}}); len(got) != 0 {
		t.Errorf("a token that was replaced: %v", got)
	}
	many := make([]string, 100)
	for i := range many {
		many[i] = fmt.Sprint("word", i)
	}
	words := make([][]string, 100)
	for i := range words {
		words[i] = many
	}
	if got, _ := x.search(store.Search{Words: words}); len(got) != 0 {
		t.Errorf("10,000 alternatives: %v", got)
	}
}

func testSearch(t *testing.T, s *store.Store) {
	x := fixture{t, s}
	sources := map[string]int64{}
	add := func(name string, hours int, title, text string) int64 {
		source, _, id := x.shown(name, now.Add(time.Duration(hours)*time.Hour), title, text)
		sources[name] = source
		return id
	}
	deep := strings.Repeat("filling ", 70)
	add("deep", -1, "news", deep+"a flood of the river at night")
	add("some", -2, "flood news", deep+"about the river at night")
	add("lead", -3, "river", "the flood came over night")
	add("title", -4, "flood at the river", "water came over night")
	add("other", -5, "drought", "no water came over night and the river is dry")
	held := add("held", -6, "flood", "flood")
	for name, test := range map[string]struct {
		q     store.Search
		want  []string
		total int
	}{
		"rank, then time": {store.Search{Words: [][]string{{"flood"}, {"river"}}}, []string{"title", "lead", "some", "deep"}, 4},
		"either":          {store.Search{Words: [][]string{{"drought", "flood"}, {"night"}}}, []string{"lead", "title", "other", "some", "deep"}, 5},
		"source":          {store.Search{Words: [][]string{{"river"}}, Source: sources["other"]}, []string{"other"}, 1},
		"section":         {store.Search{Words: [][]string{{"river"}}, Section: "sport"}, nil, 0},
		"times":           {store.Search{Words: [][]string{{"river"}}, From: now.Add(-4 * time.Hour), Until: now.Add(-2 * time.Hour)}, []string{"lead", "title"}, 2},
		"first page":      {store.Search{Words: [][]string{{"flood"}, {"river"}}, Limit: 2}, []string{"title", "lead"}, 4},
		"second page":     {store.Search{Words: [][]string{{"flood"}, {"river"}}, Limit: 2, Offset: 2}, []string{"some", "deep"}, 4},
		"beyond the end":  {store.Search{Words: [][]string{{"flood"}, {"river"}}, Limit: 1, Offset: 5}, nil, 4},
	} {
		got, total := x.search(test.q)
		if diff := cmp.Diff(test.want, got); diff != "" || total != test.total {
			t.Errorf("%s: %d in all, %s", name, total, diff)
		}
	}
	found := func() int {
		_, total := x.search(store.Search{Words: [][]string{{"flood"}}})
		return total
	}
	if n := found(); n != 5 {
		t.Errorf("%d are found, want 5", n)
	}
	e, err := s.Translation(t.Context(), held)
	if err != nil {
		t.Fatal(err)
	}
	doubtful := translation(e.Version, "held", domain.StatusHeld)
	x.translate(doubtful)
	if n := found(); n != 4 {
		t.Errorf("%d are found with one held, want 4", n)
	}
	if got, _, err := s.SearchEdition(t.Context(), store.Search{Edition: "ar", Words: [][]string{{"flood"}}}); err != nil || got != nil {
		t.Errorf("another edition: %v, %v", got, err)
	}
	x.must(func(tx *store.Tx) error { return tx.DropSearch(t.Context(), e.ID) })
}

// testHidden takes articles from readers in every way that there is.
func testHidden(t *testing.T, s *store.Store) {
	for name, hide := range map[string]func(x fixture, source int64, k store.Kept, id int64){
		"retracted": func(x fixture, _ int64, k store.Kept, _ int64) {
			x.must(func(tx *store.Tx) error { return tx.RetractArticle(t.Context(), k.Article, "not true", now) })
		},
		"held": func(x fixture, _ int64, k store.Kept, _ int64) {
			x.translate(translation(k.Version, "again", domain.StatusHeld))
		},
		"rejected by a person": func(x fixture, _ int64, k store.Kept, id int64) {
			e := translation(k.Version, "again", domain.StatusRejected)
			e.ID, e.ReviewedBy, e.ReviewedAt = id, "editor", now
			x.must(func(tx *store.Tx) error { return tx.ReviewTranslation(t.Context(), e) })
		},
		"merged": func(x fixture, source int64, k store.Kept, _ int64) {
			v, err := s.Version(t.Context(), k.Version)
			if err != nil {
				t.Fatal(err)
			}
			x.read(store.Reading{Source: source, At: now, Content: v.Content, Addresses: addresses("oldest", "example.org/merged")})
		},
		"monitored source": func(x fixture, source int64, _ store.Kept, _ int64) {
			src, err := s.Source(t.Context(), source)
			if err != nil {
				t.Fatal(err)
			}
			src.Mode = domain.ModeMonitor
			x.must(func(tx *store.Tx) error { return tx.SetSource(t.Context(), src) })
		},
		"forbidden by its publisher": func(x fixture, _ int64, k store.Kept, _ int64) {
			e := translation(k.Version, "again", domain.StatusReady)
			e.Rights.Limit = domain.ModeMonitor
			x.translate(e)
		},
	} {
		x := fixture{t, s}
		x.read(store.Reading{Source: x.source(sourceOf("oldest " + name)), At: now, Content: article("oldest"), Addresses: addresses("oldest")})
		source, k, id := x.shown(name, now, name, "hidden")
		words := store.Search{Words: [][]string{{"hidden"}}}
		before, err := s.EditionChanged(t.Context(), "ru")
		if err != nil {
			t.Fatal(err)
		}
		if _, n := x.search(words); n != 1 {
			t.Fatalf("%s: %d are found before", name, n)
		}
		hide(x, source, k, id)
		if _, n := x.search(words); n != 0 {
			t.Errorf("%s: still found", name)
		}
		if front, err := s.EditionFront(t.Context(), store.Front{Edition: "ru", Source: source}); err != nil || len(front) != 0 {
			t.Errorf("%s: still on the front: %v, %v", name, front, err)
		}
		if in, err := s.PublishedEditions(t.Context(), k.Article); err != nil || len(in) != 0 {
			t.Errorf("%s: still published in %v, %v", name, in, err)
		}
		for what, count := range map[string]func() ([]domain.Count, error){
			"sections": func() ([]domain.Count, error) { return s.EditionSections(t.Context(), "ru") },
			"sources":  func() ([]domain.Count, error) { return s.EditionSources(t.Context(), "ru") },
			"days":     func() ([]domain.Count, error) { return s.EditionDays(t.Context(), "ru") },
		} {
			if all, err := count(); err != nil || len(all) != 0 {
				t.Errorf("%s: still among the %s: %v, %v", name, what, all, err)
			}
		}
		if after, err := s.EditionChanged(t.Context(), "ru"); err != nil || after <= before {
			t.Errorf("%s: the edition's generation was %d and is %d, %v", name, before, after, err)
		}
	}
}
