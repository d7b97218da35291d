package translate

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func prepareAlone(p preparer, s string, v variant) preparation {
	masked := maskable(domain.PlainText(s))
	return p.prepare(s, masked, quoteMarks(s, masked), v)
}

func TestPrepare(t *testing.T) {
	t.Parallel()
	p := preparer{from: "en", to: "ru", canEncode: latinOnly}
	for _, test := range []struct{ source, want string }{
		{"plain text, nothing else.", "plain text, nothing else."},
		{"He said “yes” and ‘no’.", `He said "yes" and "no".`},
		{"“He said ‘yes’ today,” she said.", `"He said 'yes' today," she said.`},
		{"“All of it.”", "All of it."},
		{"“It goes on.", "It goes on."},
		{"The ministers’ plan isn’t ‘rock ’n’ roll’.", `The ministers' plan isn't "rock 'n' roll".`},
		{"one—two – three − 4–5", "one - two - three - 4-5"},
		{"Paris–Berlin", "Paris-Berlin"},
		{"and so on…", "and so on..."},
		{"a\u00a0b\u2009c\u200bd\u00ade\u202ef\ufeff", "a b cdef"},
		{"£5 million", "5 million pounds"},
		{"a £2.8bn, €1,200, ¥30k and ₹5-10 million plan", "a 2.8 billion pounds, 1,200 euros, 30 thousand yen and 5-10 million rupees plan"},
		{"CN¥500 or 500 € or US$5", "500 yuan or 500 euros or US$5"},
		{"the £ fell", "the pound fell"},
		{"20°C, 70°F and 90°", "20 degrees Celsius, 70 degrees Fahrenheit and 90 degrees"},
		{"m² and ½, x₂, ﬁne", "m2 and 1/2, x2, fine"},
		{"Støre, Erdoğan, Łódź, Straße and E\u0301lite", "Store, Erdogan, Lodz, Strasse and Elite"},
		{"Xi (习近平) spoke", "Xi (4817X) spoke"},
		{"so 😀 much 👍🏽!", "so much!"},
		{"press 2️⃣ or 👩‍👩‍👧‍👦 now", "press or now"},
		{"up 🏴‍☠️☢️ ☣️🪆 down", "up down"},
		{"lone \ufe0f\u20e3 marks", "lone marks"},
		{"ask @user_1 #Tag #Other today", "ask 4817X today"},
		{"see https://example.org/a_b?c=d#e, now", "see 4817X, now"},
		{"write to a.b@example.org.", "write to 4817X."},
		{"@user_1 and #Tag on example.com/x", "4817X and 5923X on 7346X"},
		{"example.com is down", "example.com is down"},
		{"BIDEN MEETS THE POPE IN ROME, SAYS NATO", "Biden Meets the Pope in Rome, Says NATO"},
		{"RIYADH, March 11 — He", "Riyadh, March 11 - He"},
		{"NEW YORK (AP) — He", "New York (AP) - He"},
		{"TEL AVIV", "Tel Aviv"},
		{"LA CROSSE, Wis. (AP) — He", "La Crosse, Wis. (AP) - He"},
		{"BEIRUT/THE HAGUE, March 7", "Beirut/The Hague, March 7"},
		{"NATO, the alliance", "NATO, the alliance"},
		{"US, EU agree", "US, EU agree"},
		{"٣٤٥ people", "345 people"},
		{"4817 people at @x", "4817 people at 5923X"},
	} {
		prep := prepareAlone(p, test.source, variant{})
		if prep.after != test.want {
			t.Errorf("%q\ngot  %q\nwant %q", test.source, prep.after, test.want)
		}
	}
	digraphs := prepareAlone(preparer{from: "en", to: "ar", canEncode: latinOnly}, "Støre met Åse", variant{names: []string{"Støre"}})
	if digraphs.after != "Stoere met Ase" {
		t.Errorf("got %q", digraphs.after)
	}
	code := prepareAlone(p, "£5 million", variant{currency: 1})
	if code.after != "GBP 5 million" {
		t.Errorf("got %q", code.after)
	}
}

// TestPrepareLeavesEncodable holds that a model that knows everything gets its characters.
func TestPrepareLeavesEncodable(t *testing.T) {
	t.Parallel()
	p := preparer{from: "en", to: "es", canEncode: func(rune) bool { return true }}
	const s = "Støre paid £5 — 习近平 😀 m²…"
	if got := prepareAlone(p, s, variant{}).after; got != s {
		t.Errorf("got %q", got)
	}
}

