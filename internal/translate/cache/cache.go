// Package cache keeps what engines answered, so that nothing is paid for twice
// while an answer is young: a crash before a translation is kept, a second
// edition's engine, an unchanged paragraph of a changed article.
package cache

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/translate"
)

// Shelf keeps outputs by key.
type Shelf interface {
	// Outputs returns those that are kept under keys since a time.
	Outputs(ctx context.Context, keys []string, since time.Time) (map[string][]byte, error)
	// PutOutputs keeps outputs under their keys.
	PutOutputs(ctx context.Context, outputs map[string][]byte, at time.Time) error
}

// CallBound is implemented by translators whose outputs depend on all inputs of
// a call, so that an output is only good for the same call.
type CallBound interface {
	// DependsOnCall reports whether they do.
	DependsOnCall() bool
}

// Config is what an engine's cache is made from.
type Config struct {
	Shelf Shelf
	Age   time.Duration // how long an output is used again
	Now   func() time.Time
	Log   *slog.Logger
}

// New returns engine with a cache before it. Translators that can't read every
// character run here and cost nothing: they are left as they are.
func New(engine translate.Engine, c Config) translate.Engine { return &cached{engine, c} }

type cached struct {
	translate.Engine
	config Config
}

func (c *cached) Pair(ctx context.Context, from, to string) (translate.Translator, error) {
	inner, err := c.Engine.Pair(ctx, from, to)
	if err != nil {
		return nil, err
	}
	if _, local := inner.(translate.RuneChecker); local {
		return inner, nil
	}
	return &translator{Translator: inner, config: c.config, prefix: []string{"1", c.Name(), inner.Model(), from, to}}, nil
}

type translator struct {
	translate.Translator
	config Config
	prefix []string // of what keys are made of; it begins with the version of the format
}

// KeepsSpans reports what the engine's translator does.
func (t *translator) KeepsSpans() bool {
	keeper, ok := t.Translator.(translate.SpanKeeper)
	return ok && keeper.KeepsSpans()
}

// Translate asks the engine for what isn't kept. An output that isn't whole is
// not kept.
func (t *translator) Translate(ctx context.Context, inputs []translate.Input) ([]translate.Output, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	keys, err := t.keys(inputs)
	if err != nil {
		return nil, err
	}
	now := t.config.Now()
	kept, err := t.config.Shelf.Outputs(ctx, keys, now.Add(-t.config.Age))
	if err != nil {
		return nil, fmt.Errorf("look for answers of %s: %w", t.prefix[1], err)
	}
	outputs := make([]translate.Output, len(inputs))
	var missing []translate.Input
	var places []int
	for i, key := range keys {
		if data, ok := kept[key]; ok && json.Unmarshal(data, &outputs[i]) == nil {
			continue
		}
		outputs[i] = translate.Output{}
		missing, places = append(missing, inputs[i]), append(places, i)
	}
	if len(missing) == 0 {
		return outputs, nil
	}
	if len(missing) < len(inputs) && t.bound() {
		missing, places = inputs, all(len(inputs)) // some of a call's outputs alone would be others
	}
	fresh, err := t.Translator.Translate(ctx, missing)
	if err != nil {
		return nil, err
	}
	if len(fresh) != len(missing) {
		return nil, fmt.Errorf("%d outputs for %d inputs", len(fresh), len(missing))
	}
	whole := map[string][]byte{}
	for k, o := range fresh {
		outputs[places[k]] = o
		if blank(o.Text) && !blank(missing[k].Text) || o.Truncated {
			continue
		}
		if data, err := json.Marshal(o); err == nil {
			whole[keys[places[k]]] = data
		}
	}
	if err := t.config.Shelf.PutOutputs(context.WithoutCancel(ctx), whole, now); err != nil {
		t.config.Log.WarnContext(ctx, "an engine's answers could not be kept", "engine", t.prefix[1], "error", err)
	}
	return outputs, nil
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }

func (t *translator) bound() bool {
	b, ok := t.Translator.(CallBound)
	return ok && b.DependsOnCall()
}

func all(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// keys returns for each input a key of all that determines its output.
func (t *translator) keys(inputs []translate.Input) ([]string, error) {
	parts := make([][]byte, len(inputs))
	call := sha256.New()
	for i, in := range inputs {
		data, err := json.Marshal(in)
		if err != nil {
			return nil, fmt.Errorf("make a key: %w", err)
		}
		parts[i] = data
		call.Write(append(data, 0))
	}
	head, err := json.Marshal(t.prefix)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	if t.bound() {
		head = call.Sum(head)
	}
	keys := make([]string, len(inputs))
	for i, part := range parts {
		sum := sha256.Sum256(append(append(append([]byte{}, head...), 0), part...))
		keys[i] = hex.EncodeToString(sum[:])
	}
	return keys, nil
}
