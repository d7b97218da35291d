package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// segmentBreak stands in a raw run of text for a line end of the HTML source,
// which is white space, while a newline stands for a br element.
const segmentBreak = '\x1f'

// clean says what becomes of r, which follows previous: white space (kept as
// one kind or another by the caller), a character to keep, or nothing (-1).
//
// Dropped are control characters, soft hyphens, byte order marks, directional
// overrides (which only serve to disguise text), interlinear annotation,
// tags outside of flags and non-characters. A zero-width space is kept only in
// scripts that separate words with it.
func clean(r, previous rune) rune {
	switch {
	case r == '\t' || r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
		return ' '
	case r == '\n' || r == segmentBreak:
		return r
	case r < ' ' || r >= 0x7f && r < 0xa0:
		return -1
	case r < 0xa0 || r > 0xad && r < 0x200b:
		return r
	case r == '\u200b':
		if unicode.In(previous, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan) {
			return r
		}
		return -1
	case r == utf8.RuneError:
		return utf8.RuneError
	case invisible(r), r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
		return -1
	}
	return r
}

// invisible reports whether r shows nothing and means nothing that we keep.
func invisible(r rune) bool {
	switch r {
	case '\u00ad', '\ufeff', '\u202d', '\u202e', '\u2060', '\u180e':
		return true
	}
	return r >= 0x2061 && r <= 0x2064 || r >= 0x206a && r <= 0x206f || r >= 0xfff9 && r <= 0xfffb || r >= 0xe0000 && r <= 0xe001f
}

// directional reports whether r opens or closes a directional embedding or isolate.
func directional(r rune) bool {
	return r >= '\u202a' && r <= '\u202c' || r >= '\u2066' && r <= '\u2069'
}

// balanced reports whether every directional embedding and isolate in s is
// closed within s, and none is closed that was not opened.
func balanced(s string) bool {
	var open []rune
	for _, r := range s {
		switch r {
		case '\u202a', '\u202b':
			open = append(open, '\u202c')
		case '\u2066', '\u2067', '\u2068':
			open = append(open, '\u2069')
		case '\u202c', '\u2069':
			if len(open) == 0 || open[len(open)-1] != r {
				return false
			}
			open = open[:len(open)-1]
		}
	}
	return len(open) == 0
}

// shows reports whether s has a character that a reader can see.
func shows(s string) bool { return strings.ContainsFunc(s, visible) }

func visible(r rune) bool {
	return !unicode.IsSpace(r) && r != segmentBreak && !unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Variation_Selector, r)
}

// cjk reports whether lines may break around r without a space, so that a
// line end of the source next to it is no space either (CSS Text 3, 4.1.3).
func cjk(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3001 && r <= 0x303f || r >= 0xff01 && r <= 0xff60
}
