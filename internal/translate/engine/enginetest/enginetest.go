// Package enginetest holds the tests that every translation engine passes.
package enginetest

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// Subject is an engine with what the suite has to know of it.
type Subject struct {
	Engine   translate.Engine
	From, To string
	// Sentences are a few different ones in From.
	Sentences []string
	// Aligned says that outputs come with alignments.
	Aligned bool
}

// Run runs the suite.
func Run(t *testing.T, s Subject) {
	t.Helper()
	if len(s.Sentences) < 3 {
		t.Fatal("the suite needs three sentences or more")
	}
	pair, err := s.Engine.Pair(t.Context(), s.From, s.To)
	if err != nil {
		t.Fatalf("Pair(%s, %s): %v", s.From, s.To, err)
	}
	u := suite{s, pair}
	for name, test := range map[string]func(*testing.T){
		"names":         u.names,
		"unknown pair":  u.unknownPair,
		"order":         u.order,
		"repeatable":    u.repeatable,
		"nothing":       u.nothing,
		"empty texts":   u.emptyTexts,
		"cancelled":     u.cancelled,
		"concurrent":    u.concurrent,
		"long text":     u.longText,
		"odd texts":     u.oddTexts,
		"alignment":     u.alignment,
		"probabilities": u.probabilities,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t)
		})
	}
}

type suite struct {
	Subject
	pair translate.Translator
}

// translate translates texts and checks what holds for all outputs.
func (s suite) translate(t *testing.T, texts ...string) []translate.Output {
	t.Helper()
	inputs := make([]translate.Input, len(texts))
	for i, text := range texts {
		inputs[i].Text = text
	}
	outputs, err := s.pair.Translate(t.Context(), inputs)
	if err != nil {
		t.Fatalf("Translate of %d texts: %v", len(texts), err)
	}
	if len(outputs) != len(inputs) {
		t.Fatalf("%d outputs for %d inputs", len(outputs), len(inputs))
	}
	for i, o := range outputs {
		if !utf8.ValidString(o.Text) {
			t.Errorf("output %q is not valid UTF-8", o.Text)
		}
		if strings.ContainsAny(o.Text, "\n\r\x00") {
			t.Errorf("output %q has control characters", o.Text)
		}
		checkShape(t, texts[i], o)
	}
	return outputs
}

// checkShape checks that an output's alignment, if it has one, is well formed.
func checkShape(t *testing.T, input string, o translate.Output) {
	t.Helper()
	if len(o.Alignment) != len(o.Target) || (len(o.Source) == 0) != (len(o.Target) == 0) {
		t.Errorf("%q: %d source tokens, %d target tokens, %d rows", input, len(o.Source), len(o.Target), len(o.Alignment))
	}
	check := func(text string, tokens []domain.Range) {
		previous := 0
		for _, r := range tokens {
			if r.Start < previous || r.End < r.Start || r.End > len(text) || !utf8.ValidString(text[r.Start:r.End]) {
				t.Errorf("token %v of %q is out of order, outside or cuts a character", r, text)
				return
			}
			previous = r.End
		}
	}
	check(input, o.Source)
	check(o.Text, o.Target)
	check(o.Text, o.Unknown)
	for i, row := range o.Alignment {
		if len(row) != len(o.Source) {
			t.Errorf("%q: row %d has %d weights for %d tokens", input, i, len(row), len(o.Source))
			return
		}
		sum := 0.0
		for _, w := range row {
			if w < 0 || w > 1.001 || math.IsNaN(float64(w)) {
				t.Errorf("%q: weight %v", input, w)
			}
			sum += float64(w)
		}
		if math.Abs(sum-1) > .02 {
			t.Errorf("%q: row %d sums to %v", input, i, sum)
		}
	}
}

func texts(outputs []translate.Output) []string {
	out := make([]string, len(outputs))
	for i, o := range outputs {
		out[i] = o.Text
	}
	return out
}

func (s suite) names(t *testing.T) {
	if name := s.Engine.Name(); name == "" || name != strings.ToLower(name) || strings.ContainsAny(name, " \t\n") {
		t.Errorf("Name() = %q, want a short name in lower case", name)
	}
	if s.pair.Model() == "" {
		t.Error("Model() is empty")
	}
}

func (s suite) unknownPair(t *testing.T) {
	for _, p := range [][2]string{{s.From, "tlh"}, {"tlh", s.To}, {s.From, s.From}} {
		_, err := s.Engine.Pair(t.Context(), p[0], p[1])
		if !errors.Is(err, domain.ErrNotFound) {
			t.Errorf("Pair(%s, %s): %v, want domain.ErrNotFound", p[0], p[1], err)
		}
	}
}

