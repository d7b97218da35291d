package domain

import (
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
