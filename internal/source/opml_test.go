package source

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func TestReadOPML(t *testing.T) {
	t.Parallel()
	sub := func(title, url string, section ...string) Subscription {
		return Subscription{Title: title, URL: url, Section: section}
	}
	tests := []struct {
		name, text string
		want       OPML
	}{
		{
			"2.0 with folders", `<?xml version="1.0"?><opml version="2.0"><head><title>My &amp; feeds</title><ownerName>Ada Marsh</ownerName><dateCreated>Mon, 23 Nov 2026 12:00:00 GMT</dateCreated></head><body>
			<outline text="World"><outline text="Asia"><outline type="rss" text="A" title="Title A" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/" language="ja" description="x"/></outline>
			<outline type="rss" text="B" xmlUrl="https://b.example/feed"/></outline><outline type="rss" text="C" xmlUrl="https://c.example/feed"/></body></opml>`,
			OPML{Title: "My & feeds", Owner: "Ada Marsh", Created: received, Feeds: []Subscription{
				{Title: "Title A", URL: "https://a.example/feed", Site: "https://a.example/", Section: []string{"World", "Asia"}, Lang: "ja", Description: "x"},
				sub("B", "https://b.example/feed", "World"), sub("C", "https://c.example/feed"),
			}},
		},
		{"1.0 without types, in capitals", `<OPML VERSION="1.0"><BODY><OUTLINE TEXT="A" XMLURL="https://a.example/feed"/></BODY></OPML>`, OPML{Feeds: []Subscription{sub("A", "https://a.example/feed")}}},
		{"categories", `<opml><body><outline text="A" xmlUrl="https://a.example/feed" category="/News/World,/Other"/></body></opml>`, OPML{Feeds: []Subscription{sub("A", "https://a.example/feed", "News", "World")}}},
		{"outlines without body", `<opml><outline text="A" xmlUrl="https://a.example/feed"/></opml>`, OPML{Feeds: []Subscription{sub("A", "https://a.example/feed")}}},
		{
			"feeds inside feeds", `<opml><body><outline text="A" xmlUrl="https://a.example/feed"><outline text="B" xmlUrl="https://b.example/feed"/></outline></body></opml>`,
			OPML{Feeds: []Subscription{sub("A", "https://a.example/feed"), sub("B", "https://b.example/feed")}},
		},
		{
			"links and empty folders are no feeds", `<opml><body><outline text="Folder"/><outline type="link" text="L" url="https://l.example/"/><outline text="A" xmlUrl="feed://a.example/feed"/></body></opml>`,
			OPML{Feeds: []Subscription{sub("A", "http://a.example/feed")}},
		},
		{
			"bad addresses and repetition", `<opml><body><outline text="A" xmlUrl="https://a.example/feed"/><outline text="X" xmlUrl="javascript:x"/><outline text="Again" xmlUrl="https://a.example/feed"/></body></opml>`,
			OPML{Feeds: []Subscription{sub("A", "https://a.example/feed")}, Problems: []Problem{
				{"bad-link", `Links that can't be read as addresses: 1, such as "javascript:x".`},
				{"duplicate", `Items that repeat others were left out: 1, such as "https://a.example/feed".`},
			}},
		},
		{
			"unescaped and cut off", `<opml><body><outline text="Q & A"><outline text="A" xmlUrl="https://a.example/feed?x=1&y=2"/><outline text="B" xmlUrl="https://b.exa`,
			OPML{Feeds: []Subscription{sub("A", "https://a.example/feed?x=1&y=2", "Q & A")}, Problems: []Problem{{"unclosed", "It stops before its end; every item that it holds is complete."}}},
		},
		{"nothing", `<opml version="2.0"><head/><body/></opml>`, OPML{Problems: []Problem{{"no-items", "It has no items."}}}},
		{
			"entities", `<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body><outline text="&x;" xmlUrl="https://a.example/feed"/></body></opml>`,
			OPML{Feeds: []Subscription{sub("&x;", "https://a.example/feed")}, Problems: []Problem{{"entities", "It declares entities of its own; they are never expanded."}}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := ReadOPML(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(&tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadOPMLRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"": "no opml element", "<html>": "no opml element", "<rss><channel/></rss>": "it is a feed"} {
		if _, err := ReadOPML(text); !errors.Is(err, domain.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestReadOPMLIsBounded(t *testing.T) {
	t.Parallel()
	deep := "<opml><body>" + strings.Repeat(`<outline text="f">`, 100_000) + `<outline text="A" xmlUrl="https://a.example/feed"/>`
	if _, err := ReadOPML(deep); err != nil {
		t.Error(err)
	}
	folders := "<opml><body>" + strings.Repeat(`<outline text="f">`, 100) + `<outline text="A" xmlUrl="https://a.example/feed"/>`
	list, err := ReadOPML(folders)
	if err != nil || len(list.Feeds) != 1 || len(list.Feeds[0].Section) != maxFolders {
		t.Errorf("%v, %+v", err, list)
	}
	many, err := ReadOPML("<opml><body>" + strings.Repeat(`<outline xmlUrl="https://a.example/feed"/>`, 100_000))
	if err != nil || len(many.Feeds) != 1 {
		t.Errorf("%v, %d feeds", err, len(many.Feeds))
	}
}

func roundTrip(t *testing.T, list *OPML) *OPML {
	t.Helper()
	var b strings.Builder
	if err := WriteOPML(&b, list); err != nil {
		t.Fatal(err)
	}
	back, err := ReadOPML(b.String())
	if err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	return back
}

func TestOPMLRoundTrip(t *testing.T) {
	t.Parallel()
	list := &OPML{Title: `News & "more" <all>`, Owner: "Ада", Created: time.Date(2026, 11, 23, 8, 30, 0, 0, time.UTC), Feeds: []Subscription{
		{Title: "Top", URL: "https://top.example/feed?a=1&b=2", Description: "‘Quoted’ & so on"},
		{Title: "A", URL: "https://a.example/feed", Site: "https://a.example/", Section: []string{"World", "Asia"}, Lang: "ja"},
		{Title: "وكالة", URL: "https://b.example/feed", Section: []string{"World & sea", "Asia"}, Lang: "ar"},
	}}
	back := roundTrip(t, list)
	if diff := cmp.Diff(list, back); diff != "" {
		t.Error(diff)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteOPMLTellsErrors(t *testing.T) {
	t.Parallel()
	if err := WriteOPML(fullDisk{}, &OPML{Title: strings.Repeat("x", 10_000)}); err == nil {
		t.Error("no error")
	}
}

func FuzzOPML(f *testing.F) {
	f.Add(`<opml><body><outline text="W"><outline text="A" xmlUrl="https://a.example/feed"/></outline></body></opml>`)
	f.Add(`<opml><outline xmlurl=http://x title="&#1;&lt;" category="/a/b"`)
	f.Fuzz(func(t *testing.T, s string) {
		list, err := ReadOPML(strings.ToValidUTF8(s, "\uFFFD"))
		if err != nil {
			if !errors.Is(err, domain.ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		once := roundTrip(t, list)
		if len(once.Feeds) != len(list.Feeds) {
			t.Errorf("%d feeds became %d", len(list.Feeds), len(once.Feeds))
		}
		again := roundTrip(t, once)
		once.Problems, again.Problems = nil, nil
		if diff := cmp.Diff(once, again); diff != "" {
			t.Error(diff)
		}
	})
}
