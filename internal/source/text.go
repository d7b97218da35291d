package source

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// reference returns the complete character reference that s begins with, ""
// if there is none. The longest name that HTML knows has 31 letters.
func reference(s string) string {
	for i := 1; i < min(len(s), 34); i++ {
		switch c := s[i]; {
		case c == ';' && i > 2:
			return s[:i+1]
		case c == '#' && i == 1, '0' <= c && c <= '9', 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		default:
			return ""
		}
	}
	return ""
}

// unescape replaces the character references of XML and HTML, and counts the
// ampersands that begin none. Unlike HTML it wants the semicolon, so that
// addresses with "&copy=1" survive.
func unescape(s string) (text string, bare int) {
	at := strings.IndexByte(s, '&')
	if at < 0 {
		return s, 0
	}
	var b strings.Builder
	b.Grow(len(s))
	for at >= 0 {
		b.WriteString(s[:at])
		s = s[at:]
		if name := reference(s); name != "" {
			decoded := html.UnescapeString(name)
			if strings.HasSuffix(decoded, ";") && name != "&semi;" {
				decoded = name // an unknown name, or a known one's prefix
				bare++
			}
			b.WriteString(decoded)
			s = s[len(name):]
		} else {
			bare++
			b.WriteByte('&')
			s = s[1:]
		}
		at = strings.IndexByte(s, '&')
	}
	b.WriteString(s)
	return b.String(), bare
}

// tag is what the tags of HTML that occur in feeds look like. Anything else in
// angle brackets is text: "<3", "x < y > z", "<unknown>".
var tag = regexp.MustCompile(`(?i)</?(?:a|abbr|acronym|address|amp-[a-z-]+|article|aside|audio|b|bdi|bdo|big|body|button|canvas|caption|blockquote|br|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|map|mark|meta|nav|nobr|noscript|o:p|object|ol|p|picture|pre|q|s|samp|script|section|small|select|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|video|wbr)(?:\s[^<>]*|/)?>`)

func hasTags(s string) bool { return strings.Contains(s, "<") && tag.MatchString(s) }

// overescaped returns s as markup: where a feed escaped it once too often, the
// extra layer is taken off.
func overescaped(s string) string {
	for range 2 {
		if hasTags(s) || !strings.Contains(s, "&lt;") && !strings.Contains(s, "&#60;") {
			return s
		}
		decoded, _ := unescape(s)
		if !hasTags(decoded) {
			return s
		}
		s = decoded
	}
	return s
}

// hidden elements hold no text for readers.
func hidden(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Iframe, atom.Noscript, atom.Template, atom.Object, atom.Svg, atom.Head, atom.Title, atom.Textarea:
		return true
	default:
		return false
	}
}

func block(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Br, atom.Center, atom.Dd, atom.Div, atom.Dl, atom.Dt, atom.Figcaption, atom.Figure,
		atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hr, atom.Li, atom.Ol, atom.P, atom.Pre,
		atom.Section, atom.Table, atom.Td, atom.Th, atom.Tr, atom.Ul:
		return true
	default:
		return false
	}
}

// plainText returns the text of markup, blocks parted by newlines, cut at
// about limit bytes.
func plainText(markup string, limit int) string {
	markup = overescaped(markup)
	if !strings.Contains(markup, "<") {
		text, _ := unescape(markup)
		return squeeze(text, limit)
	}
	var b strings.Builder
	z := xhtml.NewTokenizer(strings.NewReader(markup))
	var skip string // the hidden element that is open
	for b.Len() <= limit+utf8.UTFMax {
		switch z.Next() {
		case xhtml.ErrorToken:
			return squeeze(b.String(), limit)
		case xhtml.TextToken:
			if skip == "" {
				text, _ := unescape(string(z.Raw()))
				b.WriteString(text)
			}
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			raw := string(z.Raw())
			name, _ := z.TagName()
			a := atom.Lookup(name)
			closed := strings.HasSuffix(raw, "/>")
			if closed {
				z.NextIsNotRawText() // feeds close iframes as XML does
			}
			switch {
			case skip != "":
			case !tag.MatchString(raw):
				b.WriteString(raw)
			case hidden(a):
				if !closed {
					skip = a.String()
				}
			case block(a):
				b.WriteByte('\n')
			}
		case xhtml.EndTagToken:
			name, _ := z.TagName()
			if skip == string(name) {
				skip = ""
			} else if skip == "" && block(atom.Lookup(name)) {
				b.WriteByte('\n')
			}
		case xhtml.CommentToken, xhtml.DoctypeToken:
		}
	}
	return squeeze(b.String(), limit)
}

// squeeze trims lines, drops empty ones, makes white space single, removes
// control characters and cuts at limit bytes with an ellipsis.
func squeeze(s string, limit int) string {
	var b strings.Builder
	b.Grow(min(len(s), limit+8))
	pending := byte(0)
	for _, r := range s {
		if r == '\n' {
			pending = '\n'
			continue
		}
		if unicode.IsSpace(r) {
			if pending == 0 {
				pending = ' '
			}
			continue
		}
		if unicode.IsControl(r) || r == '\uFEFF' || r == '\u00AD' {
			continue
		}
		if pending != 0 && b.Len() > 0 {
			b.WriteByte(pending)
		}
		pending = 0
		if b.Len()+utf8.RuneLen(r) > limit {
			return strings.TrimSpace(b.String()) + "…"
		}
		b.WriteRune(r)
	}
	return b.String()
}

// line is squeeze on one line.
func line(s string, limit int) string {
	return squeeze(strings.Join(strings.Fields(s), " "), limit)
}

// headline returns a title's text from what may be markup, on one line.
func headline(markup string) string {
	text := plainText(markup, maxTitleBytes)
	if strings.ContainsRune(text, '&') {
		text, _ = unescape(text) // escaped once too often
	}
	return line(text, maxTitleBytes)
}

// literal returns a title's text from what is said to be plain text.
func literal(text string) string { return line(text, maxTitleBytes) }

// cut shortens s to at most limit bytes between characters.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}
