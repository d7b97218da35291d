// Package budget says what engines that cost money may be given: prices, caps
// that are never crossed, and an account of what was sent.
package budget

import (
	"fmt"
	"math"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// Micros is an amount in millionths of the currency that an engine is paid in.
type Micros int64

// maxAmount bounds what an operator can set: prices times characters stay
// within an int64.
const maxAmount = 1e6

// Amount returns an amount of the currency. Below zero, not a number or beyond
// a million is domain.ErrInvalid.
func Amount(units float64) (Micros, error) {
	if math.IsNaN(units) || units < 0 || units > maxAmount {
		return 0, fmt.Errorf("amount %v is not between 0 and %.0f: %w", units, maxAmount, domain.ErrInvalid)
	}
	return Micros(math.Round(units * 1e6)), nil
}

// String returns the amount in units with at least two decimals, rounded up.
func (m Micros) String() string {
	if m != 0 && m < 10_000 {
		return fmt.Sprintf("%.6f", float64(m)/1e6)
	}
	return fmt.Sprintf("%.2f", math.Ceil(float64(m)/1e4)/100)
}

// Plan is what an operator allows an engine.
type Plan struct {
	Price Micros // of a million characters; 0 where nothing is paid
	Day   Micros // cap for each day in UTC; 0 is none
	Month Micros // cap for each month in UTC; 0 is none
}

// Validate refuses a cap that would never bind.
func (p Plan) Validate() error {
	if p.Price == 0 && (p.Day != 0 || p.Month != 0) {
		return fmt.Errorf("a cap needs a price: %w", domain.ErrInvalid)
	}
	return nil
}

// Cost returns what characters cost, rounded up.
func (p Plan) Cost(characters int64) Micros {
	const million = 1_000_000
	whole, rest := characters/million, characters%million
	return Micros(whole)*p.Price + (Micros(rest)*p.Price+million-1)/million
}

// Used is what an engine was given within a day or a month, what is on its way
// included.
type Used struct {
	Characters int64
	Cost       Micros
}

// Allow returns nil where a cost fits into what is left of the caps, else an
// *Exceeded.
func (p Plan) Allow(engine string, cost Micros, at time.Time, day, month Used) error {
	at = at.UTC()
	midnight := at.Truncate(24 * time.Hour)
	if p.Month > 0 && month.Cost+cost > p.Month {
		year, m, _ := at.Date()
		next := time.Date(year, m+1, 1, 0, 0, 0, 0, time.UTC)
		return &Exceeded{Engine: engine, Period: "month", Cap: p.Month, Used: month.Cost, Cost: cost, At: at, Until: next}
	}
	if p.Day > 0 && day.Cost+cost > p.Day {
		return &Exceeded{Engine: engine, Period: "day", Cap: p.Day, Used: day.Cost, Cost: cost, At: at, Until: midnight.Add(24 * time.Hour)}
	}
	return nil
}

// Exceeded says that a request was not sent because it would have crossed a
// cap. It belongs to translate.ErrQuota.
type Exceeded struct {
	Engine string
	Period string // "day" or "month"
	Cap    Micros
	Used   Micros
	Cost   Micros // of the request
	At     time.Time
	Until  time.Time // when the next period begins
}

func (e *Exceeded) Error() string {
	text := fmt.Sprintf("engine %s: %s of the %s that it may cost a %s are used up or on their way, and this request costs %s",
		e.Engine, e.Used, e.Cap, e.Period, e.Cost)
	if e.Cost > e.Cap {
		return text + fmt.Sprintf(": more than all of the cap; raise the setting engine.%s.cap_%s", e.Engine, e.Period)
	}
	return text + fmt.Sprintf("; it waits until %s, or until the setting engine.%s.cap_%s is raised", e.Until.Format("2006-01-02 15:04 UTC"), e.Engine, e.Period)
}

// Unwrap returns translate.ErrQuota.
func (e *Exceeded) Unwrap() error { return translate.ErrQuota }

// RetryAfter returns the time until the next period; see translate.RetryAfter.
func (e *Exceeded) RetryAfter() time.Duration { return max(e.Until.Sub(e.At), 0) }
