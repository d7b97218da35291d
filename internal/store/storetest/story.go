package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/story"
)

const (
	strike = "Dock workers at the port of Aldmoor walked out on Monday after talks about wages had failed. " +
		"The union said that 1,200 dockers would stay at home until the harbour company made a better offer."
	strikeToo = "The strike at Aldmoor's port went into its second day on Tuesday. Dockers of the union blocked the gates, " +
		"and the harbour company said that it would not raise its offer on wages."
	cup = "Northgate won the cup final with two goals of its striker in the second half. Forty thousand people saw the match, " +
		"and the coach praised the young goalkeeper who had saved a penalty."
	weather = "Heavy rain has flooded hundreds of houses along the river. Soldiers built dams of sand, and the weather " +
		"service expects more storms before the weekend."
)

// stories is a store with sources and published articles in stories.
type stories struct {
	fixture
	sources []int64
	at      time.Time
}

func newStories(t *testing.T, s *store.Store) *stories {
	x := &stories{fixture: fixture{t, s}, at: now}
	x.must(func(tx *store.Tx) error { return tx.PutEdition(t.Context(), domain.Edition{ID: "ru", Lang: "ru"}) })
	for i := range 4 {
		x.sources = append(x.sources, x.source(sourceOf(fmt.Sprint("paper", i))))
	}
	return x
}

// put keeps, places and publishes an article an hour after the one before.
func (x *stories) put(source int, headline, text string) (id int64, m domain.StoryMember) {
	x.Helper()
	x.at = x.at.Add(time.Hour)
	a := article(headline, text)
	a.Published = x.at
	k := x.read(store.Reading{Source: x.sources[source], At: x.at.Add(time.Minute), Content: a, Addresses: addresses("example.org/" + headline)})
	m = x.place(k.Version)
	made, _ := x.translate(translation(k.Version, headline, domain.StatusReady))
	x.publish(made, x.at.Add(2*time.Minute))
	return k.Article, m
}

func (x *stories) place(version int64) (m domain.StoryMember) {
	x.Helper()
	v, err := x.s.Version(x.Context(), version)
	if err != nil {
		x.Fatal(err)
	}
	x.must(func(tx *store.Tx) (err error) {
		m, err = story.Place(x.Context(), tx, v, story.Read(v.Content), v.Read)
		return err
	})
	return m
}

func titles(all []domain.Headline, err error) (list []string) {
	if err != nil {
		return []string{err.Error()}
	}
	for _, h := range all {
		list = append(list, h.Title)
	}
	return list
}

func testStory(t *testing.T, s *store.Store) {
	x := newStories(t, s)
	first, one := x.put(0, "Dockers strike at Aldmoor", strike)
	_, two := x.put(1, "Aldmoor port strike in second day", strikeToo)
	_, three := x.put(2, "Northgate wins the cup final", cup)
	lone, four := x.put(0, "Floods along the river", weather)
	_, copied := x.put(3, "Aldmoor dockers walk out", strike+" Read more on our site.")
	if one.Story != two.Story || one.Story == three.Story || three.Story == four.Story || copied.Story != one.Story {
		t.Fatalf("stories %d %d %d %d %d", one.Story, two.Story, three.Story, four.Story, copied.Story)
	}
	if copied.CopyOf != first || two.CopyOf != 0 {
		t.Errorf("copies of %d and %d, want %d and none", copied.CopyOf, two.CopyOf, first)
	}
	want := []string{"Aldmoor dockers walk out", "Aldmoor port strike in second day", "Dockers strike at Aldmoor"}
	if diff := cmp.Diff(want, titles(s.Story(t.Context(), "ru", one.Story))); diff != "" {
		t.Error(diff)
	}
	for _, id := range []int64{999, one.Story} {
		if _, err := s.Story(t.Context(), map[int64]string{999: "ru", one.Story: "xx"}[id], id); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("story %d: %v", id, err)
		}
	}
	if diff := cmp.Diff([]string{"Aldmoor port strike in second day"}, titles(s.Related(t.Context(), "ru", first, 5))); diff != "" {
		t.Error(diff)
	}
	if got := titles(s.Related(t.Context(), "ru", lone, 5)); len(got) != 0 {
		t.Errorf("related to a lone article: %q", got)
	}
	if _, err := s.Related(t.Context(), "ru", 999, 5); !errors.Is(err, domain.ErrNotFound) {
		t.Errorf("related to nothing: %v", err)
	}
	covered, err := s.MostCovered(t.Context(), "ru", now, 5)
	if err != nil || len(covered) != 1 || covered[0].Sources != 2 || covered[0].Headline.Title != "Aldmoor port strike in second day" {
		t.Errorf("most covered: %+v, %v", covered, err)
	}
	if covered, err := s.MostCovered(t.Context(), "ru", x.at, 5); err != nil || len(covered) != 0 {
		t.Errorf("covered lately: %+v, %v", covered, err)
	}
	front, err := s.EditionFront(t.Context(), store.Front{Edition: "ru"})
	if err != nil || len(front) != 5 || front[0].Story != one.Story || front[1].Story != 0 {
		t.Errorf("front: %+v, %v", front, err)
	}
}

