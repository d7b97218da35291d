package translate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func paragraph(s string) domain.Block {
	return domain.Block{Kind: domain.Paragraph, Text: domain.PlainText(s)}
}

// sample is an article with a text in every place that can have one.
func sample() domain.Article {
	return domain.Article{
		Headline: "BIG WHITE HOUSE PLAN", Standfirst: "The minister met the president.", SiteName: "The House", Section: "War",
		Authors: []string{"The President"}, Dateline: "RIYADH",
		Lead: &domain.LeadImage{
			Image: domain.Image{URL: "https://example.org/1.jpg", Alt: "the house"}, Caption: domain.PlainText("A big house."), Credit: domain.PlainText("The Car"),
		},
		Document: domain.Document{Lang: "en", Blocks: []domain.Block{
			{Kind: domain.Heading, Level: 2, Text: domain.PlainText("The war")},
			paragraph("The house is here.  The car is red.\nThe house is here."),
			{Kind: domain.List, Items: [][]domain.Block{{paragraph("the car")}, {paragraph("the house")}}},
			{Kind: domain.Quote, Blocks: []domain.Block{paragraph("“The war is here.”")}, Text: domain.PlainText("The President")},
			{Kind: domain.Figure, Image: &domain.Image{URL: "https://example.org/2.jpg", Alt: "a car"}, Text: domain.PlainText("The red car."), Credit: domain.PlainText("The House")},
			{Kind: domain.Table, Rows: [][]domain.Cell{{{Text: domain.PlainText("house"), Header: true}, {Text: domain.PlainText("12,5 %")}}}},
			{Kind: domain.Preformatted, Text: domain.PlainText("the house\n  is")},
			{Kind: domain.Separator},
		}},
	}
}

func TestArticle(t *testing.T) {
	t.Parallel()
	e := spanishFake()
	e.knows = latinOnly
	article := sample()
	before, err := json.Marshal(article)
	if err != nil {
		t.Fatal(err)
	}
	var steps [][2]int
	tr, err := Article(t.Context(), article, Options{From: "en", To: "es", Router: NewRouter(e), Progress: func(done, total int) {
		steps = append(steps, [2]int{done, total})
	}})
	if err != nil {
		t.Fatal(err)
	}
	if after, _ := json.Marshal(article); string(after) != string(before) { //nolint:errchkjson // it was marshalled before
		t.Error("the source article was changed")
	}
	a := tr.Article
	if err := a.Document.Validate(); err != nil {
		t.Error(err)
	}
	if a.Headline != "BLANCA GRANDE CASA PLAN" || a.Standfirst != "La ministra encontró la alcaldesa." || a.Lang != "es" || a.Document.Lang != "es" {
		t.Errorf("headline %q, standfirst %q, language %q", a.Headline, a.Standfirst, a.Lang)
	}
	if a.SiteName != "The House" || a.Section != "War" || a.Authors[0] != "The President" || a.Lead.Credit.Text != "The Car" {
		t.Errorf("names were translated: %+v", a)
	}
	if a.Lead.Caption.Text != "Una grande casa." && a.Lead.Caption.Text != "Una casa grande." || a.Lead.Alt != "la casa" {
		t.Errorf("lead image: %+v", a.Lead)
	}
	var got []string
	for _, x := range a.Document.Texts() {
		got = append(got, x.Text)
	}
	want := []string{
		"La guerra", "", "La casa es aquí.  La coche es roja.\nLa casa es aquí.", "", "", "", "la coche", "", "la casa", "",
		"«La guerra es aquí.»", "", "La Alcaldesa", "", "La coche roja.", "The House", "", "", "casa", "12,5 %", "the house\n  is", "", "", "",
	}
	want[12] = "La alcaldesa"
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if alt := a.Document.Blocks[4].Image.Alt; alt != "una coche" {
		t.Errorf("alternative text %q", alt)
	}
	if want := []domain.Step{{Engine: "fake", Model: "fake-1", From: "en", To: "es"}}; !slices.Equal(tr.Chain, want) {
		t.Errorf("chain %+v", tr.Chain)
	}
	if len(e.calls) != 1 {
		t.Errorf("%d calls for one document", len(e.calls))
	}
	inputs := e.calledWith()
	if slices.Sort(inputs); len(slices.Compact(slices.Clone(inputs))) != len(inputs) {
		t.Errorf("a segment was sent twice: %q", inputs)
	}
	if n := len(steps); n == 0 || steps[n-1] != [2]int{14, 14} { // fewer than inputs: short texts are tried in several shapes
		t.Errorf("progress %v for 14 segments", steps)
	}
	checkSegments(t, article, tr)
}