func (s suite) order(t *testing.T) {
	together := texts(s.translate(t, s.Sentences...))
	for i, text := range together {
		if text == "" || text == s.Sentences[i] {
			t.Errorf("Translate(%q) = %q", s.Sentences[i], text)
		}
		if slices.Index(together, text) != i {
			t.Errorf("two different sentences became %q", text)
		}
	}
	backwards := slices.Clone(s.Sentences)
	slices.Reverse(backwards)
	reversed := texts(s.translate(t, backwards...))
	slices.Reverse(reversed)
	if !slices.Equal(together, reversed) {
		t.Errorf("outputs depend on the order:\n%q\n%q", together, reversed)
	}
}

func (s suite) repeatable(t *testing.T) {
	first := texts(s.translate(t, s.Sentences...))
	if second := texts(s.translate(t, s.Sentences...)); !slices.Equal(first, second) {
		t.Errorf("the same call gave\n%q and\n%q", first, second)
	}
}

func (s suite) nothing(t *testing.T) { s.translate(t) }

func (s suite) emptyTexts(t *testing.T) {
	outputs := s.translate(t, "", s.Sentences[0], " ", s.Sentences[1], "")
	for _, i := range []int{0, 2, 4} {
		if strings.TrimSpace(outputs[i].Text) != "" {
			t.Errorf("output %d of nothing is %q", i, outputs[i].Text)
		}
	}
	for _, i := range []int{1, 3} {
		if outputs[i].Text == "" {
			t.Errorf("output %d is empty", i)
		}
	}
}

func (s suite) cancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.pair.Translate(ctx, []translate.Input{{Text: s.Sentences[0]}}); !errors.Is(err, context.Canceled) {
		t.Errorf("after cancellation: %v", err)
	}
}

func (s suite) concurrent(t *testing.T) {
	want := texts(s.translate(t, s.Sentences...))
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			inputs := make([]translate.Input, len(s.Sentences))
			for i := range inputs {
				inputs[i].Text = s.Sentences[i]
			}
			outputs, err := s.pair.Translate(t.Context(), inputs)
			if err != nil {
				t.Errorf("Translate: %v", err)
			} else if got := texts(outputs); !slices.Equal(got, want) {
				t.Errorf("side by side:\n%q, alone:\n%q", got, want)
			}
		})
	}
	group.Wait()
}

func (s suite) longText(t *testing.T) {
	long := strings.Repeat(strings.TrimRight(s.Sentences[0], ".")+", ", 60) + s.Sentences[1]
	if got := s.translate(t, long, s.Sentences[0]); got[0].Text == "" || got[1].Text == "" {
		t.Errorf("a long text became %q, its neighbour %q", got[0].Text, got[1].Text)
	}
}

func (s suite) oddTexts(t *testing.T) {
	odd := []string{
		"\x00\x01\x02", "\u202e\u200f\ufeff", "a\u0301\u0302\u0303", "👩‍👩‍👧‍👦 🇺🇦", "习近平", "[[t:w:1]]x[[/]]", `^x/y<n>$ \[ \\ @ { } ~ *`, "<b>bold</b> &amp; &", "\xff\xfe bad",
		"12345678901234567890", "!!!???", strings.Repeat("a", 500), strings.Repeat("( ", 100),
	}
	mixed := make([]string, 0, 2*len(odd))
	for _, o := range odd {
		mixed = append(mixed, o, s.Sentences[0])
	}
	got := s.translate(t, mixed...)
	for i := 1; i < len(got); i += 2 {
		if got[i].Text == "" || got[i].Text != got[1].Text {
			t.Errorf("behind %q the sentence became %q, else %q", mixed[i-1], got[i].Text, got[1].Text)
		}
	}
}

func (s suite) alignment(t *testing.T) {
	for _, o := range s.translate(t, s.Sentences...) {
		if s.Aligned != (len(o.Alignment) > 0) {
			t.Errorf("%q: aligned is %t, want %t", o.Text, len(o.Alignment) > 0, s.Aligned)
		}
	}
}

func (s suite) probabilities(t *testing.T) {
	for _, o := range s.translate(t, s.Sentences...) {
		if o.LogProb > 0 || math.IsNaN(o.LogProb) || math.IsInf(o.LogProb, 0) {
			t.Errorf("%q: log-probability %v", o.Text, o.LogProb)
		}
	}
}
