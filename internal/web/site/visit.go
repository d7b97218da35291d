package site

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/web/static"
	"github.com/dragoman-news/dragoman/internal/web/templates"
)

// visit is what the handlers of an edition know of a request besides it.
type visit struct {
	edition domain.Edition // zero where a page belongs to none
	words   message.Messages
	locale  message.Locale
	now     time.Time // in the site's zone
}

func (s *Site) visit(e domain.Edition) visit {
	return visit{edition: e, words: message.For(e.Lang), locale: message.LocaleOf(e.Lang), now: s.Now().In(s.Zone)}
}

// text returns a message; see message.Messages.Text.
func (v visit) text(key message.Key, pairs ...string) string { return v.words.Text(key, pairs...) }

// number writes a number as the edition's readers do.
func (v visit) number(n int) string { return v.locale.Number(n) }

// foreign returns the language of what the interface says where that isn't the
// edition's, else "".
func (v visit) foreign() string {
	if said := v.words.Lang(); lang.Base(said) != lang.Base(v.edition.Lang) {
		return said
	}
	return ""
}

// native returns the edition's language where the interface speaks another
// one, else "": that of dates among what the interface says.
func (v visit) native() string {
	if v.foreign() == "" {
		return ""
	}
	return v.edition.Lang
}

// brand returns the name that stands above the pages of an edition.
func (s *Site) brand(e domain.Edition) string {
	if title := line(e.Title); title != "" {
		return title
	}
	return s.Title
}

// line returns foreign text as a clean single line, which can't act on the
// text around it.
func line(text string) string { return strings.Join(document.PlainLines(text, 0), " ") }

// name isolates foreign text that stands within a sentence, so that its
// direction doesn't turn the sentence.
func name(text string) string {
	if text = line(text); text == "" {
		return ""
	}
	return "\u2068" + text + "\u2069"
}

// page is what a handler says of its page for the base of it.
type page struct {
	path        string // its own
	title       string
	description string
	noIndex     bool
	section     string // that it belongs to, by name
	latest      bool   // it is the page of the latest articles
	feeds       string // path of what has feeds; "" for the edition itself
	// elsewhere are the paths of this page in editions, this one included, by
	// their identifiers; nil where it stands in none but this.
	elsewhere map[string]string
}

// base returns what a page has in common with the others of its edition.
func (s *Site) base(ctx context.Context, v visit, p page) (templates.Base, error) {
	a, id := s.Addresses, v.edition.ID
	b := templates.Base{
		Head:  templates.Head{Title: p.title, Description: p.description, NoIndex: p.noIndex},
		Words: v.words, Lang: v.edition.Lang, Dir: document.Direction(v.edition.Lang), Brand: s.brand(v.edition),
		Home: a.Edition(id), Latest: a.Page(id, latestPage), Archive: a.Page(id, archivePage), Search: a.Page(id, searchPage),
		About: a.Page(id, aboutPage), Method: a.Page(id, methodPage), Manifest: a.Page(id, publish.ManifestName),
		Today: &templates.Moment{Text: v.locale.Weekday(v.now), ISO: v.now.Format(time.DateOnly)},
		Style: static.Named("style.css").Path, Offline: static.Named("offline.js").Path,
	}
	if a.Base != "" {
		b.Canonical = a.Absolute(p.path)
	}
	if err := s.addEditions(ctx, &b, v, p); err != nil {
		return b, err
	}
	sections, err := s.Store.EditionSections(ctx, id)
	if err != nil {
		return b, fmt.Errorf("sections of %s: %w", p.path, err)
	}
	b.Sections = append(b.Sections, templates.Link{Href: b.Latest, Text: v.text(message.Latest), Lang: v.foreign(), Current: p.latest})
	for _, c := range sections {
		if c.Name != "" {
			b.Sections = append(b.Sections, s.sectionLink(v, c.Name, c.Name == p.section))
		}
	}
	b.Feeds = feeds(v, a, p)
	if p.description == "" && p.title == "" {
		b.Description = v.text(message.Promise)
	}
	b.Share = &templates.Share{Type: "website", Locale: publish.Locale(v.edition.Lang)}
	return b, nil
}

