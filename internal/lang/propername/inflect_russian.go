package propername

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// RussianForms returns the six cases of a word, a name or one word of it, in the
// singular, or in the plural where it is one. ok is false where no rule is sure.
// The rules are those of Russian school grammars for names: the ending decides.
func RussianForms(lemma string, m Manner) (forms [cases]string, ok bool) {
	lower := strings.ToLower(lemma)
	all := func(s string) (out [cases]string) {
		for i := range out {
			out[i] = s
		}
		return out
	}
	if m.Fixed || utf8.RuneCountInString(lemma) < 2 || Script(lemma) != Script("я") || lemma == strings.ToUpper(lemma) {
		return all(lemma), true
	}
	last, _ := utf8.DecodeLastRuneInString(lower)
	cut := func(n int) (stem, stemLower string) {
		for range n {
			_, size := utf8.DecodeLastRuneInString(lemma)
			lemma = lemma[:len(lemma)-size]
		}
		return lemma, strings.ToLower(lemma)
	}
	build := func(stem, endings string) ([cases]string, bool) {
		for i, e := range strings.Split(endings, ",") {
			forms[i] = stem + e
		}
		return forms, true
	}
	if stem := fleeting[lower]; stem != "" && !m.Feminine && (m.Animate || !personsOnly[lower]) {
		nominative := lemma
		forms, ok = RussianForms(firstLetter(lemma)+stem[len(firstLetter(stem)):], m)
		forms[Nominative] = nominative
		if !m.Animate {
			forms[Accusative] = nominative
		}
		return forms, ok
	}
	if rule := adjective(lower, m); rule.endings != "" {
		stem, _ := cut(rule.cut)
		return build(stem, rule.endings)
	}
	accusative := func(inanimate, animate string) string {
		if m.Animate {
			return animate
		}
		return inanimate
	}
	common := strings.HasPrefix(lower, firstLetter(lemma)) // a noun, not a name
	switch {
	case strings.HasSuffix(lower, "ие"):
		stem, _ := cut(1)
		return build(stem, "е,я,ю,е,ем,и")
	case common && last == 'о':
		stem, _ := cut(1)
		return build(stem, "о,а,у,о,ом,е")
	case strings.ContainsRune("оеуюэиё", last):
		return all(lemma), true
	case last == 'ы':
		if m.Animate {
			return all(lemma), true
		}
		stem, _ := cut(1)
		genitive := ""
		if strings.HasSuffix(lower, "ды") || strings.HasSuffix(lower, "ты") {
			genitive = "ов"
		}
		return build(stem, "ы,"+genitive+",ам,ы,ами,ах")
	case last == 'а':
		stem, before := cut(1)
		switch {
		case m.Masculine && !m.Animate, endsIn(before, "аеёиоуыэюя"):
			return all(stem + "а"), true
		case endsIn(before, "ц"):
			return build(stem, "а,ы,е,у,ей,е")
		case endsIn(before, "жчшщ"):
			return build(stem, "а,и,е,у,ей,е")
		case endsIn(before, "гкх"):
			return build(stem, "а,и,е,у,ой,е")
		}
		return build(stem, "а,ы,е,у,ой,е")
	case last == 'я':
		stem, before := cut(1)
		if endsIn(before, "и") {
			return build(stem, "я,и,и,ю,ей,и")
		}
		return build(stem, "я,и,е,ю,ей,е")
	case m.Feminine && last != 'ь' || m.Feminine && m.Animate:
		return all(lemma), true
	case last == 'ь':
		stem, _ := cut(1)
		if m.Feminine || feminineInSoftSign[lower] {
			return build(stem, "ь,и,и,ь,ью,и")
		}
		return build(stem, "ь,я,ю,"+accusative("ь", "я")+",ем,е")
	case last == 'й':
		stem, before := cut(1)
		if endsIn(before, "и") {
			return build(stem, "й,я,ю,"+accusative("й", "я")+",ем,и")
		}
		return build(stem, "й,я,ю,"+accusative("й", "я")+",ем,е")
	}
	if m.Animate && (strings.HasSuffix(lower, "ов") || strings.HasSuffix(lower, "ев") || strings.HasSuffix(lower, "ёв") || utf8.RuneCountInString(lower) > 5 && (strings.HasSuffix(lower, "шин") || strings.HasSuffix(lower, "кин") || strings.HasSuffix(lower, "ицын"))) {
		return build(lemma, ",а,у,а,ым,е")
	}
	instrumental := "ом"
	if endsIn(lower, "жцчшщ") {
		instrumental = "ем"
	}
	return build(lemma, ",а,у,"+accusative("", "а")+","+instrumental+",е")
}

