// Package app puts the parts together: it opens the database, the client to
// the network, the engines, the queue and its stages, and serves the site. No
// other package knows them all.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/dragoman-news/dragoman/internal/config"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/memory"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/registry"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/web/cache"
)

// Options says what Open is to open.
type Options struct {
	Config  config.Config
	Client  *fetch.Client
	Version string // of the program
	Logger  *slog.Logger
	// Create makes an SQLite database that isn't there. Without it, its absence
	// is domain.ErrNotFound: a mistyped path should not look like an empty wire.
	Create bool
}

// App is Dragoman with its database open.
type App struct {
	Config    config.Config
	Version   string
	Store     *store.Store
	Client    *fetch.Client
	Models    *registry.Store
	Addresses publish.Addresses

	log      *slog.Logger
	metrics  *metrics
	pages    *cache.Cache // in front of the site
	routers  map[string]*translate.Router
	accounts map[string]account // engines whose services tell what is used
}

// Open opens what the configuration names. The caller closes it.
func Open(ctx context.Context, o Options) (*App, error) {
	a := &App{
		Config: o.Config, Version: o.Version, Client: o.Client, log: o.Logger,
		Addresses: publish.Addresses{Base: siteAddress(o.Config.Site)}, metrics: newMetrics(o.Version),
	}
	var err error
	if a.Models, err = OpenModels(o.Config, o.Client); err != nil {
		return nil, err
	}
	if o.Create {
		a.warnOfNewDatabase()
	}
	a.Store, err = OpenStore(ctx, o.Config, o.Create)
	if err != nil {
		return nil, err
	}
	if err := a.Store.RekeyMemory(ctx, memory.KeysOf); err != nil {
		return nil, errors.Join(err, a.Store.Close())
	}
	engines := Engines{Config: o.Config, Models: a.Models, Version: o.Version, Logger: o.Logger, Store: a.Store, accounts: map[string]account{}}
	if a.routers, err = engines.Routers(); err != nil {
		return nil, errors.Join(err, a.Store.Close())
	}
	a.accounts = engines.accounts
	a.pages = cache.New(a.site(a.Addresses, false), cache.Config{Generation: a.Store.EditionChanged})
	return a, nil
}

// Close lets go of the database and of connections.
func (a *App) Close() error {
	a.Client.Close()
	return a.Store.Close()
}

// Router returns the way to an engine by its name, or to all that are
// configured for "". An engine that isn't there is domain.ErrNotFound.
func (a *App) Router(engine string) (*translate.Router, error) {
	if r := a.routers[engine]; r != nil {
		return r, nil
	}
	return nil, fmt.Errorf("there is no engine %q; configured are %s: %w", engine, strings.Join(a.Config.Engines, ", "), domain.ErrNotFound)
}

// LackingEngines returns, for each edition that a source goes into and that no
// engine can translate it for, what is lacking and what to do about it. Of a
// source whose language isn't known yet it says nothing.
func (a *App) LackingEngines(ctx context.Context, s domain.Source) []error {
	if s.Lang == "" {
		return nil
	}
	var lacking []error
	for _, id := range s.Editions {
		e, err := a.Store.Edition(ctx, id)
		if err != nil {
			lacking = append(lacking, err)
			continue
		}
		if lang.Base(s.Lang) == lang.Base(e.Lang) {
			continue
		}
		_, err = a.way(ctx, s, e)
		if err != nil {
			lacking = append(lacking, err)
		}
	}
	return lacking
}

// warnOfNewDatabase tells that OpenStore is about to make an SQLite database:
// it may have been looked for in the wrong place.
func (a *App) warnOfNewDatabase() {
	address, err := a.Config.DatabaseAddress(os.Getenv)
	if err != nil || strings.Contains(address, "://") {
		return
	}
	if _, err := os.Stat(address); errors.Is(err, os.ErrNotExist) {
		a.log.Warn("there was no database, an empty one is made", "path", address)
	}
}

// OpenStore opens the database that the configuration names; see Options.Create.
func OpenStore(ctx context.Context, c config.Config, create bool) (*store.Store, error) {
	address, err := c.DatabaseAddress(os.Getenv)
	if err != nil {
		return nil, err
	}
	if strings.Contains(address, "://") {
		return store.Open(ctx, address)
	}
	_, err = os.Stat(address)
	switch {
	case err == nil:
	case !errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("open the database: %w", err)
	case !create:
		return nil, fmt.Errorf("there is no database %s yet: make it with dragoman init: %w", address, domain.ErrNotFound)
	default:
		if err := MakeDatabaseDir(address); err != nil {
			return nil, err
		}
	}
	return store.Open(ctx, address)
}

// MakeDatabaseDir makes the directory of an SQLite database.
func MakeDatabaseDir(address string) error {
	if strings.Contains(address, "://") {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(address), 0o755); err != nil {
		return fmt.Errorf("make the data directory: %w", err)
	}
	return nil
}

// siteAddress returns the site's public address, or where it is served on this
// machine.
func siteAddress(s config.Site) string {
	if s.Address != "" {
		return strings.TrimRight(s.Address, "/")
	}
	host, port, err := net.SplitHostPort(s.Listen)
	if err != nil || host == "" || net.ParseIP(host).IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}
