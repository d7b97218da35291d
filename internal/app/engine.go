package app

import (
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/config"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/registry"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/apertium"
	"github.com/dragoman-news/dragoman/internal/translate/engine/apy"
	"github.com/dragoman-news/dragoman/internal/translate/engine/azure"
	"github.com/dragoman-news/dragoman/internal/translate/engine/bergamot"
	"github.com/dragoman-news/dragoman/internal/translate/engine/deepl"
	"github.com/dragoman-news/dragoman/internal/translate/engine/google"
	"github.com/dragoman-news/dragoman/internal/translate/engine/libretranslate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/openai"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
	"github.com/dragoman-news/dragoman/nmt"
)

// OpenModels opens the store of translation models. Downloads go through
// client; nothing else of the store needs it.
func OpenModels(c config.Config, client registry.Client) (*registry.Store, error) {
	dir, err := c.ModelsDir(os.Getenv)
	if err != nil {
		return nil, err
	}
	return registry.Open(registry.Config{Dir: dir, Address: c.Models.Registry, Client: client, Check: openModel})
}

// openModel tries whether a model's files can be run.
func openModel(dir string) (architecture string, err error) {
	model, err := nmt.OpenDir(dir)
	if err != nil {
		return "", err
	}
	return model.Info().Architecture, nil
}

// Engines is what engines are opened with.
type Engines struct {
	Config  config.Config
	Models  *registry.Store
	Version string // of the program
	Logger  *slog.Logger
	// Store keeps what services cost and answered. Without one nothing is counted
	// or kept, and engines that must not cost more than a cap are refused.
	Store *store.Store

	accounts map[string]account // filled in by opening engines, if it is there
}

// Router returns a router over the engines that the settings engines and routes
// name.
func (e Engines) Router() (*translate.Router, error) {
	c, _, err := e.routing(e.Config.EnginesUsed())
	if err != nil {
		return nil, err
	}
	return translate.NewRouterWith(c), nil
}

// Routers returns what Router does under the name "", and under their names a
// router over each of its engines alone and over each whose service the
// configuration knows.
func (e Engines) Routers() (map[string]*translate.Router, error) {
	c, all, err := e.routing(slices.Concat(e.Config.EnginesUsed(), configured(e.Config.Engine)))
	if err != nil {
		return nil, err
	}
	routers := map[string]*translate.Router{"": translate.NewRouterWith(c)}
	for name, engine := range all {
		routers[name] = translate.NewRouterWith(translate.RouterConfig{Engines: []translate.Engine{engine}, Breakers: c.Breakers})
	}
	return routers, nil
}

// routing opens engines and returns how the configuration routes them.
func (e Engines) routing(names []string) (c translate.RouterConfig, all map[string]translate.Engine, err error) {
	all = map[string]translate.Engine{}
	for _, name := range names {
		if all[name] == nil {
			if all[name], err = e.open(name); err != nil {
				return c, nil, err
			}
		}
	}
	in := func(names []string) (out []translate.Engine) {
		for _, name := range names {
			out = append(out, all[name])
		}
		return out
	}
	c = translate.RouterConfig{
		Engines: in(e.Config.Engines), Second: e.Config.Second, Breakers: translate.NewBreakers(time.Now), Routes: map[string][]translate.Engine{},
	}
	for pair, list := range e.Config.Routes {
		c.Routes[pair] = in(config.SplitList(list))
	}
	return c, all, nil
}

// configured returns the engines whose services the configuration knows.
func configured(e config.Engine) []string {
	var names []string
	for name, service := range e.Keyed() {
		if service.Set() {
			names = append(names, name)
		}
	}
	if e.APy.URL != "" {
		names = append(names, "apy")
	}
	slices.Sort(names)
	return names
}

// open returns an engine by its name.
func (e Engines) open(name string) (translate.Engine, error) {
	c := e.Config.Engine
	switch name {
	case "bergamot":
		return bergamot.New(installed{e.Models}), nil
	case "apertium":
		return apertium.New(), nil
	case "apy":
		return e.remote(name, config.Keyed{Service: c.APy}, func(r remote.Config) (translate.Engine, error) { return apy.New(r) })
	case "libretranslate":
		return e.remote(name, c.LibreTranslate, func(r remote.Config) (translate.Engine, error) { return libretranslate.New(r) })
	case "deepl":
		return e.remote(name, c.DeepL, func(r remote.Config) (translate.Engine, error) { return deepl.New(r) })
	case "google":
		o := google.Options{Project: c.Google.Project, Location: c.Google.Location, Model: c.Google.Model, Glossary: c.Google.Glossary}
		return e.remote(name, c.Google.Keyed, func(r remote.Config) (translate.Engine, error) { return google.New(r, o) })
	case "azure":
		o := azure.Options{Region: c.Azure.Region, Category: c.Azure.Category}
		return e.remote(name, c.Azure.Keyed, func(r remote.Config) (translate.Engine, error) { return azure.New(r, o) })
	case "openai":
		o := openai.Options{Model: c.OpenAI.Model}
		return e.remote(name, c.OpenAI.Keyed, func(r remote.Config) (translate.Engine, error) { return openai.New(r, o) })
	default:
		return nil, fmt.Errorf("there is no engine %q (%s): %w", name, strings.Join(config.EngineNames(), ", "), domain.ErrInvalid)
	}
}

// installed shows the store of models to the embedded engine.
type installed struct{ store *registry.Store }

func (i installed) Find(from, to string) (dir, name string, err error) {
	model, err := i.store.Find(from, to)
	if err != nil {
		return "", "", err
	}
	name = model.Pair() + " " + model.Version
	if model.Architecture != "" {
		name = model.Pair() + " " + model.Architecture + " " + model.Version
	}
	return model.Dir, name, nil
}
