package publish_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/source"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var (
	addresses = publish.Addresses{Base: "https://news.example.org"}
	noon      = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
)

func sample() (domain.Edited, domain.Source) {
	edited := domain.Edited{
		ID: 5, Article: 12, Edition: "ru", Section: "World", Status: domain.StatusPublished, Made: noon, Published: noon.Add(time.Minute),
		Content: domain.Translation{
			From: "en", To: "ru", Chain: []domain.Step{{Engine: "bergamot", Model: "en-ru"}},
			Article: domain.Article{
				URL: "https://paper.example/port", Canonical: "https://paper.example/port/", Headline: "Порт закрыт: AT&T, 5 < 6 <b>", Standfirst: "Шторм повредил\nдва крана.",
				Authors: []string{"Anna Ruiz"}, Published: noon.Add(-3 * time.Hour),
				Lead: &domain.LeadImage{Image: domain.Image{URL: "https://paper.example/a.jpg", Alt: "Порт"}, Credit: domain.PlainText("Foto & Co")},
				Document: domain.Document{Blocks: []domain.Block{
					{Kind: domain.Paragraph, Text: domain.PlainText("Порт закрыт в понедельник. ]]> <script>alert(1)</script>")},
					{Kind: domain.Figure, Image: &domain.Image{URL: "https://paper.example/a.jpg"}},
					{Kind: domain.Figure, Image: &domain.Image{URL: "https://elsewhere.example/b.jpg"}},
				}},
			},
		},
	}
	source := domain.Source{
		ID: 3, Name: "The Paper", Address: "https://paper.example/feed.xml", Mode: domain.ModeFull,
	}
	return edited, source
}

func kept(address, size string) (domain.Media, bool) {
	if address != "https://paper.example/a.jpg" {
		return domain.Media{}, false
	}
	return domain.Media{Key: domain.MediaKey(address), Size: size, Type: "image/jpeg", Width: 1280, Height: 720}, true
}

func entry(t *testing.T, change func(*domain.Edited, *domain.Source)) (publish.Entry, bool) {
	t.Helper()
	e, s := sample()
	if change != nil {
		change(&e, &s)
	}
	out, ok, err := publish.NewEntry(publish.Draft{Addresses: addresses, Edited: e, Source: s, Note: "Перевод машинный.", Media: kept, Full: true})
	if err != nil {
		t.Fatal(err)
	}
	return out, ok
}

func feed(entries ...publish.Entry) publish.Feed {
	return publish.Feed{
		Addresses: addresses, Path: "/ru/feed.xml", Home: "/ru/", Title: "Новости & мир", Description: "Переводы", Lang: "ru",
		Hub: "https://hub.example/", Icon: "/icon.png", Changed: noon, Entries: entries,
	}
}

func TestNewEntryShowsWhatTheModeAllows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name                   string
		mode, limit            domain.SourceMode
		ok, summary, text, pic bool
	}{
		{"full", domain.ModeFull, "", true, true, true, true},
		{"excerpt", domain.ModeExcerpt, "", true, true, false, false},
		{"headline", domain.ModeHeadline, "", true, false, false, false},
		{"monitor", domain.ModeMonitor, "", false, false, false, false},
		{"full, limited to an excerpt", domain.ModeFull, domain.ModeExcerpt, true, true, false, false},
		{"full, limited to a headline", domain.ModeFull, domain.ModeHeadline, true, false, false, false},
		{"excerpt, limited to nothing", domain.ModeExcerpt, domain.ModeMonitor, false, false, false, false},
		{"headline, limited to an excerpt", domain.ModeHeadline, domain.ModeExcerpt, true, false, false, false},
	} {
		e, ok := entry(t, func(e *domain.Edited, s *domain.Source) { s.Mode, e.Rights.Limit = c.mode, c.limit })
		if ok != c.ok || (e.Summary != "") != c.summary || (e.HTML != "") != c.text || (e.Picture != nil) != c.pic {
			t.Errorf("%s: %v, %+v", c.name, ok, e)
		}
	}
}

