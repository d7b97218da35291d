package vocab

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// parsed parses a model of the given pieces after the special ones.
func parsed(t testing.TB, b built) *Vocabulary {
	t.Helper()
	b.pieces = append(specials(), b.pieces...)
	v, err := Parse(b.bytes())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func letters(pieces ...string) []piece {
	out := make([]piece, len(pieces))
	for i, p := range pieces {
		out[i] = piece{p, -float32(i + 1), normalPiece}
	}
	return out
}

func byteFallback() built {
	b := built{trainer: appendIntField(nil, 35, 1)}
	for i := range 256 {
		b.pieces = append(b.pieces, piece{byteName(byte(i)), 0, bytePiece})
	}
	b.pieces = append(b.pieces, letters("▁", "a", "▁a", "b")...)
	return b
}

// replacing is a character map with one rule, from ½ (0xC2 0xBD) to "1⁄2",
// laid out by hand: the root leads to node 0xC2, that to a node whose leaf
// follows.
func replacing() string {
	const nodes = 512
	units := make([]uint32, nodes)
	units[0] = 1 << 10                    // children at 1 ^ label
	units[1^0xc2] = 0xc2 | (1^0xc2)<<10   // children at label
	units[0xbd] = 0xbd | 1<<8 | 0x100<<10 // a leaf at 0xbd ^ 0x100
	units[0xbd^0x100] = 1 << 31           // the replacement starts at 0
	blob := []byte{0, nodes * 4 / 256, 0, 0}
	for _, u := range units {
		blob = append(blob, byte(u), byte(u>>8), byte(u>>16), byte(u>>24))
	}
	return string(blob) + "1⁄2\x00"
}

func TestEncodeRanges(t *testing.T) {
	t.Parallel()
	plain := parsed(t, built{pieces: letters("▁a", "a", "▁", "b", "▁1", "⁄", "2"), normalizer: appendBytesField(nil, 2, replacing())})
	fallback := parsed(t, byteFallback())
	for _, c := range []struct {
		name, text string
		v          *Vocabulary
		want       []Token
	}{
		{"empty", "", plain, nil},
		{"white space only", "  ", plain, nil},
		{"dummy prefix", "ab", plain, []Token{{3, 0, 1}, {6, 1, 2}}},
		{"white space around", "  a  b ", plain, []Token{{3, 2, 3}, {5, 3, 5}, {6, 5, 6}}},
		{"unknown run", "axжb", plain, []Token{{3, 0, 1}, {0, 1, 4}, {6, 4, 5}}},
		{"one character, several pieces", "½a", plain, []Token{{7, 0, 0}, {8, 0, 0}, {9, 0, 2}, {4, 2, 3}}},
		{"broken UTF-8", "a\xc2b", plain, []Token{{3, 0, 1}, {0, 1, 2}, {6, 2, 3}}},
		{"bytes", "aж", fallback, []Token{{261, 0, 1}, {3 + 0xd0, 1, 1}, {3 + 0xb6, 1, 3}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, c.v.Encode(c.text)); diff != "" {
				t.Error("-want +got\n" + diff)
			}
		})
	}
}