func FuzzPrepare(f *testing.F) {
	for _, s := range []string{"£5 million “yes” Støre 😀", "BIG NEWS FROM “THE” HOUSE", "@a #b https://c.d 习近平", "\xff\u202e٣½²°C", "''\"\"«»“’", "@½##0", "a@½##0 b", "½@x#y"} {
		f.Add(s, uint8(0))
		f.Add(s, uint8(7))
	}
	f.Fuzz(func(t *testing.T, s string, way uint8) {
		s = strings.ToValidUTF8(s, "")
		if len(s) > 2000 || strings.ContainsAny(s, "\n\r") {
			t.Skip("not a segment")
		}
		p := preparer{from: "en", to: "ru", canEncode: latinOnly}
		v := variant{mask: int(way & 3), currency: int(way >> 2 & 1), split: way&8 > 0}
		prep := prepareAlone(p, s, v)
		for _, r := range prep.after {
			if !latinOnly(r) {
				t.Fatalf("%q: %q reached the model in %q", s, r, prep.after)
			}
		}
		out := p.restore(s, prep, routed{text: prep.after})
		if !utf8.ValidString(out.text) {
			t.Fatalf("%q became invalid: %q", s, out.text)
		}
		for _, m := range prep.masks {
			if !strings.Contains(out.text, m.restored) && !prep.shouted {
				t.Fatalf("%q: %q is lost in %q", s, m.restored, out.text)
			}
		}
	})
}

func FuzzDocument(f *testing.F) {
	f.Add("The red house is here. The car is big.", uint16(4), uint16(13), uint16(8))
	f.Add("“Yes,” said @user — £5 of https://a.bc/ 😀 today…", uint16(0), uint16(30), uint16(20))
	f.Fuzz(func(t *testing.T, s string, a, b, c uint16) {
		s = strings.ToValidUTF8(s, "")
		if s == "" || len(s) > 500 {
			t.Skip("empty or long")
		}
		at := func(n uint16) int {
			i := int(n) % (len(s) + 1)
			for !utf8.RuneStart((s + "x")[i]) {
				i--
			}
			return i
		}
		cuts := []int{at(a), at(b), at(c)}
		slices.Sort(cuts)
		x := domain.Text{Text: s}
		if cuts[0] < cuts[2] {
			x.Spans = append(x.Spans, domain.Span{Start: cuts[0], End: cuts[2], Kind: domain.Link, Href: "https://example.org/"})
		}
		if cuts[0] < cuts[1] {
			x.Spans = append(x.Spans, domain.Span{Start: cuts[0], End: cuts[1], Kind: domain.Strong})
		}
		e := spanishFake()
		e.knows = latinOnly
		got, _ := translateText(t, e, "en", "es", x)
		links := 0
		for _, span := range got.Spans {
			if span.Kind == domain.Link {
				links++
			}
		}
		if len(x.Spans) > 0 && strings.IndexFunc(s[cuts[0]:cuts[2]], wordRune) >= 0 && links != 1 {
			t.Errorf("%q with a link at %v became %q with %d links", s, cuts, got.Text, links)
		}
	})
}

func TestRewriting(t *testing.T) {
	t.Parallel()
	rw := rewrite("one two three", []edit{{4, 7, "2"}, {0, 0, "<"}, {13, 13, ">"}, {5, 6, "overlapping"}})
	if rw.after != "<one 2 three>" {
		t.Fatalf("got %q", rw.after)
	}
	for _, test := range []struct{ before, after domain.Range }{
		{domain.Range{Start: 0, End: 3}, domain.Range{Start: 1, End: 4}},
		{domain.Range{Start: 4, End: 7}, domain.Range{Start: 5, End: 6}},
		{domain.Range{Start: 5, End: 6}, domain.Range{Start: 5, End: 6}},
		{domain.Range{Start: 8, End: 13}, domain.Range{Start: 7, End: 12}},
		{domain.Range{Start: 2, End: 9}, domain.Range{Start: 3, End: 8}},
	} {
		if got := rw.forward(test.before); got != test.after {
			t.Errorf("forward(%v) = %v, want %v", test.before, got, test.after)
		}
	}
	if got := rw.back(domain.Range{Start: 5, End: 8}); got != (domain.Range{Start: 4, End: 9}) {
		t.Errorf("back = %v", got)
	}
}

