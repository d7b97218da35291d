package page

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
)

var update = flag.Bool("update", false, "write golden files anew")

// sample reads an article and its translation from HTML in testdata.
func sample(t testing.TB, to string) (domain.Article, domain.Translation) {
	t.Helper()
	at := time.Date(2025, time.March, 11, 14, 5, 0, 0, time.FixedZone("", 3*3600))
	source := domain.Article{
		URL: "https://www.gulf-herald.example/world/talks?utm=1", Canonical: "https://www.gulf-herald.example/world/talks",
		SiteName: "The Gulf Herald", Lang: "en", Headline: "Envoys meet in Riyadh to weigh a ceasefire & prisoner swap",
		Standfirst: "Talks behind closed doors ran for eight hours; both sides called them useful.",
		Authors:    []string{"Mary Ellison", "Tom Reyes"}, Dateline: "RIYADH, March 11", Published: at, Modified: at.Add(90 * time.Minute),
		Lead:     &domain.LeadImage{Image: domain.Image{URL: "https://img.gulf-herald.example/talks.jpg", Alt: "Delegates at a long table", Width: 1200, Height: 800}, Caption: domain.PlainText("Delegates before the session."), Credit: domain.PlainText("Gulf Herald / L. Osman")},
		Document: load(t, "talks.en.html"),
	}
	heads := map[string][4]string{
		"ru": {"Посланники встретились в Эр-Рияде, чтобы обсудить перемирие и обмен пленными", "Переговоры за закрытыми дверями длились восемь часов; обе стороны назвали их полезными.", "Делегаты за длинным столом", "Делегаты перед заседанием."},
		"ar": {"مبعوثون يجتمعون في الرياض لبحث وقف إطلاق النار وتبادل الأسرى", "استمرت المحادثات المغلقة ثماني ساعات ووصفها الطرفان بأنها مفيدة.", "مندوبون حول طاولة طويلة", "المندوبون قبل الجلسة."},
	}
	h := heads[to]
	a := source
	a.Lang, a.Headline, a.Standfirst, a.Document = to, h[0], h[1], load(t, "talks."+to+".html")
	lead := *source.Lead
	lead.Alt, lead.Caption = h[2], domain.PlainText(h[3])
	a.Lead = &lead
	return source, domain.Translation{From: "en", To: to, Article: a, Chain: []domain.Step{{Engine: "bergamot", Model: "en-" + to + " tiny 1.0", From: "en", To: to}}}
}

