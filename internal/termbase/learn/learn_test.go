package learn_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/termbase"
	"github.com/dragoman-news/dragoman/internal/termbase/learn"
)

func TestLearnerPersons(t *testing.T) {
	t.Parallel()
	l := learn.New("en", "ru")
	for range 2 {
		l.Add(
			[]string{"Mr. Johnson spoke.", "Then Johnson left with Peter Norris.", "Mr. Norris stayed.", "President Waltz met Johnson in Riyadh."},
			[]string{"Г-н Джонсон выступил.", "Потом Джонсон ушёл с Питером Норрисом.", "Г-н Норрис остался.", "Президент Вальс встретился с Жонсоном в Эр-Рияде."},
		)
	}
	terms := l.Terms(4, termbase.New(nil))
	if len(terms) != 2 || terms[0].Forms[0].Text != "Johnson" || terms[0].Forms[1].Text != "Джонсон" || terms[0].Seen != 6 || terms[1].Forms[1].Text != "Норрис" {
		t.Fatalf("%+v", terms)
	}
	if want := "also written Жонсоном\nMr. Johnson spoke.\nГ-н Джонсон выступил."; terms[0].Note != want {
		t.Errorf("note %q, want %q", terms[0].Note, want)
	}
	if err := terms[0].Validate(); err != nil {
		t.Error(err)
	}
	known := termbase.New(read(t, "en,ru\nJohnson,Джонсон\n"))
	if terms := l.Terms(4, known); len(terms) != 1 {
		t.Errorf("a known term is proposed: %+v", terms)
	}
}

// learnt returns what a Learner proposes for pairs of lines, an original and its
// translation, as "kind: source = target (note)".
func learnt(from, to, pairs string, known *termbase.Base) []string {
	var sources, targets []string
	for line := range strings.Lines(pairs) {
		source, target, ok := strings.Cut(strings.TrimSpace(line), " = ")
		if ok {
			sources, targets = append(sources, source), append(targets, target)
		}
	}
	l := learn.New(from, to)
	l.Add(sources, targets)
	var out []string
	for _, t := range l.Terms(3, known) {
		s := fmt.Sprintf("%s: %s = %s", t.Kind, t.Forms[0].Text, t.Forms[1].Text)
		if first, _, _ := strings.Cut(t.Note, "\n"); strings.HasPrefix(first, "also written") || strings.HasPrefix(first, "short for") {
			s += " (" + first + ")"
		}
		out = append(out, s)
	}
	return out
}

const englishRussian = `
	The Harbour Council met on Monday to count the boats. = Портовый совет собрался в понедельник, чтобы сосчитать лодки.
	Nobody had asked the Harbour Council about the lighthouse. = Никто не спрашивал Портовый совет о маяке.
	A letter to the Harbour Council was lost in the rain. = Письмо Портовому совету пропало под дождём.
	Fishermen blamed the Harbour Council for high prices. = Рыбаки обвинили Портовый совет в высоких ценах.
	The council of a nearby village sent bread. = Совет соседней деревни прислал хлеб.
	Another council would have sent nothing. = Другой совет не прислал бы ничего.
	The harbour was empty in the morning. = Утром гавань была пуста.
	The Ministry of Tides answered late. = Министерство приливов ответило поздно.
	He called the Ministry of Tides three times. = Он трижды звонил в Министерство приливов.
	Only the Ministry of Tides knows the depth. = Глубину знает только Министерство приливов.
	Tides were low in spring. = Весной приливы были слабыми.
	The ministry of a neighbour has closed. = Министерство соседа закрылось.
	Lawyers read the fishing permit aloud. = Юристы прочли разрешение на лов вслух.
	Each boat needs a fishing permit now. = Каждой лодке теперь нужно разрешение на лов.
	Without a fishing permit nobody sails. = Без разрешения на лов никто не выходит в море.
	She sold her fishing permit to a cousin. = Она продала разрешение на лов двоюродному брату.
	OFB inspectors measured the nets. = Инспекторы РРУ измерили сети.
	A fine from OFB costs more than a net. = Штраф РРУ дороже сети.
	Later OFB said it was sorry. = Позднее РРУ извинилось.
	The chief of OFB resigned. = Глава РРУ ушёл в отставку.
	Winds from the Amber Gulf broke the pier. = Ветры с Янтарного залива сломали пирс.
	Two ships sank in the Amber Gulf. = Два корабля затонули в Янтарном заливе.
	Seals have returned to swim in the Amber Gulf. = Тюлени вернулись плавать в Янтарный залив.
	Ice remains in the Amber Gulf until May. = Лёд остаётся в Янтарном заливе до мая.
	The Night Patrol arrived first. = Первым прибыл Ночной дозор.
	Children wave to the Night Patrol. = Дети машут Ночному дозору.
	A song about the Night Patrol became famous. = Песня о Ночном дозоре стала известной.
	People trust the Night Patrol. = Люди доверяют Ночной страже.
	The mayor thanked the Night Patrol. = Мэр поблагодарил Ночную стражу.
	The old clock stopped. = Старые часы остановились.
	He sat down last Tuesday and wept. = В прошлый вторник он сел и заплакал.
	Rain fell last Tuesday, too. = Дождь шёл и в прошлый вторник.
	Snow fell last Tuesday. = В прошлый вторник шёл снег.
`

