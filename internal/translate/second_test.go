package translate

import (
	"errors"
	"slices"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestAgreement(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b       string
		least, max float64
	}{
		{"Переговоры закончились в пятницу.", "Переговоры завершились в пятницу", .6, .95},
		{"Переговоры закончились в пятницу.", "переговоры закончились в пятницу!", 1, 1},
		{"Переговоры закончились в пятницу.", "Министр подал в отставку утром.", 0, leastAgreement},
		{"", "", 1, 1},
		{"", "да", 0, 0},
		{"١٢٣ محادثات", "١٢٣ محادثات", 1, 1},
		{"...", "!", 1, 1},
	} {
		if got := agreement(test.a, test.b); got < test.least || got > test.max || got != agreement(test.b, test.a) {
			t.Errorf("%q and %q: %.3f, want %.2f to %.2f", test.a, test.b, got, test.least, test.max)
		}
	}
}

// TestSecond has a first engine that gets some sentences wrong.
func TestSecond(t *testing.T) {
	t.Parallel()
	blocks := []domain.Block{
		paragraph("The house is here today."),           // right
		paragraph("The red house is big today."),        // comes back as it went: blocked
		paragraph("The president met people here."),     // unsure, and the second agrees
		paragraph("The minister said more details no."), // unsure, and the second says something else
	}
	run := func(second bool, edit func(string, Output) (Output, error)) (domain.Translation, []string) {
		t.Helper()
		a, b := fakeCalled("a"), fakeCalled("b")
		a.edit = func(input string, o Output) (Output, error) {
			o.LogProb = -.1
			switch input {
			case "The red house is big today.":
				o = Output{Text: input}
			case "The president met people here.", "The minister said more details no.":
				o.LogProb = -.5
			}
			return o, nil
		}
		b.edit = edit
		got, err := translateWith(t, RouterConfig{Engines: []Engine{a, germanFake(), b}, Second: second}, blocks...)
		if err != nil {
			t.Fatal(err)
		}
		return got, b.calledWith()
	}
	other := func(input string, o Output) (Output, error) {
		if input == "The minister said more details no." {
			o = Output{Text: "Algo completamente distinto aquí."}
		}
		return o, nil
	}
	text := func(tr domain.Translation, i int) string { return tr.Article.Document.Blocks[i].Text.Text }

	got, asked := run(true, other)
	if len(asked) != 3 || slices.Contains(asked, "The house is here today.") {
		t.Errorf("the second engine was asked %q", asked)
	}
	if want := "La casa roja es hoy grande."; text(got, 1) != want || len(rules(got.Segments[1:2])) != 0 {
		t.Errorf("the better one: %q %q, want %q", text(got, 1), rules(got.Segments[1:2]), want)
	}
	if len(rules(got.Segments[2:3])) != 0 {
		t.Errorf("they agree: %q", rules(got.Segments[2:3]))
	}
	disagreement := got.Segments[3].Findings
	if len(disagreement) != 1 || disagreement[0].Rule != "disagreement" || disagreement[0].Severity != domain.SeverityWarn ||
		disagreement[0].Args[0] != "Algo completamente distinto aquí." || text(got, 3) != "La ministra dijo más detalles no." {
		t.Errorf("they disagree: %q %+v", text(got, 3), disagreement)
	}
	want := []domain.Step{{Engine: "a", Model: "fake-1", From: "en", To: "es"}, {Engine: "b", Model: "fake-1", From: "en", To: "es", Second: true}}
	if !slices.Equal(got.Chain, want) {
		t.Errorf("chain %+v", got.Chain)
	}
	again, _ := run(true, other)
	for i := range blocks {
		if text(again, i) != text(got, i) {
			t.Errorf("the same document gave %q and %q", text(got, i), text(again, i))
		}
	}

	got, asked = run(true, func(string, Output) (Output, error) { return Output{}, errors.New("choked") })
	if len(got.Chain) != 1 || text(got, 0) != "La casa es aquí hoy." || !slices.Contains(rules(got.Segments), "untranslated") || len(asked) != 0 {
		t.Errorf("a second engine that fails: %+v %q", got.Chain, rules(got.Segments))
	}
	if got, asked = run(false, other); len(asked) != 0 || len(got.Chain) != 1 {
		t.Errorf("without a second engine %q were asked", asked)
	}
}
