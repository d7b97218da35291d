package extract

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseDate(t *testing.T) {
	t.Parallel()
	yes, no := true, false
	tests := []struct {
		text       string
		monthFirst *bool
		want       string // RFC 3339, or "" for unknown
	}{
		{"2031-03-11T21:04:00+03:00", nil, "2031-03-11T21:04:00+03:00"},
		{"2031-03-11T21:04:00.123Z", nil, "2031-03-11T21:04:00Z"},
		{"2031-03-11T21:04:00+0300", nil, "2031-03-11T21:04:00+03:00"},
		{"2031-03-11 21:04", nil, "2031-03-11T21:04:00Z"},
		{"2031-03-11", nil, "2031-03-11T00:00:00Z"},
		{"20310311T210400Z", nil, "2031-03-11T21:04:00Z"},
		{"Tue, 11 Mar 2031 21:04:00 GMT", nil, "2031-03-11T21:04:00Z"},
		{"1930165440", nil, "2031-03-01T21:04:00Z"},
		{"March 11, 2031 at 9:04 p.m.", nil, "2031-03-11T21:04:00Z"},
		{"11 March 2031, 21:04 UTC+2", nil, "2031-03-11T21:04:00+02:00"},
		{"11. März 2031, 21:04 Uhr", nil, "2031-03-11T21:04:00Z"},
		{"11 mars 2031 à 21h04", nil, "2031-03-11T21:04:00Z"},
		{"11 de marzo de 2031", nil, "2031-03-11T00:00:00Z"},
		{"11 марта 2031, 21:04", nil, "2031-03-11T21:04:00Z"},
		{"11 березня 2031", nil, "2031-03-11T00:00:00Z"},
		{"11 marca 2031 r.", nil, "2031-03-11T00:00:00Z"},
		{"11 Μαρτίου 2031", nil, "2031-03-11T00:00:00Z"},
		{"١١ مارس ٢٠٣١", nil, "2031-03-11T00:00:00Z"},
		{"2031年3月11日 21:04", nil, "2031-03-11T21:04:00Z"},
		{"11.03.2031 21:04", nil, "2031-03-11T21:04:00Z"},
		{"25/03/2031", nil, "2031-03-25T00:00:00Z"},
		{"03/04/2031", nil, ""},
		{"03/04/2031", &yes, "2031-03-04T00:00:00Z"},
		{"03/04/2031", &no, "2031-04-03T00:00:00Z"},
		{"31 February 2031", nil, ""},
		{"yesterday", nil, ""},
		{"12345", nil, ""},
		{"", nil, ""},
	}
	for _, test := range tests {
		got := ""
		if s, ok := parseDate(test.text, test.monthFirst); ok {
			got = s.time.Format(time.RFC3339)
		}
		if got != test.want {
			t.Errorf("parseDate(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestDateInPath(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/2031/03/11/ships/":     "2031-03-11",
		"/news/20310311/ships":   "2031-03-11",
		"/world/2031-03-11-ship": "2031-03-11",
		"/article/2031031/ships": "",
		"/2031/13/40/":           "",
		"/news/ships":            "",
	} {
		got := ""
		if s, ok := dateInPath(path); ok {
			got = s.time.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("dateInPath(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	e := collect(mustParse(t, `<meta property="og:site_name" content="Harbour Wire">`), Page{URL: "https://www.harbourwire.example/a"})
	tests := []struct {
		raw  string
		want []string
	}{
		{"By Mara Ellison", []string{"Mara Ellison"}},
		{"Mara Ellison and Tomas Rehak", []string{"Mara Ellison", "Tomas Rehak"}},
		{"Mara Ellison, Senior Correspondent", []string{"Mara Ellison"}},
		{"Mara Ellison (mara@wire.example)", []string{"Mara Ellison"}},
		{"mara@wire.example", nil},
		{"https://wire.example/people/mara", nil},
		{"Von Grete Amsel und Jan de Wit", []string{"Grete Amsel", "Jan de Wit"}},
		{"Par Luce Arnaud et Paul Rey avec AFP", []string{"Luce Arnaud", "Paul Rey", "AFP"}},
		{"Автор: Нина Воробьёва", []string{"Нина Воробьёва"}},
		{"بقلم: سلمى الحداد", []string{"سلمى الحداد"}},
		{"Reuters", []string{"Reuters"}},
		{"Harbour Wire", nil},
		{"harbourwire.example", nil},
		{"admin", nil},
		{"Harbour Media GmbH", nil},
		{"Senior Reporter", nil},
		{"Mara Ellison; MARA ELLISON", []string{"Mara Ellison"}},
		{"The sea was calm and nobody on board expected what came next, as witnesses said", nil},
	}
	for _, test := range tests {
		if got := e.names([]string{test.raw}, false); !slices.Equal(got, test.want) {
			t.Errorf("names(%q) = %q, want %q", test.raw, got, test.want)
		}
	}
}

func TestWithoutSite(t *testing.T) {
	t.Parallel()
	tests := []struct{ title, want string }{
		{"Ships leave - Harbour Wire", "Ships leave"},
		{"Ships leave | World | Harbour Wire", "Ships leave | World"},
		{"Harbour Wire :: Ships leave", "Ships leave"},
		{"Ships leave — at last", "Ships leave — at last"},
		{"Ships leave - harbourwire.example", "Ships leave"},
		{"Harbour Wire", "Harbour Wire"},
	}
	for _, test := range tests {
		if got := withoutSite(test.title, "Harbour Wire", "www.harbourwire.example"); got != test.want {
			t.Errorf("withoutSite(%q) = %q, want %q", test.title, got, test.want)
		}
	}
}

func TestChooseHeadline(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, html, want string }{
		{"the heading that the metadata name", `<meta property="og:title" content="Ships leave the port"><h1>Harbour Wire</h1><h2>Ships leave the port</h2><h2>Mines stay</h2>`, "Ships leave the port"},
		{"words of the page", `<title>Ships leave | Wire</title><meta property="og:title" content="Ships leave port, watch"><h1>Ships leave the port of Alderhaven</h1>`, "Ships leave the port of Alderhaven"},
		{"without a kicker", `<meta property="og:title" content="All ships leave the port today"><h1><span>Grain corridor</span> All ships leave the port today</h1>`, "All ships leave the port today"},
		{"kicker set apart", `<meta property="og:title" content="Grain: All ships leave"><h1><span>Grain</span><span>All ships leave</span></h1>`, "Grain: All ships leave"},
		{"metadata alone", `<meta property="og:title" content="Ships leave the port"><p>text</p>`, "Ships leave the port"},
		{"none", `<p>text</p>`, ""},
	}
	for _, test := range tests {
		e := collect(mustParse(t, test.html), Page{URL: "https://w.example/x"})
		if got, _ := e.chooseHeadline(); got != test.want {
			t.Errorf("%s: headline is %q, want %q", test.name, got, test.want)
		}
	}
}

func TestParseLinked(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, script string
		want         []string // headlines
	}{
		{"object", `{"@type":"NewsArticle","headline":"A"}`, []string{"A"}},
		{"array", `[{"@type":"WebSite"},{"@type":"NewsArticle","headline":"A"}]`, []string{"A"}},
		{"graph", `{"@graph":[{"@type":"http://schema.org/NewsArticle","headline":"A"}]}`, []string{"A"}},
		{"main entity", `{"@type":"WebPage","mainEntity":{"@type":"Article","headline":"A"}}`, []string{"A"}},
		{"comments around", "<!-- {\"@type\":\"BlogPosting\",\"headline\":\"A\"} -->", []string{"A"}},
		{"raw line break and last comma", "{\"@type\":\"NewsArticle\",\"headline\":\"A\nB\",}", []string{"A B"}},
		{"entities", `{"@type":"NewsArticle","headline":"A &amp; B"}`, []string{"A & B"}},
		{"no article", `{"@type":"Organization","headline":"A"}`, nil},
		{"broken", `{"@type":"NewsArticle","headline":`, nil},
		{"not an object", `"NewsArticle"`, nil},
	}
	for _, test := range tests {
		var got []string
		for _, l := range parseLinked(test.script) {
			if l.isArticle() {
				got = append(got, l.text("headline"))
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	tests := []struct{ html, header, want string }{
		{`<html lang="en-gb">`, "", "en-GB"},
		{`<html lang="ru_RU">`, "", "ru-RU"},
		{`<html lang=""><meta property="og:locale" content="ar_EG">`, "", "ar-EG"},
		{`<html lang="nonsense-language-tag"><meta http-equiv="content-language" content="pl">`, "", "pl"},
		{`<p>`, "de, en", "de"},
		{`<p>`, "", ""},
	}
	for _, test := range tests {
		page := Page{URL: "https://w.example/", Header: map[string][]string{"Content-Language": {test.header}}}
		if got := collect(mustParse(t, test.html), page).language(); got != test.want {
			t.Errorf("language of %q, %q = %q, want %q", test.html, test.header, got, test.want)
		}
	}
}

func TestSamePicture(t *testing.T) {
	t.Parallel()
	tests := []struct {
		a, b string
		want bool
	}{
		{"https://i.example/port-800x450.jpg", "https://i.example/port-1200x630.jpg?w=3", true},
		{"https://a.example/x/3f2a9c1d7b6e5f40/w_600.jpg", "https://b.example/3f2a9c1d7b6e5f40.jpeg", true},
		{"https://i.example/12345678/a.webp", "https://i.example/social/12345678.jpg", true},
		{"https://i.example/port.jpg", "https://i.example/mine.jpg", false},
		{"https://i.example/1757490812/a1.jpg", "https://i.example/1757490812/b2.jpg", false},
	}
	for _, test := range tests {
		if got := samePicture(test.a, test.b); got != test.want {
			t.Errorf("samePicture(%q, %q) = %v", test.a, test.b, got)
		}
	}
}
