package lang_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/dragoman-news/dragoman/internal/lang"
)

// sentences holds one sentence of news per language.
var sentences = map[string]string{
	"en":      "The foreign ministers met in the capital on Tuesday to discuss the terms of a ceasefire.",
	"fr":      "Les ministres se sont réunis mardi dans la capitale pour discuter d’un cessez-le-feu.",
	"de":      "Die Außenminister trafen sich am Dienstag in der Hauptstadt, um über eine Waffenruhe zu beraten.",
	"es":      "Los ministros se reunieron el martes en la capital para hablar de las condiciones de una tregua.",
	"pt":      "Os ministros reuniram-se na terça-feira na capital para discutir as condições de uma trégua.",
	"gl":      "Os ministros reuníronse o martes na capital para falar das condicións dunha tregua, pero non chegaron a ningún acordo.",
	"it":      "I ministri si sono incontrati martedì nella capitale per discutere le condizioni di una tregua.",
	"ca":      "Els ministres es van reunir dimarts a la capital per parlar de les condicions d’una treva.",
	"nl":      "De ministers kwamen dinsdag in de hoofdstad bijeen om over een wapenstilstand te praten.",
	"sv":      "Utrikesministrarna möttes på tisdagen i huvudstaden för att diskutera villkoren för vapenvila.",
	"da":      "Udenrigsministrene mødtes tirsdag i hovedstaden for at drøfte vilkårene for en våbenhvile.",
	"nb":      "Utenriksministrene møttes tirsdag i hovedstaden for å drøfte vilkårene for en våpenhvile.",
	"nn":      "Utanriksministrane møttest tysdag i hovudstaden, men dei vart ikkje einige om noko.",
	"fi":      "Ulkoministerit tapasivat tiistaina pääkaupungissa keskustellakseen aselevon ehdoista.",
	"et":      "Välisministrid kohtusid teisipäeval pealinnas, et arutada relvarahu tingimusi.",
	"lv":      "Ārlietu ministri otrdien tikās galvaspilsētā, lai apspriestu pamiera nosacījumus.",
	"lt":      "Užsienio reikalų ministrai antradienį susitiko sostinėje aptarti paliaubų sąlygų.",
	"pl":      "Ministrowie spotkali się we wtorek w stolicy, aby omówić warunki rozejmu.",
	"cs":      "Ministři se v úterý sešli v hlavním městě, aby projednali podmínky příměří.",
	"sk":      "Ministri sa v utorok stretli v hlavnom meste, aby prerokovali podmienky prímeria.",
	"sl":      "Ministri so se v torek sestali v prestolnici, da bi razpravljali o pogojih premirja.",
	"hr":      "Ministri su se u utorak sastali u glavnom gradu kako bi raspravljali o uvjetima primirja.",
	"ro":      "Miniștrii s-au întâlnit marți în capitală pentru a discuta condițiile unui armistițiu.",
	"hu":      "A külügyminiszterek kedden találkoztak a fővárosban, hogy megvitassák a fegyverszünet feltételeit.",
	"tr":      "Dışişleri bakanları ateşkesin koşullarını görüşmek üzere salı günü başkentte bir araya geldi.",
	"id":      "Para menteri bertemu di ibu kota pada Selasa karena polisi mengatakan bahwa gencatan senjata bisa dimulai.",
	"ms":      "Para menteri bertemu di ibu negara pada Selasa kerana polis berkata bahawa gencatan senjata boleh bermula.",
	"vi":      "Các bộ trưởng ngoại giao đã gặp nhau hôm thứ Ba tại thủ đô để thảo luận về lệnh ngừng bắn.",
	"ru":      "Министры встретились во вторник в столице, чтобы обсудить условия перемирия.",
	"uk":      "Міністри зустрілися у вівторок у столиці, щоб обговорити умови перемир’я.",
	"be":      "Міністры сустрэліся ў аўторак у сталіцы, каб абмеркаваць умовы перамір’я.",
	"bg":      "Министрите се срещнаха във вторник в столицата, за да обсъдят условията на примирието.",
	"mk":      "Министрите се сретнаа во вторникот во главниот град за да разговараат за условите за примирје.",
	"sr":      "Министри су се састали у уторак у главном граду да би разговарали о условима примирја.",
	"kk":      "Министрлер сейсенбі күні елордада кездесіп, бітімнің шарттарын талқылады.",
	"ky":      "Министрлер шейшемби күнү борбор калаада жолугуп, тынчтык жана бүтүм үчүн шарттарды талкуулашты.",
	"tg":      "Вазирон рӯзи сешанбе дар пойтахт вохӯрданд, то шартҳои оташбасро муҳокима кунанд.",
	"ar":      "التقى الوزراء يوم الثلاثاء في العاصمة لمناقشة شروط الهدنة.",
	"fa":      "وزیران روز سه\u200cشنبه در پایتخت دیدار کردند تا درباره شرایط آتش\u200cبس گفت\u200cوگو کنند.",
	"ur":      "وزرائے خارجہ نے منگل کو دارالحکومت میں جنگ بندی کی شرائط پر بات چیت کی۔",
	"ps":      "د بهرنیو چارو وزیران د سې\u200cشنبې په ورځ په پلازمېنه کې سره وکتل او د اوربند په اړه یې خبرې وکړې.",
	"ckb":     "وەزیرانی دەرەوە ڕۆژی سێشەممە لە پایتەخت کۆبوونەوە بۆ گفتوگۆ لەسەر مەرجەکانی ئاگربەست.",
	"ug":      "تاشقى ئىشلار مىنىستىرلىرى سەيشەنبە كۈنى پايتەختتە ئۇچراشتى.",
	"sd":      "پرڏيهي وزيرن اڱاري ڏينهن گاديءَ جي هنڌ ملاقات ڪئي.",
	"yi":      "די מיניסטאָרן האָבן זיך געטראָפֿן דינסטיק אין דער הויפּטשטאָט.",
	"as":      "মন্ত্ৰীসকলে মঙ্গলবাৰে ৰাজধানীত লগ হয়।",
	"tt":      "Министрлар сишәмбе көнне башкалада очраштылар һәм солых шартлары турында сөйләштеләр.",
	"ne":      "परराष्ट्र मन्त्रीहरूले मङ्गलबार राजधानीमा भेट गरी युद्धविरामबारे छलफल गरेको छ र यो पनि हुने भएको छ।",
	"hi":      "विदेश मंत्रियों ने मंगलवार को राजधानी में युद्धविराम की शर्तों पर चर्चा की।",
	"mr":      "परराष्ट्र मंत्र्यांनी मंगळवारी राजधानीत युद्धविरामाच्या अटींवर चर्चा केली आणि ते पुन्हा भेटणार आहेत.",
	"el":      "Οι υπουργοί συναντήθηκαν την Τρίτη στην πρωτεύουσα.",
	"he":      "השרים נפגשו ביום שלישי בבירה.",
	"ka":      "მინისტრები სამშაბათს დედაქალაქში შეხვდნენ.",
	"hy":      "Նախարարները երեքշաբթի հանդիպեցին մայրաքաղաքում։",
	"th":      "รัฐมนตรีพบกันที่เมืองหลวงเมื่อวันอังคาร",
	"ko":      "외무장관들은 화요일 수도에서 만났다.",
	"ja":      "外務大臣は火曜日に首都で会談した。",
	"zh":      "外交部长们星期二在首都会谈，讨论停火问题。",
	"zh-Hant": "外交部長們星期二在首都會談，討論停火問題。",
	"bn":      "মন্ত্রীরা মঙ্গলবার রাজধানীতে মিলিত হন।",
	"ta":      "அமைச்சர்கள் செவ்வாய்க்கிழமை தலைநகரில் சந்தித்தனர்.",
}

