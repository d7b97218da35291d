package check_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// ruleTest is a pair of texts and the rules that report it; "" stands for none.
type ruleTest struct {
	from, to, source, target, want string
}

var ruleTests = []ruleTest{
	// numbers
	{"en", "ru", "The war has gone on for 5 years.", "Война идёт уже 7 лет.", "number-changed"},
	{"en", "ru", "The war has gone on for 5 years.", "Война идёт уже пять лет.", ""},
	{"en", "ru", "Some 300 people fled.", "Люди бежали.", "number-missing"},
	{"en", "ru", "People fled the city.", "Из города бежали 300 человек.", "number-added"},
	{"en", "ru", "He paid 5.3 million for it.", "Он заплатил за это 5,3 млн.", ""},
	{"en", "ru", "He paid 5.3 million for it.", "Он заплатил за это 5,3 млрд.", "number-changed"},
	{"en", "es", "The budget is 5.3 billion.", "El presupuesto es de 5.300 millones.", ""},
	{"en", "de", "The budget is 5 billion.", "Der Haushalt beträgt 5 Billionen.", "number-changed"},
	{"en", "ar", "He was born in 1984.", "ولد عام ١٩٨٤.", ""},
	{"en", "fr", "In the 19th century it burned.", "Au XIXe siècle, il brûla.", ""},
	{"en", "de", "It starts at 7 pm.", "Es beginnt um 19 Uhr.", ""},
	{"en", "ru", "In the 1930s it was closed.", "В 30-е годы его закрыли.", ""},
	{"en", "ru", "Call +1 (555) 123-4567 now.", "Звоните сейчас: +1 555 1234567.", ""},
	{"en", "ru", "Call +1 (555) 123-4567 now.", "Звоните сейчас: +1 555 1234568.", "number-changed"},
	{"en", "ru", "Three men came.", "Пришли два человека.", "number-word"},
	{"en", "de", "It rose by 1,234 tonnes.", "Es stieg um 1,234 Tonnen.", "number-format"},
	{"en", "ru", "Half of them, 50 percent, agreed.", "Половина из них, 50 процентов, согласилась.", ""},
	{"en", "ru", "The bus left at 5.35pm.", "Автобус ушёл в 17:35.", ""},
	{"en", "ru", "The bus left at 5.35pm.", "Автобус ушёл в 17.35.", ""},
	{"en", "ru", "The bus left at 3.00pm.", "Автобус ушёл в 15 часов.", ""},
	{"en", "ru", "The bus left at 5.35pm.", "Автобус ушёл в 17:45.", "number-added number-changed"},
	{"en", "ru", "The bus left at 5.35pm.", "Автобус ушёл в 16:35.", "number-changed"},
	{"en", "ru", "He says so a hundred times a day.", "Он говорит это сто раз в день.", ""},
	{"en", "ru", "He says so a hundred times a day.", "Он говорит это двести раз в день.", "number-changed"},
	{"en", "ru", "A twenty-four-hour guard was set.", "Выставили двадцатичетырёхчасовую охрану.", ""},
	{"en", "ru", "Some 40,000 people fled.", "Бежали около 40 человек.", "number-changed"},
	{"en", "de", "Some 40 people fled.", "Etwa 40.000 Menschen flohen.", "number-changed"},
	{"en", "ru", "Bills of £40 or less, and bills over £40.", "Счета до £ или менее и счета свыше £40.", "number-missing"},
	{"en", "ru", "The desk is open 24/7.", "Служба работает круглосуточно.", ""},
	{"en", "ru", "The desk is open 24/7.", "Служба работает 24/6.", "number-changed"},
	{"en", "ru", "A new wave of COVID-19 has begun.", "Началась новая волна коронавируса.", ""},
	{"en", "ru", "A new wave of COVID-19 has begun.", "Началась новая волна COVID-18.", "number-changed"},
	{"en", "uk", "The mayor made a U-turn on fares.", "Мер розвернувся на 180° у питанні цін.", ""},
	{"en", "de", "The ship left at 0200GMT.", "Das Schiff fuhr um 02:00 GMT ab.", ""},
	{"en", "ru", "The museum is open from 6-8 p.m. only.", "Музей открыт только с 18 до 20.", ""},
	{"en", "uk", "For over 6 decades they mined coal.", "Понад шістдесят років там видобували вугілля.", ""},
	{"en", "es", "The loss is 15 percent of sales.", "La pérdida es del 15 por ciento de las ventas.", ""},
	{"en", "de", "The mill was built in the 1800s.", "Die Mühle stammt aus dem 19. Jahrhundert.", ""},
	{"en", "pt", "A 14-year-old found the coin.", "Um adolescente encontrou a moeda.", ""},
	{"en", "pt", "A 24-year-old found the coin.", "Um adolescente encontrou a moeda.", "number-missing"},
	// units
	{"en", "de", "The fire burned 10,000 acres.", "Das Feuer verbrannte 40 km2.", "unit-converted"},
	{"en", "de", "The fire burned 10,000 acres.", "Das Feuer verbrannte 400 km2.", "number-changed"},
	{"en", "ru", "The park has 5 square miles.", "Площадь парка — 13 кв. км.", "unit-converted"},
	{"en", "ru", "The park has 5 square miles.", "Площадь парка — 5 кв. км.", "unit-changed"},
	{"en", "es", "Expect 2 inches, and up to 4 inches inland.", "Se esperan 5 centímetros, y hasta 10 en el interior.", "unit-converted"},
	{"en", "pt", "Expect the 80s on the coast.", "Esperam-se entre 27 e 30 graus na costa.", "unit-converted"},
	{"en", "ru", "The oven was at 55 degrees Fahrenheit (13 Celsius).", "Печь была при 55 градусах по Фаренгейту (13 градусов по Цельсию).", ""},
	{"en", "ru", "It was 32°F in the cellar.", "В подвале было 32 градуса по Фаренгейту.", ""},
	{"en", "ru", "It was 32.7 Celsius in the shade.", "В тени было 32,7 градуса.", ""},
	{"en", "ru", "It was 32°F in the cellar.", "В подвале было 32 градуса по Цельсию.", "unit-changed"},
	{"en", "ru", "It was 30 degrees Celsius in the old town.", "В старом городе тогда было около 30°F.", "unit-changed"},
	{"en", "ru", "The road is 5 miles long.", "Длина дороги 8 км.", "unit-converted"},
	{"en", "ru", "The road is 5 miles long.", "Длина дороги 5 км.", "unit-changed"},
	{"en", "pt", "Expect 2 to 4 inches of rain.", "Esperam-se 5 a 10 mm de chuva.", "unit-changed"},
	{"en", "pt", "Expect 2 to 4 inches of rain.", "Esperam-se 50 a 100 mm de chuva.", "unit-converted"},
	{"en", "pt", "She is 100 percent certain of it.", "Ela tem a certeza absoluta disso.", ""},
	{"en", "pt", "She is 100 percent certain of it.", "Ela tem 90 por cento de certeza disso.", "number-changed"},
	{"en", "ru", "It is the No. 1 port of the land.", "Это главный порт страны.", ""},
	{"en", "de", "It was 80 degrees F there.", "Dort waren es 27 °C.", "unit-converted"},
	{"en", "fr", "The 6-foot-6 forward won.", "L’attaquant de 1,98 m a gagné.", "unit-converted"},
	// speakers
	{"en", "ru", "“It is over,” Norris said, and Mr. Walton left.", "«Всё кончено», — сказал Уолтон, а г-н Норрис ушёл.", "speaker-changed"},
	{"en", "ru", "“It is over,” Norris said, and Mr. Walton left.", "«Всё кончено», — сказал Норрис, а г-н Уолтон ушёл.", ""},
	{"en", "ar", "“It is over,” Johnson said, and Mr. Walton left.", "قال والتون: «انتهى الأمر»، وغادر جونسون المكان.", "speaker-changed"},
	{"en", "ru", "“It is over,” Norris said, and Mr. Walton left.", "«Всё кончено», — по словам Норриса, а г-н Уолтон ушёл.", ""},
	// currencies
	{"en", "ru", "It cost £5 million.", "Это стоило 5 миллионов евро.", "currency-changed"},
	{"en", "ru", "It cost £5 million.", "Это стоило 5 миллионов фунтов.", ""},
	{"en", "ru", "It cost $5.", "Это стоило 5.", "currency-missing"},
	{"en", "es", "It cost 5 euros.", "Costó 5 dólares.", "currency-changed"},
	{"en", "uk", "It cost $5.", "Це коштувало 5 дол. США.", ""},
	{"en", "ru", "They pay £500 or £1,000.", "Они платят $500 или £1000.", "currency-changed"},
	{"en", "ru", "They pay £500 (€600) or £1,000.", "Они платят £500 (€600) или £1000.", ""},
	{"en", "ru", "The euro fell.", "Евро упал.", ""},
	// names
	{"en", "ru", "Mr. Waltz spoke on Monday.", "Мистер Танцор выступил в понедельник.", "name-missing"},
	{"en", "ru", "Mr. Johnson spoke on Monday.", "Джонсон выступил в понедельник.", ""},
	{"en", "ar", "President Johnson spoke on Monday.", "تحدث الرئيس جونسون يوم الاثنين.", ""},
	{"en", "ar", "President Johnson spoke on Monday.", "تحدث الرئيس ميركل يوم الاثنين.", "name-missing"},
	{"en", "de", "Angela Merkel spoke on Monday.", "Angela Schröder sprach am Montag.", "name-missing"},
	{"en", "ru", "Mr. Johnson spoke on Monday.", "Johnson выступил в понедельник.", "name-foreign"},
	{"en", "ru", "The White House said so.", "Так сообщил Белый дом.", ""},
	{"en", "ru", "Home Secretary Sally Hughes left.", "Министр внутренних дел Салли Хьюз ушла.", ""},
	{"en", "ru", "Mr. Stevens left.", "Мистер Стивенс (Stevens) ушёл.", ""},
	{"en", "ru", "Rarely told, the tale is long.", "Эту долгую историю рассказывают нечасто.", ""},
	{"en", "ru", "Bakers told us that bread is dear.", "Пекари сказали нам, что хлеб дорог.", ""},
	{"en", "ru", "“Bakers told us,” Norris said.", "«Пекари нам сказали», — сказал он.", "name-missing"},
	{"en", "ru", "“Bread is dear,” Norris said.", "«Хлеб дорог», — сказал Норрис.", ""},
	{"en", "ru", "In spring, Norway said it would pay.", "Весной Норвегия заявила, что заплатит.", ""},
	{"en", "ru", "The King’s Stables are open today.", "Королевские конюшни сегодня открыты.", ""},
	{"en", "ru", "A song by Peter Norris Senior was played.", "Сыграли песню Питера Норриса-старшего.", ""},
	{"en", "ru", "They saw how Agatha Norris Boulevard was paved.", "Они видели, как мостят тот бульвар.", ""},
	{"en", "ru", "They met in the Victoria Memorial Gardens.", "Они встретились в парке королевы.", ""},
	{"en", "ru", "The coach (Photograph: PA) was red.", "Карета была красной (снимок: PA).", ""},
	{"en", "ru", "The Foreign Secretary said little.", "Министр иностранных дел сказал мало.", ""},
	{"en", "ru", "They asked a lawyer. Bakers were not asked.", "Спросили юриста. Пекарей не спрашивали.", ""},
	{"en", "ru", "We saw Peter Norris's Garden Rules there.", "Мы видели там правила сада Питера Норриса.", ""},
	{"en", "ru", "We saw Peter Norris's garden.", "Мы видели тот самый сад.", "name-missing"},
	{"en", "ru", "Why Young Dancers Will Leave", "Почему молодые танцоры уходят", ""},
	// quotation marks
	{"en", "ru", "The clerks’ friend said: “We wait for bread.", "Друг служащих сказал: «Мы ждём хлеба.", ""},
	{"en", "ru", "The clerks’ friend said: “We wait for bread.”", "Друг служащих сказал: «Мы ждём хлеба.", "quotes"},
	{"en", "ru", "“He calls it ‘old bread’ here,” she said.", "«Он называет это здесь „старым хлебом“», — сказала она.", ""},
	{"en", "ru", "“He calls it ‘old bread’,” she said.", "«Он называет это „старым хлебом“, — сказала она.", "quotes"},
	{"en", "ru", "She said: ‘We wait for bread.", "Она сказала: «Мы ждём хлеба.", ""},
	{"en", "ru", "He called it \"a farce\" today.", "Он назвал это «фарсом сегодня.", "quotes"},
	{"en", "ru", "He called it \"a farce\" today.", "Сегодня он назвал это фарсом.", "quotes"},
	{"en", "de", "He called it \"a farce\" today.", "Er nannte es heute „eine Farce“.", ""},
	{"en", "fr", "It's the students' choice.", "C’est le choix des étudiants.", ""},
	// addresses
	{"en", "ru", "See https://example.org/a?b=1.", "См. https://example.org/a?b=2.", "address-added address-missing"},
	{"en", "ru", "Write to desk@example.org or @desk, #news.", "Пишите на desk@example.org или @desk, #news.", ""},
	{"en", "ru", "Follow @desk today.", "Следите сегодня за деском.", "address-missing"},
	// denial, questions
	{"en", "ru", "He did not sign the law.", "Он подписал закон.", "negation-missing"},
	{"en", "ru", "They left with no ceasefire.", "Они уехали без прекращения огня.", ""},
	{"en", "ru", "They left with no ceasefire.", "Они уехали с перемирием.", "negation-missing"},
	{"en", "ru", "On Monday morning a kilogram cost £16, four pounds more than a week ago.", "В понедельник утром килограмм стоил 16 фунтов, на четыре фунта больше, чем неделю назад.", ""},
	{"en", "ru", "He did not sign the law.", "Он отказался подписать закон.", ""},
	{"en", "fr", "He signed the law.", "Il n’a pas signé la loi.", "negation-added"},
	{"en", "ru", "He did not sign, but she denied it.", "Он подписал, но она это отрицала.", "negation-missing"},
	{"en", "ru", "He did not sign, but she denied it.", "Он не подписал, но она это отрицала.", ""},
	{"en", "de", "He did not sign and she did not pay.", "Er unterschrieb und sie zahlte nicht.", "negation-missing"},
	{"fr", "en", "Il n’a pas signé la loi.", "He did not sign the law.", ""},
	{"en", "uk", "He has never signed laws.", "Він ніколи підписував закони.", "negation-missing"},
	{"en", "es", "There is no plan for it.", "Hay un plan para ello.", "negation-missing"},
	{"en", "es", "It is no more than a plan.", "Es sólo un plan.", ""},
	{"en", "de", "He was fined for not paying.", "Er wurde bestraft, weil er zahlte.", "negation-missing"},
	{"en", "de", "That is not only his plan.", "Das ist auch sein Plan.", ""},
	{"en", "ar", "Who won the vote?", "من فاز في التصويت؟", ""},
	{"en", "ru", "Who won the vote?", "Кто победил на выборах.", "question-missing"},
	{"en", "ru", "He won the vote.", "Он победил на выборах?", "question-added"},
	// currencies
	{"en", "ar", "Of them, 5 in Europe closed.", "أغلق 5 منها في أوروبا.", ""},
	{"en", "ar", "It costs 5 euros.", "يكلف 5.", "currency-missing"},
	// repetition
	{"en", "ru", "The minister said that talks go on.", "Министр сказал, что что переговоры идут.", "word-doubled"},
	{"en", "ru", "The talks go on.", "Переговоры идут идут идут идут.", "repetition"},
	{"en", "es", "The World Trade Office (WTO) agreed.", "La oficina mundial del comercio (oficina mundial del comercio) aceptó.", ""},
	{"en", "es", "The World Trade Office agreed.", "La oficina mundial del comercio oficina mundial del comercio aceptó.", "repetition"},
	{"en", "ru", "No, no, no, he said.", "Нет, нет, нет, сказал он.", ""},
	{"en", "ar", "CNN said so.", "قالت سي إن إن ذلك.", ""},
	{"en", "ar", "He said so.", "قال قال ذلك.", "word-doubled"},
	{"en", "es", "The Court of Appeal (CA) agreed.", "El Tribunal de Apelación (Tribunal de Apelación) estuvo de acuerdo.", ""},
	{"en", "es", "The court agreed to it.", "El tribunal de apelación, el tribunal de apelación estuvo de acuerdo.", "repetition"},
	{"en", "ar", "President Xi Jinping left.", "غادر الرئيس شي جين بينغ.", ""},
	{"en", "ar", "President Xi Jinping left.", "غادر الرئيس الصيني اليوم.", "name-missing"},
	// untranslated
	{"en", "ru", "The talks between both sides continued.", "Talks between both sides continued.", "untranslated"},
	{"en", "es", "He read the whole letter aloud there.", "Leyó the whole letter aloud allí.", "untranslated"},
	{"en", "de", "He read Gone with the Wind again.", "Er las wieder Gone with the Wind.", ""},
	// leftovers
	{"en", "ru", "Read more: talks in Riyadh", "Читайте также: переговоры в Эр-Рияде", "furniture"},
	{"en", "ru", "He said he would read more books this year.", "Он сказал, что в этом году прочтёт больше книг.", ""},
	{"en", "ru", "The talks go on.", "Вот перевод: переговоры идут.", "chatter"},
	// length, characters, spacing
	{"en", "ru", "The ministers of both countries met in the capital on Monday to talk about the border.", "Министры встретились.", "length"},
	{"en", "ru", "Jens Stø smiled.", "Йенс Ст\uFFFD улыбнулся.", "character-unknown"},
	{"en", "ar", "He left.", "\u202bغادر.", "bidi-unbalanced"},
	{"en", "ru", "He left, she stayed.", "Он ушёл ,она осталась.", "spacing"},
	{"en", "ar", "He left, she stayed.", "غادر, وبقيت.", "spacing"},
	{"en", "fr", "Enough!", "Assez!", "spacing"},
	{"en", "ru", "He left.", "  ", "empty"},
	{"en", "ru", "", "Он ушёл.", ""},
	{"en", "ru", "He left.", strings.Repeat("Он ушёл. ", 2000), "unchecked"},
}

