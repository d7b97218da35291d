package learn

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/lang"
)

// languageWords are words of a language, in lower case, that say what may be a term.
type languageWords struct {
	links    map[string]bool // join the words of names and expressions; nil where any small word may
	vague    map[string]bool // neither begin nor end an expression, but may a name
	calendar map[string]bool // begin and end nothing
}

// wordsOf returns the words of a BCP 47 language, none where they aren't known.
func wordsOf(language string) languageWords { return languages()[lang.Base(language)] }

var conjunctions = wordSet("and y e et und и та و")

var languages = sync.OnceValue(func() map[string]languageWords {
	out := map[string]languageWords{}
	for language, list := range map[string][3]string{
		"en": {
			"of for on in to against de la du des del von van al",
			`out up down off back away ago last next first second third new old few many several year years month months week weeks day days hour hours minute minutes time times
			morning afternoon evening night decade decades ahead early late earlier later least half quarter one two three four five six seven eight nine ten hundred thousand
			million billion percent per cent good great big small long high low like including according made make makes making take took going came come get got told tells asked way
			part lot number kind thing things people really still even just much never always around right left well better best want wants need needs think know see look anything something everything nothing else below above feel`,
			"monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december mr mrs ms dr sen gov rep st",
		},
		"ru": {
			"в во по о об на за для при от из к с де ла",
			`последний последние первый второй третий новый год года лет месяц месяца неделя недели день дня дней час часа часов минут время утром вечером назад прошлый прошлом
			следующий следующем один два три четыре пять шесть семь восемь девять десять сто тысяч миллион миллионов млн миллиард миллиардов млрд процент процента процентов`,
			"понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
		},
		"uk": {
			"у в з із на за для при від до про по де ла",
			`останній перший другий третій новий рік року років місяць місяця тиждень тижня день дня днів година години хвилин час ранку вечора тому минулий минулого
			наступний один два три чотири п'ять шість сім вісім дев'ять десять сто тисяч мільйон мільйонів млн мільярд мільярдів млрд відсоток відсотка відсотків`,
			"понеділок вівторок середа середу четвер п'ятниця п'ятницю субота суботу неділя неділю січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
		},
		"ar": {
			"",
			`عام سنة سنوات عاما شهر أشهر أسبوع أسابيع يوم أيام ساعة ساعات دقيقة الماضي الماضية القادم المقبل المقبلة أول ثاني جديد جديدة واحد اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة
			عشرة مائة ألف مليون مليار المئة صباح مساء على إلى الرغم جميع أنحاء مرة أخرى باسم`,
			`الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر`,
		},
		"es": {
			"de del la las los el para a en contra por",
			`año años mes meses semana semanas día días hora horas minutos tiempo mañana noche último última próximo pasado pasada primer primero primera segundo tercero nuevo nueva
			gran dos tres cuatro cinco seis siete ocho nueve diez cien mil millón millones`,
			"lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		},
		"fr": {
			"de du des la le les l d à aux pour en contre sur",
			`an ans année années mois semaine semaines jour jours heure heures minutes temps matin soir dernier dernière prochain premier première deuxième nouveau nouvelle grand
			deux trois quatre cinq six sept huit neuf dix cent mille million millions milliard milliards`,
			"lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		},
		"pt": {
			"de da do das dos a o para em contra por",
			`ano anos mês meses semana semanas dia dias hora horas minutos tempo manhã noite último última próximo passado passada primeiro primeira segundo terceiro novo nova
			grande dois duas três quatro cinco seis sete oito nove dez cem mil milhão milhões`,
			"segunda-feira terça-feira quarta-feira quinta-feira sexta-feira segunda terça quarta quinta sexta feira sábado domingo janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		},
		"de": {
			"für von der des zur gegen",
			`jahr jahre jahren monat monate woche wochen tag tage tagen stunde stunden minuten zeit morgen abend nacht letzten nächsten ersten zweiten neue neuen großen
			zwei drei vier fünf sechs sieben acht neun zehn hundert tausend million millionen milliarde milliarden prozent euro dollar uhr mal`,
			"montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september oktober november dezember",
		},
	} {
		w := languageWords{links: wordSet(list[0]), vague: wordSet(list[1]), calendar: wordSet(list[2])}
		if len(w.links) == 0 {
			w.links = nil
		}
		out[language] = w
	}
	return out
})

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

func upperFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}