func TestIdentifySentences(t *testing.T) {
	t.Parallel()
	for want, text := range sentences {
		if got := lang.Identify(text); got.Lang != want || got.Confidence < 0.6 {
			t.Errorf("%s: identified as %+v", want, got)
		}
		if got := lang.Identify(strings.ToUpper(text)); got.Lang != want {
			t.Errorf("%s in capitals: identified as %+v", want, got)
		}
	}
}

func TestIdentifyUnknown(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", " \n", "1,234.56", "2026-11-23 14:50", "€ 5", "π", "a", "— … !", "🙂🙂", "https://example.com/the-news-of-the-day", "@someone #hashtag",
		"me@example.com", "\xff\xfe", "OK", "\x00\x00", "𝔞𝔟𝔠",
		// Languages that are not known: Breton, Zulu, Upper Sorbian.
		"Ar vinistred en em gavas er gêr-benn dimeurzh evit komz eus an arsav-brezel a oa bet goulennet ganto.",
		"Ongqongqoshe bahlangene enhlokodolobha ngoLwesibili ukuze baxoxe ngemibandela yokumisa impi kuleli zwe.",
		"Ministrojo su so wutoru w hłownym měsće zetkali, zo bychu wo wuměnjenjach přiměra rěčeli a so dojednali.",
	} {
		if got := lang.Identify(text); got.Lang != "" || got.Confidence != 0 {
			t.Errorf("%q: identified as %+v", text, got)
		}
	}
}

