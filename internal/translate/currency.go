package translate

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// currency is one currency: how amounts of it are written and recognised.
type currency struct {
	code    string
	symbols []string          // longest first where one holds another
	words   map[string]string // by language: the plural, as after a number
	stems   map[string]string // by language: beginnings of its names, separated by spaces, lower case
}

// currencies lists what news amounts are given in. The yen's sign is also the
// yuan's; without a prefix it is taken for the yen's.
var currencies = []currency{
	{
		"GBP",
		[]string{"£", "￡"},
		map[string]string{"en": "pounds", "de": "Pfund", "fr": "livres", "es": "libras", "pt": "libras", "it": "sterline", "ru": "фунтов", "uk": "фунтів", "ar": "جنيه إسترليني", "ca": "lliures"},
		map[string]string{"en": "pound sterling", "de": "pfund", "fr": "livre", "es": "libra", "pt": "libra", "it": "sterlin", "ru": "фунт стерлинг", "uk": "фунт стерлінг", "ar": "جنيه إسترليني استرليني", "ca": "lliur"},
	},
	{
		"EUR",
		[]string{"€"},
		map[string]string{"en": "euros", "de": "Euro", "fr": "euros", "es": "euros", "pt": "euros", "it": "euro", "ru": "евро", "uk": "євро", "ar": "يورو", "ca": "euros"},
		map[string]string{"en": "euro= euros=", "de": "euro= euros=", "fr": "euro= euros=", "es": "euro= euros=", "pt": "euro= euros=", "it": "euro=", "ru": "евро=", "uk": "євро=", "ar": "يورو", "ca": "euro= euros="},
	},
	{
		"CNY",
		[]string{"CN¥", "RMB¥", "元"},
		map[string]string{"en": "yuan", "de": "Yuan", "fr": "yuans", "es": "yuanes", "pt": "yuans", "it": "yuan", "ru": "юаней", "uk": "юанів", "ar": "يوان", "ca": "iuans"},
		map[string]string{"en": "yuan renminbi", "de": "yuan", "fr": "yuan", "es": "yuan", "pt": "yuan", "it": "yuan", "ru": "юан", "uk": "юан", "ar": "يوان", "ca": "iuan"},
	},
	{
		"JPY",
		[]string{"JP¥", "¥", "￥"},
		map[string]string{"en": "yen", "de": "Yen", "fr": "yens", "es": "yenes", "pt": "ienes", "it": "yen", "ru": "иен", "uk": "єн", "ar": "ين", "ca": "iens"},
		map[string]string{"en": "yen=", "de": "yen=", "fr": "yen= yens=", "es": "yen= yenes=", "pt": "iene", "it": "yen=", "ru": "иен йен", "uk": "єн ієн", "ar": "ين=", "ca": "ien iens="},
	},
	{
		"INR",
		[]string{"₹"},
		map[string]string{"en": "rupees", "de": "Rupien", "fr": "roupies", "es": "rupias", "pt": "rupias", "it": "rupie", "ru": "рупий", "uk": "рупій", "ar": "روبية", "ca": "rupies"},
		map[string]string{"en": "rupee", "de": "rupie", "fr": "roupie", "es": "rupia", "pt": "rupia", "it": "rupi", "ru": "рупи", "uk": "рупі", "ar": "روبي", "ca": "rupi"},
	},
	{
		"RUB",
		[]string{"₽"},
		map[string]string{"en": "rubles", "de": "Rubel", "fr": "roubles", "es": "rublos", "pt": "rublos", "it": "rubli", "ru": "рублей", "uk": "рублів", "ar": "روبل", "ca": "rubles"},
		map[string]string{"en": "ruble rouble", "de": "rubel", "fr": "rouble", "es": "rublo", "pt": "rublo", "it": "rubl", "ru": "рубл руб", "uk": "рубл руб", "ar": "روبل", "ca": "ruble"},
	},
	{
		"UAH",
		[]string{"₴"},
		map[string]string{"en": "hryvnias", "de": "Hrywnja", "fr": "hryvnias", "es": "grivnas", "pt": "grívnias", "it": "grivne", "ru": "гривен", "uk": "гривень", "ar": "هريفنيا", "ca": "hrívnies"},
		map[string]string{"en": "hryvnia", "de": "hrywnja", "fr": "hryvnia", "es": "grivna", "pt": "grívnia hryvnia", "it": "grivn", "ru": "грив", "uk": "грив", "ar": "هريفني", "ca": "hrívni"},
	},
	{
		"TRY",
		[]string{"₺"},
		map[string]string{"en": "Turkish lira", "de": "türkische Lira", "fr": "livres turques", "es": "liras turcas", "pt": "liras turcas", "it": "lire turche", "ru": "турецких лир", "uk": "турецьких лір", "ar": "ليرة تركية", "ca": "lires turques"},
		map[string]string{"en": "lira", "de": "lira", "fr": "livre lire", "es": "lira", "pt": "lira", "it": "lir", "ru": "лир", "uk": "лір", "ar": "لير", "ca": "lir"},
	},
	{
		"KRW",
		[]string{"₩"},
		map[string]string{"en": "won", "de": "Won", "fr": "wons", "es": "wones", "pt": "wons", "it": "won", "ru": "вон", "uk": "вон", "ar": "وون", "ca": "wons"},
		map[string]string{"en": "won=", "de": "won=", "fr": "won= wons=", "es": "won= wones=", "pt": "won= wons=", "it": "won=", "ru": "вон= вона= воны= вонах=", "uk": "вон=", "ar": "وون", "ca": "won= wons="},
	},
	{
		"ILS",
		[]string{"₪"},
		map[string]string{"en": "shekels", "de": "Schekel", "fr": "shekels", "es": "séqueles", "pt": "shekels", "it": "shekel", "ru": "шекелей", "uk": "шекелів", "ar": "شيكل", "ca": "xéquels"},
		map[string]string{"en": "shekel", "de": "schekel", "fr": "shekel", "es": "séquel shekel", "pt": "shekel", "it": "shekel siclo", "ru": "шекел", "uk": "шекел", "ar": "شيكل شيقل", "ca": "xéquel"},
	},
	{
		"NGN",
		[]string{"₦"},
		map[string]string{"en": "naira", "de": "Naira", "fr": "nairas", "es": "nairas", "pt": "nairas", "it": "naira", "ru": "найр", "uk": "найр", "ar": "نايرا", "ca": "naires"},
		map[string]string{"en": "naira", "de": "naira", "fr": "naira", "es": "naira", "pt": "naira", "it": "naira", "ru": "найр наир", "uk": "найр", "ar": "نايرا نيرة", "ca": "nair"},
	},
	{
		"BTC",
		[]string{"₿"},
		map[string]string{"en": "bitcoins", "de": "Bitcoin", "fr": "bitcoins", "es": "bitcoins", "pt": "bitcoins", "it": "bitcoin", "ru": "биткоинов", "uk": "біткоїнів", "ar": "بيتكوين", "ca": "bitcoins"},
		map[string]string{"en": "bitcoin", "de": "bitcoin", "fr": "bitcoin", "es": "bitcoin", "pt": "bitcoin", "it": "bitcoin", "ru": "биткоин биткойн", "uk": "біткоїн", "ar": "بيتكوين", "ca": "bitcoin"},
	},
	{
		"USD",
		[]string{"US$", "$", "＄"},
		map[string]string{"en": "dollars", "de": "Dollar", "fr": "dollars", "es": "dólares", "pt": "dólares", "it": "dollari", "ru": "долларов", "uk": "доларів", "ar": "دولار", "ca": "dòlars"},
		map[string]string{"en": "dollar buck", "de": "dollar", "fr": "dollar", "es": "dólar dolar", "pt": "dólar", "it": "dollar", "ru": "доллар долл", "uk": "долар дол", "ar": "دولار", "ca": "dòlar"},
	},
}

