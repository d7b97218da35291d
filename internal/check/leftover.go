package check

import (
	"strings"
	"unicode"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// furniturePhrases are how lines of a page that belong to no story begin, in
// lower case.
var furniturePhrases = map[string][]string{
	"en": {"read more", "read also", "also read", "related:", "related articles", "related stories", "see also", "follow us", "follow @", "join us", "join our", "subscribe", "sign up", "click here", "share this", "advertisement", "watch:", "watch video", "most read", "more from", "recommended for you", "download our app", "all rights reserved", "comments", "print this page", "skip to", "cookie"},
	"ru": {"читайте также", "читать далее", "по теме", "смотрите также", "подпишитесь", "подписывайтесь", "присоединяйтесь", "следите за нами", "поделиться", "реклама", "нажмите здесь", "самое читаемое", "все права защищены", "ещё по теме", "еще по теме"},
	"uk": {"читайте також", "читати далі", "за темою", "дивіться також", "підпишіться", "підписуйтесь", "приєднуйтесь", "стежте за нами", "поділитися", "реклама", "натисніть тут", "усі права захищені"},
	"ar": {"اقرأ أيضا", "اقرأ أيضًا", "اقرأ المزيد", "إقرأ أيضا", "مواضيع ذات صلة", "ذات صلة", "تابعونا", "تابعنا", "انضم إلينا", "انضموا", "اشترك", "شارك", "إعلان", "اضغط هنا", "انقر هنا", "شاهد أيضا", "جميع الحقوق محفوظة"},
	"es": {"leer más", "lea también", "lee también", "te puede interesar", "relacionado", "noticias relacionadas", "síguenos", "únete a", "suscríbete", "haz clic", "haga clic", "compartir", "publicidad", "todos los derechos reservados", "ver también"},
	"pt": {"leia mais", "leia também", "ler mais", "veja também", "relacionado", "notícias relacionadas", "siga-nos", "junte-se", "subscreva", "assine", "inscreva-se", "clique aqui", "compartilhe", "partilhar", "publicidade", "todos os direitos reservados"},
	"fr": {"lire aussi", "lire la suite", "à lire aussi", "voir aussi", "sur le même sujet", "suivez-nous", "rejoignez-nous", "abonnez-vous", "inscrivez-vous", "cliquez ici", "partager", "publicité", "tous droits réservés"},
	"de": {"lesen sie auch", "weiterlesen", "mehr zum thema", "siehe auch", "folgen sie uns", "abonnieren", "melden sie sich an", "klicken sie hier", "teilen", "anzeige", "werbung", "alle rechte vorbehalten"},
	"ca": {"llegiu més", "llegeix més", "llegeix també", "relacionat", "segueix-nos", "uneix-te", "subscriu-t", "fes clic", "comparteix", "publicitat", "tots els drets reservats"},
}

// furnitureWords is how long a line may be that is taken for furniture
// because of how it begins.
const furnitureWords = 9

// furniture warns of short segments that begin as page furniture does. Such
// words inside a sentence are left alone.
func (s *segment) furniture() {
	if len(s.source) <= furnitureWords {
		if n := phraseLength(s.Source, furniturePhrases[s.c.from]); n > 0 {
			s.report("furniture", domain.Range{End: n}, whole(s.Target), s.Source[:n])
			return
		}
	}
	if len(s.target) <= furnitureWords {
		if n := phraseLength(s.Target, furniturePhrases[s.c.to]); n > 0 {
			s.report("furniture", whole(s.Source), domain.Range{End: n}, s.Target[:n])
		}
	}
}

// phraseLength is the length of the phrase that text begins with: a phrase
// that is the whole text, or is followed by something that is no bare word.
func phraseLength(text string, phrases []string) int {
	for _, p := range phrases {
		if len(text) < len(p) || !strings.EqualFold(text[:len(p)], p) {
			continue
		}
		rest := text[len(p):]
		next := firstRune(rest)
		if rest == "" || !strings.ContainsFunc(next, unicode.IsLetter) {
			if strings.Contains(p, " ") || !strings.Contains(strings.TrimSpace(rest), " ") || strings.HasPrefix(rest, ":") {
				return len(p)
			}
		}
	}
	return 0
}

// chatterPhrases are how language models speak about their work, in lower case.
var chatterPhrases = []string{
	"here is the translation", "here's the translation", "here is the translated", "here's the translated", "sure, here", "sure! here", "certainly! here", "certainly, here",
	"translation:", "translated text:", "as an ai", "as a language model", "i'm sorry, but i", "i cannot translate", "i can't translate", "i'm unable to translate", "```",
	"note: this translation", "let me know if", "i hope this helps", "in russian:", "in arabic:",
	"вот перевод", "перевод:", "конечно, вот", "конечно! вот", "как языковая модель", "я не могу перевести", "ось переклад", "переклад:", "як мовна модель",
	"إليك الترجمة", "إليكم الترجمة", "الترجمة:", "بالتأكيد، إليك", "كنموذج لغوي", "لا أستطيع ترجمة",
	"aquí está la traducción", "aquí tienes la traducción", "traducción:", "por supuesto, aquí", "como modelo de lenguaje",
	"voici la traduction", "traduction :", "traduction:", "bien sûr, voici", "en tant que modèle",
	"hier ist die übersetzung", "übersetzung:", "natürlich, hier", "als sprachmodell",
	"aqui está a tradução", "tradução:", "claro, aqui", "como modelo de linguagem",
	"aquí teniu la traducció", "aquí tens la traducció", "traducció:", "com a model de llenguatge",
}

// chatter warns of a translation that begins or ends as a language model
// speaks of its work, unless the source says the like.
func (s *segment) chatter() {
	text := strings.TrimSpace(s.Target)
	offset := strings.Index(s.Target, text)
	for _, p := range chatterPhrases {
		switch {
		case len(text) < len(p):
		case strings.EqualFold(text[:len(p)], p) && !begins(s.Source, p):
			s.report("chatter", domain.Range{}, domain.Range{Start: offset, End: offset + len(p)}, text[:len(p)])
			return
		case p == "let me know if" || p == "i hope this helps" || p == "note: this translation":
			if i := strings.Index(strings.ToLower(text), p); i >= 0 && !strings.Contains(strings.ToLower(s.Source), p) && len(strings.ToLower(text)) == len(text) {
				s.report("chatter", domain.Range{}, domain.Range{Start: offset + i, End: offset + i + len(p)}, text[i:i+len(p)])
				return
			}
		}
	}
}

func begins(text, phrase string) bool {
	text = strings.TrimSpace(text)
	return len(text) >= len(phrase) && strings.EqualFold(text[:len(phrase)], phrase) || strings.Contains(strings.ToLower(text), "translat") && strings.Contains(text, ":")
}
