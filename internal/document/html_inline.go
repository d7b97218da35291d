package document

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// inlineMarkup reads n if it is an element that marks text, breaks a line or
// shows a picture, and reports whether it did.
func (f *flow) inlineMarkup(n *html.Node, m mark) bool {
	switch n.DataAtom {
	case atom.A:
		if href := linkAddress(attr(n, "href"), f.r.base); href != "" {
			m.href = href
		}
		f.children(n, m)
	case atom.Em, atom.I, atom.Cite, atom.Dfn, atom.Var:
		f.marked(n, m, emphasis)
	case atom.Strong, atom.B:
		f.marked(n, m, strong)
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		f.marked(n, m, code)
	case atom.Sub:
		f.marked(n, m, sub)
	case atom.Sup:
		f.marked(n, m, sup)
	case atom.Q:
		f.quotation(n, m)
	case atom.Br:
		f.inline.add("\n", m)
	case atom.Img, atom.Picture:
		f.image(n, m)
	default:
		if n.Data != "amp-img" {
			return false
		}
		f.image(n, m)
	}
	return true
}

// seam reports whether n follows another element without white space though
// a style sheet surely sets them apart, as in a name and a title after it:
// nothing but two elements for layout meets between a small and a capital letter.
func (f *flow) seam(n *html.Node) bool {
	p := n.PrevSibling
	if p == nil || p.Type != html.ElementNode || !inlineElement(p) || dropped(p) || hidden(p) || textStyle(p) {
		return false
	}
	last, _ := utf8.DecodeLastRune(f.inline.text)
	if !unicode.IsLower(last) {
		return false
	}
	first := utf8.RuneError
	scan(n, 16, func(c *html.Node) bool {
		if c.Type == html.TextNode {
			first, _ = utf8.DecodeRuneInString(c.Data)
			return c.Data == ""
		}
		return true
	})
	return unicode.IsUpper(first)
}

// textStyle reports whether n marks a part of a text, even of a word.
func textStyle(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Em, atom.I, atom.Cite, atom.Dfn, atom.Var, atom.Strong, atom.B, atom.Code, atom.Kbd, atom.Samp, atom.Tt, atom.Sub, atom.Sup,
		atom.Q, atom.Br, atom.Img, atom.Picture, atom.Font, atom.Wbr, atom.U, atom.Small, atom.Big, atom.Mark, atom.Abbr:
		return true
	default:
		return false
	}
}

func (f *flow) marked(n *html.Node, m mark, s style) {
	if !strings.Contains(strings.ReplaceAll(attr(n, "style"), " ", ""), "font-weight:normal") { // as one editor wraps whole texts in b
		m.style |= s
	}
	f.children(n, m)
}

// quotation reads a q element, whose quotation marks a browser adds.
func (f *flow) quotation(n *html.Node, m mark) {
	at := 2 * (f.r.nested % 2)
	f.inline.add(f.r.quotes[at], m)
	f.r.nested++
	f.children(n, m)
	f.r.nested--
	f.inline.add(f.r.quotes[at+1], m)
}

// quotesOf returns a language's quotation marks: opening, closing, and the
// same within a quotation (CLDR, delimiters).
func quotesOf(lang string) [4]string {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	switch primary {
	case "ru", "be", "uk":
		return [4]string{"«", "»", "„", "“"}
	case "fr":
		return [4]string{"«\u00a0", "\u00a0»", "“", "”"}
	case "ar", "fa":
		return [4]string{"«", "»", "“", "”"}
	case "es", "it", "pt", "ca", "el", "no", "nb", "hy":
		return [4]string{"«", "»", "“", "”"}
	case "de", "cs", "sk", "sl", "is", "lt", "et", "bg", "ka":
		return [4]string{"„", "“", "‚", "‘"}
	case "pl", "ro", "hu", "hr", "sr", "nl":
		return [4]string{"„", "”", "«", "»"}
	case "sv", "fi":
		return [4]string{"”", "”", "’", "’"}
	case "ja":
		return [4]string{"「", "」", "『", "』"}
	}
	return [4]string{"“", "”", "‘", "’"}
}

// languageOf returns the language that n or what is around it declares.
func languageOf(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if lang := languageTag(attr(n, "lang")); lang != "" {
			return lang
		}
	}
	return ""
}

// languageWithin returns the language that the root or the first chain of
// elements below it declares.
func languageWithin(root *html.Node) string {
	for n := root; n != nil; {
		if lang := languageTag(attr(n, "lang")); lang != "" {
			return lang
		}
		var next *html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && c.DataAtom != atom.Head {
				next = c
				break
			}
		}
		n = next
	}
	return ""
}

// languageTag returns s if it has the form of a language tag.
func languageTag(s string) string {
	s = strings.TrimSpace(s)
	if len(s) < 2 || len(s) > 35 {
		return ""
	}
	for i := range len(s) {
		c := s[i]
		if c != '-' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return ""
		}
	}
	return s
}

// emoji returns the characters that an image stands for, or "".
func emoji(n *html.Node, base *url.URL) string {
	alt := strings.TrimSpace(attr(n, "alt"))
	if alt == "" || utf8.RuneCountInString(alt) > 12 {
		return ""
	}
	if hasWord(attr(n, "class"), "emoji", "wp-smiley", "twemoji", "smiley") {
		return alt
	}
	if address := imageAddress(attr(n, "src"), base); strings.Contains(address, "/emoji/") || strings.Contains(address, "twemoji") {
		return alt
	}
	return ""
}
