package memory

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// russian puts the name into the case, or cases, that the other's form shows with the
// preposition before it.
func (r renaming) russian() (form string, doubt Doubt, ok bool) {
	before := r.before()
	cases, lemma := r.casesHere(before)
	if cases == 0 {
		return "", "", false
	}
	forms := map[string]bool{}
	for _, m := range manners(r.to) {
		for c := propername.Nominative; c <= propername.Prepositional; c++ {
			if !cases.Has(c) {
				continue
			}
			f, known := propername.RussianName(r.name, c, m)
			if !known {
				return "", "", false
			}
			if form == "" {
				form = f
			}
			forms[f] = true
		}
	}
	if len(forms) > 1 || cases != propername.In(propername.Nominative) && !declinesForSure(r.to, r.name) {
		doubt = DoubtForm
	}
	if !r.agreesInRussian(lemma, before) {
		doubt = graver(doubt, DoubtAgreement)
	}
	if !sameBefore(before, lemma, r.name) {
		doubt = graver(doubt, DoubtNeighbour)
	}
	return form, doubt, true
}

// casesHere returns the cases that the name in the target may be in, and the
// accepted form that it is a form of.
func (r renaming) casesHere(before string) (cases propername.CaseSet, lemma string) {
	for _, lemma := range r.from.Accepted {
		for _, m := range manners(r.from) {
			cases |= casesIn(lemma, r.word(), m)
		}
		if cases != 0 {
			if governed := propername.Governed(before); governed != 0 {
				cases &= governed
			}
			return cases, lemma
		}
	}
	return 0, ""
}

// manners are the ways in which a name may be declined: a person's whose gender isn't
// known as a man's and as a woman's.
func manners(e *termbase.Entry) []propername.Manner {
	if e.Keep || e.Inflection == domain.InflectFixed {
		return []propername.Manner{{Fixed: true}}
	}
	if e.Kind != domain.TermPerson {
		feminine, masculine := e.Inflection == domain.InflectFeminine, e.Inflection == domain.InflectMasculine
		if !feminine && !masculine && strings.HasSuffix(e.Target, "ь") && genderOfSoft(e.Target) == 0 {
			return []propername.Manner{{Masculine: true}, {Feminine: true}}
		}
		return []propername.Manner{{Feminine: feminine, Masculine: masculine}}
	}
	man, woman := propername.Manner{Animate: true, Masculine: true}, propername.Manner{Animate: true, Feminine: true}
	switch e.Gender {
	case propername.Masculine:
		return []propername.Manner{man}
	case propername.Feminine:
		return []propername.Manner{woman}
	default:
		return []propername.Manner{man, woman}
	}
}

// agreesInRussian reports whether no word can be wrong beside the other name: both have
// the same gender and number; or a preposition stands directly before the name,
// nothing behind it goes on about it, and no pronoun may mean it.
func (r renaming) agreesInRussian(lemma, before string) bool {
	if r.from.Kind == domain.TermPerson {
		if r.sameGender() {
			return true
		}
	} else if a, b := genderInRussian(r.from, lemma), genderInRussian(r.to, r.name); a == b && a != 0 {
		return true
	}
	return propername.Governed(before) != 0 && !r.followedByComma() && !r.has(russianPronouns)
}

var russianPronouns = wordSet(`он она оно они его ему им ним нём нем её ее ей ею неё нее ней нею их ими них ними сам сама само сами свой своя своё своего своей свою своих
	который которая которое которые которого которому которым котором которой которую которых которыми чей чья чьё чьи`)

