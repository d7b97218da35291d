package vocab

import (
	"math"
	"runtime"
	"strings"
	"testing"
)

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	with := func(pieces ...piece) []byte {
		return built{pieces: append(specials(), pieces...)}.bytes()
	}
	charsMap := func(blob string) []byte {
		return built{pieces: append(specials(), letters("a")...), normalizer: appendBytesField(nil, 2, blob)}.bytes()
	}
	edited := func(edit func(units []byte)) string {
		blob := []byte(replacing())
		edit(blob[4:])
		return string(blob)
	}
	valid := with(letters("a")...)
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "no pieces"},
		{"text", []byte("<html>404</html>"), "wire type"},
		{"a cut file", valid[:len(valid)-3], "truncated"},
		{"a length beyond the file", []byte{1<<3 | wireBytes, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}, "truncated"},
		{"an endless number", []byte(strings.Repeat("\xff", 11)), "64 bits"},
		{"field 0", []byte{0, 0}, "field number 0"},
		{"a group", []byte{6<<3 | 3}, "wire type 3"},
		{"a number for pieces", []byte{1 << 3, 1}, "wire type 0 instead of 2"},
		{"no unknown piece", built{pieces: letters("a")}.bytes(), "no unknown piece"},
		{"two unknown pieces", with(piece{"?", 0, unknownPiece}), "both the unknown one"},
		{"a piece twice", with(letters("a", "b", "a")...), "pieces 3 and 5 are both \"a\""},
		{"a control piece as text", with(letters("</s>")...), "both \"</s>\""},
		{"an empty piece", with(letters("")...), "has no text"},
		{"a huge piece", with(letters(strings.Repeat("a", 2000))...), "2000 bytes"},
		{"no number", with(piece{"a", float32(math.NaN()), normalPiece}), "no number"},
		{"an unknown type of piece", with(piece{"a", 0, 9}), "unknown type 9"},
		{"bytes without fallback", with(piece{"<0x00>", 0, bytePiece}), "without byte fallback"},
		{"a misnamed byte", built{pieces: append(specials(), piece{"<0xZZ>", 0, bytePiece}), trainer: appendIntField(nil, 35, 1)}.bytes(), "not the name"},
		{"missing bytes", built{pieces: append(specials(), piece{"<0x00>", 0, bytePiece}), trainer: appendIntField(nil, 35, 1)}.bytes(), "1 byte pieces"},
		{"type WORD", built{pieces: specials(), trainer: appendIntField(nil, 3, 3)}.bytes(), "type WORD"},
		{"type CHAR", built{pieces: specials(), trainer: appendIntField(nil, 3, 4)}.bytes(), "type CHAR"},
		{"type 5", built{pieces: specials(), trainer: appendIntField(nil, 3, 5)}.bytes(), "type 5"},
		{"white space as a suffix", built{pieces: specials(), trainer: appendIntField(nil, 24, 1)}.bytes(), "treat_whitespace_as_suffix"},
		{"a broken trainer_spec", built{pieces: specials(), trainer: []byte{3 << 3}}.bytes(), "trainer_spec: truncated"},
		{"a cut character map", charsMap("\x00\x00"), "character map: truncated"},
		{"a trie beyond the map", charsMap("\xff\xff\xff\x7f1234"), "trie of 2147483647 bytes"},
		{"a trie that is no list of units", charsMap("\x03\x00\x00\x00123456"), "trie of 3 bytes"},
		{"a leaf outside the trie", charsMap(edited(func(b []byte) { b[4*0xbd+3] = 0x7f })), "leaf outside"},
		{"a replacement outside the map", charsMap(edited(func(b []byte) { b[4*(0xbd^0x100)] = 200 })), "replacement outside"},
		{"a huge replacement", charsMap(strings.TrimSuffix(replacing(), "\x00") + strings.Repeat("x", 100)), "more than 64 bytes"},
		{"a huge file", make([]byte, maxModelBytes+1), "more than"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := Parse(c.data)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one about %q", err, c.want)
			}
		})
	}
	if _, err := Parse(charsMap(replacing())); err != nil {
		t.Errorf("the map that the cases edit is refused itself: %v", err)
	}
}

func TestParseSkipsUnknownFields(t *testing.T) {
	t.Parallel()
	data := built{pieces: append(specials(), letters("a")...)}.bytes()
	data = appendBytesField(data, 200, "extension")
	data = appendIntField(data, 201, 7)
	data = append(data, 0xd1, 0x0c, 1, 2, 3, 4, 5, 6, 7, 8) // field 202, fixed64
	if v, err := Parse(data); err != nil || v.Len() != 4 {
		t.Errorf("%v", err)
	}
}

// TestParseMemory checks that memory is in proportion to the file.
func TestParseMemory(t *testing.T) {
	var pieces []piece
	for i := range 2000 {
		pieces = append(pieces, piece{strings.Repeat(string(rune('一'+i)), 300), 0, normalPiece})
	}
	data := built{pieces: append(specials(), pieces...)}.bytes()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := Parse(data); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 200*uint64(len(data)) {
		t.Errorf("%d bytes allocated for a file of %d", used, len(data))
	}
}

// TestCyclicCharsMap checks that a trie that leads back into itself ends.
func TestCyclicCharsMap(t *testing.T) {
	t.Parallel()
	// The node at 'a' has its children at its own place ^ 'a' = 0 ^ label.
	units := make([]uint32, 256)
	units['a'] = 'a' | 'a'<<10
	blob := []byte{0, 4, 0, 0}
	for _, u := range units {
		blob = append(blob, byte(u), byte(u>>8), byte(u>>16), byte(u>>24))
	}
	v := parsed(t, built{pieces: letters("a", "▁"), normalizer: appendBytesField(nil, 2, string(blob)+"\x00")})
	if got := v.Encode(strings.Repeat("a", 1<<20)); len(got) != 1<<20+1 {
		t.Errorf("%d tokens", len(got))
	}
}
