// Package openai translates with a language model behind an endpoint for chat
// completions as OpenAI defined it, which Ollama, vLLM, llama.cpp and most
// hosts offer too. The model must answer with JSON of a given schema.
package openai

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

const (
	serviceURL = "https://api.openai.com/v1"
	// maxItems and maxRunes keep a request and its answer within about 3,000 tokens
	// each, which models with small windows can hold.
	maxItems = 20
	maxRunes = 6000
	// contextTexts is how many texts before a request's own go with it.
	contextTexts = 3
)

// Options are what requests name beside the texts.
type Options struct {
	Model string // as the endpoint calls it
}

// Engine asks one endpoint. It is safe for concurrent use.
type Engine struct {
	client  *remote.Client
	options Options
}

// New returns an engine for the endpoint below config.URL, as in
// http://127.0.0.1:11434/v1; an empty one stands for OpenAI's. The key may be
// empty where the endpoint needs none.
func New(config remote.Config, options Options) (*Engine, error) {
	if config.URL == "" {
		config.URL = serviceURL
	}
	if options.Model == "" {
		return nil, fmt.Errorf("engine openai: no model is named: %w", domain.ErrInvalid)
	}
	client, err := remote.NewClient("openai", config, judge)
	if err != nil {
		return nil, err
	}
	return &Engine{client: client, options: options}, nil
}

// judge tells an account without money, which answers 429 too.
func judge(e *remote.Error) {
	if e.Status == http.StatusTooManyRequests && strings.Contains(strings.ToLower(e.Message), "quota") {
		e.Class = translate.ErrQuota
	}
}

// Name returns "openai".
func (e *Engine) Name() string { return e.client.Engine() }

// Pair accepts all pairs of languages that have an English name.
func (e *Engine) Pair(ctx context.Context, from, to string) (translate.Translator, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	source, target := name(from), name(to)
	if source == "" || target == "" || source == target {
		return nil, e.client.NoPair(from, to)
	}
	return &translator{engine: e, from: source, to: target}, nil
}

// name returns what prompts call a language, with its code, or "".
func name(tag string) string {
	normal := lang.Normalize(tag)
	english := lang.Name(normal, "en")
	if normal == "" || english == "" || strings.EqualFold(english, normal) || constructed[lang.Base(normal)] {
		return ""
	}
	return english + " (" + normal + ")"
}

// constructed are languages that have names but no news.
var constructed = map[string]bool{"tlh": true, "jbo": true, "vo": true, "zxx": true}

type translator struct {
	engine   *Engine
	from, to string
}

// Model names the model.
func (t *translator) Model() string { return t.engine.options.Model }

// KeepsSpans returns true.
func (t *translator) KeepsSpans() bool { return true }

// DependsOnCall returns true: the texts before a request's own go with it.
func (t *translator) DependsOnCall() bool { return true }

// Translate translates inputs in requests of consecutive texts, each with the
// texts before it as context and the terms that occur in it.
func (t *translator) Translate(ctx context.Context, inputs []translate.Input) ([]translate.Output, error) {
	return t.engine.client.Translate(ctx, inputs, remote.Exchange{
		Limits:  remote.Limits{Items: maxItems, Runes: maxRunes},
		Prepare: prepare,
		Send: func(ctx context.Context, items []remote.Item) ([]translate.Output, error) {
			return t.send(ctx, items, before(inputs, items[0].Text))
		},
	})
}

// markup is written into texts with spans only.
var markup = remote.NewMarkup("x", false)

func prepare(in translate.Input) remote.Item {
	if len(in.Spans) == 0 {
		return remote.Item{Input: in, Sent: in.Text}
	}
	return remote.Item{Input: in, Sent: markup.Mark(in.Text, in.Spans)}
}

// before returns the texts that stand before the first one of a request.
func before(inputs []translate.Input, first string) []string {
	var out []string
	for i, in := range inputs {
		if in.Text != first {
			continue
		}
		for _, earlier := range inputs[max(0, i-contextTexts):i] {
			if utf8.ValidString(earlier.Text) && strings.TrimSpace(earlier.Text) != "" {
				out = append(out, earlier.Text)
			}
		}
		break
	}
	return out
}

