package site_test

import (
	"net/url"
	"strings"
	"testing"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	v := visitor{t, h}
	ask := func(edition string, pairs ...string) *page {
		form := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			form.Set(pairs[i], pairs[i+1])
		}
		return v.open("/" + edition + "/search/?" + form.Encode())
	}
	found := func(p *page) (titles []string) {
		for _, n := range p.all(".hits h3") {
			titles = append(titles, textOf(n))
		}
		return titles
	}
	orrin, courier := number(f.Sources["orrin"]), number(f.Sources["courier"])
	for name, tt := range map[string]struct {
		page *page
		want []string // beginnings of the titles
	}{
		"a word of the translation":     {ask("ru", "q", "паром"), []string{"Паромное сообщение"}},
		"another form of it":            {ask("ru", "q", "ледником"), []string{"Талая вода"}},
		"a word of the original":        {ask("ru", "q", "glacier"), []string{"Талая вода"}},
		"a word that is being typed":    {ask("ru", "q", "турби"), []string{"Приливная турбина"}},
		"two words":                     {ask("ru", "q", "глиняные ульи"), []string{"Пчеловоды"}},
		"Arabic, spelt otherwise":       {ask("ar", "q", "العباره"), []string{"عودة العبّارة", "ميناء ساوث مول"}},
		"a source":                      {ask("ru", "q", "турбина", "source", orrin), []string{"Приливная"}},
		"another source":                {ask("ru", "q", "турбина", "source", courier), nil},
		"a day":                         {ask("ru", "q", "турбина", "from", "2026-11-21", "until", "2026-11-21"), []string{"Приливная"}},
		"the day after":                 {ask("ru", "q", "турбина", "from", "2026-11-22"), nil},
		"a section":                     {ask("ru", "q", "турбина", "section", "sport"), nil},
		"nothing":                       {ask("ru", "q", "небывальщина"), nil},
		"of a withdrawn article":        {ask("en", "q", "withdrawn"), nil},
		"of what only the index knows":  {ask("en", "q", "driver"), nil},
		"an edition without that story": {ask("es", "q", "ferry"), nil},
	} {
		titles := found(tt.page)
		if len(titles) != len(tt.want) {
			t.Errorf("%s: %q, want %q", name, titles, tt.want)
			continue
		}
		for i := range titles {
			if !strings.HasPrefix(titles[i], tt.want[i]) {
				t.Errorf("%s: %q, want %q", name, titles, tt.want)
			}
		}
	}
	p := ask("ru", "q", "Паром", "source", number(f.Sources["harbour"]), "from", "2026-11-01")
	p.says("#results h3 mark", "Паромное")
	p.has("#q", "value", "Паром")
	p.has("#from", "value", "2026-11-01")
	p.has("#source option[selected]", "value", number(f.Sources["harbour"]))
	p.has("meta[name=robots]", "content", "noindex")
	if p := v.open("/ru/search/"); p.header.Get("X-Robots-Tag") != "" {
		t.Error("the search form itself is noindex")
	}
}

// A search that finds nothing says why and leads on.
func TestSearchFindsNothing(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	v := visitor{t, h}
	courier := number(f.Sources["courier"])
	for name, tt := range map[string]struct {
		edition, query string
		found          string
		links          map[string]string // what leads on, by its query, and what it says
	}{
		"an unknown word":     {"ru", "q=небывальщина", "По запросу «\u2068небывальщина\u2069» ничего не найдено.", nil},
		"no word at all":      {"ru", "q=?!", "В запросе «\u2068?!\u2069» нет слов", nil},
		"no word, in Spanish": {"es", "q=%E2%80%A6", "ninguna palabra", nil},
		"one word too many":   {"ru", "q=паром+небывальщина+турбина", "ничего не найдено", map[string]string{"q=паром": "Найдено: 1", "q=турбина": "Найдено: 1"}},
		"a filter too many": {
			"ru", "q=турбина&source=" + courier, "ничего не найдено", map[string]string{"q=турбина": "Найдено: 1"},
		},
		"both": {
			"ru", "q=паром+Саут&section=economy&from=2026-11-22&until=2026-11-22", "ничего не найдено",
			map[string]string{"q=паром+Саут": "Найдено: 1"},
		},
		"in Arabic": {"ar", "q=العبارة+xyz", "لا نتائج", map[string]string{"q=العبارة": "عدد النتائج: ٢"}},
	} {
		p := v.open("/" + tt.edition + "/search/?" + strings.ReplaceAll(url.PathEscape(tt.query), "%25", "%"))
		p.says("#found", tt.found)
		links := p.all(".search-help li a")
		for i, a := range links {
			address, err := url.Parse(attribute(a, "href"))
			if err != nil {
				t.Fatal(err)
			}
			asks, err := url.QueryUnescape(address.RawQuery)
			if err != nil {
				t.Fatal(err)
			}
			want, ok := tt.links[strings.ReplaceAll(asks, " ", "+")]
			if note := textOf(p.all(".search-help li .note")[i]); !ok || note != want {
				t.Errorf("%s: %q leads on with %q, want %q", name, asks, note, want)
			}
			if hits := v.open(address.String()).all(".hits h3"); len(hits) == 0 {
				t.Errorf("%s: %s finds nothing, too", name, address)
			}
		}
		if len(links) != len(tt.links) {
			t.Errorf("%s: %d links lead on, want %d", name, len(links), len(tt.links))
		}
		p.has(".search-help .onward a", "href", "/"+tt.edition+"/archive/")
		if latest := p.all("#results .group h3"); len(latest) == 0 && tt.edition != "es" {
			t.Errorf("%s: no latest articles", name)
		}
		checkPage(p)
	}
	v.open("/ru/search/?q=паром").none(".search-help")
	v.open("/ru/search/").none(".search-help")
}
