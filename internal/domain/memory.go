package domain

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// MemoryPair is a segment and its translation that a person approved.
type MemoryPair struct {
	ID      int64     `json:"id"`
	From    string    `json:"from"` // BCP 47
	To      string    `json:"to"`
	Source  string    `json:"source"` // plain text
	Target  string    `json:"target"`
	Edition string    `json:"edition,omitempty"` // the one that it is for; empty for all
	Author  string    `json:"author,omitempty"`  // who approved it
	Origin  string    `json:"origin,omitempty"`  // where it comes from, such as a file's name
	At      time.Time `json:"at"`
}

// MaxMemoryText is the size in bytes of the longest text of a pair.
const MaxMemoryText = 16 << 10

// Validate reports what is wrong with a pair; the error is ErrInvalid.
func (p MemoryPair) Validate() error {
	switch {
	case p.From == "" || p.To == "":
		return fmt.Errorf("a pair needs two languages: %w", ErrInvalid)
	case p.Source == "" || p.Target == "":
		return fmt.Errorf("a pair needs two texts: %w", ErrInvalid)
	case len(p.Source) > MaxMemoryText || len(p.Target) > MaxMemoryText:
		return fmt.Errorf("a pair's text is longer than %d bytes: %w", MaxMemoryText, ErrInvalid)
	}
	return nil
}

// MemoryKeys are what pairs are found by: see package memory.
type MemoryKeys struct {
	Exact    string  // equal for the same text in the same direction
	Skeleton string  // equal for texts that differ in numbers and, in scripts with capitals, in names only
	Words    []int64 // hashes of a text's longest words: alike texts share some
}

// Dismissal remembers that a person found a finding to be wrong.
type Dismissal struct {
	Key     string    `json:"key"` // see DismissalKey
	Edition string    `json:"edition"`
	Rule    string    `json:"rule"`
	Source  string    `json:"source"` // the segment's texts, for people
	Target  string    `json:"target"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
}

// DismissalKey identifies a finding in a segment by what was found and the
// segment's texts: it is another one as soon as one of them changes.
func DismissalKey(f Finding, source, target string) string {
	sum := sha256.New()
	for _, part := range append([]string{f.Rule, source, target}, f.Args...) {
		fmt.Fprintf(sum, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(sum.Sum(nil)[:16])
}
