package memory_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/memory"
)

func pair(source, target string) domain.MemoryPair {
	return domain.MemoryPair{From: "en", To: "ru", Source: source, Target: target, At: time.Unix(1, 0)}
}

func TestAdapt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ source, target, segment, to, want string }{
		{"It costs $5 million.", "Это стоит 5 миллионов долларов.", "It costs $7 million.", "ru", "Это стоит 7 миллионов долларов."},
		{"It costs $5 million.", "Это стоит 5 миллионов долларов.", "It costs $2 million.", "ru", ""}, // миллиона
		{"It costs $5 million.", "Это стоит 5 миллионов долларов.", "It costs $7 billion.", "ru", ""},
		{"About 1,500 people fled.", "Бежали около 1\u00a0500 человек.", "About 2,700 people fled.", "ru", "Бежали около 2\u00a0700 человек."},
		{"About 1,500 people fled.", "Бежали около 1 500 человек.", "About 2,700 people fled.", "ru", "Бежали около 2 700 человек."},
		{"In 2019 500 people fled.", "В 2019 году бежали 500 человек.", "In 2019 600 people fled.", "ru", "В 2019 году бежали 600 человек."},
		{"About 1,500 people fled.", "Бежали около 1500 человек.", "About 2,700 people fled.", "ru", ""}, // grouped otherwise
		{"Of 15 people 5 fled.", "Из 15 человек бежали 5.", "Of 19 people 8 fled.", "ru", "Из 19 человек бежали 8."},
		{"Of 5 people 5 fled.", "Из 5 человек бежали 5.", "Of 9 people 8 fled.", "ru", ""}, // which is which
		{"It has 5 seats.", "В нём пять мест.", "It has 7 seats.", "ru", ""},
		{"Room 15 is open.", "الغرفة ١٥ مفتوحة.", "Room 16 is open.", "ar", "الغرفة ١٦ مفتوحة."},
		{"The talks end.", "Переговоры завершаются.", "The talks end.", "ru", "Переговоры завершаются."},
	} {
		p := pair(c.source, c.target)
		p.To = c.to
		a, ok := memory.Adapt(p, c.segment, nil)
		got := a.Target
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%q for %q: %q, %v; want %q", c.source, c.segment, got, ok, c.want)
		}
	}
}

func TestBest(t *testing.T) {
	t.Parallel()
	other := pair("The port of Aldmoor reopened on Monday.", "Порт Олдмур вновь открылся в понедельник.")
	same := pair("The  port of Aldmoor closed on “Monday”.", "Порт Олдмур закрылся в «понедельник».")
	mine := same
	mine.Edition, mine.Target = "ru-desk", "Порт закрыт."
	far := pair("Nothing else is known.", "Больше ничего не известно.")
	got := memory.Best(`The port of Aldmoor closed on "Monday".`, "ru-desk", nil, []domain.MemoryPair{far, other, same, mine}, .6)
	if len(got) != 3 || got[0].Pair.Edition != "ru-desk" || got[0].Score != 1 || !got[1].Sure() || got[2].Sure() {
		t.Fatalf("%+v", got)
	}
	var marked strings.Builder
	for _, p := range got[2].Diff {
		switch p.Change {
		case memory.Removed:
			marked.WriteString("[-" + p.Text + "-]")
		case memory.Added:
			marked.WriteString("[+" + p.Text + "+]")
		default:
			marked.WriteString(p.Text)
		}
	}
	if diff := cmp.Diff(`The port of Aldmoor [-reopened-][+closed+] on [+"+]Monday[+"+].`, marked.String()); diff != "" {
		t.Error(diff)
	}
}

func TestKeysFindAlikeTexts(t *testing.T) {
	t.Parallel()
	a := memory.KeysOf("The port of Aldmoor reopened on 5 March.", "en", "ru")
	b := memory.KeysOf("The  port of Aldmoor reopened on 7 March.", "en-GB", "ru")
	if a.Exact == b.Exact || a.Skeleton != b.Skeleton || !cmp.Equal(a.Words, b.Words) {
		t.Errorf("%+v\n%+v", a, b)
	}
	if c := memory.KeysOf("The port of Aldmoor reopened on 5 March.", "en", "ar"); c.Exact == a.Exact || c.Words[0] == a.Words[0] {
		t.Error("another direction has the same keys")
	}
	if d := memory.KeysOf("5", "en", "ru"); len(d.Words) != 0 {
		t.Errorf("%+v", d)
	}
}

func TestOf(t *testing.T) {
	t.Parallel()
	article := domain.Article{URL: "https://example.org/a", Headline: "Talks end", Document: domain.Document{Blocks: []domain.Block{
		{Kind: domain.Paragraph, Text: domain.PlainText("One. Two. BBC.")},
	}}}
	done := article
	done.Headline = "Переговоры завершены"
	done.Document = domain.Document{Blocks: []domain.Block{{Kind: domain.Paragraph, Text: domain.PlainText("Один. Два. BBC.")}}}
	e := domain.Edited{Edition: "ru", ReviewedBy: "Anna", ReviewedAt: time.Unix(5, 0), Content: domain.Translation{From: "en", To: "ru", Article: done, Segments: []domain.Segment{
		{Field: "headline", Source: domain.Range{Start: 0, End: 9}, Target: domain.Range{Start: 0, End: len("Переговоры завершены")}},
		{Field: "document", Source: domain.Range{Start: 0, End: 4}, Target: domain.Range{Start: 0, End: len("Один.")}},
		{Field: "document", Source: domain.Range{Start: 10, End: 14}, Target: domain.Range{Start: len("Один. Два. "), End: len("Один. Два. BBC.")}},
		{Field: "document", Part: 9, Source: domain.Range{Start: 0, End: 4}, Target: domain.Range{Start: 0, End: 4}},
	}}}
	var got []string
	for _, p := range memory.Of(article, e) {
		got = append(got, p.Source+"="+p.Target+" "+p.Author+" "+p.Edition)
	}
	if diff := cmp.Diff([]string{"Talks end=Переговоры завершены Anna ru", "One.=Один. Anna ru"}, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzAdapt(f *testing.F) {
	f.Add("It costs $5.", "Это стоит 5 долларов.", "It costs $7.")
	f.Add("1,5 ٥", "٥ 1.5", "2,5 ٦")
	f.Add("Oil from Paris.", "Нефть из Парижа.", "Oil from the United States.")
	f.Add("Anna Weber met Robert Hall.", "Анна Вебер встретила Роберта Холла.", "Maria Lund met Oscar Lind.")
	glossary := names().Pair("en", "ru")
	f.Fuzz(func(t *testing.T, source, target, segment string) {
		p := pair(source, target)
		if a, ok := memory.Adapt(p, segment, glossary); ok && a.Target == "" && target != "" {
			t.Error("nothing is left")
		}
		for _, m := range memory.Best(segment, "", glossary, []domain.MemoryPair{p}, 0) {
			if m.Score < 0 || m.Score > 1 {
				t.Errorf("score %g", m.Score)
			}
		}
	})
}
