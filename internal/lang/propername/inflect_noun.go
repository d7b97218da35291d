package propername

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// declension holds the endings of a class of Russian nouns: six cases of the singular, then of
// the plural; where words of the class differ, all that they have.
type declension struct {
	ending  string // of the nominative
	genders string // m, f, n
	cases   string
}

// declensions are told apart by the ending of the nominative, the longest first. Those without
// a gender are of nouns that stand in the plural.
var declensions = []declension{
	{"ие", "n", "ие,ия,ию,ие,ием,ии,ия,ий,иям,ия,иями,иях"},
	{"ия", "f", "ия,ии,ии,ию,ией,ии,ии,ий,иям,ии,иями,иях"},
	{"а", "f", "а,ы|и,е,у,ой|ей,е,ы|и,|ей,ам,ы|и|,ами,ах"},
	{"я", "f", "я,и,е,ю,ей|ёй,е,и,ь|й|ей,ям,и,ями,ях"},
	{"о", "n", "о,а,у,о,ом,е,а,,ам,а,ами,ах"},
	{"е", "n", "е,я|а,ю|у,е,ем,е,я|а,ей|й|,ям|ам,я|а,ями|ами,ях|ах"},
	{"ь", "mf", "ь,я|и,ю|и,ь|я,ем|ью,е|и,и|я,ей,ям,и|ей,ями,ях"},
	{"й", "m", "й,я,ю,й|я,ем,е|и,и,ев,ям,и|ев,ями,ях"},
	{"ы", "", ",,,,,,ы,ов|,ам,ы|ов|,ами,ах"},
	{"ии", "", ",,,,,,ии,ий|иев,иям,ии|иев,иями,иях"},
	{"и", "", ",,,,,,и,ов|ей|ев|,ам|ям,и|ов|ей,ами|ями,ах|ях"},
	{"", "m", ",а,у,|а,ом|ем,е,ы|и,ов|ей|ев,ам,ы|и|ов|ей,ами,ах"},
}

// agreement is what the ending of an adjective says of its noun: the genders and cases of
// the singular, and the cases of the plural.
type agreement struct {
	ending           string
	genders          string
	singular, plural CaseSet
}

// agreements are endings that hardly any other word has.
var agreements = []agreement{
	{"ый", "m", In(Nominative, Accusative), 0},
	{"ого", "mn", In(Genitive, Accusative), 0},
	{"его", "mn", In(Genitive, Accusative), 0},
	{"ому", "mn", In(Dative), 0},
	{"ему", "mn", In(Dative), 0},
	{"ым", "mn", In(Instrumental), In(Dative)},
	{"ая", "f", In(Nominative), 0},
	{"яя", "f", In(Nominative), 0},
	{"ую", "f", In(Accusative), 0},
	{"юю", "f", In(Accusative), 0},
	{"ое", "n", In(Nominative, Accusative), 0},
	{"ее", "n", In(Nominative, Accusative), 0},
	{"ые", "", 0, In(Nominative, Accusative)},
	{"ых", "", 0, In(Genitive, Accusative, Prepositional)},
	{"ыми", "", 0, In(Instrumental)},
	{"ими", "", 0, In(Instrumental)},
}

// adjectival reports whether a word, in small letters, ends so.
func (a agreement) adjectival(word string) bool {
	return strings.HasSuffix(word, a.ending) && utf8.RuneCountInString(word) > 4
}

// agrees reports whether a noun in a slot of its declension may stand behind a word.
func (d declension) agrees(before string, slot int) bool {
	for _, a := range agreements {
		if !a.adjectival(before) {
			continue
		}
		if slot < cases {
			return a.singular.Has(Case(slot)) && strings.ContainsAny(a.genders, d.genders)
		}
		return a.plural.Has(Case(slot - cases))
	}
	return true
}

// slots reports which slots of any declension a noun may be in by its ending.
func slots(noun string) (out [2 * cases]bool) {
	for _, d := range declensions {
		for slot, endings := range strings.Split(d.cases, ",") {
			if slot < cases && d.genders == "" {
				continue
			}
			for ending := range strings.SplitSeq(endings, "|") {
				bare := strings.HasSuffix(noun, ending) && (ending != "" || endsIn(noun, "бвгджзклмнпрстфхцчшщ"))
				out[slot] = out[slot] || bare
			}
		}
	}
	return out
}

