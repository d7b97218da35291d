package check

import (
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// negator lists how a language denies. strong words deny for certain, as
// whole words; weak ones can carry a denial: as whole words or, with a star, as
// the beginning or the end of a word.
// innocent ones are beginnings of words that only look so.
type negator struct{ strong, weak, innocent []string }

var negators = map[string]negator{
	"en": {
		strings.Fields("not never cannot nobody nothing neither none"),
		strings.Fields(`no nor without no-one nowhere hardly barely scarcely rarely few little few unable fail* refus* deny denie* denying denial* lack* avoid* prevent* stop*
			reject* declin* against except unless instead rather un* impossib* imposs* incapab* insuffic* inabil* inacc* disagre* disappr* disput* disprov* dismiss* non non* *less absent absence far end ended ending ceas* ban* forbid* prohibit* miss* only doubt* wrong rul* out-of`),
		strings.Fields("under until unit unio univ uniq"),
	},
	"ru": {
		strings.Fields("не нет никогда ничего никто нельзя"),
		strings.Fields("ни не* ни* без* бес* нет* отказ* отриц* опроверг* вряд едва мало лиш* отсутств* прекрат* перестал* против* кроме избеж* запре* отверг* утрат* дале* анти* сомн* только хватит против мешал* помеша* вместо за-исключением исчез* исключ* редко"),
		strings.Fields("недел несколь недав немец нефт него нему ней ней нем нее неё ними них ним некот неб нередк необх нейт низ нижн ниж нетто"),
	},
	"uk": {
		strings.Fields("не немає ніколи нічого ніхто нема"),
		strings.Fields("ні не* ні* без* відмов* запереч* навряд ледь ледве мало позбав* відсутн* припин* перестал* проти* крім уник* заборон* відки* дале* анти* сумн* лише годі замість зник* виключ* рідко бракує"),
		strings.Fields("неб нещод незаб нею нього ньому неї необх неділ низ нижн ними них ним нейт"),
	},
	"ar": {
		strings.Fields("لا لم لن ليس ليست ليسوا لست ليسا ولم ولا ولن وليس وليست فلا فلم فلن"),
		strings.Fields("غير عدم دون بدون ما رفض* نفى نفت* ينف* تنف* أبدا أبدًا مطلقا سوى إلا يرفض* ترفض* عجز* فشل* منع* وعدم بعدم لعدم بلا ألا ولكن كلا وغير بغير أنكر* تنكر* ينكر* لعدم قلة نادر* قليل* وما تجنب* توقف* ضد انعدام وليسوا لسنا لستم أليس ألم ألن أفلا تفتقر* يفتقر* امتن* منعدم* لئلا خال* ودون لايوجد كي-لا صعب*"),
		nil,
	},
	"es": {
		strings.Fields("no nunca jamás nada nadie ningún ninguno ninguna tampoco"),
		strings.Fields("ni sin apenas poco imposib* incapa* inexist* inútil* insuf* descono* desap* neg* rechaz* evit* falta* carec* incapa* imposib* excepto salvo contra dej* impid* anti* prohib* lejos"),
		nil,
	},
	"fr": {
		strings.Fields("pas jamais rien aucun aucune personne ne"),
		strings.Fields("ni sans non guère peu plus impossib* incapa* inexist* inutil* insuff* dénu* démen* malg* refus* rejet* nie* évit* manqu* incapa* impossib* sauf contre cess* empêch* anti* interdi* loin plutôt n'* n’* qu'* échou* absen* *n'*"),
		nil,
	},
	"de": {
		strings.Fields("nicht nie niemals kein keine keinen keiner keinem keines nichts niemand"),
		strings.Fields("weder noch ohne kaum unmöglich* unklar* unwahr* unfäh* ungew* unbe* unver* unge* unzu* unab* unn* miss* *los *lose *losen nein wenig* verweiger* lehnt* abgelehn* ablehn* vermeid* fehl* mangel* unmöglich* außer gegen aufhör* verhinder* anti* verbot* verbiet* weit statt nirgend* nirgends selten nirgendw* keinerlei keineswegs bestreit* bestritt* versäum* verzicht* nichtig* nicht* *frei"),
		nil,
	},
	"pt": {
		strings.Fields("não nunca jamais nada ninguém nenhum nenhuma"),
		strings.Fields("nem sem pouco impossí* incapa* inexist* inútil* insuf* desconh* desap* neg* recus* rejeit* evit* falta* falh* incapa* impossí* exceto salvo contra deix* imped* anti* proib* longe tampouco tão-pouco"),
		nil,
	},
	"ca": {
		strings.Fields("no mai res ningú cap tampoc"),
		strings.Fields("ni sense pas poc impossib* incapa* inexist* inútil* insuf* descone* desap* neg* rebutj* evit* falta* manca* incapa* impossib* excepte llevat contra deix* imped* anti* prohib* lluny gens"),
		nil,
	},
}

// notDenials are phrases whose "not" denies nothing that a translation must
// deny.
var notDenials = map[string][]string{
	"en": {"not only", "whether or not", "not just", "if not", "not least", "not to mention", "why not", "not until", "not long", "not far", "not simply", "not merely", "or not", "not too", "nothing but", "not far", "none other"},
	"ru": {"не только", "не менее", "не раз", "не просто", "не один", "тем не менее", "чуть не", "не позднее", "не более", "не меньше", "не хуже", "чем не", "если не"},
	"uk": {"не лише", "не тільки", "не менш", "тим не менш", "не раз", "не просто", "не більше", "мало не"},
	"es": {"no solo", "no sólo", "no obstante", "no más", "nada más", "no menos", "sino", "que nunca"},
	"fr": {"pas seulement", "ne ... que", "rien que", "pas que", "pas moins", "personne", "n'importe", "n’importe", "ne serait-ce"},
	"de": {"nicht nur", "nicht zuletzt", "nichts als", "nicht weniger", "wenn nicht", "ob oder nicht", "nicht mehr als"},
	"pt": {"não só", "não apenas", "nada mais", "não obstante", "senão", "não menos", "se não"},
	"ca": {"no només", "no sols", "no obstant", "res més", "si no"},
	"ar": {"ليس فقط", "لا سيما", "لا يزال", "لا تزال", "لا بد", "ما لا يقل", "لا يقل"},
}

// negation warns where the source denies with a sure word and nothing in the
// translation can deny, and notes the reverse. It doesn't see one of several
// denials lost or added, nor a denial that moved.
func (s *segment) negation() {
	from, ok := negators[s.c.from]
	to, known := negators[s.c.to]
	if !ok || !known {
		return
	}
	if i := s.source.denial(from, s.c.from); i >= 0 && !excused(s.c.from, s.Source) && !s.target.deniesSomehow(to, s.c.to) {
		s.report("negation-missing", s.source[i].at, domain.Range{}, s.source[i].text)
	}
	if i := s.target.denial(to, s.c.to); i >= 0 && !excused(s.c.to, s.Target) && !s.source.deniesSomehow(from, s.c.from) {
		s.report("negation-added", domain.Range{}, s.target[i].at, s.target[i].text)
	}
}

// denial is the index of the first word that denies for certain, or -1.
func (w words) denial(n negator, language string) int {
	return slices.IndexFunc(w, func(x word) bool { return n.denies(language, x.lower) })
}

func (w words) deniesSomehow(n negator, language string) bool {
	return slices.ContainsFunc(w, func(x word) bool { return n.denies(language, x.lower) || n.mayDeny(x.lower) })
}

func excused(language, text string) bool {
	lower := strings.ToLower(text)
	return slices.ContainsFunc(notDenials[language], func(p string) bool { return strings.Contains(lower, p) })
}

func (n negator) denies(language, word string) bool {
	if slices.Contains(n.strong, word) {
		return true
	}
	switch language {
	case "en":
		return strings.HasSuffix(word, "n't") || strings.HasSuffix(word, "n’t")
	case "fr":
		return strings.HasPrefix(word, "n'") || strings.HasPrefix(word, "n’")
	}
	return false
}

func (n negator) mayDeny(word string) bool {
	if slices.ContainsFunc(n.innocent, func(start string) bool { return strings.HasPrefix(word, start) }) {
		return false
	}
	for _, w := range n.weak {
		start, prefix := strings.CutSuffix(w, "*")
		end, suffix := strings.CutPrefix(w, "*")
		switch {
		case prefix && !suffix && strings.HasPrefix(word, start) && len(word) > len(start),
			suffix && !prefix && strings.HasSuffix(word, end) && len(word) > len(end),
			w == word:
			return true
		}
	}
	return false
}
