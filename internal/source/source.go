// Package source reads what news sites offer to those who follow them: RSS,
// RDF, Atom and JSON feeds, news sitemaps, sitemaps and their indexes, and
// plain section pages. It finds a site's feeds, reads and writes OPML, says
// which items are the same page and which pass a filter, and when to ask again.
//
// Everything here is pure: text and structs in, structs out. What comes in is
// hostile until proven otherwise, and most of what is broken about it is
// repaired and told as a Problem rather than refused. Time and memory are in
// proportion to the length of the text, and nothing that a feed names (an
// entity, a schema, an address) is ever fetched.
package source

import (
	"net/url"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Kind names the format that a source was read from.
type Kind string

// The kinds of sources.
const (
	KindRSS          Kind = "rss"           // RSS 0.91 to 2.0
	KindRDF          Kind = "rdf"           // RSS 0.9 and 1.0
	KindAtom         Kind = "atom"          // Atom 0.3 and 1.0
	KindJSON         Kind = "json-feed"     // JSON Feed 1.0 and 1.1
	KindNewsSitemap  Kind = "news-sitemap"  // a sitemap whose entries have news:news
	KindSitemap      Kind = "sitemap"       // a list of pages
	KindSitemapIndex Kind = "sitemap-index" // a list of sitemaps: see Feed.Maps
	KindPage         Kind = "page"          // a section page's links: see Section
)

// Body is a resource as it was received, decoded.
type Body struct {
	Text        string    // valid UTF-8, without a byte order mark
	Charset     string    // what Text was decoded from, in the WHATWG Encoding standard's names; empty when unknown
	ContentType string    // the header as sent; empty when there was none
	URL         *url.URL  // where it was found, absolute; nil when unknown: then relative addresses are dropped
	Received    time.Time // dates after it are wrong; zero means that none are
}

// Feed is a source at one moment. What it doesn't say stays zero.
type Feed struct {
	Kind        Kind      `json:"kind"`
	Version     string    `json:"version,omitempty"` // of the format, such as "2.0"
	Title       string    `json:"title,omitempty"`
	Description string    `json:"description,omitempty"` // plain text
	Site        string    `json:"site,omitempty"`        // the address of the page that it belongs to
	Self        string    `json:"self,omitempty"`        // its own address, as it gives it; WebSub's topic
	Hubs        []string  `json:"hubs,omitempty"`        // WebSub hubs
	Next        string    `json:"next,omitempty"`        // the address of older items (RFC 5005, JSON Feed)
	Lang        string    `json:"lang,omitempty"`        // BCP 47
	Image       string    `json:"image,omitempty"`
	Updated     time.Time `json:"updated,omitzero"`
	Ended       bool      `json:"ended,omitempty"` // it says that nothing more will come
	Hints       Hints     `json:"hints,omitzero"`

	Items    []Item                 `json:"items"`
	Maps     []Map                  `json:"maps,omitempty"`
	Licence  []domain.LicenceSignal `json:"licence_signals,omitempty"`
	Problems []Problem              `json:"problems,omitempty"`
}

// Map is an entry of a sitemap index.
type Map struct {
	URL      string    `json:"url"`
	Modified time.Time `json:"modified,omitzero"`
}

// Hints is what a feed says about when to ask again. In JSON, durations are
// nanoseconds.
type Hints struct {
	TTL       time.Duration  `json:"ttl,omitempty"`        // how long an answer stays good
	Every     time.Duration  `json:"every,omitempty"`      // how often it changes (sy:updatePeriod, sy:updateFrequency)
	SkipHours []int          `json:"skip_hours,omitempty"` // hours of the day in UTC without news, 0 to 23, sorted
	SkipDays  []time.Weekday `json:"skip_days,omitempty"`  // days in UTC without news, sorted
}

// IsZero reports whether h says nothing, so that JSON can omit it.
func (h Hints) IsZero() bool {
	return h.TTL == 0 && h.Every == 0 && len(h.SkipHours) == 0 && len(h.SkipDays) == 0
}

// Item is an entry of a source, before its page is read.
type Item struct {
	ID          string        `json:"id"`             // what the feed calls it, else made from its address or text; unique in a Feed
	Key         string        `json:"key"`            // the same for the same page under several addresses: see Key
	URL         string        `json:"url,omitempty"`  // absolute, without tracking parameters; empty when it has no page of its own
	Link        string        `json:"link,omitempty"` // the address as the feed gives it, resolved
	Title       string        `json:"title,omitempty"`
	Summary     string        `json:"summary,omitempty"` // plain text, paragraphs parted by newlines
	ContentHTML UntrustedHTML `json:"content_html,omitempty"`
	ContentBase string        `json:"content_base,omitempty"` // what addresses in ContentHTML are relative to
	Authors     []string      `json:"authors,omitempty"`
	Published   time.Time     `json:"published,omitzero"`
	Updated     time.Time     `json:"updated,omitzero"`
	Lang        string        `json:"lang,omitempty"` // BCP 47
	Categories  []string      `json:"categories,omitempty"`
	Media       []Media       `json:"media,omitempty"` // images first, in the order of their promise
	Origin      *Origin       `json:"origin,omitempty"`
	Notes       []string      `json:"notes,omitempty"` // what was repaired, each a sentence

	Licence []domain.LicenceSignal `json:"licence_signals,omitempty"`
}

// UntrustedHTML is foreign markup, word for word. It may hold anything and is
// only ever an input of extraction, never shown.
type UntrustedHTML string

// Media is a file that belongs to an item.
type Media struct {
	URL    string `json:"url"`
	Type   string `json:"type,omitempty"`   // media type; empty when unknown
	Bytes  int64  `json:"bytes,omitempty"`  // 0 when unknown
	Width  int    `json:"width,omitempty"`  // pixels, 0 when unknown
	Height int    `json:"height,omitempty"` // pixels, 0 when unknown
	Title  string `json:"title,omitempty"`  // caption or description
	Credit string `json:"credit,omitempty"`
	Image  bool   `json:"image,omitempty"`
}

// Origin is the feed that an item was taken over from (RSS source, Atom source).
type Origin struct {
	Title string `json:"title,omitempty"`
	URL   string `json:"url,omitempty"`
}

// Time returns when the item was published, else updated, else zero.
func (i Item) Time() time.Time {
	if !i.Published.IsZero() {
		return i.Published
	}
	return i.Updated
}

// Newest returns the latest Time of the feed's items; zero when none has one.
func (f *Feed) Newest() time.Time {
	var newest time.Time
	for i := range f.Items {
		if t := f.Items[i].Time(); t.After(newest) {
			newest = t
		}
	}
	return newest
}

// Problem is something that is wrong with a source and that was worked around.
type Problem struct {
	Code    string `json:"code"`    // such as "truncated"
	Message string `json:"message"` // a sentence
}

// Limits on what is read of one source. What is beyond them is left out with
// a Problem, never silently.
const (
	maxTextBytes    = 64 << 20 // of a Body; more is refused. A sitemap may have 50 MB (sitemaps.org)
	maxPageBytes    = 4 << 20  // of a section page, whose tree takes thirty times the room
	maxLinks        = 10_000   // of a section page
	maxItems        = 2_000    // of a feed
	maxLocations    = 50_000   // of a sitemap or an index (sitemaps.org)
	maxContentBytes = 1 << 20  // of one item's content
	maxSummaryBytes = 8 << 10
	maxTitleBytes   = 1 << 10
	maxIDBytes      = 1 << 10
	maxURLBytes     = 8 << 10 // what the fetching side accepts
	maxList         = 50      // categories, authors, media of one item; hubs and licence signals of a feed
	maxDepth        = 256     // of nested elements
	maxNodes        = 5_000   // elements in one item
)
