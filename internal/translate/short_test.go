package translate

import (
	"slices"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestShapes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text string
		want []string
	}{
		{"Prices", []string{"Prices", "Prices:", "Prices.", "prices."}},
		{"Opening hours", []string{"Opening hours", "Opening hours:", "Opening hours.", "opening hours."}},
		{"prices", []string{"prices", "prices:", "prices."}},
		{"NATO", []string{"NATO", "NATO:", "NATO."}},
		{"What next?", []string{"What next?", "what next?"}},
		{"The town hall", []string{"The town hall"}},
		{"Page 5", []string{"Page 5"}},
		{"The end.", []string{"The end."}},
		{"(here)", []string{"(here)"}},
	} {
		var got []string
		for _, s := range shapesOf(&unit{text: test.text}) {
			got = append(got, rewrite(test.text, s.edits(test.text)).after)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
	if n := len(shapesOf(&unit{text: "Prices", continues: true})); n != 1 {
		t.Errorf("%d shapes of a piece of a sentence", n)
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	all := shapesOf(&unit{text: "Prices"})
	for name, test := range map[string]struct {
		tried [4]string
		want  string
	}{
		"agreement":          {[4]string{"Цены и тарифы", "Прайс", "Цены", "Цены"}, "Цены"},
		"said twice":         {[4]string{"Цены и цены", "Цены на цены", "Цены цен", "Стоимость"}, "Стоимость"},
		"a common beginning": {[4]string{"Предыстория событий", "Предыстория", "Справка", "Показатель"}, "Предыстория"},
		"shouting":           {[4]string{"ЦЕНЫ И ВСЁ", "ЦЕНЫ", "Цены", "Стоимость"}, "Цены"},
		"the surest":         {[4]string{"Раз", "Два", "Три", "Четыре"}, "Два"},
	} {
		var tried []rendition
		for _, text := range test.tried {
			tried = append(tried, rendition{text: text, logProb: -.1})
		}
		if got := choose("Prices", all, tried).text; got != test.want {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}

// TestShortSegment holds that the better of several shapes is shown, without its
// mark, and that what no shape mends is said.
func TestShortSegment(t *testing.T) {
	t.Parallel()
	e := spanishFake()
	e.edit = func(in string, o Output) (Output, error) {
		if in == "House" {
			o = Output{Text: "Casa casa"}
		}
		return o, nil
	}
	if got, segments := translateText(t, e, "en", "es", domain.PlainText("House")); got.Text != "Casa" || len(rules(segments)) > 0 {
		t.Errorf("%q %q", got.Text, rules(segments))
	}
	e = spanishFake()
	e.edit = func(string, Output) (Output, error) { return Output{Text: "- Casa y casa."}, nil }
	if got, segments := translateText(t, e, "en", "es", domain.PlainText("House")); got.Text != "Casa y casa" || !slices.Contains(rules(segments), "repetition") {
		t.Errorf("%q %q", got.Text, rules(segments))
	}
}

func TestOnce(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Олдмур, Олдмур": "Олдмур", "Олдмур": "Олдмур", "Нью-Йорк, Нью-Йорк": "Нью-Йорк", "Порт Сити, порт Сити": "Порт Сити",
		"Олдмур, Брилл": "Олдмур, Брилл", "": "", "Олдмур Олдмур Олдмур": "Олдмур Олдмур Олдмур",
	} {
		if got := once(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
