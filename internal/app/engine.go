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

// NewRouter returns a router over the named engines, the preferred one first.
func NewRouter(models *registry.Store, names []string) (*translate.Router, error) {
	var engines []translate.Engine
	for _, name := range names {
		switch name {
		case "bergamot":
			engines = append(engines, bergamot.New(installed{models}))
		case "apertium":
			engines = append(engines, apertium.New())
		default:
			return nil, fmt.Errorf("there is no engine %q (bergamot, apertium): %w", name, domain.ErrInvalid)
		}
	}
	return translate.NewRouter(engines...), nil
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
