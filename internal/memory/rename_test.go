package memory_test

import (
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/memory"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// names is a termbase with persons, of whom given names show the gender but where a
// hint does; and organisations.
func names() *termbase.Base {
	var terms []domain.Term
	add := func(kind domain.TermKind, inflection domain.Inflection, en, ru, ar, fr, de string) {
		t := domain.Term{Kind: kind, Status: domain.TermApproved}
		for _, f := range []domain.TermForm{{Lang: "en", Text: en}, {Lang: "ru", Text: ru, Inflection: inflection}, {Lang: "ar", Text: ar}, {Lang: "fr", Text: fr}, {Lang: "de", Text: de}} {
			if f.Text != "" {
				t.Forms = append(t.Forms, f)
			}
		}
		terms = append(terms, t)
	}
	add(domain.TermPerson, "", "Robert Hall", "Роберт Холл", "روبرت هول", "Robert Hall", "Robert Hall")
	add(domain.TermPerson, "", "Peter Wagner", "Петер Вагнер", "بيتر فاغنر", "Peter Wagner", "Peter Wagner")
	add(domain.TermPerson, "", "Oscar Lind", "Оскар Линд", "أوسكار ليند", "Oscar Lind", "Oscar Lind")
	add(domain.TermPerson, "", "Anna Weber", "Анна Вебер", "آنا فيبر", "Anna Weber", "Anna Weber")
	add(domain.TermPerson, "", "Maria Lund", "Мария Лунд", "ماريا لوند", "Maria Lund", "Maria Lund")
	add(domain.TermPerson, domain.InflectFeminine, "Kiran Dahl", "Киран Даль", "كيران دال", "Kiran Dahl", "Kiran Dahl")
	add(domain.TermPerson, "", "Tove Berg", "Тове Берг", "توفه بيرغ", "Tove Berg", "Tove Berg")
	add(domain.TermPerson, "", "Louis Dumas", "Луи Дюма", "", "Louis Dumas", "")
	add(domain.TermPerson, "", "Walid Abu Nasr", "Валид Абу Наср", "وليد أبو نصر", "", "")
	add(domain.TermOrganisation, "", "Northwind", "Нордвинд", "نورثويند", "Northwind", "Northwind")
	add(domain.TermOrganisation, "", "Eastgate", "Истгейт", "إيستغيت", "Eastgate", "Eastgate")
	add(domain.TermOrganisation, "", "Redwood Union", "Союз Редвуд", "اتحاد ريدوود", "", "")
	add(domain.TermPlace, "", "Aldmoor", "Олдмур", "ألدمور", "Aldmoor", "Aldmoor")
	for _, p := range [][4]string{{"Erik Sand", "Sand", "Эрик Санд", "Санд"}, {"Karl Holm", "Holm", "Карл Хольм", "Хольм"}} {
		terms = append(terms, domain.Term{Kind: domain.TermPerson, Status: domain.TermApproved, Forms: []domain.TermForm{
			{Lang: "en", Text: p[0], Variants: []string{p[1]}}, {Lang: "ru", Text: p[2], Variants: []string{p[3]}},
		}})
	}
	return termbase.New(terms)
}

const nothing = "nothing" // no adaptation at all

func TestAdaptNames(t *testing.T) {
	t.Parallel()
	base := names()
	for name, c := range map[string]struct {
		from, to, source, target, segment, want string
		doubt                                   memory.Doubt
	}{
		// Russian
		"a preposition governs":   {"en", "ru", "The talks in Paris have ended.", "Переговоры в Париже завершились.", "The talks in Warsaw have ended.", "Переговоры в Варшаве завершились.", ""},
		"number and name":         {"en", "ru", "The talks in Paris cost $5 million.", "Переговоры в Париже стоили 5 миллионов долларов.", "The talks in Warsaw cost $7 million.", "Переговоры в Варшаве стоили 7 миллионов долларов.", ""},
		"plural of the number":    {"en", "ru", "The talks in Paris cost $5 million.", "Переговоры в Париже стоили 5 миллионов долларов.", "The talks in Warsaw cost $2 million.", nothing, ""},
		"two names change places": {"en", "ru", "From Paris to Berlin it is far.", "От Парижа до Берлина далеко.", "From Berlin to Paris it is far.", "От Берлина до Парижа далеко.", ""},
		"same gender":             {"en", "ru", "Moscow refused.", "Москва отказалась.", "Warsaw refused.", "Варшава отказалась.", ""},
		"another gender":          {"en", "ru", "London refused at once.", "Быстро отказался Лондон.", "Moscow refused at once.", "Быстро отказался Москва.", memory.DoubtForm},
		"another gender, a case":  {"en", "ru", "Everyone awaits old London.", "Ждут рядом с нашим Лондоном.", "Everyone awaits old Moscow.", "Ждут рядом с нашим Москвой.", memory.DoubtAgreement},
		"no gender":               {"en", "ru", "Oslo refused.", "Осло отказался.", "Tokyo refused.", "Токио отказался.", memory.DoubtAgreement},
		"no gender, governed":     {"en", "ru", "The talks in Oslo have ended.", "Переговоры в Осло завершились.", "The talks in Tokyo have ended.", "Переговоры в Токио завершились.", ""},
		"a clause about it":       {"en", "ru", "The talks in Paris, a city of light, have ended.", "Переговоры в Париже, светлом городе, завершились.", "The talks in Warsaw, a city of light, have ended.", "Переговоры в Варшаве, светлом городе, завершились.", memory.DoubtAgreement},
		"a pronoun for it":        {"en", "ru", "The talks in Paris and its port have ended.", "Переговоры в Париже и его порту завершились.", "The talks in Warsaw and its port have ended.", "Переговоры в Варшаве и его порту завершились.", memory.DoubtAgreement},
		"plural":                  {"en", "ru", "Athens refused.", "Афины отказались.", "Warsaw refused.", "Варшава отказались.", memory.DoubtForm},
		"cases that look alike":   {"en", "ru", "The president of France came.", "Президент Франции приехал.", "The president of Iraq came.", "Президент Ирака приехал.", memory.DoubtForm},
		"of the same declension":  {"en", "ru", "The president of France came.", "Президент Франции приехал.", "The president of Germany came.", "Президент Германии приехал.", ""},
		"fleeting vowel":          {"en", "ru", "Oil from Iran came.", "Прибыла нефть из Ирана.", "Oil from Egypt came.", "Прибыла нефть из Египта.", ""},
		"article of the source":   {"en", "ru", "Oil from Iran came.", "Прибыла нефть из Ирана.", "Oil from the United States came.", "Прибыла нефть из Соединенных Штатов.", ""},
		"on islands":              {"en", "ru", "Oil from Iran came.", "Прибыла нефть из Ирана.", "Oil from Cuba came.", "Прибыла нефть из Кубы.", memory.DoubtNeighbour},
		"on both islands":         {"en", "ru", "It rained in Cuba.", "На Кубе шёл дождь.", "It rained in Malta.", "На Мальте шёл дождь.", ""},
		"в and во":                {"en", "ru", "It rained in Poland.", "В Польше шёл дождь.", "It rained in France.", "В Франции шёл дождь.", memory.DoubtNeighbour},
		"both во":                 {"en", "ru", "It rained in Vietnam.", "Во Вьетнаме шёл дождь.", "It rained in France.", "Во Франции шёл дождь.", ""},
		"с and со":                {"en", "ru", "The border with Poland is shut.", "Граница с Польшей закрыта.", "The border with Slovakia is shut.", "Граница с Словакией закрыта.", memory.DoubtNeighbour},
		"о and об":                {"en", "ru", "The talks were about Poland.", "Речь шла о Польше.", "The talks were about Austria.", "Речь шла о Австрии.", memory.DoubtNeighbour},
		"к and ко":                {"en", "ru", "They came to France.", "Пришли ко Франции.", "They came to Poland.", "Пришли ко Польше.", memory.DoubtNeighbour},
		"parts that may decline":  {"en", "ru", "It rained in Iran.", "В Иране шёл дождь.", "It rained in Guinea-Bissau.", "В Гвинея-Бисау шёл дождь.", memory.DoubtForm},
		"two men":                 {"en", "ru", "Peter Wagner met Robert Hall.", "Петер Вагнер встретился с Робертом Холлом.", "Peter Wagner met Oscar Lind.", "Петер Вагнер встретился с Оскаром Линдом.", ""},
		"two women":               {"en", "ru", "Anna Weber said so.", "Так сказала Анна Вебер.", "Maria Lund said so.", "Так сказала Мария Лунд.", ""},
		"a woman by a hint":       {"en", "ru", "Anna Weber said so.", "Так сказала Анна Вебер.", "Kiran Dahl said so.", "Так сказала Киран Даль.", ""},
		"man and woman":           {"en", "ru", "Anna Weber said so.", "Так сказала Анна Вебер.", "Robert Hall said so.", "Так сказала Роберт Холл.", memory.DoubtAgreement},
		"of unknown gender":       {"en", "ru", "Anna Weber said so.", "Так сказала Анна Вебер.", "Tove Berg said so.", "Так сказала Тове Берг.", memory.DoubtAgreement},
		"unknown, declined":       {"en", "ru", "The trial of Robert Hall began.", "Начался суд над Робертом Холлом.", "The trial of Tove Berg began.", "Начался суд над Тове Бергом.", memory.DoubtForm},
		"never declined":          {"en", "ru", "The trial of Robert Hall began.", "Начался суд над Робертом Холлом.", "The trial of Louis Dumas began.", "Начался суд над Луи Дюмой.", memory.DoubtForm},
		"surnames":                {"en", "ru", "They waited for Sand.", "Ждали Санда.", "They waited for Holm.", "Ждали Хольма.", ""},
		"a surname for a name":    {"en", "ru", "They waited for Sand.", "Ждали Санда.", "They waited for Robert Hall.", "Ждали Роберта Холла.", memory.DoubtForm},
		"organisations":           {"en", "ru", "Northwind refused.", "Нордвинд отказался.", "Eastgate refused.", "Истгейт отказался.", ""},
		"a term's place":          {"en", "ru", "The port in Aldmoor is shut.", "Порт в Олдмуре закрыт.", "The port in Paris is shut.", "Порт в Париже закрыт.", ""},

		"another kind":         {"en", "ru", "Paris refused.", "Париж отказался.", "Northwind refused.", nothing, ""},
		"twice in the source":  {"en", "ru", "Paris says Paris can wait.", "Париж говорит, что Париж подождёт.", "London says London can wait.", nothing, ""},
		"twice in the target":  {"en", "ru", "Paris can wait.", "Париж, о Париж подождёт.", "London can wait.", nothing, ""},
		"an adjective, too":    {"en", "ru", "Pakistan closed its border.", "Пакистан закрыл пакистанскую границу.", "Iran closed its border.", nothing, ""},
		"an adjective in both": {"en", "ru", "Pakistan closed a Pakistani port.", "Пакистан закрыл пакистанский порт.", "Iran closed a Pakistani port.", "Иран закрыл пакистанский порт.", ""},
		"not in the target":    {"en", "ru", "Paris can wait.", "Столица подождёт.", "London can wait.", nothing, ""},
		"there already":        {"en", "ru", "Paris can wait.", "Париж подождёт, как Лондон.", "London can wait.", nothing, ""},
		"more than names":      {"en", "ru", "Paris can wait.", "Париж подождёт.", "London may wait.", nothing, ""},
		"within another name":  {"en", "ru", "Guinea and Papua New Guinea met.", "Встретились Папуа — Новая Гвинея.", "Iran and Papua New Guinea met.", nothing, ""},
		"in one text only":     {"en", "ru", "Blackfen can wait for 5 days.", "Блэкфен подождёт 5 дней.", "Paris can wait for 5 days.", nothing, ""},

		// Ukrainian
		"uk, alike":            {"en", "uk", "London refused.", "Лондон відмовився.", "Berlin refused.", "Берлін відмовився.", ""},
		"uk, otherwise":        {"en", "uk", "London refused.", "Лондон відмовився.", "Moscow refused.", "Москва відмовився.", memory.DoubtForm},
		"uk, abbreviation":     {"en", "uk", "Senators of the USA met.", "Сенатори США зустрілися.", "Senators of Poland met.", "Сенатори Польща зустрілися.", memory.DoubtForm},
		"a city for a country": {"en", "ru", "The president of France came.", "Президент Франции приехал.", "The president of Kyiv came.", "Президент Киева приехал.", memory.DoubtForm},
		"a country for a city": {"en", "ru", "It rained in Paris.", "В Париже шёл дождь.", "It rained in Iran.", "В Иране шёл дождь.", memory.DoubtAgreement},
		"uk, inflected":        {"en", "uk", "It rained in London.", "У Лондоні йшов дощ.", "It rained in Berlin.", nothing, ""},
		"uk, в and у":          {"en", "uk", "They flew to Paris.", "Вони полетіли в Париж.", "They flew to Stockholm.", "Вони полетіли в Стокгольм.", memory.DoubtNeighbour},
		"uk, of persons":       {"en", "uk", "Robert Hall refused.", "Холл відмовився.", "Oscar Lind refused.", nothing, ""},

		// Arabic
		"ar, cities":         {"en", "ar", "The talks in Paris have ended.", "انتهت المحادثات في باريس.", "The talks in London have ended.", "انتهت المحادثات في لندن.", ""},
		"ar, countries":      {"en", "ar", "France refused.", "رفضت فرنسا ذلك.", "Germany refused.", "رفضت ألمانيا ذلك.", ""},
		"ar, gender":         {"en", "ar", "France refused.", "رفضت فرنسا ذلك.", "Iraq refused.", "رفضت العراق ذلك.", memory.DoubtAgreement},
		"ar, particle":       {"en", "ar", "Aid for Iraq came.", "وصلت مساعدات للعراق.", "Aid for Lebanon came.", "وصلت مساعدات للبنان.", ""},
		"ar, article":        {"en", "ar", "Aid for Lebanon came.", "وصلت مساعدات للبنان.", "Aid for Iraq came.", "وصلت مساعدات للعراق.", ""},
		"ar, two men":        {"en", "ar", "Robert Hall refused.", "رفض روبرت هول ذلك.", "Oscar Lind refused.", "رفض أوسكار ليند ذلك.", ""},
		"ar, man and woman":  {"en", "ar", "Robert Hall refused.", "رفض روبرت هول ذلك.", "Anna Weber refused.", "رفض آنا فيبر ذلك.", memory.DoubtAgreement},
		"ar, inflected part": {"en", "ar", "Robert Hall refused.", "رفض روبرت هول ذلك.", "Walid Abu Nasr refused.", "رفض وليد أبو نصر ذلك.", memory.DoubtForm},
		"ar, organisations":  {"en", "ar", "Northwind refused.", "رفضت نورثويند ذلك.", "Eastgate refused.", "رفضت إيستغيت ذلك.", memory.DoubtAgreement},

		// English
		"en, cities":         {"ru", "en", "В Париже шёл дождь.", "It rained in Paris.", "В Варшаве шёл дождь.", "It rained in Warsaw.", memory.DoubtRole},
		"en, possessive":     {"de", "en", "Die Regierung von Frankreich tagt.", "France's government is sitting.", "Die Regierung von Deutschland tagt.", "Germany's government is sitting.", ""},
		"en, after s":        {"de", "en", "Die Regierung von Frankreich tagt.", "France's government is sitting.", "Die Regierung von Laos tagt.", "Laos's government is sitting.", memory.DoubtForm},
		"en, article":        {"de", "en", "Die Regierung von Frankreich tagt.", "The government of France is sitting.", "Die Regierung von Niederlande tagt.", "The government of Netherlands is sitting.", memory.DoubtNeighbour},
		"en, isle":           {"de", "en", "Die Regierung von Frankreich tagt.", "The government of France is sitting.", "Die Regierung von Isle of Man tagt.", "The government of Isle of Man is sitting.", memory.DoubtNeighbour},
		"en, name of a list": {"de", "en", "Die Regierung von Frankreich tagt.", "The government of France is sitting.", "Die Regierung von Kongo-Kinshasa tagt.", "The government of Congo - Kinshasa is sitting.", memory.DoubtForm},
		"en, a and an":       {"de", "en", "Ein Hotel in Frankreich schließt.", "A France hotel closes.", "Ein Hotel in Italien schließt.", "A Italy hotel closes.", memory.DoubtNeighbour},
		"en, a pronoun":      {"de", "en", "Robert Hall und das Team gehen.", "Robert Hall and his team leave.", "Anna Weber und das Team gehen.", "Anna Weber and his team leave.", memory.DoubtAgreement},
		"en, none":           {"de", "en", "Robert Hall geht heute.", "Robert Hall leaves today.", "Anna Weber geht heute.", "Anna Weber leaves today.", ""},
		"en, organisation":   {"de", "en", "Northwind baut um.", "Northwind rebuilds.", "Eastgate baut um.", "Eastgate rebuilds.", memory.DoubtNeighbour},

		// German
		"de, countries":     {"en", "de", "It rained in France.", "In Frankreich regnete es.", "It rained in Poland.", "In Polen regnete es.", ""},
		"de, article":       {"en", "de", "It rained in France.", "In Frankreich regnete es.", "It rained in Turkey.", "In Türkei regnete es.", memory.DoubtNeighbour},
		"de, genitive":      {"en", "de", "The president of France came.", "Frankreichs Präsident kam.", "The president of Poland came.", "Polens Präsident kam.", ""},
		"de, after s":       {"en", "de", "The president of France came.", "Frankreichs Präsident kam.", "The president of Cyprus came.", "Zyperns Präsident kam.", ""},
		"de, of laos":       {"en", "de", "The president of France came.", "Frankreichs Präsident kam.", "The president of Laos came.", "Laoss Präsident kam.", memory.DoubtForm},
		"de, off an island": {"en", "de", "It rained in Cuba.", "Auf Kuba regnete es.", "It rained in France.", "Auf Frankreich regnete es.", memory.DoubtNeighbour},
		"de, on an island":  {"en", "de", "It rained in France.", "In Frankreich regnete es.", "It rained in Cyprus.", "In Zypern regnete es.", memory.DoubtNeighbour},
		"de, women":         {"en", "de", "Minister Anna Weber came.", "Ministerin Anna Weber kam.", "Minister Maria Lund came.", "Ministerin Maria Lund kam.", ""},
		"de, gender":        {"en", "de", "Minister Anna Weber came.", "Ministerin Anna Weber kam.", "Minister Robert Hall came.", "Ministerin Robert Hall kam.", memory.DoubtAgreement},
		"de, a place":       {"en", "de", "It rained in France.", "In Frankreich regnete es.", "It rained in Aldmoor.", "In Aldmoor regnete es.", memory.DoubtNeighbour},

		// Romance
		"fr, cities":       {"en", "fr", "It rained in London.", "Il pleuvait à Londres.", "It rained in Moscow.", "Il pleuvait à Moscou.", ""},
		"fr, article":      {"en", "fr", "It rained in London.", "Il pleuvait à Londres.", "It rained in Cairo.", "Il pleuvait à Le Caire.", memory.DoubtNeighbour},
		"fr, elision":      {"en", "fr", "The port of London is shut.", "Le port de Londres est fermé.", "The port of Algiers is shut.", "Le port de Alger est fermé.", memory.DoubtNeighbour},
		"fr, countries":    {"en", "fr", "It rained in France.", "Il pleuvait en France.", "It rained in Poland.", "Il pleuvait en Pologne.", memory.DoubtNeighbour},
		"fr, as a subject": {"en", "fr", "London is beaten.", "Londres est battue.", "Moscow is beaten.", "Moscou est battue.", memory.DoubtAgreement},
		"fr, women":        {"en", "fr", "Maria Lund left.", "Maria Lund est partie.", "Anna Weber left.", "Anna Weber est partie.", memory.DoubtNeighbour},
		"fr, men":          {"en", "fr", "Robert Hall left.", "Robert Hall est parti.", "Peter Wagner left.", "Peter Wagner est parti.", ""},
		"es, e before i":   {"en", "es", "Iran refused.", "Irán y Londres se negaron.", "Iran refused.", "Irán y Londres se negaron.", ""},

		// What is known of the source
		"ru source, same case":    {"ru", "en", "В Париже шёл дождь.", "It rained in Paris.", "В Лондоне шёл дождь.", "It rained in London.", ""},
		"ru source, another case": {"ru", "en", "Париж критикует Берлин.", "Paris criticises Berlin.", "Москву критикует Берлин.", "Moscow criticises Berlin.", memory.DoubtRole},
		"ar source, same name":    {"ar", "en", "وصل إلى باريس.", "He reached Paris.", "وصل إلى لباريس.", "He reached Paris.", memory.DoubtRole},
		"ar source":               {"ar", "en", "وصلت مساعدات إلى باريس.", "Aid reached Paris.", "وصلت مساعدات إلى لندن.", "Aid reached London.", ""},
		"ar source, role":         {"ar", "en", "وصلت مساعدات باريس.", "Aid reached Paris.", "وصلت مساعدات ولندن.", "Aid reached London.", memory.DoubtRole},

		// Others
		"an unknown grammar": {"en", "tr", "London refused.", "Londra reddetti.", "Moscow refused.", "Moskova reddetti.", memory.DoubtLanguage},
		"inflected there":    {"en", "tr", "It rained in London.", "Londra'da yağmur yağdı.", "It rained in Moscow.", nothing, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := domain.MemoryPair{From: c.from, To: c.to, Source: c.source, Target: c.target}
			a, ok := memory.Adapt(p, c.segment, base.Pair(c.from, c.to))
			if !ok {
				a.Target = nothing
			}
			if a.Target != c.want || a.Doubt != c.doubt {
				t.Errorf("%q, doubt %q; want %q, %q", a.Target, a.Doubt, c.want, c.doubt)
			}
		})
	}
}

// A segment is compared with all pairs that its keys lead to.
func BenchmarkBest(b *testing.B) {
	base := names().Pair("en", "ru")
	var pairs []domain.MemoryPair
	for range 20 {
		pairs = append(pairs, domain.MemoryPair{From: "en", To: "ru", Source: "The talks in Paris between Anna Weber and Robert Hall cost $5 million.", Target: "Переговоры Анны Вебер и Роберта Холла в Париже стоили 5 миллионов долларов."})
	}
	for b.Loop() {
		memory.Best("The talks in Warsaw between Maria Lund and Oscar Lind cost $7 million.", "", base, pairs, 0)
	}
}