// fleeting are the stems of names, in small letters, that lose a vowel, or change it,
// before endings; personsOnly are those that places of the same letters don't change.
var (
	fleeting = map[string]string{
		"египет": "египт", "орёл": "орл", "орел": "орл", "елец": "ельц", "череповец": "череповц",
		"павел": "павл", "пётр": "петр", "лев": "льв",
	}
	personsOnly = wordSet("павел пётр лев")
)

// feminineInSoftSign are places whose soft sign is a feminine noun's.
var feminineInSoftSign = wordSet("сибирь казань рязань пермь тверь астрахань керчь русь тюмень умань область")

// firstLetter is the first letter of a word as it is.
func firstLetter(word string) string {
	_, size := utf8.DecodeRuneInString(word)
	return word[:size]
}

// ending is a rule of declension: letters to cut, and the cases' endings, separated by commas.
type ending struct {
	cut     int
	endings string
}

// adjective returns the rule of words that are declined as adjectives are: surnames
// such as Зеленский and Захарова, and the first words of names such as Саудовская Аравия.
func adjective(lower string, m Manner) ending {
	for suffix, rule := range adjectives {
		if strings.HasSuffix(lower, suffix) && utf8.RuneCountInString(lower) > utf8.RuneCountInString(suffix)+1 {
			return rule
		}
	}
	if m.Animate && m.Feminine && slices.ContainsFunc([]string{"ова", "ева", "ёва", "ина", "ына"}, func(s string) bool { return strings.HasSuffix(lower, s) }) {
		return ending{1, "а,ой,ой,у,ой,ой"}
	}
	return ending{}
}

// No two of these suffixes end the same word.
var adjectives = map[string]ending{
	"ский": {2, "ий,ого,ому,ого,им,ом"}, "цкий": {2, "ий,ого,ому,ого,им,ом"},
	"ный": {2, "ый,ого,ому,ого,ым,ом"}, "вый": {2, "ый,ого,ому,ого,ым,ом"}, "рый": {2, "ый,ого,ому,ого,ым,ом"},
	"стой": {2, "ой,ого,ому,ого,ым,ом"}, "ской": {2, "ой,ого,ому,ого,им,ом"},
	"ая": {2, "ая,ой,ой,ую,ой,ой"},
	"ые": {2, "ые,ых,ым,ые,ыми,ых"}, "ские": {2, "ие,их,им,ие,ими,их"},
	"ское": {2, "ое,ого,ому,ое,им,ом"}, "ное": {2, "ое,ого,ому,ое,ым,ом"},
}

func endsIn(s, letters string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && strings.ContainsRune(letters, last)
}

// manners are the ways to inflect a word of which nothing is known.
var manners = []Manner{{Animate: true}, {}, {Feminine: true, Animate: true}}

// RussianCases returns the cases that word may be of lemma's in, whatever it is.
func RussianCases(lemma, word string) CaseSet {
	var set CaseSet
	want := foldYo(word)
	for _, m := range manners {
		forms, _ := RussianForms(lemma, m)
		for c, f := range forms {
			if foldYo(f) == want || Case(c) == Instrumental && strings.HasSuffix(f, "ей") && foldYo(strings.TrimSuffix(f, "й")) == strings.TrimSuffix(want, "ю") {
				set |= 1 << c
			}
		}
	}
	return set
}

func foldYo(s string) string { return strings.ReplaceAll(strings.ToLower(s), "ё", "е") }