// checkSegments checks that segments point at words in both texts and that only white
// space lies between those of one text.
func checkSegments(t *testing.T, source domain.Article, tr domain.Translation) {
	t.Helper()
	textsOf := func(a *domain.Article) map[string]string {
		m := map[string]string{"headline 0": a.Headline, "standfirst 0": a.Standfirst, "dateline 0": a.Dateline, "lead.caption 0": a.Lead.Caption.Text, "lead.alt 0": a.Lead.Alt}
		part := 0
		for b, x := range a.Document.Texts() {
			m[fmt.Sprint("document ", part)] = x.Text
			if b.Image != nil && x == &b.Text {
				m[fmt.Sprint("document.alt ", part)] = b.Image.Alt
			}
			part++
		}
		return m
	}
	sources, targets := textsOf(&source), textsOf(&tr.Article)
	last := map[string]domain.Segment{}
	for _, s := range tr.Segments {
		key := fmt.Sprint(s.Field, " ", s.Part)
		for _, side := range []struct {
			text             string
			previous, within domain.Range
		}{{sources[key], last[key].Source, s.Source}, {targets[key], last[key].Target, s.Target}} {
			if side.within.Start >= side.within.End || side.within.End > len(side.text) {
				t.Errorf("%s: range %v of %q", key, side.within, side.text)
				continue
			}
			if between := side.text[side.previous.End:side.within.Start]; strings.TrimSpace(between) != "" {
				t.Errorf("%s: %q lies between segments", key, between)
			}
		}
		last[key] = s
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	t.Parallel()
	var first domain.Translation
	for i := range 3 {
		tr, err := Article(t.Context(), sample(), Options{From: "en", To: "es", Router: NewRouter(spanishFake())})
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = tr
		} else if !reflect.DeepEqual(tr, first) {
			t.Errorf("run %d differs", i)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	document := domain.Document{Blocks: []domain.Block{paragraph(strings.Repeat("La casa es aquí. ", 5))}}
	router := NewRouter(spanishFake())
	for name, test := range map[string]struct {
		options Options
		class   error
		advice  string
	}{
		"the same language":       {Options{From: "es-MX", To: "es", Router: router}, domain.ErrInvalid, "choose another"},
		"already in the language": {Options{From: "en", To: "es", Router: router, Identify: func(string) string { return "es" }}, domain.ErrInvalid, "already"},
		"no route":                {Options{From: "en", To: "ar", Router: router}, domain.ErrNotFound, "fake translates en to es only"},
		"no engines":              {Options{From: "en", To: "ar", Router: NewRouter()}, domain.ErrNotFound, "no engine"},
		"no router":               {Options{From: "en", To: "ar"}, domain.ErrInvalid, "router"},
		"no language":             {Options{To: "ar", Router: router}, domain.ErrInvalid, "missing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Document(t.Context(), document, test.options)
			if !errors.Is(err, test.class) || !strings.Contains(err.Error(), test.advice) {
				t.Errorf("got %v", err)
			}
		})
	}
	bad := domain.Document{Blocks: []domain.Block{{Kind: domain.Paragraph, Text: domain.Text{Text: "x", Spans: []domain.Span{{Start: 0, End: 9, Kind: domain.Strong}}}}}}
	if _, err := Document(t.Context(), bad, Options{From: "en", To: "es", Router: router}); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("a broken document: %v", err)
	}
}

