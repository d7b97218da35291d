package publish

import (
	"encoding/xml"
	"io"
)

type atomFeed struct {
	XMLName   xml.Name    `xml:"feed"`
	Space     string      `xml:"xmlns,attr"`
	Media     string      `xml:"xmlns:media,attr"`
	Lang      string      `xml:"xml:lang,attr,omitempty"`
	ID        string      `xml:"id"`
	Title     atomText    `xml:"title"`
	Subtitle  *atomText   `xml:"subtitle"`
	Updated   string      `xml:"updated"`
	Generator string      `xml:"generator"`
	Icon      string      `xml:"icon,omitempty"`
	Links     []atomLink  `xml:"link"`
	Entries   []atomEntry `xml:"entry"`
}

type atomEntry struct {
	Lang      string        `xml:"xml:lang,attr,omitempty"`
	ID        string        `xml:"id"`
	Title     atomText      `xml:"title"`
	Published string        `xml:"published,omitempty"`
	Updated   string        `xml:"updated"`
	Authors   []atomPerson  `xml:"author"`
	Category  *atomCategory `xml:"category"`
	Links     []atomLink    `xml:"link"`
	Source    *atomSource   `xml:"source"`
	Summary   *atomText     `xml:"summary"`
	Content   *atomText     `xml:"content"`
	Picture   *rssMedia     `xml:"media:content"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomLink struct {
	Href  string `xml:"href,attr"`
	Rel   string `xml:"rel,attr"`
	Type  string `xml:"type,attr,omitempty"`
	Title string `xml:"title,attr,omitempty"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomSource struct {
	ID    string     `xml:"id"`
	Title atomText   `xml:"title"`
	Links []atomLink `xml:"link"`
}

// WriteAtom writes f as Atom (RFC 4287). An entry's alternate is our page, its
// via the original, its source the feed that the original came from.
func (f Feed) WriteAtom(w io.Writer) error {
	at := f.Addresses.Absolute
	a := atomFeed{
		Space: "http://www.w3.org/2005/Atom", Media: "http://search.yahoo.com/mrss/", Lang: f.Lang, ID: f.id(f.Path), Title: plain(f.Title),
		Updated: rfc3339(f.changed()), Generator: "Dragoman",
		Links: []atomLink{{Href: at(f.Home), Rel: "alternate", Type: "text/html"}, {Href: at(f.Path), Rel: "self", Type: TypeAtom}},
	}
	if f.Description != "" {
		t := plain(f.Description)
		a.Subtitle = &t
	}
	if f.Icon != "" {
		a.Icon = at(f.Icon)
	}
	if f.Hub != "" {
		a.Links = append(a.Links, atomLink{Href: f.Hub, Rel: "hub"})
	}
	for _, e := range f.Entries {
		a.Entries = append(a.Entries, f.atomEntry(e))
	}
	return writeXML(w, a)
}

func (f Feed) atomEntry(e Entry) atomEntry {
	at := f.Addresses.Absolute
	out := atomEntry{
		Lang: e.Lang, ID: f.id(e.ID), Title: plain(e.Title), Published: rfc3339(e.published()), Updated: rfc3339(e.Changed),
		Links: []atomLink{{Href: at(e.Path), Rel: "alternate", Type: "text/html"}},
	}
	for _, name := range e.byline() {
		out.Authors = append(out.Authors, atomPerson{clean(name)})
	}
	if len(out.Authors) == 0 { // an entry must have one
		out.Authors = []atomPerson{{clean(f.Title)}}
	}
	if e.Section != "" {
		out.Category = &atomCategory{clean(e.Section)}
	}
	if e.Origin.URL != "" {
		out.Links = append(out.Links, atomLink{Href: e.Origin.URL, Rel: "via", Title: clean(e.Origin.Name)})
	}
	if e.Licence != "" {
		out.Links = append(out.Links, atomLink{Href: e.Licence, Rel: "license"})
	}
	if e.Origin.Feed != "" {
		out.Source = &atomSource{ID: e.Origin.Feed, Title: plain(e.originName()), Links: []atomLink{{Href: e.Origin.Feed, Rel: "self"}}}
	}
	if s := e.about(); s != "" {
		t := plain(s)
		out.Summary = &t
	}
	if e.HTML != "" {
		out.Content = &atomText{"html", xmlText(e.HTML) + paragraphs(e.Note)}
	}
	if p := e.Picture; p != nil {
		out.Picture = &rssMedia{URL: at(p.Path), Type: p.Type, Medium: "image", Width: p.Width, Height: p.Height, Description: clean(p.Alt)}
		if p.Credit != "" {
			out.Picture.Credit = &rssCredit{clean(p.Credit)}
		}
	}
	return out
}

func plain(s string) atomText { return atomText{"text", clean(s)} }
