package app

import (
	"fmt"
	"os"

	"github.com/dragoman-news/dragoman/internal/config"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/registry"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/apertium"
	"github.com/dragoman-news/dragoman/internal/translate/engine/bergamot"
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

// openEngine returns an engine by its name.
func openEngine(models *registry.Store, name string) (translate.Engine, error) {
	switch name {
	case "bergamot":
		return bergamot.New(installed{models}), nil
	case "apertium":
		return apertium.New(), nil
	default:
		return nil, fmt.Errorf("there is no engine %q (bergamot, apertium): %w", name, domain.ErrInvalid)
	}
}

// NewRouters returns a router over the named engines, the preferred one first,
// under the name "", and one over each of them alone under its name.
func NewRouters(models *registry.Store, names []string) (map[string]*translate.Router, error) {
	routers := map[string]*translate.Router{}
	var engines []translate.Engine
	for _, name := range names {
		engine, err := openEngine(models, name)
		if err != nil {
			return nil, err
		}
		engines = append(engines, engine)
		routers[name] = translate.NewRouter(engine)
	}
	routers[""] = translate.NewRouter(engines...)
	return routers, nil
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
