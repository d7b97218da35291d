package extract

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key && n.Attr[i].Namespace == "" {
			return n.Attr[i].Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return true
		}
	}
	return false
}

// walk calls f with every node below and including n in document order, and
// skips the children of those for which f returns false.
func walk(n *html.Node, f func(*html.Node) bool) {
	if !f(n) {
		return
	}
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		walk(c, f)
		c = next
	}
}

// closest returns the nearest of n and its ancestors that is one of the
// elements, or nil.
func closest(n *html.Node, atoms ...atom.Atom) *html.Node {
	for ; n != nil; n = n.Parent {
		for _, a := range atoms {
			if n.DataAtom == a && n.Type == html.ElementNode {
				return n
			}
		}
	}
	return nil
}

func find(root *html.Node, a atom.Atom) *html.Node {
	var found *html.Node
	walk(root, func(n *html.Node) bool {
		if found == nil && n.Type == html.ElementNode && n.DataAtom == a {
			found = n
		}
		return found == nil
	})
	return found
}

// contains reports whether inner is outer or below it.
func contains(outer, inner *html.Node) bool {
	for ; inner != nil; inner = inner.Parent {
		if inner == outer {
			return true
		}
	}
	return false
}

// maxText is how much text textOf looks at, in bytes, and maxTextNodes in how
// many nodes: it is for headings, names and dates, and called for the same
// element again and again.
const (
	maxText      = 4096
	maxTextNodes = 500
)

// textOf returns the beginning of the visible text below n with white space
// collapsed; block elements and line breaks separate words.
func textOf(n *html.Node) string {
	var b strings.Builder
	seen := 0
	var add func(*html.Node)
	add = func(n *html.Node) {
		seen++
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && invisible(n.DataAtom):
			return
		case isBlock(n.DataAtom) || n.DataAtom == atom.Br:
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil && b.Len() <= maxText && seen < maxTextNodes; c = c.NextSibling {
			add(c)
		}
	}
	add(n)
	return collapse(b.String())
}

// collapse replaces each run of white space by one space and drops what
// cannot be seen.
func collapse(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\u00ad', '\u200b', '\ufeff':
			return -1
		}
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// invisible reports elements whose text is never shown.
func invisible(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Head, atom.Svg, atom.Math, atom.Iframe,
		atom.Object, atom.Select, atom.Textarea, atom.Button, atom.Audio, atom.Video, atom.Canvas, atom.Map,
		atom.Datalist, atom.Noframes, atom.Dialog:
		return true
	default:
		return false
	}
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd,
		atom.Details, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer,
		atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html,
		atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary,
		atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul:
		return true
	default:
		return false
	}
}

func isHeading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	default:
		return false
	}
}

func containsWord(list string, words ...string) bool {
	for field := range strings.FieldsSeq(list) {
		if slices.Contains(words, strings.ToLower(field)) {
			return true
		}
	}
	return false
}

// hidden reports elements that a browser doesn't show by their own attributes.
func hidden(n *html.Node) bool {
	if hasAttr(n, "hidden") {
		return true
	}
	for class := range strings.FieldsSeq(attr(n, "class")) {
		switch strings.ToLower(class) {
		case "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "hidecompletely", "is-hidden", "u-hidden", "screenreader-only", "h-offscreen", "offscreen":
			return true
		case "tab-pane":
			return !containsWord(attr(n, "class"), "active", "show", "in", "is-active")
		case "hidden", "d-none":
			return !strings.Contains(attr(n, "class"), ":") && !strings.Contains(attr(n, "class"), "d-md-") && !strings.Contains(attr(n, "class"), "d-lg-")
		}
	}
	style := attr(n, "style")
	if style == "" {
		return false
	}
	style = strings.ReplaceAll(strings.ToLower(style), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}
