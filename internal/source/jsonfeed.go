package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// object is a JSON object whose members may have any type, as feeds' do.
type object map[string]any

// text returns the first of the members that is a string or number, trimmed.
func (o object) text(names ...string) string {
	for _, name := range names {
		switch v := o[name].(type) {
		case string:
			if v = strings.TrimSpace(v); v != "" {
				return v
			}
		case json.Number:
			return v.String()
		case float64:
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
	}
	return ""
}

func (o object) number(name string) int64 {
	n, err := strconv.ParseFloat(o.text(name), 64)
	if err != nil || n < 0 || n > 1<<50 {
		return 0
	}
	return int64(n)
}

// objects returns a member that is an object or a list of them.
func (o object) objects(name string) []object {
	switch v := o[name].(type) {
	case map[string]any:
		return []object{v}
	case []any:
		var out []object
		for _, e := range v {
			if m, ok := e.(map[string]any); ok {
				out = append(out, m)
			}
		}
		return out
	default:
		return nil
	}
}

// texts returns a member that is a string or a list of strings.
func (o object) texts(name string) []string {
	switch v := o[name].(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	default:
		return nil
	}
}

// parseJSON reads JSON Feed 1.0 and 1.1 item by item, so that of one that
// breaks off the complete items are kept.
func (p *parser) parseJSON() error {
	text := p.body.Text[strings.IndexByte(p.body.Text, '{'):]
	d := json.NewDecoder(strings.NewReader(mendJSON(text)))
	d.UseNumber()
	top, items := object{}, false
	err := eachMember(d, func(name string) error {
		if name != "items" {
			var v any
			err := d.Decode(&v)
			top[name] = v
			return err
		}
		items = true
		return eachElement(d, func() error {
			var v any
			if err := d.Decode(&v); err != nil {
				return err
			}
			if o, ok := v.(map[string]any); ok {
				p.take(jsonItem(o))
			}
			return nil
		})
	})
	switch {
	case !items && !strings.Contains(top.text("version"), "jsonfeed"):
		if err != nil {
			return fmt.Errorf("it is no JSON Feed: %w: %w", err, domain.ErrInvalid)
		}
		return fmt.Errorf("it is JSON but no JSON Feed (it has neither version nor items): %w", domain.ErrInvalid)
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		p.wrong.add("truncated", "")
	case err != nil:
		p.wrong.add("json", "")
	}
	p.jsonTop(top)
	return nil
}

// eachMember reads an object and calls visit where each member's value begins.
func eachMember(d *json.Decoder, visit func(name string) error) error {
	if err := expect(d, json.Delim('{')); err != nil {
		return err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		key, _ := name.(string)
		if err := visit(key); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// eachElement reads a list and calls visit where each element begins.
func eachElement(d *json.Decoder, visit func() error) error {
	if err := expect(d, json.Delim('[')); err != nil {
		return err
	}
	for d.More() {
		if err := visit(); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func expect(d *json.Decoder, want json.Delim) error {
	got, err := d.Token()
	if err == nil && got != want {
		err = fmt.Errorf("%v where %v was expected", got, want)
	}
	return err
}

// mendJSON removes what JSON forbids and feeds contain: control characters
// inside strings and commas before a closing bracket.
func mendJSON(s string) string {
	b := []byte(s)
	inString, escaped, comma := false, false, -1
	for i, c := range b {
		if c < ' ' {
			b[i] = ' ' // outside of strings it is white space as well
			c = ' '
		}
		switch {
		case escaped:
			escaped = false
		case inString && c == '\\':
			escaped = true
		case c == '"':
			inString, comma = !inString, -1
		case inString || c == ' ':
		case c == ',':
			comma = i
		case (c == ']' || c == '}') && comma >= 0:
			b[comma], comma = ' ', -1
		default:
			comma = -1
		}
	}
	return string(b)
}

func (p *parser) jsonTop(o object) {
	f := p.feed
	f.Kind = KindJSON
	if _, v, ok := strings.Cut(o.text("version"), "/version/"); ok {
		f.Version = cut(strings.Trim(v, "/"), 10)
	}
	f.Title = literal(o.text("title"))
	f.Description = squeeze(o.text("description"), maxSummaryBytes)
	f.Ended, _ = o["expired"].(bool)
	f.Self = text(resolve(p.body.URL, o.text("feed_url")))
	f.Next = text(resolve(p.body.URL, o.text("next_url")))
	f.Image = text(resolve(p.body.URL, o.text("icon", "favicon")))
	p.site = link{href: o.text("home_page_url")}
	p.lang = o.text("language")
	p.authors = jsonAuthors(o)
	for _, hub := range o.objects("hubs") {
		u := text(resolve(p.body.URL, hub.text("url")))
		if strings.EqualFold(hub.text("type"), "websub") && u != "" && !slices.Contains(f.Hubs, u) && len(f.Hubs) < maxList {
			f.Hubs = append(f.Hubs, u)
		}
	}
}

func jsonAuthors(o object) []string {
	var out []string
	for _, a := range append(o.objects("authors"), o.objects("author")...) {
		out = append(out, a.text("name"))
	}
	return append(out, append(o.texts("authors"), o.texts("author")...)...)
}

func jsonItem(o object) draft {
	d := draft{
		id:         o.text("id"),
		idIsLink:   true,
		title:      construct{value: o.text("title"), plain: !hasTags(o.text("title"))},
		summary:    construct{value: o.text("summary"), plain: !hasTags(o.text("summary"))},
		content:    construct{value: o.text("content_html")},
		lang:       o.text("language"),
		authors:    jsonAuthors(o),
		categories: o.texts("tags"),
	}
	if d.content.value == "" {
		d.content = construct{value: o.text("content_text"), plain: true}
	}
	for _, name := range []string{"url", "external_url"} {
		if href := o.text(name); href != "" {
			d.links = append(d.links, link{href: href})
		}
	}
	for _, name := range []string{"image", "banner_image"} {
		if address := o.text(name); address != "" {
			d.media = append(d.media, file{Media: Media{URL: address, Image: true}})
		}
	}
	for _, a := range o.objects("attachments") {
		f := file{Media: Media{
			URL: a.text("url"), Type: strings.ToLower(a.text("mime_type")), Title: headline(a.text("title")), Bytes: a.number("size_in_bytes"),
		}}
		f.Image = strings.HasPrefix(f.Type, "image/") || f.Type == "" && imagePath(f.URL)
		d.media = append(d.media, f)
	}
	if s := o.text("date_published"); s != "" {
		d.published = []string{s}
	}
	if s := o.text("date_modified"); s != "" {
		d.updated = []string{s}
	}
	return d
}
