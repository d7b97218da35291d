package queue

import (
	"context"
	"fmt"
)

// reclaimSQL takes up what a dead process left running, on Postgres the one of
// the name $1; and it leads no longer.
//
// River counts an attempt when it begins and notes an error when it fails: the
// difference is how often a job was killed. That says little about the job. It
// starts again at once, and a kill doesn't count as an attempt. But the job may
// be what killed the process: from the fourth time on it waits longer each time,
// up to a minute, and at the twentieth, after twelve minutes at least, it is
// given up.
var reclaimSQL = struct{ sqlite, postgres []string }{
	sqlite: []string{
		`UPDATE river_job SET state = 'discarded', finalized_at = datetime('now', 'subsec'),
			errors = jsonb_insert(COALESCE(errors, jsonb('[]')), '$[#]', jsonb_object(
				'at', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'attempt', attempt, 'error', 'its process died each time that it ran', 'trace', ''))
			WHERE state = 'running' AND attempt - COALESCE(json_array_length(errors), 0) >= 20`,
		`UPDATE river_job SET state = 'available', max_attempts = max_attempts + 1, scheduled_at =
			datetime('now', 'subsec', MIN(60, POWER(MAX(0, attempt - COALESCE(json_array_length(errors), 0) - 3), 2)) || ' seconds')
			WHERE state = 'running'`,
		`DELETE FROM river_leader`,
	},
	postgres: []string{
		`UPDATE river_job SET state = 'discarded', finalized_at = now(),
			errors = array_append(errors, jsonb_build_object(
				'at', now(), 'attempt', attempt, 'error', 'its process died each time that it ran', 'trace', ''))
			WHERE state = 'running' AND attempt - COALESCE(array_length(errors, 1), 0) >= 20 AND attempted_by[array_upper(attempted_by, 1)] = $1`,
		`UPDATE river_job SET state = 'available', max_attempts = max_attempts + 1, scheduled_at =
			now() + LEAST(60, POWER(GREATEST(0, attempt - COALESCE(array_length(errors, 1), 0) - 3), 2)) * INTERVAL '1 second'
			WHERE state = 'running' AND attempted_by[array_upper(attempted_by, 1)] = $1`,
		`DELETE FROM river_leader WHERE leader_id = $1`,
	},
}

func (q *Queue) reclaim(ctx context.Context, name string) error {
	if pool := q.store.Postgres(); pool != nil {
		for _, query := range reclaimSQL.postgres {
			if _, err := pool.Exec(ctx, query, name); err != nil {
				return fmt.Errorf("take up what a process that died left: %w", err)
			}
		}
		return nil
	}
	db, _ := q.store.SQLite()
	for _, query := range reclaimSQL.sqlite {
		if _, err := db.ExecContext(ctx, query); err != nil {
			return fmt.Errorf("take up what a process that died left: %w", err)
		}
	}
	return nil
}