func TestIdentifyHugeText(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"ja": strings.Repeat("日本の首相", 1_000_000),
		"de": strings.Repeat(sentences["de"]+" ", 100_000),
		"":   strings.Repeat("1", 10_000_000),
	} {
		start := time.Now()
		if got := lang.Identify(text); got.Lang != name || time.Since(start) > time.Second {
			t.Errorf("%q: %+v after %s", name, got, time.Since(start))
		}
	}
	if got := lang.Identify(strings.Repeat("Wort", 2_000_000)); got.Lang == "ru" { // one endless word: any answer, soon
		t.Errorf("%+v", got)
	}
}

func TestIdentifyMixedText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Компания OpenAI и её партнёр Microsoft объявили о сделке":                                   "ru",
		"أعلنت شركة Boeing عن طراز 737 MAX الجديد":                                                   "ar",
		"Siehe https://www.example.com/the/english/address für weitere Angaben zu den Verhandlungen": "de",
		"日本の首相がワシントンD.C.を訪問した":                                                                       "ja",
	} {
		if got := lang.Identify(text); got.Lang != want {
			t.Errorf("%q: identified as %+v, want %s", text, got, want)
		}
	}
}

func TestIdentifyAmongCandidates(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text       string
		candidates []string
		want       string
	}{
		{sentences["ru"], []string{"en", "ru"}, "ru"},
		{sentences["ru"], []string{"en", "de"}, ""},
		{sentences["ja"], []string{"zh", "ko"}, ""},
		{sentences["pt"], []string{"en", "pt-BR"}, "pt-BR"},
		{sentences["hr"], []string{"sr-Latn", "en"}, "sr-Latn"},
		{sentences["nb"], []string{"no", "da"}, "no"},
		{sentences["zh"], []string{"zh-CN"}, "zh-CN"},
		{sentences["el"], []string{"el-GR", "en"}, "el-GR"},
		{sentences["en"], []string{"nonsense", "??"}, "en"},
		{sentences["fr"], []string{"fi", "de"}, ""},
		{norm.NFD.String(sentences["vi"]), []string{"en", "vi"}, "vi"},
		{"Das Haus", []string{"en", "de"}, "de"},
		{"The house", []string{"en", "de"}, "en"},
	}
	for _, tt := range tests {
		if got := lang.Identify(tt.text, tt.candidates...); got.Lang != tt.want {
			t.Errorf("%q among %q: identified as %+v, want %q", tt.text, tt.candidates, got, tt.want)
		}
	}
}

