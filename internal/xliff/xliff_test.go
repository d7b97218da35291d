package xliff_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/xliff"
)

func article() domain.Article {
	return domain.Article{
		URL: "https://example.org/a?x=1&y=2", Lang: "en", Headline: "Talks < end", Standfirst: "One. Two.",
		Lead: &domain.LeadImage{Image: domain.Image{URL: "https://example.org/a.jpg", Alt: "A hall"}, Caption: domain.PlainText("The hall.")},
		Document: domain.Document{Lang: "en", Blocks: []domain.Block{
			{Kind: domain.Paragraph, Text: domain.Text{Text: "He said so. The  report is out.", Spans: []domain.Span{
				{Start: 3, End: 7, Kind: domain.Emphasis}, {Start: 12, End: 23, Kind: domain.Link, Href: "https://example.org/r?a=1&b"}, {Start: 17, End: 23, Kind: domain.Strong},
			}}},
			{Kind: domain.Preformatted, Text: domain.PlainText("x  y")},
			{Kind: domain.Figure, Image: &domain.Image{URL: "https://example.org/b.jpg", Alt: "A map"}, Text: domain.PlainText("Map."), Credit: domain.PlainText("AFP")},
		}},
	}
}

// fill gives every segment the same text in capitals, as a translator would.
func fill(f *xliff.File) {
	for i := range f.Units {
		for j := range f.Units[i].Parts {
			p := &f.Units[i].Parts[j]
			if !p.Ignorable {
				p.Target, p.Translated = p.Source.Clone(), true
				p.Target.Text = strings.ToUpper(p.Target.Text)
			}
		}
	}
}

func roundTrip(t *testing.T, f xliff.File) xliff.File {
	t.Helper()
	var file bytes.Buffer
	if err := xliff.Write(&file, f); err != nil {
		t.Fatal(err)
	}
	got, err := xliff.Read(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatalf("%v\n%s", err, file.String())
	}
	return got
}

// Candidates are written for the part that they are for, and don't come back.
func TestMatches(t *testing.T) {
	t.Parallel()
	f := xliff.FromArticle(article(), "ru", nil, false)
	plain := roundTrip(t, f)
	f.Units[0].Matches = []xliff.Match{
		{Part: "s1", Source: "Talks <began>", Target: "Переговоры «начались»", Similarity: .755, Origin: "Anna & co"},
		{Part: "s1", Source: "Talks begin", Target: "Переговоры", Similarity: .98, Assembled: true},
	}
	var file bytes.Buffer
	if err := xliff.Write(&file, f); err != nil {
		t.Fatal(err)
	}
	want := `<unit id="headline" name="headline">
      <mtc:matches>
        <mtc:match id="m1" ref="#s1" type="tm" similarity="75.5" origin="Anna &amp; co">
          <source>Talks &lt;began&gt;</source>
          <target>Переговоры «начались»</target>
        </mtc:match>
        <mtc:match id="m2" ref="#s1" type="am" similarity="98.0">
          <source>Talks begin</source>
          <target>Переговоры</target>
        </mtc:match>
      </mtc:matches>
      <segment id="s1"`
	if !strings.Contains(file.String(), want) || !strings.Contains(file.String(), `xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"`) {
		t.Errorf("%s", file.String())
	}
	if diff := cmp.Diff(plain, roundTrip(t, f), cmpopts.IgnoreFields(xliff.Part{}, "Line")); diff != "" {
		t.Error(diff)
	}
}

