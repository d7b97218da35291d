package vocab

import (
	"errors"
	"fmt"
	"math"
)

// pieceType is ModelProto.SentencePiece.Type of sentencepiece_model.proto.
type pieceType uint8

const (
	normalPiece      pieceType = 1
	unknownPiece     pieceType = 2
	controlPiece     pieceType = 3
	userDefinedPiece pieceType = 4
	unusedPiece      pieceType = 5
	bytePiece        pieceType = 6
)

// The values of TrainerSpec.ModelType.
const (
	modelUnigram = 1
	modelBPE     = 2
	modelWord    = 3
	modelChar    = 4
)

// maxPieceBytes bounds a piece, so that encoding takes time linear in the text.
const maxPieceBytes = 1024

// model is what a ModelProto message says, with the defaults of its schema.
type model struct {
	pieces       []piece
	trainer      trainerSpec
	normalizer   normalizerSpec
	denormalizer normalizerSpec
}

type piece struct {
	text  string
	score float32
	kind  pieceType
}

type trainerSpec struct {
	modelType          int
	whitespaceAsSuffix bool
	byteFallback       bool
	unknownSurface     string
	eosPiece           string
}

type normalizerSpec struct {
	charsMap               string
	addDummyPrefix         bool
	removeExtraWhitespaces bool
	escapeWhitespaces      bool
}

func parseModel(data string) (*model, error) {
	spec := normalizerSpec{addDummyPrefix: true, removeExtraWhitespaces: true, escapeWhitespaces: true}
	m := &model{
		trainer:      trainerSpec{modelType: modelUnigram, unknownSurface: " \u2047 ", eosPiece: "</s>"},
		normalizer:   spec,
		denormalizer: spec,
	}
	err := fields(data, func(f field) error {
		if f.number < 1 || f.number > 5 {
			return nil
		}
		if err := f.want(wireBytes); err != nil {
			return err
		}
		switch f.number {
		case 1:
			p, err := parsePiece(f.bytes)
			if err != nil {
				return fmt.Errorf("piece %d: %w", len(m.pieces), err)
			}
			m.pieces = append(m.pieces, p)
		case 2:
			if err := m.trainer.parse(f.bytes); err != nil {
				return fmt.Errorf("trainer_spec: %w", err)
			}
		case 3:
			if err := m.normalizer.parse(f.bytes); err != nil {
				return fmt.Errorf("normalizer_spec: %w", err)
			}
		case 5:
			if err := m.denormalizer.parse(f.bytes); err != nil {
				return fmt.Errorf("denormalizer_spec: %w", err)
			}
		}
		return nil
	})
	return m, err
}

func parsePiece(message string) (piece, error) {
	p := piece{kind: normalPiece}
	kind := int(normalPiece)
	err := fields(message, func(f field) error {
		switch f.number {
		case 1:
			return f.setString(&p.text)
		case 2:
			return f.setFloat(&p.score)
		case 3:
			return f.setInt(&kind)
		}
		return nil
	})
	switch {
	case err != nil:
		return piece{}, err
	case p.text == "":
		return piece{}, errors.New("has no text")
	case len(p.text) > maxPieceBytes:
		return piece{}, fmt.Errorf("has %d bytes, more than %d", len(p.text), maxPieceBytes)
	case math.IsNaN(float64(p.score)):
		return piece{}, fmt.Errorf("%q has no number as its score", p.text)
	case kind < int(normalPiece) || kind > int(bytePiece):
		return piece{}, fmt.Errorf("%q has the unknown type %d", p.text, kind)
	}
	p.kind = pieceType(kind)
	return p, nil
}

func (s *trainerSpec) parse(message string) error {
	return fields(message, func(f field) error {
		switch f.number {
		case 3:
			return f.setInt(&s.modelType)
		case 24:
			return f.setBool(&s.whitespaceAsSuffix)
		case 35:
			return f.setBool(&s.byteFallback)
		case 44:
			return f.setString(&s.unknownSurface)
		case 47:
			return f.setString(&s.eosPiece)
		}
		return nil
	})
}

func (s *normalizerSpec) parse(message string) error {
	return fields(message, func(f field) error {
		switch f.number {
		case 2:
			return f.setString(&s.charsMap)
		case 3:
			return f.setBool(&s.addDummyPrefix)
		case 4:
			return f.setBool(&s.removeExtraWhitespaces)
		case 5:
			return f.setBool(&s.escapeWhitespaces)
		}
		return nil
	})
}
