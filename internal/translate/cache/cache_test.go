package cache_test

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/cache"
	"github.com/dragoman-news/dragoman/internal/translate/engine/enginetest"
)

// shelf keeps outputs in memory.
type shelf struct {
	mu     sync.Mutex
	kept   map[string][]byte
	at     map[string]time.Time
	broken error
}

func newShelf() *shelf { return &shelf{kept: map[string][]byte{}, at: map[string]time.Time{}} }

func (s *shelf) Outputs(_ context.Context, keys []string, since time.Time) (map[string][]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string][]byte{}
	for _, key := range keys {
		if data, ok := s.kept[key]; ok && !s.at[key].Before(since) {
			out[key] = data
		}
	}
	return out, nil
}

func (s *shelf) PutOutputs(_ context.Context, outputs map[string][]byte, at time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken != nil {
		return s.broken
	}
	maps.Copy(s.kept, outputs)
	for key := range outputs {
		s.at[key] = at
	}
	return nil
}

// shouter translates to capitals and notes what it is asked.
type shouter struct {
	mu    sync.Mutex
	asked []string
	model string
	bound bool
	edit  func(translate.Output) translate.Output
	err   error
}

func (e *shouter) Name() string { return "shouter" }

func (e *shouter) Pair(_ context.Context, from, to string) (translate.Translator, error) {
	if from == to || from == "tlh" || to == "tlh" {
		return nil, domain.ErrNotFound
	}
	return e, nil
}

func (e *shouter) Model() string       { return e.model }
func (e *shouter) DependsOnCall() bool { return e.bound }
func (e *shouter) KeepsSpans() bool    { return true }

func (e *shouter) Translate(ctx context.Context, inputs []translate.Input) ([]translate.Output, error) {
	if ctx.Err() != nil || e.err != nil {
		return nil, errors.Join(ctx.Err(), e.err)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	out := make([]translate.Output, len(inputs))
	for i, in := range inputs {
		e.asked = append(e.asked, in.Text)
		text := strings.ToValidUTF8(strings.Map(func(r rune) rune {
			if r < ' ' {
				return -1
			}
			return r
		}, strings.ToUpper(in.Text)), "")
		out[i] = translate.Output{Text: strings.TrimSpace(text), LogProb: -.5, Spans: slices.Clone(in.Spans)}
		if e.edit != nil {
			out[i] = e.edit(out[i])
		}
	}
	return out, nil
}

func (e *shouter) take() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	asked := e.asked
	e.asked = nil
	return asked
}

type fixture struct {
	*shouter
	shelf *shelf
	now   time.Time
	log   strings.Builder
}

func (f *fixture) pair(t *testing.T, from, to string) translate.Translator {
	t.Helper()
	engine := cache.New(f.shouter, cache.Config{
		Shelf: f.shelf, Age: time.Hour, Now: func() time.Time { return f.now }, Log: slog.New(slog.NewTextHandler(&f.log, nil)),
	})
	pair, err := engine.Pair(t.Context(), from, to)
	if err != nil {
		t.Fatal(err)
	}
	return pair
}

