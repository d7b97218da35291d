// Package deepl translates with version 2 of the DeepL API
// (developers.deepl.com).
package deepl

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

const (
	paidURL = "https://api.deepl.com"
	freeURL = "https://api-free.deepl.com"

	statusQuota      = 456
	statusOverloaded = 529

	// maxItems is the API's limit. maxRunes keeps bodies below its 128 KiB, for
	// characters take up to four bytes.
	maxItems = 50
	maxRunes = 30_000
)

// Engine asks DeepL. It is safe for concurrent use.
type Engine struct {
	client     *remote.Client
	catalogue  remote.Catalogue[languages]
	glossaries glossaries
}

type languages struct{ sources, targets []string }

// New returns an engine. An empty config.URL stands for DeepL's own address,
// that of the free plan for a key of that plan, which ends in ":fx".
func New(config remote.Config) (*Engine, error) {
	if config.URL == "" {
		config.URL = paidURL
		if strings.HasSuffix(config.Key, ":fx") {
			config.URL = freeURL
		}
	}
	client, err := remote.NewClient("deepl", config, judge)
	if err != nil {
		return nil, err
	}
	return &Engine{client: client}, nil
}

func judge(e *remote.Error) {
	switch e.Status {
	case statusQuota:
		e.Class = translate.ErrQuota
	case statusOverloaded:
		e.Class = domain.ErrRateLimited
	}
}

// Name returns "deepl".
func (e *Engine) Name() string { return e.client.Engine() }

// call is a request with the key.
func (e *Engine) call(method, path string, in any) remote.Call {
	return remote.Call{Method: method, Path: path, In: in, Header: http.Header{"Authorization": {"DeepL-Auth-Key " + e.client.Key()}}}
}

// variants are the targets that stand for languages without a region.
var variants = map[string]string{"en": "EN-US", "pt": "PT-BR", "zh": "ZH-HANS", "no": "NB"}

// Pair asks DeepL whether it has the direction.
func (e *Engine) Pair(ctx context.Context, from, to string) (translate.Translator, error) {
	has, err := e.catalogue.Get(ctx, e.client.Now(), e.read)
	if err != nil {
		return nil, err
	}
	source, ok := remote.Code(from, has.sources, map[string]string{"no": "NB", "zh-Hant": "ZH"})
	target, okay := remote.Code(to, has.targets, variants)
	if !ok || !okay || plain(source) == plain(target) {
		return nil, e.client.NoPair(from, to)
	}
	return &translator{engine: e, source: source, target: target}, nil
}

// plain is a code without its variant.
func plain(code string) string {
	base, _, _ := strings.Cut(code, "-")
	return base
}

func (e *Engine) read(ctx context.Context) (languages, error) {
	var l languages
	for kind, list := range map[string]*[]string{"source": &l.sources, "target": &l.targets} {
		var answer []struct {
			Language string `json:"language"`
		}
		if err := e.client.Do(ctx, e.call(http.MethodGet, "/v2/languages?type="+kind, nil), &answer); err != nil {
			return languages{}, err
		}
		for _, a := range answer {
			*list = append(*list, a.Language)
		}
	}
	return l, nil
}

// Usage returns how many characters the account has used in the billing period
// and how many it may.
func (e *Engine) Usage(ctx context.Context) (used, limit int64, err error) {
	var answer struct {
		Count int64 `json:"character_count"`
		Limit int64 `json:"character_limit"`
	}
	err = e.client.Do(ctx, e.call(http.MethodGet, "/v2/usage", nil), &answer)
	return answer.Count, answer.Limit, err
}

type translator struct {
	engine         *Engine
	source, target string
}

var markup = remote.NewMarkup("x", false)

// Model names the API's version and the direction: DeepL tells nothing of its models.
func (t *translator) Model() string { return "v2 " + t.source + "-" + t.target }

// KeepsSpans returns true.
func (t *translator) KeepsSpans() bool { return true }

// Translate translates inputs with spans as XML and the others as plain text,
// all with one glossary of their terms.
func (t *translator) Translate(ctx context.Context, inputs []translate.Input) ([]translate.Output, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	glossary, err := t.engine.glossary(ctx, t.source, t.target, inputs)
	if err != nil {
		return nil, err
	}
	return t.engine.client.Translate(ctx, inputs, remote.Exchange{
		Limits:  remote.Limits{Items: maxItems, Runes: maxRunes},
		Prepare: prepare,
		Send: func(ctx context.Context, items []remote.Item) ([]translate.Output, error) {
			out, err := t.send(ctx, items, glossary)
			refused, ok := errors.AsType[*remote.Error](err)
			if glossary == "" || !ok || refused.Status != http.StatusNotFound && refused.Status != http.StatusBadRequest {
				return out, err
			}
			if out, err = t.send(ctx, items, ""); err == nil { // another process may have deleted the glossary
				t.engine.glossaries.forget(glossary)
				glossary = ""
			}
			return out, err
		},
	})
}

func prepare(in translate.Input) remote.Item {
	if len(in.Spans) == 0 {
		return remote.Item{Input: in, Sent: in.Text}
	}
	return remote.Item{Input: in, Sent: markup.Mark(in.Text, in.Spans), Group: "xml"}
}

type request struct {
	Text               []string `json:"text"`
	SourceLang         string   `json:"source_lang"`
	TargetLang         string   `json:"target_lang"`
	SplitSentences     string   `json:"split_sentences"` // "0": the texts are sentences
	PreserveFormatting bool     `json:"preserve_formatting"`
	TagHandling        string   `json:"tag_handling,omitempty"`
	GlossaryID         string   `json:"glossary_id,omitempty"`
}

func (t *translator) send(ctx context.Context, items []remote.Item, glossary string) ([]translate.Output, error) {
	in := request{
		SourceLang: t.source, TargetLang: t.target, SplitSentences: "0", PreserveFormatting: true,
		TagHandling: items[0].Group, GlossaryID: glossary,
	}
	for _, item := range items {
		in.Text = append(in.Text, item.Sent)
	}
	var answer struct {
		Translations []struct {
			Text string `json:"text"`
		} `json:"translations"`
	}
	if err := t.engine.client.Do(ctx, t.engine.call(http.MethodPost, "/v2/translate", in), &answer); err != nil {
		return nil, err
	}
	texts := make([]string, len(answer.Translations))
	for i, a := range answer.Translations {
		texts[i] = a.Text
	}
	return remote.Outputs(items, texts, markup), nil
}
