package templates

import (
	"html/template"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/message"
)

// Base is what every page has.
type Base struct {
	Head
	Words    message.Messages // of the interface
	Lang     string           // of the edition's texts, BCP 47
	Dir      string           // "ltr" or "rtl"
	Brand    string           // the edition's title
	Home     string           // path of the edition's front page; "" where a page belongs to no edition
	Latest   string           // paths of the edition's own pages
	Archive  string
	Search   string
	About    string
	Method   string // how this is made
	Manifest string // "" for none
	Today    *Moment
	Sections []Link
	Editions []Link
	Style    string // paths of our own files
	Offline  string
}

// Head is what a page says about itself to machines.
type Head struct {
	Title       string // of the page; "" for an edition's front
	Description string
	Canonical   string // absolute address of this page; "" for none
	NoIndex     bool
	Alternates  []Alternate
	Feeds       []Feed
	Share       *Share // nil where a page is not for sharing
	Data        any    // schema.org's description, which is written as JSON; nil for none
}

// Alternate is this page in an edition, for hreflang.
type Alternate struct {
	Lang string // or "x-default"
	Href string // absolute
}

// Feed is a feed of what the page lists.
type Feed struct {
	Title string
	Type  string // media type
	Href  string
}

// Share is what a page looks like where somebody posts a link to it.
type Share struct {
	Type   string // OpenGraph's: "article" or "website"
	Locale string // such as "ar_EG"; "" for none
	Image  string // absolute address; "" for none
	Width  int
	Height int
	Alt    string
}

// ChromeAttributes returns lang and dir for what the interface says, where it
// speaks another language than the edition. Whatever says Words stands within
// an element that has them.
func (b Base) ChromeAttributes() template.HTMLAttr {
	if b.speaksItsOwn() {
		return ""
	}
	return Attributes(b.Words.Lang())
}

// WithinChrome returns lang and dir for the edition's texts, such as dates,
// where they stand within what has ChromeAttributes.
func (b Base) WithinChrome() template.HTMLAttr {
	if b.speaksItsOwn() {
		return ""
	}
	return Attributes(b.Lang)
}

func (b Base) speaksItsOwn() bool { return lang.Base(b.Words.Lang()) == lang.Base(b.Lang) }

// TextAttributes returns lang and dir of the edition's texts.
func (b Base) TextAttributes() template.HTMLAttr { return Attributes(b.Lang) }

// Attributes returns lang and dir of a text, none where its language is "".
func Attributes(tag string) template.HTMLAttr {
	if tag == "" {
		return ""
	}
	return template.HTMLAttr(`lang="` + template.HTMLEscapeString(tag) + `" dir="` + document.Direction(tag) + `"`) //nolint:gosec // escaped
}