func TestMaskable(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text string
		want []string
	}{
		{"See (https://example.org/a_(b)) or www.example.org.", []string{"https://example.org/a_(b)", "www.example.org"}},
		{"Mail press@example.co.uk, @handle, #tag; not a#b or c@ d.", []string{"press@example.co.uk", "@handle", "#tag"}},
		{"By @one #two #three; @four", []string{"@one #two #three", "@four"}},
		{"report_final.pdf by user_name, acebush1 and r/News; COVID-19 in 1990s", []string{"report_final.pdf", "user_name", "acebush1", "r/News"}},
		{"The U.S. and F-16, 5.2 per cent, e.g. St. Paul", nil},
		{"Yahoo.com said", nil},
		{"bbc.co.uk said", []string{"bbc.co.uk"}},
	} {
		var got []string
		for _, r := range maskable(domain.PlainText(test.text)) {
			got = append(got, test.text[r.Start:r.End])
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestPlaceholderInOutput(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		output, placeholder string
		found               []string
		left                string // once remains are taken out, where nothing is found
	}{
		{"см. 4817X и 5923X", "4817X", []string{"4817X"}, ""},
		{"см. 4817Х.", "4817X", []string{"4817Х"}, ""},
		{"4817X5923X", "5923X", []string{"5923X"}, ""},
		{"см. 4 817 здесь", "4817", []string{"4 817"}, ""},
		{"см. 48,171 здесь", "48171", []string{"48,171"}, ""},
		{"14817 и 48170", "4817X", nil, "и"},
		{"см. 48X17X здесь, 300 человек", "4817X", nil, "см. здесь, 300 человек"},
		{"см. 481 здесь", "4817X", nil, "см. здесь"},
		{"в 2019 году", "4817X", nil, "в 2019 году"},
		{"example.org упал", "example.org", []string{"example.org"}, ""},
	} {
		var found []string
		for _, r := range findPlaceholder(test.output, test.placeholder) {
			found = append(found, test.output[r.Start:r.End])
		}
		if !slices.Equal(found, test.found) {
			t.Errorf("%q in %q: got %q, want %q", test.placeholder, test.output, found, test.found)
		}
		if len(test.found) > 0 {
			continue
		}
		if left := strings.TrimSpace(rewrite(test.output, remains("2019", test.output, test.placeholder)).after); left != test.left {
			t.Errorf("%q without %q: got %q, want %q", test.output, test.placeholder, left, test.left)
		}
	}
}

func TestSoundsLike(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, written string
		like          bool
	}{
		{"Støre", "Стёре", true},
		{"Støre", "магазин", false},
		{"Støre", "встретился", false},
		{"Erdoğan", "Эрдоганом", true},
		{"Orbán", "Орбана", true},
		{"Şahin", "Шахин", true},
		{"Bär", "медведь", false},
		{"Åse", "задница", false},
	} {
		if like, ok := soundsLike(test.name, test.written); ok && like != test.like {
			t.Errorf("soundsLike(%s, %s) = %t", test.name, test.written, like)
		}
	}
	if _, ok := soundsLike("Støre", "ستوره"); ok {
		t.Error("scripts without a table are compared")
	}
	if got := transliterate("Støre", "ru") + transliterate("Åkesson", "ru") + transliterate("Støre", "fr"); got != "СтёреОкессонStøre" {
		t.Errorf("got %q", got)
	}
}

func TestSentenceCase(t *testing.T) {
	t.Parallel()
	c := newCasing([]string{
		"The company said the bush fires may end in May, when Bush comes.", "Then the fires reached Paris.", "Fires Reach Paris Suburbs Before Dawn",
	}, "en")
	for _, test := range []struct{ text, want string }{
		{"Bush Says Fires Reached Paris Before May", "Bush says fires reached Paris before May"},
		{"Company Warns Against Bush Fires: The Fires End", "Company warns against Bush fires: The fires end"},
		{"He's “Not Sure” That NATO Was Company", "He's “Not Sure” that NATO was company"},
		{"Dogs Chase Cats", "Dogs Chase Cats"},
	} {
		got := test.text
		if c.titleCase(got) {
			got = c.sentenceCase(got)
		}
		if got != test.want {
			t.Errorf("%q\ngot  %q\nwant %q", test.text, got, test.want)
		}
	}
	if c.titleCase("The president met Putin and Zelensky in Riyadh on Monday") {
		t.Error("a sentence with names is taken for title case")
	}
}

func TestCalmWords(t *testing.T) {
	t.Parallel()
	c := newCasing([]string{"Rebecca met the council and left.", "They were destroying the NATO file of UNRRA."}, "en")
	for _, test := range []struct{ text, want string }{
		{"We start TODAY, said REBECCA.", "We start today, said Rebecca."},
		{"REBECCA Cooke is DESTROYING it.", "Rebecca Cooke is destroying it."},
		{"TODAY we start.", "Today we start."},
		{"NATO and UNRRA left; so did WXYZ and the US.", "NATO and UNRRA left; so did WXYZ and the US."},
		{"ÉLAN and iPhone stay.", "ÉLAN and iPhone stay."},
	} {
		if got := c.calmWords(test.text); got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestDegrees(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ segment, text, want string }{
		{"From 28°F to 5°C", "От 28 градусов по Фаренгейту до 5 градусов по Цельсию", "От 28°F до 5°C"},
		{"It was 5°C.", "Hacía 5 grados Celsius.", "Hacía 5°C."},
		{"It was 5 degrees Celsius.", "Было 5 градусов по Цельсию.", "Было 5 градусов по Цельсию."},
		{"It was 5°C.", "Было 5 градусов по Фаренгейту.", "Было 5 градусов по Фаренгейту."},
	} {
		if got := rewrite(test.text, degreeEdits(test.segment, test.text)).after; got != test.want {
			t.Errorf("%q: got %q, want %q", test.segment, got, test.want)
		}
	}
}
