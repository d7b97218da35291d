package site_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/web/site/sitetest"
)

// Whatever a publisher, an engine or a reader writes, it is text.
func TestHostileContentIsText(t *testing.T) {
	t.Parallel()
	h, f := fixture(t)
	v := visitor{t, h}
	const attack = `</title></script><script>alert(1)</script><img src=x onerror=alert(2)>"' onclick=alert(3) {{.}} `
	const turned = "\u202egnp.exe\u202d \u2066open"
	words := func(lang string) domain.Article {
		text := domain.Text{Text: attack + turned + " link", Spans: []domain.Span{{Start: 0, End: 5, Kind: domain.Link, Href: "javascript:alert(4)"}}}
		return domain.Article{
			URL: "https://harbour.example.org/hostile", Canonical: "javascript:alert(5)", Lang: lang, Headline: attack + turned, Standfirst: attack + turned,
			Authors: []string{attack + turned}, Published: sitetest.Now,
			Lead: &domain.LeadImage{Image: domain.Image{URL: `https://example.org/"><script>x</script>.jpg`, Alt: attack}, Caption: domain.PlainText(attack), Credit: domain.PlainText(attack)},
			Document: domain.Document{Lang: lang, Blocks: []domain.Block{
				{Kind: domain.Paragraph, Text: text},
				{Kind: domain.Figure, Image: &domain.Image{URL: "https://third.example.org/p.jpg", Alt: attack}, Text: domain.PlainText(attack)},
				{Kind: domain.Embed, Embed: &domain.EmbedLink{URL: "https://video.example.org/1", Provider: attack, Title: attack}},
				{Kind: domain.Preformatted, Text: domain.PlainText(attack)},
				{Kind: domain.Paragraph, Text: domain.Text{Text: "x [?1] y", Spans: []domain.Span{{Start: 2, End: 6, Kind: domain.Sup}}}},
			}},
		}
	}
	translated := words("ru")
	err := f.Put(t.Context(), sitetest.Article{
		Name: "hostile", Source: "harbour", Section: `"><script>alert(6)</script>/../x`, Original: words("en"),
		Translations: map[string]domain.Translation{"ru": {
			From: "en", To: "ru", Article: translated, Chain: []domain.Step{{Engine: attack, Model: attack}},
			Segments: []domain.Segment{{Field: "headline", Target: domain.Range{End: 20}, Source: domain.Range{End: 9}, Findings: []domain.Finding{
				{Rule: "unknown-rule", Severity: domain.SeverityWarn, Message: attack},
			}}},
		}},
		Reviewed: map[string]string{"ru": attack + turned},
	})
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	crawl(v, func(p *page) {
		checkPage(p)
		if strings.Contains(p.text, "alert(1)") {
			seen++
		}
		for _, n := range p.all("script") {
			if n.FirstChild != nil && strings.Contains(n.FirstChild.Data, "<script") {
				t.Errorf("%s: a script holds markup", p.path)
			}
		}
		for _, n := range p.all("[srcset], img") {
			if strings.Contains(attribute(n, "src"), "third.example.org") {
				t.Errorf("%s loads a picture from elsewhere", p.path)
			}
		}
	})
	if seen < 5 {
		t.Errorf("the hostile article was seen on %d pages", seen)
	}
	for _, view := range []string{"", "bilingual/", "original/"} {
		checkPage(v.view(f, "ru", "hostile", view))
	}
	for _, q := range []string{attack, turned, `" OR 1=1 --`, "*", "a:b NEAR(c)", strings.Repeat("слово ", 400), "\xff\xfe", "%"} {
		checkPage(v.open("/ru/search/?q=" + url.QueryEscape(q) + "&source=x&section=" + url.QueryEscape(attack) + "&from=1&until=9999-99-99&page=-3"))
	}
}
