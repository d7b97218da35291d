package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

// currencyTable names each family of currencies: its signs and codes (which
// always mean money), and the beginnings of its words in the languages that we
// know. Words after the bar mean other things as well: they can confirm a
// currency, but never demand one.
var currencyTable = []struct{ family, signs, words string }{
	{"dollar", "$ US$ A$ C$ CA$ NZ$ HK$ USD AUD CAD NZD HKD SGD", "dollar dólar dòlar долл долар دولار دولاً | buck usd peso песо بيزو greenback cent"},
	{"euro", "€ EUR", "euro евро євро يورو | eur"},
	{"pound", "£ GBP", "sterling стерлинг стерлінг إسترليني استرليني esterlin | pound фунт جنيه libra livre lliur pfund quid gbp penc пенс p бр pence بنس بنسا"},
	{"yen", "¥ JPY 円", "yen иен йен ієн йєн | ين yenes jen ienes iene"},
	{"yuan", "CNY RMB 元", "yuan yuán юан юань يوان renminbi женьминьби iuan | ¥"},
	{"rupee", "₹ INR PKR Rs", "rupee рупи рупі روبي rupi rúpia roupie rupia | rs"},
	{"ruble", "₽ RUB", "rouble ruble рубл руб rublo rubel روبل | rubl"},
	{"hryvnia", "₴ UAH", "hryvnia hryvnya гривн гривен гривня griwna grivna هريفنيا"},
	{"won", "₩ KRW", "| won вон وون"},
	{"shekel", "₪ ILS NIS", "shekel шекел séquel sheqel schekel شيكل شيقل shequel | siclo xéquel xekel chekel"},
	{"lira", "₺ TRY", "| lira лир лір ليرة"},
	{"zloty", "PLN zł", "zloty zlotych злот złot زلوتي"},
	{"franc", "CHF", "| franc франк فرنك franken fränk"},
	{"krona", "SEK NOK DKK", "| kron крон corona coron coroa couronne كرون"},
	{"riyal", "SAR QAR", "riyal риял ріял ريال | rial riad"},
	{"dirham", "AED", "dirham дирхам дирхем درهم دراهم dírham"},
	{"dinar", "KWD", "dinar динар دينار دنانير"},
	{"real", "R$ BRL", "| real reais reales реал ريال réais réaux"},
	{"rand", "ZAR", "| rand ранд راند"},
	{"bitcoin", "₿ BTC", "bitcoin биткойн биткоин بيتكوين"},
}

// money is a mention of a currency.
type money struct {
	family string
	at     domain.Range
	sure   bool // it can only be money
	amount bool // a number stands beside it
}

// currencies compares the currencies of both texts. Each one that an amount
// of the source has must be mentioned in the translation, and the other way
// round. Families of one word ("dollar") count as one currency.
func (s *segment) currencies() {
	source, target := moneyIn(s.Source, s.c.from), moneyIn(s.Target, s.c.to)
	for _, a := range source {
		if !a.sure || !a.amount || mentions(target, a.family) {
			continue
		}
		if other, ok := foreign(target, source); ok {
			s.report("currency-changed", a.at, other.at, in(s.Source, a.at), in(s.Target, other.at))
		} else {
			s.report("currency-missing", a.at, domain.Range{}, in(s.Source, a.at))
		}
		return // one finding says it: the editor looks at all the amounts
	}
	for _, b := range target {
		if b.sure && b.amount && !mentions(source, b.family) {
			if other, ok := foreign(source, target); ok {
				s.report("currency-changed", other.at, b.at, in(s.Source, other.at), in(s.Target, b.at))
				return
			}
		}
	}
}

func mentions(list []money, family string) bool {
	for _, m := range list {
		if m.family == family {
			return true
		}
	}
	return false
}

// foreign is the first sure mention in list whose family the others lack.
func foreign(list, others []money) (money, bool) {
	for _, m := range list {
		if m.sure && m.amount && !mentions(others, m.family) {
			return m, true
		}
	}
	return money{}, false
}

// moneyIn finds all mentions of currencies.
func moneyIn(text, language string) []money {
	var out []money
	numbers := lang.Numbers(text, language)
	for i, r := range text {
		if unicode.Is(unicode.Sc, r) || r == '円' || r == '元' {
			at := domain.Range{Start: i, End: i + utf8.RuneLen(r)}
			for _, row := range currencyTable {
				if containsField(row.signs, string(r)) || containsField(row.words, string(r)) {
					out = append(out, money{row.family, at, !strings.Contains(row.words, string(r)), beside(text, numbers, at)})
				}
			}
		}
	}
	for _, w := range wordsOf(text) {
		for _, row := range currencyTable {
			code := len(w.text) >= 2 && strings.ToUpper(w.text) == w.text && containsField(row.signs, w.text)
			sure, found := currencyWord(row.words, w.lower)
			if code || found {
				out = append(out, money{row.family, w.at, code || sure, beside(text, numbers, w.at)})
			}
		}
	}
	return out
}

func containsField(fields, word string) bool {
	for f := range strings.FieldsSeq(fields) {
		if f == word {
			return true
		}
	}
	return false
}

// currencyWord reports whether a lower-case word names the currency, with at
// most two letters of Arabic particles before the stem.
func currencyWord(stems, word string) (sure, found bool) {
	sure = true
	for stem := range strings.FieldsSeq(stems) {
		if stem == "|" {
			sure = false
			continue
		}
		if len(stem) == 1 || stem == "eur" || stem == "rs" || stem == "real" || stem == "rand" || stem == "won" {
			if word == stem {
				return sure, true
			}
			continue
		}
		if at := strings.Index(word, stem); at == 0 || at > 0 && at <= 6 && word[0] >= 0xd8 && word[0] <= 0xdb {
			return sure, true
		}
		if strings.HasSuffix(word, stem) && len(word) > len(stem) && word[0] >= '0' && word[0] <= '9' { // "5euro"
			return sure, true
		}
	}
	return false, false
}

// beside reports whether a number stands next to at, with at most one word
// between them.
func beside(text string, numbers []lang.Number, at domain.Range) bool {
	for _, n := range numbers {
		if n.Kind == lang.NumberHint || n.Kind == lang.NumberPhone {
			continue
		}
		var gap string
		switch {
		case n.Range.End <= at.Start:
			gap = text[n.Range.End:at.Start]
		case n.Range.Start >= at.End:
			gap = strings.TrimSpace(text[at.End:n.Range.Start])
			if gap == "" {
				return true
			}
			continue
		default:
			return true
		}
		if len(strings.Fields(gap)) <= 1 && !strings.ContainsAny(gap, ",.;:!?()") {
			return true
		}
	}
	return false
}
