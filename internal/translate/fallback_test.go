package translate

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// renamed is a fake engine under another name.
type renamed struct {
	*fakeEngine
	name string
}

func (e renamed) Name() string { return e.name }

func fakeCalled(name string) renamed { return renamed{spanishFake(), name} }

func (e renamed) failing(err error) renamed {
	e.edit = func(string, Output) (Output, error) { return Output{}, err }
	return e
}

func chain(t domain.Translation) string {
	var out []string
	for _, s := range t.Chain {
		out = append(out, s.Engine)
	}
	return strings.Join(out, " ")
}

func translateWith(t *testing.T, c RouterConfig, blocks ...domain.Block) (domain.Translation, error) {
	t.Helper()
	return Document(t.Context(), domain.Document{Lang: "en", Blocks: blocks}, Options{From: "en", To: "es", Router: NewRouterWith(c)})
}

func TestFallback(t *testing.T) {
	t.Parallel()
	down := fmt.Errorf("no route to host: %w", ErrUnavailable)
	for name, test := range map[string]struct {
		engines []Engine
		want    string // chain, or what the error says
	}{
		"first":        {[]Engine{fakeCalled("a"), fakeCalled("b")}, "a"},
		"down":         {[]Engine{fakeCalled("a").failing(down), fakeCalled("b")}, "b"},
		"used up":      {[]Engine{fakeCalled("a").failing(ErrQuota), fakeCalled("b")}, "b"},
		"broken":       {[]Engine{fakeCalled("a").failing(errors.New("choked")), fakeCalled("b")}, "b"},
		"lacking":      {[]Engine{germanFake(), fakeCalled("b")}, "b"},
		"all down":     {[]Engine{fakeCalled("a").failing(down), fakeCalled("b").failing(down)}, "translate en to es with a: no route to host"},
		"down, pivot":  {[]Engine{fakeCalled("a").failing(down), &fakeEngine{from: "en", to: "ru"}, &fakeEngine{from: "ru", to: "es"}}, "fake fake"},
		"down, absent": {[]Engine{germanFake(), fakeCalled("b").failing(ErrQuota)}, "translate en to es with b: used up"},
	} {
		got, err := translateWith(t, RouterConfig{Engines: test.engines}, paragraph("The house is here."), paragraph("Yes today."))
		if err != nil && !strings.Contains(err.Error(), test.want) || err == nil && chain(got) != test.want {
			t.Errorf("%s: %q %v, want %q", name, chain(got), err, test.want)
		}
		if err == nil && strings.HasPrefix(test.want, "b") && got.Article.Document.Blocks[0].Text.Text != "La casa es aquí." {
			t.Errorf("%s: %q", name, got.Article.Document.Blocks[0].Text.Text)
		}
	}
}

// TestFallbackMidway holds that one engine translates all of a document: what a
// failed one did is not mixed with the next one's.
func TestFallbackMidway(t *testing.T) {
	t.Parallel()
	a := fakeCalled("a")
	a.dictionary = map[string]string{}
	calls := 0
	a.edit = func(_ string, o Output) (Output, error) {
		if calls++; calls > batchSize {
			return o, fmt.Errorf("gone: %w", ErrUnavailable)
		}
		return o, nil
	}
	var blocks []domain.Block
	for i := range batchSize + 20 {
		blocks = append(blocks, paragraph(fmt.Sprintf("The house is in %d.", i+1000)))
	}
	got, err := translateWith(t, RouterConfig{Engines: []Engine{a, fakeCalled("b")}}, blocks...)
	if err != nil || chain(got) != "b" || len(got.Segments) != len(blocks) {
		t.Fatalf("%q %v, %d segments", chain(got), err, len(got.Segments))
	}
	for _, b := range got.Article.Document.Blocks {
		if !strings.HasPrefix(b.Text.Text, "La casa es en ") {
			t.Fatalf("%q is of the first engine", b.Text.Text)
		}
	}
	if calls != batchSize+1 {
		t.Errorf("an engine that is down was asked %d times", calls)
	}
}

func TestFallbackStopsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	a, b := fakeCalled("a"), fakeCalled("b")
	a.edit = func(_ string, o Output) (Output, error) {
		cancel()
		return o, ctx.Err()
	}
	_, err := Document(ctx, domain.Document{Lang: "en", Blocks: []domain.Block{paragraph("The house.")}},
		Options{From: "en", To: "es", Router: NewRouter(a, b)})
	if !errors.Is(err, context.Canceled) || len(b.calledWith()) != 0 {
		t.Errorf("%v, the next one was asked %q", err, b.calledWith())
	}
}

