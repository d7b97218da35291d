package lang

import (
	"slices"
	"strings"
	"unicode"
)

// script is a writing system, with how the languages that use it are told
// apart.
type script struct {
	ranges *unicode.RangeTable
	codes  []string // ISO 15924
	langs  []string // that judge can find, without region
	weight int      // of one letter against letters of other scripts; 0 means 1
	// judge returns the language of words in the script; allowed lists the
	// languages to choose from, all when empty.
	judge func(w words, allowed []string) Guess
}

// scripts lists the scripts that languages of today's news are written in,
// those with the most readers first.
var scripts = []script{
	{ranges: unicode.Latin, codes: strings.Fields("Latn"), langs: strings.Fields("en fr de es pt it ca nl sv da nb nn is fi et lv lt pl cs sk sl hr ro hu tr az id ms vi sq eu ga cy af tl sw la eo so gl bs no fil"), judge: latinTable.judge},
	{ranges: unicode.Cyrillic, codes: strings.Fields("Cyrl"), langs: strings.Fields("ru uk be bg mk sr kk mn ky tt tg"), judge: judgeCyrillic},
	{ranges: unicode.Arabic, codes: strings.Fields("Arab Aran"), langs: strings.Fields("ar fa ur ug ckb ps sd"), judge: judgeArabic},
	{ranges: eastAsian, codes: strings.Fields("Hani Hans Hant Jpan Hira Kana Hrkt"), langs: strings.Fields("zh ja"), weight: 3, judge: judgeEastAsian},
	sole(unicode.Hangul, "Kore", "ko"),
	{ranges: unicode.Devanagari, codes: strings.Fields("Deva"), langs: strings.Fields("hi mr ne"), judge: devanagariTable.judge},
	sole(unicode.Greek, "Grek", "el"),
	{ranges: unicode.Hebrew, codes: strings.Fields("Hebr"), langs: strings.Fields("he yi"), judge: judgeHebrew},
	sole(unicode.Thai, "Thai", "th"),
	{ranges: unicode.Bengali, codes: strings.Fields("Beng"), langs: strings.Fields("bn as"), judge: judgeBengali},
	sole(unicode.Tamil, "Taml", "ta"),
	sole(unicode.Telugu, "Telu", "te"),
	sole(unicode.Kannada, "Knda", "kn"),
	sole(unicode.Malayalam, "Mlym", "ml"),
	sole(unicode.Gujarati, "Gujr", "gu"),
	sole(unicode.Gurmukhi, "Guru", "pa"),
	sole(unicode.Oriya, "Orya", "or"),
	sole(unicode.Sinhala, "Sinh", "si"),
	sole(unicode.Georgian, "Geor", "ka"),
	sole(unicode.Armenian, "Armn", "hy"),
	sole(unicode.Ethiopic, "Ethi", "am"),
	sole(unicode.Khmer, "Khmr", "km"),
	sole(unicode.Lao, "Laoo", "lo"),
	sole(unicode.Myanmar, "Mymr", "my"),
	sole(unicode.Tibetan, "Tibt", "bo"),
	sole(unicode.Thaana, "Thaa", "dv"),
}

// eastAsian joins ideographs and kana, since Japanese mixes them.
var eastAsian = mergeRanges(unicode.Han, unicode.Hiragana, unicode.Katakana)

func mergeRanges(tables ...*unicode.RangeTable) *unicode.RangeTable {
	merged := &unicode.RangeTable{}
	for _, t := range tables {
		merged.R16 = append(merged.R16, t.R16...)
		merged.R32 = append(merged.R32, t.R32...)
	}
	slices.SortFunc(merged.R16, func(a, b unicode.Range16) int { return int(a.Lo) - int(b.Lo) })
	slices.SortFunc(merged.R32, func(a, b unicode.Range32) int { return int(a.Lo) - int(b.Lo) })
	return merged
}

func scriptOf(r rune) *script {
	if 'a' <= r && r <= 'z' {
		return &scripts[0]
	}
	for i := range scripts {
		if unicode.Is(scripts[i].ranges, r) {
			return &scripts[i]
		}
	}
	return nil
}

