package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/store"
)

// with runs f on what the configuration names: database, client, engines.
func (p *program) with(cmd *cobra.Command, f func(a *app.App) error) (err error) {
	return p.opened(cmd, app.Options{Logger: p.logger(cmd.ErrOrStderr())}, f)
}

// opened is with for options whose Config, Client and Version it fills in.
func (p *program) opened(cmd *cobra.Command, o app.Options, f func(a *app.App) error) (err error) {
	o.Config, o.Version = p.cfg, version()
	if o.Client, err = app.NewClient(p.cfg.Fetch, o.Version, o.Logger); err != nil {
		return err
	}
	a, err := app.Open(cmd.Context(), o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	return f(a)
}

// write runs f in a transaction of the database.
func (p *program) write(cmd *cobra.Command, f func(ctx context.Context, tx *store.Tx) error) error {
	return p.with(cmd, func(a *app.App) error { return a.Store.Write(cmd.Context(), f) })
}
