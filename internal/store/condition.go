package store

import (
	"strconv"
	"strings"
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

// argument adds a value and returns its placeholder.
func (c *condition) argument(v any) string {
	c.args = append(c.args, v)
	return "$" + strconv.Itoa(len(c.args))
}

func (c *condition) text() string { return strings.Join(c.parts, " AND ") }