func TestFailingSegment(t *testing.T) {
	t.Parallel()
	e := spanishFake()
	e.edit = func(input string, o Output) (Output, error) {
		if strings.Contains(input, "poison") {
			return o, errors.New("the model choked")
		}
		return o, nil
	}
	x := domain.PlainText("The house is here. The poison is here. The car is red.")
	got, segments := translateText(t, e, "en", "es", x)
	if want := "La casa es aquí. The poison is here. La coche es roja."; got.Text != want {
		t.Errorf("got %q, want %q", got.Text, want)
	}
	for i, s := range segments {
		blocked := slices.ContainsFunc(s.Findings, func(f domain.Finding) bool { return f.Rule == "engine-error" && f.Severity == domain.SeverityBlock })
		if blocked != (i == 1) {
			t.Errorf("segment %d: %+v", i, s.Findings)
		}
	}
	e.edit = func(string, Output) (Output, error) { return Output{}, errors.New("out of order") }
	_, err := Document(t.Context(), domain.Document{Blocks: []domain.Block{paragraph(x.Text)}}, Options{From: "en", To: "es", Router: NewRouter(e)})
	if err == nil || !strings.Contains(err.Error(), "out of order") {
		t.Errorf("a broken engine: %v", err)
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	e := spanishFake()
	e.edit = func(_ string, o Output) (Output, error) {
		cancel()
		return o, ctx.Err()
	}
	_, err := Document(ctx, domain.Document{Blocks: []domain.Block{paragraph("The house is here.")}}, Options{From: "en", To: "es", Router: NewRouter(e)})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// rules returns the rules of all findings.
func rules(segments []domain.Segment) []string {
	var out []string
	for _, s := range segments {
		for _, f := range s.Findings {
			out = append(out, f.Rule)
		}
	}
	return out
}

func TestFindings(t *testing.T) {
	t.Parallel()
	always := func(text string) func(string, Output) (Output, error) {
		return func(string, Output) (Output, error) { return Output{Text: text}, nil }
	}
	for name, test := range map[string]struct {
		source string
		edit   func(string, Output) (Output, error)
		want   string
		calls  int
	}{
		"good":         {"The house is here.", nil, "", 1},
		"nothing back": {"The house is here.", always(""), "empty", 2},
		"as it went":   {"The house is here today.", always("The house is here today."), "untranslated", 1},
		"a loop":       {"The house is here.", always("La casa la casa la casa la casa"), "repetition", 2},
		"a stutter":    {"The house is here.", always("La casaaaaaaaaaaaaa"), "repetition", 2},
		"truncated": {"The house of the minister is here.", func(_ string, o Output) (Output, error) {
			o.Truncated = true
			return o, nil
		}, "truncated", 2},
		"unknown words": {"The house is here.", func(_ string, o Output) (Output, error) {
			o.Unknown = []domain.Range{{Start: 3, End: 7}}
			return o, nil
		}, "unknown-word", 1},
		"currency lost":  {"He paid £5 million.", always("Él pagó 5 millones."), "currency-missing", 4},
		"currency added": {"He paid £5 million.", always("Él pagó 5 millones de libras y 3 de euros."), "currency-added", 4},
		"mask lost":      {"Visit https://example.org/ today.", always("Visite hoy."), "mask-lost", 4},
		"mask twice": {"Visit https://example.org/ today.", func(in string, o Output) (Output, error) {
			o.Text += " " + strings.Fields(in)[1]
			return o, nil
		}, "mask-lost", 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := spanishFake()
			e.edit, e.knows = test.edit, latinOnly
			got, segments := translateText(t, e, "en", "es", domain.PlainText(test.source))
			found := rules(segments)
			if test.want == "" && len(found) > 0 || test.want != "" && !slices.Contains(found, test.want) {
				t.Errorf("findings %q in %q, want %q", found, got.Text, test.want)
			}
			if len(e.calls) != test.calls {
				t.Errorf("%d calls, want %d: %q", len(e.calls), test.calls, e.calls)
			}
			if strings.Contains(test.source, "https:") && strings.Count(got.Text, "https://example.org/") != 1 {
				t.Errorf("the address is not there once: %q", got.Text)
			}
		})
	}
}

// TestRetries holds that a second way of preparing mends what the first broke.
func TestRetries(t *testing.T) {
	t.Parallel()
	e := spanishFake()
	e.knows = latinOnly
	e.edit = func(in string, o Output) (Output, error) {
		o.Text = strings.ReplaceAll(o.Text, "4817X", "") // loses the first kind of placeholder
		return o, nil
	}
	got, segments := translateText(t, e, "en", "es", domain.PlainText("Visit https://example.org/ today."))
	if got.Text != "Visite https://example.org/ hoy." || len(rules(segments)) > 0 {
		t.Errorf("%q %q", got.Text, rules(segments))
	}

	looping := spanishFake()
	looping.edit = func(in string, o Output) (Output, error) {
		if len(in) > 60 {
			o = Output{Text: "la casa la casa la casa la casa la casa"}
		}
		return o, nil
	}
	got, segments = translateText(t, looping, "en", "es", domain.PlainText("The house of the minister is here, and the big car of the president is here."))
	if want := "La casa de la ministra es aquí, y la coche grande de la alcaldesa es aquí."; got.Text != want || len(rules(segments)) > 0 {
		t.Errorf("%q %q", got.Text, rules(segments))
	}
}

// TestAccentedName holds that a name isn't translated as the word that it is
// without its accent.
func TestAccentedName(t *testing.T) {
	t.Parallel()
	e := spanishFake()
	e.knows = latinOnly
	e.dictionary["store"] = "tienda"
	got, segments := translateText(t, e, "en", "es", domain.PlainText("The minister Støre met Orbán today."))
	if want := "La ministra Støre encontró Orbán hoy."; got.Text != want || len(rules(segments)) > 0 {
		t.Errorf("%q %q", got.Text, rules(segments))
	}
}

// TestPictures holds that emoji come back whole and where they were.
func TestPictures(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Casa 🏴‍☠️☢️ ☣️🪆 es Aquí.", "Aquí 2️⃣ la casa.", "👩‍👩‍👧‍👦 La casa!", "Sí 🙏🏽! Casa, 🇳🇴 Coche 🪆 🪆.", "La casa ❤️❤️",
	} {
		e := spanishFake()
		e.knows, e.dictionary = func(r rune) bool { return latinOnly(r) || r == 'í' }, nil
		got, segments := translateText(t, e, "en", "es", domain.PlainText(text))
		if got.Text != text || len(rules(segments)) > 0 {
			t.Errorf("%q became %q %q", text, got.Text, rules(segments))
		}
	}
}

