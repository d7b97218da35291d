// Package azure translates with version 3 of the Azure AI Translator
// (learn.microsoft.com/azure/ai-services/translator).
package azure

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

const (
	serviceURL = "https://api.cognitive.microsofttranslator.com"
	// maxItems and maxRunes are the API's limits. It counts characters of UTF-16 and
	// markup with them.
	maxItems = 1000
	maxRunes = 50_000 / 2
	// freeQuotaUsed is the code in the body of a 403.
	freeQuotaUsed = "free quota"
)

// Options are what requests name beside the texts.
type Options struct {
	Region   string // of the resource, such as "westeurope"; empty for a global one
	Category string // of a custom model; empty means "general"
}

// Engine asks Azure. It is safe for concurrent use.
type Engine struct {
	client    *remote.Client
	options   Options
	catalogue remote.Catalogue[[]string]
}

// New returns an engine. An empty config.URL stands for Azure's global address.
func New(config remote.Config, options Options) (*Engine, error) {
	config.URL = cmp.Or(config.URL, serviceURL)
	client, err := remote.NewClient("azure", config, judge)
	if err != nil {
		return nil, err
	}
	return &Engine{client: client, options: options}, nil
}

// judge tells a quota from missing rights: the API answers 403 to both.
func judge(e *remote.Error) {
	if e.Status == http.StatusForbidden && strings.Contains(strings.ToLower(e.Message), freeQuotaUsed) {
		e.Class = translate.ErrQuota
	}
}

// Name returns "azure".
func (e *Engine) Name() string { return e.client.Engine() }

// Pair asks Azure whether it has both languages: it translates between all.
func (e *Engine) Pair(ctx context.Context, from, to string) (translate.Translator, error) {
	has, err := e.catalogue.Get(ctx, e.client.Now(), e.read)
	if err != nil {
		return nil, err
	}
	other := map[string]string{"sr": "sr-Cyrl", "mn": "mn-Cyrl", "no": "nb"}
	source, ok := remote.Code(from, has, other)
	target, okay := remote.Code(to, has, other)
	if !ok || !okay || source == target {
		return nil, e.client.NoPair(from, to)
	}
	return &translator{engine: e, source: source, target: target}, nil
}

// read lists the languages, which needs no key.
func (e *Engine) read(ctx context.Context) ([]string, error) {
	var answer struct {
		Translation map[string]struct{} `json:"translation"`
	}
	call := remote.Call{Method: http.MethodGet, Path: "/languages?api-version=3.0&scope=translation"}
	if err := e.client.Do(ctx, call, &answer); err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(answer.Translation)), nil
}

type translator struct {
	engine         *Engine
	source, target string
}

// Model names the category and the direction.
func (t *translator) Model() string {
	return cmp.Or(t.engine.options.Category, "general") + " " + t.source + "-" + t.target
}

// KeepsSpans returns true.
func (t *translator) KeepsSpans() bool { return true }

// Translate translates inputs with spans or terms as HTML, and the others as
// plain text, for which Azure gives an alignment in most pairs with English.
func (t *translator) Translate(ctx context.Context, inputs []translate.Input) ([]translate.Output, error) {
	return t.engine.client.Translate(ctx, inputs, remote.Exchange{
		Limits: remote.Limits{Items: maxItems, Runes: maxRunes}, Prepare: prepare, Send: t.send,
	})
}

type text struct {
	Text string `json:"Text"`
}

func (t *translator) send(ctx context.Context, items []remote.Item) ([]translate.Output, error) {
	e := t.engine
	query := url.Values{"api-version": {"3.0"}, "from": {t.source}, "to": {t.target}, "textType": {items[0].Group}}
	if items[0].Group == plainText {
		query.Set("includeAlignment", "true")
	}
	if e.options.Category != "" {
		query.Set("category", e.options.Category)
	}
	header := http.Header{"Ocp-Apim-Subscription-Key": {e.client.Key()}}
	if e.options.Region != "" {
		header.Set("Ocp-Apim-Subscription-Region", e.options.Region)
	}
	in := make([]text, len(items))
	for i, item := range items {
		in[i].Text = item.Sent
	}
	var answer []struct {
		Translations []struct {
			Text      string `json:"text"`
			Alignment struct {
				Proj string `json:"proj"`
			} `json:"alignment"`
		} `json:"translations"`
	}
	if err := e.client.Do(ctx, remote.Call{Method: http.MethodPost, Path: "/translate?" + query.Encode(), Header: header, In: in}, &answer); err != nil {
		return nil, err
	}
	outputs := make([]translate.Output, 0, len(answer))
	for i, a := range answer {
		if len(a.Translations) != 1 || i >= len(items) {
			break // too few: the caller says so
		}
		o := translate.Output{Text: a.Translations[0].Text}
		if items[i].Group == plainText {
			o.Source, o.Target, o.Alignment = alignment(items[i].Text, o.Text, a.Translations[0].Alignment.Proj)
		} else {
			o.Text, o.Spans = markup.Unmark(o.Text, len(items[i].Spans))
		}
		outputs = append(outputs, o)
	}
	return outputs, nil
}
