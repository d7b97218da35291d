package translate

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// fakeEngine translates word by word with a dictionary, and adjectives behind
// nouns, so that alignments cross. It refuses what no model may be given.
type fakeEngine struct {
	from, to   string
	dictionary map[string]string
	adjectives map[string]bool
	knows      func(rune) bool
	unaligned  bool
	edit       func(input string, o Output) (Output, error)

	mu    sync.Mutex
	calls [][]string
}

func (e *fakeEngine) Name() string { return "fake" }

func (e *fakeEngine) Pair(_ context.Context, from, to string) (Translator, error) {
	if base(from) != e.from || base(to) != e.to {
		return nil, fmt.Errorf("fake translates %s to %s only: %w", e.from, e.to, domain.ErrNotFound)
	}
	if e.knows == nil {
		return e, nil
	}
	return fakeChecker{e}, nil
}

// fakeChecker is a fakeEngine that can't read every character.
type fakeChecker struct{ *fakeEngine }

func (c fakeChecker) CanEncode(r rune) bool { return c.knows(r) }

func (e *fakeEngine) Model() string { return "fake-1" }

func (e *fakeEngine) Translate(ctx context.Context, inputs []Input) ([]Output, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	texts := make([]string, len(inputs))
	outputs := make([]Output, len(inputs))
	for i, in := range inputs {
		texts[i] = in.Text
		if strings.ContainsAny(in.Text, "\n\r") || strings.TrimSpace(in.Text) == "" {
			return nil, fmt.Errorf("contract violation: input %q: %w", in.Text, domain.ErrPermanent)
		}
		for _, r := range in.Text {
			if e.knows != nil && !e.knows(r) {
				return nil, fmt.Errorf("contract violation: unknown character %q in %q: %w", r, in.Text, domain.ErrPermanent)
			}
		}
		outputs[i] = e.translate(in.Text)
		if e.edit != nil {
			var err error
			if outputs[i], err = e.edit(in.Text, outputs[i]); err != nil {
				return nil, err
			}
		}
	}
	e.mu.Lock()
	e.calls = append(e.calls, texts)
	e.mu.Unlock()
	return outputs, nil
}

// translate splits words from punctuation, so that tokens are as models' are.
func (e *fakeEngine) translate(text string) Output {
	type token struct {
		domain.Range
		space bool // stands behind white space
	}
	var tokens []token
	for _, w := range words(text) {
		space := true
		for at := w.Start; at < w.End; {
			n := wordLength(text[at:w.End])
			for n == 0 || at+n < w.End && n > 0 && isDigitByte(text[at]) && isDigitByte(text[at+n]) {
				n += max(1, len(string([]rune(text[at+n : w.End])[:1])))
				if !isDigitByte(text[at]) {
					break
				}
			}
			tokens = append(tokens, token{domain.Range{Start: at, End: at + n}, space})
			at, space = at+n, false
		}
	}
	order := make([]int, len(tokens))
	for i := range order {
		order[i] = i
	}
	for i := 0; i+1 < len(order); i++ {
		a, b := tokens[order[i]], tokens[order[i+1]]
		if e.adjectives[strings.ToLower(text[a.Start:a.End])] && b.space && wordKey(text[b.Start:b.End]) != "" {
			order[i], order[i+1] = order[i+1], order[i]
			i++
		}
	}
	o := Output{}
	var b strings.Builder
	for place, i := range order {
		if tokens[place].space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		word := text[tokens[i].Start:tokens[i].End]
		out, ok := e.dictionary[strings.ToLower(word)]
		if !ok {
			out = word
		}
		if out == "" {
			continue
		}
		start := b.Len()
		b.WriteString(out)
		o.Target = append(o.Target, domain.Range{Start: start, End: b.Len()})
		row := make([]float32, len(tokens))
		row[i] = 1
		o.Alignment = append(o.Alignment, row)
	}
	for _, t := range tokens {
		o.Source = append(o.Source, t.Range)
	}
	o.Text = b.String()
	if e.unaligned {
		o.Source, o.Target, o.Alignment = nil, nil, nil
	}
	return o
}

func isDigitByte(c byte) bool { return c >= '0' && c <= '9' }

// spanishFake is a fake with the words that the tests use.
func spanishFake() *fakeEngine {
	return &fakeEngine{
		from: "en", to: "es",
		adjectives: wordsOf(`red big white foreign bold new`),
		dictionary: map[string]string{
			"the": "la", "a": "una", "red": "roja", "big": "grande", "white": "blanca", "house": "casa", "is": "es", "was": "fue", "foreign": "exterior",
			"minister": "ministra", "said": "dijo", "he": "él", "she": "ella", "in": "en", "met": "encontró", "with": "con", "and": "y", "of": "de", "car": "coche",
			"visit": "visite", "for": "para", "more": "más", "details": "detalles", "today": "hoy", "yes": "sí", "no": "no", "president": "alcaldesa", "war": "guerra",
			"story": "historia", "read": "lea", "here": "aquí", "new": "nueva", "bold": "audaz", "plan": "plan", "people": "personas", "died": "murieron", "paid": "pagó",
			"million": "millones", "pounds": "libras", "write": "escriba", "to": "a", "us": "nosotros", "at": "en", "follow": "siga", "talks": "conversaciones",
		},
	}
}

func latinOnly(r rune) bool {
	return r == ' ' || r > ' ' && r < 0x7f && !strings.ContainsRune("@#~^{}|\\=`", r)
}

// calledWith returns all texts that the engine was given.
func (e *fakeEngine) calledWith() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Concat(e.calls...)
}
