package vocab

import (
	"sync"
	"unicode/utf8"
)

// Encode cuts text into pieces of the vocabulary; no end of sentence is
// appended. See AppendEncode.
func (v *Vocabulary) Encode(text string) []Token { return v.AppendEncode(nil, text) }

// AppendEncode appends the tokens of text to dst. Their ranges are bytes of
// text itself: they follow one another without overlap and leave out only
// white space that normalisation drops and what lies before the first token.
// Where one character becomes several pieces, the last of these has its
// range and the others are empty. Adjacent unknown characters make up one
// unknown token, unless the vocabulary falls back to bytes.
//
// Bytes that are not UTF-8 read as U+FFFD.
func (v *Vocabulary) AppendEncode(dst []Token, text string) []Token {
	s := getScratch()
	defer s.release()
	v.norm.normalize(&s.normalized, text)
	if v.model == modelBPE {
		v.bpe(s)
	} else {
		v.unigram(s)
	}
	start, afterUnknown := 0, false
	for _, seg := range s.segments {
		token := Token{ID: int(seg.id), Start: s.origin[start], End: s.origin[seg.end]}
		unknown := seg.id == v.unknown
		switch {
		case unknown && v.byteFallback:
			dst = v.appendBytes(dst, s.text[start:seg.end], token)
		case unknown && afterUnknown:
			dst[len(dst)-1].End = token.End
		default:
			dst = append(dst, token)
		}
		start, afterUnknown = seg.end, unknown
	}
	return dst
}

// appendBytes appends a token per byte of text. The last has the whole range.
func (v *Vocabulary) appendBytes(dst []Token, text []byte, whole Token) []Token {
	for _, b := range text {
		dst = append(dst, Token{ID: int(v.bytes[b]), Start: whole.Start, End: whole.Start})
	}
	dst[len(dst)-1].End = whole.End
	return dst
}

// CanEncode reports whether r is encoded without the unknown piece wherever
// it stands: whether what it is normalised to has pieces of its own. It is
// true of characters that normalisation removes.
func (v *Vocabulary) CanEncode(r rune) bool {
	if !utf8.ValidRune(r) {
		return false
	}
	if v.byteFallback {
		return true
	}
	s, _ := v.norm.prefix(string(r))
	for len(s) > 0 {
		width := min(charWidth(s[0]), len(s))
		char := s[:width]
		if char == " " && v.norm.escapeWhitespaces {
			char = spaceSymbol
		}
		id := lookup(v.trie, char)
		if id < 0 || v.pieces[id].kind == unusedPiece {
			return false
		}
		s = s[width:]
	}
	return true
}

// scratch is the memory that encoding one text needs.
type scratch struct {
	normalized
	paths    []bestPath
	symbols  []symbol
	agenda   []merge
	segments []segment
}

// maxKept is the longest normalised text, in bytes, whose scratch is reused.
const maxKept = 1 << 16

var scratches = sync.Pool{New: func() any { return new(scratch) }}

func getScratch() *scratch { return scratches.Get().(*scratch) }

func (s *scratch) release() {
	if cap(s.text) > maxKept {
		return
	}
	s.text, s.origin, s.segments = s.text[:0], s.origin[:0], s.segments[:0]
	scratches.Put(s)
}
