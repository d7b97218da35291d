package translate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cyrillicLetters write Latin names in Russian; longer keys come first.
var cyrillicLetters = []struct{ latin, cyrillic string }{
	{"shch", "щ"},
	{"sch", "ш"},
	{"sh", "ш"},
	{"ch", "ч"},
	{"zh", "ж"},
	{"kh", "х"},
	{"ts", "ц"},
	{"ph", "ф"},
	{"th", "т"},
	{"ck", "к"},
	{"qu", "кв"},
	{"ya", "я"},
	{"yu", "ю"},
	{"yo", "ё"},
	{"ye", "е"},
	{"ja", "я"},
	{"ju", "ю"},
	{"jo", "йо"},
	{"je", "е"},
	{"ee", "и"},
	{"oo", "у"},
	{"ou", "у"},
	{"ø", "ё"},
	{"ö", "ё"},
	{"ä", "е"},
	{"æ", "е"},
	{"å", "о"},
	{"ü", "ю"},
	{"ş", "ш"},
	{"š", "ш"},
	{"č", "ч"},
	{"ć", "ч"},
	{"ç", "ч"},
	{"ž", "ж"},
	{"ğ", ""},
	{"ł", "л"},
	{"ñ", "нь"},
	{"ı", "ы"},
	{"ð", "д"},
	{"þ", "т"},
	{"a", "а"},
	{"b", "б"},
	{"c", "к"},
	{"d", "д"},
	{"e", "е"},
	{"f", "ф"},
	{"g", "г"},
	{"h", "х"},
	{"i", "и"},
	{"j", "й"},
	{"k", "к"},
	{"l", "л"},
	{"m", "м"},
	{"n", "н"},
	{"o", "о"},
	{"p", "п"},
	{"q", "к"},
	{"r", "р"},
	{"s", "с"},
	{"t", "т"},
	{"u", "у"},
	{"v", "в"},
	{"w", "в"},
	{"x", "кс"},
	{"y", "и"},
	{"z", "з"},
}

// transliterate writes a Latin name in the script of a language as a last
// resort; for scripts that it has no table for the name stays.
func transliterate(name, language string) string {
	switch language {
	case "ru", "uk", "be", "bg", "sr", "mk":
	default:
		return name
	}
	var b strings.Builder
	first := true
	for rest := strings.ToLower(name); rest != ""; {
		n := 0
		for _, l := range cyrillicLetters {
			if strings.HasPrefix(rest, l.latin) {
				n = len(l.latin)
				b.WriteString(capitalised(l.cyrillic, first))
				break
			}
		}
		if n == 0 {
			for _, r := range rest {
				if folded := foldLetters(string(r), false); folded != string(r) && folded != "" {
					b.WriteString(capitalised(transliterate(folded, language), first))
				} else if !unicode.IsMark(r) {
					b.WriteRune(r)
				}
				n = len(string(r))
				break
			}
		}
		rest, first = rest[n:], false
	}
	return b.String()
}

// spells reports whether a name can be written for readers of a language without an
// engine: as it is in Latin letters, or transliterated.
func spells(language string) bool {
	switch language {
	case "ru", "uk", "be", "bg", "sr", "mk":
		return true
	case "ar", "fa", "ur", "he", "el", "zh", "ja", "ko", "hi", "bn", "ta", "th", "ka", "hy", "am":
		return false
	}
	return true
}

func capitalised(s string, upper bool) string {
	if !upper {
		return strings.ToLower(s)
	}
	for i, r := range s {
		return s[:i] + string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

// consonants returns what is left of a name in Latin, Cyrillic or Greek letters when
// only its consonants are told apart, by kind, as different scripts and
// endings leave them.
func consonants(word string) (string, bool) {
	var b strings.Builder
	for _, r := range strings.ToLower(foldLetters(word, false)) {
		kind, ok := consonantKinds[r]
		if !ok {
			if unicode.IsLetter(r) {
				return "", false
			}
			continue
		}
		b.WriteString(kind)
	}
	return b.String(), true
}

var consonantKinds = func() map[rune]string {
	kinds := map[rune]string{}
	for kind, letters := range map[string]string{
		"":   "aeiouyhаеёиоуыэюяйьъіїєαεηιουωήίόύώάέ'",
		"b":  "bбβ",
		"v":  "vwвfфφ",
		"p":  "pпπ",
		"t":  "tdтдτδθ",
		"k":  "kcqgхкгґκγχ",
		"s":  "sszсзцшщчжjσςζ",
		"l":  "lлλ",
		"m":  "mмμ",
		"n":  "nнν",
		"r":  "rрρ",
		"ks": "xξ",
	} {
		for _, r := range letters {
			kinds[r] = kind
		}
	}
	return kinds
}()

// soundsLike reports whether written may be name in another script, with an
// ending of its own. ok is false where the scripts can't be compared.
func soundsLike(name, written string) (like, ok bool) {
	a, known := consonants(name)
	b, knownToo := consonants(written)
	if !known || !knownToo {
		return false, false
	}
	if len(a) == 0 || len(b) == 0 {
		return true, true
	}
	first, _ := utf8.DecodeRuneInString(strings.ToLower(foldLetters(name, false)))
	if a[0] != b[0] && !strings.ContainsRune("cjxhgyw", first) {
		return false, true
	}
	common := commonSubsequence(a, b)
	return float64(common) >= .6*float64(len(a)) && len(b) <= 2*len(a)+1, true
}

func commonSubsequence(a, b string) int {
	row := make([]int, len(b)+1)
	for i := range len(a) {
		diagonal := 0
		for j := range len(b) {
			above := row[j+1]
			if a[i] == b[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}
