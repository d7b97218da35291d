package nmt

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/nmt/internal/vocab"
)

// CallOption changes one call of Translate.
type CallOption func(*call)

// call collects what a call's options ask for, by the index of a text.
type call struct {
	interactive bool
	prefixes    map[int]string
	bannedWords map[int][]string
	bannedIDs   map[int][]int
}

// Interactive says that somebody waits for the call, as an editor does for a
// sentence: it needn't wait until a thread is free, and calls that aren't
// interactive give way to it after each of their steps. One such call at a time
// is served like this; others take the threads that are free. What a call
// returns doesn't depend on it.
func Interactive() CallOption {
	return func(c *call) { c.interactive = true }
}

// ForcedPrefix makes the translation of text i begin with prefix, as the
// vocabulary normalises it. What follows may lengthen its last word ("Москв"
// may go on as "Москва"). Of a text that is cut, it is the first part's.
func ForcedPrefix(i int, prefix string) CallOption {
	return func(c *call) {
		if c.prefixes == nil {
			c.prefixes = map[int]string{}
		}
		c.prefixes[i] = prefix
	}
}

// Banned keeps words out of the translation of text i: none of its words
// begins with one of them, in whatever pieces the model would have spelt it.
// Case counts. A word may be several, separated by spaces. A forced prefix may
// hold them nevertheless.
func Banned(i int, words ...string) CallOption {
	return func(c *call) {
		if c.bannedWords == nil {
			c.bannedWords = map[int][]string{}
		}
		c.bannedWords[i] = append(c.bannedWords[i], words...)
	}
}

// BannedTokens keeps pieces of the target vocabulary out of the translation of
// text i. The end of a sentence can't be banned.
func BannedTokens(i int, ids ...int) CallOption {
	return func(c *call) {
		if c.bannedIDs == nil {
			c.bannedIDs = map[int][]int{}
		}
		c.bannedIDs[i] = append(c.bannedIDs[i], ids...)
	}
}

func newCall(texts int, opts []CallOption) (*call, error) {
	c := &call{}
	for _, opt := range opts {
		opt(c)
	}
	check := func(i int) error {
		if i < 0 || i >= texts {
			return fmt.Errorf("an option is for text %d of %d", i, texts)
		}
		return nil
	}
	for i := range c.prefixes {
		if err := check(i); err != nil {
			return nil, err
		}
	}
	for i := range c.bannedWords {
		if err := check(i); err != nil {
			return nil, err
		}
	}
	for i := range c.bannedIDs {
		if err := check(i); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// prefix gives the tokens of text i's forced prefix.
func (c *call) prefix(v *vocab.Vocabulary, i int) ([]int32, error) {
	text := c.prefixes[i]
	if text == "" {
		return nil, nil
	}
	tokens := v.Encode(text)
	if len(tokens) > maxPrefixTokens {
		return nil, fmt.Errorf("the forced prefix of text %d has %d tokens, more than %d", i, len(tokens), maxPrefixTokens)
	}
	ids := make([]int32, len(tokens))
	for j, t := range tokens {
		if t.ID == v.Unknown() {
			return nil, fmt.Errorf("the vocabulary can't spell %q in the forced prefix of text %d", text[t.Start:t.End], i)
		}
		ids[j] = int32(t.ID)
	}
	return ids, nil
}

// ban decides which words a translation may not have. It serves one sentence.
type ban struct {
	vocabulary *vocab.Vocabulary
	ids        []int
	spellings  []string // of banned words, as pieces spell them
	buffer     []byte
}

// ban gives text i's bans, or nil if it has none.
func (c *call) ban(v *vocab.Vocabulary, i int) *ban {
	b := &ban{vocabulary: v, ids: c.bannedIDs[i]}
	for _, word := range c.bannedWords[i] {
		if spelling, ok := spell(v, word); ok {
			b.spellings = append(b.spellings, spelling)
		}
	}
	if len(b.ids) == 0 && len(b.spellings) == 0 {
		return nil
	}
	return b
}

// spell gives the pieces of a word in one string. It is false for what the
// vocabulary can't spell, which no translation contains.
func spell(v *vocab.Vocabulary, word string) (string, bool) {
	var s strings.Builder
	for _, t := range v.Encode(word) {
		if t.ID == v.Unknown() {
			return "", false
		}
		s.WriteString(v.Piece(t.ID))
	}
	return s.String(), s.Len() > 0
}

// allow reports whether word may follow the words so far.
func (b *ban) allow(so []int32, word int32) bool {
	if slices.Contains(b.ids, int(word)) {
		return false
	}
	piece := b.vocabulary.Piece(int(word))
	for _, spelling := range b.spellings {
		b.buffer = append(b.tail(so, len(spelling)-1), piece...)
		if strings.Contains(string(b.buffer), spelling) {
			return false
		}
	}
	return true
}

// tail gives the last n bytes of what the words so far spell.
func (b *ban) tail(so []int32, n int) []byte {
	first, have := len(so), 0
	for first > 0 && have < n {
		first--
		have += len(b.vocabulary.Piece(int(so[first])))
	}
	out := b.buffer[:0]
	for _, id := range so[first:] {
		out = append(out, b.vocabulary.Piece(int(id))...)
	}
	return out[max(0, len(out)-n):]
}
