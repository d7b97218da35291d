package page

import (
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// doubted is a translation with findings in a headline, twice in one
// paragraph (one of them a mere note), and in a link's end.
func doubted() (domain.Article, domain.Translation) {
	link := func(end int) []domain.Span {
		return []domain.Span{{Start: 0, End: end, Kind: domain.Link, Href: "https://example.org/"}}
	}
	source := domain.Article{Lang: "en", Headline: "One fee", Document: domain.Document{Blocks: []domain.Block{
		{Kind: domain.Paragraph, Text: domain.PlainText("First one. Second two. Third three.")},
		{Kind: domain.Paragraph, Text: domain.Text{Text: "Link text", Spans: link(9)}},
	}}}
	target := domain.Article{Headline: "Une", Document: domain.Document{Blocks: []domain.Block{
		{Kind: domain.Paragraph, Text: domain.PlainText("Prime un. Seconde deux. Tiers trois.")},
		{Kind: domain.Paragraph, Text: domain.Text{Text: "Texte lien", Spans: link(10)}},
	}}}
	finding := func(s domain.Severity, m string) []domain.Finding {
		return []domain.Finding{{Rule: "test", Severity: s, Message: m}, {Rule: "test", Severity: s, Message: m}}
	}
	r := func(start, end int) domain.Range { return domain.Range{Start: start, End: end} }
	return source, domain.Translation{From: "en", To: "fr", Article: target, Segments: []domain.Segment{
		{Field: "headline", Source: r(0, 7), Target: r(0, 3), Findings: finding(domain.SeverityBlock, "fee is lost")},
		{Field: "document", Part: 0, Source: r(0, 10), Target: r(0, 9), Findings: finding(domain.SeverityWarn, "first is odd")},
		{Field: "document", Part: 0, Source: r(11, 22), Target: r(10, 23), Findings: finding(domain.SeverityNote, "just a note")},
		{Field: "document", Part: 0, Source: r(23, 35), Target: r(24, 36), Findings: finding(domain.SeverityWarn, "third is odd")},
		{Field: "document", Part: 2, Source: r(0, 9), Target: r(0, 10), Findings: finding(domain.SeverityWarn, "link is odd")},
		{Field: "document", Part: 99, Target: r(0, 5), Findings: finding(domain.SeverityWarn, "nowhere")},
		{Field: "document", Part: 0, Target: r(0, 500), Findings: finding(domain.SeverityWarn, "beyond")},
	}}
}

// TestDoubtsSpeakTheReadersLanguage looks at a rule that the catalogue has.
func TestDoubtsSpeakTheReadersLanguage(t *testing.T) {
	t.Parallel()
	source, translation := doubted()
	finding := &translation.Segments[1].Findings[0]
	finding.Rule, finding.Args = "number-missing", []string{"5"}
	for to, want := range map[string]string{
		"ru": `<p class="message" lang="ru" dir="ltr">Пропущено число 5.</p>`,
		"ar": `<p class="message" lang="ar" dir="rtl">العدد 5 مفقود.</p>`,
		"fr": `<p class="message" lang="en" dir="ltr">The number 5 is missing.</p>`,
	} {
		translation.To = to
		var out strings.Builder
		if err := WriteTranslation(&out, source, translation, HTML, Options{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s: no %s in\n%s", to, want, out.String())
		}
	}
}

func TestDoubtfulPassagesAreMarked(t *testing.T) {
	t.Parallel()
	source, translation := doubted()
	for _, c := range []struct {
		format Format
		want   []string
	}{
		{HTML, []string{
			"<h1>Une[?1]</h1>", "Prime un.<sup>[?2]</sup> Seconde deux. Tiers trois.<sup>[?3]</sup>",
			`Texte lien</a><sup>[?4]</sup>`, `<p lang="fr" dir="ltr">Prime un.</p>`, `<p class="source" lang="en" dir="ltr">First one.</p>`,
			`<p class="message" lang="en" dir="ltr">third is odd</p>`,
		}},
		{Markdown, []string{"Doubtful passages: 4", "## Doubtful passages", "link is odd", "Prime un."}},
		{Text, []string{"Doubtful passages  4", "Prime un.", "First one.", "first is odd"}},
	} {
		var out strings.Builder
		if err := WriteTranslation(&out, source, translation, c.format, Options{}); err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s lacks %q:\n%s", c.format, want, out.String())
			}
		}
		for _, unwanted := range []string{"just a note", "nowhere", "beyond", "[?5]"} {
			if strings.Contains(out.String(), unwanted) {
				t.Errorf("%s has %q", c.format, unwanted)
			}
		}
		if n := strings.Count(out.String(), "first is odd"); n != 1 {
			t.Errorf("%s says the same message %d times", c.format, n)
		}
	}
	if got := translation.Article.Document.Blocks[0].Text.Text; strings.Contains(got, "[?") {
		t.Errorf("the caller's document was changed: %q", got)
	}
}
