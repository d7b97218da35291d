package pipeline

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/store"
)

func (w *wire) versions(article int64) []domain.ArticleVersion {
	w.t.Helper()
	all, err := w.store.Versions(w.t.Context(), article)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// A source's words about an entry change; the article doesn't.
func TestRetitledEntry(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", sentences(0)...)})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"})
	id := w.follow("/feed")
	w.round()
	w.engine.taken()
	for _, e := range []entry{
		{path: "/a/1", title: "Harbour: the latest"}, {path: "/a/1?utm_source=feed", title: "Harbour: the latest"}, {id: "other", path: "/a/1", title: "Harbour: the latest"},
	} {
		w.site.putFeed("/feed", e)
		w.pollNow(id)
	}
	front := w.front()
	if len(front) != 1 || len(w.versions(front[0].Article)) != 1 || len(w.engine.taken()) != 0 {
		t.Errorf("readers see %+v", front)
	}
}

// A reading that a later change has overtaken asks for nothing.
func TestStaleReading(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	id := w.oneArticle("")
	w.round()
	before := w.items()[0]
	w.update(id)
	asked := w.site.count("/a/1")
	if err := w.read(t.Context(), Read{Item: before.ID, Changed: before.Changed.UnixMicro()}); err != nil || w.site.count("/a/1") != asked {
		t.Errorf("the page was read, %v", err)
	}
}

// Of a changed article only the changed segments are translated again.
func TestUpdatedArticle(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	text := sentences(0)
	text[2] = `Engineers who examined the <a href="https://example.org/report">foundations</a> found them in better condition than expected.`
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", text...)})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"})
	id := w.follow("/feed")
	w.round()
	whole := len(w.engine.taken())
	before, err := w.store.PublishedTranslation(t.Context(), "ru", w.front()[0].Article)
	if err != nil {
		t.Fatal(err)
	}
	text[3] = "The vote was unanimous after all, as the minutes show."
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", text...)})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt (updated)"})
	w.pollNow(id)
	if again := w.engine.taken(); len(again) != 1 || again[0] != text[3] || whole < 8 {
		t.Errorf("after %d segments the engine was given %q", whole, again)
	}
	after, err := w.store.PublishedTranslation(t.Context(), "ru", w.front()[0].Article)
	if err != nil || after.ID == before.ID || len(w.versions(after.Article)) != 2 {
		t.Fatalf("readers see %d after %d, %v", after.ID, before.ID, err)
	}
	if first, err := w.store.Translation(t.Context(), before.ID); err != nil || first.Status != domain.StatusSuperseded {
		t.Errorf("the first is %s, %v", first.Status, err)
	}
	paragraphs := func(e domain.Edited) (out []domain.Text) {
		for _, x := range e.Content.Article.Document.Texts() {
			out = append(out, *x)
		}
		return out
	}
	was, is := paragraphs(before), paragraphs(after)
	for i := range is {
		if strings.Contains(is[i].Text, cyrillic("foundations")) && len(is[i].Spans) != 1 {
			t.Errorf("the link is lost: %+v", is[i])
		}
		if is[i].Text != was[i].Text && is[i].Text != cyrillic(text[3]) {
			t.Errorf("paragraph %d is %q, was %q", i, is[i].Text, was[i].Text)
		}
	}
}

// What a person corrected stays in later versions, where its segment does.
func TestHumanEditRecalled(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	text := sentences(0)
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", text...)})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"})
	id := w.follow("/feed")
	w.round()
	e, err := w.store.PublishedTranslation(t.Context(), "ru", w.front()[0].Article)
	if err != nil {
		t.Fatal(err)
	}
	e.Content.Article.Headline = "Гавань перестроят"
	for i := range e.Content.Segments {
		if s := &e.Content.Segments[i]; s.Field == "headline" {
			s.Target = domain.Range{End: len(e.Content.Article.Headline)}
			s.Findings = []domain.Finding{{Rule: "length", Severity: domain.SeverityBlock, Message: "short"}}
		}
	}
	e.Status, e.ReviewedBy, e.ReviewedAt = domain.StatusReady, "An editor", w.now()
	w.write(func(ctx context.Context, tx *store.Tx) error { return tx.ReviewTranslation(ctx, e) })
	text[3] = "The vote was unanimous after all, as the minutes show."
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", text...)})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour (updated)"})
	w.pollNow(id)
	if got := w.front()[0]; got.Title != "Гавань перестроят" || got.Reviewed {
		t.Errorf("readers see %+v", got)
	}
}

