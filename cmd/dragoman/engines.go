package main

import (
	"fmt"
	"io"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/registry"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/apertium"
	"github.com/dragoman-news/dragoman/internal/translate/engine/bergamot"
)

// router returns a router over the named engines, the preferred one first.
func (p *program) router(w io.Writer, names []string) (*translate.Router, error) {
	var engines []translate.Engine
	for _, name := range names {
		switch name {
		case "bergamot":
			store, err := p.models(w)
			if err != nil {
				return nil, err
			}
			engines = append(engines, bergamot.New(installed{store}))
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
