package search_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/dragoman-news/dragoman/internal/search"
)

// TestSameWord lists spellings and forms that must find each other.
func TestSameWord(t *testing.T) {
	t.Parallel()
	for language, groups := range map[string][]string{
		"en": {"election elections ELECTION ｅｌｅｃｔｉｏｎ", "café cafe CAFÉ", "port ports port's", "10,000 10000 10’000 １０，０００"},
		"ru": {"переговоры переговоров переговорах ПЕРЕГОВОРЫ", "ещё еще", "замок замо\u0301к", "40\u00a0000 40000"},
		"ar": {"الحكومة حكومة الحكومه حكومه والحكومة حكومتها", "مُدَرِّسَة مدرسة المدرسة مدرســـة والمدرسة", "إيران ايران ٱيران", "مستشفى مستشفي المستشفى", "٤٠٬٠٠٠ 40000 ۴۰۰۰۰"},
		"fa": {"کتاب كتاب", "ایران ايران"},
		"es": {"elección elecciones eleccion", "policía policia", "huelga huelgas"},
		"fr": {"l’élection élections election", "Straße strasse"},
		"de": {"Straße Straßen STRASSE"},
		"tr": {"ISPARTA ısparta", "İstanbul istanbul"},
		"el": {"Αθήνα ΑΘΗΝΑ αθηνα", "κόσμος ΚΌΣΜΟΣ"},
		"pl": {"Łódź lodz ŁÓDŹ"},
		"he": {"שָׁלוֹם שלום"},
		"ja": {"ﾆｭｰｽ ニュース"},
		"hi": {"समाचार समाचार"},
	} {
		for _, group := range groups {
			spellings := strings.Fields(strings.ReplaceAll(group, "\u00a0", "_"))
			for _, s := range spellings[1:] {
				s = strings.ReplaceAll(s, "_", "\u00a0")
				first := strings.ReplaceAll(spellings[0], "_", "\u00a0")
				if !found(search.Document(first, language), search.Query(s, language)) && !strings.ContainsAny(first+s, "’'") {
					t.Errorf("%s: %q doesn't find %q: %s, %s", language, s, first, search.Query(s, language), search.Document(first, language))
				}
				if !found(search.Document(s, language), search.Query(first, language)) && !strings.ContainsAny(first, "’'") {
					t.Errorf("%s: %q doesn't find %q: %s, %s", language, first, s, search.Query(first, language), search.Document(s, language))
				}
			}
		}
	}
}

// found is what an index does with a query.
func found(document string, query [][]string) bool {
	tokens := strings.Fields(document)
	for _, any := range query {
		if !slices.ContainsFunc(any, func(t string) bool { return slices.Contains(tokens, t) }) {
			return false
		}
	}
	return len(query) > 0
}

func TestDifferentWord(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, language, query, in string }{
		{"Der Rat tagt", "de", "rats", "en"}, // the English stem is the German word
		{"He sent 300 men in 2026", "en", "2026300", "en"},
		{"The year was 2026 300 people came", "en", "2026300", "en"},
		{"3,1416", "en", "31416", "en"},
		{"中国", "zh", "国中", "zh"},
	} {
		if found(search.Document(test.text, test.language), search.Query(test.query, test.in)) {
			t.Errorf("%q finds %q", test.query, test.text)
		}
	}
}

