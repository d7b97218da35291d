package source

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// OPML is a list of feeds as feed readers exchange it (OPML 1.0 and 2.0).
type OPML struct {
	Title    string
	Owner    string
	Created  time.Time
	Feeds    []Subscription // in the file's order
	Problems []Problem      // what was wrong with a file that was read
}

// Subscription is a feed in an OPML list.
type Subscription struct {
	Title       string
	URL         string   // of the feed, absolute
	Site        string   // of its page, absolute; empty when unknown
	Section     []string // the folders that it is in, outermost first
	Lang        string   // BCP 47
	Description string
}

const (
	maxSubscriptions = 20_000
	maxFolders       = 16 // depth; deeper folders are joined with the last
)

// ReadOPML reads a list of feeds. Folders become sections; entries that are no
// feeds are left out. What is broken is repaired as far as it can be and told
// in Problems; a text that is no OPML at all is domain.ErrInvalid.
func ReadOPML(text string) (*OPML, error) {
	if len(text) > maxTextBytes {
		return nil, fmt.Errorf("read OPML: %d bytes are more than %d: %w", len(text), maxTextBytes, domain.ErrInvalid)
	}
	if !opmlStart.MatchString(text[:min(len(text), startBytes)]) {
		advice := "it has no opml element"
		if sniff(text) == startMarkup {
			advice = "it is a feed; add it as a source instead"
		}
		return nil, fmt.Errorf("read OPML: %s: %w", advice, domain.ErrInvalid)
	}
	r := &opmlReader{list: &OPML{}, known: map[string]bool{}}
	m := &markup{src: strings.TrimPrefix(text, "\uFEFF"), roots: []string{"opml"}, holder: "body", most: 4 * maxSubscriptions, flush: true}
	m.done = func(n *node) {
		switch {
		case n.is("", "head"):
			r.head(n)
		case n.is("", "outline"):
			r.outline(n, nil)
		}
	}
	m.read()
	r.wrong.addN("unclosed", m.count[faultEnd], "")
	m.complain(&r.wrong)
	if len(r.list.Feeds) == 0 {
		r.wrong.add("no-items", "")
	}
	r.list.Problems = r.wrong.problems()
	return r.list, nil
}

type opmlReader struct {
	list  *OPML
	known map[string]bool // keys of the feeds
	wrong complaints
}

func (r *opmlReader) head(n *node) {
	r.list.Title = headline(n.value("", "title"))
	r.list.Owner = headline(n.value("", "ownername"))
	if d, ok := parseDate(n.value("", "datecreated")); ok {
		r.list.Created = d.t
	}
}

// outline takes a feed, or a folder with what is in it.
func (r *opmlReader) outline(n *node, folders []string) {
	title := headline(cmp.Or(n.attr("title"), n.attr("text")))
	address := cmp.Or(n.attr("xmlurl"), n.attr("xmlhref"))
	if address == "" && n.attr("type") == "rss" {
		address = n.attr("url")
	}
	switch {
	case address != "":
		r.feed(n, title, address, folders)
	case len(n.kids) > 0 && title != "" && len(folders) < maxFolders:
		folders = append(slices.Clip(folders), title)
	}
	for _, k := range n.kids {
		if k.is("", "outline") {
			r.outline(k, folders)
		}
	}
}

func (r *opmlReader) feed(n *node, title, address string, folders []string) {
	u := resolve(nil, address)
	switch {
	case u == nil:
		r.wrong.add("bad-link", address)
		return
	case r.known[u.String()]:
		r.wrong.add("duplicate", u.String())
		return
	case len(r.list.Feeds) >= maxSubscriptions:
		r.wrong.add("items", "")
		return
	}
	r.known[u.String()] = true
	s := Subscription{
		Title:       title,
		URL:         u.String(),
		Site:        text(resolve(nil, n.attr("htmlurl"))),
		Section:     slices.Clone(folders),
		Description: line(n.attr("description"), maxTitleBytes),
	}
	if len(s.Section) == 0 {
		s.Section = opmlCategory(n.attr("category"))
	}
	lang, ok := languageTag(n.attr("language"))
	if !ok && !strings.EqualFold(n.attr("language"), "unknown") { // what OPML 2.0 writes for none
		r.wrong.add("bad-lang", n.attr("language"))
	}
	s.Lang = lang
	r.list.Feeds = append(r.list.Feeds, s)
}

// opmlCategory reads the first of a comma-separated list of paths such as
// "/News/World".
func opmlCategory(s string) []string {
	first, _, _ := strings.Cut(s, ",")
	var out []string
	for part := range strings.SplitSeq(first, "/") {
		if part = headline(part); part != "" && len(out) < maxFolders {
			out = append(out, part)
		}
	}
	return out
}

// folder is a section with what is in it, for writing.
type folder struct {
	name    string
	feeds   []Subscription
	folders []*folder
}

func (f *folder) at(path []string) *folder {
	for _, name := range path {
		i := slices.IndexFunc(f.folders, func(o *folder) bool { return o.name == name })
		if i < 0 {
			i = len(f.folders)
			f.folders = append(f.folders, &folder{name: name})
		}
		f = f.folders[i]
	}
	return f
}

// WriteOPML writes a list of feeds as OPML 2.0, sections as folders in the
// order in which they first occur, feeds without a section first.
func WriteOPML(w io.Writer, list *OPML) error {
	root := &folder{}
	for _, s := range list.Feeds {
		f := root.at(s.Section)
		f.feeds = append(f.feeds, s)
	}
	o := &opmlWriter{w: bufio.NewWriter(w)}
	o.raw(xml.Header + "<opml version=\"2.0\">\n  <head>\n")
	o.element("title", list.Title)
	if !list.Created.IsZero() {
		o.element("dateCreated", list.Created.UTC().Format(time.RFC1123Z))
	}
	o.element("ownerName", list.Owner)
	o.raw("  </head>\n  <body>\n")
	o.folder(root, "    ")
	o.raw("  </body>\n</opml>\n")
	if err := o.w.Flush(); err != nil { // which remembers the first error of all
		return fmt.Errorf("write OPML: %w", err)
	}
	return nil
}

type opmlWriter struct{ w *bufio.Writer }

func (o *opmlWriter) raw(s string) { _, _ = o.w.WriteString(s) } // Flush returns the error

func (o *opmlWriter) element(name, value string) {
	if value != "" {
		o.raw("    <" + name + ">")
		_ = xml.EscapeText(o.w, []byte(value))
		o.raw("</" + name + ">\n")
	}
}

func (o *opmlWriter) attribute(name, value string) {
	if value != "" {
		o.raw(" " + name + `="`)
		_ = xml.EscapeText(o.w, []byte(value))
		o.raw(`"`)
	}
}

func (o *opmlWriter) folder(f *folder, indent string) {
	for _, s := range f.feeds {
		o.raw(indent + "<outline")
		o.attribute("type", "rss")
		o.attribute("text", cmp.Or(s.Title, s.URL))
		o.attribute("title", s.Title)
		o.attribute("xmlUrl", s.URL)
		o.attribute("htmlUrl", s.Site)
		o.attribute("description", s.Description)
		o.attribute("language", s.Lang)
		o.raw("/>\n")
	}
	for _, inner := range f.folders {
		o.raw(indent + "<outline")
		o.attribute("text", inner.name)
		o.raw(">\n")
		o.folder(inner, indent+"  ")
		o.raw(indent + "</outline>\n")
	}
}
