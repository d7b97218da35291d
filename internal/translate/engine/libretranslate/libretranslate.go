// Package libretranslate translates with a LibreTranslate server, one's own or
// the hosted one (docs.libretranslate.com).
package libretranslate

import (
	"context"
	"errors"
	"net/http"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

const (
	// maxItems is how many texts go in one request; servers may be set up to take fewer
	// than that in all, which their operators can raise (--batch-limit).
	maxItems = 25
	// defaultRunes is the limit of characters where a server doesn't tell its own.
	defaultRunes = 2000
	// mostRunes keeps requests to servers without a limit within their time.
	mostRunes = 10_000
)

// Engine asks one server. It is safe for concurrent use.
type Engine struct {
	client    *remote.Client
	catalogue remote.Catalogue[catalogue]
}

// catalogue is what a server says of itself.
type catalogue struct {
	targets map[string][]string // by source
	runes   int                 // most characters in one request
}

// New returns an engine for the server at config.URL. The key may be empty
// where the server needs none.
func New(config remote.Config) (*Engine, error) {
	client, err := remote.NewClient("libretranslate", config, nil)
	if err != nil {
		return nil, err
	}
	return &Engine{client: client}, nil
}

// Name returns "libretranslate".
func (e *Engine) Name() string { return e.client.Engine() }

// Pair asks the server whether it has the direction.
func (e *Engine) Pair(ctx context.Context, from, to string) (translate.Translator, error) {
	has, err := e.catalogue.Get(ctx, e.client.Now(), e.read)
	if err != nil {
		return nil, err
	}
	other := map[string]string{"zh-Hant": "zt", "nb": "no", "no": "nb"}
	var sources []string
	for source := range has.targets {
		sources = append(sources, source)
	}
	source, ok := remote.Code(from, sources, other)
	target, okay := remote.Code(to, has.targets[source], other)
	if !ok || !okay || source == target {
		return nil, e.client.NoPair(from, to)
	}
	return &translator{engine: e, source: source, target: target, runes: has.runes}, nil
}

func (e *Engine) read(ctx context.Context) (catalogue, error) {
	var list []struct {
		Code    string   `json:"code"`
		Targets []string `json:"targets"`
	}
	if err := e.client.Do(ctx, remote.Call{Method: http.MethodGet, Path: "/languages"}, &list); err != nil {
		return catalogue{}, err
	}
	c := catalogue{targets: map[string][]string{}, runes: defaultRunes}
	for _, l := range list {
		c.targets[l.Code] = l.Targets
	}
	var settings struct {
		CharLimit int `json:"charLimit"` // negative: none
	}
	err := e.client.Do(ctx, remote.Call{Method: http.MethodGet, Path: "/frontend/settings"}, &settings)
	switch {
	case errors.Is(err, domain.ErrPermanent): // a server that doesn't show them
	case err != nil:
		return catalogue{}, err
	case settings.CharLimit < 0 || settings.CharLimit > mostRunes:
		c.runes = mostRunes
	case settings.CharLimit > 0:
		c.runes = settings.CharLimit
	}
	return c, nil
}

type translator struct {
	engine         *Engine
	source, target string
	runes          int
}

// markup is HTML; the server resolves entities before it answers.
var markup = remote.NewMarkup("span", true)

// Model names the direction: servers tell nothing of their models.
func (t *translator) Model() string { return t.source + "-" + t.target }

// KeepsSpans returns true.
func (t *translator) KeepsSpans() bool { return true }

// Translate translates inputs with spans as HTML and the others as plain text.
func (t *translator) Translate(ctx context.Context, inputs []translate.Input) ([]translate.Output, error) {
	return t.engine.client.Translate(ctx, inputs, remote.Exchange{
		Limits: remote.Limits{Items: maxItems, Runes: t.runes}, Prepare: prepare, Send: t.send,
	})
}

func prepare(in translate.Input) remote.Item {
	if len(in.Spans) == 0 {
		return remote.Item{Input: in, Sent: in.Text, Group: "text"}
	}
	return remote.Item{Input: in, Sent: markup.Mark(in.Text, in.Spans), Group: "html"}
}

type request struct {
	Q      []string `json:"q"`
	Source string   `json:"source"`
	Target string   `json:"target"`
	Format string   `json:"format"`
	APIKey string   `json:"api_key,omitempty"`
}

func (t *translator) send(ctx context.Context, items []remote.Item) ([]translate.Output, error) {
	in := request{Source: t.source, Target: t.target, Format: items[0].Group, APIKey: t.engine.client.Key()}
	for _, item := range items {
		in.Q = append(in.Q, item.Sent)
	}
	var answer struct {
		TranslatedText []string `json:"translatedText"`
	}
	if err := t.engine.client.Do(ctx, remote.Call{Method: http.MethodPost, Path: "/translate", In: in}, &answer); err != nil {
		return nil, err
	}
	return remote.Outputs(items, answer.TranslatedText, markup), nil
}
