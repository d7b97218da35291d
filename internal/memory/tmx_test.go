package memory_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/memory"
)

// readTMX returns the en→ru pairs of a file as "source=target".
func readTMX(r io.Reader) (pairs []string, err error) {
	err = memory.ReadTMX(r, func(u memory.Unit) error {
		if p, ok := u.Pair("en", "ru"); ok {
			pairs = append(pairs, p.Source+"="+p.Target)
		}
		return nil
	})
	return pairs, err
}

const sampleTMX = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"><note>about <b>it</b></note></header>
  <body>
    <tu tuid="1" changeid="anna" changedate="20260311T140500Z"><prop type="x">y</prop>
      <tuv xml:lang="EN-US"><seg>Wash your
        hands &amp; wait.</seg></tuv>
      <tuv xml:lang="fr"><seg>Lavez-vous les mains.</seg></tuv>
      <tuv xml:lang="ru"><seg>Мойте руки и ждите.</seg></tuv>
    </tu>
    <tu><tuv lang="en"><prop type="p">not this</prop><seg>A <bpt i="1">&lt;b></bpt>bold<ept i="1">&lt;/b></ept> <hi>word</hi><ph><sub>foot</sub></ph>.</seg></tuv><tuv lang="ru"><seg>Слово.</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>No Russian.</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg/></tuv><tuv xml:lang="ru"><seg>x</seg></tuv></tu>
  </body>