func TestIdentifyDeclared(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		declared   []string
		want       string
	}{
		{"nothing declared", sentences["fr"], nil, "fr"},
		{"confirmed, with its region", sentences["pt"], []string{"pt_BR"}, "pt-BR"},
		{"the second is confirmed", sentences["pt"], []string{"en", "pt-PT"}, "pt-PT"},
		{"the template's language", sentences["ru"], []string{"en-US"}, "ru"},
		{"the template's language, same script", sentences["es"], []string{"en"}, "es"},
		{"unclear text", "Le Monde", []string{"de"}, "de"},
		{"no words", "42", []string{"de-AT", "en"}, "de-AT"},
		{"no words, in the wrong script", "Привет", []string{"de", "uk"}, "uk"},
		{"a language that is not known", "D'Ministere sinn zu Lëtzebuerg zesummekomm fir iwwer de Waffestëllstand ze schwätzen.", []string{"lb"}, "lb"},
		{"Serbian in Latin letters", sentences["hr"], []string{"sr"}, "sr-Latn"},
		{"Bosnian", sentences["hr"], []string{"bs-BA"}, "bs-BA"},
		{"Norwegian", sentences["nb"], []string{"no"}, "no"},
		{"traditional Chinese", sentences["zh-Hant"], []string{"zh-TW"}, "zh-TW"},
		{"not a language", sentences["it"], []string{"", "und", "x", "html"}, "it"},
		{"nothing at all", "", nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := lang.IdentifyDeclared(tt.text, tt.declared...)
			if got.Lang != tt.want || (got.Confidence == 0) != (tt.want == "") {
				t.Errorf("%+v, want %q", got, tt.want)
			}
		})
	}
}

// TestIdentifyMeasured holds identification, with all languages open, to what
// was measured on news in November 2026: 99.4 % of sentences, 78.5 % of first
// three words with 17.3 % unknown.
func TestIdentifyMeasured(t *testing.T) {
	t.Parallel()
	dir := evalDir(t)
	var sentenceCount, right, rightShort, wrongShort int
	for _, want := range []string{"en", "ru", "ar", "es", "pt", "fr", "de", "uk", "ca"} {
		data, err := os.ReadFile(filepath.Join(dir, "mt", "ntrex."+want+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			sentenceCount++
			if lang.Identify(line).Lang == want {
				right++
			}
			fields := strings.Fields(line)
			switch lang.Identify(strings.Join(fields[:min(3, len(fields))], " ")).Lang {
			case want:
				rightShort++
			case "":
			default:
				wrongShort++
			}
		}
	}
	percent := func(n int) float64 { return 100 * float64(n) / float64(sentenceCount) }
	t.Logf("%d sentences: %.2f %% right; first three words: %.2f %% right, %.2f %% wrong", sentenceCount, percent(right), percent(rightShort), percent(wrongShort))
	if percent(right) < 99.2 || percent(rightShort) < 78 || percent(wrongShort) > 4.5 {
		t.Error("worse than it was")
	}
}

// evalDir returns the folder of the gold data, which is not in the repository.
func evalDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("DRAGOMAN_EVAL")
	if dir == "" {
		root, err := filepath.Abs(filepath.Join("..", ".."))
		if err != nil {
			t.Fatal(err)
		}
		dir = filepath.Join(root, "..", "shared", "eval")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no gold data: set DRAGOMAN_EVAL (%v)", err)
	}
	return dir
}

func FuzzIdentify(f *testing.F) {
	for _, text := range sentences {
		f.Add(text, "pt-BR", "sr")
	}
	f.Fuzz(func(t *testing.T, text, first, second string) {
		for _, g := range []lang.Guess{lang.Identify(text), lang.Identify(text, first, second), lang.IdentifyDeclared(text, first, second)} {
			if g.Lang != lang.Normalize(g.Lang) || g.Confidence < 0 || g.Confidence > 1 || (g.Lang == "") != (g.Confidence == 0) {
				t.Errorf("%+v", g)
			}
		}
	})
}

func BenchmarkIdentify(b *testing.B) {
	for _, name := range []string{"en", "ru", "ar", "ja"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				lang.Identify(sentences[name])
			}
		})
	}
}
