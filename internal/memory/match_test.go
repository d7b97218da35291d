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

// Words and endings beside a number, and other numbers made of it, may be wrong for another.
func TestAdaptNumbersBesideWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, to, source, target, segment, want string }{
		{"ru", "en", "Арестован 80-летний мужчина.", "An 80-year-old man was arrested.", "Арестован 70-летний мужчина.", ""},
		{"ru", "en", "Арестован 80-летний мужчина.", "An 80-year-old man was arrested.", "Арестован 81-летний мужчина.", "An 81-year-old man was arrested."},
		{"ru", "en", "Это 12-я сделка.", "It is a 12 point deal.", "Это 11-я сделка.", ""},
		{"ru", "en", "Он умер 5 мая.", "He died on May 5th.", "Он умер 2 мая.", ""},
		{"ru", "en", "Он умер 5 мая.", "He died on May 5th.", "Он умер 7 мая.", "He died on May 7th."},
		{"ru", "en", "В 1990-х было тихо.", "It was quiet in the 1990s.", "В 1980-х было тихо.", "It was quiet in the 1980s."},
		{"ru", "en", "Это стоит 5,5 млн рублей.", "It costs 5.5 million roubles.", "Это стоит 1 500 млн рублей.", ""},
		{"ru", "en", "Это стоит 5,5 млн рублей.", "It costs 5.5 million roubles.", "Это стоит 7,5 млн рублей.", "It costs 7.5 million roubles."},
		{"en", "it", "On 8 May it rained.", "L'8 maggio pioveva.", "On 7 May it rained.", ""},
		{"en", "it", "On 7 May it rained.", "Il 7 maggio pioveva.", "On 8 May it rained.", ""},
		{"en", "es", "It has 12 or 8 seats.", "Tiene 12 u 8 plazas.", "It has 12 or 9 seats.", ""},
		{"en", "ru", "In district 2 it rained.", "Во 2-м районе шёл дождь.", "In district 3 it rained.", ""},
		{"en", "ru", "In district 3 it rained.", "В 3-м районе шёл дождь.", "In district 4 it rained.", "В 4-м районе шёл дождь."},
		{"en", "ru", "In 5 cities it rained.", "Дождь шёл в 5-ти городах.", "In 7 cities it rained.", ""},
		{"en", "uk", "On 5 May it rained.", "Дощ ішов із 5 травня.", "On 9 May it rained.", ""},
		{"en", "tr", "He came in 2019.", "2019'da geldi.", "He came in 2020.", ""},
		{"en", "hu", "Number 6 won.", "A 6 nyert.", "Number 5 won.", ""},
		{"en", "zh", "He came in 2019.", "他2019年来了。", "He came in 2020.", "他2020年来了。"},
		{"en", "ru", "It is 5 miles away.", "До него 5 миль (8 км).", "It is 7 miles away.", ""},
	} {
		a, ok := memory.Adapt(domain.MemoryPair{From: c.from, To: c.to, Source: c.source, Target: c.target}, c.segment, nil)
		if a.Target != c.want || ok != (c.want != "") {
			t.Errorf("%q for %q: %q, %v; want %q", c.target, c.segment, a.Target, ok, c.want)
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