func testStoryNear(t *testing.T, s *store.Store) {
	x := newStories(t, s)
	x.put(0, "Dockers strike at Aldmoor", strike)
	x.put(1, "Northgate wins the cup final", cup)
	x.at = x.at.AddDate(0, 1, 0) // too late for the same story
	later, m := x.put(2, "Port of Aldmoor takes on dockers", "A year of good business lets the harbour company of Aldmoor take on new dockers for its gates.")
	related, err := s.Related(t.Context(), "ru", later, 3)
	if diff := cmp.Diff([]string{"Dockers strike at Aldmoor"}, titles(related, err)); diff != "" {
		t.Error(diff)
	}
	if len(related) > 0 && related[0].Story == m.Story {
		t.Error("an event of the month before is the same story")
	}
}

func testStoryAgain(t *testing.T, s *store.Store) {
	x := newStories(t, s)
	id, m := x.put(0, "Dockers strike at Aldmoor", strike)
	x.put(1, "Aldmoor port strike in second day", strikeToo)
	if diff := cmp.Diff(m, x.place(m.Version)); diff != "" {
		t.Errorf("placed twice: %s", diff)
	}
	all, err := s.Stories(t.Context(), []int64{m.Story})
	if err != nil || len(all) != 1 || all[0].Articles != 2 {
		t.Fatalf("%+v, %v", all, err)
	}
	a := article("Northgate wins", cup) // whatever it says now, it stays where it is
	k := x.read(store.Reading{Source: x.sources[0], At: x.at, Content: a, Addresses: addresses("example.org/Dockers strike at Aldmoor")})
	again := x.place(k.Version)
	if k.Article != id || again.Story != m.Story || again.Version != k.Version {
		t.Errorf("a new version: %+v, want article %d in story %d", again, id, m.Story)
	}
	if old := x.place(m.Version); old.Version != k.Version {
		t.Errorf("an old version came back: %+v", old)
	}
	if all, err = s.Stories(t.Context(), []int64{m.Story}); err != nil || all[0].Articles != 2 {
		t.Errorf("%+v, %v", all, err)
	}
}

func testStoryMerged(t *testing.T, s *store.Store) {
	x := newStories(t, s)
	first, one := x.put(0, "Dockers strike at Aldmoor", strike)
	_, three := x.put(2, "Northgate wins the cup final", cup)
	x.must(func(tx *store.Tx) error { // two stories turn out to be one
		all, err := tx.Stories(t.Context(), []int64{one.Story, three.Story})
		if err != nil {
			return err
		}
		all[0].Articles, all[0].Centroid = 2, all[1].Centroid
		_, err = tx.PutPlacement(t.Context(), domain.Placement{Member: three, Story: all[0], Merged: three.Story}, x.at)
		return err
	})
	for _, id := range []int64{one.Story, three.Story} {
		got, err := s.Story(t.Context(), "ru", id)
		if diff := cmp.Diff([]string{"Northgate wins the cup final", "Dockers strike at Aldmoor"}, titles(got, err)); diff != "" || got[0].Story != one.Story {
			t.Error(id, diff)
		}
	}
	_, joined := x.put(3, "Northgate celebrates the cup", strings.ReplaceAll(cup, "second", "first"))
	if joined.Story != one.Story {
		t.Errorf("an article joined the story %d under its former name %d", joined.Story, three.Story)
	}
	twin := x.read(store.Reading{Source: x.sources[1], At: x.at, Content: article("Aldmoor dockers", strike), Addresses: addresses("example.org/twin")})
	if m := x.place(twin.Version); m.CopyOf != first {
		t.Errorf("%+v is no copy of %d", m, first)
	}
	x.read(store.Reading{Source: x.sources[1], At: x.at, Content: article("Aldmoor dockers", strike), Addresses: addresses("example.org/twin", "example.org/Dockers strike at Aldmoor")})
	all, err := s.Stories(t.Context(), []int64{three.Story})
	if err != nil || len(all) != 1 || all[0].ID != one.Story || all[0].Articles != 3 {
		t.Errorf("after one article left: %d stories, %v", len(all), err)
	}
}

// testStoryFirst places copies before what was published first.
func testStoryFirst(t *testing.T, s *store.Store) {
	x := newStories(t, s)
	x.at = now.Add(10 * time.Hour)
	late, _ := x.put(0, "Copy", strike)
	later, m := x.put(1, "Copy of the copy", strike+" More.")
	if m.CopyOf != late {
		t.Errorf("copy of %d, want %d", m.CopyOf, late)
	}
	x.at = now
	first, m := x.put(2, "First", strike)
	if m.CopyOf != 0 {
		t.Errorf("the first is a copy of %d", m.CopyOf)
	}
	x.must(func(tx *store.Tx) error {
		for _, id := range []int64{late, later} {
			m, err := tx.StoryMember(t.Context(), "en", id)
			if err != nil || m.CopyOf != first {
				t.Errorf("article %d is a copy of %d, want %d: %v", id, m.CopyOf, first, err)
			}
		}
		if _, err := tx.StoryMember(t.Context(), "en", 999); !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("the place of nothing: %v", err)
		}
		return nil
	})
}