// governed are the cases behind prepositions; others may follow in fixed phrases.
var governed = map[string]CaseSet{
	"в": In(Accusative, Prepositional), "во": In(Accusative, Prepositional), "на": In(Accusative, Prepositional), "о": In(Prepositional), "об": In(Prepositional),
	"обо": In(Prepositional), "при": In(Prepositional), "к": In(Dative), "ко": In(Dative), "по": In(Dative), "благодаря": In(Dative), "вопреки": In(Dative),
	"согласно": In(Dative), "с": In(Instrumental, Genitive), "со": In(Instrumental, Genitive), "между": In(Instrumental), "над": In(Instrumental), "перед": In(Instrumental),
	"под": In(Instrumental, Accusative), "за": In(Accusative, Instrumental), "от": In(Genitive), "из": In(Genitive), "для": In(Genitive), "у": In(Genitive),
	"без": In(Genitive), "до": In(Genitive), "после": In(Genitive), "против": In(Genitive), "около": In(Genitive), "возле": In(Genitive), "вместо": In(Genitive),
	"кроме": In(Genitive), "среди": In(Genitive), "через": In(Accusative), "про": In(Accusative), "из-за": In(Genitive), "вокруг": In(Genitive),
}

// Governed returns the cases that a Russian preposition governs, in lower case, and 0
// for other words.
func Governed(preposition string) CaseSet { return governed[preposition] }

// endingCases are the cases that a word of unknown kind may be in by its ending, the
// longest ending first.
var endingCases = []struct {
	suffixes string
	set      CaseSet
}{
	{"ого его", In(Genitive, Accusative)},
	{"ому ему", In(Dative)},
	{"ами ями ыми ими", In(Instrumental)},
	{"ах ях", In(Prepositional)},
	{"ов ев", In(Genitive, Accusative, Nominative)},
	{"ом ем ым им", In(Instrumental, Prepositional)},
	{"ой ей ою ею ью", In(Genitive, Dative, Instrumental, Prepositional)},
	{"у ю", In(Dative, Accusative)},
	{"е", In(Dative, Prepositional)},
	{"а я", In(Genitive, Accusative, Nominative)},
	{"ы и", In(Genitive, Nominative)},
}

// CasesByEnding returns the cases that a Russian word of unknown declension may be in.
func CasesByEnding(word string) CaseSet {
	lower := strings.ToLower(word)
	for _, e := range endingCases {
		for suffix := range strings.FieldsSeq(e.suffixes) {
			if strings.HasSuffix(lower, suffix) && len(lower) > len(suffix)+2 {
				return e.set
			}
		}
	}
	return In(Nominative, Accusative)
}

// cyrillicFormOf reports whether word is a form of lemma: in Russian by its paradigms,
// else by a common stem and an ending that such words have.
func cyrillicFormOf(language, lemma, word string) bool {
	if foldYo(firstLetter(lemma)) != foldYo(firstLetter(word)) {
		return false // no ending changes it
	}
	a, b := foldYo(lemma), foldYo(word)
	if a == b || RussianCases(lemma, word) != 0 {
		return true
	}
	if adjective(a, Manner{}).endings != "" && strings.HasSuffix(a, "ий") {
		stem := strings.TrimSuffix(a, "ий")
		return strings.HasPrefix(b, stem) && slices.Contains([]string{"ие", "их", "им", "ими", "ая", "ой", "ую", "ою"}, b[len(stem):])
	}
	if language == "ru" && endsIn(a, "оеуюэи") && !strings.HasPrefix(a, firstLetter(lemma)) {
		return false // a name that doesn't change
	}
	stem := strings.TrimRight(a, "аеиоуыэюяьйії")
	if utf8.RuneCountInString(stem) < 3 || !strings.HasPrefix(b, stem) {
		return false
	}
	return slices.Contains(stemEndings, b[len(stem):])
}

// stemEndings are what follows a name's stem in Russian and Ukrainian, plurals included.
var stemEndings = strings.Fields("а у е ы и я ю ь й о ой ей ом ем ым ому ого ую ою ов ев ами ам ах ею ями ях ими ых им их ий ый ие ия ии ию ией ові еві ів єю ю ї і єм")
