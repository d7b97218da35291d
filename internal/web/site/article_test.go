package site_test

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/web/site/sitetest"
)

func number(n int64) string { return strconv.FormatInt(n, 10) }

func articlePath(f *sitetest.Fixture, edition, name string) string {
	return "/" + edition + "/article/" + number(f.Articles[name]) + "/"
}

// view opens a view of an article by way of its full address.
func (v visitor) view(f *sitetest.Fixture, edition, name, view string) *page {
	v.Helper()
	to := v.get(articlePath(f, edition, name)).Header().Get("Location")
	return v.open(to + view)
}

func TestArticle(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	v := visitor{t, h}

	p := v.view(f, "ru", "ferry", "")
	p.says("h1", "Паромное сообщение через пролив")
	p.has(".article-head .target", "lang", "ru")
	p.says(".provenance .label", "Машинный перевод, человеком не проверен. Язык оригинала: английский.")
	p.has(`.provenance a[lang=en][rel~=noopener]`, "href", "https://harbour.example.org/ferry")
	p.says(".provenance dl", "23 ноября 2026 г., 11:30 (\u2068UTC+3\u2069) · 08:30 (\u2068UTC\u2069)")
	p.says(".provenance dl", "Mara Ellison, Jon Tveit")
	p.none(".original")
	if n := len(p.all(".text .row")); n != 11 {
		t.Errorf("%d rows", n)
	}
	for _, n := range p.all(".text .target") {
		if attribute(n, "lang") != "ru" || attribute(n, "dir") != "ltr" {
			t.Errorf("a row is in %q, %q", attribute(n, "lang"), attribute(n, "dir"))
		}
	}
	p.has("head > meta[name=robots]", "content", "noindex")
	if p.header.Get("X-Robots-Tag") != "noindex" {
		t.Error("no X-Robots-Tag")
	}
	p.has("link[rel=canonical]", "href", "https://news.example.org"+p.path)
	for _, lang := range []string{"ar-EG", "ru"} {
		p.one(`link[rel=alternate][hreflang=` + lang + `]`)
	}
	p.says(`script[type="application/ld+json"]`, `"translationOfWork"`)
	p.has(`meta[property="og:type"]`, "content", "article")
	p.one(".related .teaser")
	p.says(".article-foot", "CC BY 4.0")

	p = v.view(f, "ar", "ferry", "bilingual/")
	p.has(".article-head .pair > .target", "dir", "rtl")
	p.has(".article-head .pair > .original", "dir", "ltr")
	rows, originals := p.all(".text .row > .target"), p.all(".text .row > .original")
	if len(rows) != len(originals) || len(rows) != 11 {
		t.Errorf("%d rows, %d originals", len(rows), len(originals))
	}
	if !strings.Contains(textOf(rows[1]), "312") || !strings.Contains(textOf(originals[1]), "312 people") {
		t.Errorf("%q beside %q", textOf(rows[1]), textOf(originals[1]))
	}
	for _, n := range originals {
		if attribute(n, "lang") != "en" || attribute(n, "dir") != "ltr" {
			t.Errorf("an original is in %q, %q", attribute(n, "lang"), attribute(n, "dir"))
		}
	}
	if got := p.header.Get("X-Robots-Tag"); got != "noindex" {
		t.Errorf("bilingual: X-Robots-Tag %q", got)
	}
	p.has("link[rel=canonical]", "href", "https://news.example.org"+strings.TrimSuffix(p.path, "bilingual/"))
	p.says(`.views a[aria-current=true]`, "اللغتان معًا")

	p = v.view(f, "ar", "ferry", "original/")
	p.says("h1", "Ferry link across the strait reopens")
	p.has(".article-head .target", "dir", "ltr")
	p.has("html", "dir", "rtl")
	p.none(".doubts")
}

