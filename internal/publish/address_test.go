package publish_test

import (
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/publish"
)

func TestAddresses(t *testing.T) {
	t.Parallel()
	a := publish.Addresses{Base: "https://news.example.org"}
	for got, want := range map[string]string{
		a.Absolute(a.Edition("ru")): "https://news.example.org/ru/",
		a.Article("ru", 12, "Talks “end” in Riyadh!", publish.ViewTranslation): "/ru/article/12-talks-end-in-riyadh/",
		a.Article("ru", 12, "Talks", publish.ViewBilingual):                    "/ru/article/12-talks/bilingual/",
		a.Article("ar", 7, "?", publish.ViewTranslation):                       "/ar/article/7/",
		a.Article("ru", 1, "Мир", publish.ViewTranslation):                     "/ru/article/1-%D0%BC%D0%B8%D1%80/",
		a.Section("ru", "World / Asia"):                                        "/ru/section/World%20%2F%20Asia/",
		a.Day("ru", "2026-11-23"):                                              "/ru/archive/2026/11/23/",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestSlugKeepsWholeWords(t *testing.T) {
	t.Parallel()
	slug := publish.Slug(strings.Repeat("word ", 40))
	if len(slug) > 60 || strings.HasSuffix(slug, "-") || !strings.HasSuffix(slug, "word") {
		t.Errorf("%q", slug)
	}
	if got := len(publish.Slug(strings.Repeat("x", 200))); got != 60 {
		t.Errorf("one long word: %d characters", got)
	}
}

func TestParseNumbered(t *testing.T) {
	t.Parallel()
	for part, want := range map[string]int64{"12-a-b": 12, "12": 12, "-1": 0, "x": 0, "": 0, "0-a": 0} {
		if id, ok := publish.ParseNumbered(part); id != want && ok || ok != (want > 0) {
			t.Errorf("%q: %d, %v", part, id, ok)
		}
	}
}
