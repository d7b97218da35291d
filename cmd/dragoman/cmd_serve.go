package main

import (
	"context"
	"errors"
	"fmt"
	"net"

	"github.com/spf13/cobra"

	"github.com/dragoman-news/dragoman/internal/app"
	"github.com/dragoman-news/dragoman/internal/domain"
)

func newServe(p *program) *cobra.Command {
	var idle bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run the wire: poll, translate, publish, and serve the site",
		Long: "Run everything in one process until it is interrupted: sources are polled when they are due, what\n" +
			"is new is read, translated, checked and published, and the site is served at site.listen. On an\n" +
			"interruption, what is under way is finished or left for the next start; nothing is lost.\n\n" +
			"/healthz says that the process runs, /readyz that it can do its work; metrics for Prometheus are at\n" +
			"/metrics of admin.listen.",
		Example: "  dragoman serve\n  dragoman serve --listen 0.0.0.0:8080 --log-level debug\n  dragoman serve --no-work",
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.run(cmd, true, !idle) },
	}
	cmd.Flags().Var(settingFlag{p, "site.listen"}, "listen", "`address` that the site is served at")
	cmd.Flags().BoolVar(&idle, "no-work", false, "serve the site only: another process polls and translates")
	return cmd
}

func newWork(p *program) *cobra.Command {
	return &cobra.Command{
		Use:   "work",
		Short: "Poll, translate and publish, without serving the site",
		Long: "Poll, read, translate and publish until it is interrupted, as dragoman serve does, without serving\n" +
			"the site. On Postgres several machines may work, each with its own work.name; with work.net,\n" +
			"work.cpu or work.publish 0 a machine leaves that kind of work to others. An SQLite database has one\n" +
			"process that works.",
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.run(cmd, false, true) },
	}
}

func (p *program) run(cmd *cobra.Command, site, work bool) error {
	ctx := cmd.Context()
	level, err := p.cfg.Log.SlogLevel()
	if err != nil {
		return err
	}
	log := app.NewLogger(cmd.ErrOrStderr(), level)
	if p.verbose {
		log = p.logger(cmd.ErrOrStderr())
	}
	roles := app.Roles{Work: work}
	if site {
		if roles.Site, err = listen(ctx, "site.listen", p.cfg.Site.Listen); err != nil {
			return err
		}
		p.cfg.Site.Listen = roles.Site.Addr().String() // a port 0 has become one
	}
	if p.cfg.Admin.Listen != "" {
		if roles.Admin, err = listen(ctx, "admin.listen", p.cfg.Admin.Listen); err != nil {
			return err
		}
	}
	return p.opened(cmd, app.Options{Logger: log, Create: true}, func(a *app.App) error {
		if err := a.Run(ctx, roles); !errors.Is(err, context.Canceled) {
			return err
		}
		return nil
	})
}

func listen(ctx context.Context, setting, address string) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("setting %s: %w: %w", setting, err, domain.ErrInvalid)
	}
	return listener, nil
}