// sole is a script that one language has to itself.
func sole(ranges *unicode.RangeTable, code, tag string) script {
	return script{ranges: ranges, codes: []string{code}, langs: []string{tag}, judge: func(_ words, allowed []string) Guess {
		return restrict(Guess{tag, 1}, allowed)
	}}
}

// restrict makes a guess unknown that is not among the allowed languages, and
// writes it as it is there.
func restrict(g Guess, allowed []string) Guess {
	if g.Lang == "" || len(allowed) == 0 || slices.Contains(allowed, g.Lang) {
		return g
	}
	for _, tag := range allowed {
		if Base(tag) == Base(g.Lang) {
			return Guess{tag, g.Confidence}
		}
	}
	return Guess{}
}

// judgeCyrillic finds Tajik by its letters; the other languages have n-grams
// or function words.
func judgeCyrillic(w words, allowed []string) Guess {
	if w.has("ҷӣӯҳ") > 2 {
		return restrict(Guess{"tg", 0.95}, allowed)
	}
	return cyrillicTable.judge(w, allowed)
}

// judgeArabic finds languages by letters that the n-gram table's (Arabic,
// Persian, Urdu) do not have.
func judgeArabic(w words, allowed []string) Guess {
	switch {
	case w.has("ۇۈۋ") > 1:
		return restrict(Guess{"ug", 0.95}, allowed)
	case w.has("ڕڵێۆ") > 1:
		return restrict(Guess{"ckb", 0.95}, allowed)
	case w.has("ټډړږښګڼۍېځڅ") > 1:
		return restrict(Guess{"ps", 0.95}, allowed)
	case w.has("ٻڀٿڄڃڇڊڌڍڻڏڱڪ") > 1:
		return restrict(Guess{"sd", 0.95}, allowed)
	}
	return arabicTable.judge(w, allowed)
}

// judgeEastAsian finds Japanese by its kana. Ideographs alone are Chinese,
// except that a short Japanese heading may have no kana either.
func judgeEastAsian(w words, allowed []string) Guess {
	kana, ideographs := 0, 0
	for _, word := range w.list {
		for _, r := range word {
			switch {
			case unicode.In(r, unicode.Hiragana, unicode.Katakana):
				kana++
			case unicode.Is(unicode.Han, r):
				ideographs++
			}
		}
	}
	if kana*12 > ideographs {
		return restrict(Guess{"ja", 1}, allowed)
	}
	chinese := Guess{"zh", min(1, 0.7+0.03*float64(ideographs))}
	if w.has(traditionalOnly) > w.has(simplifiedOnly) {
		chinese.Lang = "zh-Hant"
	}
	return restrict(chinese, allowed)
}

// Frequent characters whose traditional and simplified forms differ, in the
// same order, and none of which is Japanese in the simplified form.
const (
	traditionalOnly = "這個們來時說對過還沒後發經裡關開長門問間東車馬見現實際業產應該會計話語請讓認識記設許論證調談電視頭題類飛國學與為從無書"
	simplifiedOnly  = "这个们来时说对过还没后发经里关开长门问间东车马见现实际业产应该会计话语请让认识记设许论证调谈电视头题类飞国学与为从无书"
)

// judgeHebrew finds Yiddish by its digraphs and pointed letters.
func judgeHebrew(w words, allowed []string) Guess {
	if w.has("װױײ") > 0 || w.has("\u05b7\u05b8") > 3 && w.has("\u05b0\u05b4\u05b6") == 0 {
		return restrict(Guess{"yi", 0.9}, allowed)
	}
	return restrict(Guess{"he", 1}, allowed)
}

// judgeBengali finds Assamese by its letters for r and w.
func judgeBengali(w words, allowed []string) Guess {
	if w.has("ৰৱ") > 0 {
		return restrict(Guess{"as", 0.95}, allowed)
	}
	return restrict(Guess{"bn", 1}, allowed)
}