// amountPattern finds sums of money written with a sign. Its groups are the
// sign, number and scale of "£5 million", then number, scale and sign of "5 million €".
var amountPattern = sync.OnceValue(func() *regexp.Regexp {
	const (
		space  = `[\s\x{a0}\x{202f}]?`
		digits = `\d+(?:[.,\x{a0}\x{202f}]\d+)*`
		number = `(` + digits + `(?:[-–]` + digits + `)?)`
		scale  = `(` + space + `(?:millions?|billions?|trillions?|thousand|hundred|mln|bln|bn|mn|tn|trn|[kmbKMB]|milliards?|` +
			`millones|mil|milhões|bilhões|milioni|miliardi|Mio\.?|Mrd\.?|Milliarden?|Millionen?|млн|млрд|тыс\.?|тис\.?|трлн)(?:\b|$))?`
	)
	var signs []string
	for _, c := range currencies {
		for _, s := range c.symbols {
			signs = append(signs, regexp.QuoteMeta(s))
		}
	}
	sign := `(` + strings.Join(signs, "|") + `)`
	return regexp.MustCompile(sign + space + number + scale + `|` + number + scale + space + sign)
})

// currencySigns holds every character that a currency's symbol ends in.
var currencySigns = sync.OnceValue(func() string {
	var b strings.Builder
	for _, c := range currencies {
		for _, s := range c.symbols {
			b.WriteRune(lastRune(s))
		}
	}
	return b.String()
})

