package source

import (
	"slices"
	"strings"
	"testing"
)

func addresses(list []Candidate) []string {
	var out []string
	for _, c := range list {
		out = append(out, string(c.Found)+" "+c.URL)
	}
	return out
}

func TestDiscover(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, url, page string
		want            []string
	}{
		{"declared", "https://news.example/", `<link rel="alternate" type="application/rss+xml" title="News" href="/feed">`, []string{"declared https://news.example/feed"}},
		{
			"the main feed before comments", "https://news.example/", `
			<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
			<link rel="alternate" type="application/rss+xml" title="News" href="/feed">`,
			[]string{"declared https://news.example/feed", "declared https://news.example/comments/feed"},
		},
		{"comments in Russian", "https://news.example/", `
			<link rel="alternate" type="application/rss+xml" title="Комментарии" href="/a">
			<link rel="alternate" type="application/rss+xml" title="Новости" href="/b">`, []string{"declared https://news.example/b", "declared https://news.example/a"}},
		{"the section's feed on its page", "https://news.example/sport/", `
			<link rel="alternate" type="application/rss+xml" href="/feed">
			<link rel="alternate" type="application/rss+xml" href="/sport/feed">`, []string{"declared https://news.example/sport/feed", "declared https://news.example/feed"}},
		{
			"Atom before RSS before others", "https://news.example/", `
			<link rel="alternate" type="application/rss+xml" href="/rss"><link rel="alternate" type="application/atom+xml" href="/atom">`,
			[]string{"declared https://news.example/atom", "declared https://news.example/rss"},
		},
		{"base element, the first counts", "https://news.example/x/", `<base href="https://cdn.example/y/"><base href="https://no.example/"><link rel=alternate type=application/atom+xml href=atom.xml>`, []string{"declared https://cdn.example/y/atom.xml"}},
		{"case, parameters, several rels", "https://news.example/", `<LINK REL="Home ALTERNATE" TYPE="Application/RSS+XML; charset=utf-8" HREF="/feed">`, []string{"declared https://news.example/feed"}},
		{"WordPress's interface is no feed", "https://news.example/", `<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1"><link rel="alternate" type="application/json+oembed" href="/oembed">`, nil},
		{
			"JSON Feed under its own and the wrong type", "https://news.example/", `<link rel="alternate" type="application/feed+json" href="/feed.json"><link rel="alternate" type="application/json" href="/all/feed.json">`,
			[]string{"declared https://news.example/feed.json", "declared https://news.example/all/feed.json"},
		},
		{"other languages and stylesheets are no feeds", "https://news.example/", `<link rel="alternate" hreflang="de" href="/de/"><link rel="alternate stylesheet" href="/x.css" type="text/css"><link rel="canonical" href="/feed">`, nil},
		{
			"ordinary links", "https://news.example/", `<a href="/rss.xml">RSS</a> <a href="/feedback">Write to us</a> <a href="/about/feed.html">About</a> <a href="/?feed=rss2">All</a>`,
			[]string{"linked https://news.example/rss.xml", "linked https://news.example/?feed=rss2"},
		},
		{"each once, declared wins", "https://news.example/", `<link rel="alternate" type="application/rss+xml" href="/feed"><a href="/feed">RSS</a>`, []string{"declared https://news.example/feed"}},
		{"dangerous addresses", "https://news.example/", `<link rel="alternate" type="application/rss+xml" href="javascript:x()"><link rel="alternate" type="application/rss+xml" href="file:///feed">`, nil},
		{"in text and comments", "https://news.example/", `<!-- <link rel="alternate" type="application/rss+xml" href="/a"> --><script>"<link rel=alternate type=application/rss+xml href=/b>"</script>`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			site := Discover(Body{Text: "<!doctype html><html lang=en_us><title>The &amp; Post</title>" + tt.page, URL: mustURL(t, tt.url)})
			if got := addresses(site.Feeds); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if site.Title != "The & Post" || site.Lang != "en-US" {
				t.Errorf("title %q, language %q", site.Title, site.Lang)
			}
		})
	}
}

func TestDiscoverNamesLinks(t *testing.T) {
	t.Parallel()
	site := Discover(Body{Text: `<a href="/rss"><b>All</b> news</a><p>More</p>`, URL: mustURL(t, "https://news.example/")})
	if len(site.Feeds) != 1 || site.Feeds[0].Title != "All news" {
		t.Errorf("got %+v", site.Feeds)
	}
}

func TestDiscoverIsBounded(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 5000 {
		b.WriteString(`<link rel="alternate" type="application/rss+xml" href="/feed/` + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + `">`)
	}
	if n := len(Discover(Body{Text: b.String(), URL: mustURL(t, "https://news.example/")}).Feeds); n != maxCandidates {
		t.Errorf("%d candidates", n)
	}
}

func TestCommonPlaces(t *testing.T) {
	t.Parallel()
	got := addresses(CommonPlaces(mustURL(t, "https://news.example/sport/?x=1")))
	for _, want := range []string{"guessed https://news.example/sport/feed", "guessed https://news.example/feed", "guessed https://news.example/?feed=rss2", "guessed https://news.example/news-sitemap.xml"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is missing in %q", want, got)
		}
	}
	if got := addresses(CommonPlaces(mustURL(t, "https://news.example/index.html"))); got[0] != "guessed https://news.example/feed" {
		t.Errorf("below a file: %q", got[0])
	}
}

func TestRobotsSitemaps(t *testing.T) {
	t.Parallel()
	text := "\uFEFFUser-agent: *\nDisallow: /\r\n# " + strings.Repeat("x", 2<<20) + "\rsitemap: /map.xml\nSITEMAP : https://news.example/map.xml\nSitemap: https://cdn.example/news.xml # new\nSitemap: javascript:x\nSitemaps: /no.xml\nSitemap:\n"
	want := []string{"robots https://cdn.example/news.xml", "robots https://news.example/map.xml"}
	if got := addresses(RobotsSitemaps(text, mustURL(t, "https://news.example/robots.txt"))); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzDiscover(f *testing.F) {
	f.Add(`<base href="/x/"><link rel="alternate" type="application/rss+xml" href="feed"><a href="/rss">x</a>`)
	f.Add("Sitemap: /x\n<a title=")
	f.Fuzz(func(t *testing.T, s string) {
		u := mustURL(t, "https://news.example/a/")
		for _, c := range slices.Concat(Discover(Body{Text: s, URL: u}).Feeds, RobotsSitemaps(s, u)) {
			if resolve(nil, c.URL) == nil {
				t.Errorf("candidate %q is no address", c.URL)
			}
		}
	})
}
