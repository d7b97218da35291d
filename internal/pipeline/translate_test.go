package pipeline

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// oneArticle puts a feed with one article on a wire's site and follows it.
func (w *wire) oneArticle(head string, change ...func(*domain.Source)) (source int64) {
	w.t.Helper()
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", head, sentences(0)...)})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"})
	return w.follow("/feed", change...)
}

// made returns the translation of article 1 for an edition.
func (w *wire) made(edition string) domain.Edited {
	w.t.Helper()
	all, err := w.store.TranslationsOf(w.t.Context(), 1)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, e := range all {
		if e.Edition == edition {
			return e
		}
	}
	return domain.Edited{}
}

func (w *wire) edition(e domain.Edition) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx *store.Tx) error { return tx.PutEdition(ctx, e) })
}

func TestNotTranslated(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		head   string
		change func(*domain.Source)
		status domain.TranslationStatus
		reason string
		works  bool // the engine is asked
	}{
		"veto":           {head: `<meta name="robots" content="notranslate">`, status: domain.StatusSkipped, reason: "not to translate"},
		"monitored":      {change: func(s *domain.Source) { s.Mode = domain.ModeMonitor }, status: domain.StatusReady, works: true},
		"same language":  {change: func(s *domain.Source) { s.Editions = []string{"en"} }, status: domain.StatusSkipped, reason: "in English already"},
		"no such engine": {change: func(s *domain.Source) { s.Engine = "other" }, status: domain.StatusWaiting, reason: "no engine other"},
		"no model":       {change: func(s *domain.Source) { s.Editions = []string{"ar"} }, status: domain.StatusWaiting, reason: "no model en to ar"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWire(t)
			w.edition(domain.Edition{ID: "en", Lang: "en", Title: "News"})
			w.edition(domain.Edition{ID: "ar", Lang: "ar", Title: "أخبار"})
			id := w.oneArticle(test.head, func(s *domain.Source) {
				if test.change != nil {
					test.change(s)
				}
			})
			w.round()
			e := w.made(w.source(id).Editions[0])
			if e.Status != test.status || !strings.Contains(e.Reason, test.reason) || (e.Reason == "") != (test.reason == "") {
				t.Errorf("the translation is %s: %q", e.Status, e.Reason)
			}
			if got := len(w.engine.taken()) > 0; got != test.works {
				t.Errorf("the engine was asked: %t", got)
			}
			if len(w.front()) != 0 {
				t.Errorf("readers see %+v", w.front())
			}
			// Reconciling changes nothing as long as nothing has changed.
			if err := errors.Join(w.reconcile(t.Context(), reconcileJob{}), w.settle()); err != nil {
				t.Fatal(err)
			}
			if len(w.engine.taken()) > 0 || w.made(w.source(id).Editions[0]).Made != e.Made {
				t.Error("it was tried again without a reason")
			}
		})
	}
}

func TestModelArrives(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.engine.set(func(e *engine) { e.absent = true })
	w.oneArticle("")
	w.round()
	if e := w.made("ru"); e.Status != domain.StatusWaiting || !strings.Contains(e.Reason, "pull one") {
		t.Errorf("the translation is %s: %q", e.Status, e.Reason)
	}
	w.engine.set(func(e *engine) { e.absent = false })
	if err := errors.Join(w.reconcile(t.Context(), reconcileJob{}), w.settle()); err != nil {
		t.Fatal(err)
	}
	if len(w.front()) != 1 {
		t.Errorf("readers see %+v", w.front())
	}
}

// A passing failure is for the queue to try again, a lasting one for a person.
func TestEngineFails(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		failure error
		status  domain.TranslationStatus
		again   bool
	}{
		"passing":   {failure: errors.New("out of memory"), again: true},
		"limited":   {failure: fmt.Errorf("slow down: %w", domain.ErrRateLimited), again: true},
		"lasting":   {failure: fmt.Errorf("too long: %w", domain.ErrPermanent), status: domain.StatusHeld},
		"forbidden": {failure: fmt.Errorf("not for you: %w", domain.ErrForbidden), status: domain.StatusHeld},
		"spent up":  {failure: fmt.Errorf("the budget is %w", translate.ErrQuota), status: domain.StatusWaiting},
		"bad key":   {failure: fmt.Errorf("check the key: %w: %w", domain.ErrPermanent, translate.ErrUnavailable), status: domain.StatusWaiting},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWire(t)
			w.engine.set(func(e *engine) { e.failing = test.failure })
			w.oneArticle("")
			if err := w.due(t.Context(), dueJob{}); err != nil {
				t.Fatal(err)
			}
			err := w.settle()
			if (err != nil) != test.again || test.again && !errors.Is(err, test.failure) {
				t.Errorf("the job says %v", err)
			}
			e := w.made("ru")
			if e.Status != test.status || test.status != "" && (!strings.Contains(e.Reason, test.failure.Error()) || test.status == domain.StatusHeld && e.Content.Article.Headline == "") {
				t.Errorf("the translation is %s: %q", e.Status, e.Reason)
			}
		})
	}
}

