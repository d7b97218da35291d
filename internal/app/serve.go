package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"
)

// Roles says what a process does.
type Roles struct {
	Site  net.Listener // the readers' site is served there; nil serves none
	Admin net.Listener // metrics are served there; nil serves none
	Work  bool         // sources are polled and jobs worked
}

// The limits of the servers. A page is small and made in milliseconds; who
// needs longer to ask for it or to take it is no reader.
const (
	headerTimeout  = 10 * time.Second
	readTimeout    = 30 * time.Second
	writeTimeout   = 60 * time.Second
	idleTimeout    = 2 * time.Minute
	maxHeaderBytes = 32 << 10
	closeTimeout   = 10 * time.Second // for answers under way when the end is asked for
)

// Run does what the roles say until ctx ends, then finishes what is under way
// and returns nil. When one part fails, the others are stopped and the reason is
// returned.
func (a *App) Run(ctx context.Context, roles Roles) error {
	work := WorkNothing
	if roles.Work {
		work = WorkAlways
	}
	wire, err := a.Wire(ctx, work)
	if err != nil {
		return err
	}
	a.metrics.registry.MustRegister(stock{a.Store, wire.Queue, a.pages})
	health := &health{store: a.Store, work: roles.Work}
	group, ctx := errgroup.WithContext(ctx)
	if roles.Site != nil {
		site := a.siteHandler(wire, health)
		a.log.InfoContext(ctx, "serving the site", "address", a.Addresses.Base, "listen", roles.Site.Addr().String())
		group.Go(func() error { return a.serve(ctx, roles.Site, site) })
	}
	if roles.Admin != nil {
		a.log.InfoContext(ctx, "serving metrics", "listen", roles.Admin.Addr().String())
		group.Go(func() error { return a.serve(ctx, roles.Admin, a.adminHandler(health)) })
	}
	if roles.Work {
		a.log.InfoContext(ctx, "working", "parallel", a.parallel())
		group.Go(func() error {
			health.working.Store(true)
			defer health.working.Store(false)
			return wire.Queue.Run(ctx)
		})
	}
	err = group.Wait()
	a.log.InfoContext(context.WithoutCancel(ctx), "stopped")
	return err
}

// serve answers requests until ctx ends.
func (a *App) serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeaderBytes, ErrorLog: slog.NewLogLogger(a.log.Handler(), slog.LevelWarn),
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) }, // answers under way are finished
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	if err := server.Shutdown(closing); errors.Is(err, context.DeadlineExceeded) {
		return server.Close()
	} else if err != nil {
		return fmt.Errorf("stop serving %s: %w", listener.Addr(), err)
	}
	return nil
}
