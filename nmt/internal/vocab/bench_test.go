package vocab

import (
	"os"
	"path/filepath"
	"testing"
)

// benchmarkText has English, Russian, Spanish and Arabic sentences.
func benchmarkText(b *testing.B) string {
	b.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "corpus.txt"))
	if err != nil {
		b.Fatal(err)
	}
	return string(data)
}

func BenchmarkParse(b *testing.B) {
	data, err := os.ReadFile(realVocabulary(b))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	v, text := load(b, realVocabulary(b)), benchmarkText(b)
	tokens := v.Encode(text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		tokens = v.AppendEncode(tokens[:0], text)
	}
}

func BenchmarkDecode(b *testing.B) {
	v, text := load(b, realVocabulary(b)), benchmarkText(b)
	sequence := ids(v.Encode(text))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		v.Decode(sequence)
	}
}

func BenchmarkCanEncode(b *testing.B) {
	v := load(b, realVocabulary(b))
	for b.Loop() {
		v.CanEncode('ж')
	}
}
