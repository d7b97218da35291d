package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// negator lists how a language denies. strong words deny for certain, as
// whole words; weak ones can carry a denial: as whole words or, with a star, as
// the beginning or the end of a word.
// innocent ones are beginnings of words that only look so.
// concord says that one denial takes two sure words, as in "ne … pas".
type negator struct {
	strong, weak, innocent []string
	concord                bool
}

var negators = map[string]negator{
	"en": {
		strings.Fields("not never cannot nobody nothing neither none no nor"),
		strings.Fields(`no nor without no-one nowhere hardly barely scarcely rarely few little few unable fail* refus* deny denie* denying denial* lack* avoid* prevent* stop*
			reject* declin* against except unless instead rather un* impossib* imposs* incapab* insuffic* inabil* inacc* disagre* disappr* disput* disprov* dismiss* non non* *less absent absence far end ended ending ceas* ban* forbid* prohibit* miss* only doubt* wrong rul* out-of`),
		strings.Fields("under until unit unio univ uniq unanim missi missou ceasefir cease-fir"),
		false,
	},
	"ru": {
		strings.Fields("не нет нельзя"),
		strings.Fields("ни не* без* бес* нет* отказ* отриц* опроверг* вряд едва мало лиш* отсутств* прекрат* прекращ* перестал* против противореч* противополож* кроме избеж* запре* отверг* утрат* дале* сомн* только хватит мешал* помеша* вместо за-исключением исчез* исключ* редко"),
		strings.Fields("недел несколь недав немец нефт него нему ней ней нем нее неё ними них ним некот неб нередк необх нейт низ нижн ниж нетто несмотр безопасн бесед беспокой непосредств неотлож нечто несу несё несет нести незамедл ненавист нерв неизменн негатив отрицательн исключительн"),
		true,
	},
	"uk": {
		strings.Fields("не немає нема"),
		strings.Fields("ні не* без* відмов* запереч* навряд ледь ледве мало позбав* відсутн* припин* перестал* проти* крім уник* заборон* відки* дале* сумн* лише годі замість зник* виключ* рідко бракує"),
		strings.Fields("неб нещод незаб нею нього ньому неї необх неділ низ нижн ними них ним нейт безпек безпеч негатив неминуч негайн незважа немовл несу несе незалеж невже незмінн"),
		true,
	},
	"ar": {
		strings.Fields("لا لم لن ليس ليست ليسوا لست ليسا ولم ولا ولن وليس وليست فلا فلم فلن"),
		strings.Fields("غير عدم دون بدون رفض* نفى نفت نفوا ينفي تنفي ونفى ونفت نفي نفيه سوى إلا يرفض* ترفض* عجز* فشل* منع* وعدم بعدم لعدم بلا ألا وغير بغير أنكر* تنكر* ينكر* لعدم قلة نادر* قليل* تجنب* توقف* ضد انعدام وليسوا لسنا لستم أليس ألم ألن أفلا تفتقر* يفتقر* امتن* منعدم* لئلا خال* ودون لايوجد كي-لا صعب*"),
		nil,
		false,
	},
	"es": {
		strings.Fields("no nunca jamás nada nadie ningún ninguno ninguna tampoco"),
		strings.Fields("ni sin apenas poco imposib* incapa* inexist* inútil* insuf* descono* desapr* niega niegan negar negó negaron negado negando rechaz* evit* falta* carec* incapa* imposib* excepto salvo contra dej* impid* prohib* lejos ignor*"),
		nil,
		true,
	},
	"fr": {
		strings.Fields("pas jamais rien aucun aucune ne"),
		strings.Fields("ni sans non guère impossib* ignor* incapa* inexist* inutil* insuff* dénu* démen* malg* refus* rejet* nie* évit* manqu* incapa* impossib* sauf contre cess* empêch* interdi* loin plutôt échou* absen* *n'*"),
		nil,
		true,
	},
	"de": {
		strings.Fields("nicht nie niemals weder kein keine keinen keiner keinem keines nichts niemand"),
		strings.Fields("ohne kaum unmöglich* unklar* unwahr* unfäh* ungew* unbe* unver* unge* unzu* unab* unn* miss* *los *lose *losen nein wenig* verweiger* lehnt* abgelehn* ablehn* vermeid* fehlt fehlte fehlten fehlen fehlend* mangel* unmöglich* außer gegen aufhör* verhinder* verbot* verbiet* weit statt nirgend* nirgends selten nirgendw* keinerlei keineswegs bestreit* bestritt* versäum* verzicht* nichtig* nicht* *frei"),
		strings.Fields("ungef unbedingt unabh wenigst missbr"),
		false,
	},
	"pt": {
		strings.Fields("não nunca jamais nada ninguém nenhum nenhuma"),
		strings.Fields("nem sem pouco impossí* incapa* inexist* inútil* insuf* desconh* desapr* nega negam negar negou negaram negado negando recus* rejeit* evit* falta* falh* incapa* impossí* exceto salvo contra deix* imped* proib* longe tampouco tão-pouco"),
		nil,
		true,
	},
	"ca": {
		strings.Fields("no mai ningú tampoc"),
		strings.Fields("ni sense poc impossib* incapa* inexist* inútil* insuf* descone* desapr* nega neguen negar negat negava rebutj* evit* falta* manca* incapa* impossib* excepte llevat contra deix* imped* prohib* lluny gens"),
		nil,
		true,
	},
}