// A translation with a blocking finding waits for a person, unless the edition
// marks doubts instead.
func TestGate(t *testing.T) {
	t.Parallel()
	for _, gate := range []string{"", GateHold, GateMark} {
		t.Run("gate "+gate, func(t *testing.T) {
			t.Parallel()
			w := newWire(t)
			w.edition(domain.Edition{ID: "ru", Lang: "ru", Title: "Вести", Settings: map[string]string{SettingGate: gate}})
			text := sentences(0)
			text[3] = "The fee of 4,815 euros was paid by 162 members, and 342 others refused to pay." // the engine loses numbers
			w.engine.set(func(e *engine) { e.lossy = true })
			w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", text...)})
			w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"})
			w.follow("/feed")
			w.round()
			e := w.made("ru")
			held := gate != GateMark
			if held != (e.Status == domain.StatusHeld) || held != (e.Reason != "") || held != (len(w.front()) == 0) {
				t.Errorf("the translation is %s: %q", e.Status, e.Reason)
			}
			if len(blocked(e.Content.Segments)) == 0 {
				t.Error("nothing blocks it")
			}
		})
	}
}

// A translation that is made again replaces the one that readers see.
func TestTranslateAgain(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.oneArticle("")
	w.round()
	before := w.made("ru")
	w.engine.taken()
	w.pass(time.Minute)
	w.engine.set(func(e *engine) { e.prefix = "Снова " })
	w.purged = nil
	w.write(func(ctx context.Context, tx *store.Tx) error {
		return w.enqueue(ctx, tx, Translate{Version: before.Version, Edition: "ru", Again: 1})
	})
	if err := w.settle(); err != nil {
		t.Fatal(err)
	}
	after := w.made("ru")
	if len(w.engine.taken()) == 0 || after.ID != before.ID || after.Status != domain.StatusPublished || len(w.purged) == 0 ||
		!strings.HasPrefix(w.front()[0].Title, "Снова ") {
		t.Errorf("readers see %+v", w.front())
	}
	_, total, err := w.store.SearchEdition(t.Context(), store.Search{Edition: "ru", Words: [][]string{{"ru0снов", "ru0снова"}}})
	if err != nil || total != 1 {
		t.Errorf("search finds %d, %v", total, err)
	}
}

// What is translated again is not remembered from the version before.
func TestTranslateVersionAgain(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	id := w.oneArticle("")
	w.round()
	w.update(id)
	w.engine.taken()
	for again, want := range map[int64]bool{0: false, 1: true} {
		if err := errors.Join(w.translate(t.Context(), Translate{Version: w.made("ru").Version, Edition: "ru", Again: again}), w.settle()); err != nil {
			t.Fatal(err)
		}
		if n := len(w.engine.taken()); (n > 5) != want {
			t.Errorf("again %d: the engine was given %d segments", again, n)
		}
	}
}

// update changes a sentence of the only article and lets its source tell.
func (w *wire) update(source int64) {
	w.t.Helper()
	text := sentences(0)
	text[3] = "The vote was unanimous after all, as the minutes show."
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", text...)})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt (updated)"})
	w.pollNow(source)
}

// A further version of what was retracted before it was seen isn't taken up
// again and again.
func TestRetractedUnseen(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.engine.set(func(e *engine) { e.failing = domain.ErrPermanent })
	id := w.oneArticle("")
	w.round()
	w.write(func(ctx context.Context, tx *store.Tx) error { return tx.RetractArticle(ctx, 1, "wrong", w.now()) })
	w.engine.set(func(e *engine) { e.failing = nil })
	w.update(id)
	if e := w.made("ru"); e.Status != domain.StatusReady || len(w.front()) != 0 {
		t.Errorf("the translation is %s", e.Status)
	}
	if err := w.reconcile(t.Context(), reconcileJob{}); err != nil || len(w.waiting("publish")) > 0 {
		t.Errorf("waiting are %+v, %v", w.waiting(), err)
	}
}

