// Package xliff writes and reads XLIFF 2.1 files (OASIS Standard, 2018), the form
// in which translators' tools take work in and give it back. Of a file it keeps
// what a translation needs: units, segments, their texts with inline markup,
// states and notes.
package xliff

import (
	"github.com/dragoman-news/dragoman/internal/domain"
)

// File is a text in two languages.
type File struct {
	From, To string // BCP 47; To may be empty
	Original string // what was translated: an address or a file's name
	Old      bool   // read from XLIFF 1, whose markup is left out
	Units    []Unit
}

// Unit is a part of a text that stands alone, such as a paragraph.
type Unit struct {
	ID    string
	Name  string // for people
	Notes []string
	Parts []Part // in order
	// Matches are what translators may begin with (the Translation Candidates
	// module, section 5.1). They are written, and passed over when read.
	Matches []Match
}

// Match is a translation of a text that is a part's, or like it.
type Match struct {
	Part           string  // the ID of the part that it is for
	Source, Target string  // plain text
	Similarity     float64 // of Source to the part's, from 0 to 1
	Origin         string  // where it comes from, for people; may be empty
	// Assembled says that Target was put together, and by nobody approved as it is.
	Assembled bool
}

// Part is a segment, or what stands between segments.
type Part struct {
	ID         string
	Ignorable  bool // spaces between segments
	State      State
	Source     domain.Text
	Target     domain.Text
	Translated bool // there is a target, which may be empty
	// Order is the place of the target among those of the unit, from 1, where it
	// isn't the part's own; else 0.
	Order int
	Line  int // of the file that was read, from 1
}

// State is how far a segment's translation is.
type State string

// The states of XLIFF 2.1, section 4.3.1.28.
const (
	Initial    State = "initial"
	Translated State = "translated"
	Reviewed   State = "reviewed"
	Final      State = "final"
)

const (
	namespace        = "urn:oasis:names:tc:xliff:document:2.0"
	matchesNamespace = "urn:oasis:names:tc:xliff:matches:2.0"
)

// Limits of a file that is read.
const (
	maxFile  = 64 << 20 // bytes
	maxUnits = 200_000
)
