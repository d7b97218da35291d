package human_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/document"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate/human"
)

func original() domain.Article {
	para := func(s string) domain.Block { return domain.Block{Kind: domain.Paragraph, Text: domain.PlainText(s)} }
	return domain.Article{
		URL: "https://news.example/ferry", Lang: "en", Headline: "Ferry returns", Standfirst: "After a year.", Dateline: "ALDMOOR",
		Lead: &domain.LeadImage{Image: domain.Image{URL: "https://news.example/f.jpg", Alt: "A ferry"}, Caption: domain.PlainText("The ferry."), Credit: domain.PlainText("P. Hall")},
		Document: domain.Document{Lang: "en", Blocks: []domain.Block{
			{Kind: domain.Paragraph, Text: domain.Text{Text: "The ferry is back.", Spans: []domain.Span{{Start: 4, End: 9, Kind: domain.Link, Href: "https://news.example/f"}}}},
			{Kind: domain.Heading, Level: 3, Text: domain.PlainText("What next -->")},
			{Kind: domain.List, Items: [][]domain.Block{{para("Repairs")}, {para("Crew")}}},
			{Kind: domain.Figure, Image: &domain.Image{URL: "https://news.example/2.jpg", Alt: "Pier"}, Text: domain.PlainText("The pier."), Credit: domain.PlainText("A. B.")},
			{Kind: domain.Preformatted, Text: domain.PlainText("x = 1")},
			{Kind: domain.Quote, Blocks: []domain.Block{para("We waited.")}, Text: domain.PlainText("A passenger")},
		}},
	}
}

const good = `---
article: 7
edition: ru
translator:  Анна Белова
headline: "Паром вернулся"
standfirst: Через год.
dateline: ОЛДМУР
caption: Паром.
---
<!-- The ferry is back. -->
[Паром](https://news.example/f) снова *ходит*.

### Что дальше

- Ремонт
- Команда

Причал.

> Мы ждали.

Пассажирка
`

func TestTranslate(t *testing.T) {
	t.Parallel()
	f, err := human.Parse(good)
	if err != nil {
		t.Fatal(err)
	}
	source := original()
	got, err := f.Translate(source, "ru")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(original(), source); diff != "" {
		t.Errorf("the original was changed: %s", diff)
	}
	if !got.Human() || got.Chain[0].Model != "Анна Белова" || got.Article.Headline != "Паром вернулся" || got.Article.Lead.Caption.Text != "Паром." ||
		got.Article.Lead.Alt != "" || got.Article.Lead.Credit.Text != "P. Hall" || got.Article.Lang != "ru" {
		t.Errorf("%+v", got)
	}
	if err := got.Article.Document.Validate(); err != nil {
		t.Error(err)
	}
	blocks := got.Article.Document.Blocks
	var kinds []domain.BlockKind
	for _, b := range blocks {
		kinds = append(kinds, b.Kind)
	}
	want := []domain.BlockKind{domain.Paragraph, domain.Heading, domain.List, domain.Figure, domain.Preformatted, domain.Quote}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Error(diff)
	}
	if blocks[0].Text.Text != "Паром снова ходит." || len(blocks[0].Text.Spans) != 2 || blocks[1].Level != 3 || blocks[2].Items[1][0].Text.Text != "Команда" ||
		blocks[3].Text.Text != "Причал." || blocks[3].Credit.Text != "A. B." || blocks[3].Image.Alt != "" || blocks[5].Text.Text != "Пассажирка" {
		t.Errorf("%+v", blocks)
	}
	for _, s := range got.Segments { // each pairs whole texts of the same place
		a, b := textAt(t, source, s), textAt(t, got.Article, s)
		if s.Source != (domain.Range{End: len(a)}) || s.Target != (domain.Range{End: len(b)}) || a == b {
			t.Errorf("%+v pairs %q with %q", s, a, b)
		}
	}
	if len(got.Segments) != 4+7 {
		t.Errorf("%d segments", len(got.Segments))
	}
}

