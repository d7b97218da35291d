package publish

import (
	"encoding/xml"
	"html"
	"io"
	"regexp"
	"strings"
)

// The names with prefixes are literal: readers that match prefixes instead of
// namespaces are common.
type rssFeed struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Content string     `xml:"xmlns:content,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Media   string     `xml:"xmlns:media,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string     `xml:"title"`
	Link        string     `xml:"link"`
	Description string     `xml:"description"`
	Language    string     `xml:"language,omitempty"`
	Changed     string     `xml:"lastBuildDate,omitempty"`
	Generator   string     `xml:"generator"`
	TTL         int        `xml:"ttl"`
	Links       []atomLink `xml:"atom:link"`
	Image       *rssImage  `xml:"image"`
	Items       []rssItem  `xml:"item"`
}

type rssImage struct {
	URL   string `xml:"url"`
	Title string `xml:"title"`
	Link  string `xml:"link"`
}

type rssItem struct {
	Title       string     `xml:"title"`
	Link        string     `xml:"link"`
	GUID        rssGUID    `xml:"guid"`
	Published   string     `xml:"pubDate,omitempty"`
	Updated     string     `xml:"atom:updated,omitempty"`
	Creators    []string   `xml:"dc:creator"`
	Category    string     `xml:"category,omitempty"`
	Source      *rssSource `xml:"source"`
	Via         *atomLink  `xml:"atom:link"`
	Rights      string     `xml:"dc:rights,omitempty"`
	Description string     `xml:"description"`
	Content     string     `xml:"content:encoded,omitempty"`
	Picture     *rssMedia  `xml:"media:content"`
}

type rssGUID struct {
	Permanent bool   `xml:"isPermaLink,attr"`
	ID        string `xml:",chardata"`
}

type rssSource struct {
	URL  string `xml:"url,attr"`
	Name string `xml:",chardata"`
}

type rssMedia struct {
	URL         string     `xml:"url,attr"`
	Type        string     `xml:"type,attr,omitempty"`
	Medium      string     `xml:"medium,attr"`
	Width       int        `xml:"width,attr,omitempty"`
	Height      int        `xml:"height,attr,omitempty"`
	Description string     `xml:"media:description,omitempty"`
	Credit      *rssCredit `xml:"media:credit"`
}

type rssCredit struct {
	Name string `xml:",chardata"`
}

// feedMinutes is how long readers may keep a feed before asking again.
const feedMinutes = 10

// WriteRSS writes f as RSS 2.0 with the content, dc, media and atom modules.
// Entries name their origin: source is its feed, a link with rel=via the
// original.
func (f Feed) WriteRSS(w io.Writer) error {
	at := f.Addresses.Absolute
	c := rssChannel{
		Title: markupSafe(f.Title), Link: at(f.Home), Description: markupSafe(f.Description), Language: f.Lang, Changed: rfc822(f.changed()),
		Generator: "Dragoman", TTL: feedMinutes, Links: []atomLink{{Href: at(f.Path), Rel: "self", Type: TypeRSS}},
	}
	if f.Hub != "" {
		c.Links = append(c.Links, atomLink{Href: f.Hub, Rel: "hub"})
	}
	if f.Icon != "" {
		c.Image = &rssImage{URL: at(f.Icon), Title: markupSafe(f.Title), Link: at(f.Home)}
	}
	for _, e := range f.Entries {
		i := rssItem{
			Title: markupSafe(e.Title), Link: at(e.Path), GUID: rssGUID{ID: f.id(e.ID), Permanent: f.Addresses.Base != ""},
			Published: rfc822(e.published()), Updated: rfc3339(e.Changed), Category: clean(e.Section), Rights: e.Licence, Description: paragraphs(e.about()),
		}
		for _, name := range e.byline() {
			i.Creators = append(i.Creators, clean(name))
		}
		if e.Origin.Feed != "" {
			i.Source = &rssSource{URL: e.Origin.Feed, Name: e.originName()}
		}
		if e.Origin.URL != "" {
			i.Via = &atomLink{Href: e.Origin.URL, Rel: "via"}
		}
		if e.HTML != "" {
			i.Content = xmlText(e.HTML) + paragraphs(e.Note)
		}
		if p := e.Picture; p != nil {
			i.Picture = &rssMedia{URL: at(p.Path), Type: p.Type, Medium: "image", Width: p.Width, Height: p.Height, Description: clean(p.Alt)}
			if p.Credit != "" {
				i.Picture.Credit = &rssCredit{clean(p.Credit)}
			}
		}
		c.Items = append(c.Items, i)
	}
	return writeXML(w, rssFeed{
		Version: "2.0", Content: "http://purl.org/rss/1.0/modules/content/", DC: "http://purl.org/dc/elements/1.1/",
		Media: "http://search.yahoo.com/mrss/", Atom: "http://www.w3.org/2005/Atom", Channel: c,
	})
}

// misread is what means one thing in text and another in HTML.
var misread = regexp.MustCompile(`<[A-Za-z/!?]|&#?\w+;`)

// markupSafe returns a title for an element of RSS, of which nobody knows
// whether it holds text or HTML: one that HTML would misread is escaped once
// more.
func markupSafe(s string) string {
	s = clean(s)
	if misread.MatchString(s) {
		return html.EscapeString(s)
	}
	return s
}

// paragraphs returns plain text, paragraphs parted by newlines, as HTML.
func paragraphs(s string) string {
	var b strings.Builder
	for p := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '\n' }) {
		b.WriteString("<p>" + html.EscapeString(clean(p)) + "</p>\n")
	}
	return b.String()
}

// xmlText returns markup without the characters that XML can't hold.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}