// CommonForms returns the forms that a Russian expression may have behind a word and in the
// place of another noun, "" where there is more than one: adjectives at its head and the first
// noun change, in case and number. It gives none where none fits. Rules can't know all the words
// of the language: some of the forms don't exist, so that it takes somebody who knows the
// language to choose.
func CommonForms(expression, before, noun string) []string {
	words := Split(expression)
	head := slices.IndexFunc(words, func(w Word) bool { return !isAdjective(w.Lower) })
	if head < 0 || Script(words[head].Text) != Script("я") || words[head].Text == strings.ToUpper(words[head].Text) {
		return []string{expression}
	}
	may := slots(strings.ToLower(noun))
	if slices.ContainsFunc(agreements, func(a agreement) bool { return a.adjectival(noun) }) {
		return nil // it is no noun
	}
	word := words[head]
	d := declensions[slices.IndexFunc(declensions, func(d declension) bool { return strings.HasSuffix(word.Text, d.ending) })]
	var out []string
	for slot := range 2 * cases {
		if slot < cases && d.genders == "" || !d.agrees(strings.ToLower(before), slot) || noun != "" && !may[slot] && !may[(slot+cases)%(2*cases)] {
			continue
		}
		first, at := "", 0
		for _, w := range words[:head] {
			first += expression[at:w.At.Start] + adjectiveForm(w.Text, slot)
			at = w.At.End
		}
		first += expression[at:word.At.Start]
		for _, form := range d.forms(word.Text, slot) {
			if form = first + form + expression[word.At.End:]; !slices.Contains(out, form) {
				out = append(out, form)
			}
		}
	}
	return out
}

// forms returns what a noun of the declension may be in a slot of it. Vowels that some words
// lose before an ending are there and not.
func (d declension) forms(noun string, slot int) (out []string) {
	stem := strings.TrimSuffix(noun, d.ending)
	for ending := range strings.SplitSeq(strings.Split(d.cases, ",")[slot], "|") {
		out = append(out, stem+ending)
		for _, last := range []string{"ок", "ек", "ец"} {
			if short, ok := strings.CutSuffix(stem, last); ok && d.ending == "" && ending != "" {
				out = append(out, short+strings.TrimLeft(last, "ое")+ending)
			}
		}
	}
	return out
}

func isAdjective(lower string) bool {
	return Adjectival(lower) && !strings.HasSuffix(lower, "ние") && !strings.HasSuffix(lower, "тие")
}

// adjectiveForm returns an adjective in a case of the singular or the plural.
func adjectiveForm(adjective string, slot int) string {
	runes := []rune(adjective)
	stem, ending := string(runes[:len(runes)-2]), string(runes[len(runes)-2:])
	var singular, plural string
	switch ending {
	case "ый":
		singular, plural = "ый,ого,ому,ый,ым,ом", "ые,ых,ым,ые,ыми,ых"
	case "ой":
		singular, plural = "ой,ого,ому,ой,ым,ом", "ые,ых,ым,ые,ыми,ых"
	case "ий":
		singular, plural = "ий,его,ему,ий,им,ем", "ие,их,им,ие,ими,их"
		if strings.ContainsRune("кгх", runes[len(runes)-3]) {
			singular = "ий,ого,ому,ий,им,ом"
		}
	case "ая":
		singular, plural = "ая,ой,ой,ую,ой,ой", "ые,ых,ым,ые,ыми,ых"
		if strings.ContainsRune("кгхжшщч", runes[len(runes)-3]) {
			plural = "ие,их,им,ие,ими,их"
		}
	case "яя":
		singular, plural = "яя,ей,ей,юю,ей,ей", "ие,их,им,ие,ими,их"
	case "ое":
		singular, plural = "ое,ого,ому,ое,ым,ом", "ые,ых,ым,ые,ыми,ых"
		if strings.ContainsRune("кгх", runes[len(runes)-3]) {
			singular, plural = "ое,ого,ому,ое,им,ом", "ие,их,им,ие,ими,их"
		}
	case "ее":
		singular, plural = "ее,его,ему,ее,им,ем", "ие,их,им,ие,ими,их"
	case "ые":
		plural = "ые,ых,ым,ые,ыми,ых"
	default:
		plural = "ие,их,им,ие,ими,их"
	}
	if singular == "" {
		singular = plural
	}
	if slot < cases {
		return stem + strings.Split(singular, ",")[slot]
	}
	return stem + strings.Split(plural, ",")[slot-cases]
}
