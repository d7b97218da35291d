package synthetic

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Vocabulary gives a SentencePiece unigram model of that many pieces: the end
// of a sentence, the unknown piece, and words "▁aa", "▁ab" and so on.
func Vocabulary(pieces int) []byte {
	var out []byte
	for i := range pieces {
		text, kind := Word(i), uint64(1) // NORMAL
		switch i {
		case 0:
			text, kind = "</s>", 3 // CONTROL
		case 1:
			text, kind = "<unk>", 2 // UNKNOWN
		}
		var piece []byte
		piece = appendField(piece, 1, []byte(text))
		piece = append(piece, 2<<3|5)
		piece = binary.LittleEndian.AppendUint32(piece, math.Float32bits(-float32(i)/100))
		piece = append(piece, 3<<3, byte(kind))
		out = appendField(out, 1, piece)
	}
	trainer := []byte{3 << 3, 1}                              // UNIGRAM
	trainer = append(binary.AppendUvarint(trainer, 40<<3), 1) // the unknown piece's id
	trainer = append(binary.AppendUvarint(trainer, 42<<3), 0) // the end's
	out = appendField(out, 2, trainer)
	return appendField(out, 3, appendField(nil, 1, []byte("identity")))
}

// Word gives the text of a vocabulary's piece: a space and two letters or more.
func Word(i int) string {
	return fmt.Sprintf("▁%c%c", 'a'+i/26, 'a'+i%26)
}

func appendField(to []byte, number uint64, content []byte) []byte {
	to = binary.AppendUvarint(to, number<<3|2)
	to = binary.AppendUvarint(to, uint64(len(content)))
	return append(to, content...)
}
