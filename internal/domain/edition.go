package domain

import (
	"fmt"
	"regexp"
	"time"
)

// Edition is the site in one target language.
type Edition struct {
	ID       string            `json:"id"`   // in addresses and commands, such as "ru"
	Lang     string            `json:"lang"` // BCP 47
	Title    string            `json:"title"`
	Settings map[string]string `json:"settings,omitempty"`
}

var editionID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Validate reports what keeps e from being an edition, as ErrInvalid.
func (e Edition) Validate() error {
	if len(e.ID) > 32 || !editionID.MatchString(e.ID) {
		return fmt.Errorf("edition identifier %q is not made of small letters, digits and single hyphens, 32 at most: %w", e.ID, ErrInvalid)
	}
	if e.Lang == "" {
		return fmt.Errorf("edition %q needs a language: %w", e.ID, ErrInvalid)
	}
	return nil
}

// ArticleVersion is an article as it was at one reading.
type ArticleVersion struct {
	ID      int64     `json:"id"`
	Article int64     `json:"article"` // what all versions share
	Source  int64     `json:"source"`  // where the article was first seen
	Number  int       `json:"number"`  // from 1
	Read    time.Time `json:"read"`    // when this version was first read
	Content Article   `json:"content"`
}

// Address is one of the addresses under which an article is found.
type Address struct {
	Key string `json:"key"` // identifies the page: the same for spellings of one address
	URL string `json:"url"`
}

// TranslationStatus says where a translation stands between engine and reader.
type TranslationStatus string

// The statuses.
const (
	StatusWaiting    TranslationStatus = "waiting"    // nothing is translated yet, for the reason that is given; it is tried again
	StatusSkipped    TranslationStatus = "skipped"    // it is not to be translated, for the reason that is given
	StatusHeld       TranslationStatus = "held"       // waits for a person, for the reason that is given
	StatusReady      TranslationStatus = "ready"      // may be published
	StatusPublished  TranslationStatus = "published"  // readers see it
	StatusSuperseded TranslationStatus = "superseded" // a later version's is published
	StatusRejected   TranslationStatus = "rejected"   // by a person
	StatusRetracted  TranslationStatus = "retracted"  // it was published and must not be
)

// Edited is a translation of an article version for an edition, as it is kept.
type Edited struct {
	ID         int64             `json:"id"`
	Article    int64             `json:"article"`
	Version    int64             `json:"version"` // of the article, by ArticleVersion.ID
	Edition    string            `json:"edition"`
	Section    string            `json:"section,omitempty"` // the source's when it was translated; the store fills it
	Status     TranslationStatus `json:"status"`
	Reason     string            `json:"reason,omitempty"` // why it waits, or is skipped, held, rejected or retracted
	Content    Translation       `json:"content"`
	Rights     Rights            `json:"rights,omitzero"` // what the publisher's signals leave
	Mode       SourceMode        `json:"mode,omitempty"`  // how much of it may be shown now: the tighter of the source's mode and the rights; only ever read
	Made       time.Time         `json:"made"`
	Published  time.Time         `json:"published,omitzero"` // when readers first saw it
	ReviewedBy string            `json:"reviewed_by,omitempty"`
	ReviewedAt time.Time         `json:"reviewed_at,omitzero"`
}

// Validate reports what keeps e from being kept, as ErrInvalid.
func (e Edited) Validate() error {
	if e.Version == 0 || e.Edition == "" {
		return fmt.Errorf("a translation belongs to a version and an edition: %w", ErrInvalid)
	}
	switch e.Status {
	case StatusWaiting, StatusSkipped, StatusHeld, StatusReady, StatusRejected:
		return nil
	case StatusPublished, StatusSuperseded, StatusRetracted:
		return fmt.Errorf("a translation becomes %s by publishing or retracting it: %w", e.Status, ErrInvalid)
	default:
		return fmt.Errorf("unknown status %q: %w", e.Status, ErrInvalid)
	}
}

// Headline is a published translation as a list shows it.
type Headline struct {
	Translation int64      `json:"translation"`
	Article     int64      `json:"article"`
	Source      int64      `json:"source"`
	SourceName  string     `json:"source_name"`
	Mode        SourceMode `json:"mode"`              // how much of it may be shown: the tighter of the source's mode and the rights
	NoIndex     bool       `json:"noindex,omitempty"` // the publisher's signals keep it from search engines
	Lang        string     `json:"lang"`              // of the original, BCP 47
	Story       int64      `json:"story,omitempty"`   // the coverage that the article belongs to
	Section     string     `json:"section,omitempty"`
	Title       string     `json:"title"`
	Standfirst  string     `json:"standfirst,omitempty"`
	Image       string     `json:"image,omitempty"`
	Time        time.Time  `json:"time"`    // when the article was published, else when it was first read
	Changed     time.Time  `json:"changed"` // when this translation was published
	Reviewed    bool       `json:"reviewed,omitempty"`
	Human       bool       `json:"human,omitempty"` // a person translated it
	// Findings warn of the title, or of the standfirst: see Translation.Doubtful.
	DoubtfulTitle      bool `json:"doubtful_title,omitempty"`
	DoubtfulStandfirst bool `json:"doubtful_standfirst,omitempty"`
}
