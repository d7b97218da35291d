package nmt

import (
	"bytes"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

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
// is served like this; a second waits for it or for a thread, whichever is free
// first. What a call returns doesn't depend on it.
func Interactive() CallOption {
	return func(c *call) { c.interactive = true }
}

// ForcedPrefix makes the translation of text i, counted from 0, begin with
// prefix, as the vocabulary normalises it. What follows may lengthen its last
// word ("Москв" may go on as "Москва"). Of a text that is cut, it is the first
// part's. Of several for one text the last counts. Translate returns an error
// for a prefix of more than 127 tokens or with a character that the target
// vocabulary doesn't have.
func ForcedPrefix(i int, prefix string) CallOption {
	return func(c *call) {
		if c.prefixes == nil {
			c.prefixes = map[int]string{}
		}
		c.prefixes[i] = prefix
	}
}

// Banned keeps words out of the translation of text i, counted from 0: none of
// its words begins with one of them, in whatever pieces the model would have
// spelt it, be it behind a space, a quotation mark or a hyphen. Case counts. A
// word may be several, separated by spaces. A forced prefix may hold them
// nevertheless. Words that the target vocabulary can't spell are no error: no
// translation has them.
func Banned(i int, words ...string) CallOption {
	return func(c *call) {
		if c.bannedWords == nil {
			c.bannedWords = map[int][]string{}
		}
		c.bannedWords[i] = append(c.bannedWords[i], words...)
	}
}

// BannedTokens keeps pieces of the target vocabulary, by their Token.ID, out of
// the translation of text i, counted from 0. The end of a sentence can't be
// banned.
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
	spellings  [][]byte // of banned words, as pieces spell them, without the space before
	buffer     []byte
}

// ban gives text i's bans, or nil if it has none.
func (c *call) ban(v *vocab.Vocabulary, i int) *ban {
	b := &ban{vocabulary: v, ids: c.bannedIDs[i]}
	for _, word := range c.bannedWords[i] {
		if spelling := spell(v, word); len(spelling) > 0 {
			b.spellings = append(b.spellings, spelling)
		}
	}
	if len(b.ids) == 0 && len(b.spellings) == 0 {
		return nil
	}
	return b
}

// spell gives the pieces of a word in one string. It is empty for what the
// vocabulary can't spell, which no translation contains.
func spell(v *vocab.Vocabulary, word string) []byte {
	var s []byte
	for _, t := range v.Encode(word) {
		if t.ID == v.Unknown() {
			return nil
		}
		s = append(s, v.Piece(t.ID)...)
	}
	return bytes.TrimPrefix(s, []byte(wordStart))
}

// allow reports whether word may follow the words so far.
func (b *ban) allow(so []int32, word int32) bool {
	if slices.Contains(b.ids, int(word)) {
		return false
	}
	piece := b.vocabulary.Piece(int(word))
	for _, spelling := range b.spellings {
		tail := b.tail(so, len(spelling)-1+utf8.UTFMax) // and the character before it
		b.buffer = append(tail, piece...)
		for at := max(0, len(tail)-len(spelling)+1); ; at++ {
			next := bytes.Index(b.buffer[at:], spelling)
			if next < 0 {
				break
			}
			if at += next; !wordContinues(b.buffer[:at]) {
				return false
			}
		}
	}
	return true
}

// wordContinues reports whether a letter behind text would belong to its last word.
func wordContinues(text []byte) bool {
	last, _ := utf8.DecodeLastRune(text)
	return unicode.In(last, unicode.L, unicode.M, unicode.N)
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
