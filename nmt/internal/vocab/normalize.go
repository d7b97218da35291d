package vocab

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// spaceSymbol stands for a space in pieces.
const spaceSymbol = "\u2581"

// normalizer turns a text into the form that pieces are written in.
type normalizer struct {
	normalizerSpec
	rules   charsMap
	symbols *trie // user-defined symbols, which no rule touches; nil if none
}

// normalized is a normalised text and, for each of its bytes and for its
// end, the offset in the original text that it came from.
type normalized struct {
	text   []byte
	origin []int
}

// prefix normalises the first unit of text, which is not empty: a symbol, a
// rule's left side or a character; the length is that of the unit.
func (n *normalizer) prefix(text string) (out string, length int) {
	if n.symbols != nil {
		if length = longest(n.symbols, text); length > 0 {
			return text[:length], length
		}
	}
	if out, length = n.rules.match(text); length > 0 {
		return out, length
	}
	r, length := utf8.DecodeRuneInString(text)
	if r == utf8.RuneError && length == 1 {
		return "\ufffd", 1
	}
	return text[:length], length
}

// normalize appends text in normalised form to the empty out.
func (n *normalizer) normalize(out *normalized, text string) {
	at := 0
	if n.removeExtraWhitespaces {
		for at < len(text) {
			s, length := n.prefix(text[at:])
			if s != " " {
				break
			}
			at += length
		}
	}
	if at == len(text) {
		out.origin = append(out.origin, 0)
		return
	}
	space := " "
	if n.escapeWhitespaces {
		space = spaceSymbol
	}
	if n.addDummyPrefix {
		out.add(space, at)
	}
	afterSpace := n.removeExtraWhitespaces
	for at < len(text) {
		s, length := n.prefix(text[at:])
		if afterSpace {
			s = strings.TrimLeft(s, " ")
		}
		if s != "" {
			for i := range len(s) {
				if s[i] == ' ' {
					out.add(space, at)
				} else {
					out.text, out.origin = append(out.text, s[i]), append(out.origin, at)
				}
			}
			afterSpace = n.removeExtraWhitespaces && s[len(s)-1] == ' '
		}
		at += length
	}
	if n.removeExtraWhitespaces {
		for bytes.HasSuffix(out.text, []byte(space)) {
			end := len(out.text) - len(space)
			at = out.origin[end]
			out.text, out.origin = out.text[:end], out.origin[:end]
		}
	}
	out.origin = append(out.origin, at)
}

func (o *normalized) add(s string, origin int) {
	o.text = append(o.text, s...)
	for range len(s) {
		o.origin = append(o.origin, origin)
	}
}