func TestFallbackBreaker(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	a, b := fakeCalled("a"), fakeCalled("b")
	asked := 0
	a.edit = func(_ string, o Output) (Output, error) {
		asked++
		return o, fmt.Errorf("down: %w", ErrUnavailable)
	}
	c := RouterConfig{Engines: []Engine{a, b}, Breakers: NewBreakers(func() time.Time { return now })}
	for range 6 {
		if got, err := translateWith(t, c, paragraph("The house.")); err != nil || chain(got) != "b" {
			t.Fatalf("%q %v", chain(got), err)
		}
	}
	if asked != breakAfter {
		t.Errorf("the engine that is down was asked %d times, want %d", asked, breakAfter)
	}
	a.edit = nil
	now = now.Add(firstRest)
	if got, err := translateWith(t, c, paragraph("The house.")); err != nil || chain(got) != "a" {
		t.Errorf("after its rest: %q %v", chain(got), err)
	}
}

func TestRoutesByPair(t *testing.T) {
	t.Parallel()
	pairs := map[string]error{"en-ar": nil, "en-ru": nil, "de-ar": nil, "en-GB-ar": nil, "de-ru": nil, "en-US-ar": nil}
	a, b, c := namedEngine{"a", pairs}, namedEngine{"b", pairs}, namedEngine{"c", pairs}
	router := NewRouterWith(RouterConfig{Engines: []Engine{a, b, c}, Routes: map[string][]Engine{
		"en-ar": {c, b}, "*-ar": {b}, "en-*": {c}, "en-US-ar": {a},
	}})
	for _, test := range []struct{ from, to, want string }{
		{"en", "ar", "c"}, {"en-GB", "ar", "c"}, {"en-US", "ar", "a"}, {"de", "ar", "b"}, {"en", "ru", "c"}, {"de", "ru", "a"},
	} {
		route, err := router.Route(t.Context(), test.from, test.to)
		if err != nil || route.Steps()[0].Engine != test.want {
			t.Errorf("%s to %s: %v, want %s", test.from, test.to, err, test.want)
		}
	}
	if _, err := router.Route(t.Context(), "fr", "ar"); !errors.Is(err, domain.ErrNotFound) || strings.Contains(err.Error(), "a: install") {
		t.Errorf("a direction's engines are all that is asked: %v", err)
	}
}

// spanFake keeps spans and gives no alignment, as remote engines do: it moves the
// first span's words to the front.
type spanFake struct{ *fakeEngine }

func (e spanFake) KeepsSpans() bool { return true }

func (e spanFake) Pair(context.Context, string, string) (Translator, error) { return e, nil }

func (e spanFake) Translate(_ context.Context, inputs []Input) ([]Output, error) {
	out := make([]Output, len(inputs))
	for i, in := range inputs {
		e.mu.Lock()
		e.calls = append(e.calls, []string{in.Text})
		e.mu.Unlock()
		out[i] = Output{Text: strings.ToUpper(in.Text), Spans: make([]domain.Range, len(in.Spans))}
		if len(in.Spans) == 0 {
			continue
		}
		first := in.Spans[0]
		rest := strings.ReplaceAll(in.Text[:first.Start]+in.Text[first.End:], "  ", " ")
		out[i].Text = strings.ToUpper(in.Text[first.Start:first.End] + " " + rest)
		for k, s := range in.Spans {
			if s.Start >= first.Start && s.End <= first.End {
				out[i].Spans[k] = domain.Range{Start: s.Start - first.Start, End: s.End - first.Start}
			}
		}
	}
	return out, nil
}

func TestSpansOfTheEngine(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ source, want string }{
		{"Talks with <a>the <b>big</b> house</a> went on.", "<a>THE <b>BIG</b> HOUSE</a> TALKS WITH WENT ON."},
		// Quotation marks and a sum are prepared, and put back.
		{"He said “no” to <a>the £5 million “plan”</a> today.", "<a>THE £5 MILLION «PLAN»</a> HE SAID «NO» TO TODAY."},
		{"<a>All of it is a link.</a>", "<a>ALL OF IT IS A LINK.</a>"},
		{"Write to <a>news@example.org</a> <i>today</i> please.", "<i>TODAY</i> WRITE TO <a>news@example.org</a> PLEASE."},
		{"One <a>link</a>. Two <a>links</a> here.", "<a>LINK</a> ONE . <a>LINKS</a> TWO HERE."},
	} {
		e := spanFake{&fakeEngine{}}
		got, segments := translateText(t, e, "en", "es", marked(t, test.source))
		if shown(got) != test.want {
			t.Errorf("source %s\ngot    %s\nwant   %s", test.source, shown(got), test.want)
		}
		for _, s := range segments {
			for _, f := range s.Findings {
				if f.Rule == "link-guessed" {
					t.Errorf("%s: %s", test.source, f.Message)
				}
			}
		}
	}
}
