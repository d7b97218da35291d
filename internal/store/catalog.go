package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// table is a table as the database describes it. Backup and Restore know
// tables by this alone, so that new ones need nothing more. The first column
// is the key or its beginning.
type table struct {
	Name    string   `json:"name"`
	Columns []column `json:"columns"`
	Next    int64    `json:"next,omitempty"` // the last identifier that was given away
}

type column struct {
	Name string `json:"name"`
	Kind kind   `json:"kind"`
}

// kind is what a column holds, on either database.
type kind string

const (
	kindInt   kind = "int"
	kindText  kind = "text"
	kindBool  kind = "bool"
	kindBytes kind = "bytes"
	kindFloat kind = "float"
)

// kinds tells kinds by the types' names in both databases.
var kinds = map[string]kind{
	"bigint": kindInt, "integer": kindInt, "text": kindText, "boolean": kindBool, "blob": kindBytes, "bytea": kindBytes,
	"real": kindFloat, "double precision": kindFloat,
}

// derived are tables that follow from others: triggers keep tally, restoring
// makes search anew, engines can be asked for their outputs again.
var derived = []string{"schema_version", "search", "tally", "engine_output"}

// tables returns the tables that hold content, by name. The queue's are its own.
func (r Reader) tables(ctx context.Context) ([]table, error) {
	var all []table
	_, err := list(ctx, r, func(row scanner) (none struct{}, err error) {
		var name, column, typ string
		if err := row.Scan(&name, &column, &typ); err != nil {
			return none, err
		}
		return none, addColumn(&all, name, column, typ)
	}, r.dialect.columns)
	return all, err
}

func addColumn(all *[]table, name, of, typ string) error {
	switch {
	case slices.Contains(derived, name) || strings.HasPrefix(name, "river_"):
		return nil
	case kinds[strings.ToLower(typ)] == "":
		return fmt.Errorf("%s.%s has the type %s, which can't be backed up", name, of, typ)
	case len(*all) == 0 || (*all)[len(*all)-1].Name != name:
		*all = append(*all, table{Name: name})
	}
	last := &(*all)[len(*all)-1]
	last.Columns = append(last.Columns, column{Name: of, Kind: kinds[strings.ToLower(typ)]})
	return nil
}

// names returns the columns' names as SQL lists them.
func (t table) names() string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = `"` + c.Name + `"`
	}
	return strings.Join(names, ", ")
}
