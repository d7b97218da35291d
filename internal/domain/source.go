package domain

import (
	"fmt"
	"time"
)

// Source is a site or feed that is followed.
type Source struct {
	ID       int64         `json:"id"`
	Name     string        `json:"name"`
	Address  string        `json:"address"` // of the feed, sitemap or page; no two sources share one
	Host     string        `json:"host"`    // of Address: the unit of politeness
	Kind     string        `json:"kind,omitempty"`
	Selector string        `json:"selector,omitempty"` // CSS, for section pages
	Lang     string        `json:"lang,omitempty"`     // BCP 47, a hint
	Section  string        `json:"section,omitempty"`
	Editions []string      `json:"editions,omitempty"` // the identifiers of the editions it goes into
	Mode     SourceMode    `json:"mode"`
	Licence  string        `json:"licence,omitempty"` // the statement that allows the mode
	Engine   string        `json:"engine,omitempty"`  // empty: the edition's choice
	Include  []string      `json:"include,omitempty"` // rules of the filter
	Exclude  []string      `json:"exclude,omitempty"`
	Checks   []string      `json:"checks,omitempty"`    // severities of checks, as RULE=block, warn, note or off
	MinEvery time.Duration `json:"min_every,omitempty"` // bounds of the polling interval; 0 is the default
	MaxEvery time.Duration `json:"max_every,omitempty"`
	Paused   bool          `json:"paused,omitempty"`
	Created  time.Time     `json:"created"`
	Poll     Poll          `json:"poll"`
}

// Validate reports what keeps s from being followed, as ErrInvalid.
func (s Source) Validate() error {
	switch {
	case s.Name == "":
		return fmt.Errorf("a source needs a name: %w", ErrInvalid)
	case s.Address == "" || s.Host == "":
		return fmt.Errorf("source %q needs an address with a host: %w", s.Name, ErrInvalid)
	case s.MinEvery < 0 || s.MaxEvery < 0 || s.MaxEvery > 0 && s.MaxEvery < s.MinEvery:
		return fmt.Errorf("source %q: the least time between two polls (%s) and the greatest (%s) must be positive and in order: %w", s.Name, s.MinEvery, s.MaxEvery, ErrInvalid)
	}
	switch s.Mode {
	case ModeFull, ModeExcerpt, ModeHeadline, ModeMonitor:
		return nil
	default:
		return fmt.Errorf("source %q has the unknown mode %q (full, excerpt, headline or monitor): %w", s.Name, s.Mode, ErrInvalid)
	}
}

// SourceMode says how much of a source's articles readers may see.
type SourceMode string

// The modes, most open first.
const (
	ModeFull     SourceMode = "full"
	ModeExcerpt  SourceMode = "excerpt"
	ModeHeadline SourceMode = "headline"
	ModeMonitor  SourceMode = "monitor" // for editors only
)

// Poll is what is remembered of a source's polls, and when the next is due.
type Poll struct {
	State        PollState `json:"state,omitzero"`
	ETag         string    `json:"etag,omitempty"`          // as the last answer gave them
	LastModified string    `json:"last_modified,omitempty"` // for the next request
	Next         time.Time `json:"next"`
	Health       string    `json:"health,omitempty"` // in source.Health's words
	Problem      string    `json:"problem,omitempty"`
}

// PollState is the adaptive part of Poll. Its fields are those of
// source.State, in the same order, so that one converts to the other.
type PollState struct {
	Interval    time.Duration `json:"interval,omitempty"`
	Failures    int           `json:"failures,omitempty"`
	FailingFrom time.Time     `json:"failing_from,omitzero"`
	LastSuccess time.Time     `json:"last_success,omitzero"`
	LastChange  time.Time     `json:"last_change,omitzero"`
	Unchanged   int           `json:"unchanged,omitempty"`
}

// Item is an entry of a source as it is kept, before and after its page is read.
type Item struct {
	ID          int64           `json:"id"`
	Source      int64           `json:"source"`
	Key         string          `json:"key"` // identifies the page; one item per source and key
	URL         string          `json:"url,omitempty"`
	Title       string          `json:"title,omitempty"`
	Summary     string          `json:"summary,omitempty"`
	ContentHTML string          `json:"content_html,omitempty"` // foreign, only ever an input of extraction
	ContentBase string          `json:"content_base,omitempty"`
	Authors     []string        `json:"authors,omitempty"`
	Categories  []string        `json:"categories,omitempty"`
	Lang        string          `json:"lang,omitempty"`
	Published   time.Time       `json:"published,omitzero"`
	Updated     time.Time       `json:"updated,omitzero"`
	FirstSeen   time.Time       `json:"first_seen"`
	Changed     time.Time       `json:"changed"` // when what the source says of it last changed
	Article     int64           `json:"article,omitempty"`
	Licence     []LicenceSignal `json:"licence_signals,omitempty"` // what the source says of it, and of all of its items
	Problem     string          `json:"problem,omitempty"`         // why its page can't become an article; empty once its words change
}
