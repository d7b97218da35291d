package templates

import (
	"html/template"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/message"
)

// Base is what every page has.
type Base struct {
	Head
	Words     message.Messages // of the interface
	Lang      string           // of the edition's texts, BCP 47
	Dir       string           // "ltr" or "rtl"
	Brand     string           // the edition's title
	Home      string           // path of the edition's front page; "" where there is no edition
	Latest    string           // paths of the edition's own pages
	Archive   string
	Search    string
	About     string
	Method    string // how this is made
	Feed      string // path of the edition's feed; "" where there is none
	Today     string // the date, in words
	Sections  []Link
	Editions  []Link
	Style     string // paths of our own files
	Script    string
	HasWorker bool // the edition has a service worker, at Home + "worker.js"
}

// Head is what a page says about itself to machines.
type Head struct {
	Title       string // of the page; "" for an edition's front
	Description string
	Canonical   string // absolute address of this page
	NoIndex     bool
	Alternates  []Alternate // this page in other editions, and in this one
	Feeds       []Feed
	Share       *Share // nil where a page is not for sharing
	Data        any    // schema.org's description, to be written as JSON; nil for none
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
	Locale string // such as "ar_EG"
	Image  string // absolute address
	Width  int
	Height int
	Alt    string
}

// Link leads somewhere within the site.
type Link struct {
	Href    string
	Text    string
	Lang    string // of Text, where it isn't the page's
	Current bool
}

// ChromeAttributes returns lang and dir for what the interface says, where it
// speaks another language than the edition.
func (b Base) ChromeAttributes() template.HTMLAttr {
	return attributes(b.Words.Lang(), b.Lang)
}

// TextAttributes returns lang and dir of the edition's texts.
func (b Base) TextAttributes() template.HTMLAttr { return attributes(b.Lang, "") }

// attributes returns lang and dir unless the tag is that of the surroundings.
func attributes(tag, around string) template.HTMLAttr {
	if message.For(around).Lang() == tag && around != "" {
		return ""
	}
	return template.HTMLAttr(`lang="` + template.HTMLEscapeString(tag) + `" dir="` + document.Direction(tag) + `"`) //nolint:gosec // escaped
}

// Front is an edition's front page.
type Front struct {
	Base
	Lead *Teaser
	More []Teaser
}

func (Front) file() string { return "front" }

// Teaser is an article in a list.
type Teaser struct {
	Href       string
	Title      string
	Standfirst string
	Source     string
	SourceHref string
	Time       Moment
}

// Moment is a point in time as readers see it and as machines read it.
type Moment struct {
	Text string
	ISO  string // RFC 3339, or a date
}

// Editions is the choice of an edition.
type Editions struct {
	Base
}

func (Editions) file() string { return "editions" }

// Problem is shown where a page can't be.
type Problem struct {
	Base
	Status int
	Reason string // why an article was taken back, in the edition's language or the operator's
}

func (Problem) file() string { return "problem" }
