package check

import (
	"strings"
	"sync"
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
	{"dollar", "$ US$ A$ C$ CA$ NZ$ HK$ USD AUD CAD NZD HKD SGD", "dollar dólar dòlar долл долар дол دولار دولاً | buck usd peso песо بيزو greenback cent"},
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
	number lang.Number
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
			other, ok := foreign(source, target)
			if !ok {
				other, ok = sameAmount(source, b)
			}
			if ok {
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

// sameAmount is the first sure mention in list with b's amount.
func sameAmount(list []money, b money) (money, bool) {
	for _, m := range list {
		if m.sure && m.amount && len(b.number.Values) > 0 && m.number.Reads(b.number.Values[0]) {
			return m, true
		}
	}
	return money{}, false
}

// moneyIn finds all mentions of currencies.
func moneyIn(text, language string) []money {
	var out []money
	index, numbers := currencies(), lang.Numbers(text, language)
	for i, r := range text {
		if unicode.Is(unicode.Sc, r) || r == '円' || r == '元' {
			at := domain.Range{Start: i, End: i + utf8.RuneLen(r)}
			for _, row := range currencyTable {
				if containsField(row.signs, string(r)) || containsField(row.words, string(r)) {
					out = append(out, mention(text, numbers, row.family, at, !strings.Contains(row.words, string(r))))
				}
			}
		}
	}
	for _, w := range wordsOf(text) {
		code, isCode := index.codes[w.text]
		if isCode {
			out = append(out, mention(text, numbers, code, w.at, true))
			continue
		}
		for _, stem := range index.stemsFor(w.lower) {
			if stem.names(w.lower) {
				out = append(out, mention(text, numbers, stem.family, w.at, stem.sure))
			}
		}
	}
	return out
}

// currencyStem is the beginning of a currency's word.
type currencyStem struct {
	family, stem string
	sure         bool // it means money only
	whole        bool // the stem is the word
}

// currencyIndex finds the stems that a word can have by its first byte.
type currencyIndex struct {
	codes map[string]string // families by code
	stems map[byte][]currencyStem
}

var currencies = sync.OnceValue(func() currencyIndex {
	index := currencyIndex{codes: map[string]string{}, stems: map[byte][]currencyStem{}}
	for _, row := range currencyTable {
		for sign := range strings.FieldsSeq(row.signs) {
			if strings.ToUpper(sign) == sign && len(sign) >= 2 && wordLike(sign) {
				index.codes[sign] = row.family
			}
		}
		sure := true
		for stem := range strings.FieldsSeq(row.words) {
			if stem == "|" {
				sure = false
				continue
			}
			whole := len(stem) == 1 || strings.Contains(" eur rs real rand won дол ", " "+stem+" ")
			index.stems[firstByte(stem)] = append(index.stems[firstByte(stem)], currencyStem{row.family, stem, sure, whole})
		}
	}
	return index
})

func wordLike(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// firstByte is the byte that stems are indexed by: one for all of Arabic,
// whose particles stand before the stem.
func firstByte(s string) byte {
	if s[0] >= 0xd8 && s[0] <= 0xdb {
		return 0xd8
	}
	return s[0]
}

func (x currencyIndex) stemsFor(word string) []currencyStem {
	word = strings.TrimLeft(word, "0123456789") // "5euro"
	if word == "" {
		return nil
	}
	return x.stems[firstByte(word)]
}

// names reports whether a lower-case word is a form of the stem, after digits
// or after at most three letters of Arabic particles.
func (c currencyStem) names(word string) bool {
	word = strings.TrimLeft(word, "0123456789")
	if c.whole {
		return word == c.stem
	}
	if firstByte(c.stem) == 0xd8 {
		at := strings.Index(word, c.stem)
		return at >= 0 && at <= 6
	}
	return strings.HasPrefix(word, c.stem) && (c.family != "euro" || !continent(word))
}

// continent reports whether a word that begins as the euro does is one of Europe's.
func continent(word string) bool {
	return strings.HasPrefix(word, "europ") || strings.HasPrefix(word, "европ") || strings.HasPrefix(word, "європ")
}

func containsField(fields, word string) bool {
	for f := range strings.FieldsSeq(fields) {
		if f == word {
			return true
		}
	}
	return false
}

// farthest is how many bytes of a word may stand between a number and its
// currency.
const farthest = 60

// mention looks for the amount of a currency at a place in a text: the first number that
// stands next to it, with at most one word between them.
func mention(text string, numbers []lang.Number, family string, at domain.Range, sure bool) money {
	for _, n := range numbers {
		if n.Kind != lang.NumberHint && n.Kind != lang.NumberPhone && max(at.Start-n.Range.End, n.Range.Start-at.End) <= farthest && beside(text, n, at) {
			return money{family, at, sure, true, n}
		}
	}
	return money{family: family, at: at, sure: sure}
}

func beside(text string, n lang.Number, at domain.Range) bool {
	switch {
	case n.Range.End <= at.Start:
		gap := text[n.Range.End:at.Start]
		return len(strings.Fields(gap)) <= 1 && !strings.ContainsAny(gap, ",.;:!?()")
	case n.Range.Start >= at.End:
		return strings.TrimSpace(text[at.End:n.Range.Start]) == ""
	}
	return true
}