func newFixture() *fixture {
	return &fixture{shouter: &shouter{model: "m1"}, shelf: newShelf(), now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
}

func ask(t *testing.T, pair translate.Translator, inputs ...translate.Input) []translate.Output {
	t.Helper()
	out, err := pair.Translate(t.Context(), inputs)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func text(s string) translate.Input { return translate.Input{Text: s} }

func TestConformance(t *testing.T) {
	t.Parallel()
	f := newFixture()
	enginetest.Run(t, enginetest.Subject{
		Engine: cache.New(f.shouter, cache.Config{Shelf: f.shelf, Age: time.Hour, Now: time.Now, Log: slog.New(slog.DiscardHandler)}),
		From:   "en", To: "ru", Sentences: []string{"One is here.", "Two are there.", "Three."},
	})
}

func TestOnlyTheNewIsAsked(t *testing.T) {
	t.Parallel()
	f := newFixture()
	pair := f.pair(t, "en", "ru")
	first := ask(t, pair, text("a"), text("b"))
	second := ask(t, pair, text("c"), text("b"), text("a"))
	if got := f.take(); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("asked %q", got)
	}
	if second[0].Text != "C" || second[1].Text != first[1].Text || second[2].LogProb != -.5 {
		t.Errorf("%+v", second)
	}
	f.now = f.now.Add(time.Hour)
	ask(t, pair, text("a"), text("c"))
	f.now = f.now.Add(time.Second)
	ask(t, pair, text("a"))
	if got := f.take(); !slices.Equal(got, []string{"a"}) {
		t.Errorf("what is too old: asked %q", got)
	}
}

// TestKey holds that everything that determines an output is in its key.
func TestKey(t *testing.T) {
	t.Parallel()
	f := newFixture()
	base := translate.Input{Text: "a b", Spans: []domain.Range{{Start: 0, End: 1}}, Terms: []translate.Term{{Source: "a", Target: "x"}}}
	ask(t, f.pair(t, "en", "ru"), base)
	f.take()
	other := func(change func(*translate.Input)) translate.Input {
		in := translate.Input{Text: base.Text, Spans: slices.Clone(base.Spans), Terms: slices.Clone(base.Terms)}
		change(&in)
		return in
	}
	for name, in := range map[string]translate.Input{
		"text":  other(func(in *translate.Input) { in.Text = "a  b" }),
		"spans": other(func(in *translate.Input) { in.Spans[0].End = 3 }),
		"none":  other(func(in *translate.Input) { in.Spans = nil }),
		"terms": other(func(in *translate.Input) { in.Terms[0].Target = "y" }),
	} {
		if ask(t, f.pair(t, "en", "ru"), in); len(f.take()) != 1 {
			t.Errorf("another %s was answered from the cache", name)
		}
	}
	for _, p := range [][2]string{{"de", "ru"}, {"en", "uk"}} {
		if ask(t, f.pair(t, p[0], p[1]), base); len(f.take()) != 1 {
			t.Errorf("%v was answered from the cache", p)
		}
	}
	f.model = "m2"
	if ask(t, f.pair(t, "en", "ru"), base); len(f.take()) != 1 {
		t.Error("another model was answered from the cache")
	}
}

func TestCallBound(t *testing.T) {
	t.Parallel()
	f := newFixture()
	f.bound = true
	pair := f.pair(t, "en", "ru")
	ask(t, pair, text("a"), text("b"))
	ask(t, pair, text("a"), text("b"))
	ask(t, pair, text("b"), text("a"))
	if got := f.take(); !slices.Equal(got, []string{"a", "b", "b", "a"}) {
		t.Errorf("asked %q", got)
	}
	ask(t, pair, text("c"), text(" "))
	ask(t, pair, text("c"), text(" "))
	if got := f.take(); !slices.Equal(got, []string{"c", " "}) { // nothing has nothing for its translation
		t.Errorf("asked %q", got)
	}
	for key, data := range f.shelf.kept { // half of a call is no call
		if strings.Contains(string(data), `"A"`) {
			delete(f.shelf.kept, key)
			break
		}
	}
	ask(t, pair, text("a"), text("b"))
	ask(t, pair, text("b"), text("a"))
	if got := f.take(); len(got) != 2 {
		t.Errorf("asked %q", got)
	}
}

func TestWhatIsNotKept(t *testing.T) {
	t.Parallel()
	f := newFixture()
	pair := f.pair(t, "en", "ru")
	for name, edit := range map[string]func(translate.Output) translate.Output{
		"empty":     func(o translate.Output) translate.Output { o.Text = " "; return o },
		"truncated": func(o translate.Output) translate.Output { o.Truncated = true; return o },
	} {
		f.edit = edit
		ask(t, pair, text(name))
		ask(t, pair, text(name))
		if got := f.take(); len(got) != 2 {
			t.Errorf("%s: asked %q", name, got)
		}
	}
	f.edit, f.err = nil, errors.New("down")
	if _, err := pair.Translate(t.Context(), []translate.Input{text("x")}); !errors.Is(err, f.err) {
		t.Error(err)
	}
	f.err = nil
	f.shelf.broken = errors.New("disk full")
	if out := ask(t, pair, text("x")); out[0].Text != "X" || !strings.Contains(f.log.String(), "disk full") {
		t.Errorf("an answer that can't be kept is lost: %+v, log %q", out, f.log.String())
	}
	f.shelf.broken = nil
	f.take()
	ask(t, pair, text("y"))
	for key := range f.shelf.kept {
		f.shelf.kept[key] = []byte("{")
	}
	if out := ask(t, pair, text("y")); out[0].Text != "Y" || len(f.take()) != 2 {
		t.Errorf("a damaged answer: %+v", out)
	}
}
