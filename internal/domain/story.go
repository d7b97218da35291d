package domain

import "time"

// Story is the coverage of one event in one language, as far as placing an
// article needs it.
type Story struct {
	ID       int64     `json:"id"`
	Lang     string    `json:"lang,omitempty"` // base language
	Articles int       `json:"articles"`       // placed in it
	Latest   time.Time `json:"latest"`         // of its latest article
	Centroid []byte    `json:"-"`              // its terms, as package story packs them
}

// StoryMember is an article's place among the stories.
type StoryMember struct {
	Article int64     `json:"article"`
	Version int64     `json:"version"` // of the article, that it was placed by
	Story   int64     `json:"story"`
	CopyOf  int64     `json:"copy_of,omitempty"` // the article that has the text first; 0 for an original
	Time    time.Time `json:"time"`              // when it was published, else read
	Terms   []int64   `json:"terms"`             // its weightiest terms, by hash
	Sketch  []byte    `json:"-"`                 // of its wording, as package story packs it
}

// StoryTerm is what is known of a term: a word in a language, by hash.
type StoryTerm struct {
	Hash     int64
	Articles int64   // that hold it
	Stories  []int64 // that lately got an article in which it weighs much, the latest first
}

// Placement is what placing an article changes.
type Placement struct {
	Member StoryMember
	Prints []int64     // of the member's wording, by which copies find it
	Story  Story       // that the member joins; a new one has no ID
	Merged int64       // a story that turned out to be Story, 0 for none
	Terms  []StoryTerm // as they are from now on
	Copies []int64     // articles that are copies of the member
}

// Covered is a story in an edition by its latest article.
type Covered struct {
	Headline Headline `json:"headline"`
	Sources  int      `json:"sources"` // that have covered it in words of their own
}