</tmx>`

var sampleWant = []string{"Wash your hands & wait.=Мойте руки и ждите.", "A bold word.=Слово."}

func utf16File(text string, little bool) []byte {
	out := []byte{0xfe, 0xff}
	if little {
		out = []byte{0xff, 0xfe}
	}
	for _, u := range utf16.Encode([]rune(text)) {
		if little {
			out = append(out, byte(u), byte(u>>8))
		} else {
			out = append(out, byte(u>>8), byte(u))
		}
	}
	return out
}

func TestReadTMX(t *testing.T) {
	t.Parallel()
	declared := strings.Replace(sampleTMX, "UTF-8", "UTF-16", 1)
	for name, file := range map[string][]byte{
		"UTF-8":             []byte(sampleTMX),
		"UTF-8 with a mark": []byte("\ufeff" + sampleTMX),
		"UTF-16LE":          utf16File(declared, true),
		"UTF-16BE":          utf16File(declared, false),
		"UTF-16LE, no mark": utf16File(declared, true)[2:],
		"UTF-16BE, no mark": utf16File(declared, false)[2:],
		"without a DOCTYPE": []byte(strings.Replace(sampleTMX, `<!DOCTYPE tmx SYSTEM "tmx14.dtd">`, "", 1)),
	} {
		got, err := readTMX(bytes.NewReader(file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(sampleWant, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestReadTMXCharset(t *testing.T) {
	t.Parallel()
	file := `<?xml version="1.0" encoding="windows-1251"?><tmx version="1.1"><header srclang="en"/><body><tu><tuv lang="en"><seg>Word</seg></tuv><tuv lang="ru"><seg>` + "\xd1\xeb\xee\xe2\xee" + `</seg></tuv></tu></body></tmx>`
	got, err := readTMX(strings.NewReader(file))
	if diff := cmp.Diff([]string{"Word=Слово"}, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestReadTMXDates(t *testing.T) {
	t.Parallel()
	var units []memory.Unit
	if err := memory.ReadTMX(strings.NewReader(sampleTMX), func(u memory.Unit) error { units = append(units, u); return nil }); err != nil {
		t.Fatal(err)
	}
	if u := units[0]; u.Author != "anna" || !u.At.Equal(time.Date(2026, 3, 11, 14, 5, 0, 0, time.UTC)) || u.Source != "en" || len(u.Texts) != 3 {
		t.Errorf("%+v", u)
	}
}

func TestReadTMXRefuses(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{
		"nothing":       "",
		"not XML":       "hello",
		"another file":  "<rss><channel/></rss>",
		"cut off":       sampleTMX[:len(sampleTMX)/2],
		"broken":        strings.Replace(sampleTMX, "</tu>", "</tv>", 1),
		"a giant unit":  "<tmx><body><tu>" + strings.Repeat("<tuv xml:lang='en'><seg>x</seg></tuv>", 60_000) + "</tu></body></tmx>",
		"a giant text":  "<tmx><body><tu><tuv xml:lang='en'><seg>" + strings.Repeat("x", 3<<20) + "</seg></tuv></tu></body></tmx>",
		"an entity":     "<!DOCTYPE tmx [<!ENTITY a 'b'>]><tmx><body><tu><tuv xml:lang='en'><seg>&a;</seg></tuv></tu></body></tmx>",
		"a giant note":  "<tmx><body><tu><note>" + strings.Repeat("<p>x</p>", 200_000) + "</note></tu></body></tmx>",
		"units outside": "<tu/>",
		"deep nesting":  "<tmx><body>" + strings.Repeat("<x>", 1000),
		"deep in a seg": "<tmx><body><tu><tuv xml:lang='en'><seg>" + strings.Repeat("<hi>", 1000) + "x" + strings.Repeat("</hi>", 1000) + "</seg></tuv></tu></body></tmx>",
	} {
		if _, err := readTMX(strings.NewReader(file)); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadTMXInline(t *testing.T) {
	t.Parallel()
	for seg, want := range map[string]string{
		`Press <bpt i="1">&lt;b&gt;</bpt>the <hi><bpt i="2"/>red<ept i="2"/></hi><ept i="1"/> key<it pos="begin">&lt;i&gt;</it>.<ut>{\par}</ut>`: "Press the red key.",
		`one<ph>&lt;br/&gt;</ph>two<ph/>.`:                                   "one two.",
		`a picture<ph>&lt;img alt="<sub>a <ph/>button</sub>"/&gt;</ph>, too`: "a picture, too",
		`half<bpt i="1"/>bold<ept i="1"/>`:                                   "halfbold",
		`<ph/>one <ph/>two<ph/>`:                                             "one two",
		`<![CDATA[A & <b>]]>`:                                                "A & <b>",
	} {
		file := `<tmx version="1.4"><body><tu><tuv lang="en"><seg>` + seg + `</seg></tuv><tuv lang="ru"><seg>x</seg></tuv></tu></body></tmx>`
		got, err := readTMX(strings.NewReader(file))
		if diff := cmp.Diff([]string{want + "=x"}, got); diff != "" || err != nil {
			t.Errorf("%s: %s %v", seg, diff, err)
		}
	}
}

func TestPair(t *testing.T) {
	t.Parallel()
	texts := func(langs string) (u memory.Unit) {
		for lang := range strings.FieldsSeq(langs) {
			u.Texts = append(u.Texts, memory.UnitText{Lang: lang, Text: "in " + lang})
		}
		return u
	}
	for _, test := range []struct{ has, from, to, want string }{
		{"EN-US ru", "en", "ru", "in EN-US=in ru"},
		{"en_US ru_RU", "en", "ru", "in en_US=in ru_RU"},
		{"en fr-CA FR-fr", "en", "fr-FR", "in en=in FR-fr"},
		{"en fr-CA fr", "en", "fr-FR", "in en=in fr"},
		{"en fr-CA fr", "en", "fr", "in en=in fr"},
		{"en fr-CA fr-CH", "en", "fr", "in en=in fr-CA"},
		{"en-GB en-US", "en-US", "en-GB", "in en-US=in en-GB"},
		{"en-US de", "en-US", "en-GB", ""},
		{"en de", "en", "ru", ""},
		{"", "en", "ru", ""},
	} {
		got := ""
		if p, ok := texts(test.has).Pair(test.from, test.to); ok {
			got = p.Source + "=" + p.Target
		}
		if got != test.want {
			t.Errorf("%s to %s of %s: %q, want %q", test.from, test.to, test.has, got, test.want)
		}
	}
}

func TestReadTMXStops(t *testing.T) {
	t.Parallel()
	stop := errors.New("stop")
	n := 0
	err := memory.ReadTMX(strings.NewReader(sampleTMX), func(memory.Unit) error { n++; return stop })
	if !errors.Is(err, stop) || n != 1 {
		t.Errorf("%v after %d units", err, n)
	}
}

func TestTMXRoundTrip(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 11, 14, 5, 0, 0, time.UTC)
	want := []domain.MemoryPair{
		{From: "en", To: "ru", Source: `A < B & "C"`, Target: "А < Б и «В»", Author: `O'Neil "x"`, Origin: "https://example.org/?a=1&b=2", At: at},
		{From: "en", To: "ru", Source: "Two.\u200f", Target: "Два. ]]>"},
	}
	var file bytes.Buffer
	w := memory.NewTMXWriter(&file, "1.0", "en")
	for _, p := range want {
		if err := w.Write(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var got []domain.MemoryPair
	if err := memory.ReadTMX(&file, func(u memory.Unit) error {
		p, _ := u.Pair("en", "ru")
		got = append(got, p)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	want[0].Origin = "" // a property that only people read
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzReadTMX(f *testing.F) {
	f.Add([]byte(sampleTMX))
	f.Add(utf16File(sampleTMX, true))
	f.Fuzz(func(t *testing.T, file []byte) {
		err := memory.ReadTMX(bytes.NewReader(file), func(u memory.Unit) error {
			if p, ok := u.Pair("en", "ru"); ok && p.Validate() != nil {
				t.Errorf("a pair that is not valid: %+v", p)
			}
			return nil
		})
		if err != nil && !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("an error of no class: %v", err)
		}
	})
}
