// Package apy translates with an Apertium-APy server, rule-based translation
// over HTTP (wiki.apertium.org/wiki/Apertium-apy).
package apy

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/sync/errgroup"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/apertium"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

const (
	// atOnce is how many requests are under way for one call: a request is one text.
	atOnce = 4
	// maxRunes is below where a server cuts a text by itself, which it does in the middle of sentences,
	// and whose tenth piece is the last that it translates (0.11, split_for_translation).
	maxRunes = 1000
)

// Engine asks one server. It is safe for concurrent use.
type Engine struct {
	client    *remote.Client
	catalogue remote.Catalogue[map[string]bool]
	again     sync.Mutex // held while a request is repeated
}

// New returns an engine for the server at config.URL, which needs no key.
func New(config remote.Config) (*Engine, error) {
	client, err := remote.NewClient("apy", config, nil)
	if err != nil {
		return nil, err
	}
	return &Engine{client: client}, nil
}

// Name returns "apy".
func (e *Engine) Name() string { return e.client.Engine() }

// Pair asks the server whether it has the direction.
func (e *Engine) Pair(ctx context.Context, from, to string) (translate.Translator, error) {
	has, err := e.catalogue.Get(ctx, e.client.Now(), e.read)
	if err != nil {
		return nil, err
	}
	for _, direction := range apertium.Directions(from, to) {
		if source, target, _ := strings.Cut(direction, "-"); has[direction] && source != target {
			return &translator{engine: e, source: source, target: target}, nil
		}
	}
	return nil, e.client.NoPair(from, to)
}

func (e *Engine) read(ctx context.Context) (map[string]bool, error) {
	var answer struct {
		Data []struct {
			Source string `json:"sourceLanguage"`
			Target string `json:"targetLanguage"`
		} `json:"responseData"`
	}
	if err := e.client.Do(ctx, remote.Call{Method: http.MethodGet, Path: "/listPairs"}, &answer); err != nil {
		return nil, err
	}
	has := map[string]bool{}
	for _, d := range answer.Data {
		has[d.Source+"-"+d.Target] = true
	}
	return has, nil
}

type translator struct {
	engine         *Engine
	source, target string
}

// Model names the direction: servers tell nothing of their data's version.
func (t *translator) Model() string { return t.source + "-" + t.target }

// Translate sends each input in a request of its own.
func (t *translator) Translate(ctx context.Context, inputs []translate.Input) ([]translate.Output, error) {
	outputs := make([]translate.Output, len(inputs))
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for i, in := range inputs {
		group.Go(func() error {
			out, err := t.engine.client.Translate(within, []translate.Input{in}, remote.Exchange{
				Limits: remote.Limits{Items: 1, Runes: maxRunes}, Send: t.send,
			})
			if err == nil {
				outputs[i] = out[0]
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, err
	}
	return outputs, nil
}

// star stands for the stars of a text, which would look like marks of unknown words.
const star = '∗' // U+2217

// send translates one text. Where a text makes the server's pipeline crash, the
// others in it are lost with it (503), so each is sent once more, one by one.
func (t *translator) send(ctx context.Context, items []remote.Item) ([]translate.Output, error) {
	text := items[0].Sent
	sent := strings.ReplaceAll(text, "*", string(star))
	answer, err := t.ask(ctx, sent)
	if refused, ok := errors.AsType[*remote.Error](err); ok && refused.Status == http.StatusServiceUnavailable && refused.Wait == 0 {
		t.engine.again.Lock()
		defer t.engine.again.Unlock()
		answer, err = t.ask(ctx, sent)
	}
	if err != nil || answer == nil {
		return nil, err // without an answer, the caller says that it is missing
	}
	return []translate.Output{unmarked(*answer, strings.Contains(text, "*"))}, nil
}

// ask sends one text, and returns its translation with a star before each
// unknown word, or nil where the answer has none.
func (t *translator) ask(ctx context.Context, text string) (*string, error) {
	form := url.Values{"langpair": {t.source + "|" + t.target}, "q": {text}, "format": {"txt"}, "markUnknown": {"yes"}}
	var answer struct {
		Data struct {
			Text *string `json:"translatedText"`
		} `json:"responseData"`
	}
	err := t.engine.client.Do(ctx, remote.Call{Method: http.MethodPost, Path: "/translate", Form: form}, &answer)
	return answer.Data.Text, err
}

// unmarked returns an answer without the stars that mark unknown words, and
// with the text's own ones, if it has such.
func unmarked(answer string, own bool) translate.Output {
	var out strings.Builder
	var unknown []domain.Range
	word := -1 // where the unknown word begins that is being read
	end := func() {
		if word >= 0 && word < out.Len() {
			unknown = append(unknown, domain.Range{Start: word, End: out.Len()})
		}
		word = -1
	}
	for _, r := range answer {
		if r == '*' {
			end()
			word = out.Len()
			continue
		}
		if !unicode.In(r, unicode.L, unicode.M, unicode.N) && r != '-' && r != '\'' {
			end()
		}
		if own && r == star {
			r = '*'
		}
		out.WriteRune(r)
	}
	end()
	return translate.Output{Text: out.String(), Unknown: unknown}
}
