package publish_test

import (
	"bytes"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jimsmart/grobotstxt"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/publish"
	"github.com/dragoman-news/dragoman/internal/source"
)

func TestSitemap(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	alternates := []publish.Alternate{{Lang: "ru", Path: "/ru/article/1-a/"}, {Lang: "ar", Path: "/ar/article/1-b/"}}
	pages := []publish.Location{{Path: "/ru/article/1-a/?a&b", Changed: noon, Alternates: alternates}, {Path: "/ru/"}}
	if err := publish.WriteSitemap(&b, addresses, pages); err != nil {
		t.Fatal(err)
	}
	wellFormed(t, "sitemap", b.Bytes())
	golden(t, "sitemap.xml", b.Bytes())
	at, _ := url.Parse("https://news.example.org/ru/sitemap.xml")
	back, err := source.Parse(source.Body{Text: b.String(), URL: at})
	if err != nil || len(back.Problems) > 0 || back.Kind != source.KindSitemap || len(back.Items) != 2 || !back.Items[0].Updated.Equal(noon) {
		t.Errorf("%v, %+v", err, back)
	}

	b.Reset()
	if err := publish.WriteSitemapIndex(&b, addresses, []publish.Location{{Path: "/ru/sitemap/2026-11-23.xml", Changed: noon}}); err != nil {
		t.Fatal(err)
	}
	back, err = source.Parse(source.Body{Text: b.String(), URL: at})
	if err != nil || len(back.Problems) > 0 || len(back.Maps) != 1 || back.Maps[0].URL != "https://news.example.org/ru/sitemap/2026-11-23.xml" {
		t.Errorf("%v, %+v", err, back)
	}
}

func TestSitemapLimits(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	most := make([]publish.Location, publish.MaxSitemapPages)
	for i := range most {
		most[i].Path = "/ru/"
	}
	if err := publish.WriteSitemap(&b, addresses, most); err != nil || b.Len() > publish.MaxSitemapBytes {
		t.Errorf("%d bytes, %v", b.Len(), err)
	}
	for name, err := range map[string]error{
		"too many":             publish.WriteSitemap(&b, addresses, append(most, publish.Location{Path: "/"})),
		"too long":             publish.WriteSitemap(&b, addresses, []publish.Location{{Path: strings.Repeat("x", publish.MaxSitemapBytes)}}),
		"no base":              publish.WriteSitemap(&b, publish.Addresses{}, most[:1]),
		"no base for an index": publish.WriteSitemapIndex(&b, publish.Addresses{}, most[:1]),
	} {
		if !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNewsSitemap(t *testing.T) {
	t.Parallel()
	h := func(id int64, change func(*domain.Headline)) domain.Headline {
		out := domain.Headline{Article: id, Title: "Заголовок <1> & 2", Mode: domain.ModeFull, Time: noon.Add(-time.Hour), Reviewed: true}
		change(&out)
		return out
	}
	list := []domain.Headline{
		h(1, func(*domain.Headline) {}),
		h(2, func(h *domain.Headline) { h.Reviewed, h.Human = false, true }),
		h(3, func(h *domain.Headline) { h.Reviewed = false }),
		h(4, func(h *domain.Headline) { h.NoIndex = true }),
		h(5, func(h *domain.Headline) { h.Time = noon.Add(-49 * time.Hour) }),
		h(6, func(h *domain.Headline) { h.Mode = domain.ModeHeadline }),
		h(7, func(h *domain.Headline) { h.Mode = domain.ModeMonitor }),
	}
	var b bytes.Buffer
	if err := publish.WriteNewsSitemap(&b, addresses, domain.Edition{ID: "ru", Lang: "ru-RU"}, "Новости", list, noon); err != nil {
		t.Fatal(err)
	}
	golden(t, "sitemap-news.xml", b.Bytes())
	at, _ := url.Parse("https://news.example.org/ru/sitemap-news.xml")
	back, err := source.Parse(source.Body{Text: b.String(), URL: at})
	if err != nil || len(back.Problems) > 0 || back.Kind != source.KindNewsSitemap || len(back.Items) != 2 || back.Items[0].Title != "Заголовок <1> & 2" {
		t.Errorf("%v, %+v", err, back)
	}
	many := make([]domain.Headline, 1500)
	for i := range many {
		many[i] = list[0]
	}
	b.Reset()
	if err := publish.WriteNewsSitemap(&b, addresses, domain.Edition{ID: "ru", Lang: "ru"}, "Новости", many, noon); err != nil || bytes.Count(b.Bytes(), []byte("<news:news>")) != publish.MaxNewsPages {
		t.Errorf("%v, %d news", err, bytes.Count(b.Bytes(), []byte("<news:news>")))
	}
}

func TestRobots(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := publish.WriteRobots(&b, addresses, []domain.Edition{{ID: "ru"}, {ID: "ar"}}); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{"/": true, "/ru/": true, "/ru/article/1/": true, "/ru/search/?q=x": false, "/ar/search/": false, "/ru/section/search/": true} {
		if got := grobotstxt.AgentAllowed(b.String(), "AnyBot", "https://news.example.org"+address); got != want {
			t.Errorf("%s: allowed %v", address, got)
		}
	}
	maps := source.RobotsSitemaps(b.String(), &url.URL{Scheme: "https", Host: "news.example.org", Path: "/robots.txt"})
	if len(maps) != 3 {
		t.Errorf("sitemaps: %v", maps)
	}
	b.Reset()
	if err := publish.WriteRobots(&b, publish.Addresses{}, []domain.Edition{{ID: "ru"}}); err != nil || strings.Contains(b.String(), "Sitemap") {
		t.Errorf("%v: %s", err, b.String())
	}
}

func TestManifest(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	m := publish.NewManifest(addresses, domain.Edition{ID: "ar", Lang: "ar"}, "أخبار", []publish.Icon{{Src: "/static/icon.png", Sizes: "512x512", Type: "image/png"}})
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "manifest.webmanifest", b.Bytes())
}
