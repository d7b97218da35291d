package vocab

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// built is a model to be serialised for a test.
type built struct {
	pieces       []piece
	trainer      []byte // fields of the message
	normalizer   []byte
	denormalizer []byte
}

func (b built) bytes() []byte {
	var out []byte
	for _, p := range b.pieces {
		message := appendBytesField(nil, 1, p.text)
		message = binary.AppendUvarint(message, 2<<3|wireFixed32)
		message = binary.LittleEndian.AppendUint32(message, math.Float32bits(p.score))
		message = appendIntField(message, 3, uint64(p.kind))
		out = appendBytesField(out, 1, string(message))
	}
	out = appendBytesField(out, 2, string(b.trainer))
	out = appendBytesField(out, 3, string(b.normalizer))
	if b.denormalizer != nil {
		out = appendBytesField(out, 5, string(b.denormalizer))
	}
	return out
}

func appendBytesField(out []byte, number uint64, value string) []byte {
	out = binary.AppendUvarint(out, number<<3|wireBytes)
	out = binary.AppendUvarint(out, uint64(len(value)))
	return append(out, value...)
}

func appendIntField(out []byte, number, value uint64) []byte {
	out = binary.AppendUvarint(out, number<<3|wireVarint)
	return binary.AppendUvarint(out, value)
}

// specials are the pieces that each model begins with.
func specials() []piece {
	return []piece{{"<unk>", 0, unknownPiece}, {"<s>", 0, controlPiece}, {"</s>", 0, controlPiece}}
}

// randomModel is a model whose scores tie often and whose pieces compete.
func randomModel(random *rand.Rand, modelType uint64) built {
	alphabet := []string{"a", "b", "c", "▁", "é", "中", "𝄞"}
	b := built{pieces: specials(), trainer: appendIntField(nil, 3, modelType)}
	seen := map[string]bool{}
	for range 10 + random.IntN(60) {
		var text strings.Builder
		for range 1 + random.IntN(4) {
			text.WriteString(alphabet[random.IntN(len(alphabet))])
		}
		if seen[text.String()] {
			continue
		}
		seen[text.String()] = true
		kind := normalPiece
		switch random.IntN(10) {
		case 0:
			kind = userDefinedPiece
		case 1, 2:
			kind = unusedPiece
		}
		score := []float32{-0.1, -0.2, -0.3, -1, -2, -3.3, -10, -20, float32(-5 * random.Float64()), 0.5}[random.IntN(10)]
		b.pieces = append(b.pieces, piece{text.String(), score, kind})
	}
	for number := uint64(3); number <= 5; number++ {
		b.normalizer = appendIntField(b.normalizer, number, uint64(random.IntN(4)+2)/3)
	}
	return b
}

// TestRandomModels compares models that no training makes with the reference.
func TestRandomModels(t *testing.T) {
	t.Parallel()
	command(t, "spm_encode")
	alphabet := []string{"a", "b", "c", " ", "▁", "é", "中", "𝄞", "x", "ж", "a", "b", "ab", "\xff"}
	for _, modelType := range []uint64{modelUnigram, modelBPE} {
		for seed := range uint64(25) {
			t.Run(fmt.Sprintf("type %d seed %d", modelType, seed), func(t *testing.T) {
				t.Parallel()
				random := rand.New(rand.NewPCG(modelType, seed))
				path := filepath.Join(t.TempDir(), "random.model")
				if err := os.WriteFile(path, randomModel(random, modelType).bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
				lines := make([]string, 300)
				for i := range lines {
					var b strings.Builder
					for range random.IntN(30) {
						b.WriteString(alphabet[random.IntN(len(alphabet))])
					}
					lines[i] = b.String()
				}
				compare(t, path, lines)
			})
		}
	}
}