// genderInRussian returns the gender of a place's or organisation's name by
// the ending of its first noun: 'm', 'f', 'p' for a plural, and 0 where that says
// nothing, as of Осло, Чили and НАТО.
func genderInRussian(e *termbase.Entry, name string) rune {
	if g := abbreviations[name]; g != 0 {
		return g
	}
	switch {
	case e.Inflection == domain.InflectFeminine:
		return 'f'
	case e.Inflection == domain.InflectMasculine:
		return 'm'
	case e.Inflection == domain.InflectFixed, e.Keep, !simple(name):
		return 0
	}
	words := propername.Split(name)
	noun := words[len(words)-1].Lower
	for i, w := range words {
		hyphen := i+1 < len(words) && strings.HasPrefix(name[w.At.End:], "-")
		if !propername.Adjectival(w.Lower) && !hyphen {
			noun = w.Lower
			break
		}
	}
	last, size := utf8.DecodeLastRuneInString(noun)
	previous, _ := utf8.DecodeLastRuneInString(noun[:len(noun)-size])
	switch {
	case last == 'я', last == 'а' && !strings.ContainsRune("аеёиоуыэюя", previous):
		return 'f'
	case last == 'ы':
		return 'p'
	case last == 'ь':
		return genderOfSoft(noun)
	case strings.ContainsRune("бвгджзйклмнпрстфхцчшщ", last):
		return 'm'
	}
	return 0
}

var abbreviations = map[string]rune{"США": 'p', "ОАЭ": 'p', "ЕС": 'm', "ООН": 'f', "КНР": 'f', "КНДР": 'f', "ФРГ": 'f', "ЮАР": 'f'}

// genderOfSoft returns the gender of a place's name that ends in the soft sign, 0 where
// it isn't known.
func genderOfSoft(name string) rune {
	lower := strings.ToLower(name)
	switch {
	case softFeminine[lower]:
		return 'f'
	case softMasculine[lower]:
		return 'm'
	}
	return 0
}

var (
	softFeminine  = wordSet("казань рязань пермь тверь астрахань керчь тюмень умань сибирь русь")
	softMasculine = wordSet(`израиль брюссель марсель версаль базель гренобль лилль нёшатель ливерпуль неаполь севастополь симферополь мариуполь тернополь константинополь
		ярославль гомель кёсем тироль кремль мендель`)
)

