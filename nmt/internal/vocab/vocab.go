// Package vocab reads SentencePiece vocabularies and cuts texts into their
// pieces and back, with the results of the reference implementation
// (github.com/google/sentencepiece).
//
// Unigram and BPE models are supported, with precompiled character maps,
// user-defined symbols and byte fallback.
package vocab

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// Vocabulary is a parsed SentencePiece model. It is safe for concurrent use.
type Vocabulary struct {
	model          int
	pieces         []piece
	trie           *trie     // the pieces that texts are made of
	scores         []float64 // what each piece adds to a path of a unigram model
	unknownScore   float32
	unknown        int32
	eos            int
	bytes          [256]int32 // the ids of the byte pieces, where byteFallback
	byteFallback   bool
	hasUnused      bool
	unknownSurface string
	norm           normalizer
	denorm         *normalizer // nil if the model has no rules for it
}

// Token is a piece at its place in a text: the bytes [Start, End).
type Token struct {
	ID         int
	Start, End int
}

// maxModelBytes bounds a vocabulary file; Mozilla's have about one megabyte.
const maxModelBytes = 16 << 20

// Parse reads a serialised ModelProto, as .spm and .model files hold it. It
// keeps no reference to data. Memory and time are linear in its length.
func Parse(data []byte) (*Vocabulary, error) {
	if len(data) > maxModelBytes {
		return nil, fmt.Errorf("vocabulary of %d bytes, more than %d", len(data), maxModelBytes)
	}
	m, err := parseModel(string(data))
	if err != nil {
		return nil, fmt.Errorf("parse SentencePiece model: %w", err)
	}
	v, err := newVocabulary(m)
	if err != nil {
		return nil, fmt.Errorf("load SentencePiece model: %w", err)
	}
	return v, nil
}

func newVocabulary(m *model) (*Vocabulary, error) {
	v := &Vocabulary{
		model: m.trainer.modelType, pieces: m.pieces, eos: -1, unknown: -1,
		byteFallback: m.trainer.byteFallback, unknownSurface: m.trainer.unknownSurface,
	}
	switch {
	case v.model == modelWord:
		return nil, errors.New("models of type WORD are not supported")
	case v.model == modelChar:
		return nil, errors.New("models of type CHAR are not supported")
	case v.model != modelUnigram && v.model != modelBPE:
		return nil, fmt.Errorf("models of type %d are not supported", v.model)
	case m.trainer.whitespaceAsSuffix:
		return nil, errors.New("models with treat_whitespace_as_suffix are not supported")
	case len(m.pieces) == 0:
		return nil, errors.New("the model has no pieces")
	}
	if err := v.findSpecials(m.trainer.eosPiece); err != nil {
		return nil, err
	}
	if err := v.indexPieces(); err != nil {
		return nil, err
	}
	v.score()
	return v, v.loadNormalizers(m)
}

func (v *Vocabulary) findSpecials(eos string) error {
	var found int
	for id, p := range v.pieces {
		switch p.kind {
		case unknownPiece:
			if v.unknown >= 0 {
				return fmt.Errorf("pieces %d and %d are both the unknown one", v.unknown, id)
			}
			v.unknown = int32(id)
		case controlPiece:
			if p.text == eos {
				v.eos = id
			}
		case bytePiece:
			if !v.byteFallback {
				return fmt.Errorf("byte piece %q in a model without byte fallback", p.text)
			}
			b := byteOf(p.text)
			if byteName(b) != p.text {
				return fmt.Errorf("%q is not the name of a byte piece", p.text)
			}
			v.bytes[b] = int32(id)
			found++
		case unusedPiece:
			v.hasUnused = true
		case normalPiece, userDefinedPiece:
		}
	}
	if v.unknown < 0 {
		return errors.New("the model has no unknown piece")
	}
	if v.byteFallback && found != len(v.bytes) {
		return fmt.Errorf("byte fallback with %d byte pieces instead of 256", found)
	}
	return nil
}

func byteName(b byte) string { return fmt.Sprintf("<0x%02X>", b) }

// byteOf is the inverse of byteName; it is of no meaning for other names.
func byteOf(name string) byte {
	if len(name) < 5 {
		return 0
	}
	b, _ := strconv.ParseUint(name[3:5], 16, 8)
	return byte(b)
}

// indexPieces builds the tries and refuses pieces that appear twice. Unused
// pieces are no candidates in a unigram model, but BPE merges through them.
func (v *Vocabulary) indexPieces() error {
	order := make([]int32, len(v.pieces))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(v.pieces[a].text, v.pieces[b].text) })
	keys, ids := make([]string, 0, len(order)), make([]int32, 0, len(order))
	var symbols []string
	var symbolIDs []int32
	for i, id := range order {
		p := v.pieces[id]
		if i > 0 && v.pieces[order[i-1]].text == p.text {
			return fmt.Errorf("pieces %d and %d are both %q", min(order[i-1], id), max(order[i-1], id), p.text)
		}
		switch {
		case p.kind == userDefinedPiece:
			symbols, symbolIDs = append(symbols, p.text), append(symbolIDs, id)
		case p.kind == normalPiece, p.kind == unusedPiece && v.model == modelBPE:
		default:
			continue
		}
		keys, ids = append(keys, p.text), append(ids, id)
	}
	v.trie = newTrie(keys, ids)
	if len(symbols) > 0 {
		v.norm.symbols = newTrie(symbols, symbolIDs)
	}
	return nil
}

// score prepares the scores of a unigram model as the reference computes
// them: in float, but in double where a user-defined symbol is concerned,
// whose score is as high as that of its length in best pieces.
func (v *Vocabulary) score() {
	const smallestNormalFloat32 = 0x1p-126 // FLT_MIN, where the reference starts its maximum
	lowest, highest := float32(math.MaxFloat32), float32(smallestNormalFloat32)
	for _, p := range v.pieces {
		if p.kind == normalPiece {
			lowest, highest = min(lowest, p.score), max(highest, p.score)
		}
	}
	v.unknownScore = lowest - unknownPenalty
	v.scores = make([]float64, len(v.pieces))
	for id, p := range v.pieces {
		v.scores[id] = float64(p.score)
		if p.kind == userDefinedPiece {
			v.scores[id] = float64(float32(len(p.text))*highest) - 0.1
		}
	}
}

func (v *Vocabulary) loadNormalizers(m *model) error {
	var err error
	v.norm.normalizerSpec = m.normalizer
	if v.norm.rules, err = parseCharsMap(m.normalizer.charsMap); err != nil {
		return fmt.Errorf("character map: %w", err)
	}
	if m.denormalizer.charsMap == "" {
		return nil
	}
	v.denorm = &normalizer{normalizerSpec: m.denormalizer}
	if v.denorm.rules, err = parseCharsMap(m.denormalizer.charsMap); err != nil {
		return fmt.Errorf("character map for denormalisation: %w", err)
	}
	return nil
}

// Len returns the number of pieces; ids are below it.
func (v *Vocabulary) Len() int { return len(v.pieces) }

// EOS returns the id of the end-of-sentence piece, -1 if there is none.
func (v *Vocabulary) EOS() int { return v.eos }

// Unknown returns the id of the unknown piece.
func (v *Vocabulary) Unknown() int { return int(v.unknown) }

// Piece returns the text of a piece as the vocabulary spells it, with U+2581
// for spaces, and "" for an id outside the vocabulary.
func (v *Vocabulary) Piece(id int) string {
	if id < 0 || id >= len(v.pieces) {
		return ""
	}
	return v.pieces[id].text
}
