package vocab

import (
	"encoding/binary"
	"fmt"
	"strings"
)

const (
	// maxRuleBytes is the longest sequence that a rule can replace: it bounds
	// the search at each position even if a hostile trie has cycles.
	maxRuleBytes = 256
	// maxReplacementBytes bounds what a rule can put in: the longest that
	// Unicode's NFKC has is 33 bytes, for U+FDFA.
	maxReplacementBytes = 64
)

// charsMap is a precompiled character map: rules that replace byte sequences
// of a text, in a double-array trie as Darts-clone lays it out.
//
// A unit of the trie is 32 bits. In a node, bits 0–7 and 31 are the label of
// the edge that leads here, bit 8 says that a leaf follows, and bits 9–31
// encode the offset; in a leaf, bits 0–30 are the value: where in
// replacements the NUL-terminated replacement starts.
type charsMap struct {
	units        []uint32
	replacements string
}

// parseCharsMap reads a map as NormalizerSpec.precompiled_charsmap holds it:
// the trie's size in bytes (little-endian uint32), the trie, the
// replacements. An empty blob is a map without rules.
func parseCharsMap(blob string) (charsMap, error) {
	if blob == "" {
		return charsMap{}, nil
	}
	if len(blob) < 4 {
		return charsMap{}, errTruncated
	}
	size := uint64(binary.LittleEndian.Uint32([]byte(blob[:4])))
	blob = blob[4:]
	if size > uint64(len(blob)) {
		return charsMap{}, fmt.Errorf("trie of %d bytes: %w", size, errTruncated)
	}
	if size == 0 || size%4 != 0 {
		return charsMap{}, fmt.Errorf("trie of %d bytes", size)
	}
	c := charsMap{units: make([]uint32, size/4), replacements: blob[size:]}
	trie := []byte(blob[:size])
	for i := range c.units {
		c.units[i] = binary.LittleEndian.Uint32(trie[4*i:])
	}
	return c, c.validate()
}

// validate checks the leaves of all nodes, reachable or not.
func (c charsMap) validate() error {
	for i, unit := range c.units {
		if isLeaf(unit) || !hasLeaf(unit) {
			continue
		}
		leaf := uint64(i) ^ uint64(offset(unit))
		if leaf >= uint64(len(c.units)) {
			return fmt.Errorf("node %d has its leaf outside the trie", i)
		}
		at := value(c.units[leaf])
		if uint64(at) >= uint64(len(c.replacements)) {
			return fmt.Errorf("node %d has its replacement outside the map", i)
		}
		if len(c.replacement(at)) > maxReplacementBytes {
			return fmt.Errorf("a rule puts in more than %d bytes", maxReplacementBytes)
		}
	}
	return nil
}

func isLeaf(unit uint32) bool  { return unit>>31 == 1 }
func hasLeaf(unit uint32) bool { return unit>>8&1 == 1 }
func label(unit uint32) uint32 { return unit & (1<<31 | 0xff) }
func offset(unit uint32) uint32 {
	return unit >> 10 << (unit & (1 << 9) >> 6)
}
func value(unit uint32) uint32 { return unit & (1<<31 - 1) }

func (c charsMap) replacement(at uint32) string {
	s := c.replacements[at:]
	if i := strings.IndexByte(s[:min(len(s), maxReplacementBytes+1)], 0); i >= 0 {
		return s[:i]
	}
	return s[:min(len(s), maxReplacementBytes+1)]
}

// match returns the replacement for the longest beginning of s that has a
// rule and that beginning's length, 0 if none has.
func (c charsMap) match(s string) (replacement string, length int) {
	if len(c.units) == 0 {
		return "", 0
	}
	at, found := offset(c.units[0]), uint32(0)
	for i := range min(len(s), maxRuleBytes) {
		edge := uint32(s[i])
		at ^= edge
		if uint64(at) >= uint64(len(c.units)) {
			break
		}
		unit := c.units[at]
		if label(unit) != edge {
			break
		}
		at ^= offset(unit)
		if hasLeaf(unit) {
			length, found = i+1, value(c.units[at])
		}
	}
	if length == 0 {
		return "", 0
	}
	return c.replacement(found), length
}
