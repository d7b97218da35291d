package app

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/dragoman-news/dragoman/internal/config"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/fetch"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/budget"
	"github.com/dragoman-news/dragoman/internal/translate/cache"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

// remote opens an engine that asks a service: with a way out to it, counted,
// within its budget, and with a cache before it.
func (e Engines) remote(name string, service config.Keyed, open func(remote.Config) (translate.Engine, error)) (translate.Engine, error) {
	key, err := service.Secret()
	if err != nil {
		return nil, fmt.Errorf("engine %s: %w", name, err)
	}
	client, err := e.client(service.Service)
	if err != nil {
		return nil, fmt.Errorf("engine %s: %w", name, err)
	}
	c := remote.Config{URL: service.URL, Key: key, Client: client, Now: time.Now, Timeout: service.Timeout}
	plan, err := planOf(service)
	if err != nil {
		return nil, fmt.Errorf("engine %s: %w", name, err)
	}
	switch {
	case e.Store != nil:
		c.Meter = budget.NewMeter(name, plan, book{e.Store}, time.Now, e.Logger)
	case service.Capped():
		return nil, fmt.Errorf("engine %s has a cap, and there is no database to count in: %w", name, domain.ErrInvalid)
	}
	engine, err := open(c)
	if told, ok := engine.(account); ok && err == nil && e.accounts != nil {
		e.accounts[name] = told
	}
	if err != nil || e.Store == nil || e.Config.Retention.Outputs == 0 {
		return engine, err
	}
	return cache.New(engine, cache.Config{Shelf: shelf{e.Store}, Age: e.Config.Retention.Outputs, Now: time.Now, Log: e.Logger}), nil
}

// client returns a way out for one service. The operator named its host: it may
// be a private one. It follows no redirect, which would take the key along.
func (e Engines) client(service config.Service) (*fetch.Client, error) {
	c := fetch.Config{UserAgent: userAgent(e.Config.Fetch, e.Version), Timeout: service.Timeout, StallTimeout: service.Timeout, MaxRedirects: -1}
	if u, err := url.Parse(service.URL); err == nil && u.Host != "" {
		c.AllowHosts = []string{u.Host}
	}
	return fetch.New(c, e.Logger)
}

// planOf returns what a service may cost.
func planOf(service config.Keyed) (p budget.Plan, err error) {
	for _, s := range []struct {
		to     *budget.Micros
		amount float64
	}{{&p.Price, service.Price}, {&p.Day, service.CapDay}, {&p.Month, service.CapMonth}} {
		if *s.to, err = budget.Amount(s.amount); err != nil {
			return p, err
		}
	}
	return p, p.Validate()
}

// book keeps the account of budgets in the store.
type book struct{ store *store.Store }

func (b book) Reserve(ctx context.Context, r budget.Request, allow func(day, month budget.Used) error) (id int64, err error) {
	used := func(s store.Spent) budget.Used {
		return budget.Used{Characters: s.Characters, Cost: budget.Micros(s.Micros)}
	}
	err = b.store.Write(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		id, err = tx.ReserveSpend(ctx, store.Reservation{
			Engine: r.Engine, Source: r.Source, Characters: r.Characters, Micros: int64(r.Cost), At: r.At,
		}, func(day, month store.Spent) error { return allow(used(day), used(month)) })
		return err
	})
	return id, err
}

func (b book) Settle(ctx context.Context, id int64, charged budget.Used) error {
	return b.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.SettleSpend(ctx, id, store.Spent{Characters: charged.Characters, Micros: int64(charged.Cost)})
	})
}

// shelf keeps engines' outputs in the store.
type shelf struct{ store *store.Store }

func (s shelf) Outputs(ctx context.Context, keys []string, since time.Time) (map[string][]byte, error) {
	return s.store.Outputs(ctx, keys, since)
}

func (s shelf) PutOutputs(ctx context.Context, outputs map[string][]byte, at time.Time) error {
	if len(outputs) == 0 {
		return nil
	}
	return s.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return tx.PutOutputs(ctx, outputs, at) })
}
