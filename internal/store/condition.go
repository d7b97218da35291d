package store

import (
	"strconv"
	"strings"
	"time"
)

// condition is a WHERE clause whose parts depend on what is asked for. Its
// text never holds a value, only placeholders.
type condition struct {
	parts []string
	args  []any
}

// and adds a part in which each question mark stands for the next value.
func (c *condition) and(part string, values ...any) {
	for _, v := range values {
		part = strings.Replace(part, "?", c.argument(v), 1)
	}
	c.parts = append(c.parts, part)
}

// narrow keeps the published translations t of a section, a source and a
// time; what is empty or zero narrows nothing.
func (c *condition) narrow(section string, source int64, from, until time.Time) {
	if section != "" {
		c.and("t.section = ?", section)
	}
	if source != 0 {
		c.and("t.source_id = ?", source)
	}
	if !from.IsZero() {
		c.and("t.sort_time >= ?", micros(from))
	}
	if !until.IsZero() {
		c.and("t.sort_time < ?", micros(until))
	}
}

// argument adds a value and returns its placeholder.
func (c *condition) argument(v any) string {
	c.args = append(c.args, v)
	return "$" + strconv.Itoa(len(c.args))
}

func (c *condition) text() string { return strings.Join(c.parts, " AND ") }

// among adds that a column has one of some values, at least one. The last is
// repeated up to a power of two, so that lists of all lengths make few queries.
func among[T any](c *condition, column string, values []T) {
	var marks []string
	for _, v := range values {
		marks = append(marks, c.argument(v))
	}
	for len(marks)&(len(marks)-1) != 0 {
		marks = append(marks, marks[len(marks)-1])
	}
	c.parts = append(c.parts, column+" IN ("+strings.Join(marks, ", ")+")")
}
