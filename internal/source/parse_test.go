package source

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// checkFeed fails unless a feed keeps the promises of the types.
func checkFeed(t *testing.T, f *Feed) {
	t.Helper()
	ids, keys := map[string]bool{}, map[string]bool{}
	for _, it := range f.Items {
		if it.ID == "" || ids[it.ID] {
			t.Errorf("id %q is empty or not unique", it.ID)
		}
		if it.Key == "" || keys[it.Key] {
			t.Errorf("key %q is empty or not unique", it.Key)
		}
		ids[it.ID], keys[it.Key] = true, true
		for _, address := range []string{it.URL, it.Link, it.ContentBase} {
			if address != "" && resolve(nil, address) == nil {
				t.Errorf("%q is no address", address)
			}
		}
		for _, m := range it.Media {
			if resolve(nil, m.URL) == nil {
				t.Errorf("%q is no address", m.URL)
			}
		}
		if it.URL != "" && it.Link == "" {
			t.Errorf("URL %q, link %q", it.URL, it.Link)
		}
		if len(it.Title) > maxTitleBytes+8 || len(it.Summary) > maxSummaryBytes+8 || len(it.ContentHTML) > maxContentBytes {
			t.Errorf("an item is too long: %d, %d, %d", len(it.Title), len(it.Summary), len(it.ContentHTML))
		}
		if !utf8.ValidString(it.Title) || !utf8.ValidString(it.Summary) || strings.ContainsRune(it.Title, '\n') {
			t.Errorf("title %q or summary %q is no clean text", it.Title, it.Summary)
		}
		for _, moment := range []time.Time{it.Published, it.Updated} {
			if !moment.IsZero() && (moment.After(received.Add(clockError)) || moment.Year() < firstYear-1) {
				t.Errorf("time %s", moment)
			}
		}
	}
	if n := len(f.Items); n > maxLocations {
		t.Errorf("%d items", n)
	}
}