// feeds are the feeds of what a page lists.
func feeds(v visit, a publish.Addresses, p page) []templates.Feed {
	of := p.feeds
	if of == "" {
		of = a.Edition(v.edition.ID)
	}
	return []templates.Feed{
		{Title: "RSS", Type: publish.TypeRSS, Href: of + publish.FeedRSS},
		{Title: "Atom", Type: publish.TypeAtom, Href: of + publish.FeedAtom},
		{Title: "JSON Feed", Type: publish.TypeJSON, Href: of + publish.FeedJSON},
	}
}

// addEditions lists the editions, each by this page in it or else its front.
func (s *Site) addEditions(ctx context.Context, b *templates.Base, v visit, p page) error {
	all, err := s.Store.Editions(ctx)
	if err != nil {
		return fmt.Errorf("editions of %s: %w", p.path, err)
	}
	for _, e := range all {
		path, there := p.elsewhere[e.ID]
		if there && s.Addresses.Base != "" && len(p.elsewhere) > 1 {
			b.Alternates = append(b.Alternates, templates.Alternate{Lang: e.Lang, Href: s.Addresses.Absolute(path)})
		}
		if !there {
			path = s.Addresses.Edition(e.ID)
		}
		b.Editions = append(b.Editions, templates.Link{Href: path, Text: selfName(e.Lang, all), Lang: e.Lang, Current: e.ID == v.edition.ID})
	}
	if p.path == s.Addresses.Edition(v.edition.ID) && len(b.Alternates) > 0 {
		b.Alternates = append(b.Alternates, templates.Alternate{Lang: "x-default", Href: s.Addresses.Absolute("/")})
	}
	return nil
}

// selfName returns a language's name in itself, with its region only where
// another edition is in the same language.
func selfName(tag string, all []domain.Edition) string {
	same := 0
	for _, e := range all {
		if lang.Base(e.Lang) == lang.Base(tag) {
			same++
		}
	}
	if base := lang.Base(tag); same < 2 && base != "" {
		tag = base
	}
	return lang.SelfName(tag)
}

// everywhere returns the paths of a page that every edition has.
func (s *Site) everywhere(ctx context.Context, path func(edition string) string) (map[string]string, error) {
	all, err := s.Store.Editions(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, e := range all {
		out[e.ID] = path(e.ID)
	}
	return out, nil
}

// sectionLink leads to a section.
func (s *Site) sectionLink(v visit, section string, current bool) templates.Link {
	return templates.Link{
		Href: s.Addresses.Section(v.edition.ID, section), Text: s.sectionName(v, section), Lang: v.sectionLang(section), Current: current,
	}
}

// sectionLang returns the language of what sectionName returns where that
// isn't the edition's. Operators are taken to name sections in the latter.
func (v visit) sectionLang(section string) string {
	if v.words.Section(section) == "" {
		return v.native()
	}
	return v.foreign()
}

// sectionName returns a section's name as the edition says it: sections that
// the catalogue knows are named in its language, others as their source's
// operator named them.
func (s *Site) sectionName(v visit, section string) string {
	if text := v.words.Section(section); text != "" {
		return text
	}
	return line(section)
}

// write answers with a page.
func write(w http.ResponseWriter, p templates.Page, noIndex bool) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if noIndex {
		w.Header().Set("X-Robots-Tag", "noindex")
	}
	return templates.Write(w, p)
}

// moved leads to the path that a page has now. Its title may change back, so
// that nobody is to remember for good what led where.
func moved(w http.ResponseWriter, r *http.Request, path string) {
	w.Header().Set("Cache-Control", "no-cache")
	http.Redirect(w, r, path, http.StatusMovedPermanently) //nolint:gosec // a path of this site, made by Addresses
}

// missing reports whether an error says that there is no such thing.
func missing(err error) bool { return errors.Is(err, domain.ErrNotFound) }