// TestAgencyLine holds that the place and agency before the first sentence come back
// though the engine leaves them out of the sentence.
func TestAgencyLine(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		source, want string
		calls        int
	}{
		{"OSLO (AP) — The minister met the president.", "Oslo (AP) — La ministra encontró la alcaldesa.", 2},
		{"NEW HOUSE, Wis. — The minister met the president.", "Casa nueva, Wis. — La ministra encontró la alcaldesa.", 2},
		{"The house — the minister met the president.", "La casa — la ministra encontró la alcaldesa.", 1},
		{"OSLO — The war.", "Oslo — la guerra.", 1},
	} {
		e := spanishFake()
		e.knows = latinOnly
		e.edit = func(in string, o Output) (Output, error) {
			if _, sentence, ok := strings.Cut(in, " - "); ok && strings.HasSuffix(sentence, "president.") && !strings.HasPrefix(in, "The") {
				return Output{Text: "La ministra encontró la alcaldesa."}, nil
			}
			return o, nil
		}
		got, segments := translateText(t, e, "en", "es", domain.PlainText(test.source))
		if got.Text != test.want || len(rules(segments)) > 0 || len(e.calls) != test.calls {
			t.Errorf("%q became %q, want %q; %q, %d calls %q", test.source, got.Text, test.want, rules(segments), len(e.calls), e.calls)
		}
	}
	e := spanishFake()
	e.edit = func(string, Output) (Output, error) { return Output{Text: "-"}, nil }
	if _, segments := translateText(t, e, "en", "es", domain.PlainText("OSLO (AP) — The minister met the president.")); !slices.Contains(rules(segments), "empty") {
		t.Errorf("%q", rules(segments))
	}
}

