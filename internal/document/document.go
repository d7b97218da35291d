// Package document reads and writes the document model: HTML, Markdown, plain
// text and JSON on one side, [domain.Document] on the other.
//
// It is Dragoman's security boundary. Reading keeps what an element means and
// throws its markup away; writing makes new markup from the model alone, and
// checks every address again on its way out. Every reader returns documents in
// the normal form of [Normalize], which always pass [domain.Document.Validate].
package document

import "github.com/dragoman-news/dragoman/internal/domain"

// Limits on what is read. They are far above what an article needs and low
// enough that a hostile page costs little.
const (
	// MaxNodes is how many nodes of a parsed page are looked at; what follows is left out.
	MaxNodes = 400_000
	// MaxBytes is the size of the largest JSON, text or Markdown file that is read.
	MaxBytes = 32 << 20
	// MaxText is the size in bytes of the longest single text that Unmarshal accepts.
	MaxText = 4 << 20
	// MaxAddress is the size in bytes of the longest address that is kept.
	MaxAddress = 4096
	// MaxColSpan and MaxRowSpan bound the spans of table cells.
	MaxColSpan = 100
	MaxRowSpan = 1000
)

// maxElementDepth is how deeply elements are followed one by one; below it
// only their text is taken. x/net/html stops at 512 open elements itself, but
// trees that a library has rebuilt may be deeper.
const maxElementDepth = 1024

// deepest is the depth at which no more lists or quotations are opened.
// [domain.Document.Validate] counts a leaf's (empty) children as a level.
const deepest = domain.MaxDepth - 1