// A page that changes without its feed saying so is noticed while it is young.
func TestSilentUpdate(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	text := sentences(0)
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", text...), etag: `"1"`})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"})
	w.follow("/feed")
	w.round()
	w.pass(lookAgain[0] + time.Minute)
	asked := w.site.count("/a/1")
	if err := w.settle(); err != nil {
		t.Fatal(err)
	}
	if len(w.versions(1)) != 1 || w.site.count("/a/1") == asked {
		t.Errorf("%d versions", len(w.versions(1)))
	}
	text[3] = "The vote was unanimous after all, as the minutes show."
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", text...), etag: `"2"`})
	w.pass(lookAgain[1] + time.Minute)
	if err := w.settle(); err != nil {
		t.Fatal(err)
	}
	if len(w.versions(1)) != 2 {
		t.Errorf("%d versions", len(w.versions(1)))
	}
	asked = w.site.count("/a/1")
	w.pass(12 * time.Hour)
	if err := w.settle(); err != nil || w.site.count("/a/1") != asked {
		t.Errorf("an old page was read again, %v", err)
	}
}

func TestOneArticleUnderSeveralAddresses(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	link := `<link rel="canonical" href="` + w.site.URL + `/world/harbour">`
	page := resource{body: article("Harbour to be rebuilt", link, sentences(0)...)}
	w.site.put("/world/harbour", page)
	w.site.put("/amp/harbour", page)
	w.site.put("/r/77", resource{status: http.StatusFound, header: http.Header{"Location": {"/world/harbour"}}})
	w.site.putFeed("/feed", entry{path: "/amp/harbour", title: "Harbour"}, entry{path: "/r/77", title: "The harbour"}, entry{path: "/world/harbour", title: "Harbour to be rebuilt"})
	w.follow("/feed")
	w.round()
	if front := w.front(); len(front) != 1 || len(w.versions(front[0].Article)) != 1 {
		t.Errorf("readers see %+v", front)
	}
	for _, i := range w.items() {
		if i.Article != 1 {
			t.Errorf("item %s is article %d", i.URL, i.Article)
		}
	}
}

// What is gone and leads to the front page doesn't turn into it.
func TestLeadsToFrontPage(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	id := w.oneArticle("")
	w.round()
	w.site.put("/", resource{body: article("The front page of all news", "", sentences(4)...)})
	w.site.put("/a/1", resource{status: http.StatusMovedPermanently, header: http.Header{"Location": {"/"}}})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour (updated)"})
	w.pollNow(id)
	if items := w.items(); !strings.Contains(items[0].Problem, "front page") || len(w.versions(1)) != 1 || len(w.front()) != 1 {
		t.Errorf("items %+v", items)
	}
}

// Requests keep the distance that the client was told to keep, whichever stage
// makes them.
func TestDistance(t *testing.T) {
	t.Parallel()
	const delay = 100 * time.Millisecond
	w := newWire(t, func(c *Config) { c.Fetch = newClient(t, fetch.Config{PerHostDelay: delay}) })
	w.site.put("/p.png", resource{body: string(encode(t, "png", picture(64, 64))), kind: "image/png"})
	w.oneArticle(`<meta property="og:image" content="` + w.site.URL + `/p.png">`)
	w.round()
	if len(w.front()) != 1 || w.site.count("/p.png") != 1 {
		t.Errorf("readers see %+v; requests %q", w.front(), w.site.asked)
	}
	// A request may arrive late, so only all of them together tell. The first is
	// for robots.txt, which must come before all others and waits for none.
	n := len(w.site.times)
	if span, least := w.site.times[n-1].Sub(w.site.times[1]), time.Duration(n-3)*delay; span < least {
		t.Errorf("%d requests came within %s, not %s: %q", n-1, span, least, w.site.asked)
	}
}

// Sites whose pages all claim one address have as many articles as pages.
func TestWrongCanonical(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	link := `<link rel="canonical" href="` + w.site.URL + `/news/">`
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", link, sentences(0)...)})
	w.site.put("/a/2", resource{body: article("Railway to be built anew", link, "A different text stands here, which is about trains. It is long enough to be a paragraph of its own, and it goes on for a while.", "The company said that it had ordered forty new carriages, and that the first would arrive in autumn.", "Passengers were told to be patient, since the line would be closed for three months in the coming year.")})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour"}, entry{path: "/a/2", title: "Railway"})
	w.follow("/feed")
	w.round()
	if len(w.front()) != 2 {
		t.Errorf("readers see %+v", w.front())
	}
}

