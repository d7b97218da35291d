package learn

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
	"github.com/dragoman-news/dragoman/internal/search"
)

// kind says what an expression is, where that is sure; else it is one of art, which is never
// put into a translation by force.
func (c *corpus) kind(e *expression, x stretch) domain.TermKind {
	capital := c.target.capital(x, c.targetOf)
	switch {
	case e.name && len(e.stems) > 1 && c.isPerson(e, x):
		return domain.TermPerson
	case len(e.stems) > 1 && (e.capital && c.source.organisation(e.stems) || capital && len(x.stems) > 1 && c.target.organisation(x.stems)):
		return domain.TermOrganisation
	case e.name && c.isPlace(e):
		return domain.TermPlace
	}
	if in, long := c.expansion(e); long.End > 0 && c.source.organisation(c.source.sequence(in, long)) {
		return domain.TermOrganisation
	}
	return domain.TermExpression
}

// expansion returns what an acronym stands for, as the words before it in brackets, with
// the sentence that says so; an empty range where none does.
func (c *corpus) expansion(e *expression) (sentence, domain.Range) {
	for i, pair := range e.pairs {
		in, at := c.pairs[pair].source, e.at[i]
		if len(e.stems) > 1 || !c.source.of(in.tokens[at]).acronym || !strings.HasSuffix(in.text[:in.tokens[at].start], "(") {
			continue
		}
		acronym := strings.ReplaceAll(in.written(domain.Range{Start: at, End: at + 1}), ".", "")
		letters := []rune(strings.ToLower(acronym))
		start := at
		for len(letters) > 0 && start > 0 && (start == at || !in.tokens[start].broken) {
			start--
			first, _ := utf8.DecodeRuneInString(strings.ToLower(in.text[in.tokens[start].start:]))
			if first == letters[len(letters)-1] {
				letters = letters[:len(letters)-1]
			} else if c.source.of(in.tokens[start]).content {
				break
			}
		}
		if len(letters) == 0 && at-start > 1 {
			return in, domain.Range{Start: start, End: at}
		}
	}
	return sentence{}, domain.Range{}
}

// sequence is the stems of a stretch of a sentence.
func (s *side) sequence(in sentence, r domain.Range) []int32 {
	var out []int32
	for _, t := range in.tokens[r.Start:r.End] {
		out = append(out, s.stem(t))
	}
	return out
}

// isPerson reports whether most of the pairs name a person in an expression or its translation.
func (c *corpus) isPerson(e *expression, x stretch) bool {
	n := 0
	for _, pair := range x.pairs {
		in := c.pairs[pair].target
		if at := c.target.find(in, x.stems); at >= 0 && in.tokens[at+len(x.stems)-1].person {
			n++
		}
	}
	return 2*e.persons > len(e.pairs) || 2*n > len(x.pairs)
}

// isPlace reports whether English sentences speak of an expression as of a place most of
// the time: "in the West Bank", "near Springfield".
func (c *corpus) isPlace(e *expression) bool {
	if lang.Base(c.source.lang) != "en" {
		return false
	}
	n := 0
	for i, pair := range e.pairs {
		in, at := c.pairs[pair].source, e.at[i]
		before := at - 1
		if before > 0 && len(e.stems) > 1 && strings.EqualFold(in.written(domain.Range{Start: before, End: at}), "the") {
			before--
		}
		if len(e.stems) == 1 {
			for _, w := range propername.Places(in.text, propername.Split(in.text)) {
				if w.At.Start == int(in.tokens[at].start) {
					n++
				}
			}
			continue
		}
		if before >= 0 && !in.tokens[before+1].broken {
			switch strings.ToLower(in.written(domain.Range{Start: before, End: before + 1})) {
			case "in", "near", "outside":
				n++
			}
		}
	}
	return 2*n >= len(e.pairs)
}

// capital reports whether a stretch begins with a capital most of the time where that tells
// something, or its language has none.
func (s *side) capital(x stretch, sentenceOf func(int32) sentence) bool {
	capitals, told := 0, 0
	for _, pair := range x.pairs {
		in := sentenceOf(pair)
		at := s.find(in, x.stems)
		if at < 0 || in.tokens[at].opens || in.heading {
			continue
		}
		told++
		if s.of(in.tokens[at]).capital {
			capitals++
		}
	}
	return 2*capitals > told || !s.cased
}

// organisation reports whether a name begins or ends with a word for what organisations are.
func (s *side) organisation(stems []int32) bool {
	heads := organisationHeads()[lang.Base(s.lang)]
	if heads == nil {
		return false
	}
	for _, stem := range []int32{stems[0], stems[len(stems)-1]} {
		if heads[s.names[stem]] {
			return true
		}
	}
	return false
}

// organisationHeads are the stems of words for what organisations are, by language.
//
//nolint:misspell // Spanish and Portuguese
var organisationHeads = sync.OnceValue(func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for language, list := range map[string]string{
		"en": `party council committee ministry department commission court senate congress parliament assembly agency association federation union organization organisation
			university college institute academy bank fund foundation league club company corporation corp inc ltd group army navy police service bureau authority board
			society trust alliance front movement brigade church press news times post guard office airlines airways`,
		"ru": `партия совет комитет министерство департамент комиссия суд сенат конгресс парламент ассамблея агентство ассоциация федерация союз организация университет
			колледж институт академия банк фонд лига клуб компания корпорация армия полиция служба бюро управление общество альянс фронт движение церковь ведомство`,
		"uk": `партія рада комітет міністерство департамент комісія суд сенат конгрес парламент асамблея агентство асоціація федерація союз організація університет
			коледж інститут академія банк фонд ліга клуб компанія корпорація армія поліція служба бюро управління товариство альянс фронт рух церква`,
		"ar": `حزب مجلس لجنة وزارة هيئة محكمة وكالة جمعية اتحاد منظمة جامعة معهد أكاديمية بنك صندوق مؤسسة رابطة نادي شركة جيش شرطة برلمان حركة جبهة تحالف كنيسة`,
		"es": `partido consejo comité ministerio departamento comisión tribunal senado congreso parlamento asamblea agencia asociación federación unión organización
			universidad instituto academia banco fondo fundación liga club compañía empresa ejército policía servicio oficina movimiento frente iglesia`,
		"fr": `parti conseil comité ministère département commission cour tribunal sénat congrès parlement assemblée agence association fédération union organisation
			université institut académie banque fonds fondation ligue club compagnie société armée police service bureau mouvement front église`,
		"pt": `partido conselho comité comitê ministério departamento comissão tribunal senado congresso parlamento assembleia agência associação federação união organização
			universidade instituto academia banco fundo fundação liga clube companhia empresa exército polícia serviço gabinete movimento frente igreja`,
		"de": `partei rat ausschuss ministerium kommission gericht gerichtshof senat kongress parlament versammlung agentur verband föderation union organisation
			universität institut akademie bank fonds stiftung liga verein gesellschaft konzern armee polizei behörde amt bewegung front kirche`,
	} {
		stems := map[string]bool{}
		for word := range strings.FieldsSeq(list) {
			stems[search.Document(word, language)] = true
		}
		out[language] = stems
	}
	return out
})
