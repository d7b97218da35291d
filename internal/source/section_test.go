package source

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const sectionPage = `<!doctype html><html lang="en"><head><title>World news – The Harbour Post</title><base href="https://news.example/"></head><body>
<header><a href="/">The Harbour Post</a><nav><a href="/world/">World</a><a href="/sport/">Sport and other games that we play</a></nav></header>
<main>
 <article class="teaser"><a href="/world/2026/11/23/ferry-returns-to-harbour"><img src="data:image/gif;base64,R0lGOD" data-src="/i/ferry.jpg" alt=""></a>
  <h2><a href="/world/2026/11/23/ferry-returns-to-harbour?utm_source=front">Ferry returns to the harbour after the storm</a></h2>
  <time datetime="2026-11-23T09:00:00Z">today</time> <a href="/author/ada-marsh">Ada Marsh</a> <a href="/world/2026/11/23/ferry-returns-to-harbour#comments">12 comments</a></article>
 <article><header><h3><a href="world/port-strike-enters-second-week-48213">Port strike enters second week</a></h3></header></article>
 <div class="card"><a href="/world/minister-resigns-over-bridge-contract.html"><h3>Minister resigns over bridge contract</h3><p>The minister said on Monday that</p></a></div>
 <ul><li><a href="/news/771234">岸田首相が港を訪問し地元の漁業者と会談した</a></li><li><a href="https://other.example/2026/11/23/a-story-on-another-site">A story on another site that we like</a></li></ul>
 <article><h3>Bakery opens on the pier</h3><p>It sells bread.</p><a href="/town/2026/11/22/bakery-opens-on-pier">Read on</a></article>
 <div class="newsletter"><a href="/newsletter/sign-up-for-the-morning-letter-2026">Sign up for the morning letter now please</a></div>
 <a href="/world/page/2">Older stories</a> <a href="javascript:more()">Load more of the latest stories here</a>
</main>
<footer><a href="/about-us/how-we-work-and-who-we-are">How we work and who we are</a></footer></body></html>`

func TestSection(t *testing.T) {
	t.Parallel()
	feed, err := Section(Body{Text: sectionPage, URL: mustURL(t, "https://news.example/world/"), Received: received}, "")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, it := range feed.Items {
		got = append(got, it.URL+" "+it.Title)
	}
	want := []string{
		"https://news.example/world/2026/11/23/ferry-returns-to-harbour Ferry returns to the harbour after the storm",
		"https://news.example/world/port-strike-enters-second-week-48213 Port strike enters second week",
		"https://news.example/world/minister-resigns-over-bridge-contract.html Minister resigns over bridge contract",
		"https://news.example/news/771234 岸田首相が港を訪問し地元の漁業者と会談した",
		"https://news.example/town/2026/11/22/bakery-opens-on-pier Bakery opens on the pier",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if feed.Kind != KindPage || feed.Title != "World news – The Harbour Post" || feed.Lang != "en" || len(feed.Problems) != 0 {
		t.Errorf("feed %+v", feed)
	}
	first := feed.Items[0]
	if first.Published.Format("15:04") != "09:00" || len(first.Media) != 1 || first.Media[0].URL != "https://news.example/i/ferry.jpg" {
		t.Errorf("what stands beside the link is lost: %+v", first)
	}
}

func TestSectionWithSelector(t *testing.T) {
	t.Parallel()
	page := Body{Text: sectionPage, URL: mustURL(t, "https://news.example/world/")}
	for selector, want := range map[string][]string{
		"main li a":            {"岸田首相が港を訪問し地元の漁業者と会談した", "A story on another site that we like"},
		"article.teaser":       {"Ferry returns to the harbour after the storm"},
		".card h3":             {"Minister resigns over bridge contract"},
		"nav a, footer a":      {"World", "Sport and other games that we play", "How we work and who we are"},
		"a[href^=javascript]":  nil,
		"section.that-is-gone": nil,
	} {
		feed, err := Section(page, selector)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, it := range feed.Items {
			got = append(got, it.Title)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", selector, got, want)
		}
	}
}

func TestSectionRefuses(t *testing.T) {
	t.Parallel()
	u := mustURL(t, "https://news.example/")
	for name, try := range map[string]func() error{
		"a bad selector": func() error { _, err := Section(Body{Text: "<a href=x>", URL: u}, "a[["); return err },
		"no address":     func() error { _, err := Section(Body{Text: "<a href=x>"}, ""); return err },
		"deep nesting":   func() error { _, err := Section(Body{Text: strings.Repeat("<div>", 5000), URL: u}, ""); return err },
	} {
		if err := try(); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSectionIsBounded(t *testing.T) {
	t.Parallel()
	u := mustURL(t, "https://news.example/")
	for _, selector := range []string{"", "a"} {
		many := "<a href=/2026/11/23/first-story-of-the-day>The first story of the whole long day</a>" + strings.Repeat("<a href=/x>x</a>", maxPageBytes/16)
		feed, err := Section(Body{Text: many, URL: u}, selector)
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, p := range feed.Problems {
			codes = append(codes, p.Code)
		}
		if len(feed.Items) == 0 || !slices.Contains(codes, "links") || !slices.Contains(codes, "page-size") {
			t.Errorf("%d items, problems %q", len(feed.Items), codes)
		}
	}
}

func FuzzSection(f *testing.F) {
	f.Add(sectionPage, "article a")
	f.Add("<table><a href=x><table><a href=/2026/1/1/a-b-c-d>One two three four five six", "")
	f.Fuzz(func(t *testing.T, page, selector string) {
		feed, err := Section(Body{Text: page, URL: mustURL(t, "https://news.example/"), Received: received}, selector)
		if err != nil {
			if !errors.Is(err, domain.ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		checkFeed(t, feed)
	})
}
