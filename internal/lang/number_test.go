package lang_test

import (
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/lang"
)

func TestNumbers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		language, text string
		want           []float64 // the first reading of each number
	}{
		{"en", "5", []float64{5}},
		{"ar", "٥", []float64{5}},
		{"fa", "۱۲۳", []float64{123}},
		{"hi", "१२,३४,५६७", []float64{1234567}},
		{"ar", "١٬٢٣٤٫٥", []float64{1234.5}},
		{"en", "1,234", []float64{1234}},
		{"de", "1,234", []float64{1.234}},
		{"de", "1.234.567,8", []float64{1234567.8}},
		{"fr", "1 234 567", []float64{1234567}},
		{"ru", "1 234 567,89", []float64{1234567.89}},
		{"ru", "в 2018 100 человек", []float64{2018, 100}},
		{"en", "in 2018 100 people", []float64{2018, 100}},
		{"en", "1'234'567", []float64{1234567}},
		{"en", "5.3 million", []float64{5.3e6}},
		{"en", "$5bn", []float64{5e9}},
		{"en", "$5-million", []float64{5e6}},
		{"ru", "5,3 млн.", []float64{5.3e6}},
		{"ru", "1 млн 200 тыс.", []float64{1.2e6}},
		{"es", "5.300 millones", []float64{5.3e9}},
		{"es", "5 mil millones", []float64{5e9}},
		{"es", "un billón", []float64{1e12}},
		{"fr", "5 milliards", []float64{5e9}},
		{"de", "3,5 Mrd. Euro", []float64{3.5e9}},
		{"ar", "5 ملايين", []float64{5e6}},
		{"uk", "7 мільярдів", []float64{7e9}},
		{"uk", "п’ятдесят п'ять", []float64{55}},
		{"uk", "поїзд прибув", nil},
		{"ca", "3 bilions", []float64{3e12}},
		{"en", "twenty-five", []float64{25}},
		{"en", "two hundred and fifty thousand", []float64{250e3}},
		{"en", "two and three", []float64{2, 3}},
		{"ru", "двадцать пять", []float64{25}},
		{"ru", "двадцать пятого", []float64{25}},
		{"ru", "двухлетний", []float64{2}},
		{"ru", "во вторник", nil},
		{"ru", "сто раз", []float64{100, 1}},
		{"ru", "сто двадцать недель", []float64{120, 7}},
		{"ru", "сто первый", []float64{101}},
		{"ru", "двадцатичетырёхчасовой", []float64{24}},
		{"ru", "сорокапятилетнего", []float64{45}},
		{"ru", "двадцатилетний", []float64{20}},
		{"uk", "сто разів, двадцятип'ятирічний", []float64{100, 25}},
		{"en", "a hundred decades", []float64{100, 10}},
		{"ru", "двести пятьдесят тысяч", []float64{250e3}},
		{"de", "fünfundzwanzig", []float64{25}},
		{"de", "einundzwanzig", []float64{21}},
		{"de", "zweihunderttausend", []float64{200e3}},
		{"de", "zwölfjährige", []float64{12}},
		{"fr", "quatre-vingt-dix-sept", []float64{97}},
		{"fr", "soixante-douze", []float64{72}},
		{"es", "treinta y cinco", []float64{35}},
		{"pt", "mil e duzentos", []float64{1200}},
		{"ar", "خمسة وعشرون", []float64{25}},
		{"ar", "ثلاثة عشر", []float64{13}},
		{"ar", "مائة وخمسين", []float64{150}},
		{"en", "½", []float64{.5}},
		{"en", "2½", []float64{2.5}},
		{"ru", "в XXI веке", []float64{21, 100}},
		{"en", "3-2", []float64{3, 2}},
		{"en", "F-16", []float64{16}},
		{"xx", "zwanzig 20", []float64{20}},
		{"en", "$300+ billion", []float64{300e9}},
		{"en", "twenty seconds", []float64{20, 2}},
		{"es", "veinte segundos", []float64{20, 2}},
		{"fr", "vingt fois", []float64{20, 1}},
		{"ar", "عشرين ضعف", []float64{20, 2}},
		{"de", "4,67 Lakh Fälle", []float64{467e3}},
		{"ru", "пятисотлетней", []float64{500}},
		{"ar", "منتصف ستينيات", []float64{.5, 60}},
		{"de", "1.23.456", []float64{123456}},
		{"de", "Tausenden ein Los", []float64{1000, 1}},
	} {
		var got []float64
		for _, n := range lang.Numbers(tt.text, tt.language) {
			if len(n.Values) > 0 {
				got = append(got, n.Values[0])
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s %q: %v, want %v", tt.language, tt.text, got, tt.want)
		}
	}
}

func TestNumbersReadSeveralWays(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		language, text string
		want           float64 // a reading of the first number
	}{
		{"en", "1.234", 1234},
		{"en", "the 1930s", 30},
		{"ru", "30-е годы", 1930},
		{"en", "2016-17", 2016},
		{"en", "5 to 7 million", 5e6},
		{"en", "$5-7bn", 5e9},
		{"en", "5m", 5e6},
		{"en", "'17", 2017},
		{"en", "the thirties", 1930},
	} {
		if n := lang.Numbers(tt.text, tt.language); len(n) == 0 || !n[0].Reads(tt.want) {
			t.Errorf("%s %q: %+v does not read as %v", tt.language, tt.text, n, tt.want)
		}
	}
}

func TestNumbersLeavePhonesAlone(t *testing.T) {
	t.Parallel()
	for text, phone := range map[string]bool{
		"+1 (555) 123-4567": true, "0800 123 4567": true, "020 7946 0018": true, "+4930123456": true,
		"10.03.2018": false, "1 234 567": false, "2016-17": false, "12, 13, 14": false,
	} {
		n := lang.Numbers(text, "en")
		if got := len(n) == 1 && n[0].Kind == lang.NumberPhone; got != phone {
			t.Errorf("%q: telephone number %v, want %v: %+v", text, got, phone, n)
		}
	}
}

func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"1.234,5 million", "٥ ملايين", "fünfundzwanzig", "+1 (555) 123-4567", "1930s 10.03.2018 ½", "\xff1\xff", "XXI 2016-17"} {
		f.Add(s, "en")
		f.Add(s, "de")
		f.Add(s, "ar")
	}
	f.Fuzz(func(t *testing.T, text, language string) {
		end := 0
		for _, n := range lang.Numbers(text, language) {
			if n.Range.Start < end || n.Range.End <= n.Range.Start || n.Range.End > len(text) {
				t.Fatalf("%q: range %v after %d", text, n.Range, end)
			}
			end = n.Range.End
			if utf8.ValidString(text) && !utf8.ValidString(text[n.Range.Start:n.Range.End]) {
				t.Fatalf("%q: range %v cuts a character", text, n.Range)
			}
		}
	})
}

func BenchmarkNumbers(b *testing.B) {
	const text = "In 2018, twenty-five people paid $5.3 million for 1,234 tickets on March 10, the minister said."
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		lang.Numbers(text, "en")
	}
}
