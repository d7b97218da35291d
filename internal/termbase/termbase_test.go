package termbase_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// read returns the terms of a table.
func read(t testing.TB, table string) []domain.Term {
	t.Helper()
	var terms []domain.Term
	if err := termbase.ReadCSV(strings.NewReader(table), nil, func(x domain.Term) error { terms = append(terms, x); return nil }); err != nil {
		t.Fatal(err)
	}
	return terms
}

const table = `kind,keep,en,ru,ru:variants,ru:forbidden,ar
person,,Waltz,Уолтц,Волц,Вальс|Вальц,والتز
organisation,yes,DeepMind,,,,
expression,,ceasefire,прекращение огня,перемирие,,وقف إطلاق النار
place,,Odesa,Одесса,,,أوديسا
organisation,,State Department,Госдепартамент,Госдеп,,
`

func TestFind(t *testing.T) {
	t.Parallel()
	g := termbase.New(read(t, table)).Pair("en", "ru")
	tests := []struct {
		text string
		want string // source=target, separated by commas
	}{
		{"Mike Waltz met officials in Riyadh.", "Waltz=Уолтц, Riyadh=Эр-Рияд"},
		{"A waltz was danced in Odesa’s opera.", "Odesa=Одесса"},
		{"The Ceasefire in Saudi Arabia holds, DeepMind's model says.", "Ceasefire=прекращение огня, Saudi Arabia=Саудовская Аравия, DeepMind=DeepMind"},
		{"The US told us.", "US=Соединенные Штаты"},
		{"Michael Jordan and Paris Hilton", ""},
		{"The king of Jordan left Paris on Monday.", "Jordan=Иордания, Paris=Париж"},
		{"State Department officials", "State Department=Госдепартамент"},
		{"a New York-based firm in New York", "New York=Нью-Йорк"},
		{"Georgia elected a governor.", ""},
		{"", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, m := range g.Find(tt.text) {
			got = append(got, tt.text[m.Start:m.End]+"="+m.Entry.Target)
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%q: %s, want %s", tt.text, s, tt.want)
		}
	}
}

func TestFormsInTranslations(t *testing.T) {
	t.Parallel()
	base := termbase.New(read(t, table))
	tests := []struct {
		to, source, text  string
		accepted, forbids string
	}{
		{"ru", "Waltz", "Он сказал Уолтцу и Волцу.", "Уолтцу Волцу", ""},
		{"ru", "Waltz", "Советник Вальс покинул пост.", "", "Вальс"},
		{"ru", "Riyadh", "Переговоры в Эр-Рияде.", "Эр-Рияде", ""},
		{"ru", "Saudi Arabia", "В Саудовской Аравии жарко.", "Саудовской Аравии", ""},
		{"ru", "DeepMind", "Модель DeepMind и Дипмайнд", "DeepMind", ""},
		{"ru", "ceasefire", "о прекращении огня", "прекращении огня", ""},
		{"ar", "Riyadh", "اجتماع بالرياض أمس", "بالرياض", ""},
		{"ar", "Waltz", "قال والتز", "والتز", ""},
		{"es", "London", "en Londres", "Londres", ""},
	}
	for _, tt := range tests {
		found := base.Pair("en", tt.to).Find(tt.source)
		if len(found) != 1 {
			t.Errorf("%s: %d terms", tt.source, len(found))
			continue
		}
		words := func(ranges []domain.Range) string {
			var out []string
			for _, r := range ranges {
				out = append(out, tt.text[r.Start:r.End])
			}
			return strings.Join(out, " ")
		}
		if got := words(found[0].Entry.In(tt.text)); got != tt.accepted {
			t.Errorf("%q has %q, want %q", tt.text, got, tt.accepted)
		}
		if got := words(found[0].Entry.ForbiddenIn(tt.text)); got != tt.forbids {
			t.Errorf("%q has the forbidden %q, want %q", tt.text, got, tt.forbids)
		}
	}
}

// TestCapitals holds that the capitals and countries of the news are right from the first day.
func TestCapitals(t *testing.T) {
	t.Parallel()
	base := &termbase.Base{}
	for _, tt := range []struct{ name, ru, ar, uk, es, zh string }{
		{"Riyadh", "Эр-Рияд", "الرياض", "Ер-Ріяд", "Riad", "利雅得"},
		{"Kyiv", "Киев", "كييف", "Київ", "Kiev", "基辅"},
		{"Ukraine", "Украина", "أوكرانيا", "Україна", "Ucrania", "乌克兰"},
		{"Damascus", "Дамаск", "دمشق", "Дамаск", "Damasco", "大马士革"},
	} {
		for to, want := range map[string]string{"ru": tt.ru, "ar": tt.ar, "uk": tt.uk, "es": tt.es, "zh": tt.zh} {
			found := base.Pair("en", to).Find(tt.name)
			if len(found) != 1 || found[0].Entry.Target != want {
				t.Errorf("%s in %s: %v, want %s", tt.name, to, found, want)
			}
		}
	}
	if n := len(base.Pair("ru", "ar").Find("Путин прибыл в Эр-Рияд из Москвы.")); n != 2 {
		t.Errorf("%d places from Russian, want 2", n)
	}
	if found := base.Pair("ar", "en").Find("وصل إلى الرياض وبغداد وبالقاهرة"); len(found) != 3 || found[0].Entry.Target != "Riyadh" || found[1].Entry.Target != "Baghdad" {
		t.Errorf("places from Arabic: %+v", found)
	}
}

func TestOrder(t *testing.T) {
	t.Parallel()
	terms := read(t, "kind,edition,status,en,ru\nplace,,,Riyadh,Рияд\nplace,ru,,Riyadh,Риядх\nplace,ru,rejected,Paris,Парижск\n")
	g := termbase.New(terms).Pair("en", "ru")
	if got := g.Find("Riyadh")[0].Entry.Target; got != "Риядх" {
		t.Errorf("%s: the edition's term counts before the shared one, and both before CLDR's", got)
	}
	if got := g.Find("Paris")[0].Entry.Target; got != "Париж" {
		t.Errorf("%s: a rejected term is used", got)
	}
}

func TestCSV(t *testing.T) {
	t.Parallel()
	terms := read(t, table)
	var out bytes.Buffer
	if err := termbase.WriteCSV(&out, terms); err != nil {
		t.Fatal(err)
	}
	again := read(t, out.String())
	if !slices.EqualFunc(terms, again, func(a, b domain.Term) bool {
		return a.Kind == b.Kind && a.Keep == b.Keep && len(a.Forms) == len(b.Forms)
	}) {
		t.Errorf("%+v became %+v", terms, again)
	}
	for name, wrong := range map[string]string{
		"empty": "", "no language": "kind,note\nplace,x\n", "column": "en,klingonish\na,b\n", "kind": "kind,en\nriver,Nile\n", "fields": "en\na,b\n",
		"flag": "keep,en\nperhaps,a\n", "long": "en\n" + strings.Repeat("a", 5000) + "\n", "status": "status,en\nnew,Nile\n",
	} {
		if err := termbase.ReadCSV(strings.NewReader(wrong), nil, func(domain.Term) error { return nil }); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for name, file := range map[string]string{
		"a mark and semicolons": "\uFEFFen;ru\n\nNile;Нил\n",
		"tabs":                  "en\tru\r\nNile\tНил\r\n",
		"a named separator":     "sep=;\r\nen;ru;note\r\n\"Nile\";Нил;\"long, and\nblue\"\r\n",
		"UTF-16":                "\xff\xfee\x00n\x00,\x00r\x00u\x00\n\x00N\x00i\x00l\x00e\x00,\x00\x1d\x04\x38\x04\x3b\x04",
	} {
		if got := read(t, file); len(got) != 1 || got[0].Forms[0].Text != "Nile" || got[0].Forms[1].Text != "Нил" {
			t.Errorf("with %s: %+v", name, got)
		}
	}
}

// Tables of other tools name their columns in other ways.
func TestCSVOfOthers(t *testing.T) {
	t.Parallel()
	const file = "id,sourceLang,targetLang,pos,Source term,Translation\n1,en,ru_RU,noun,Nile,Нил\n2,en,ru_RU,,the White Nile,Белый Нил\n"
	readNamed := func(names map[string]string) (terms []domain.Term, err error) {
		return terms, termbase.ReadCSV(strings.NewReader(file), names, func(x domain.Term) error {
			terms = append(terms, x)
			return nil
		})
	}
	if _, err := readNamed(nil); !errors.Is(err, termbase.ErrColumn) || !errors.Is(err, domain.ErrInvalid) {
		t.Errorf("without names: %v", err)
	}
	got, err := readNamed(map[string]string{"Source term": "en", "Translation": "ru"})
	if err != nil || len(got) != 2 || len(got[1].Forms) != 2 || got[1].Forms[1].Text != "Белый Нил" || got[1].Forms[1].Lang != "ru" {
		t.Errorf("%+v %v", got, err)
	}
	for _, names := range []map[string]string{
		{"Source term": "en", "Target": "ru"}, {"Source term": "English"}, {"pos": "note"},
	} {
		if got, err := readNamed(names); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%v: %+v %v", names, got, err)
		}
	}
}