func addConformance(f *testing.F) {
	f.Helper()
	archives, err := filepath.Glob("testdata/conformance/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range archives {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for i, file := range archive.Files {
			if i%2 == 0 {
				f.Add(string(file.Data))
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	addConformance(f)
	u := mustURL(f, "https://news.example/feed.xml")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		feed, err := Parse(Body{Text: s, URL: u, Received: received, Charset: "utf-8"})
		if err != nil {
			if !errors.Is(err, domain.ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		checkFeed(t, feed)
		for _, m := range feed.Maps {
			if resolve(nil, m.URL) == nil {
				t.Errorf("%q is no address", m.URL)
			}
		}
	})
}

// FuzzSitemap puts its input where a sitemap has its entries.
func FuzzSitemap(f *testing.F) {
	f.Add("<url><loc>https://news.example/a</loc><lastmod>2026-11-23</lastmod><news:news><news:title>A</news:title></news:news></url>")
	f.Add("<sitemap><loc>/b</loc></sitemap>")
	u := mustURL(f, "https://news.example/sitemap.xml")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		for _, root := range []string{"urlset", "sitemapindex"} {
			feed, err := Parse(Body{Text: "<" + root + ">" + s + "</" + root + ">", URL: u, Received: received})
			if err != nil {
				if !errors.Is(err, domain.ErrInvalid) {
					t.Fatal(err)
				}
				continue
			}
			checkFeed(t, feed)
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"Mon, 23 Nov 2026 08:30:00 GMT", "2026-11-23T08:30:00.5+01:00", "23/11/2026 8:30 pm", "1795422600", "2026年11月23日 下午3:05", "23 تشرين الثاني 2026"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := parseDate(s)
		if ok && (d.t.Year() < firstYear || d.t.Year() > lastYear) {
			t.Errorf("%q is read as %s", s, d.t)
		}
	})
}

func TestTimeAndNewest(t *testing.T) {
	t.Parallel()
	day := received.Add(-24 * time.Hour)
	f := Feed{Items: []Item{{}, {Published: day, Updated: received}, {Updated: day.Add(time.Hour)}}}
	for i, want := range []time.Time{{}, day, day.Add(time.Hour)} {
		if got := f.Items[i].Time(); !got.Equal(want) {
			t.Errorf("item %d: %s, want %s", i, got, want)
		}
	}
	if got := f.Newest(); !got.Equal(day.Add(time.Hour)) {
		t.Errorf("newest %s", got)
	}
}

func TestScopeIsBounded(t *testing.T) {
	t.Parallel()
	var attrs []attribute
	for range 10 * maxScope {
		attrs = append(attrs, attribute{"xmlns:a", "b"})
	}
	var s *scope
	for range 3 {
		s = s.declare(attrs)
	}
	if s.depth != maxScope {
		t.Errorf("%d declarations are in force", s.depth)
	}
}

func TestParseRefusesTooMuch(t *testing.T) {
	t.Parallel()
	if _, err := Parse(Body{Text: strings.Repeat(" ", maxTextBytes+1)}); !errors.Is(err, domain.ErrInvalid) {
		t.Error(err)
	}
	if _, err := ReadOPML(strings.Repeat(" ", maxTextBytes+1)); !errors.Is(err, domain.ErrInvalid) {
		t.Error(err)
	}
}

// TestParseIsLinear reads texts that make careless readers quadratic: eight
// times the text may not take thirty times as long, which noise alone doesn't
// make of a second.
func TestParseIsLinear(t *testing.T) {
	t.Parallel()
	const size = 32 << 10
	for name, unit := range map[string]string{
		"open tags": "<a>", "end tags": "</a>", "items": "<item>", "ampersands": "&", "angles": "<", "comments": "<!-- ", "cdata": "<![CDATA[", "brackets": "]]>",
		"entities": "&amp;lt;", "same ids": "<item><guid>1</guid><title>x</title></item>", "links": "<item><link>/x</link></item>", "nested text": "<item><title><b>",
		"paragraphs": "<p>", "quotes": `<a b="`, "namespaces": `<a xmlns:a="b">`,
	} {
		for _, root := range []string{"<rss><channel>", "<rss><channel><item><title>", "<feed><entry><content>", "<urlset><url><loc>"} {
			best := func(size int) time.Duration {
				least := time.Hour
				body := Body{Text: root + strings.Repeat(unit, size/len(unit)), URL: mustURL(t, "https://news.example/"), Received: received}
				for range 3 {
					start := time.Now()
					_, _ = Parse(body)
					least = min(least, time.Since(start))
				}
				return least
			}
			if short, long := best(size), best(8*size); long > time.Second && long > 30*short {
				t.Errorf("%s after %s: %s for %d bytes, %s for eight times as many", name, root, short, size, long)
			}
		}
	}
}

// TestOneLongTextManyItems reads bodies in which something long that stands
// once concerns every item: reading it again for each would take minutes.
func TestOneLongTextManyItems(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ab ", 1_400_000)
	page := mustURL(t, "https://news.example/?"+strings.Repeat("&a", 4000))
	for name, text := range map[string]string{
		"author of the feed":   "<feed><author><name>" + long + "</name></author>" + strings.Repeat("<entry><title>x</title></entry>", maxItems),
		"language of the feed": `<rss><channel xml:lang="` + long + `">` + strings.Repeat("<item><title>x</title></item>", maxItems),
		"name of a namespace":  `<rss><channel xmlns:x="` + long + `">` + strings.Repeat("<item><x:a/><x:a/><title>x</title></item>", maxItems),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			if _, err := Parse(Body{Text: text, URL: page, Received: received}); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
	t.Run("heading of a page", func(t *testing.T) {
		t.Parallel()
		text := "<li><h1>" + strings.Repeat("<br>", 500_000) + "</h1>" + strings.Repeat("<a href=/2026/11/23/a>x</a>", maxLinks)
		start := time.Now()
		if _, err := Section(Body{Text: text, URL: page, Received: received}, ""); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	item := `<item><title>Ferry returns to the harbour &amp; the town</title><link>https://news.example/2026/11/23/ferry?utm_source=rss</link><guid>https://news.example/?p=1</guid>` +
		`<pubDate>Mon, 23 Nov 2026 08:30:00 +0100</pubDate><dc:creator>Ada Marsh</dc:creator><category>Harbour</category><description><![CDATA[<p>The ferry is <b>back</b>.</p>]]></description>` +
		`<content:encoded><![CDATA[` + strings.Repeat("<p>The ferry came back this morning after a long night at sea.</p>", 40) + `]]></content:encoded></item>`
	var feed strings.Builder
	feed.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>`)
	for i := range 50 {
		feed.WriteString(strings.ReplaceAll(item, "p=1", "p="+string(rune('a'+i))))
	}
	feed.WriteString("</channel></rss>")
	body := Body{Text: feed.String(), URL: mustURL(b, "https://news.example/feed"), Received: received}
	b.SetBytes(int64(len(body.Text)))
	for b.Loop() {
		if f, err := Parse(body); err != nil || len(f.Items) == 0 {
			b.Fatal(err)
		}
	}
}
