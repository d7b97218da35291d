package translate

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// germanFake translates the Spanish of spanishFake on to German.
func germanFake() *fakeEngine {
	return &fakeEngine{
		from: "es", to: "de", knows: latinOnly,
		dictionary: map[string]string{"la": "das", "casa": "Haus", "roja": "rote", "es": "ist", "aqui": "hier", "visite": "besuche", "hoy": "heute", "dijo": "sagte", "si": "ja", "el": "er"},
		adjectives: wordsOf("casa"),
	}
}

func TestPivot(t *testing.T) {
	t.Parallel()
	first, second := spanishFake(), germanFake()
	first.knows = latinOnly
	d := domain.Document{Lang: "en", Blocks: []domain.Block{
		{Kind: domain.Paragraph, Text: marked(t, "The <a>red house</a> is here. Visit <b>https://example.org/</b> today. “<i>Yes</i>,” he said.")},
	}}
	tr, err := Document(t.Context(), d, Options{From: "en", To: "de", Router: NewRouter(first, second)})
	if err != nil {
		t.Fatal(err)
	}
	// The second step can't read the accents of "aquí" and "sí": it gets them plain.
	got := shown(tr.Article.Document.Blocks[0].Text)
	if want := "Das <a>rote Haus</a> ist hier. Besuche <b>https://example.org/</b> heute. „<i>Ja</i>,“ er sagte."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	want := []domain.Step{{Engine: "fake", Model: "fake-1", From: "en", To: "es"}, {Engine: "fake", Model: "fake-1", From: "es", To: "de"}}
	if !slices.Equal(tr.Chain, want) {
		t.Errorf("chain %+v", tr.Chain)
	}
}

// TestPivotRestores holds that what only the second step can't read comes back too.
func TestPivotRestores(t *testing.T) {
	t.Parallel()
	first, second := spanishFake(), germanFake()
	got, segments := func() (domain.Text, []domain.Segment) {
		d := domain.Document{Lang: "en", Blocks: []domain.Block{paragraph("The Σωκράτης is here 😀 today. The house is here.")}}
		tr, err := Document(t.Context(), d, Options{From: "en", To: "de", Router: NewRouter(first, second)})
		if err != nil {
			t.Fatal(err)
		}
		return tr.Article.Document.Blocks[0].Text, tr.Segments
	}()
	if want := "Das Σωκράτης ist hier 😀 heute. Das ist Haus hier."; got.Text != want || len(rules(segments)) > 0 {
		t.Errorf("got %q %q, want %q", got.Text, rules(segments), want)
	}
	second.edit = func(_ string, o Output) (Output, error) {
		o.Text = strings.ReplaceAll(o.Text, "4817", "")
		return o, nil
	}
	d := domain.Document{Lang: "en", Blocks: []domain.Block{paragraph("The Σωκράτης is here today.")}}
	tr, err := Document(t.Context(), d, Options{From: "en", To: "de", Router: NewRouter(first, second)})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(rules(tr.Segments), "mask-lost") || !strings.Contains(tr.Article.Document.Blocks[0].Text.Text, "Σωκράτης") {
		t.Errorf("%q %q", tr.Article.Document.Blocks[0].Text.Text, rules(tr.Segments))
	}
}

// namedEngine has pairs but translates nothing.
type namedEngine struct {
	name  string
	pairs map[string]error
}

func (e namedEngine) Name() string { return e.name }

func (e namedEngine) Pair(_ context.Context, from, to string) (Translator, error) {
	err, known := e.pairs[from+"-"+to]
	if !known {
		err = fmt.Errorf("install %s-%s: %w", from, to, domain.ErrNotFound)
	}
	return e, err
}

func (e namedEngine) Model() string { return e.name + "-model" }

func (e namedEngine) Translate(context.Context, []Input) ([]Output, error) {
	return nil, errors.New("not for translating")
}

