package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/budget"
)

// Forecast is what translating all that waits would cost.
type Forecast struct {
	Translations int
	Characters   int64
	Engines      []EngineForecast // the services that have a price, by name
}

// EngineForecast is what an engine would cost, and what is left of its caps.
// Amounts are written for people; empty where there is no cap.
type EngineForecast struct {
	Name               string
	Cost               string
	LeftDay, LeftMonth string
}

// forecastPage is how many rows are read at once.
const forecastPage = 100

// Forecast adds up what waits to be translated for an edition, or for all for "",
// and what each service with a price would want for it. It asks no service.
func (a *App) Forecast(ctx context.Context, edition string) (f Forecast, err error) {
	if edition != "" {
		if _, err := a.Store.Edition(ctx, edition); err != nil {
			return f, err
		}
	}
	count := func(version int64) error {
		v, err := a.Store.Version(ctx, version)
		if err == nil {
			f.Translations++
			f.Characters += int64(translate.Characters(v.Content))
		}
		return err
	}
	if err := errors.Join(a.eachUntranslated(ctx, edition, count), a.eachWaiting(ctx, edition, count)); err != nil {
		return f, fmt.Errorf("add up what waits: %w", err)
	}
	services := a.Config.Engine.Keyed()
	for _, name := range slices.Sorted(maps.Keys(services)) {
		if services[name].Price == 0 {
			continue
		}
		plan, err := planOf(services[name])
		if err != nil {
			return f, err
		}
		day, month, err := a.Store.Spent(ctx, name, time.Now())
		if err != nil {
			return f, err
		}
		f.Engines = append(f.Engines, EngineForecast{
			Name: name, Cost: plan.Cost(f.Characters).String(), LeftDay: left(plan.Day, day.Micros), LeftMonth: left(plan.Month, month.Micros),
		})
	}
	return f, nil
}

func left(limit budget.Micros, used int64) string {
	if limit == 0 {
		return ""
	}
	return max(limit-budget.Micros(used), 0).String()
}

// eachUntranslated visits the versions that have no translation at all.
func (a *App) eachUntranslated(ctx context.Context, edition string, visit func(version int64) error) error {
	for after := int64(0); ; {
		missing, err := a.Store.UntranslatedVersions(ctx, after, forecastPage)
		if err != nil || len(missing) == 0 {
			return err
		}
		for _, m := range missing {
			after = m.Version
			if edition == "" || m.Edition == edition {
				if err := visit(m.Version); err != nil {
					return err
				}
			}
		}
	}
}

// eachWaiting visits the versions whose translation waits for an engine.
func (a *App) eachWaiting(ctx context.Context, edition string, visit func(version int64) error) error {
	for after := int64(0); ; {
		lines, err := a.Store.Articles(ctx, store.ArticleFilter{Status: domain.StatusWaiting, Edition: edition, After: after, Limit: forecastPage})
		if err != nil || len(lines) == 0 {
			return err
		}
		for _, line := range lines {
			after = line.ID
			all, err := a.Store.TranslationsOf(ctx, line.ID)
			if err != nil {
				return err
			}
			for _, e := range all {
				if e.Status == domain.StatusWaiting && (edition == "" || e.Edition == edition) {
					if err := visit(e.Version); err != nil {
						return err
					}
				}
			}
		}
	}
}

// Cost writes millionths of a currency for people.
func Cost(micros int64) string { return budget.Micros(micros).String() }

// Accounts returns a line for each service that tells how much of its quota is
// used.
func (a *App) Accounts(ctx context.Context) []string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(a.accounts)) {
		used, limit, err := a.accounts[name].Usage(ctx)
		if err != nil {
			lines = append(lines, fmt.Sprintf("%s does not tell its account: %v", name, err))
			continue
		}
		lines = append(lines, fmt.Sprintf("%s's own account: %d of %d characters of this billing period", name, used, limit))
	}
	return lines
}

// account is an engine whose service tells how much of its quota is used.
type account interface {
	Usage(ctx context.Context) (used, limit int64, err error)
}