// send asks for all items. Those that the model leaves out are missing.
func (t *translator) send(ctx context.Context, items []remote.Item, context []string) ([]translate.Output, error) {
	answer, err := t.ask(ctx, items, context)
	if err != nil {
		return nil, err
	}
	found := make([]string, len(items))
	var missing []int
	for i, item := range items {
		text, ok := answer[id(i)]
		if !ok {
			missing = append(missing, i)
		}
		if chatter(item.Sent, text) {
			return nil, fmt.Errorf("model %s wrote more than a translation: %w", t.Model(), domain.ErrPermanent)
		}
		found[i] = text
	}
	outputs := remote.Outputs(items, found, markup)
	if len(missing) > 0 {
		return outputs, fmt.Errorf("model %s: %w", t.Model(), &remote.Missing{Indices: missing, Of: len(items)})
	}
	return outputs, nil
}

func id(i int) string { return "s" + strconv.Itoa(i+1) }

// chatter reports whether an answer is too long to be a translation: more than
// five times its source and 200 characters.
func chatter(source, answer string) bool {
	return utf8.RuneCountInString(answer) > 5*utf8.RuneCountInString(source)+200
}

// ask sends one request and returns the translations by id.
func (t *translator) ask(ctx context.Context, items []remote.Item, context []string) (map[string]string, error) {
	in := t.request(items, context)
	header := http.Header{}
	if key := t.engine.client.Key(); key != "" {
		header.Set("Authorization", "Bearer "+key)
	}
	var answer response
	if err := t.engine.client.Do(ctx, remote.Call{Method: http.MethodPost, Path: "/chat/completions", Header: header, In: in}, &answer); err != nil {
		return nil, err
	}
	content, err := answer.content()
	if err != nil {
		return nil, fmt.Errorf("model %s: %w", t.Model(), err)
	}
	return t.read(content, len(items))
}

// response is the part of a chat completion that is read.
type response struct {
	Choices []struct {
		FinishReason string `json:"finish_reason"`
		Message      struct {
			Content string `json:"content"`
			Refusal string `json:"refusal"`
		} `json:"message"`
	} `json:"choices"`
}

func (r response) content() (string, error) {
	if len(r.Choices) == 0 {
		return "", errors.New("the answer holds no choice")
	}
	c := r.Choices[0]
	switch {
	case c.Message.Refusal != "" || c.FinishReason == "content_filter":
		return "", fmt.Errorf("it refused to translate: %w", domain.ErrPermanent)
	case c.FinishReason == "length":
		return "", fmt.Errorf("the answer reached the endpoint's length limit; raise it (num_ctx, max_model_len): %w", domain.ErrPermanent)
	}
	return c.Message.Content, nil
}

// read parses what the model wrote: one JSON object and nothing else, with ids
// that were asked for, each at most once.
func (t *translator) read(content string, n int) (map[string]string, error) {
	refuse := func(why string) error {
		return fmt.Errorf("model %s did not keep to the format: %s: %w", t.Model(), why, domain.ErrPermanent)
	}
	var out struct {
		Segments []struct {
			ID   string  `json:"id"`
			Text *string `json:"text"`
		} `json:"segments"`
	}
	d := json.NewDecoder(strings.NewReader(content))
	d.DisallowUnknownFields()
	if err := d.Decode(&out); err != nil {
		return nil, refuse("no JSON of the schema")
	}
	if strings.TrimSpace(content[d.InputOffset():]) != "" {
		return nil, refuse("text behind the JSON")
	}
	asked := map[string]bool{}
	for i := range n {
		asked[id(i)] = true
	}
	texts := map[string]string{}
	for _, s := range out.Segments {
		if _, twice := texts[s.ID]; twice || !asked[s.ID] || s.Text == nil {
			return nil, refuse("an id is wrong or there twice")
		}
		texts[s.ID] = *s.Text
	}
	return texts, nil
}