func TestArticleOutAndBack(t *testing.T) {
	t.Parallel()
	source := article()
	f := xliff.FromArticle(source, "ru", nil, false)
	fill(&f)
	got := roundTrip(t, f)
	if diff := cmp.Diff(f, got, cmpopts.IgnoreFields(xliff.Part{}, "Line")); diff != "" {
		t.Error(diff)
	}
	translated, err := got.Translation(source, "Anna")
	if err != nil {
		t.Fatal(err)
	}
	if !translated.Human() || translated.From != "en" || translated.To != "ru" {
		t.Errorf("%+v", translated.Chain)
	}
	want := article()
	want.Lang, want.Document.Lang, want.Headline, want.Standfirst = "ru", "ru", "TALKS < END", "ONE. TWO."
	want.Lead.Alt, want.Lead.Caption.Text = "A HALL", "THE HALL."
	want.Document.Blocks[0].Text.Text = "HE SAID SO. THE  REPORT IS OUT."
	want.Document.Blocks[2].Image.Alt, want.Document.Blocks[2].Text.Text = "A MAP", "MAP."
	if diff := cmp.Diff(want, translated.Article); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(article(), source); diff != "" {
		t.Error("the source was changed:", diff)
	}

	again := roundTrip(t, xliff.FromArticle(source, "", &translated, true))
	for _, u := range again.Units {
		for _, p := range u.Parts {
			if !p.Ignorable && (!p.Translated || p.State != xliff.Reviewed || p.Target.Text != strings.ToUpper(p.Source.Text)) {
				t.Errorf("%s: %+v", u.ID, p)
			}
		}
	}
}

func TestTranslationRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(f *xliff.File)
		want  string
	}{
		"a unit is missing":       {func(f *xliff.File) { f.Units = f.Units[1:] }, `no unit "headline"`},
		"a segment is empty":      {func(f *xliff.File) { f.Units[1].Parts[0].Target.Text = " " }, `"One." is not translated`},
		"another version":         {func(f *xliff.File) { f.Units[0].Parts[0].Source.Text = "Talks go on" }, "another version"},
		"no target language":      {func(f *xliff.File) { f.To = "" }, "trgLang"},
		"a span beyond the text":  {func(f *xliff.File) { f.Units[4].Parts[0].Target.Text = "X" }, "outside"},
		"a segment went missing":  {func(f *xliff.File) { f.Units[1].Parts = f.Units[1].Parts[:1] }, "another version"},
		"a target of spaces only": {func(f *xliff.File) { f.Units[0].Parts[0].Target = domain.PlainText("\n") }, "not translated"},
	} {
		f := xliff.FromArticle(article(), "ru", nil, false)
		fill(&f)
		c.spoil(&f)
		_, err := f.Translation(article(), "Anna")
		if !errors.Is(err, domain.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTranslatorsCantBringInLinks(t *testing.T) {
	t.Parallel()
	f := xliff.FromArticle(article(), "ru", nil, false)
	fill(&f)
	f.Units[0].Parts[0].Target.Spans = []domain.Span{{Start: 0, End: 5, Kind: domain.Link, Href: "https://evil.example/"}}
	got, err := f.Translation(article(), "Anna")
	if err != nil || len(got.Article.Document.Blocks[0].Text.Spans) != 3 {
		t.Errorf("%v %+v", err, got.Article)
	}
	for _, text := range got.Article.Texts() {
		for _, s := range text.Spans {
			if strings.Contains(s.Href, "evil") {
				t.Error("a link came in")
			}
		}
	}
}

// TestReadForeign reads what other tools write.
func TestReadForeign(t *testing.T) {
	t.Parallel()
	f, err := xliff.Read(strings.NewReader(`<?xml version="1.0"?>
<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:2.0" xmlns:m="urn:m" version="2.0" srcLang="en" trgLang="ru">
 <x:file id="1" original="a.txt"><x:skeleton>junk<x:unit id="no"/></x:skeleton>
  <x:group id="g"><x:unit id="u1"><m:glossary><m:term>t</m:term></m:glossary>
   <x:segment id="s"><x:source>A <x:ph id="1"/><x:mrk id="m1" translate="no">word</x:mrk> <x:pc id="2" type="fmt" subType="xlf:b">bold</x:pc><x:cp hex="001A"/></x:source><x:target>Слово</x:target></x:segment>
   <x:ignorable><x:source> </x:source></x:ignorable>
  </x:unit></x:group></x:file>
</x:xliff>`))
	if err != nil {
		t.Fatal(err)
	}
	want := xliff.File{From: "en", To: "ru", Original: "a.txt", Units: []xliff.Unit{{ID: "u1", Parts: []xliff.Part{
		{ID: "s", Source: domain.Text{Text: "A word bold\ufffd", Spans: []domain.Span{{Start: 7, End: 11, Kind: domain.Strong}}}, Target: domain.PlainText("Слово"), Translated: true, Line: 5},
		{Ignorable: true, Source: domain.PlainText(" "), Line: 6},
	}}}}
	if diff := cmp.Diff(want, f); diff != "" {
		t.Error(diff)
	}
}

const head2 = `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="ru"><file id="f"><unit id="headline"><originalData><data id="d">https://example.org/</data></originalData>`

// TestReadCutMarkup reads spans that a tool cut when it cut a segment.
func TestReadCutMarkup(t *testing.T) {
	t.Parallel()
	for content, want := range map[string][]domain.Text{
		`<segment><source>a <sc id="1" type="link" dataRef="d"/>link<ec startRef="1"/>.</source></segment>`: {
			{Text: "a link.", Spans: []domain.Span{{Start: 2, End: 6, Kind: domain.Link, Href: "https://example.org/"}}},
		},
		`<segment><source><sc id="1" type="fmt" subType="xlf:b" isolated="yes"/>One. </source></segment><segment><source>Two.</source></segment><segment><source>Three<ec id="1" isolated="yes"/>.</source></segment>`: {
			{Text: "One. ", Spans: []domain.Span{{End: 5, Kind: domain.Strong}}},
			{Text: "Two.", Spans: []domain.Span{{End: 4, Kind: domain.Strong}}},
			{Text: "Three.", Spans: []domain.Span{{End: 5, Kind: domain.Strong}}},
		},
		`<segment><source>a<sc id="1" type="fmt" subType="xlf:b"/>b<sc id="2" type="fmt" subType="xlf:i"/>c<ec startRef="1"/>d<ec startRef="2"/></source></segment>`: {
			{Text: "abcd", Spans: []domain.Span{{Start: 1, End: 3, Kind: domain.Strong}, {Start: 2, End: 3, Kind: domain.Emphasis}}},
		},
		`<segment><source>a<ec startRef="9"/><sc id="1" type="other"/>b</source></segment>`: {{Text: "ab"}},
	} {
		f, err := xliff.Read(strings.NewReader(head2 + content + `</unit></file></xliff>`))
		if err != nil {
			t.Fatal(err)
		}
		var got []domain.Text
		for _, p := range f.Units[0].Parts {
			got = append(got, p.Source)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", content, diff)
		}
	}
}

// TestOrder puts targets in the order that a translator gave them.
func TestOrder(t *testing.T) {
	t.Parallel()
	source := domain.Article{Lang: "en", Headline: "One. Two."}
	file := func(first, second string) string {
		return head2 + `<segment><source>One.</source><target` + first + `>РАЗ.</target></segment><ignorable><source> </source></ignorable><segment><source>Two.</source><target` + second + `>ДВА.</target></segment></unit></file></xliff>`
	}
	for _, test := range []struct{ first, second, want string }{
		{"", "", "РАЗ. ДВА."},
		{` order="3"`, ` order="1"`, "ДВА. РАЗ."},
		{` order="3"`, "", ""},
		{` order="4"`, "", ""},
	} {
		f, err := xliff.Read(strings.NewReader(file(test.first, test.second)))
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.Translation(source, "Anna")
		if got.Article.Headline != test.want || (err != nil) != (test.want == "") {
			t.Errorf("%s%s: %q %v", test.first, test.second, got.Article.Headline, err)
		}
		for _, s := range got.Segments {
			if s.Source == (domain.Range{Start: 0, End: 4}) && got.Article.Headline[s.Target.Start:s.Target.End] != "РАЗ." {
				t.Errorf("the first segment became %q", got.Article.Headline[s.Target.Start:s.Target.End])
			}
		}
	}
}

// TestReadOld reads the texts of XLIFF 1.2.
func TestReadOld(t *testing.T) {
	t.Parallel()
	const old = `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en-US" target-language="ru" original="a.txt" datatype="plaintext">
<header><tool tool-id="x"/><note>about <source>this</source></note></header><body><group><trans-unit id="1" resname="n"><source>Press <g id="1">the <bpt id="2">&lt;b></bpt>red<ept id="2">&lt;/b></ept></g> key<x id="3"/>.</source>
<seg-source>no</seg-source><target state="final"><mrk mtype="seg" mid="0">Нажмите красную кнопку.</mrk></target><alt-trans><source>no</source><target>no</target></alt-trans></trans-unit></group>
<trans-unit id="2"><source>To do.</source><target/></trans-unit></body></file></xliff>`
	f, err := xliff.Read(strings.NewReader(old))
	want := xliff.File{From: "en-US", To: "ru", Original: "a.txt", Old: true, Units: []xliff.Unit{
		{ID: "1", Name: "n", Parts: []xliff.Part{{Source: domain.PlainText("Press the red key."), Target: domain.PlainText("Нажмите красную кнопку."), Translated: true, Line: 2}}},
		{ID: "2", Parts: []xliff.Part{{Source: domain.PlainText("To do."), Line: 4}}},
	}}
	if diff := cmp.Diff(want, f); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if _, err := f.Translation(domain.Article{Lang: "en"}, "Anna"); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("as a translation: %v", err)
	}
	two := strings.Replace(old, "</file>", `</file><file source-language="en-US" target-language="ar"/>`, 1)
	if _, err := xliff.Read(strings.NewReader(two)); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("in three languages: %v", err)
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	const head = `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en"><file id="f"><unit id="u"><segment><source>`
	for name, file := range map[string]string{
		"nothing":        "",
		"not XML":        "hello",
		"another file":   "<tmx/>",
		"XLIFF 3":        `<xliff version="3.0" srcLang="en"/>`,
		"no languages":   `<xliff version="1.2"><file/></xliff>`,
		"no place":       head2 + `<segment><source>a</source><target order="0">b</target></segment></unit></file></xliff>`,
		"many are open":  head2 + "<segment><source>" + strings.Repeat(`<sc id="1" type="fmt" subType="xlf:b"/>`, 100),
		"no language":    `<xliff version="2.1"/>`,
		"cut off":        head,
		"nested deeply":  head + strings.Repeat(`<pc id="1">`, 100),
		"an odd charset": `<?xml version="1.0" encoding="x-none"?><xliff/>`,
	} {
		if _, err := xliff.Read(strings.NewReader(file)); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	var file bytes.Buffer
	sample := xliff.FromArticle(article(), "ru", nil, false)
	fill(&sample)
	if err := xliff.Write(&file, sample); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes())
	f.Add([]byte(head2 + `<segment><source>a<sc id="1" type="link" dataRef="d"/>b</source><target order="2">c</target></segment><segment><source>d<ec startRef="1"/></source><target order="1">e</target></segment></unit></file></xliff>`))
	f.Add([]byte(`<xliff version="1.2"><file source-language="en"><trans-unit id="1"><source>a<g><ph/></g></source><target>b</target></trans-unit></file></xliff>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := xliff.Read(bytes.NewReader(data))
		if err != nil {
			if !errors.Is(err, domain.ErrInvalid) {
				t.Errorf("an error of no class: %v", err)
			}
			return
		}
		for _, u := range got.Units {
			for _, p := range u.Parts {
				if err := errors.Join(p.Source.Validate(), p.Target.Validate()); err != nil {
					t.Error(err)
				}
			}
		}
		if tr, err := got.Translation(article(), "x"); err == nil {
			if err := tr.Article.Document.Validate(); err != nil {
				t.Error(err)
			}
		}
	})
}
