package remote

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// Limits says how much a service takes in one request; 0 is no limit.
type Limits struct {
	Items int // texts
	Runes int // characters of all texts as they are sent
}

// Item is an input on its way to a service.
type Item struct {
	translate.Input
	Sent  string // the text with its marks, as it goes out
	Group string // only items of one group share a request
}

// Exchange is one engine's way to translate inputs.
type Exchange struct {
	Limits Limits
	// Prepare turns an input, which is neither blank nor longer than the limit,
	// into an item. nil sends the text as it is.
	Prepare func(in translate.Input) Item
	// Send translates items of one group in one request and returns one output for
	// each, in order. With a *Missing error those that it names are asked for once more.
	Send func(ctx context.Context, items []Item) ([]translate.Output, error)
}

// Missing says which outputs a service left out; those there are good.
type Missing struct {
	Indices []int // of items, ascending
	Of      int   // how many were asked for
}

func (e *Missing) Error() string {
	return fmt.Sprintf("%d of %d texts were left out", len(e.Indices), e.Of)
}

// Unwrap returns translate.ErrUnavailable: trying again later may help.
func (e *Missing) Unwrap() error { return translate.ErrUnavailable }

// Translate translates inputs in as few requests as the limits allow. Blank
// ones are not sent; one that is too long for a request is sent in pieces.
func (c *Client) Translate(ctx context.Context, inputs []translate.Input, x Exchange) ([]translate.Output, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	outputs := make([]translate.Output, len(inputs))
	var items []Item
	var owner []int // the input that an item is (a piece) of
	for i, in := range inputs {
		outputs[i].Spans = lost(in.Spans)
		in = cleaned(in)
		for _, piece := range pieces(in, x.Limits.Runes) {
			item := Item{Input: piece, Sent: piece.Text}
			if x.Prepare != nil {
				item = x.Prepare(piece)
			}
			items, owner = append(items, item), append(owner, i)
		}
	}
	results := make([]translate.Output, len(items))
	for _, batch := range batches(items, x.Limits) {
		err := c.send(ctx, items, batch, results, x.Send)
		if missing, ok := errors.AsType[*Missing](err); ok {
			var rest []int
			for _, i := range missing.Indices {
				rest = append(rest, batch[i])
			}
			err = c.send(ctx, items, rest, results, x.Send)
		}
		if err != nil {
			return nil, err
		}
	}
	for k, o := range results {
		out := &outputs[owner[k]]
		if !utf8.ValidString(inputs[owner[k]].Text) { // the tokens are another text's
			o.Source, o.Target, o.Alignment = nil, nil, nil
		}
		if k > 0 && owner[k-1] == owner[k] { // a further piece
			out.Text = strings.TrimSpace(out.Text + " " + o.Text)
			out.Source, out.Target, out.Alignment, out.Unknown = nil, nil, nil, nil
			out.Spans = lost(out.Spans)
			out.Truncated = out.Truncated || o.Truncated
			continue
		}
		if o.Spans == nil {
			o.Spans = out.Spans
		}
		*out = o
	}
	return outputs, nil
}

// send sends one batch, given by the indices of its items.
func (c *Client) send(ctx context.Context, items []Item, batch []int, results []translate.Output, send func(context.Context, []Item) ([]translate.Output, error)) error {
	list := make([]Item, len(batch))
	characters := 0
	for i, k := range batch {
		list[i] = items[k]
		characters += utf8.RuneCountInString(items[k].Sent)
	}
	settle := func(int) {}
	if c.config.Meter != nil {
		var err error
		if settle, err = c.config.Meter.Reserve(ctx, characters); err != nil {
			return err
		}
	}
	got, err := send(ctx, list)
	missing, partial := errors.AsType[*Missing](err)
	if err != nil && !partial {
		settle(charged(err, characters))
		return err
	}
	settle(characters)
	if len(got) != len(list) {
		return fmt.Errorf("%s translated %d of %d texts: %w", c.base.Host, len(got), len(list), translate.ErrUnavailable)
	}
	for i, k := range batch {
		if !partial || !slices.Contains(missing.Indices, i) {
			results[k] = tidied(got[i])
		}
	}
	return err
}

// charged returns how many characters a failed request may have cost: none
// where the service said that it failed, else all.
func charged(err error, characters int) int {
	if _, ok := errors.AsType[*Error](err); ok {
		return 0
	}
	return characters
}

// cleaned returns an input that is valid UTF-8 without control characters.
func cleaned(in translate.Input) translate.Input {
	if !utf8.ValidString(in.Text) {
		in.Text, in.Spans = strings.ToValidUTF8(in.Text, ""), nil
	}
	in.Text = oneLine(in.Text)
	return in
}

// oneLine makes control characters blanks.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

// tidied returns an output as the contract of translate.Translator wants it:
// services add white space at the ends.
func tidied(o translate.Output) translate.Output {
	text := oneLine(strings.ToValidUTF8(o.Text, ""))
	shift := len(text) - len(strings.TrimLeft(text, " "))
	text = strings.TrimSpace(text)
	if text == o.Text {
		return o
	}
	if len(text)+shift > len(o.Text) || !strings.HasPrefix(oneLine(o.Text)[shift:], text) { // bytes were dropped
		return translate.Output{Text: text, Spans: lost(o.Spans), Truncated: o.Truncated, LogProb: o.LogProb}
	}
	move := func(ranges []domain.Range) {
		for i, r := range ranges {
			ranges[i] = domain.Range{Start: min(max(r.Start-shift, 0), len(text)), End: min(max(r.End-shift, 0), len(text))}
		}
	}
	move(o.Target)
	move(o.Spans)
	move(o.Unknown)
	o.Text = text
	return o
}

// lost returns the places of spans that no place is known for.
func lost(spans []domain.Range) []domain.Range {
	if spans == nil {
		return nil
	}
	return make([]domain.Range, len(spans))
}

// pieces cuts an input that is longer than a request may be. A blank one has
// no pieces.
func pieces(in translate.Input, limit int) []translate.Input {
	if strings.TrimSpace(in.Text) == "" {
		return nil
	}
	limit /= 2 // marks and terms come to it
	if limit == 0 || utf8.RuneCountInString(in.Text) <= limit {
		return []translate.Input{in}
	}
	var out []translate.Input
	for _, r := range lang.Pieces(in.Text, domain.Range{End: len(in.Text)}, limit) {
		if strings.TrimSpace(in.Text[r.Start:r.End]) != "" {
			out = append(out, translate.Input{Text: in.Text[r.Start:r.End], Terms: in.Terms})
		}
	}
	return out
}

// batches returns the indices of the items that share a request, in the order
// of their first items.
func batches(items []Item, l Limits) [][]int {
	type batch struct {
		indices []int
		runes   int
	}
	var all []*batch
	open := map[string]*batch{}
	for i, item := range items {
		runes := utf8.RuneCountInString(item.Sent)
		b := open[item.Group]
		if b == nil || l.Items > 0 && len(b.indices) >= l.Items || l.Runes > 0 && b.runes+runes > l.Runes {
			b = &batch{}
			open[item.Group], all = b, append(all, b)
		}
		b.indices, b.runes = append(b.indices, i), b.runes+runes
	}
	out := make([][]int, len(all))
	for i, b := range all {
		out[i] = b.indices
	}
	return out
}