func TestEntryLoadsNothingFromElsewhere(t *testing.T) {
	t.Parallel()
	e, _ := entry(t, nil)
	if strings.Contains(e.HTML, `src="https://elsewhere`) || strings.Contains(e.HTML, `src="https://paper`) || !strings.Contains(e.HTML, `src="https://news.example.org/media/`) {
		t.Errorf("pictures:\n%s", e.HTML)
	}
	if strings.Contains(e.HTML, "<script") || !strings.Contains(e.HTML, `dir="ltr"`) {
		t.Errorf("markup:\n%s", e.HTML)
	}
}

func TestFeedsAreReadBack(t *testing.T) {
	t.Parallel()
	full, _ := entry(t, nil)
	excerpt, _ := entry(t, func(e *domain.Edited, s *domain.Source) {
		e.Article, s.Mode, s.Name = 13, domain.ModeExcerpt, "A <i> & B"
		e.Content.Article.Headline, e.Content.Article.Standfirst, e.Content.Article.Authors = "Hostile \u0000\u000b\"title\"]]> &amp; <script>", "", nil
	})
	headline, _ := entry(t, func(e *domain.Edited, s *domain.Source) { e.Article, s.Mode = 14, domain.ModeHeadline })
	f := feed(full, excerpt, headline)
	for _, c := range []struct {
		golden string
		write  func(publish.Feed, io.Writer) error
		kind   source.Kind
	}{
		{"feed.rss", publish.Feed.WriteRSS, source.KindRSS},
		{"feed.atom", publish.Feed.WriteAtom, source.KindAtom},
		{"feed.json", publish.Feed.WriteJSON, source.KindJSON},
	} {
		var b bytes.Buffer
		if err := c.write(f, &b); err != nil {
			t.Fatal(err)
		}
		golden(t, c.golden, b.Bytes())
		at, _ := url.Parse("https://news.example.org/ru/feed.xml")
		back, err := source.Parse(source.Body{Text: b.String(), URL: at, Received: noon.Add(time.Hour)})
		if err != nil {
			t.Fatalf("%s: %v", c.golden, err)
		}
		if back.Kind != c.kind || len(back.Problems) > 0 || len(back.Items) != 3 {
			t.Errorf("%s: %s with %d items, %v", c.golden, back.Kind, len(back.Items), back.Problems)
		}
		if back.Title != "Новости & мир" || back.Lang != "ru" || len(back.Hubs) != 1 || back.Self != "https://news.example.org/ru/feed.xml" || back.Site != "https://news.example.org/ru/" {
			t.Errorf("%s: %+v", c.golden, back)
		}
		for i, want := range []struct{ title, summary string }{
			{"Порт закрыт: AT&T, 5 < 6 <b>", "Шторм повредил два крана."},
			{`Hostile "title"]]> &amp; <script>`, "Порт закрыт в понедельник."},
			{"Порт закрыт: AT&T, 5 < 6 <b>", "Перевод машинный."},
		} {
			item := back.Items[i]
			if c.kind != source.KindAtom { // other formats leave open whether a title is markup, and readers take it for that
				want.title = strings.NewReplacer(" <b>", "", " <script>", "", "&amp;", "&").Replace(want.title)
			}
			if item.Title != want.title || !strings.Contains(item.Summary+string(item.ContentHTML), want.summary) {
				t.Errorf("%s: item %d is %q: %q, want %q: %q", c.golden, i, item.Title, item.Summary, want.title, want.summary)
			}
			if len(item.Notes) > 0 || !item.Published.Equal(noon.Add(-3*time.Hour)) || len(item.Authors) != 1 || !strings.HasPrefix(item.URL, "https://news.example.org/ru/article/1") {
				t.Errorf("%s: item %d: %+v", c.golden, i, item)
			}
			if c.kind != source.KindJSON && (item.Origin == nil || item.Origin.URL != "https://paper.example/feed.xml") {
				t.Errorf("%s: item %d has the origin %+v", c.golden, i, item.Origin)
			}
		}
		if !strings.Contains(b.String(), "https://paper.example/port/") {
			t.Errorf("%s doesn't name the original", c.golden)
		}
		if p := back.Items[0].Media; c.kind == source.KindRSS && (len(p) != 1 || p[0].Credit != "Foto & Co" || !p[0].Image) {
			t.Errorf("%s: %+v", c.golden, p)
		}
	}
}