func TestQuery(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text  string
		langs []string
		want  [][]string
	}{
		{"", []string{"en"}, nil},
		{"!? \" * AND( NEAR/2 -", nil, [][]string{{"x0and"}, {"x0near"}, {"x02"}}},
		{"the ports", []string{"ru", "en-GB"}, [][]string{{"x0ports", "en0port"}}},
		{"the", []string{"en"}, [][]string{{"x0the", "en0the"}}},
		{"war", []string{"en", "de"}, [][]string{{"x0war", "en0war", "de0war"}}},
		{"war crimes", []string{"de", "en"}, [][]string{{"x0war", "de0war", "en0war"}, {"x0crimes", "de0crim", "en0crime"}}},
		{"порт Meridian", []string{"ru", "en"}, [][]string{{"x0порт", "ru0порт"}, {"x0meridian", "en0meridian"}}},
		{"port port Ports", []string{"en"}, [][]string{{"x0port", "en0port"}, {"x0ports", "en0port"}}},
		{"5km", nil, [][]string{{"x05"}, {"x0km"}}},
		{"中国经济", []string{"zh", "ja"}, [][]string{{"x0中国", "x0国经"}, {"x0国经", "x0经济"}}},
		{"word", []string{"", "und", "?"}, [][]string{{"x0word"}}},
	} {
		if diff := cmp.Diff(test.want, search.Query(test.text, test.langs...)); diff != "" {
			t.Errorf("%q: %s", test.text, diff)
		}
	}
	if n := len(search.Query(strings.Repeat("a b c d e f g h i j k l m n o p q r s t u v w x y z ", 5000))); n != search.MaxWords {
		t.Errorf("a long query asks for %d words", n)
	}
}

func TestTerms(t *testing.T) {
	t.Parallel()
	got := search.Terms("The strike at the ports of Aldmoor is over", "en", 3)
	if diff := cmp.Diff([]string{"en0strike", "en0port", "en0aldmoor"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestDocumentIsBounded(t *testing.T) {
	t.Parallel()
	if got := search.Document(strings.Repeat("x", 3000), "en"); len(got) > search.MaxWord+10 {
		t.Errorf("a long word is %d bytes", len(got))
	}
	if got := search.Document(strings.Repeat("a ", search.MaxText), ""); len(got) > 2*search.MaxText+10 {
		t.Errorf("a long text is %d bytes", len(got))
	}
}

func FuzzSearch(f *testing.F) {
	for _, s := range []string{"The port’s 10,000 tonnes", "والحكومة ٤٠٬٠٠٠", "中国カタカナ한국어ไทย", "می\u200cرود", "\xff\"*", "हिन्दी", "ﷺ İI\u0307"} {
		for _, l := range []string{"en", "ar", "ta", "tr", "", "fi"} {
			f.Add(s, l)
		}
	}
	f.Fuzz(func(t *testing.T, text, language string) {
		document := search.Document(text, language)
		if again := search.Document(text, language); again != document {
			t.Fatalf("%q then %q", document, again)
		}
		for token := range strings.SplitSeq(document, " ") {
			checkToken(t, token, document == "")
		}
		for _, any := range search.Query(text, language, "ru") {
			if len(any) == 0 {
				t.Fatal("a word without tokens")
			}
			for _, token := range any {
				checkToken(t, token, false)
			}
		}
		if query := search.Query(text, language); len(text) < search.MaxQuery/2 && len(query) < search.MaxWords && (len(query) > 0) != (document != "") {
			t.Fatalf("%q is the document %q and the query %q", text, document, query)
		}
		if query := search.Query(text, language); len(text) < search.MaxQuery && len(query) > 0 && !found(document, query) {
			t.Fatalf("%q doesn't find itself: %q in %q", text, query, document)
		}
	})
}

// checkToken fails where a token could be syntax to an index or be cut by it.
func checkToken(t *testing.T, token string, empty bool) {
	t.Helper()
	if token == "" && empty {
		return
	}
	if token == "" || token[0] < 'a' || token[0] > 'z' || !utf8.ValidString(token) || len(token) > 4*4*search.MaxWord {
		t.Fatalf("the token %q", token)
	}
	for _, r := range token {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			t.Fatalf("the token %q has %q", token, r)
		}
	}
}

func BenchmarkDocument(b *testing.B) {
	for language, sentence := range map[string]string{
		"en": "The talks between the two governments ended on Tuesday without an agreement on the 40,000 tonnes of grain. ",
		"ru": "Переговоры двух правительств завершились во вторник без соглашения о 40 000 тонн зерна. ",
		"ar": "انتهت المحادثات بين الحكومتين يوم الثلاثاء دون اتفاق بشأن 40 ألف طن من الحبوب. ",
		"zh": "两国政府的谈判星期二结束，没有就四万吨粮食达成协议。",
	} {
		text := strings.Repeat(sentence, 5000/len(sentence))
		b.Run(language, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				search.Document(text, language)
			}
		})
	}
}