// simple reports whether a name is of a kind whose declension is known: words with
// capitals and letters in one script, without a dash, without a part before a hyphen that
// may be declined, too.
func simple(name string) bool {
	if strings.ContainsAny(name, "—–,()[].&/\"«»") || strings.Contains(name, " - ") {
		return false
	}
	words := propername.Split(name)
	for i, w := range words {
		first, _ := utf8.DecodeRuneInString(w.Text)
		acronym := utf8.RuneCountInString(w.Text) > 1 && w.Text == strings.ToUpper(w.Text)
		if !unicode.IsUpper(first) || acronym && len(words) > 1 || !unicode.Is(unicode.Cyrillic, first) {
			return false
		}
		if i+1 < len(words) && strings.HasPrefix(name[w.At.End:], "-") && strings.ContainsRune("аяь", lastRune(w.Lower)) {
			return false
		}
	}
	return len(words) > 0
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// declinesForSure reports whether the rules of declension hold for a form of a name: no vowel of it may
// flee, and it isn't of those that never change in spite of their ending.
func declinesForSure(e *termbase.Entry, name string) bool {
	switch {
	case e.Keep, e.Inflection == domain.InflectFixed:
		return true
	case e.Kind != domain.TermPerson && !simple(name):
		return false
	}
	for _, w := range propername.Split(name) {
		if unchanging[w.Lower] {
			return false
		}
		if regular[w.Lower] {
			continue
		}
		for _, suffix := range []string{"ец", "ел", "ёл", "ек", "ёк", "ок", "ень", "их", "ых"} {
			if strings.HasSuffix(w.Lower, suffix) {
				return false
			}
		}
	}
	return true
}

var (
	regular    = wordSet("павел бангкок владивосток белосток нью-йорк даниэл")
	unchanging = wordSet("дюма золя дега петипа люка тома ферма деррида гавальда")
)

// sameBefore reports whether a Russian preposition is surely the same before two names,
// of which the first has it. The vowel at its end depends on the letters that the name begins
// with: most groups of consonants need none, groups of some letters do, and usage varies for
// others.
func sameBefore(preposition, a, b string) bool {
	switch preposition {
	case "в", "во", "на", "из", "с", "со":
		if onIsland(a) != onIsland(b) {
			return false
		}
	}
	const consonants = "бвгджзйклмнпрстфхцчшщ"
	first, second := twoRunes(b)
	begins := func(letters string) bool { return strings.ContainsRune(letters, first) }
	group := begins(consonants) && strings.ContainsRune(consonants+"ь", second)
	common := strings.ContainsRune("лрйь", second) || begins("гджкптбцч")
	if b == strings.ToUpper(b) { // read letter by letter
		return preposition == "в" || preposition == "с" && begins("снлмрфэ") || !vowelMayFollow[preposition]
	}
	switch preposition {
	case "в":
		return !group || !begins("вфльмр")
	case "во":
		return group && begins("вф")
	case "с":
		return !group || common && !begins("сзшжщльмр")
	case "со":
		return group && begins("сзшж")
	case "о":
		return !begins("аиоуэ")
	case "об":
		return begins("аиоуэ")
	case "обо", "ко", "изо", "ото", "надо", "подо", "передо", "безо":
		return false
	}
	return !vowelMayFollow[preposition] || !group || common && !begins("льмрв")
}

// vowelMayFollow are prepositions that have a vowel at their end before some names.
var vowelMayFollow = wordSet("в во с со о об обо к ко из изо от ото над надо под подо перед передо без безо")

// twoRunes are the first two letters of a name in small ones.
func twoRunes(name string) (first, second rune) {
	lower := strings.ToLower(name)
	first, size := utf8.DecodeRuneInString(lower)
	second, _ = utf8.DecodeRuneInString(lower[size:])
	return first, second
}

// onIsland reports whether one is "на" a place, as islands and some countries have it,
// or may be.
func onIsland(name string) bool {
	lower := strings.ToLower(name)
	return onIslands[lower] || strings.Contains(lower, "остров") || strings.Contains(lower, "о-в") || strings.Contains(lower, "полуостров")
}

var onIslands = wordSet(`украина куба мальта кипр филиппины мадагаскар ямайка гаити бали тайвань шри-ланка сейшелы мальдивы гавайи ява суматра фиджи багамы бермуды аляска
	сахалин камчатка кавказ урал балканы мартиника гваделупа реюньон маврикий самоа гуам тонга сардиния сицилия корсика крит родос майорка ибица тенерифе мадейра таити чукотка
	барбадос гренада аруба кюрасао майотта коморы науру палау тувалу вануату кирибати маэ тортола антигуа пуэрто-рико тасмания окинава хоккайдо кубань волынь донбасс алтай
	запад восток север юг ближний гренландия исландия карибы азоры канары эльба капри святая бугенвиль сайпан антарктида`)

// ukrainian puts a name only where the other has the form of a dictionary, which names of
// the same ending share in the same cases.
func (r renaming) ukrainian() (form string, doubt Doubt, ok bool) {
	lemma := r.lemma(r.word())
	if lemma == "" {
		return "", "", false
	}
	if lastClass(lemma) == 0 || lastClass(lemma) != lastClass(r.name) || strings.Contains(r.name, " ") != strings.Contains(lemma, " ") {
		doubt = DoubtForm
	}
	if r.from.Kind == domain.TermPerson && !r.sameGender() || r.from.Kind == domain.TermOrganisation {
		doubt = graver(doubt, DoubtAgreement)
	}
	if ukrainianEuphony[r.before()] && firstRune(lemma) != firstRune(r.name) {
		doubt = graver(doubt, DoubtNeighbour)
	}
	return r.name, doubt, true
}

// ukrainianEuphony are words that are others before other sounds.
var ukrainianEuphony = wordSet("в у уві з із зі і й та під піді над наді від од о об")

// lastClass is the gender that a Ukrainian name's ending shows: of a hard or soft
// consonant 'm', of а and я 'f', of others and of abbreviations 0.
func lastClass(name string) rune {
	last := lastRune(strings.ToLower(name))
	switch {
	case name == strings.ToUpper(name):
		return 0
	case strings.ContainsRune("ая", last):
		return 'f'
	case strings.ContainsRune("бвгґджзйклмнпрстфхцчшщ", last):
		return 'm'
	}
	return 0
}
