package pipeline

import (
	"testing"
	"time"
)

// Two sources that report one event in their own words are one story, an
// article about something else is not, and a copy counts as no source.
func TestPlaced(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	own := []string{
		"The " + topics[0] + " will be rebuilt: after three hours of debate the council of the old town agreed to it on Monday, in a close vote.",
		"The mayor wants to see the work done in two years and told the shops around the " + topics[0] + " that their streets will be closed to cars from spring.",
		"According to engineers, the foundations are sound. Only the roof, which last winter's storm damaged, has to be replaced.",
	}
	w.site.put("/a/1", resource{body: article("Council rebuilds the "+topics[0], "", sentences(0)...)})
	w.site.put("/b/1", resource{body: article("Old town decides on the "+topics[0], "", own...)})
	w.site.put("/b/2", resource{body: article("Glass museum opens", "",
		"A museum of glass opened its doors at the weekend in the former railway station, with four hundred works from nine countries on show.",
		"Visitors queued around the block on the first morning. The director expects eighty thousand of them in the first year, and schools pay nothing.",
		"The oldest piece is a blue cup that was found in a Roman grave and lent by a private collector who does not want to be named in public.")})
	w.site.put("/c/1", resource{body: article("Rebuilding of the "+topics[0], "", sentences(0)...)})
	w.site.putFeed("/feed/a", entry{path: "/a/1", title: "a"})
	w.site.putFeed("/feed/b", entry{path: "/b/1", title: "b"}, entry{path: "/b/2", title: "b2"})
	w.site.putFeed("/feed/c", entry{path: "/c/1", title: "c"})
	for _, feed := range []string{"/feed/a", "/feed/b", "/feed/c"} {
		w.follow(feed)
		w.round()
	}
	stories := map[int64]int{}
	for _, h := range w.front() {
		stories[h.Story]++
	}
	if len(stories) != 2 || stories[0] != 1 {
		t.Errorf("the front page's stories have so many articles: %v", stories)
	}
	covered, err := w.store.MostCovered(t.Context(), "ru", w.now().Add(-48*time.Hour), 5)
	if err != nil || len(covered) != 1 || covered[0].Sources != 2 {
		t.Errorf("most covered: %+v, %v", covered, err)
	}
}
