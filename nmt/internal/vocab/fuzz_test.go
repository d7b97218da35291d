package vocab

import (
	"slices"
	"testing"
)

func FuzzParse(f *testing.F) {
	f.Add(built{pieces: append(specials(), letters("a", "▁a", "▁")...), normalizer: appendBytesField(nil, 2, replacing())}.bytes(), "a ½ ж")
	bpe := byteFallback()
	bpe.pieces = append(append(specials(), bpe.pieces...), piece{"bb", 0, unusedPiece}, piece{"ж", 0, userDefinedPiece})
	bpe.trainer = appendIntField(bpe.trainer, 3, modelBPE)
	f.Add(bpe.bytes(), "abbbжя")
	f.Add([]byte{10, 2, 10, 0}, "")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		v, err := Parse(data)
		if err != nil {
			return
		}
		checkRoundTrip(t, v, text)
		all := make([]int, v.Len()+2)
		for i := range all {
			all[i] = i - 1
		}
		v.Decode(all)
	})
}

func FuzzEncode(f *testing.F) {
	v := load(f, realVocabulary(f))
	for _, line := range oddLines()[:40] {
		f.Add(line, []byte{0, 1, 200})
	}
	f.Fuzz(func(t *testing.T, text string, raw []byte) {
		checkRoundTrip(t, v, text)
		sequence := make([]int, 0, len(raw)/2)
		for pair := range slices.Chunk(raw, 2) {
			sequence = append(sequence, int(pair[0])<<8|int(pair[len(pair)-1]))
		}
		decoded, tokens := v.Decode(sequence)
		if problem := checkDecoded(decoded, sequence, tokens); problem != "" {
			t.Error(problem)
		}
	})
}

// checkRoundTrip encodes text, checks the tokens and decodes them.
func checkRoundTrip(t *testing.T, v *Vocabulary, text string) {
	t.Helper()
	tokens := v.Encode(text)
	if problem := checkRanges(text, tokens); problem != "" {
		t.Errorf("%q: %s: %v", text, problem, tokens)
	}
	for _, token := range tokens {
		if token.ID < 0 || token.ID >= v.Len() {
			t.Errorf("%q: id %d of %d", text, token.ID, v.Len())
		}
	}
	for _, r := range text {
		v.CanEncode(r)
	}
	decoded, back := v.Decode(ids(tokens))
	if v.denorm == nil {
		if problem := checkDecoded(decoded, ids(tokens), back); problem != "" {
			t.Errorf("%q: %s", text, problem)
		}
	}
}