func TestAppendEncodeKeepsWhatIsThere(t *testing.T) {
	t.Parallel()
	v := parsed(t, built{pieces: letters("▁", "a")})
	// An unknown token that starts the text must not merge with the caller's.
	v.norm.addDummyPrefix = false
	before := []Token{{0, 7, 8}}
	if diff := cmp.Diff([]Token{{0, 7, 8}, {0, 0, 1}, {4, 1, 2}}, v.AppendEncode(before, "xa")); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

func TestDecodeRanges(t *testing.T) {
	t.Parallel()
	v := parsed(t, byteFallback())
	const a, space, wordA, b = 260, 259, 261, 262
	for _, c := range []struct {
		name string
		ids  []int
		text string
		want []Token
	}{
		{"none", nil, "", []Token{}},
		{"dummy prefix", []int{wordA, wordA, b}, "a ab", []Token{{wordA, 0, 1}, {wordA, 1, 3}, {b, 3, 4}}},
		{"space alone", []int{space, a, space}, "a ", []Token{{space, 0, 0}, {a, 0, 1}, {space, 1, 2}}},
		{"control", []int{1, wordA, 2}, "a", []Token{{1, 0, 0}, {wordA, 0, 1}, {2, 1, 1}}},
		{"unknown", []int{wordA, 0, b}, "a ⁇ b", []Token{{wordA, 0, 1}, {0, 1, 6}, {b, 6, 7}}},
		{"outside the vocabulary", []int{wordA, -1, 1 << 40, b}, "ab", []Token{{wordA, 0, 1}, {-1, 1, 1}, {1 << 40, 1, 1}, {b, 1, 2}}},
		{"bytes", []int{a, 3 + 0xd0, 3 + 0xb6, b}, "aжb", []Token{{a, 0, 1}, {3 + 0xd0, 1, 1}, {3 + 0xb6, 1, 3}, {b, 3, 4}}},
		{"broken bytes", []int{3 + 0xd0, 3 + 0xd0, 3 + 0xb6}, "\ufffdж", []Token{{3 + 0xd0, 0, 3}, {3 + 0xd0, 3, 3}, {3 + 0xb6, 3, 5}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text, tokens := v.Decode(c.ids)
			if text != c.text {
				t.Errorf("text %q, want %q", text, c.text)
			}
			if diff := cmp.Diff(c.want, tokens); diff != "" {
				t.Error("-want +got\n" + diff)
			}
		})
	}
}

func TestDenormalizedRanges(t *testing.T) {
	t.Parallel()
	raw := appendIntField(appendIntField(appendIntField(nil, 3, 0), 4, 0), 5, 0)
	v := parsed(t, built{pieces: letters("▁a", "½", "b"), denormalizer: appendBytesField(raw, 2, replacing())})
	text, tokens := v.Decode([]int{3, 4, 5, 2})
	if text != "a1⁄2b" {
		t.Errorf("text %q", text)
	}
	if diff := cmp.Diff([]Token{{3, 0, 1}, {4, 1, 6}, {5, 6, 7}, {2, 7, 7}}, tokens); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

func TestSpecials(t *testing.T) {
	t.Parallel()
	v := parsed(t, built{pieces: letters("a")})
	if v.Len() != 4 || v.Unknown() != 0 || v.EOS() != 2 {
		t.Errorf("Len %d, Unknown %d, EOS %d", v.Len(), v.Unknown(), v.EOS())
	}
	if v.Piece(3) != "a" || v.Piece(4) != "" || v.Piece(-1) != "" {
		t.Errorf("pieces %q %q %q", v.Piece(3), v.Piece(4), v.Piece(-1))
	}
	named := parsed(t, built{pieces: append(letters("a"), piece{"<end>", 0, controlPiece}), trainer: appendBytesField(nil, 47, "<end>")})
	if named.EOS() != 4 {
		t.Errorf("EOS %d of a vocabulary that names it", named.EOS())
	}
}

func TestCanEncode(t *testing.T) {
	t.Parallel()
	v := parsed(t, built{
		pieces:     append(letters("▁", "a", "bc", "1", "⁄", "2"), piece{"d", 0, unusedPiece}),
		normalizer: appendBytesField(nil, 2, replacing()),
	})
	for r, want := range map[rune]bool{
		'a': true, ' ': true, '½': true, 'b': false, 'd': false, 'ж': false, utf8.RuneError: false, 0xd800: false, -1: false, utf8.MaxRune + 1: false,
	} {
		if v.CanEncode(r) != want {
			t.Errorf("CanEncode(%U) = %t", r, !want)
		}
	}
	if !parsed(t, byteFallback()).CanEncode('ж') {
		t.Error("a vocabulary with bytes can't encode ж")
	}
}

// TestCanEncodeTellsOfUnknowns compares CanEncode with what Encode does.
func TestCanEncodeTellsOfUnknowns(t *testing.T) {
	t.Parallel()
	v := load(t, realVocabulary(t))
	known := 0
	for r := range rune(0x20000) {
		if !utf8.ValidRune(r) {
			continue
		}
		unknown := slices.Contains(ids(v.Encode(string(r))), v.Unknown())
		if v.CanEncode(r) == unknown {
			t.Errorf("CanEncode(%U) = %t, but an unknown piece: %t", r, !unknown, unknown)
		}
		if !unknown {
			known++
		}
	}
	if known < 1000 {
		t.Errorf("only %d characters are known", known)
	}
}

// TestEncodeConcurrently checks that goroutines don't share scratch memory.
func TestEncodeConcurrently(t *testing.T) {
	t.Parallel()
	v := load(t, realVocabulary(t))
	lines := oddLines()[:200]
	want := make([][]Token, len(lines))
	for i, line := range lines {
		want[i] = v.Encode(line)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i, line := range lines {
				if got := v.Encode(line); !slices.Equal(got, want[i]) {
					t.Errorf("%q: %v, want %v", line, got, want[i])
				}
			}
		})
	}
	group.Wait()
}

func TestEncodeAllocations(t *testing.T) {
	v := load(t, realVocabulary(t))
	text := strings.Repeat("The ministers met in the old harbour town. ", 20)
	tokens := v.Encode(text)
	allocations := testing.AllocsPerRun(50, func() { tokens = v.AppendEncode(tokens[:0], text) })
	if allocations > 1 {
		t.Errorf("%v allocations for a text whose tokens fit", allocations)
	}
	if n := testing.AllocsPerRun(50, func() { v.CanEncode('ж') }); n > 0 {
		t.Errorf("CanEncode makes %v allocations", n)
	}
}