func TestArticleLabels(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	v := visitor{t, h}
	p := v.view(f, "ru", "glacier", "")
	p.says(".label.reviewed", "Машинный перевод, проверен редактором: \u2068Ольга Нечаева\u2069")
	p.none("meta[name=robots]")
	if got := p.header.Get("X-Robots-Tag"); got != "" {
		t.Errorf("reviewed: X-Robots-Tag %q", got)
	}
	p.says(".article-foot", "Проверено: \u2068Ольга Нечаева\u2069")
	if p := v.view(f, "ru", "glacier", "bilingual/"); p.header.Get("X-Robots-Tag") != "noindex" {
		t.Error("the bilingual view of a reviewed translation may be indexed")
	}
	p = v.view(f, "ru", "council", "")
	p.says(".label.reviewed", "Перевод: \u2068Лев Аранов\u2069. Язык оригинала: арабский.")
	p.none("meta[name=robots]")
}

func TestDoubts(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	p := visitor{t, h}.view(f, "ru", "ferry", "")
	marks := p.all(".text mark")
	if len(marks) != 2 || !strings.HasPrefix(textOf(marks[0]), "Министр транспорта") || !strings.HasSuffix(textOf(marks[1]), "4000 пассажиров в день.[?2]") {
		t.Fatalf("%d marks", len(marks))
	}
	if links := p.all(`mark a.doubt-link[href^="#doubt-"][aria-label]`); len(links) != 2 {
		t.Errorf("%d marks are links", len(links))
	}
	p.says("#doubt-2", "Порт рассчитан на 4000 пассажиров в день.")
	p.says("#doubt-2 blockquote.source[lang=en]", "The terminal is built for 400 passengers a day.")
	p.says("#doubt-2 p", "В оригинале 400, в переводе 4000.")
}

// What is doubtful is said to be so wherever it stands, and leads to why.
func TestDoubtsInLists(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	v := visitor{t, h}
	for edition, tt := range map[string]struct {
		article, title, mark, standfirst string
		lists                            []string
	}{
		"ar": {
			"ferry", "عودة العبّارة إلى المضيق بعد أحد عشر عامًا", "[?] عنوان مشكوك فيه", "[?] مقدمة مشكوك فيها",
			[]string{".lead", ".ranking", ".wire", ".listing", ".related", ".hits"},
		},
		"ru": {"rail", "На северную линию возвращаются ночные поезда", "[?] сомнительный заголовок", "", []string{".wire", ".listing"}},
		"en": {"ferry-port", "South Mole waits for freight, but customs is not ready", "[?] doubtful headline", "", []string{".wire", ".listing"}},
	} {
		path := v.get(articlePath(f, edition, tt.article)).Header().Get("Location")
		check := func(p *page, seen map[string]bool) {
			for _, list := range []string{".lead", ".seconds", ".ranking", ".wire", ".block", ".related", ".hits", ".listing"} {
				for _, head := range p.all(list + " h3") {
					if !strings.HasPrefix(textOf(head), tt.title) {
						continue
					}
					seen[list] = true
					mark := head.LastChild
					if textOf(mark) != tt.mark || attribute(mark, "href") != path+"#doubts" {
						t.Errorf("%s, %s: %q leads to %q", p.path, list, textOf(mark), attribute(mark, "href"))
					}
				}
			}
			for _, x := range p.all(".teaser .standfirst .doubt-link") {
				if got := textOf(x); tt.standfirst != "" && got != tt.standfirst {
					t.Errorf("%s: %q", p.path, got)
				}
				seen["standfirst"] = true
			}
		}
		seen := map[string]bool{}
		crawl(v, func(p *page) {
			if strings.HasPrefix(p.path, "/"+edition+"/") {
				check(p, seen)
			}
		})
		check(v.open("/"+edition+"/search/?q="+map[string]string{"ar": "العبارة", "ru": "поезда", "en": "mole"}[edition]), seen)
		for _, list := range tt.lists {
			if !seen[list] {
				t.Errorf("%s: the headline is in no %s", edition, list)
			}
		}
		if edition != "en" && !seen["standfirst"] {
			t.Errorf("%s: no doubtful standfirst is marked", edition)
		}
		p := v.open(path)
		p.one("section.doubts > h2#doubts")
		p.says("head > title", tt.title+" [?]")
		p.has(`meta[property="og:title"]`, "content", tt.title+" [?]")
		if tt.standfirst != "" && !strings.HasSuffix(attribute(p.one("meta[name=description]"), "content"), "[?2]") {
			t.Errorf("%s: a doubtful standfirst as description: %q", path, attribute(p.one("meta[name=description]"), "content"))
		}
	}
	p := v.open("/ar/story/" + number(1) + "/")
	p.says("head > title", " [?] – ")
	p.says("h1 .doubt-link", "[?] عنوان مشكوك فيه")
	for _, format := range []string{"feed.xml", "summary.xml", "atom.xml", "feed.json"} {
		for _, item := range readFeed(t, h, "/ar/"+format).Items {
			doubtful := strings.HasPrefix(item.Title, "عودة العبّارة إلى المضيق")
			if strings.HasSuffix(item.Title, " [?]") != doubtful || strings.Contains(item.Summary, "[?2]") != doubtful {
				t.Errorf("%s: %q, %q", format, item.Title, item.Summary)
			}
			if w := v.get(strings.TrimPrefix(item.URL, "https://news.example.org")); w.Code != http.StatusOK { // marks are no part of addresses
				t.Errorf("%s: %s: %d", format, item.URL, w.Code)
			}
		}
		found := false
		for _, item := range readFeed(t, h, "/ru/"+format).Items {
			if strings.HasPrefix(item.Title, "Паромное сообщение") {
				found = true
				text := item.Summary + string(item.ContentHTML)
				if !strings.Contains(text, "отмечены знаком [?]") || format != "summary.xml" && !strings.Contains(text, "4000 пассажиров в день.<sup>[?2]</sup>") {
					t.Errorf("%s: %s", format, text)
				}
			}
		}
		if !found {
			t.Errorf("%s lacks the article", format)
		}
	}
}

