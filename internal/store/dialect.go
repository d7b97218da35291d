package store

import "strings"

// dialect holds what differs between the databases.
type dialect struct {
	name   string // also the directory of its migrations
	lock   string // waits until no other transaction holds the name $1; empty where there is one writer anyway
	search searchDialect

	// What Backup and Restore need to know of tables.
	columns        string              // table, column and type of all tables
	lastIdentifier string              // that the table $1 gave away
	setIdentifier  []string            // lets the table $1 go on after the identifier $2
	overriding     string              // lets an INSERT say identifiers
	deferred       string              // lets the transaction refer to rows that come later; empty where keys must be dropped for that
	references     string              // table, name and definition of all foreign keys, where they must be dropped
	text           func(string) string // text as the database can keep it
}

var (
	sqlite = dialect{
		name:   "sqlite",
		search: fts5,
		columns: `
			SELECT t.name, c.name, c.type FROM pragma_table_list t JOIN pragma_table_info(t.name) c
			WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY t.name, c.cid`,
		lastIdentifier: `SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = $1`,
		setIdentifier: []string{
			`DELETE FROM sqlite_sequence WHERE name = $1 AND seq <> $2`,
			`INSERT INTO sqlite_sequence (name, seq) SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = $1)`,
		},
		deferred: `PRAGMA defer_foreign_keys = 1`,
		text:     func(s string) string { return s },
	}
	postgres = dialect{
		name:   "postgres",
		lock:   `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`,
		search: tsvector,
		columns: `
			SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
			JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
			WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' ORDER BY c.table_name, c.ordinal_position`,
		lastIdentifier: `SELECT COALESCE(pg_sequence_last_value(CAST(pg_get_serial_sequence(CAST($1 AS TEXT), 'id') AS REGCLASS)), 0)`,
		setIdentifier:  []string{`SELECT setval(pg_get_serial_sequence(CAST($1 AS TEXT), 'id'), CAST($2 AS BIGINT))`},
		overriding:     `OVERRIDING SYSTEM VALUE`,
		references: `
			SELECT t.relname, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
			WHERE c.contype = 'f' AND c.connamespace = to_regnamespace(current_schema()) AND t.relname NOT LIKE 'river\_%'`,
		text: func(s string) string { return strings.ReplaceAll(s, "\x00", "") }, // it has none
	}
)
