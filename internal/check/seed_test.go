package check_test

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/check"
)

// seed damages a translation in one way. It returns the damaged text, or false
// where there is nothing to damage.
type seed struct {
	name  string
	rules []string // prefixes of the rules that should see it
	make  func(r *rand.Rand, p check.Pair, language string) (string, bool)
}

var digitsPattern = regexp.MustCompile(`[0-9]+(?:[.,\x{00a0}\x{202f}][0-9]+)*`)

// number picks a number in digits of the target whose digits the source has.
func pickNumber(r *rand.Rand, p check.Pair) ([]int, bool) {
	var found [][]int
	for _, m := range digitsPattern.FindAllStringIndex(p.Target, -1) {
		if strings.Contains(p.Source, p.Target[m[0]:m[1]]) {
			found = append(found, m)
		}
	}
	if len(found) == 0 {
		return nil, false
	}
	return found[r.IntN(len(found))], true
}

func replaceRange(s string, m []int, with string) string { return s[:m[0]] + with + s[m[1]:] }

// scaleSwaps are scale words and what they are exchanged for.
var scaleSwaps = map[string][][2]string{
	"ru": {{"миллион", "миллиард"}, {"миллиард", "миллион"}, {"млн", "млрд"}, {"млрд", "млн"}, {"тысяч", "миллион"}},
	"uk": {{"мільйон", "мільярд"}, {"мільярд", "мільйон"}, {"млн", "млрд"}, {"тисяч", "мільйон"}},
	"ar": {{"مليون", "مليار"}, {"مليار", "مليون"}, {"ألف", "مليون"}},
	"es": {{"millones", "billones"}, {"mil millones", "millones"}},
	"fr": {{"millions", "milliards"}, {"milliards", "millions"}},
	"de": {{"Millionen", "Milliarden"}, {"Milliarden", "Millionen"}},
	"pt": {{"milhões", "bilhões"}, {"bilhões", "milhões"}},
	"ca": {{"milions", "bilions"}},
}

var currencySwaps = map[string][][2]string{
	"":   {{"$", "€"}, {"£", "$"}, {"€", "£"}},
	"ru": {{"доллар", "евро "}, {"фунтов стерлингов", "евро"}, {"фунтов", "евро"}, {"евро", "доллар"}},
	"uk": {{"долар", "євро "}, {"фунтів стерлінгів", "євро"}, {"фунтів", "євро"}, {"євро", "долар"}},
	"ar": {{"دولار", "يورو"}, {"جنيه إسترليني", "دولار"}, {"جنيه", "دولار"}},
	"es": {{"dólares", "euros"}, {"libras esterlinas", "euros"}, {"libras", "euros"}},
	"fr": {{"dollars", "euros"}, {"livres sterling", "euros"}, {"livres", "euros"}},
	"de": {{"Dollar", "Euro"}, {"Pfund Sterling", "Euro"}, {"Pfund", "Euro"}},
	"pt": {{"dólares", "euros"}, {"libras esterlinas", "euros"}, {"libras", "euros"}},
	"ca": {{"dòlars", "euros"}, {"lliures esterlines", "euros"}, {"lliures", "euros"}},
}

func swapWord(table map[string][][2]string, p check.Pair, language string) (string, bool) {
	language, _, _ = strings.Cut(language, "-")
	for _, list := range [][][2]string{table[language], table[""]} {
		for _, pair := range list {
			at := strings.Index(p.Target, pair[0])
			if at < 0 || !digitNear(p.Target, at, len(pair[0])) {
				continue
			}
			return p.Target[:at] + pair[1] + p.Target[at+len(pair[0]):], true
		}
	}
	return "", false
}

func digitNear(s string, at, size int) bool {
	before := strings.TrimRight(s[:at], " \u00a0\u202f")
	after := strings.TrimLeft(s[at+size:], " \u00a0\u202f")
	return before != "" && before[len(before)-1] >= '0' && before[len(before)-1] <= '9' || after != "" && after[0] >= '0' && after[0] <= '9'
}

var negationWords = map[string]*regexp.Regexp{
	"ru": regexp.MustCompile(`(?i)(^|[^\p{L}])(не|нет|ни)([^\p{L}]|$)`),
	"uk": regexp.MustCompile(`(?i)(^|[^\p{L}])(не|ні|немає)([^\p{L}]|$)`),
	"ar": regexp.MustCompile(`(^|[^\p{L}])(لا|لم|لن|ليس|ليست|غير|ولم|ولا|عدم)([^\p{L}]|$)`),
	"es": regexp.MustCompile(`(?i)(^|[^\p{L}])(no|nunca|ni|sin)([^\p{L}]|$)`),
	"fr": regexp.MustCompile(`(?i)(^|[^\p{L}])(?:n['’]|(?:ne|pas|jamais|sans|ni|rien|aucune?)([^\p{L}]|$))`),
	"de": regexp.MustCompile(`(?i)(^|[^\p{L}])(nicht|kein\p{L}*|nie|ohne)([^\p{L}]|$)`),
	"pt": regexp.MustCompile(`(?i)(^|[^\p{L}])(não|nunca|nem|sem)([^\p{L}]|$)`),
	"ca": regexp.MustCompile(`(?i)(^|[^\p{L}])(no|mai|ni|sense)([^\p{L}]|$)`),
}

