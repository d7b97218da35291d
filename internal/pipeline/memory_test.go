package pipeline

import (
	"context"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/memory"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// What a person approved elsewhere serves here, with other numbers too, and no
// engine is asked.
func TestMemoryServes(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	pair := domain.MemoryPair{From: "en", To: "ru", Source: "About 1,500 people signed it.", Target: "Его подписали около 1 500 человек.", Author: "Anna", At: w.now()}
	w.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.PutMemory(ctx, pair, memory.KeysOf(pair.Source, pair.From, pair.To))
	})
	text := sentences(0)
	text[3] = "About 2,700 people signed it."
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", text...)})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"})
	w.follow("/feed")
	w.round()
	for _, asked := range w.engine.taken() {
		if strings.Contains(asked, "people signed") {
			t.Errorf("the engine was asked for %q", asked)
		}
	}
	e := w.made("ru")
	found := false
	for _, x := range e.Content.Article.Document.Texts() {
		found = found || strings.Contains(x.Text, "Его подписали около 2 700 человек.")
	}
	if !found {
		t.Errorf("%+v", e.Content.Article.Document)
	}
}

// What a person approved serves with other names, too, where nothing beside them can be
// wrong and the checks find nothing; the translation says where it has it from.
func TestMemoryServesWithOtherNames(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	put := func(source, target string) {
		t.Helper()
		pair := domain.MemoryPair{From: "en", To: "ru", Source: source, Target: target, Author: "Anna", At: w.now()}
		w.write(func(ctx context.Context, tx *store.Tx) error {
			return tx.PutMemory(ctx, pair, memory.KeysOf(pair.Source, pair.From, pair.To))
		})
	}
	put("The ferry to Paris carries 40 cars.", "Паром в Париж везёт 40 машин.")
	put("The harbour of Moscow was dredged in spring.", "Москва углубила свою гавань весной.")
	put("Ships from Athens bring lemons, and 5 ships bring salt.", "Корабли из Афин везут лимоны и соль.") // without the number
	text := sentences(0)
	text[1] = "The ferry to London carries 45 cars."
	text[2] = "The harbour of London was dredged in spring."
	text[3] = "Ships from Warsaw bring lemons, and 5 ships bring salt."
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", text...)})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"})
	w.follow("/feed")
	w.round()
	asked := strings.Join(w.engine.taken(), "\n")
	if strings.Contains(asked, "ferry") || !strings.Contains(asked, "dredged") || !strings.Contains(asked, "lemons") {
		t.Errorf("the engine was asked for %s", asked)
	}
	e := w.made("ru")
	texts := e.Content.Article.Texts()
	adapted := 0
	for _, s := range e.Content.Segments {
		if s.Memory == nil {
			continue
		}
		target, _ := texts[s.Place()].Cut(s.Target)
		adapted++
		if s.Memory.Pair == 0 || !s.Memory.Adapted || target.Text != "Паром в Лондон везёт 45 машин." || len(s.Findings) > 0 {
			t.Errorf("%q %+v %+v", target.Text, s.Memory, s.Findings)
		}
	}
	if adapted != 1 {
		t.Errorf("%d segments are from the memory", adapted)
	}
}

// Names are exchanged in languages without capitals, too, by what else a pair has in common.
func TestMemoryServesWithoutCapitals(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	pair := domain.MemoryPair{From: "ar", To: "en", Source: "وصلت المساعدات إلى باريس أمس.", Target: "The aid reached Paris yesterday.", Author: "Anna", At: w.now()}
	w.write(func(ctx context.Context, tx *store.Tx) error {
		return tx.PutMemory(ctx, pair, memory.KeysOf(pair.Source, pair.From, pair.To))
	})
	tr := translation{version: domain.ArticleVersion{Content: domain.Article{Lang: "ar"}}, edition: domain.Edition{ID: "en", Lang: "en"}}
	terms := termbase.New(nil)
	checker, err := tr.checker(terms)
	if err != nil {
		t.Fatal(err)
	}
	recall := w.remembered(t.Context(), tr, nil, terms.Pair("ar", "en"), checker)
	for segment, want := range map[string]string{
		"وصلت المساعدات إلى لندن أمس.":    "The aid reached London yesterday.",
		"وصلت المساعدات إلى المدينة أمس.": "",
		"وصلت المساعدات إلى العراق أمس.":  "", // a country for a city
	} {
		if got, _ := recall(segment); got.Text != want {
			t.Errorf("%s: %q, want %q", segment, got.Text, want)
		}
	}
}

