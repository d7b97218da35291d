package learn

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/lang/propername"
)

// gender is what a Russian noun asks of the adjectives before it.
type gender uint8

const (
	neither  gender = iota // not known
	notWoman               // masculine or neuter
	feminine
	plural
)

// obliqueAdjectives are the endings of Russian adjectives that no nominative has, but for -ой.
var obliqueAdjectives = []struct {
	endings string
	gender  gender
}{
	{"ого его ому ему ом ем", notWoman},
	{"ыми ими ых их", plural},
	{"ую юю ой ей", feminine},
}

// nominative returns a Russian phrase that begins with adjectives in another case as a
// dictionary has it, by what the noun behind them is in another place of the corpus. It is
// the phrase itself where that isn't sure: other phrases don't show their case.
func (s *side) nominative(phrase string) string {
	words := propername.Split(phrase)
	if name, ok := strings.CutSuffix(phrase, "ии"); ok && len(words) == 1 && upperFirst(phrase) { // a country: "Бразилии"
		return name + "ия"
	}
	adjectives, g := 0, neither
	for adjectives < len(words) {
		next := obliqueGender(words[adjectives].Lower)
		if next == neither || g != neither && next != g {
			break
		}
		g = next
		adjectives++
	}
	if adjectives == len(words) { // the noun looks like one: "Ближней Азией"
		adjectives--
	}
	if adjectives < 1 {
		return phrase
	}
	noun := s.nominativeNoun(words[adjectives].Text, g)
	if noun == "" {
		return phrase
	}
	var out strings.Builder
	for i, w := range words[:adjectives] {
		out.WriteString(s.nominativeAdjective(w.Text, g, noun))
		out.WriteString(phrase[w.At.End:words[i+1].At.Start])
	}
	out.WriteString(noun)
	out.WriteString(phrase[words[adjectives].At.End:])
	return out.String()
}

func obliqueGender(adjective string) gender {
	for _, o := range obliqueAdjectives {
		for ending := range strings.FieldsSeq(o.endings) {
			if strings.HasSuffix(adjective, ending) && utf8.RuneCountInString(adjective) > utf8.RuneCountInString(ending)+2 {
				return o.gender
			}
		}
	}
	return neither
}

// nominativeNoun returns the word of the corpus that a noun is a case of, written as it is, ""
// where none is sure.
func (s *side) nominativeNoun(noun string, g gender) string {
	lower := strings.ToLower(noun)
	var known []string
	if id, ok := s.ids[noun]; ok {
		for _, w := range s.spelt[s.words[id].stem] {
			if text := strings.ToLower(s.words[w].text); !slices.Contains(known, text) {
				known = append(known, text)
			}
		}
	}
	slices.Sort(known)
	var endings []string
	switch g {
	case notWoman:
		endings = []string{"о", "ие", "ье", "ще", "й", ""}
	case feminine:
		endings = []string{"а", "я", "ь"}
	case plural:
		endings = []string{"ы", "и"}
		if slices.ContainsFunc(known, func(w string) bool { return strings.HasSuffix(w, "о") }) {
			endings = []string{"а"}
		}
		if strings.HasSuffix(lower, "ий") || strings.HasSuffix(lower, "иях") || strings.HasSuffix(lower, "иями") {
			endings = []string{"ии"}
			if slices.ContainsFunc(known, func(w string) bool { return strings.HasSuffix(w, "ие") }) {
				endings = []string{"ия"}
			}
		}
	case neither:
	}
	for _, ending := range endings {
		for _, w := range known {
			if last, _ := utf8.DecodeLastRuneInString(w); ending == "" && strings.ContainsRune("аеёиоуыэюяьй", last) || !strings.HasSuffix(w, ending) {
				continue
			}
			if propername.RussianCases(w, lower) != 0 && w != lower || g == plural && propername.FormOf("ru", w, lower) {
				return inCaseOf(noun, w)
			}
		}
	}
	return ""
}

// nominativeAdjective returns an adjective as it stands before a noun in the nominative.
func (s *side) nominativeAdjective(adjective string, g gender, noun string) string {
	lower := strings.ToLower(adjective)
	letters := 2
	if strings.HasSuffix(lower, "го") || strings.HasSuffix(lower, "му") || strings.HasSuffix(lower, "ми") {
		letters = 3
	}
	runes := []rune(lower)
	stem, ending := string(runes[:len(runes)-letters]), string(runes[len(runes)-letters:])
	soft := strings.ContainsAny(ending[:2], "еюи")
	last, _ := utf8.DecodeLastRuneInString(stem)
	hissing := strings.ContainsRune("жчшщ", last)
	end := ""
	switch {
	case g == plural && soft:
		end = "ие"
	case g == plural:
		end = "ые"
	case g == feminine && soft && !hissing:
		end = "яя"
	case g == feminine:
		end = "ая"
	case (strings.HasSuffix(noun, "о") || strings.HasSuffix(noun, "е")) && soft:
		end = "ее"
	case strings.HasSuffix(noun, "о") || strings.HasSuffix(noun, "е"):
		end = "ое"
	case soft || hissing || strings.ContainsRune("гкх", last):
		end = "ий"
	default:
		end = "ый"
	}
	if _, stressed := s.ids[stem+"ой"]; stressed && (end == "ый" || end == "ий") {
		if _, other := s.ids[stem+end]; !other {
			end = "ой"
		}
	}
	return inCaseOf(adjective, stem+end)
}

// inCaseOf returns a word with a capital if another has one.
func inCaseOf(model, lower string) string {
	if !upperFirst(model) {
		return lower
	}
	first, size := utf8.DecodeRuneInString(lower)
	return strings.ToUpper(string(first)) + lower[size:]
}