// TestLinksInMasks holds that links keep apart in what is masked as one.
func TestLinksInMasks(t *testing.T) {
	t.Parallel()
	e := spanishFake()
	e.knows = latinOnly
	const source = "Follow @one #two today."
	text := domain.Text{Text: source, Spans: []domain.Span{
		{Start: 7, End: 11, Kind: domain.Link, Href: "https://example.org/1"}, {Start: 12, End: 16, Kind: domain.Link, Href: "https://example.org/2"},
	}}
	got, _ := translateText(t, e, "en", "es", text)
	if len(got.Spans) != 2 || got.Text[got.Spans[0].Start:got.Spans[0].End] != "@one" || got.Text[got.Spans[1].Start:got.Spans[1].End] != "#two" {
		t.Errorf("%q with %+v", got.Text, got.Spans)
	}
}

func TestShortTextIsNotRefused(t *testing.T) {
	t.Parallel()
	d := domain.Document{Blocks: []domain.Block{paragraph("The house is here.")}}
	_, err := Document(t.Context(), d, Options{From: "en", To: "es", Router: NewRouter(spanishFake()), Identify: func(string) string { return "es" }})
	if err != nil {
		t.Error(err)
	}
}

// BenchmarkDocument measures all but the engine's own work.
func BenchmarkDocument(b *testing.B) {
	e := spanishFake()
	e.knows = latinOnly
	d := domain.Document{Lang: "en"}
	words := 0
	for i := range 100 {
		text := fmt.Sprintf("The foreign minister said “yes” to plan %d — and paid £%d million in the big house. She met Støre today.", i, i)
		d.Blocks = append(d.Blocks, domain.Block{Kind: domain.Paragraph, Text: domain.Text{Text: text, Spans: []domain.Span{{Start: 4, End: 20, Kind: domain.Link, Href: "https://example.org/"}}}})
		words += len(strings.Fields(text))
	}
	for b.Loop() {
		if _, err := Document(b.Context(), d, Options{From: "en", To: "es", Router: NewRouter(e)}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func TestForeignPassagesStay(t *testing.T) {
	t.Parallel()
	const french = "Le président a déclaré que les négociations reprendraient la semaine prochaine à Genève."
	d := domain.Document{Lang: "en", Blocks: []domain.Block{
		{Kind: domain.Paragraph, Text: domain.PlainText("The president met the minister.")}, {Kind: domain.Paragraph, Text: domain.PlainText(french)},
	}}
	engine := spanishFake()
	tr, err := Document(t.Context(), d, Options{From: "en", To: "es", Router: NewRouter(engine), Identify: func(text string) string {
		if strings.HasPrefix(text, "Le ") {
			return "fr"
		}
		return "en"
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got := tr.Article.Document.Blocks[1].Text.Text; got != french {
		t.Errorf("it became %q", got)
	}
	last := tr.Segments[len(tr.Segments)-1]
	if len(last.Findings) != 1 || last.Findings[0].Rule != "foreign-language" || last.Findings[0].Args[0] != "français" {
		t.Errorf("findings %+v", last.Findings)
	}
	if slices.ContainsFunc(engine.calledWith(), func(s string) bool { return strings.Contains(s, "président") }) {
		t.Error("the engine was given French")
	}
}