func TestLearnerExpressions(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ from, to, pairs, known, want string }{
		"en ru": {"en", "ru", englishRussian, "", `
			expression: Night Patrol = Ночной дозор (also written Ночной страже)
			place: Amber Gulf = Янтарный залив
			organisation: Harbour Council = Портовый совет
			expression: OFB = РРУ
			expression: fishing permit = разрешение на лов
			organisation: Ministry of Tides = Министерство приливов`},
		"known": {"en", "ru", englishRussian, "en,ru\nHarbour Council,Портовый совет\nMinistry of Tides,Министерство приливов\nNight Patrol,Ночной дозор\nOFB,РРУ\n", `
			place: Amber Gulf = Янтарный залив
			expression: fishing permit = разрешение на лов`},
		"ar en": {"ar", "en", `
			اجتمع مجلس الميناء يوم الاثنين. = The Harbour Council met on Monday.
			كتب الصيادون إلى مجلس الميناء. = Fishermen wrote to the Harbour Council.
			رفض مجلس الميناء الاقتراح. = The Harbour Council refused the proposal.
			شكر العمدة مجلس الميناء. = The mayor thanked the Harbour Council.
			كان الميناء هادئا. = The harbour was calm.
			غادرت السفن الميناء فجرا. = Ships left the harbour at dawn.
			انتخب أعضاء مجلس القرية رئيسا. = The council of the village elected a chairman.
			تساقط الثلج على القرية. = Snow fell on the village.`, "", `
			organisation: مجلس الميناء = Harbour Council`},
		"fr de": {"fr", "de", `
			Le Conseil des marées a parlé. = Der Gezeitenrat hat gesprochen.
			Une lettre du Conseil des marées est perdue. = Ein Brief vom Gezeitenrat ist verloren.
			Qui connaît le Conseil des marées ? = Wer kennt den Gezeitenrat?
			Les marées montent. = Das Wasser steigt.
			Il donne un conseil à sa sœur. = Er gibt seiner Schwester einen Tipp.
			L’Union du port est fermée. = Die Hafenunion ist geschlossen.
			Le chef de l’Union du port dort. = Der Chef der Hafenunion schläft.
			Tous aiment l’Union du port. = Alle lieben die Hafenunion.
			Le port est petit. = Der Hafen ist klein.`, "", `
			organisation: Conseil des marées = Gezeitenrat
			organisation: Union du port = Hafenunion`},
		"other cases": {"en", "ru", `
			He read of the Tidal Academy in a book. = Он прочёл о Приливной академии в книге.
			Nobody works at the Tidal Academy. = В Приливной академии никто не работает.
			She dreams of the Tidal Academy. = Она мечтает о Приливной академии.
			An academy of arts burned. = Сгорела академия искусств.
			They spoke of salt prices, of the old bridge and of rain. = Говорили о соляных ценах, старом мосте и дожде.
			Salt prices were all he feared. = Он боялся только соляных цен.
			Think about salt prices. = Подумайте о соляных ценах.
			The prices of bread are rising. = Цены на хлеб растут.`, "", `
			organisation: Tidal Academy = Приливная академия
			expression: salt prices = соляные цены`},
		"acronyms": {"en", "de", `
			The Northern Tides Agency (NTA) has closed. = Die Nördliche Gezeitenbehörde (NGB) ist zu.
			Ask the NTA about it. = Fragen Sie die NGB danach.
			A clerk of the NTA shrugged. = Ein Beamter der NGB zuckte die Achseln.
			The water temperature index (WTI) fell. = Der Index der Wassertemperatur (IWT) fiel.
			Today WTI is low. = Heute ist der IWT niedrig.
			Fish like a high WTI. = Fische mögen einen hohen IWT.`, "", `
			organisation: NTA = NGB (short for Northern Tides Agency)
			expression: WTI = IWT (short for water temperature index)`},
		"the same in both": {"en", "de", `
			The Blue Lantern opened. = Die Blue Lantern hat eröffnet.
			Everyone loves the Blue Lantern here. = Hier lieben alle die Blue Lantern.
			He owns the Blue Lantern now. = Ihm gehört nun die Blue Lantern.`, "", ""},
		"several with one translation": {"en", "ru", `
			The Red Gate and the Low Bridge are closed. = Старый проезд закрыт.
			Nobody saw the Red Gate or the Low Bridge. = Никто не видел старый проезд.
			He painted the Red Gate under the Low Bridge. = Он покрасил старый проезд.`, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var known []domain.Term
			if tt.known != "" {
				known = read(t, tt.known)
			}
			var want []string
			for line := range strings.Lines(tt.want) {
				if line = strings.TrimSpace(line); line != "" {
					want = append(want, line)
				}
			}
			if got := learnt(tt.from, tt.to, tt.pairs, termbase.New(known)); !slices.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

// TestLearnerIsBounded reads what nobody writes.
func TestLearnerIsBounded(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("The Harbour Council met. ", 10_000)
	different := make([]string, 20_000)
	for i := range different {
		different[i] = fmt.Sprintf("Kappa%d Lambda%d mu%d nu%d", i%7000, i%6999, i%6998, i)
	}
	dense := make([]string, 3000)
	for i := range dense {
		for k := range 60 {
			dense[i] += fmt.Sprintf("a%c%c ", 'a'+(i*7+k*k)%26, 'a'+(i*i+k*3)%26)
		}
		dense[i] += fmt.Sprint(i)
	}
	for name, sentences := range map[string][]string{
		"few words":         dense,
		"one sentence":      slices.Repeat([]string{"The Harbour Council met in the Amber Gulf."}, 20_000),
		"a long sentence":   {long, long + "2", long + "3"},
		"one word":          slices.Repeat([]string{strings.Repeat("boat ", 140)}, 1000),
		"different words":   different,
		"no words, no text": {"", "...", "\xff\xfe", "1 2 3"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := learn.New("en", "ru")
			targets := make([]string, len(sentences))
			for i, s := range sentences {
				targets[i] = s + " тут"
			}
			l.Add(sentences, targets)
			if terms := l.Terms(3, termbase.New(nil)); len(terms) > 0 && name != "different words" {
				t.Errorf("%+v", terms)
			}
		})
	}
}

func FuzzLearner(f *testing.F) {
	f.Add("en", "ru", "The Harbour Council's boats.\nThe U.N. met the Harbour Council.\nA Harbour Council", "Лодки Портового совета.\nООН\nПортовый совет")
	f.Add("fr", "de", "l’Europe d'\nL's l'l’ É.É.", "Ä\n")
	f.Add("ar", "en", "مجلس الميناء\nمجلس الميناء", "Harbour\nHarbour")
	f.Add("ru", "en", "Демократической партии\nДемократической партии", "party\nparty")
	f.Fuzz(func(t *testing.T, from, to, source, target string) {
		l := learn.New(from, to)
		for i := range 3 {
			l.Add(strings.Split(fmt.Sprint(source, i), "\n"), strings.Split(target, "\n"))
		}
		for _, term := range l.Terms(2, termbase.New(nil)) {
			if err := term.Validate(); err != nil && utf8.ValidString(source+target) && from != "" && to != "" && from != to {
				t.Errorf("%v", err)
			}
		}
	})
}

// BenchmarkLearner reads 20,000 sentences of 25 words, names and expressions among them,
// with their translations and looks for terms.
func BenchmarkLearner(b *testing.B) {
	sources, targets := manySentences(20_000)
	for b.Loop() {
		l := learn.New("en", "ru")
		for i := 0; i < len(sources); i += 25 {
			l.Add(sources[i:i+25], targets[i:i+25])
		}
		b.ReportMetric(float64(len(l.Terms(3, termbase.New(nil)))), "terms")
	}
}

// manySentences are made of 30,000 words, of which some are as frequent as in any
// language, and their translations, which have the words in another order.
func manySentences(n int) (sources, targets []string) {
	random := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(random, 1.1, 5, 30_000)
	word := func(letters []rune, i uint64) string {
		var out []rune
		for i += 500; i > 0; i /= uint64(len(letters)) {
			out = append(out, letters[i%uint64(len(letters))])
		}
		return string(out)
	}
	latin, cyrillic := []rune("aeioubdklmnrst"), []rune("аеиоубдклмнрст")
	for range n {
		var s, t []string
		for range 22 {
			i := zipf.Uint64()
			s, t = append(s, word(latin, i)), append(t, word(cyrillic, i))
		}
		for k := range 22 / 4 {
			t[4*k], t[4*k+1] = t[4*k+1], t[4*k]
		}
		i := random.Uint64N(500)
		s = append(s, "Q"+word(latin, i), "V"+word(latin, i%97))
		t = append(t, "Ж"+word(cyrillic, i%97), "Щ"+word(cyrillic, i))
		sources, targets = append(sources, strings.Join(s, " ")+"."), append(targets, strings.Join(t, " ")+".")
	}
	return sources, targets
}

// read returns the terms of a table.
func read(t testing.TB, table string) []domain.Term {
	t.Helper()
	var terms []domain.Term
	if err := termbase.ReadCSV(strings.NewReader(table), nil, func(x domain.Term) error { terms = append(terms, x); return nil }); err != nil {
		t.Fatal(err)
	}
	return terms
}
