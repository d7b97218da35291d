package site_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/web/site/sitetest"
)

// short returns a small article that was published some time ago.
func short(n int, ago time.Duration) sitetest.Article {
	original := domain.Article{URL: fmt.Sprintf("https://harbour.example.org/short-%d", n), Lang: "en", Headline: fmt.Sprintf("Short number %d", n), Published: sitetest.Now.Add(-ago)}
	translated := original
	translated.Lang, translated.Headline = "es", fmt.Sprintf("Breve número %d", n)
	return sitetest.Article{
		Name: original.Headline, Source: "harbour", Original: original,
		Translations: map[string]domain.Translation{"es": {From: "en", To: "es", Article: translated, Chain: []domain.Step{{Engine: "x"}}}},
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	v := visitor{t, h}
	const articles = 60
	for n := range articles {
		if err := f.Put(t.Context(), short(n, time.Duration(n)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	lists := map[string]string{
		"latest": "/es/latest/", "section": "/es/section/world/", "source": v.get("/es/source/" + number(f.Sources["harbour"]) + "/").Header().Get("Location"),
	}
	for name, path := range lists {
		seen := map[string]bool{}
		pages := 0
		for path != "" {
			p := v.open(path)
			checkPage(p)
			pages++
			for _, n := range p.all(".teaser h3") {
				if seen[textOf(n)] {
					t.Errorf("%s: %q stands on two pages", name, textOf(n))
				}
				seen[textOf(n)] = true
			}
			path = ""
			if next := p.all(".pager [rel=next]"); len(next) == 1 {
				path = attribute(next[0], "href")
			}
			if pages > 1 {
				p.one(".pager [rel=prev]")
				p.says("head > title", fmt.Sprintf("Página %d", pages))
			}
		}
		if len(seen) != articles || pages != 3 {
			t.Errorf("%s: %d articles on %d pages", name, len(seen), pages)
		}
	}
	for path, want := range map[string]int{
		"/es/latest/1/": 404, "/es/latest/02/": 404, "/es/latest/4/": 404, "/es/latest/99/": 404, "/es/latest/x/": 404, "/es/latest/-2/": 404,
		"/es/section/nothing/": 404, "/es/source/99/": 404, "/es/source/x/": 404, "/es/story/1/": 404, "/es/story/x/": 404,
		"/es/archive/2026/11/23/": 200, "/es/archive/2026/11/24/": 404, "/es/archive/2026/13/40/": 404, "/es/archive/x/y/z/": 404, "/es/archive/2026/1/2/": 404,
		"/media/x.jpg": 404, "/media/00000000000000000000000000000000-large.jpg": 404, "/static/style.css": 404,
	} {
		if w := v.get(path); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
	p := v.open("/es/archive/")
	days := p.all(".days a")
	if len(days) != 3 || !strings.HasSuffix(attribute(days[0], "href"), "/2026/11/23/") || !strings.Contains(textOf(days[0]), "Artículos: 12") {
		t.Errorf("%d days, the first %q with %q", len(days), attribute(days[0], "href"), textOf(days[0]))
	}
	if w := v.get("/es/latest/2"); w.Code != http.StatusTemporaryRedirect || w.Header().Get("Location") != "/es/latest/2/" {
		t.Errorf("a path without its slash: %d %s", w.Code, w.Header().Get("Location"))
	}
}

// BenchmarkPage makes pages that no cache has.
func BenchmarkPage(b *testing.B) {
	h, f := fixture(b)
	get := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(b.Context(), http.MethodGet, path, nil))
		return w
	}
	article := get(articlePath(f, "ru", "ferry")).Header().Get("Location")
	for name, path := range map[string]string{"front": "/ru/", "latest": "/ru/latest/", "search": "/ru/search/?q=паром", "article": article, "bilingual": article + "bilingual/"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if w := get(path); w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
}
