package publish

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// The names of feeds, below the path of what they list: an edition, a section
// or a source.
const (
	FeedRSS     = "feed.xml"    // whole texts where they may be shown
	FeedSummary = "summary.xml" // RSS with excerpts only
	FeedAtom    = "atom.xml"    // whole texts
	FeedJSON    = "feed.json"   // whole texts
)

// The media types of feeds.
const (
	TypeRSS  = "application/rss+xml"
	TypeAtom = "application/atom+xml"
	TypeJSON = "application/feed+json"
)

// MaxEntries is how many entries feeds hold.
const MaxEntries = 50

// Feed is a list of entries, to be written in one of the formats. Its addresses
// are absolute where Addresses has a base; readers resolve paths against the
// feed's own address, so that a copy without a base works, too.
type Feed struct {
	Addresses   Addresses
	Path        string // its own
	Home        string // path of the page that lists the same
	Title       string
	Description string
	Lang        string // BCP 47, of its entries
	Hub         string // address of its WebSub hub; empty for none
	Icon        string // path; empty for none
	Changed     time.Time
	Entries     []Entry
}

// id returns an identifier that is an absolute address, as Atom demands.
func (f Feed) id(path string) string {
	if f.Addresses.Base == "" {
		return "tag:localhost,2026:" + path
	}
	return f.Addresses.Absolute(path)
}

func (f Feed) changed() time.Time {
	last := f.Changed
	for _, e := range f.Entries {
		if e.Changed.After(last) {
			last = e.Changed
		}
	}
	return last
}

// clean returns s without what XML can't hold (XML 1.0, section 2.2), on one
// line.
func clean(s string) string {
	return oneLine(strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0xFFFE, r == 0xFFFF, r >= 0x7F && r < 0xA0:
			return -1
		}
		return r
	}, s))
}

// writeXML writes a document with its declaration.
func writeXML(w io.Writer, v any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("write XML: %w", err)
	}
	if err := xml.NewEncoder(w).Encode(v); err != nil {
		return fmt.Errorf("write XML: %w", err)
	}
	return nil
}

// about returns what stands for an entry's text where there is less than all of
// it: the excerpt and how it came to be.
func (e Entry) about() string {
	return strings.TrimSpace(clean(e.Summary) + "\n\n" + clean(e.Note))
}

// byline returns the entry's authors, else its source.
func (e Entry) byline() []string {
	if len(e.Authors) > 0 {
		return e.Authors
	}
	if e.Origin.Name != "" {
		return []string{e.Origin.Name}
	}
	return nil
}

// rfc822 is the form of RSS' dates.
func rfc822(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("Mon, 02 Jan 2006 15:04:05 -0700")
}

func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func (e Entry) published() time.Time {
	if e.Published.IsZero() {
		return e.Changed
	}
	return e.Published
}

// originName is what a feed that entries are taken from is called.
func (e Entry) originName() string { return cmp.Or(clean(e.Origin.Name), e.Origin.Feed) }