func load(t testing.TB, name string) domain.Document {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	d, err := document.ParseHTML(string(data), nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestGolden(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		to     string // "" for the article alone
		format Format
		o      Options
	}{
		{"article.html", "", HTML, Options{}},
		{"article.md", "", Markdown, Options{}},
		{"article.txt", "", Text, Options{Width: 72, Links: true}},
		{"article.json", "", JSON, Options{}},
		{"ru.html", "ru", HTML, Options{}},
		{"ru.bilingual.html", "ru", HTML, Options{Bilingual: true}},
		{"ru.bilingual.md", "ru", Markdown, Options{Bilingual: true}},
		{"ru.bilingual.txt", "ru", Text, Options{Bilingual: true, Width: 100}},
		{"ru.bilingual.narrow.txt", "ru", Text, Options{Bilingual: true, Width: 50}},
		{"ar.html", "ar", HTML, Options{}},
		{"ar.bilingual.html", "ar", HTML, Options{Bilingual: true}},
		{"ar.txt", "ar", Text, Options{Width: 60}},
		{"ar.labels-in-english.md", "ar", Markdown, Options{Lang: "en"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var b strings.Builder
			var err error
			if tt.to == "" {
				source, _ := sample(t, "ru")
				err = WriteArticle(&b, source, tt.format, tt.o)
			} else {
				source, translation := sample(t, tt.to)
				err = WriteTranslation(&b, source, translation, tt.format, tt.o)
			}
			if err != nil {
				t.Fatal(err)
			}
			golden(t, tt.name, b.String())
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s differs (-want +got); -update writes it anew:\n%s", name, diff)
	}
}

func TestJSONReadsBack(t *testing.T) {
	t.Parallel()
	source, translation := sample(t, "ar")
	var b strings.Builder
	if err := WriteTranslation(&b, source, translation, JSON, Options{}); err != nil {
		t.Fatal(err)
	}
	var r Record
	if err := json.Unmarshal([]byte(b.String()), &r); err != nil {
		t.Fatal(err)
	}
	if r.Version != RecordVersion || r.Translation == nil || !r.Article.Published.Equal(source.Published) {
		t.Errorf("version %d, translation %v, published %v", r.Version, r.Translation, r.Article.Published)
	}
	if diff := cmp.Diff(translation.Article.Document, r.Translation.Article.Document); diff != "" {
		t.Errorf("the translation changed:\n%s", diff)
	}
}

// TestHostileFields fills every field with what would be markup or a script
// if it came through.
func TestHostileFields(t *testing.T) {
	t.Parallel()
	const bad = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x1b[2J"
	text := domain.PlainText(bad)
	a := domain.Article{
		URL: "javascript://x.example/%0aalert(1)", Canonical: "data:text/html," + bad, SiteName: bad, Lang: bad, Headline: bad, Standfirst: bad, Authors: []string{bad}, Dateline: bad,
		Published: time.Unix(0, 0), Lead: &domain.LeadImage{Image: domain.Image{URL: "javascript:x", Alt: bad}, Caption: text, Credit: text},
		Document: domain.Document{Blocks: []domain.Block{
			{Kind: domain.Paragraph, Text: domain.Text{Text: bad, Spans: []domain.Span{{End: 5, Kind: domain.Link, Href: "javascript:alert(1)"}}}},
			{Kind: domain.Figure, Image: &domain.Image{URL: "https://a.example/\"onerror=alert(1)", Alt: "alt " + bad}, Text: text, Credit: text},
			{Kind: domain.Embed, Embed: &domain.EmbedLink{URL: "javascript:x", Provider: bad, Title: bad}, Text: text},
			{Kind: domain.Embed, Embed: &domain.EmbedLink{URL: "https://a.example/'", Provider: bad, Title: bad}, Text: text},
			{Kind: "script", Text: text},
			{Kind: domain.Preformatted, Text: text},
		}},
	}
	tr := domain.Translation{From: bad, To: bad, Article: a, Chain: []domain.Step{{Engine: bad, Model: bad, From: bad, To: bad}}}
	for _, o := range []Options{
		{Bilingual: true},
		{},
		{Image: func(s string) string { return s }},
		{Image: func(string) string { return "javascript:alert(1)" }},
		{Image: func(string) string { return "data:image/svg+xml;base64,x" }},
	} {
		var b strings.Builder
		if err := WriteTranslation(&b, a, tr, HTML, o); err != nil {
			t.Fatal(err)
		}
		checkInert(t, b.String())
	}
	for _, f := range []Format{Text, Markdown} {
		var b strings.Builder
		if err := WriteTranslation(&b, a, tr, f, Options{Bilingual: true}); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(b.String(), "\x1b\u202e") || strings.Contains(b.String(), "javascript:") {
			t.Errorf("%s has control characters or a script:\n%q", f, b.String())
		}
	}
}

// checkInert fails if a page has a script, a handler or an address that
// isn't plain.
func checkInert(t *testing.T, page string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "iframe", "object", "embed", "link", "base", "form", "svg":
			t.Errorf("the page has a %s element", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s has the handler %s", n.Data, a.Key)
			}
			if (a.Key == "href" || a.Key == "src") && !strings.HasPrefix(a.Val, "https://") {
				t.Errorf("%s has %s=%q", n.Data, a.Key, a.Val)
			}
		}
	}
}

func TestParseFormat(t *testing.T) {
	t.Parallel()
	if f, err := ParseFormat("md"); f != Markdown || err != nil {
		t.Errorf("md: %q, %v", f, err)
	}
	if _, err := ParseFormat("pdf"); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("pdf: %v, want ErrInvalid", err)
	}
}

// TestNotice has translations by a machine, checked by a person, and by persons: each says so in
// every form, and no person's is called a machine's.
func TestNotice(t *testing.T) {
	t.Parallel()
	source := domain.Article{Lang: "ar", Headline: "عنوان"}
	machine := []domain.Step{{Engine: "bergamot", Model: "ar-en tiny"}}
	for _, tt := range []struct {
		chain      []domain.Step
		reviewedBy string
		want       string
	}{
		{machine, "", "Machine translation, not reviewed by a person."},
		{machine, "Ann Editor", "Machine-translated from Arabic. Reviewed by Ann Editor."},
		{[]domain.Step{{Engine: domain.HumanEngine, Model: "Mary Swan"}}, "Mary Swan", "Translated from Arabic by Mary Swan."},
		{[]domain.Step{{Engine: domain.HumanEngine}}, "", "Translated from Arabic by a person."},
	} {
		for _, f := range []Format{Text, Markdown, HTML} {
			var out strings.Builder
			translation := domain.Translation{From: "ar", To: "en", Chain: tt.chain, Article: domain.Article{Headline: "A headline"}}
			if err := WriteTranslation(&out, source, translation, f, Options{ReviewedBy: tt.reviewedBy}); err != nil {
				t.Fatal(err)
			}
			text := strings.ReplaceAll(strings.ReplaceAll(out.String(), "\\", ""), "&#39;", "'")
			if !strings.Contains(text, tt.want) || strings.Contains(text, domain.HumanEngine+" (") {
				t.Errorf("%s: no %q in\n%s", f, tt.want, out.String())
			}
		}
	}
}
