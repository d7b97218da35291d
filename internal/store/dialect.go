package store

// dialect holds what differs between the databases.
type dialect struct {
	name   string // also the directory of its migrations
	lock   string // waits until no other transaction holds the name $1; empty where there is one writer anyway
	search searchDialect
}

var (
	sqlite = dialect{
		name:   "sqlite",
		search: fts5,
	}
	postgres = dialect{
		name:   "postgres",
		lock:   `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`,
		search: tsvector,
	}
)
