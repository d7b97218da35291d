package source

import (
	"fmt"
	"strconv"
)

// complaints gathers what is wrong with a source: one Problem per code, in the
// order in which they were first seen, with how often and the first example.
type complaints struct {
	order   []string
	count   map[string]int
	example map[string]string
}

// add counts a problem of a code of problemText.
func (c *complaints) add(code, example string) { c.addN(code, 1, example) }

func (c *complaints) addN(code string, n int, example string) {
	if n == 0 {
		return
	}
	if c.count == nil {
		c.count, c.example = map[string]int{}, map[string]string{}
	}
	if c.count[code] == 0 {
		c.order = append(c.order, code)
		c.example[code] = cut(example, 120)
	}
	c.count[code] += n
}

func (c *complaints) problems() []Problem {
	var out []Problem
	for _, code := range c.order {
		out = append(out, Problem{Code: code, Message: problemText(code, c.count[code], c.example[code])})
	}
	return out
}

// problemText is the one table of what the codes mean.
func problemText(code string, n int, example string) string {
	switch code {
	case "truncated":
		return "It stops before its end: the last, incomplete item was left out."
	case "unclosed":
		return "It stops before its end; every item that it holds is complete."
	case "ampersand":
		return fmt.Sprintf("Ampersands that are not written as &amp; were read as they stand (%s).", times(n))
	case "less-than":
		return fmt.Sprintf("Angle brackets that are not written as &lt; were read as they stand (%s).", times(n))
	case "control":
		return fmt.Sprintf("Characters that XML forbids were removed (%s).", times(n))
	case "nesting":
		return fmt.Sprintf("Tags that don't match were repaired (%s).", times(n))
	case "junk":
		return "Something stands before its beginning and was skipped."
	case "entities":
		return "It declares entities of its own; they are never expanded."
	case "depth":
		return fmt.Sprintf("Elements nested more than %d deep were left out.", maxDepth)
	case "nodes":
		return fmt.Sprintf("Items with more than %d elements were shortened.", maxNodes)
	case "json":
		return "It is not valid JSON; what could be read was kept."
	case "charset":
		return fmt.Sprintf("It declares the charset %s.", example)
	case "replacement":
		return fmt.Sprintf("Some texts hold characters that could not be decoded (%s).", times(n))
	case "media-type":
		return fmt.Sprintf("The server calls it %q, which is no type of a feed.", example)
	case "items":
		return fmt.Sprintf("It has more items than are read; left out: %d.", n)
	case "empty-item":
		return fmt.Sprintf("Items without title, link and text were left out: %d.", n)
	case "duplicate":
		return fmt.Sprintf("Items that repeat others were left out: %d, such as %q.", n, example)
	case "duplicate-id":
		return fmt.Sprintf("Different items have the same id: %d, such as %q; they are told apart by their addresses.", n, example)
	case "missing-id":
		return fmt.Sprintf("Items without an id: %d; they are known by their addresses or titles.", n)
	case "shared-link":
		return fmt.Sprintf("Items without a page of their own: %d; their links lead to %s or the like.", n, example)
	case "no-link":
		return fmt.Sprintf("Items without the address of a page: %d.", n)
	case "bad-link":
		return fmt.Sprintf("Links that can't be read as addresses: %d, such as %q.", n, example)
	case "bad-date":
		return fmt.Sprintf("Dates that can't be read for sure: %d, such as %q.", n, example)
	case "no-zone":
		return fmt.Sprintf("Dates without a time zone that is known were read as UTC: %d, such as %q.", n, example)
	case "future-date":
		return fmt.Sprintf("Dates in the future: %d, such as %q; the time of reading stands in their place.", n, example)
	case "bad-lang":
		return fmt.Sprintf("The language %q is none that is known.", example)
	case "content-size":
		return fmt.Sprintf("Texts of more than %d KiB were cut: %d.", maxContentBytes>>10, n)
	case "page-size":
		return fmt.Sprintf("It is longer than %d MiB; the rest was not read.", maxPageBytes>>20)
	case "links":
		return fmt.Sprintf("It has more than %d links; the others were left out.", maxLinks)
	case "no-items":
		return "It has no items."
	default:
		return code
	}
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return strconv.Itoa(n) + " times"
}
