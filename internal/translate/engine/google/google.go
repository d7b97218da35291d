// Package google translates with Google's Cloud Translation API, version 3
// (cloud.google.com/translate/docs/reference/rest/v3), as a service account.
package google

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

const (
	serviceURL = "https://translation.googleapis.com"
	// maxItems and, below the API's 30,000, the size that it recommends.
	maxItems = 1024
	maxRunes = 5000
)

// Options are what requests name beside the texts.
type Options struct {
	Project  string // empty means the account's own
	Location string // empty means "global"; a glossary needs its own
	Model    string // such as "general/translation-llm"; empty means the API's default
	Glossary string // the name of a glossary in the project and location; empty means none
}

// Engine asks Google. It is safe for concurrent use.
type Engine struct {
	client    *remote.Client
	account   account
	options   Options
	tokens    tokens
	catalogue remote.Catalogue[languages]
}

type languages struct{ sources, targets []string }

// New returns an engine. config.Key is the content of a service account's key
// file; an empty config.URL stands for Google's own address.
func New(config remote.Config, options Options) (*Engine, error) {
	config.URL = cmp.Or(config.URL, serviceURL)
	account, err := readAccount(config.Key)
	if err != nil {
		return nil, err
	}
	client, err := remote.NewClient("google", config, judge)
	if err != nil {
		return nil, err
	}
	options.Project, options.Location = cmp.Or(options.Project, account.Project), cmp.Or(options.Location, "global")
	return &Engine{client: client, account: account, options: options}, nil
}

// judge tells limits from missing rights: the API answers 403 to both.
func judge(e *remote.Error) {
	if e.Status != http.StatusForbidden {
		return
	}
	switch text := strings.ToLower(e.Message); {
	case strings.Contains(text, "rate limit exceeded"):
		e.Class = domain.ErrRateLimited
	case strings.Contains(text, "limit exceeded") || strings.Contains(text, "quota"):
		e.Class = translate.ErrQuota
	}
}

// Name returns "google".
func (e *Engine) Name() string { return e.client.Engine() }

// do sends a call with a token, and once more with a new one where the service
// refuses it.
func (e *Engine) do(ctx context.Context, method, path string, in, out any) error {
	for again := false; ; again = true {
		token, err := e.tokens.get(ctx, e.client, e.account)
		if err != nil {
			return err
		}
		err = e.client.Do(ctx, remote.Call{Method: method, Path: path, In: in, Header: http.Header{
			"Authorization": {"Bearer " + token}, "X-Goog-User-Project": {e.options.Project},
		}}, out)
		refused, ok := errors.AsType[*remote.Error](err)
		if !ok || refused.Status != http.StatusUnauthorized || again {
			return err
		}
		e.tokens.forget()
	}
}

func (e *Engine) parent() string {
	return "projects/" + e.options.Project + "/locations/" + e.options.Location
}

// variants are Google's codes for languages that BCP 47 calls otherwise.
var variants = map[string]string{"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "he": "iw", "jv": "jw", "nb": "no", "fil": "tl"}

// Pair asks Google whether it has the direction.
func (e *Engine) Pair(ctx context.Context, from, to string) (translate.Translator, error) {
	has, err := e.catalogue.Get(ctx, e.client.Now(), e.read)
	if err != nil {
		return nil, err
	}
	source, ok := remote.Code(from, has.sources, variants)
	target, okay := remote.Code(to, has.targets, variants)
	if !ok || !okay || source == target {
		return nil, e.client.NoPair(from, to)
	}
	return &translator{engine: e, source: source, target: target}, nil
}

func (e *Engine) read(ctx context.Context) (languages, error) {
	var answer struct {
		Languages []struct {
			Code   string `json:"languageCode"`
			Source bool   `json:"supportSource"`
			Target bool   `json:"supportTarget"`
		} `json:"languages"`
	}
	if err := e.do(ctx, http.MethodGet, "/v3/"+e.parent()+"/supportedLanguages", nil, &answer); err != nil {
		return languages{}, err
	}
	var l languages
	for _, a := range answer.Languages {
		if a.Source {
			l.sources = append(l.sources, a.Code)
		}
		if a.Target {
			l.targets = append(l.targets, a.Code)
		}
	}
	return l, nil
}

type translator struct {
	engine         *Engine
	source, target string
}

var markup = remote.NewMarkup("span", false)

// Model names the model, the glossary and the direction.
func (t *translator) Model() string {
	name := cmp.Or(t.engine.options.Model, "general/nmt")
	if t.engine.options.Glossary != "" {
		name += " with " + t.engine.options.Glossary
	}
	return name + " " + t.source + "-" + t.target
}

// KeepsSpans returns true.
func (t *translator) KeepsSpans() bool { return true }

// Translate translates inputs with spans as HTML and the others as plain text.
// Terms are left unread: a glossary has to be made beforehand, in a bucket.
func (t *translator) Translate(ctx context.Context, inputs []translate.Input) ([]translate.Output, error) {
	return t.engine.client.Translate(ctx, inputs, remote.Exchange{
		Limits: remote.Limits{Items: maxItems, Runes: maxRunes}, Prepare: prepare, Send: t.send,
	})
}

func prepare(in translate.Input) remote.Item {
	if len(in.Spans) == 0 {
		return remote.Item{Input: in, Sent: in.Text, Group: "text/plain"}
	}
	return remote.Item{Input: in, Sent: markup.Mark(in.Text, in.Spans), Group: "text/html"}
}

type request struct {
	Contents []string  `json:"contents"`
	MimeType string    `json:"mimeType"`
	Source   string    `json:"sourceLanguageCode"`
	Target   string    `json:"targetLanguageCode"`
	Model    string    `json:"model,omitempty"`
	Glossary *glossary `json:"glossaryConfig,omitempty"`
}

type glossary struct {
	Name string `json:"glossary"`
}

func (t *translator) send(ctx context.Context, items []remote.Item) ([]translate.Output, error) {
	e := t.engine
	in := request{MimeType: items[0].Group, Source: t.source, Target: t.target}
	for _, item := range items {
		in.Contents = append(in.Contents, item.Sent)
	}
	if e.options.Model != "" {
		in.Model = e.parent() + "/models/" + e.options.Model
	}
	if e.options.Glossary != "" {
		in.Glossary = &glossary{e.parent() + "/glossaries/" + e.options.Glossary}
	}
	type translations []struct {
		Text string `json:"translatedText"`
	}
	var answer struct {
		Plain    translations `json:"translations"`
		Glossary translations `json:"glossaryTranslations"`
	}
	if err := e.do(ctx, http.MethodPost, "/v3/"+e.parent()+":translateText", in, &answer); err != nil {
		return nil, err
	}
	list := answer.Plain
	if in.Glossary != nil {
		list = answer.Glossary
	}
	texts := make([]string, len(list))
	for i, a := range list {
		texts[i] = a.Text
	}
	return remote.Outputs(items, texts, markup), nil
}