// A reader's page never goes back to an earlier version.
func TestStaleVersion(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	id := w.oneArticle("")
	w.round()
	first := w.versions(1)[0]
	w.update(id)
	w.engine.taken()
	for _, job := range []Translate{{Version: first.ID, Edition: "ru"}, {Version: first.ID, Edition: "ru", Again: 7}} {
		if err := w.translate(t.Context(), job); err != nil || len(w.engine.taken()) > 0 {
			t.Errorf("an old version was translated, %v", err)
		}
	}
}

func TestPublishRefused(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.oneArticle("")
	w.round()
	w.write(func(ctx context.Context, tx *store.Tx) error { return tx.RetractArticle(ctx, 1, "wrong", w.now()) })
	w.purged = nil
	if err := w.publish(t.Context(), Publish{Translation: w.made("ru").ID}); err != nil || len(w.purged) > 0 || len(w.front()) > 0 {
		t.Errorf("readers see %+v, %v", w.front(), err)
	}
}

// What a person rejected isn't taken for that person's work when the article changes: what was
// approved before is.
func TestRejectedIsNotRecalled(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	source := w.oneArticle("")
	w.round()
	approved := w.made("ru")
	approved.Status, approved.ReviewedBy, approved.ReviewedAt = domain.StatusReady, "Anna", w.now()
	approved.Content.Article.Headline = "Approved"
	approved.Content.Segments[0].Target.End = len("Approved")
	w.write(func(ctx context.Context, tx *store.Tx) error { return tx.ReviewTranslation(ctx, approved) })
	change := func(headline string, paragraph int) {
		t.Helper()
		text := sentences(0)
		text[paragraph] = "The ferry was late for another reason."
		w.site.put("/a/1", resource{body: article(headline, "", text...)})
		w.site.putFeed("/feed", entry{path: "/a/1", title: headline, summary: fmt.Sprint(paragraph)})
		w.pollNow(source)
		if err := w.settle(); err != nil {
			t.Fatal(err)
		}
	}
	change("Harbour to be rebuilt", 1)
	rejected := w.made("ru")
	if rejected.Version == approved.Version || rejected.Content.Article.Headline != "Approved" {
		t.Fatalf("version %d has %q", rejected.Version, rejected.Content.Article.Headline)
	}
	rejected.Status, rejected.Reason, rejected.ReviewedBy, rejected.ReviewedAt = domain.StatusRejected, "The headline is wrong.", "Anna", w.now()
	rejected.Content.Article.Headline = "Rejected"
	rejected.Content.Segments[0].Target.End = len("Rejected")
	w.write(func(ctx context.Context, tx *store.Tx) error { return tx.ReviewTranslation(ctx, rejected) })
	change("Harbour to be rebuilt", 2)
	if e := w.made("ru"); e.Version == rejected.Version || e.Content.Article.Headline != "Approved" {
		t.Errorf("version %d has %q", e.Version, e.Content.Article.Headline)
	}
}

// Readers keep a translation that can't be made again now.
func TestPublishedStaysWhereItFailsAgain(t *testing.T) {
	t.Parallel()
	for name, failure := range map[string]error{
		"for good":  fmt.Errorf("too long: %w", domain.ErrPermanent),
		"no money":  fmt.Errorf("the budget is %w", translate.ErrQuota),
		"no model":  fmt.Errorf("no model: %w", domain.ErrNotFound),
		"nonsense":  fmt.Errorf("no text: %w", domain.ErrInvalid),
		"forbidden": fmt.Errorf("not for you: %w", domain.ErrForbidden),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWire(t)
			w.oneArticle("")
			w.round()
			before := w.made("ru")
			w.engine.set(func(e *engine) { e.failing = failure })
			err := w.translate(t.Context(), Translate{Version: before.Version, Edition: "ru", Again: 1})
			if !errors.Is(err, domain.ErrPermanent) || !strings.Contains(fmt.Sprint(err), failure.Error()) {
				t.Errorf("the job says %v", err)
			}
			after := w.made("ru")
			if after.Status != domain.StatusPublished || after.Content.Article.Headline != before.Content.Article.Headline || len(w.front()) != 1 {
				t.Errorf("the translation is %s, %q: %q", after.Status, after.Content.Article.Headline, after.Reason)
			}
		})
	}
}
