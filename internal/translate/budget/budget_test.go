package budget_test

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/budget"
)

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

func TestCost(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		price      float64
		characters int64
		want       budget.Micros
		shown      string
	}{
		{20, 0, 0, "0.00"},
		{20, 1, 20, "0.000020"},
		{20, 1_000_000, 20_000_000, "20.00"},
		{20, 1234, 24_680, "0.03"},
		{0.5, 1, 1, "0.000001"},
		{25.25, 3_000_001, 75_750_026, "75.76"},
		{0, 1_000_000, 0, "0.00"},
		{1e6, 4_000_000_000, 4_000_000_000_000_000, "4000000000.00"},
	} {
		price, err := budget.Amount(test.price)
		if err != nil {
			t.Fatal(err)
		}
		if got := (budget.Plan{Price: price}).Cost(test.characters); got != test.want || got.String() != test.shown {
			t.Errorf("%d characters at %v cost %d (%s), want %d (%s)", test.characters, test.price, got, got, test.want, test.shown)
		}
	}
	for _, bad := range []float64{-1, math.NaN(), math.Inf(1), 1e6 + 1} {
		if _, err := budget.Amount(bad); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%v: %v", bad, err)
		}
	}
	if err := (budget.Plan{Day: 1}).Validate(); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("a cap without a price: %v", err)
	}
}

func TestAllow(t *testing.T) {
	t.Parallel()
	plan := budget.Plan{Price: 20e6, Day: 5e6, Month: 50e6}
	for _, test := range []struct {
		name       string
		cost       budget.Micros
		day, month budget.Micros
		says       string
		wait       time.Duration
	}{
		{"nothing used", 5e6, 0, 0, "", 0},
		{"just within the day", 1, 5e6 - 1, 5e6, "", 0},
		{"a millionth too much", 2, 5e6 - 1, 5e6, "waits until 2026-12-01 00:00 UTC, or until the setting engine.deepl.cap_day", 12 * time.Hour},
		{"the month", 1, 0, 50e6, "engine.deepl.cap_month", 12 * time.Hour},
		{"more than the cap", 6e6, 0, 0, "more than all of the cap; raise the setting engine.deepl.cap_day", 12 * time.Hour},
	} {
		err := plan.Allow("deepl", test.cost, noon, budget.Used{Cost: test.day}, budget.Used{Cost: test.month})
		if test.says == "" {
			if err != nil {
				t.Errorf("%s: %v", test.name, err)
			}
			continue
		}
		if !errors.Is(err, translate.ErrQuota) || !errors.Is(err, domain.ErrRateLimited) || !strings.Contains(err.Error(), test.says) || translate.RetryAfter(err) != test.wait {
			t.Errorf("%s: %v, wait %s", test.name, err, translate.RetryAfter(err))
		}
	}
	december := time.Date(2026, 12, 31, 23, 0, 0, 0, time.FixedZone("", 3600))
	err := plan.Allow("deepl", 1, december, budget.Used{}, budget.Used{Cost: 50e6})
	if e, ok := errors.AsType[*budget.Exceeded](err); !ok || !e.Until.Equal(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("at the end of the year: %v", err)
	}
	if err := (budget.Plan{}).Allow("apy", 0, noon, budget.Used{}, budget.Used{}); err != nil {
		t.Errorf("without a plan: %v", err)
	}
}

// book is an account in memory.
type book struct {
	mu       sync.Mutex
	requests []budget.Request
	settled  map[int64]budget.Used
	broken   error
}

func (b *book) Reserve(_ context.Context, r budget.Request, allow func(day, month budget.Used) error) (int64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var used budget.Used
	for i, earlier := range b.requests {
		if s, ok := b.settled[int64(i)]; ok {
			used.Cost += s.Cost
		} else {
			used.Cost += earlier.Cost
		}
	}
	if err := allow(used, used); err != nil {
		return 0, err
	}
	b.requests = append(b.requests, r)
	return int64(len(b.requests) - 1), nil
}

func (b *book) Settle(ctx context.Context, id int64, charged budget.Used) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if ctx.Err() != nil || b.broken != nil {
		return errors.Join(ctx.Err(), b.broken)
	}
	b.settled[id] = charged
	return nil
}

func TestMeter(t *testing.T) {
	t.Parallel()
	b := &book{settled: map[int64]budget.Used{}}
	var log strings.Builder
	m := budget.NewMeter("deepl", budget.Plan{Price: 20e6, Day: 4000}, b, func() time.Time { return noon }, slog.New(slog.NewTextHandler(&log, nil)))
	ctx, cancel := context.WithCancel(budget.WithSource(t.Context(), 7))
	settle, err := m.Reserve(ctx, 150)
	if err != nil || b.requests[0] != (budget.Request{Engine: "deepl", Source: 7, Characters: 150, Cost: 3000, At: noon}) {
		t.Fatalf("%v %+v", err, b.requests)
	}
	if _, err := m.Reserve(ctx, 100); !errors.Is(err, translate.ErrQuota) || len(b.requests) != 1 {
		t.Errorf("beyond the cap: %v, %d requests", err, len(b.requests))
	}
	cancel() // what was sent is settled all the same
	settle(0)
	if b.settled[0] != (budget.Used{}) || len(b.settled) != 1 {
		t.Errorf("settled %+v", b.settled)
	}
	settle, err = m.Reserve(t.Context(), 200)
	if err != nil || b.requests[1].Source != 0 {
		t.Fatalf("%v %+v", err, b.requests)
	}
	b.broken = errors.New("disk full")
	settle(200)
	if _, err := m.Reserve(t.Context(), 1); !errors.Is(err, translate.ErrQuota) || !strings.Contains(log.String(), "disk full") {
		t.Errorf("what could not be settled must count: %v, %s", err, log.String())
	}
}
