package remote

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestMark(t *testing.T) {
	t.Parallel()
	m := NewMarkup("x", false)
	r := func(a, b int) domain.Range { return domain.Range{Start: a, End: b} }
	for _, test := range []struct {
		text  string
		spans []domain.Range
		want  string
	}{
		{"a b c", nil, "a b c"},
		{"a & <b>", []domain.Range{r(0, 1)}, `<x id="1">a</x> &amp; &lt;b&gt;`},
		{"ab", []domain.Range{r(0, 1), r(1, 2)}, `<x id="1">a</x><x id="2">b</x>`},
		{"abc", []domain.Range{r(0, 3), r(0, 1), r(1, 3), r(1, 2)}, `<x id="1"><x id="2">a</x><x id="3"><x id="4">b</x>c</x></x>`},
		{"ab", []domain.Range{r(0, 2), r(0, 2)}, `<x id="1"><x id="2">ab</x></x>`},
	} {
		got := m.Mark(test.text, test.spans)
		if got != test.want {
			t.Errorf("%q: got %s, want %s", test.text, got, test.want)
		}
		text, spans := m.Unmark(got, len(test.spans))
		if text != test.text || !slices.Equal(spans, test.spans) {
			t.Errorf("%s back: %q %v, want %q %v", got, text, spans, test.text, test.spans)
		}
	}
}

func TestUnmark(t *testing.T) {
	t.Parallel()
	m := NewMarkup("x", false)
	for _, test := range []struct{ answer, want, spans string }{
		{`<x id="2">b</x> <x id="1">a</x>`, "b a", "a|b"},
		{`<X ID='1'> a </X>b<x id=2>c</x>`, " a bc", "a|c"},
		{`< x id="1" >a< / x ><x id=“2”>b</x>`, "ab", "a|b"},
		{`<x id="1">a</x> and <x id="1">longer</x>`, "a and longer", "longer|"}, // torn apart
		{`<x id="1">a`, "a", "|"},                                               // not closed
		{`a</x></x>`, "a", "|"},
		{`<x id="7">a</x><x>b</x><x id="99999999999">c</x>`, "abc", "|"},
		{`<x id="1"></x>a<x id="2"> </x>`, "a ", "|"},
		{`<x id="1">a</x`, "a", "|"},
		{`<x id="1>a</x>`, "a", "a|"},
		{`&lt;x id="1"&gt; &amp;amp; <xylophone> 2<3`, `<x id="1"> &amp; <xylophone> 2<3`, "|"},
	} {
		text, spans := m.Unmark(test.answer, 2)
		var got []string
		for _, r := range spans {
			got = append(got, text[r.Start:r.End])
		}
		if text != test.want || strings.Join(got, "|") != test.spans {
			t.Errorf("%s: %q %q, want %q %q", test.answer, text, got, test.want, test.spans)
		}
	}
}

func FuzzUnmark(f *testing.F) {
	f.Add(`<x id="1">a</x> &amp; <x id="2">b`, 2)
	f.Add(`<x id="1"><x id="2">&lt;</x></x></x`, 3)
	f.Fuzz(func(t *testing.T, answer string, n int) {
		n = min(max(n, 0), 100)
		text, spans := NewMarkup("x", false).Unmark(answer, n)
		if len(spans) != n || utf8.ValidString(answer) && !utf8.ValidString(text) {
			t.Fatalf("%q: %q %v", answer, text, spans)
		}
		for _, r := range spans {
			if part := text[r.Start:r.End]; part != strings.Trim(part, " \u00a0") {
				t.Fatalf("%q: span %q", answer, part)
			}
		}
	})
}
