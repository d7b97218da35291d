package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Spend is what an engine was given on one day for one source.
type Spend struct {
	Engine     string
	Day        time.Time // midnight, UTC
	Source     int64     // 0 where it was for none
	Characters int64
	Requests   int64
	Micros     int64 // millionths of the currency that the engine is paid in
}

// Reservation is what a request will be charged at most.
type Reservation struct {
	Engine     string
	Source     int64
	Characters int64
	Micros     int64
	At         time.Time
}

// Spent is a sum, of what is reserved as well.
type Spent struct{ Characters, Micros int64 }

func dayOf(at time.Time) time.Time { return at.UTC().Truncate(24 * time.Hour) }

func monthOf(at time.Time) time.Time {
	year, month, _ := at.UTC().Date()
	return time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
}

// Spent returns what an engine has used on the day of a time and in its month,
// both in UTC.
func (r Reader) Spent(ctx context.Context, engine string, at time.Time) (day, month Spent, err error) {
	first := monthOf(at)
	err = r.row(ctx, `
		SELECT COALESCE(SUM(CASE WHEN day = $1 THEN characters ELSE 0 END), 0), COALESCE(SUM(CASE WHEN day = $1 THEN micros ELSE 0 END), 0),
			COALESCE(SUM(characters), 0), COALESCE(SUM(micros), 0)
		FROM (
			SELECT day, characters, micros FROM spend WHERE engine = $2 AND day >= $3 AND day < $4
			UNION ALL
			SELECT day, characters, micros FROM spend_open WHERE engine = $2 AND day >= $3 AND day < $4
		) AS used`, micros(dayOf(at)), engine, micros(first), micros(first.AddDate(0, 1, 0))).
		Scan(&day.Characters, &day.Micros, &month.Characters, &month.Micros)
	return day, month, failed(err, "what engine %s has used", engine)
}

// ReserveSpend sets aside what a request will be charged, if allow agrees, which
// is given what the engine has used already on that day and in that month. No
// other reservation for the engine comes between. Its error is returned as it is.
func (t *Tx) ReserveSpend(ctx context.Context, r Reservation, allow func(day, month Spent) error) (id int64, err error) {
	if r.Engine == "" || r.Characters < 0 || r.Micros < 0 {
		return 0, fmt.Errorf("reserve %d characters for engine %q: %w", r.Characters, r.Engine, domain.ErrInvalid)
	}
	if err := t.lock(ctx, "spend "+r.Engine); err != nil {
		return 0, failed(err, "reserve for engine %s", r.Engine)
	}
	day, month, err := t.Spent(ctx, r.Engine, r.At)
	if err != nil {
		return 0, err
	}
	if err := allow(day, month); err != nil {
		return 0, err
	}
	err = t.row(ctx, `
		INSERT INTO spend_open (engine, day, source_id, characters, micros, made) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
		r.Engine, micros(dayOf(r.At)), r.Source, r.Characters, r.Micros, micros(r.At)).Scan(&id)
	return id, failed(err, "reserve for engine %s", r.Engine)
}

// SettleSpend ends a reservation with what the request was charged. One that is
// ended already stays as it is.
func (t *Tx) SettleSpend(ctx context.Context, id int64, charged Spent) error {
	var s Spend
	err := t.row(ctx, `DELETE FROM spend_open WHERE id = $1 RETURNING engine, day, source_id`, id).Scan(&s.Engine, instant{&s.Day}, &s.Source)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		s.Characters, s.Micros, s.Requests = charged.Characters, charged.Micros, 1
		err = t.addSpend(ctx, s)
	}
	return failed(err, "settle a reservation")
}

func (t *Tx) addSpend(ctx context.Context, s Spend) error {
	return t.exec(ctx, `
		INSERT INTO spend (engine, day, source_id, characters, requests, micros) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (engine, day, source_id) DO UPDATE SET characters = spend.characters + excluded.characters,
			requests = spend.requests + excluded.requests, micros = spend.micros + excluded.micros`,
		s.Engine, micros(s.Day), s.Source, s.Characters, s.Requests, s.Micros)
}

// SettleSpendBefore ends the reservations that were made before a time, which
// dead processes left, as charged in full, and returns how many.
func (t *Tx) SettleSpendBefore(ctx context.Context, before time.Time) (int, error) {
	type open struct {
		id int64
		Spent
	}
	left, err := list(ctx, t.Reader, func(row scanner) (o open, err error) {
		return o, row.Scan(&o.id, &o.Characters, &o.Micros)
	}, `SELECT id, characters, micros FROM spend_open WHERE made < $1 ORDER BY id`, micros(before))
	if err != nil {
		return 0, failed(err, "settle what is left")
	}
	for _, o := range left {
		if err := t.SettleSpend(ctx, o.id, o.Spent); err != nil {
			return 0, err
		}
	}
	return len(left), nil
}

// Spending returns what engines were given in [from, until), by day, engine
// and source, the latest day first. What is reserved isn't in it.
func (r Reader) Spending(ctx context.Context, from, until time.Time) ([]Spend, error) {
	all, err := list(ctx, r, func(row scanner) (s Spend, err error) {
		return s, row.Scan(&s.Engine, instant{&s.Day}, &s.Source, &s.Characters, &s.Requests, &s.Micros)
	}, `SELECT engine, day, source_id, characters, requests, micros FROM spend WHERE day >= $1 AND day < $2 ORDER BY day DESC, engine, source_id`,
		micros(from), micros(until))
	return all, failed(err, "spending")
}
