package vocab

import (
	"strings"
	"unicode/utf8"
)

// Decode turns pieces back into text. The tokens say, in order, which bytes
// of the text each id stands for; ranges are empty for control pieces, for
// ids outside the vocabulary and for the bytes of a character but the last.
// Spaces that normalisation puts before a text are left out again, and byte
// pieces that make up no character read as U+FFFD each.
func (v *Vocabulary) Decode(ids []int) (string, []Token) {
	d := decoder{v: v, tokens: make([]Token, 0, len(ids)), atStart: true}
	for _, id := range ids {
		if id >= 0 && id < len(v.pieces) && v.pieces[id].kind == bytePiece {
			d.bytes = append(d.bytes, byteOf(v.pieces[id].text))
			d.byteIDs = append(d.byteIDs, id)
			continue
		}
		d.flushBytes()
		d.piece(id)
	}
	d.flushBytes()
	if v.denorm != nil {
		return v.denormalize(d.text, d.tokens)
	}
	return string(d.text), d.tokens
}

type decoder struct {
	v       *Vocabulary
	text    []byte
	tokens  []Token
	bytes   []byte // of the byte pieces since the last other piece
	byteIDs []int
	atStart bool // a space symbol that begins the next piece is left out
}

func (d *decoder) add(id int, text string) {
	start := len(d.text)
	d.text = append(d.text, text...)
	d.tokens = append(d.tokens, Token{id, start, len(d.text)})
}

func (d *decoder) piece(id int) {
	d.atStart = d.atStart && len(d.text) == 0
	if id < 0 || id >= len(d.v.pieces) {
		d.add(id, "")
		return
	}
	text, spec := d.v.pieces[id].text, d.v.norm.normalizerSpec
	switch d.v.pieces[id].kind {
	case controlPiece:
		text = ""
	case unknownPiece:
		text = d.v.unknownSurface
	case normalPiece, userDefinedPiece, unusedPiece, bytePiece:
		if d.atStart && (spec.addDummyPrefix || spec.removeExtraWhitespaces) {
			var cut bool
			text, cut = strings.CutPrefix(text, spaceSymbol)
			d.atStart = !cut || spec.removeExtraWhitespaces
		}
		text = strings.ReplaceAll(text, spaceSymbol, " ")
	}
	d.add(id, text)
}

func (d *decoder) flushBytes() {
	for at := 0; at < len(d.bytes); {
		r, width := utf8.DecodeRune(d.bytes[at:])
		for range width - 1 {
			d.add(d.byteIDs[at], "")
			at++
		}
		d.add(d.byteIDs[at], string(r))
		at++
	}
	d.bytes, d.byteIDs = d.bytes[:0], d.byteIDs[:0]
}

// denormalize applies the vocabulary's denormalisation to a decoded text and
// moves the tokens' ranges along.
func (v *Vocabulary) denormalize(text []byte, tokens []Token) (string, []Token) {
	var out normalized
	v.denorm.normalize(&out, string(text))
	at := 0
	moved := func(offset int) int {
		for at < len(out.text) && out.origin[at] < offset {
			at++
		}
		return at
	}
	for i, t := range tokens {
		tokens[i].Start = moved(t.Start)
		tokens[i].End = moved(t.End)
	}
	return string(out.text), tokens
}