// A finding that a person dismissed holds nothing again.
func TestDismissedFinding(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.edition(domain.Edition{ID: "ru", Lang: "ru", Title: "Вести", Settings: map[string]string{SettingGate: GateHold}})
	text := sentences(0)
	text[3] = "The fee of 4,815 euros was paid by 162 members, and 342 others refused to pay." // the engine loses numbers
	w.engine.set(func(e *engine) { e.lossy = true })
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", text...)})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"})
	w.follow("/feed")
	w.round()
	e := w.made("ru")
	if e.Status != domain.StatusHeld {
		t.Fatalf("the translation is %s", e.Status)
	}
	version, err := w.store.Version(t.Context(), e.Version)
	if err != nil {
		t.Fatal(err)
	}
	dismissed := 0
	for _, d := range memory.Dismissals(version.Content, e, "Anna", w.now()) {
		if d.Finding.Severity == domain.SeverityBlock {
			dismissed++
			w.write(func(ctx context.Context, tx *store.Tx) error { return tx.PutDismissal(ctx, d.Dismissal) })
		}
	}
	if dismissed == 0 {
		t.Fatal("nothing to dismiss")
	}
	if err := w.translate(t.Context(), Translate{Version: e.Version, Edition: "ru", Again: 1}); err != nil {
		t.Fatal(err)
	}
	if err := w.settle(); err != nil {
		t.Fatal(err)
	}
	if again := w.made("ru"); again.Status != domain.StatusPublished {
		t.Errorf("the translation is %s: %s", again.Status, again.Reason)
	}
}

// An edition's settings and a source's change what a check's finding does.
func TestChecksAreSet(t *testing.T) {
	t.Parallel()
	for name, set := range map[string]func(e *domain.Edition, s *domain.Source){
		"edition": func(e *domain.Edition, _ *domain.Source) {
			e.Settings[SettingCheck] = "number-missing=warn,number-changed=warn,currency-missing=warn"
		},
		"source": func(e *domain.Edition, s *domain.Source) {
			e.Settings[SettingCheck] = "number-missing=block"
			s.Checks = []string{"number-missing=off", "number-changed=off", "currency-missing=off"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWire(t)
			edition := domain.Edition{ID: "ru", Lang: "ru", Title: "Вести", Settings: map[string]string{SettingGate: GateHold}}
			text := sentences(0)
			text[3] = "The fee of 4,815 euros was paid by 162 members, and 342 others refused to pay." // the engine loses numbers
			w.engine.set(func(e *engine) { e.lossy = true })
			w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", text...)})
			w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"})
			id := w.follow("/feed")
			s, err := w.store.Source(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			set(&edition, &s)
			w.edition(edition)
			w.write(func(ctx context.Context, tx *store.Tx) error { return tx.SetSource(ctx, s) })
			w.round()
			if e := w.made("ru"); e.Status != domain.StatusPublished {
				t.Errorf("the translation is %s: %s", e.Status, e.Reason)
			}
		})
	}
}

// What an edition calls things is what its readers read.
func TestTermsServe(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.write(func(ctx context.Context, tx *store.Tx) error {
		_, _, err := tx.PutTerm(ctx, domain.Term{
			Kind: domain.TermPlace, Status: domain.TermApproved, Edition: "ru",
			Forms: []domain.TermForm{{Lang: "en", Text: "Aldmoor"}, {Lang: "ru", Text: "Олдмур"}},
		}, w.now())
		return err
	})
	text := sentences(0)
	text[3] = "The council of Aldmoor will meet again."
	w.site.put("/a/1", resource{body: article("Harbour to be rebuilt", "", text...)})
	w.site.putFeed("/feed", entry{path: "/a/1", title: "Harbour to be rebuilt"})
	w.follow("/feed")
	w.round()
	found := false
	document := w.made("ru").Content.Article.Document
	for _, x := range document.Texts() {
		found = found || strings.Contains(x.Text, "Олдмур")
	}
	if !found {
		t.Errorf("%+v", document)
	}
}