// notDenials are phrases whose "not" denies nothing that a translation must
// deny.
var notDenials = map[string][]string{
	"en": {
		"not only", "whether or not", "not just", "if not", "not least", "not to mention", "why not", "not until", "not long", "not far", "not simply", "not merely", "or not", "not too", "nothing but", "none other", "n't only", "n’t only", "n't just", "n’t just",
		"no later", "no fewer", "no less", "no more than", "no doubt", "no brainer", "no-brainer", "no wonder", "no matter", "no problem", "no.1", "no. 1", "no 1", "no. 2", "no 10",
	},
	"ru": {"не только", "не менее", "не раз", "не просто", "не один", "тем не менее", "чуть не", "не позднее", "не более", "не меньше", "не хуже", "чем не", "если не"},
	"uk": {"не лише", "не тільки", "не менш", "тим не менш", "не раз", "не просто", "не більше", "мало не"},
	"es": {"no solo", "no sólo", "no obstante", "no más", "nada más", "no menos", "que nunca"},
	"fr": {"pas seulement", "rien que", "pas que", "pas moins", "n'importe", "n’importe", "ne serait-ce"},
	"de": {"nicht nur", "nicht zuletzt", "nichts als", "nicht weniger", "wenn nicht", "ob oder nicht", "nicht mehr als"},
	"pt": {"não só", "não apenas", "nada mais", "não obstante", "não menos", "se não"},
	"ca": {"no només", "no sols", "no obstant", "res més", "si no"},
	"ar": {"ليس فقط", "لا سيما", "لا يزال", "لا تزال", "لا بد", "ما لا يقل", "لا يقل"},
}

// negation warns where the source denies for certain and the translation denies
// less: no sure word and no more possible ones than the source has beside it ("he did
// not know, but she denied it" needs two), or fewer of both than the source has sure
// ones. It notes the reverse only where the source has nothing that can deny. It
// doesn't see a denial that moved.
func (s *segment) negation() {
	from, ok := negators[s.c.from]
	to, known := negators[s.c.to]
	if !ok || !known {
		return
	}
	source, target := s.source.denials(from, s.c.from, s.Source), s.target.denials(to, s.c.to, s.Target)
	if source.sure > 0 && (target.sure == 0 && target.possible <= source.possible || !from.concord && target.sure+target.possible < source.sure) {
		s.report("negation-missing", source.first.at, domain.Range{}, source.first.text)
	}
	if target.sure > 0 && source.sure+source.possible+source.innocent == 0 {
		s.report("negation-added", domain.Range{}, target.first.at, target.first.text)
	}
}

// denials are the words of a text that deny.
type denials struct {
	sure, possible int
	innocent       int  // in phrases such as "not only"
	first          word // the first sure one
}

func (w words) denials(n negator, language, text string) denials {
	var out denials
	innocent := phrases(text, notDenials[language])
	for _, x := range w {
		switch {
		case overlaps(innocent, x.at):
			out.innocent++
		case n.denies(language, x.lower):
			if out.sure == 0 {
				out.first = x
			}
			out.sure++
		case n.mayDeny(x.lower):
			out.possible++
		}
	}
	return out
}

// phrases finds the places of phrases in a text in any case.
func phrases(text string, list []string) []domain.Range {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return nil // a rare letter: the places would be wrong
	}
	var out []domain.Range
	for _, p := range list {
		for at := 0; ; {
			i := strings.Index(lower[at:], p)
			if i < 0 {
				break
			}
			at += i
			before, _ := utf8.DecodeLastRuneInString(lower[:at])
			if strings.HasPrefix(p, "n't") || strings.HasPrefix(p, "n’t") || !unicode.IsLetter(before) { // "or not" is not in "for not"
				out = append(out, domain.Range{Start: at, End: at + len(p)})
			}
			at += len(p)
		}
	}
	return out
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