func TestArticleAddresses(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	v := visitor{t, h}
	id := number(f.Articles["ferry"])
	whole := v.get("/en/article/" + number(f.Articles["chess"]) + "/").Header().Get("Location")
	if !strings.HasSuffix(whole, "-seventeen-year-old-wins-open-chess-tournament/") {
		t.Errorf("an article's address is %q", whole)
	}
	for path, want := range map[string]int{
		"/ru/article/" + id + "-old-words/":           http.StatusMovedPermanently,
		"/ru/article/" + id + "-old-words/bilingual/": http.StatusMovedPermanently,
		"/ru/article/" + id + "/other/":               http.StatusNotFound,
		"/ru/article/x/":                              http.StatusNotFound,
		"/ru/article/99999/":                          http.StatusNotFound,
		"/es/article/" + id + "/":                     http.StatusNotFound, // no translation
		articlePath(f, "ar", "withdrawn"):             http.StatusGone,
		articlePath(f, "en", "withdrawn"):             http.StatusGone,
		articlePath(f, "es", "withdrawn"):             http.StatusNotFound,
	} {
		if w := v.get(path); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
	path := articlePath(f, "en", "withdrawn")
	p := v.parse(path, v.get(path), http.StatusGone)
	p.says(".reason", "Издатель отозвал материал")
	p.has("meta[name=robots]", "content", "noindex")
}

func TestCorrections(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	v := visitor{t, h}
	v.view(f, "ru", "tide", "").none("#corrections")
	id := f.Articles["tide"]
	old, err := f.Store.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	edited, err := f.Store.PublishedTranslation(t.Context(), "ru", id)
	if err != nil {
		t.Fatal(err)
	}
	changed := old.Content
	changed.Document = changed.Document.Clone()
	changed.Document.Blocks[0].Text = domain.PlainText("A turbine has made power on 170 of 180 days.")
	changed.Modified = sitetest.Now.Add(-time.Hour)
	err = f.Store.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		kept, err := tx.PutArticleVersion(ctx, store.Reading{
			Source: old.Source, At: sitetest.Now, Content: changed, Addresses: []domain.Address{{Key: changed.URL, URL: changed.URL}},
		})
		if err != nil {
			return err
		}
		edited.Version, edited.Status, edited.ID = kept.Version, domain.StatusReady, 0
		translation, _, err := tx.PutTranslation(ctx, edited)
		if err != nil {
			return err
		}
		_, err = tx.PublishTranslation(ctx, translation, sitetest.Now)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	p := v.view(f, "ru", "tide", "")
	p.says("section[aria-labelledby=corrections] li", "23 ноября 2026 г., 10:30 Издатель изменил текст.")
}
