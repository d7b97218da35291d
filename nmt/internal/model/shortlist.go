package model

import (
	"encoding/binary"
	"fmt"
)

const (
	shortlistMagic    = 0xF11A48D5013417F5
	shortlistHeadSize = 48
	// shortlistStep is what a shortlist's length is padded to. It comes from
	// intgemm's columns; the padding words take part in the search, so
	// agreement with other engines needs it.
	shortlistStep = 8
)

// Shortlist says which target words each source word may become: what lexical
// counts found likely. It keeps the output layer small.
type Shortlist struct {
	first   int      // this many most frequent target words always belong
	offsets []uint64 // of a source word's candidates in words, and their end
	words   []uint32
	target  int // the number of target words
	shared  bool
}

// ParseShortlist reads a binary shortlist for a model with that many source
// and target words. In a shared vocabulary the source words themselves are
// candidates, too. Errors wrap ErrFormat.
func ParseShortlist(data []byte, c Config) (*Shortlist, error) {
	if len(data) < shortlistHeadSize {
		return nil, fmt.Errorf("%w: shortlist: %d bytes hold no header", ErrFormat, len(data))
	}
	var head [6]uint64 // magic, checksum, first, best, number of offsets, number of words
	for i := range head {
		head[i] = binary.LittleEndian.Uint64(data[8*i:])
	}
	if head[0] != shortlistMagic {
		return nil, fmt.Errorf("%w: shortlist: not a binary shortlist", ErrFormat)
	}
	left := uint64(len(data) - shortlistHeadSize)
	if head[4] > left/8 || head[5] != (left-8*head[4])/4 || (left-8*head[4])%4 != 0 {
		return nil, fmt.Errorf("%w: shortlist: %d offsets and %d words don't make %d bytes", ErrFormat, head[4], head[5], len(data))
	}
	if head[4] == 0 || head[4]-1 < uint64(c.SourceWords) {
		return nil, fmt.Errorf("%w: shortlist: %d offsets for %d source words", ErrFormat, head[4], c.SourceWords)
	}
	if head[2] > uint64(c.TargetWords) {
		return nil, fmt.Errorf("%w: shortlist: %d words always, of %d", ErrFormat, head[2], c.TargetWords)
	}
	s := &Shortlist{first: int(head[2]), target: c.TargetWords, shared: c.Shared}
	s.offsets = make([]uint64, head[4])
	for i := range s.offsets {
		s.offsets[i] = binary.LittleEndian.Uint64(data[shortlistHeadSize+8*i:])
		if s.offsets[i] > head[5] || i > 0 && s.offsets[i] < s.offsets[i-1] {
			return nil, fmt.Errorf("%w: shortlist: offset %d is out of order", ErrFormat, i)
		}
	}
	list := data[shortlistHeadSize+8*head[4]:]
	s.words = make([]uint32, head[5])
	for i := range s.words {
		s.words[i] = binary.LittleEndian.Uint32(list[4*i:])
		if uint64(s.words[i]) >= uint64(c.TargetWords) {
			return nil, fmt.Errorf("%w: shortlist: word %d of %d", ErrFormat, s.words[i], c.TargetWords)
		}
	}
	return s, nil
}

// Select gives, in ascending order, the target words for texts with those
// source words: the union of every word's candidates, the most frequent words,
// and whatever is in always.
func (s *Shortlist) Select(source, always []int32) []int32 {
	keep := make([]bool, s.target)
	count := 0
	add := func(w int) {
		if !keep[w] {
			keep[w] = true
			count++
		}
	}
	for w := range s.first {
		add(w)
	}
	for _, w := range always {
		add(int(w))
	}
	seen := make([]bool, len(s.offsets)-1)
	for _, w := range source {
		if seen[w] {
			continue
		}
		seen[w] = true
		if s.shared {
			add(int(w))
		}
		for _, candidate := range s.words[s.offsets[w]:s.offsets[w+1]] {
			add(int(candidate))
		}
	}
	for w := s.first; w < s.target && count%shortlistStep != 0; w++ {
		add(w)
	}
	out := make([]int32, 0, count)
	for w, in := range keep {
		if in {
			out = append(out, int32(w))
		}
	}
	return out
}