func TestRoute(t *testing.T) {
	t.Parallel()
	broken := errors.New("the model's file is damaged")
	a := namedEngine{"a", map[string]error{"en-ru": nil, "de-en": nil, "fr-es": broken}}
	b := namedEngine{"b", map[string]error{"en-ru": nil, "ru-uk": nil, "en-es": nil, "de-es": nil}}
	router := NewRouter(a, b)
	for _, test := range []struct{ from, to, want string }{
		{"en", "ru", "a:en-ru"},
		{"en", "es", "b:en-es"},
		{"en", "uk", "a:en-ru b:ru-uk"},
		{"de", "ru", "a:de-en a:en-ru"},
		{"de", "es", "b:de-es"},
	} {
		route, err := router.Route(t.Context(), test.from, test.to)
		if err != nil {
			t.Errorf("%s-%s: %v", test.from, test.to, err)
			continue
		}
		var got []string
		for _, s := range route.Steps() {
			got = append(got, s.Engine+":"+s.From+"-"+s.To)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s-%s goes %q, want %q", test.from, test.to, got, test.want)
		}
	}
	_, err := router.Route(t.Context(), "uk", "ar")
	if !errors.Is(err, domain.ErrNotFound) || !strings.Contains(err.Error(), "a: install uk-ar") || !strings.Contains(err.Error(), "b: install uk-ar") {
		t.Errorf("no route: %v", err)
	}
	if _, err := router.Route(t.Context(), "fr", "es"); !errors.Is(err, broken) {
		t.Errorf("a broken model: %v", err)
	}
}

func TestComposedAlignment(t *testing.T) {
	t.Parallel()
	r := func(a, b int) domain.Range { return domain.Range{Start: a, End: b} }
	first := alignment{
		source: []domain.Range{r(0, 2), r(3, 5)}, target: []domain.Range{r(0, 4), r(5, 9)},
		weights: [][]float32{{.9, .1}, {.2, .8}},
	}
	second := alignment{ // its source tokens halve the first middle word and hold the second whole
		source: []domain.Range{r(0, 2), r(2, 4), r(5, 9)}, target: []domain.Range{r(0, 3), r(4, 8)},
		weights: [][]float32{{0, 0, 1}, {.5, .5, 0}},
	}
	got := first.through(second)
	want := [][]float32{{.2, .8}, {.9, .1}}
	for i := range want {
		for j := range want[i] {
			if math.Abs(float64(got.weights[i][j]-want[i][j])) > 1e-6 {
				t.Errorf("weight %d,%d = %v, want %v", i, j, got.weights[i][j], want[i][j])
			}
		}
	}
	if !first.through(alignment{}).empty() || !(alignment{}).through(second).empty() {
		t.Error("an alignment was composed with nothing")
	}
}

func TestLongSentence(t *testing.T) {
	t.Parallel()
	e := spanishFake()
	e.knows = latinOnly
	x := marked(t, strings.Repeat("the red house is here, ", 30)+"and the <a>car</a> is big.")
	got, segments := translateText(t, e, "en", "es", x)
	want := strings.Repeat("la casa roja es aquí, ", 30) + "y la <a>coche</a> es grande."
	if shown(got) != want {
		t.Errorf("got  %s\nwant %s", shown(got), want)
	}
	for _, text := range e.calledWith() {
		if n := len([]rune(text)); n > longSentence {
			t.Errorf("%d characters were sent at once", n)
		}
	}
	if len(segments) < 2 {
		t.Errorf("%d segments", len(segments))
	}
}

// TestHugeText holds that time and memory stay bounded on a text without sentences.
func TestHugeText(t *testing.T) {
	t.Parallel()
	e := spanishFake()
	for _, text := range []string{strings.Repeat("house ", 20_000), strings.Repeat("x", 50_000), strings.Repeat("'a ", 20_000), strings.Repeat("! ", 20_000), strings.Repeat("@a ", 5_000)} {
		got, _ := translateText(t, e, "en", "es", domain.PlainText(text))
		if got.Text == "" {
			t.Error("nothing came back")
		}
	}
	many := domain.Text{Text: strings.Repeat("house ", 2000)}
	for i := range 2000 {
		many.Spans = append(many.Spans, domain.Span{Start: 6 * i, End: 6*i + 5, Kind: domain.Link, Href: "https://example.org/"})
	}
	if got, _ := translateText(t, e, "en", "es", many); len(got.Spans) != 2000 {
		t.Errorf("%d links of 2000", len(got.Spans))
	}
}