func TestRules(t *testing.T) {
	t.Parallel()
	for _, tt := range ruleTests {
		got := ruleNames(newChecker(t, tt.from, tt.to).Segment(check.Pair{Source: tt.source, Target: tt.target}))
		if got != tt.want {
			t.Errorf("%s→%s %q, %q: %q, want %q", tt.from, tt.to, tt.source, tt.target, got, tt.want)
		}
	}
}

func ruleNames(findings []domain.Finding) string {
	var names []string
	for _, f := range findings {
		names = append(names, f.Rule)
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), " ")
}

// TestEveryRuleIsSeen keeps a rule from being listed that nothing reports.
func TestEveryRuleIsSeen(t *testing.T) {
	t.Parallel()
	elsewhere := "expression-missing term-forbidden term-missing link-added link-empty link-missing name-inconsistent number-swapped omission same-source" // tested below
	for _, r := range check.Rules() {
		seen := slices.ContainsFunc(ruleTests, func(tt ruleTest) bool { return slices.Contains(strings.Fields(tt.want), r.Name) })
		if !seen && !strings.Contains(elsewhere, r.Name) {
			t.Errorf("no test reports %s", r.Name)
		}
		if r.About == "" || r.Severity == "" || message.For("en").Finding(r.Name, []string{"a", "b", "c"}) == "" {
			t.Errorf("%s lacks a text", r.Name)
		}
	}
	if !slices.IsSortedFunc(check.Rules(), func(a, b check.Rule) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("rules are not sorted by name")
	}
}