func currencyOf(symbol string) *currency {
	for i := range currencies {
		if slices.Contains(currencies[i].symbols, symbol) {
			return &currencies[i]
		}
	}
	return nil
}

// amount is a sum of money that is written with a sign.
type amount struct {
	domain.Range
	sign, number, scale string
	currency            *currency
}

func amounts(text string) []amount {
	if !strings.ContainsAny(text, currencySigns()) {
		return nil
	}
	var out []amount
	for _, m := range amountPattern().FindAllStringSubmatchIndex(text, -1) {
		group := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return text[m[2*n]:m[2*n+1]]
		}
		a := amount{Range: domain.Range{Start: m[0], End: m[1]}, sign: group(1), number: group(2), scale: group(3)}
		if a.sign == "" {
			a.sign, a.number, a.scale = group(6), group(4), group(5)
		}
		a.currency = currencyOf(a.sign)
		out = append(out, a)
	}
	return out
}

// spelt writes the amount without its sign, in words of a language, or with the
// currency's ISO 4217 code.
func (a amount) spelt(language string, code bool) string {
	scale := a.scale
	if language == "en" {
		if long, ok := englishScales[strings.ToLower(strings.TrimSpace(scale))]; ok {
			scale = " " + long
		}
	}
	word := a.currency.words[language]
	if word == "" || code {
		word = a.currency.code
	}
	if code && language == "en" {
		return word + " " + a.number + scale
	}
	return a.number + scale + " " + word
}

// name is what the bare sign reads as: the currency's name in a language, or its code.
func (c *currency) name(language string) string {
	word, _, _ := strings.Cut(strings.ReplaceAll(c.stems[language], "=", ""), " ")
	switch {
	case word == "":
		return c.code
	case strings.Contains(c.words[language], " "):
		return c.words[language]
	}
	return word
}

var englishScales = map[string]string{
	"k": "thousand", "m": "million", "mn": "million", "mln": "million", "b": "billion", "bn": "billion", "bln": "billion",
	"tn": "trillion", "trn": "trillion",
}

// currenciesIn returns the codes of the currencies that text names in a language by
// sign, code or word.
func currenciesIn(text, language string) map[string]bool {
	found := map[string]bool{}
	lower := strings.ToLower(text)
	rest := text
	for _, c := range currencies {
		for _, s := range c.symbols {
			if strings.Contains(rest, s) {
				found[c.code] = true
				rest = strings.ReplaceAll(rest, s, " ")
			}
		}
		if strings.Contains(text, c.code) {
			found[c.code] = true
		}
		for stem := range strings.FieldsSeq(c.stems[language]) {
			if stemOccurs(lower, stem, language) {
				found[c.code] = true
			}
		}
	}
	return found
}

// stemOccurs reports whether a word of text begins with stem and goes on with at
// most four letters, none if stem ends in "=". Arabic words may have a prefix.
func stemOccurs(text, stem, language string) bool {
	stem, exact := strings.CutSuffix(stem, "=")
	for at := 0; ; {
		i := strings.Index(text[at:], stem)
		if i < 0 {
			return false
		}
		start, end := at+i, at+i+len(stem)
		at = end
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		if unicode.IsLetter(before) && language != "ar" {
			continue
		}
		more := 0
		for _, r := range text[end:] {
			if !unicode.IsLetter(r) {
				break
			}
			more++
		}
		if more == 0 || !exact && more <= 4 {
			return true
		}
	}
}
