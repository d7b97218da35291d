package document

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// attr returns the value of n's attribute, or "".
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// hasWord reports whether one of the white-space-separated words of list is
// one of words, whatever its case.
func hasWord(list string, words ...string) bool {
	for field := range strings.FieldsSeq(list) {
		for _, w := range words {
			if strings.EqualFold(field, w) {
				return true
			}
		}
	}
	return false
}

// number returns s as a small whole number, or otherwise when it is none.
func number(s string, otherwise int) int {
	s = strings.TrimSuffix(strings.TrimSpace(s), "px")
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 100_000 {
		return otherwise
	}
	return n
}

// dropped reports whether n is of a kind that holds no text of an article.
func dropped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Svg, atom.Canvas, atom.Head, atom.Title, atom.Meta, atom.Link,
		atom.Input, atom.Select, atom.Textarea, atom.Button, atom.Datalist, atom.Option, atom.Optgroup, atom.Output, atom.Progress, atom.Meter,
		atom.Nav, atom.Map, atom.Area, atom.Frameset, atom.Frame, atom.Noframes, atom.Noembed, atom.Applet,
		atom.Del, atom.S, atom.Strike, atom.Annotation, atom.AnnotationXml:
		return true
	case atom.Template:
		return !hasAttr(n, "shadowrootmode") // whose content is shown
	case atom.Dialog:
		return !hasAttr(n, "open")
	default:
		return false
	}
}

// droppedElement keeps the little that counts of an element without text:
// a picture inside a button, or a post that a script would load.
func (f *flow) droppedElement(n *html.Node) {
	switch n.DataAtom {
	case atom.Button:
		for _, img := range pictures(n, scanLimit) {
			f.image(img, mark{})
		}
	case atom.Script:
		if post := strings.TrimPrefix(attr(n, "data-telegram-post"), "/"); post != "" {
			f.embed("https://t.me/"+post, "")
		}
	default:
	}
}

// hidden reports whether a page hides n from its readers, or shows it to
// screen readers only, where it repeats or explains the page's controls.
func hidden(n *html.Node) bool {
	if n.DataAtom == atom.Html || n.DataAtom == atom.Body { // hidden only until a script has run
		return false
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			if a.Val != "until-found" {
				return true
			}
		case "style":
			if hidingStyle(a.Val) {
				return true
			}
		case "class":
			if hasWord(a.Val, "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "screenreader-only") {
				return true
			}
		case "aria-hidden":
			if a.Val == "true" && presentational(n) {
				return true
			}
		}
	}
	return false
}

func hidingStyle(s string) bool {
	for declaration := range strings.SplitSeq(strings.ToLower(s), ";") {
		property, value, _ := strings.Cut(declaration, ":")
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		switch strings.TrimSpace(property) {
		case "display":
			if value == "none" {
				return true
			}
		case "visibility":
			if value == "hidden" {
				return true
			}
		}
	}
	return false
}

// scanLimit bounds how many nodes are looked at to find out what an element is.
const scanLimit = 80

// presentational reports whether n shows neither words nor pictures.
func presentational(n *html.Node) bool {
	plain := true
	scan(n, scanLimit, func(c *html.Node) bool {
		switch {
		case c.DataAtom == atom.Img || c.DataAtom == atom.Picture || c.DataAtom == atom.Iframe || c.DataAtom == atom.Video:
			plain = false
		case c.Type == html.TextNode:
			plain = plain && !strings.ContainsFunc(c.Data, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
		}
		return plain
	})
	return plain
}

// scan calls visit for the nodes below n in document order, at most limit of
// them, and stops when visit returns false. It reports whether it saw all.
func scan(n *html.Node, limit int, visit func(*html.Node) bool) bool {
	for c := n.FirstChild; c != nil; {
		if limit--; limit < 0 || !visit(c) {
			return false
		}
		if c.FirstChild != nil {
			c = c.FirstChild
			continue
		}
		for c != n && c.NextSibling == nil {
			c = c.Parent
		}
		if c == n {
			return true
		}
		c = c.NextSibling
	}
	return true
}

// textOf returns the text below n with its white space collapsed, up to limit nodes.
func textOf(n *html.Node, limit int) string {
	var b strings.Builder
	scan(n, limit, func(c *html.Node) bool {
		if c.Type == html.TextNode && !dropped(c.Parent) {
			b.WriteString(c.Data)
		}
		return true
	})
	return collapsed(b.String())
}

// collapsed returns s as a single clean line.
func collapsed(s string) string {
	var t styled
	t.addSource(s, mark{})
	return strings.ReplaceAll(t.line().Text, "\n", " ")
}

// inlineElement reports whether n flows with the text around it. Unknown
// elements do, as in CSS.
func inlineElement(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Address, atom.Article, atom.Aside, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Div,
		atom.Dt, atom.Fieldset, atom.Figcaption, atom.Footer, atom.Form, atom.Header, atom.Hgroup, atom.Html, atom.Legend, atom.Li,
		atom.Main, atom.P, atom.Search, atom.Section, atom.Summary, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr,
		atom.Blockquote, atom.Dir, atom.Dl, atom.Figure, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Hr, atom.Menu,
		atom.Ol, atom.Pre, atom.Table, atom.Ul, atom.Br:
		return false
	default:
		return true
	}
}

// controlForm reports whether a form is there to be filled in, rather than
// wrapped around a whole page as some systems do.
func controlForm(n *html.Node) bool {
	controls, text := 0, 0
	scan(n, 4000, func(c *html.Node) bool {
		switch c.DataAtom {
		case atom.Input:
			if !strings.EqualFold(attr(c, "type"), "hidden") {
				controls++
			}
		case atom.Textarea, atom.Select, atom.Button:
			controls++
		default:
		}
		if c.Type == html.TextNode && !dropped(c.Parent) {
			text += len(strings.TrimSpace(c.Data))
		}
		return true
	})
	return controls > 0 && text < 600
}

// preformatted returns n's text with its lines and spaces as they are.
func preformatted(n *html.Node) string {
	var b strings.Builder
	scan(n, MaxNodes, func(c *html.Node) bool {
		switch {
		case c.Type == html.TextNode && (c.Parent == nil || !dropped(c.Parent)):
			b.WriteString(c.Data)
		case c.Type == html.ElementNode && !inlineElement(c) && b.Len() > 0 && !strings.HasSuffix(b.String(), "\n"):
			b.WriteByte('\n')
		}
		return true
	})
	return b.String()
}
