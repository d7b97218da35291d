package domain

import "time"

// Count is how much of something an edition has published: a section, a
// source, a day.
type Count struct {
	ID     int64     `json:"id,omitempty"` // of a source
	Name   string    `json:"name"`         // a section, a source's name, or a day in UTC such as "2026-11-23"
	Number int       `json:"number"`
	Latest time.Time `json:"latest"` // Headline.Time of the latest
}

// ArticleLine is an article as a list for editors shows it.
type ArticleLine struct {
	ID         int64                        `json:"id"`
	Source     int64                        `json:"source"`
	SourceName string                       `json:"source_name"`
	Lang       string                       `json:"lang,omitempty"` // BCP 47
	Headline   string                       `json:"headline"`
	Published  time.Time                    `json:"published,omitzero"` // as its page says
	Read       time.Time                    `json:"read"`               // when the latest version was first read
	Number     int                          `json:"number"`             // of the latest version
	Retracted  time.Time                    `json:"retracted,omitzero"`
	Statuses   map[string]TranslationStatus `json:"statuses,omitempty"` // of the latest translation, by edition
}