func textAt(t *testing.T, a domain.Article, s domain.Segment) string {
	t.Helper()
	switch s.Field {
	case "headline":
		return a.Headline
	case "standfirst":
		return a.Standfirst
	case "dateline":
		return a.Dateline
	case "lead.caption":
		return a.Lead.Caption.Text
	case "document":
		part := 0
		for _, text := range a.Document.Texts() {
			if part == s.Part {
				return text.Text
			}
			part++
		}
	}
	t.Fatalf("no text at %+v", s)
	return ""
}

func TestWhatDoesNotPair(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ old, new, want string }{
		"too few":           {"Причал.\n", "", "the original has 7 blocks, the translation 6"},
		"too few, shown":    {"Причал.\n", "", "   7  A passenger                        │ (nothing)"},
		"too many":          {"Причал.\n", "Причал.\n\nИ ещё.\n", "the translation 8"},
		"no heading":        {"### Что дальше", "Что дальше", "block 2 of the original is a heading, block 2 of the translation none"},
		"no standfirst":     {"standfirst: Через год.\n", "", `lacks standfirst; the original's is "After a year."`},
		"no caption":        {"caption: Паром.\n", "", "lacks caption"},
		"no text":           {good[strings.Index(good, "<!--"):], "", "the translation 0"},
		"no headline":       {"headline: \"Паром вернулся\"\n", "", "lacks headline"},
		"no translator":     {"translator:  Анна Белова\n", "", "lacks translator"},
		"no article":        {"article: 7\n", "", "lacks article"},
		"no edition":        {"edition: ru\n", "", "lacks edition"},
		"unknown key":       {"edition: ru\n", "edition: ru\nauthor: x\n", "front matter"},
		"no front matter":   {"---\narticle", "article", "doesn't begin with a front matter"},
		"open front matter": {"---\n<!--", "<!--", "doesn't begin with a front matter"},
		"broken YAML":       {"edition: ru", "edition: [", "front matter"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(good, c.old, c.new, 1)
			if text == good {
				t.Fatal("nothing was spoilt")
			}
			f, err := human.Parse(text)
			if err == nil {
				_, err = f.Translate(original(), "ru")
			}
			if !errors.Is(err, domain.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v", err)
			}
		})
	}
	f, err := human.Parse(good)
	if err != nil {
		t.Fatal(err)
	}
	bare := original()
	bare.Dateline = ""
	if _, err := f.Translate(bare, "ru"); !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("a dateline of nothing: %v", err)
	}
}

// A template asks for exactly what Translate wants, and what is written into
// its places pairs.
func TestTemplate(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := human.WriteTemplate(&b, original(), human.File{Article: "7", Edition: "ru", Translator: "A: \"B\""}); err != nil {
		t.Fatal(err)
	}
	template := b.String()
	if _, err := human.Parse(template); err == nil || !strings.Contains(err.Error(), "headline") {
		t.Errorf("an empty template is read: %v", err)
	}
	filled := strings.NewReplacer(`: ""`, ": Текст", " -->\n\n", " -->\nТекст\n\n", "## \n", "## Текст\n").Replace(template)
	f, err := human.Parse(filled)
	if err != nil {
		t.Fatalf("%v in\n%s", err, filled)
	}
	if f.Translator != `A: "B"` || f.Article != "7" {
		t.Errorf("%+v", f)
	}
	got, err := f.Translate(original(), "ru")
	if err != nil {
		t.Fatalf("%v in\n%s", err, filled)
	}
	var text bytes.Buffer
	if err := document.WriteText(&text, got.Article.Document, document.TextOptions{}); err != nil || strings.Contains(text.String(), "ferry") {
		t.Errorf("%v: %s", err, text.String())
	}
}

func FuzzParse(f *testing.F) {
	f.Add(good)
	f.Add("---\n---\n")
	f.Add("---\narticle: *a\nedition: &a x\n---\n- - -")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := human.Parse(text)
		if err != nil {
			return
		}
		got, err := file.Translate(original(), "ru")
		if err != nil {
			return
		}
		if err := got.Article.Document.Validate(); err != nil {
			t.Error(err)
		}
	})
}
