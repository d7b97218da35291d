package site_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/store"
	"github.com/dragoman-news/dragoman/internal/web/site/sitetest"
)

// What no page may show of the articles of sources that allow an excerpt or the headline alone, in
// any language and any view.
var withheld = []string{
	"900 тонн", "900 toneladas", "900 tonnes", "900 طن", // the end of an article of which an excerpt is allowed
	"Жёлтый фургон", "yellow van", "الشاحنة الصفراء", "Совет нашёл деньги", "found money", // all but headlines
	"Некоторые стада", "grass alone", "fleece",
}

func TestModesAreKeptOnEveryPage(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	v := visitor{t, h}
	for path, data := range crawl(v, func(*page) {}) {
		for _, words := range withheld {
			if strings.Contains(string(data), words) {
				t.Errorf("%s shows %q", path, words)
			}
		}
	}
	for _, path := range []string{"/ru/search/?q=фургон", "/ru/search/?q=кооператив", "/en/search/?q=tonnes", "/en/search/?q=van"} {
		p := v.open(path)
		for _, words := range withheld {
			if strings.Contains(p.text, words) {
				t.Errorf("%s shows %q", path, words)
			}
		}
	}

	p := v.view(f, "ru", "orchard", "")
	p.says(".continue", "Это отрывок. Весь материал – на сайте Diario del Valle")
	p.has(".continue a", "href", "https://valle.example.org/orchard")
	p.none(".text img")
	if rows := p.all(".text .row"); len(rows) != 1 {
		t.Errorf("an excerpt of %d rows", len(rows))
	}
	p = v.view(f, "ru", "orchard", "bilingual/")
	p.says(".text .original", "Los primeros camiones")

	p = v.view(f, "ru", "library", "")
	p.says(".continue", "только заголовок")
	p.none(".text")
	p.none(".views")
	p.none(".article-head .standfirst")
	p.none("meta[name=description]")
	if to := v.get(p.path + "bilingual/").Header().Get("Location"); to != p.path {
		t.Errorf("both languages of a headline lead to %q", to)
	}
}

// A signal of the publisher tightens what its source allows.
func TestRightsTighten(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	v := visitor{t, h}
	original := domain.Article{
		URL: "https://harbour.example.org/vetoed", Lang: "en", Headline: "A vetoed article", Standfirst: "Its standfirst.", Published: sitetest.Now,
		Document: domain.Document{Lang: "en", Blocks: []domain.Block{{Kind: domain.Paragraph, Text: domain.PlainText("Secret words of the original.")}}},
	}
	translated := original
	translated.Headline, translated.Lang = "Статья с запретом", "ru"
	translated.Document = domain.Document{Lang: "ru", Blocks: []domain.Block{{Kind: domain.Paragraph, Text: domain.PlainText("Тайные слова перевода.")}}}
	err := f.Put(t.Context(), sitetest.Article{
		Name: "vetoed", Source: "harbour", Original: original, Rights: domain.Rights{Limit: domain.ModeHeadline},
		Translations: map[string]domain.Translation{"ru": {From: "en", To: "ru", Article: translated}},
	})
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for path, data := range crawl(v, func(*page) {}) {
		found = found || strings.Contains(string(data), "Статья с запретом")
		for _, words := range []string{"Тайные", "Secret", "Its standfirst"} {
			if strings.Contains(string(data), words) {
				t.Errorf("%s shows %q", path, words)
			}
		}
	}
	if !found {
		t.Error("the headline is nowhere")
	}
}

func TestMonitoredSourcesAreNowhere(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	v := visitor{t, h}
	err := f.Store.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		x, err := tx.Source(ctx, f.Sources["harbour"])
		if err != nil {
			return err
		}
		x.Mode = domain.ModeMonitor
		return tx.SetSource(ctx, x)
	})
	if err != nil {
		t.Fatal(err)
	}
	for path, data := range crawl(v, func(*page) {}) {
		if strings.Contains(string(data), "Harbour News Agency") || strings.Contains(string(data), "Паромное сообщение") {
			t.Errorf("%s shows a source that is only monitored", path)
		}
	}
	for _, path := range []string{
		articlePath(f, "ru", "ferry"), articlePath(f, "ru", "ferry") + "original/", "/ru/source/" + number(f.Sources["harbour"]) + "/",
	} {
		if w := v.get(path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}