func TestUnreadablePages(t *testing.T) {
	t.Parallel()
	whole := "<p>" + strings.Join(sentences(3), "</p><p>") + "</p>"
	for name, test := range map[string]struct {
		entry
		page    resource
		article bool
		problem string
	}{
		"robots":               {entry: entry{path: "/closed/1", content: "<p>Short.</p>"}, problem: "robots.txt"},
		"robots, whole text":   {entry: entry{path: "/closed/2", content: whole}, article: true},
		"gone":                 {entry: entry{path: "/a/1"}, page: resource{status: http.StatusGone}, problem: "410"},
		"gone, whole text":     {entry: entry{path: "/a/1", content: whole}, page: resource{status: http.StatusGone}, article: true},
		"gone, cut text":       {entry: entry{path: "/a/1", content: whole + "<p>Read more on our site</p>"}, page: resource{status: http.StatusGone}, problem: "410"},
		"paywall":              {entry: entry{path: "/a/1"}, page: resource{status: http.StatusPaymentRequired}, problem: "402"},
		"no article":           {entry: entry{path: "/a/1"}, page: resource{body: "<html><body></body></html>"}, problem: "article"},
		"a file":               {entry: entry{path: "/a/1"}, page: resource{body: "%PDF-1.4", kind: "application/pdf"}, problem: "application/pdf"},
		"no page, whole text":  {entry: entry{id: "one", content: whole}, article: true},
		"no page, short words": {entry: entry{id: "one", content: "Short."}, problem: "no page"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWire(t)
			test.title = "School to be rebuilt"
			w.site.putFeed("/feed", test.entry)
			w.site.put("/a/1", test.page)
			w.follow("/feed")
			w.round()
			items := w.items()
			if got := len(w.front()) == 1; got != test.article {
				t.Errorf("it became an article: %t", got)
			}
			if p := items[0].Problem; p == "" && test.problem != "" || !strings.Contains(p, test.problem) {
				t.Errorf("the problem is %q, not of %q", p, test.problem)
			}
		})
	}
}

// A page that fails is asked for again, and after some hours given up with
// the reason, or replaced by the feed's own text.
func TestPatience(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	whole := "<p>" + strings.Join(sentences(3), "</p><p>") + "</p>"
	w.site.put("/a/1", resource{status: http.StatusBadGateway})
	w.site.put("/a/2", resource{status: http.StatusBadGateway})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "One"}, entry{path: "/a/2", title: "Two", content: whole})
	w.follow("/feed")
	if err := w.due(t.Context(), dueJob{}); err != nil {
		t.Fatal(err)
	}
	for _, j := range w.waiting("poll") {
		if err := w.run(j); err != nil {
			t.Fatal(err)
		}
		w.done(j)
	}
	reads := w.waiting("read")
	if len(reads) != 2 {
		t.Fatalf("reads %+v", reads)
	}
	for _, step := range []struct {
		pass     time.Duration
		one, two bool // fail still
	}{{0, true, true}, {patienceWithText + time.Minute, true, false}, {patience, false, false}} {
		w.pass(step.pass)
		if one, two := w.run(reads[0]), w.run(reads[1]); (one != nil) != step.one || (two != nil) != step.two {
			t.Errorf("after %s: %v, %v", step.pass, one, two)
		}
	}
	items := w.items()
	if !strings.Contains(items[0].Problem, "502") || items[1].Article == 0 {
		t.Errorf("items %+v", items)
	}
}

// Signals of the feed and of the site's files count with those of the page.
func TestSignals(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.site.put("/.well-known/tdmrep.json", resource{body: `[{"location": "/a/*", "tdm-reservation": 1}]`, kind: "application/json"})
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", `<meta name="robots" content="noindex">`, sentences(0)...)})
	w.site.put("/a/2", resource{body: article("Railway to be rebuilt", "", sentences(1)...)})
	w.site.put("/feed", w.site.feed(`<copyright>CC BY-SA 4.0</copyright>`, entry{path: "/a/1", title: "Harbour"}, entry{path: "/a/2", title: "Railway"}))
	w.follow("/feed")
	w.round()
	kinds := map[string]bool{}
	for _, s := range w.versions(1)[0].Content.Licence {
		kinds[s.Kind] = true
	}
	if !kinds["tdm-file"] || !kinds["meta-robots"] || !kinds["copyright"] {
		t.Errorf("signals %+v", w.versions(1)[0].Content.Licence)
	}
	front := w.front()
	if len(front) != 2 || front[0].Mode != domain.ModeHeadline || !front[0].NoIndex == !front[1].NoIndex {
		t.Errorf("readers see %+v", front)
	}
	for _, path := range []string{"/.well-known/tdmrep.json", "/ai.txt"} {
		if n := w.site.count(path); n != 1 {
			t.Errorf("%s was read %d times in a day", path, n)
		}
	}
}