// TestCurrencySuite exchanges every currency for every other.
func TestCurrencySuite(t *testing.T) {
	t.Parallel()
	signs := []string{"$", "£", "€", "¥", "₹"}
	words := map[string][]string{
		"ru": {"долларов", "фунтов", "евро", "иен", "рупий"},
		"ar": {"دولار", "جنيه إسترليني", "يورو", "ين", "روبية"},
		"es": {"dólares", "libras", "euros", "yenes", "rupias"},
		"fr": {"dollars", "livres", "euros", "yens", "roupies"},
		"de": {"Dollar", "Pfund", "Euro", "Yen", "Rupien"},
	}
	for language, list := range words {
		c := newChecker(t, "en", language)
		for i, sign := range signs {
			for j, word := range list {
				found := hasRule(c.Segment(check.Pair{Source: "It cost " + sign + "57.", Target: "57 " + word + "."}), "currency")
				if found != (i != j) {
					t.Errorf("%s: %s as %s: reported %v", language, sign, word, found)
				}
			}
		}
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	c := newChecker(t, "en", "ru")
	link := func(start, end int, href string) domain.Span {
		return domain.Span{Start: start, End: end, Kind: domain.Link, Href: href}
	}
	p := check.Pair{
		Source: "Talks go on.", Target: "Идут встречи.",
		SourceSpans: []domain.Span{link(0, 5, "https://a.example/"), link(6, 8, "https://b.example/")},
	}
	for want, spans := range map[string][]domain.Span{
		"":                        {link(0, 8, "https://a.example/"), link(9, 23, "https://b.example/")},
		"link-missing":            {link(0, 8, "https://a.example/")},
		"link-added":              {link(0, 8, "https://a.example/"), link(9, 11, "https://b.example/"), link(11, 13, "https://a.example/")},
		"link-empty":              {link(0, 8, "https://a.example/"), link(8, 9, "https://b.example/")},
		"link-added link-missing": {link(0, 8, "https://a.example/"), link(9, 23, "https://c.example/")},
	} {
		p.TargetSpans = spans
		if got := ruleNames(c.Segment(p)); got != want {
			t.Errorf("%v: %q, want %q", spans, got, want)
		}
	}
}

// aligned makes an alignment of words, each target word with one source word.
func aligned(source, target string, to []int) check.Pair {
	p := check.Pair{Source: source, Target: target, Alignment: &check.Alignment{Source: wordRanges(source), Target: wordRanges(target)}}
	for _, i := range to {
		row := make([]float32, len(p.Alignment.Source))
		row[i] = 1
		p.Alignment.Weights = append(p.Alignment.Weights, row)
	}
	return p
}

func wordRanges(text string) (out []domain.Range) {
	at := 0
	for w := range strings.FieldsSeq(text) {
		start := at + strings.Index(text[at:], w)
		at = start + len(w)
		out = append(out, domain.Range{Start: start, End: at})
	}
	return out
}

func TestAlignment(t *testing.T) {
	t.Parallel()
	c := newChecker(t, "en", "ru")
	swapped := aligned("killed 25 wounded 40", "убито 40 ранено 25", []int{0, 1, 2, 3})
	if got := ruleNames(c.Segment(swapped)); got != "number-swapped" {
		t.Errorf("swapped numbers: %q", got)
	}
	neighbour := aligned("for 10 or 15 minutes", "от 10 до 15 минут", []int{0, 1, 2, 1, 4})
	if got := ruleNames(c.Segment(neighbour)); got != "" {
		t.Errorf("a number that looks at its neighbour, which is in place: %q", got)
	}
	right := aligned("killed 25 wounded 40", "ранено 40 убито 25", []int{2, 3, 0, 1})
	if got := ruleNames(c.Segment(right)); got != "" {
		t.Errorf("reordered numbers: %q", got)
	}
	omitted := aligned("ministers met in the old town hall near the river on Monday", "министры встретились в понедельник", []int{0, 1, 10, 11})
	if got := ruleNames(c.Segment(omitted)); !strings.Contains(got, "omission") {
		t.Errorf("omission: %q", got)
	}
}

func TestDocument(t *testing.T) {
	t.Parallel()
	c := newChecker(t, "en", "ru")
	got := c.Document([]check.Pair{
		{Source: "“The talks go on,", Target: "«Переговоры идут,", Paragraph: 1},
		{Source: "and will go on.”", Target: "и будут идти».", Paragraph: 1},
		{Source: "He called it “a farce”.", Target: "Он назвал это «фарсом.", Paragraph: 2},
		{Source: "Mr. Johnson left the old town.", Target: "Джонсон покинул старый город.", Paragraph: 3},
		{Source: "Mr. Johnson left the old town.", Target: "Джонсон уехал из старого города.", Paragraph: 4},
		{Source: "Mr. Johnson came back.", Target: "Жонсон вернулся.", Paragraph: 5},
		{Source: "The weather was fine.", Target: "Стояла хорошая погода весь этот день.", Paragraph: 6},
		{Source: "They met again at noon.", Target: "Стояла хорошая погода весь этот день.", Paragraph: 7},
		{Source: "They left.", Target: "", Paragraph: 8},
	})
	var names []string
	for _, findings := range got {
		names = append(names, ruleNames(findings))
	}
	want := []string{"", "", "quotes", "", "same-source", "name-inconsistent", "", "repetition", "empty"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
	if c.Document(nil) == nil {
		t.Log("no pairs, no findings")
	}
}

// TestNamesOfDocument looks at words that only other sentences tell to be names.
func TestNamesOfDocument(t *testing.T) {
	t.Parallel()
	c := newChecker(t, "en", "ru")
	headline := check.Pair{Source: "Old Road Is Closed by Peter Morton", Target: "Пётр закрыл старую дорогу"}
	opening := check.Pair{Source: "Morton said that the road is closed.", Target: "Он сказал, что дорога закрыта.", Paragraph: 1}
	introduction := check.Pair{Source: "The road belongs to Peter Morton.", Target: "Дорога принадлежит Питеру Мортону.", Paragraph: 2}
	for _, tt := range []struct {
		pairs []check.Pair
		want  []string
	}{
		{[]check.Pair{headline, opening}, []string{"", ""}},
		{[]check.Pair{headline, opening, introduction}, []string{"name-missing", "name-missing", ""}},
	} {
		var got []string
		for _, findings := range c.Document(tt.pairs) {
			got = append(got, ruleNames(findings))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestTranslation(t *testing.T) {
	t.Parallel()
	source := domain.Article{
		Headline: "War goes on for 5 years",
		Document: domain.Document{Blocks: []domain.Block{{Kind: domain.Paragraph, Text: domain.Text{
			Text:  "It cost $3. He left.",
			Spans: []domain.Span{{Start: 3, End: 7, Kind: domain.Link, Href: "https://a.example/"}},
		}}}},
	}
	tr := domain.Translation{
		Article: domain.Article{
			Headline: "Война идёт 7 лет",
			Document: domain.Document{Blocks: []domain.Block{{Kind: domain.Paragraph, Text: domain.PlainText("Цена 3 доллара. Он ушёл.")}}},
		},
		Segments: []domain.Segment{
			{Field: "headline", Source: domain.Range{End: 23}, Target: domain.Range{End: len("Война идёт 7 лет")}},
			{Field: "document", Source: domain.Range{End: 11}, Target: domain.Range{End: len("Цена 3 доллара.")}, Findings: []domain.Finding{{Rule: "mask-lost"}}},
			{Field: "document", Part: 99, Source: domain.Range{End: 11}},
			{Field: "document", Source: domain.Range{Start: 12, End: 20}, Target: domain.Range{Start: 9999, End: 99999}},
		},
	}
	newChecker(t, "en", "ru").Translation(source, &tr)
	var names []string
	for _, s := range tr.Segments {
		names = append(names, ruleNames(s.Findings))
	}
	if diff := cmp.Diff([]string{"number-changed", "link-missing mask-lost", "", ""}, names); diff != "" {
		t.Error(diff)
	}
}

// TestTranslationAlignment reads the quadruples of segments, and passes over
// those that don't fit.
func TestTranslationAlignment(t *testing.T) {
	t.Parallel()
	c := newChecker(t, "en", "ru")
	source, target := "killed 25 wounded 40", "убито 40 ранено 25"
	crossed := [][4]int{{0, 6, 0, 10}, {7, 9, 11, 13}, {10, 17, 14, 26}, {18, 20, 27, 29}}
	for name, tt := range map[string]struct {
		alignment [][4]int
		want      string
	}{
		"crossed":  {crossed, "number-swapped"},
		"straight": {[][4]int{{0, 6, 0, 10}, {18, 20, 11, 13}, {10, 17, 14, 26}, {7, 9, 27, 29}}, ""},
		"beyond":   {append(slices.Clone(crossed), [4]int{0, 99, 0, 1}), ""},
		"none":     {nil, ""},
	} {
		translation := domain.Translation{Article: domain.Article{Headline: target}, Segments: []domain.Segment{{
			Field: "headline", Source: domain.Range{End: len(source)}, Target: domain.Range{End: len(target)}, Alignment: tt.alignment,
		}}}
		c.Translation(domain.Article{Headline: source}, &translation)
		if got := ruleNames(translation.Segments[0].Findings); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// TestTranslationSpeaks puts the findings of package translate into the
// reader's language.
func TestTranslationSpeaks(t *testing.T) {
	t.Parallel()
	c, err := check.New(check.Config{From: "en", To: "ru", Lang: "ru"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		finding domain.Finding
		want    string
	}{
		{domain.Finding{Rule: "mask-lost", Args: []string{"@dover"}}, "«@dover» не сохранилось при переводе."},
		{domain.Finding{Rule: "untranslated"}, "«The road is closed.» не переведено."},
		{domain.Finding{Rule: "truncated"}, "Перевод обрывается до конца предложения."},
		{domain.Finding{Rule: "name-changed", Args: []string{"Støre", "магазин"}}, "Имя «Støre», по-видимому, переведено как «магазин»."},
		{domain.Finding{Rule: "repetition", Args: []string{"да да"}}, "«да да» повторяется снова и снова."},
		{domain.Finding{Rule: "currency-missing", Args: []string{"USD"}}, "Пропущена валюта: USD."},
		{domain.Finding{Rule: "currency-added", Args: []string{"USD"}}, "В переводе есть сумма в валюте USD, в оригинале её нет."},
		{domain.Finding{Rule: "engine-error", Args: []string{"timeout"}}, "Это место не переведено: timeout"},
		{domain.Finding{Rule: "unknown-word", Args: []string{"mole"}}, "Незнакомые слова оставлены как в оригинале: mole."},
		{domain.Finding{Rule: "dateline-lost", Args: []string{"FILE -"}}, "Пропущено «FILE -» перед предложением."},
		{domain.Finding{Rule: "link-guessed"}, "Место ссылки угадано по порядку слов."},
		{domain.Finding{Rule: "of-a-plugin", Message: "odd"}, "odd"},
	} {
		source := domain.Article{Headline: "The road is closed."}
		translation := domain.Translation{Article: domain.Article{Headline: "Дорога сегодня закрыта."}, Segments: []domain.Segment{{
			Field: "headline", Source: domain.Range{End: len(source.Headline)}, Target: domain.Range{End: len("Дорога сегодня закрыта.")},
			Findings: []domain.Finding{tt.finding},
		}}}
		c.Translation(source, &translation)
		if got := translation.Segments[0].Findings[0].Message; got != tt.want {
			t.Errorf("%s: %q, want %q", tt.finding.Rule, got, tt.want)
		}
	}
}

func TestConfig(t *testing.T) {
	t.Parallel()
	for _, cfg := range []check.Config{
		{Severity: map[string]domain.Severity{"nonsense": domain.SeverityWarn}},
		{Severity: map[string]domain.Severity{"quotes": "fatal"}},
		{Disabled: []string{"nonsense"}},
	} {
		if _, err := check.New(cfg); !errors.Is(err, domain.ErrInvalid) {
			t.Errorf("%+v: %v", cfg, err)
		}
	}
	c, err := check.New(check.Config{
		From: "en-GB", To: "ru_RU", Severity: map[string]domain.Severity{"number-changed": domain.SeverityNote}, Disabled: []string{"currency-changed"},
		Lang: "es-AR",
	})
	if err != nil {
		t.Fatal(err)
	}
	got := c.Segment(check.Pair{Source: "He paid $5 for it.", Target: "Он заплатил за это 7 евро."})
	want := []domain.Finding{{
		Rule: "number-changed", Severity: domain.SeverityNote, Message: "El original dice 5; la traducción, 7.", Args: []string{"5", "7"},
		Source: domain.Range{Start: 9, End: 10}, Target: domain.Range{Start: 34, End: 35}, Fix: "5",
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkSegment(b *testing.B) {
	c, err := check.New(check.Config{From: "en", To: "ru"})
	if err != nil {
		b.Fatal(err)
	}
	p := check.Pair{
		Source: "Mr. Johnson said on Monday that \"the 25 towns\" would not get the $5.3 million that they were promised.",
		Target: "Джонсон заявил в понедельник, что «25 городов» не получат обещанных им 5,3 миллиона долларов.",
	}
	b.SetBytes(int64(len(p.Source) + len(p.Target)))
	for b.Loop() {
		c.Segment(p)
	}
}

func TestTerms(t *testing.T) {
	t.Parallel()
	form := func(lang, text string, forbidden ...string) domain.TermForm {
		return domain.TermForm{Lang: lang, Text: text, Forbidden: forbidden}
	}
	terms := termbase.New([]domain.Term{
		{Kind: domain.TermPerson, Status: domain.TermApproved, Forms: []domain.TermForm{form("en", "Mike Waltz"), form("ru", "Майк Уолтц", "Вальс")}},
		{Kind: domain.TermPerson, Status: domain.TermApproved, Forms: []domain.TermForm{form("en", "Burns"), form("ru", "Бёрнс")}},
		{Kind: domain.TermExpression, Status: domain.TermApproved, Forms: []domain.TermForm{form("en", "ceasefire"), form("ru", "перемирие")}},
		{Kind: domain.TermOrganisation, Status: domain.TermApproved, Keep: true, Forms: []domain.TermForm{form("en", "Threads")}},
	})
	c, err := check.New(check.Config{From: "en", To: "ru", Terms: terms})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ source, target, want string }{
		{"Mike Waltz came by plane.", "Майк Уолтц прилетел самолётом.", ""},
		{"Mike Waltz came by plane.", "Прилетел Майк Вальс самолётом.", "term-forbidden"},
		{"Mike Waltz came by plane.", "Он сам прилетел самолётом.", "term-missing"},
		{"Mr. Burns came by plane.", "Г-н Ожогов прилетел самолётом.", "term-missing"},
		{"Mr. Burns came by plane.", "Встретили г-на Бёрнса у самолёта.", ""},
		{"The ceasefire holds there.", "Там соблюдают прекращение огня.", "expression-missing"},
		{"The ceasefire holds there.", "Там соблюдается перемирие.", ""},
		{"They wrote on Threads today.", "Сегодня они писали в Тредс.", "term-missing"},
		{"They wrote on Threads today.", "Сегодня они писали в Threads.", ""},
		{"People in Riyadh slept well.", "Люди в столице спали хорошо.", ""}, // CLDR's places may have other names
	} {
		if got := ruleNames(c.Segment(check.Pair{Source: tt.source, Target: tt.target})); got != tt.want {
			t.Errorf("%q, %q: %q, want %q", tt.source, tt.target, got, tt.want)
		}
	}
	findings := c.Document([]check.Pair{{Source: "Mike Waltz came by plane.", Target: "Майк Уолтц прилетел самолётом."}, {Source: "Then Waltz left.", Target: "Потом Вальс ушёл.", Paragraph: 1}})
	if got := ruleNames(findings[1]); got != "term-forbidden" {
		t.Errorf("the surname alone: %q", got)
	}
	if fix := findings[1][0].Fix; fix != "Уолтц" {
		t.Errorf("the fix is %q", fix)
	}
}