// TestFeedsWithoutABase are those of a copy whose address nobody knows yet.
func TestFeedsWithoutABase(t *testing.T) {
	t.Parallel()
	e, _ := entry(t, nil)
	f := feed(e)
	f.Addresses = publish.Addresses{}
	for _, write := range []func(publish.Feed, io.Writer) error{publish.Feed.WriteRSS, publish.Feed.WriteAtom, publish.Feed.WriteJSON} {
		var b bytes.Buffer
		if err := write(f, &b); err != nil {
			t.Fatal(err)
		}
		at, _ := url.Parse("http://127.0.0.1:8000/ru/feed.xml")
		back, err := source.Parse(source.Body{Text: b.String(), URL: at})
		if err != nil || len(back.Problems) > 0 || len(back.Items) != 1 || !strings.HasPrefix(back.Items[0].Link, "http://127.0.0.1:8000/ru/article/12-") {
			t.Errorf("%v, %+v", err, back)
		}
	}
}

func TestExcerpt(t *testing.T) {
	t.Parallel()
	long := domain.Article{Document: domain.Document{Blocks: []domain.Block{
		{Kind: domain.Heading, Level: 2, Text: domain.PlainText("Heading")},
		{Kind: domain.Paragraph, Text: domain.PlainText("The port was closed on Monday. " + strings.Repeat("It rained all day long in the city. ", 20))},
	}}}
	got := publish.Excerpt(long, "en")
	if n := len([]rune(got)); n < 120 || n > 400 || !strings.HasPrefix(got, "The port was closed on Monday. It") || !strings.HasSuffix(got, ".") {
		t.Errorf("%d characters: %q", n, got)
	}
	endless := domain.Article{Standfirst: strings.Repeat("word ", 500)}
	if got := publish.Excerpt(endless, "en"); len(got) > 405 || !strings.HasSuffix(got, "word…") {
		t.Errorf("%q", got)
	}
	if got := publish.Excerpt(domain.Article{}, "en"); got != "" {
		t.Errorf("%q of nothing", got)
	}
}

func TestNewsArticle(t *testing.T) {
	t.Parallel()
	e, s := sample()
	data := publish.ArticleData{
		Addresses: addresses, Edition: domain.Edition{ID: "ru", Lang: "ru"}, Brand: "Новости", Edited: e, Source: s,
		Original: domain.Article{URL: "https://paper.example/port", Headline: "Port closed </script>", Lang: "en", Authors: []string{"Anna Ruiz"}, Published: noon.Add(-3 * time.Hour), SiteName: "The Paper"},
		Images:   []string{"/ru/share/12.png"}, Usage: "/ru/about/", Licence: "https://creativecommons.org/licenses/by/4.0/", Correction: []string{"Исправлено."},
	}
	out, err := json.MarshalIndent(publish.NewNewsArticle(data), "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "newsarticle.json", append(out, '\n'))
	var fields map[string]any
	if err := json.Unmarshal(out, &fields); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{ // Google's Article, and what the origin is owed
		"headline", "image", "datePublished", "dateModified", "author", "publisher", "translationOfWork", "isBasedOn", "inLanguage", "translator",
		"sourceOrganization", "creditText", "copyrightHolder", "license", "usageInfo", "correction", "mainEntityOfPage",
	} {
		if fields[name] == nil || fields[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	if bytes.Contains(out, []byte("</script")) {
		t.Error("the description can end its own element")
	}
	data.Edited.Rights.Limit = domain.ModeHeadline
	data.Edited.Content.Chain = []domain.Step{{Engine: domain.HumanEngine, Model: "Ольга"}}
	n := publish.NewNewsArticle(data)
	if n.Description != "" || n.Translator.Name != "Ольга" || n.Translator.Type != "Person" || n.Made != "" {
		t.Errorf("a person's, headline only: %+v", n)
	}
}

func TestLocale(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]string{"ar": "ar_EG", "en": "en_US", "pt-BR": "pt_BR", "ru": "ru_RU", "zh-Hant": "zh_TW", "??": ""} {
		if got := publish.Locale(tag); got != want {
			t.Errorf("%s: %s, want %s", tag, got, want)
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := errors.Join(os.MkdirAll("testdata", 0o755), os.WriteFile(path, got, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s: %s", name, diff)
	}
}

func wellFormed(t *testing.T, name string, data []byte) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%s is not well-formed: %v", name, err)
		}
	}
}
