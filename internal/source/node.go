package source

import (
	"net/url"
	"slices"
	"strings"
)

// attribute is a name in lower case, prefix included, and a value.
type attribute struct{ name, value string }

// node is an element with what it holds.
type node struct {
	space, name string // see scope.resolve; native elements have the space ""
	attrs       []attribute
	kids        []*node
	lang        string   // xml:lang in force here
	base        *url.URL // xml:base in force here; nil when there is none

	parent     *node
	qualified  string
	scope      *scope
	text       strings.Builder // the element's own character data, decoded
	start, end int             // the content's place in the source
	kept       bool            // part of its parent's kids, or its own tree's root
}

func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.name == name {
			return strings.TrimSpace(a.value)
		}
	}
	return ""
}

// is reports whether n has this namespace and one of the names.
func (n *node) is(space string, names ...string) bool {
	return n.space == space && slices.Contains(names, n.name)
}

// all returns the children with a name.
func (n *node) all(space, name string) []*node {
	var out []*node
	for _, k := range n.kids {
		if k.is(space, name) {
			out = append(out, k)
		}
	}
	return out
}

// first returns the first child with a name that is not empty, else nil.
func (n *node) first(space string, names ...string) *node {
	for _, name := range names {
		for _, k := range n.kids {
			if k.is(space, name) && (k.text.Len() > 0 || len(k.kids) > 0 || len(k.attrs) > 0) {
				return k
			}
		}
	}
	return nil
}

// value returns the character data of the first child with one of the names
// that has any, trimmed.
func (n *node) value(space string, names ...string) string {
	for _, name := range names {
		for _, k := range n.kids {
			if k.is(space, name) {
				if v := strings.TrimSpace(k.text.String()); v != "" {
					return v
				}
			}
		}
	}
	return ""
}

// markupOf returns an element's content as markup: what it holds if elements
// are in it, its character data if not.
func (m *markup) markupOf(n *node) string {
	if len(n.kids) == 0 {
		return strings.TrimSpace(n.text.String())
	}
	raw := m.src[n.start:max(n.start, n.end)]
	var b strings.Builder
	for {
		before, after, found := strings.Cut(raw, cdataStart)
		b.WriteString(before)
		if !found {
			break
		}
		inside, rest, _ := strings.Cut(after, cdataEnd)
		b.WriteString(inside)
		raw = rest
	}
	return strings.TrimSpace(b.String())
}
