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
		return fmt.Sprintf("%s not written as &amp; were read as they stand.", plural(n, "ampersand"))
	case "less-than":
		return fmt.Sprintf("Angle brackets not written as &lt; were read as they stand in %s.", plural(n, "place"))
	case "control":
		return fmt.Sprintf("Characters that XML forbids were removed from %s.", plural(n, "text"))
	case "nesting":
		return fmt.Sprintf("Tags that don't match were repaired in %s.", plural(n, "place"))
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
		return fmt.Sprintf("%s hold characters that could not be decoded.", plural(n, "text"))
	case "media-type":
		return fmt.Sprintf("The server calls it %q, which is no type of a feed.", example)
	case "items":
		return fmt.Sprintf("It has more items than are read: %s left out.", plural(n, "item"))
	case "empty-item":
		return fmt.Sprintf("%s without title, link and text left out.", plural(n, "item"))
	case "duplicate":
		return fmt.Sprintf("%s repeat others and were left out, such as %q.", plural(n, "item"), example)
	case "duplicate-id":
		return fmt.Sprintf("%s share the id %q with others; they are told apart by their addresses.", plural(n, "item"), example)
	case "missing-id":
		return fmt.Sprintf("%s have no id; they are known by their addresses or titles.", plural(n, "item"))
	case "same-link":
		return fmt.Sprintf("%s link to the same page, %s; they are told apart by their ids.", plural(n, "item"), example)
	case "no-link":
		return fmt.Sprintf("%s have no address of a page.", plural(n, "item"))
	case "bad-link":
		return fmt.Sprintf("%s can't be read as an address, such as %q.", plural(n, "link"), example)
	case "bad-date":
		return fmt.Sprintf("%s can't be read for sure, such as %q.", plural(n, "date"), example)
	case "no-zone":
		return fmt.Sprintf("%s name no time zone that is known and were read as UTC, such as %q.", plural(n, "date"), example)
	case "future-date":
		return fmt.Sprintf("%s lie in the future, such as %q; the time of reading stands in their place.", plural(n, "date"), example)
	case "bad-lang":
		return fmt.Sprintf("The language %q is none that is known.", example)
	case "content-size":
		return fmt.Sprintf("%s hold more than %d KiB and were cut.", plural(n, "text"), maxContentBytes>>10)
	case "foreign":
		return fmt.Sprintf("%s lead to other sites, such as %s.", plural(n, "address"), example)
	case "no-items":
		return "It has no items."
	default:
		return code
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if noun == "address" {
		return strconv.Itoa(n) + " addresses"
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
