package queue

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Status counts the jobs by queue and state.
func (q *Queue) Status(ctx context.Context) ([]Count, error) {
	const query = `SELECT queue, CAST(state AS TEXT), COUNT(*) FROM river_job GROUP BY queue, state ORDER BY queue, 2`
	var all []Count
	var c Count
	if pool := q.store.Postgres(); pool != nil {
		rows, err := pool.Query(ctx, query)
		if err == nil {
			_, err = pgx.ForEachRow(rows, []any{&c.Queue, &c.State, &c.Jobs}, func() error {
				all = append(all, c)
				return nil
			})
		}
		if err != nil {
			return nil, fmt.Errorf("count the jobs: %w", err)
		}
		return all, nil
	}
	db, _ := q.store.SQLite()
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("count the jobs: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := rows.Scan(&c.Queue, &c.State, &c.Jobs); err != nil {
			return nil, fmt.Errorf("count the jobs: %w", err)
		}
		all = append(all, c)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("count the jobs: %w", err)
	}
	return all, nil
}
