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
		for _, n := range p.all("#results h3") {
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
	ask("ru", "q", "небывальщина").says("#found", "По запросу «\u2068небывальщина\u2069» ничего не найдено.")
}
