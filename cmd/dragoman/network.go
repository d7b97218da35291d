package main

import (
	"errors"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// client returns the program's one way out to the network. Log lines go to w
// when the user asked for them.
func (p *program) client(w io.Writer) (client *fetch.Client, err error) {
	if p.fetcher == nil {
		p.fetcher, err = app.NewClient(p.cfg.Fetch, version(), p.logger(w))
	}
	return p.fetcher, err
}

// router returns a router over the engines of the configuration, or over the
// named ones, the preferred one first. The caller calls done when it has no more use for it.
func (p *program) router(cmd *cobra.Command, names []string) (r *translate.Router, done func() error, err error) {
	e := app.Engines{Config: p.cfg, Version: version(), Logger: p.logger(cmd.ErrOrStderr())}
	if len(names) > 0 {
		e.Config.Engines, e.Config.Routes = names, nil
	}
	if e.Models, err = p.models(cmd.ErrOrStderr()); err != nil {
		return nil, nil, err
	}
	done = func() error { return nil }
	if p.capped(e.Config.EnginesUsed()) {
		if e.Store, err = app.OpenStore(cmd.Context(), p.cfg, true); err != nil {
			return nil, nil, err
		}
		done = e.Store.Close
	}
	if r, err = e.Router(); err != nil {
		return nil, nil, errors.Join(err, done())
	}
	return r, done, nil
}

// capped reports whether one of the engines must not cost more than a limit, so
// that what it costs has to be counted.
func (p *program) capped(names []string) bool {
	services := p.cfg.Engine.Keyed()
	return slices.ContainsFunc(names, func(name string) bool { return services[name].Capped() })
}