var englishNo = regexp.MustCompile(`\bno [a-z]`)

var englishNot = regexp.MustCompile(`(?i)\b(not|never|cannot)\b|n['’]t\b`)

var seeds = []seed{
	{"digit changed", []string{"number"}, func(r *rand.Rand, p check.Pair, _ string) (string, bool) {
		m, ok := pickNumber(r, p)
		if !ok {
			return "", false
		}
		number := []byte(p.Target[m[0]:m[1]])
		at := r.IntN(len(number))
		for number[at] < '0' || number[at] > '9' {
			at = r.IntN(len(number))
		}
		number[at] = '1' + (number[at]-'0'+byte(r.IntN(8)))%9
		if string(number) == p.Target[m[0]:m[1]] {
			number[at] = '1' + (number[at]-'0')%9
		}
		return replaceRange(p.Target, m, string(number)), true
	}},
	{"number dropped", []string{"number"}, func(r *rand.Rand, p check.Pair, _ string) (string, bool) {
		m, ok := pickNumber(r, p)
		if !ok {
			return "", false
		}
		return replaceRange(p.Target, m, ""), true
	}},
	{"times ten", []string{"number"}, func(r *rand.Rand, p check.Pair, _ string) (string, bool) {
		m, ok := pickNumber(r, p)
		if !ok || strings.ContainsAny(p.Target[m[0]:m[1]], ".,\u00a0\u202f") {
			return "", false
		}
		return replaceRange(p.Target, m, p.Target[m[0]:m[1]]+"0"), true
	}},
	{"scale swapped", []string{"number"}, func(_ *rand.Rand, p check.Pair, language string) (string, bool) {
		return swapWord(scaleSwaps, p, language)
	}},
	{"currency swapped", []string{"currency"}, func(_ *rand.Rand, p check.Pair, language string) (string, bool) {
		return swapWord(currencySwaps, p, language)
	}},
	{"negation deleted", []string{"negation"}, func(_ *rand.Rand, p check.Pair, language string) (string, bool) {
		language, _, _ = strings.Cut(language, "-")
		if len(englishNot.FindAllString(p.Source, -1)) != 1 || !negationWords[language].MatchString(p.Target) {
			return "", false
		}
		damaged := p.Target
		for range 3 { // neighbours share the space between them
			damaged = negationWords[language].ReplaceAllString(damaged, "$1")
		}
		return damaged, true
	}},
	{"negation by \"no\" deleted", []string{"negation"}, func(_ *rand.Rand, p check.Pair, language string) (string, bool) {
		language, _, _ = strings.Cut(language, "-")
		if len(englishNo.FindAllString(p.Source, -1)) != 1 || englishNot.MatchString(p.Source) || !negationWords[language].MatchString(p.Target) {
			return "", false
		}
		damaged := p.Target
		for range 3 {
			damaged = negationWords[language].ReplaceAllString(damaged, "$1")
		}
		return damaged, true
	}},
	{"sentence repeated", []string{"repetition"}, func(_ *rand.Rand, p check.Pair, _ string) (string, bool) {
		return p.Target + " " + p.Target, len(strings.Fields(p.Target)) >= 4
	}},
	{"quote removed", []string{"quotes"}, func(r *rand.Rand, p check.Pair, _ string) (string, bool) {
		var at []int
		for i, c := range p.Target {
			if strings.ContainsRune("\"“”„«»", c) {
				at = append(at, i)
			}
		}
		if len(at) == 0 || len(at)%2 != 0 {
			return "", false
		}
		i := at[r.IntN(len(at))]
		_, size := utf8.DecodeRuneInString(p.Target[i:])
		return p.Target[:i] + p.Target[i+size:], true
	}},
	{"question mark lost", []string{"question"}, func(_ *rand.Rand, p check.Pair, _ string) (string, bool) {
		if !strings.HasSuffix(p.Source, "?") {
			return "", false
		}
		damaged := strings.NewReplacer("?", ".", "؟", ".").Replace(p.Target)
		return damaged, damaged != p.Target
	}},
	{"left in English", []string{"untranslated"}, func(_ *rand.Rand, p check.Pair, _ string) (string, bool) {
		return p.Source, len(strings.Fields(p.Source)) >= 8
	}},
}
