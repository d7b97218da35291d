package publish

import (
	"encoding/json"
	"fmt"
	"io"
)

type jsonFeed struct {
	Version     string     `json:"version"`
	Title       string     `json:"title"`
	Home        string     `json:"home_page_url"`
	Self        string     `json:"feed_url"`
	Description string     `json:"description,omitempty"`
	Icon        string     `json:"icon,omitempty"`
	Language    string     `json:"language,omitempty"`
	Hubs        []jsonHub  `json:"hubs,omitempty"`
	Items       []jsonItem `json:"items"`
}

type jsonHub struct {
	Type string `json:"type"`
	URL  string `json:"url"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	External  string       `json:"external_url,omitempty"`
	Title     string       `json:"title"`
	HTML      string       `json:"content_html,omitempty"`
	Text      string       `json:"content_text,omitempty"`
	Summary   string       `json:"summary,omitempty"`
	Image     string       `json:"image,omitempty"`
	Published string       `json:"date_published,omitempty"`
	Modified  string       `json:"date_modified,omitempty"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
	Tags      []string     `json:"tags,omitempty"`
	Language  string       `json:"language,omitempty"`
	Origin    *jsonOrigin  `json:"_origin,omitempty"` // an extension, as version 1.1 allows
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonOrigin struct {
	Name    string `json:"name"`
	Feed    string `json:"feed_url,omitempty"`
	Licence string `json:"license,omitempty"`
}

// WriteJSON writes f as JSON Feed 1.1. An item's external_url is the original.
func (f Feed) WriteJSON(w io.Writer) error {
	at := f.Addresses.Absolute
	j := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: clean(f.Title), Home: at(f.Home), Self: at(f.Path),
		Description: clean(f.Description), Language: f.Lang, Items: []jsonItem{},
	}
	if f.Icon != "" {
		j.Icon = at(f.Icon)
	}
	if f.Hub != "" {
		j.Hubs = []jsonHub{{"WebSub", f.Hub}}
	}
	for _, e := range f.Entries {
		i := jsonItem{
			ID: f.id(e.ID), URL: at(e.Path), External: e.Origin.URL, Title: clean(e.Title), Summary: clean(e.Summary),
			Published: rfc3339(e.published()), Modified: rfc3339(e.Changed), Language: e.Lang,
			Origin: &jsonOrigin{Name: e.originName(), Feed: e.Origin.Feed, Licence: e.Licence},
		}
		if i.HTML = e.HTML; i.HTML != "" {
			i.HTML += paragraphs(e.Note)
		} else {
			i.Text = e.about()
		}
		if i.HTML == "" && i.Text == "" { // an item must have one
			i.Text = i.Title
		}
		if e.Picture != nil {
			i.Image = at(e.Picture.Path)
		}
		for _, name := range e.byline() {
			i.Authors = append(i.Authors, jsonAuthor{clean(name)})
		}
		if e.Section != "" {
			i.Tags = []string{clean(e.Section)}
		}
		j.Items = append(j.Items, i)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(j); err != nil {
		return fmt.Errorf("write JSON feed: %w", err)
	}
	return nil
}
