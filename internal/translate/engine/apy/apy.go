// Package apy translates with an Apertium-APy server, rule-based translation
// over HTTP (wiki.apertium.org/wiki/Apertium-apy).
package apy

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/apertium"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

const (
	// atOnce is how many requests are under way for one call: a request is one text.
	atOnce = 4
	// maxRunes keeps requests within what servers accept as a form.
	maxRunes = 10_000
)

// Engine asks one server. It is safe for concurrent use.
type Engine struct {
	client    *remote.Client
	catalogue remote.Catalogue[map[string]bool]
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

// send translates one text. Unknown words come back with a star before them,
// unless the text has stars of its own.
func (t *translator) send(ctx context.Context, items []remote.Item) ([]translate.Output, error) {
	text := items[0].Sent
	stars := !strings.Contains(text, "*")
	form := url.Values{"langpair": {t.source + "|" + t.target}, "q": {text}, "format": {"txt"}, "markUnknown": {"no"}}
	if stars {
		form.Set("markUnknown", "yes")
	}
	var answer struct {
		Data struct {
			Text *string `json:"translatedText"`
		} `json:"responseData"`
	}
	if err := t.engine.client.Do(ctx, remote.Call{Method: http.MethodPost, Path: "/translate", Form: form}, &answer); err != nil {
		return nil, err
	}
	if answer.Data.Text == nil {
		return nil, nil // the caller says that it is missing
	}
	o := translate.Output{Text: *answer.Data.Text}
	if stars {
		o.Text, o.Unknown = unstar(o.Text)
	}
	return []translate.Output{o}, nil
}

// unstar takes the stars away and returns the words that had them.
func unstar(s string) (string, []domain.Range) {
	var out strings.Builder
	var unknown []domain.Range
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r != '*' {
			out.WriteString(s[i : i+size])
			i += size
			continue
		}
		word := s[i+1:]
		if end := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '\'' }); end >= 0 {
			word = word[:end]
		}
		if word != "" {
			unknown = append(unknown, domain.Range{Start: out.Len(), End: out.Len() + len(word)})
		}
		out.WriteString(word)
		i += 1 + len(word)
	}
	return out.String(), unknown
}
