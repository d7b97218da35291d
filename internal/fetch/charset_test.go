package fetch

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
)

// prose in each language, long enough for statistics to work on.
var prose = map[string]string{
	"ru": "Министры иностранных дел двух стран встретились в столице, чтобы обсудить условия перемирия. Переговоры продолжались до позднего вечера, и стороны договорились встретиться снова через неделю.",
	"ar": "التقى وزيرا خارجية البلدين في العاصمة لمناقشة شروط الهدنة. واستمرت المحادثات حتى وقت متأخر من المساء، واتفق الطرفان على الاجتماع مرة أخرى بعد أسبوع.",
	"zh": "两国外交部长在首都会面，讨论停火条件。会谈一直持续到深夜，双方同意一周后再次会晤。记者在现场看到，许多市民聚集在广场上等待消息。",
	"ja": "両国の外務大臣は首都で会談し、停戦の条件について話し合った。協議は深夜まで続き、双方は一週間後に再び会うことで合意した。",
	"ko": "두 나라의 외무장관은 수도에서 만나 휴전 조건을 논의했다. 회담은 늦은 밤까지 계속되었고 양측은 일주일 뒤에 다시 만나기로 합의했다.",
	"pl": "Ministrowie spraw zagranicznych obu państw spotkali się w stolicy, aby omówić warunki rozejmu. Rozmowy trwały do późnego wieczora, a strony zgodziły się spotkać ponownie za tydzień, żeby kontynuować dyskusję o przyszłości regionu.",
	"fr": "Les chefs de la diplomatie des deux pays se sont rencontrés dans la capitale pour évoquer les conditions d’une trêve. Les négociations ont duré jusqu’à la nuit.",
	"el": "Οι υπουργοί Εξωτερικών των δύο χωρών συναντήθηκαν στην πρωτεύουσα για να συζητήσουν τους όρους της εκεχειρίας. Οι συνομιλίες διήρκεσαν μέχρι αργά το βράδυ.",
	"he": "שרי החוץ של שתי המדינות נפגשו בבירה כדי לדון בתנאי הפסקת האש. השיחות נמשכו עד שעת ערב מאוחרת והצדדים הסכימו להיפגש שוב בעוד שבוע.",
}

func encodeAs(t testing.TB, text, name string) []byte {
	t.Helper()
	e, canonical := charset.Lookup(name)
	if e == nil {
		t.Fatalf("no charset %q", name)
	}
	encoded, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("encode as %s: %v", canonical, err)
	}
	return encoded
}

func page(head, text string) string {
	return "<!doctype html><html><head>" + head + "<title>" + text + "</title></head><body><p>" + text + "</p></body></html>"
}

func TestDecodeTextDeclaredAndUndeclared(t *testing.T) {
	t.Parallel()
	charsets := []struct{ lang, name string }{
		{"ru", "windows-1251"},
		{"ru", "koi8-r"},
		{"ar", "windows-1256"},
		{"zh", "gb18030"},
		{"ja", "shift_jis"},
		{"ja", "euc-jp"},
		{"ko", "euc-kr"},
		{"pl", "iso-8859-2"},
		{"fr", "windows-1252"},
		{"el", "windows-1253"},
		{"he", "windows-1255"},
	}
	ways := []struct {
		name, head, contentType string
		xml                     string
	}{
		{name: "in the header", contentType: "text/html; charset=%"},
		{name: "in the header, quoted", contentType: `text/html;charset="%"`},
		{name: "in the header, twice", contentType: "text/html; charset=%; charset=%"},
		{name: "in meta", head: "<meta charset=%>", contentType: "text/html"},
		{name: "in meta http-equiv", head: `<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=%">`},
		{name: "in meta after a long head", head: "<style>" + strings.Repeat("p { color: red }", 100) + "</style><meta charset='%'>"},
		{name: "in the XML declaration", xml: `<?xml version="1.0" encoding="%"?>`, contentType: "application/xml"},
		{name: "against a header of UTF-8", head: "<meta charset=%>", contentType: "text/html; charset=utf-8"},
		{name: "against a header of Latin-1", head: "<meta charset=%>", contentType: "text/html; charset=iso-8859-1"},
		{name: "nowhere"},
		{name: "nowhere, with an unknown label", contentType: "text/html; charset=x-none"},
	}
	for _, c := range charsets {
		for _, w := range ways {
			t.Run(c.name+" "+w.name, func(t *testing.T) {
				t.Parallel()
				fill := func(s string) string { return strings.ReplaceAll(s, "%", c.name) }
				text := fill(w.xml) + page(fill(w.head), prose[c.lang])
				got, name := DecodeText(encodeAs(t, text, c.name), fill(w.contentType))
				if got != text {
					t.Errorf("read as %s: %.200q", name, got)
				}
			})
		}
	}
}

func TestDecodeTextWrongDeclarations(t *testing.T) {
	t.Parallel()
	russian, utf8Page := prose["ru"], page("<meta charset=windows-1252>", prose["ru"])
	tests := []struct {
		name, contentType string
		body              []byte
		want, charset     string
	}{
		{"valid UTF-8 under a wrong header", "text/html; charset=windows-1251", []byte(utf8Page), utf8Page, "utf-8"},
		{"valid UTF-8 under a wrong meta", "text/html", []byte(utf8Page), utf8Page, "utf-8"},
		{"UTF-8 with one broken byte", "text/html; charset=iso-8859-1", []byte(russian + "\xff" + russian), russian + "\uFFFD" + russian, "utf-8"},
		{"UTF-8 cut within a character", "", []byte(russian)[:len(russian)-2], strings.TrimSuffix(russian, "ю.") + "\uFFFD", "utf-8"},
		{"legacy under a header of Latin-1 alone", "text/html; charset=iso-8859-1", encodeAs(t, page("", russian), "windows-1251"), page("", russian), "windows-1251"},
		{"French under a header of Latin-1", "text/html; charset=iso-8859-1", encodeAs(t, page("", prose["fr"]), "windows-1252"), page("", prose["fr"]), "windows-1252"},
		{"header and meta disagree, the header is right", "text/html; charset=shift_jis", encodeAs(t, page("<meta charset=gb18030>", prose["ja"]), "shift_jis"), page("<meta charset=gb18030>", prose["ja"]), "shift_jis"},
		{"header and meta disagree, meta is right", "text/html; charset=shift_jis", encodeAs(t, page("<meta charset=gb18030>", prose["zh"]), "gb18030"), page("<meta charset=gb18030>", prose["zh"]), "gb18030"},
		{"header and meta disagree, both decode", "text/html; charset=koi8-r", encodeAs(t, page("<meta charset=windows-1251>", russian), "windows-1251"), page("<meta charset=windows-1251>", russian), "windows-1251"},
		{"header and meta disagree, the header can't be", "text/html; charset=euc-jp", encodeAs(t, page("<meta charset=ibm866>", russian), "ibm866"), page("<meta charset=ibm866>", russian), "ibm866"},
		{"header and meta disagree, meta can't be", "text/html; charset=iso-8859-1", encodeAs(t, page("<meta charset=shift_jis>", prose["fr"]), "windows-1252"), page("<meta charset=shift_jis>", prose["fr"]), "windows-1252"},
		{"ASCII under any header", "text/plain; charset=utf-16", []byte("plain words"), "plain words", "utf-8"},
		{"iso-2022-jp is 7 bit", "text/html; charset=iso-2022-jp", encodeAs(t, prose["ja"], "iso-2022-jp"), prose["ja"], "iso-2022-jp"},
		{"a label that the standard forbids", "text/html; charset=hz-gb-2312", []byte("plain ~{words~}"), "plain ~{words~}", "utf-8"},
		{"NULs", "text/plain", []byte("a\x00b"), "a\uFFFDb", "utf-8"},
		{"nothing", "text/html; charset=", nil, "", "utf-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, name := DecodeText(tt.body, tt.contentType)
			if got != tt.want || name != tt.charset {
				t.Errorf("read as %s, want %s: %.200q", name, tt.charset, got)
			}
		})
	}
}

func TestDecodeTextUTF16(t *testing.T) {
	t.Parallel()
	text := page("<meta charset=utf-16>", prose["ru"])
	for name, e := range map[string]struct {
		order unicode.Endianness
		bom   unicode.BOMPolicy
	}{
		"utf-16le": {unicode.LittleEndian, unicode.ExpectBOM},
		"utf-16be": {unicode.BigEndian, unicode.ExpectBOM},
	} {
		for _, bom := range []unicode.BOMPolicy{unicode.ExpectBOM, unicode.IgnoreBOM} {
			body, err := unicode.UTF16(e.order, bom).NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			got, charsetName := DecodeText(body, "text/html; charset=windows-1251")
			if got != text || charsetName != name {
				t.Errorf("%s (byte order mark: %v): read as %s: %.100q", name, bom == unicode.ExpectBOM, charsetName, got)
			}
		}
	}
	if got, name := DecodeText([]byte("\ufeffключ"), "text/html; charset=koi8-r"); got != "ключ" || name != "utf-8" {
		t.Errorf("UTF-8 with a byte order mark: %q as %s", got, name)
	}
}

func FuzzDecodeText(f *testing.F) {
	f.Add([]byte(page("<meta charset=windows-1251>", "x")), "text/html; charset=gb18030")
	f.Add(encodeAs(f, prose["ru"], "koi8-r"), "")
	f.Add(encodeAs(f, prose["ja"], "shift_jis"), "text/html; charset=big5")
	f.Add([]byte("\xff\xfea\x00\x00"), "text/plain")
	f.Add([]byte("<?xml version='1.0' encoding='euc-kr'?>\xb0\xa1"), "application/xml")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		text, name := DecodeText(body, contentType)
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			t.Errorf("not clean text: %q", text)
		}
		if knownCharset(name) != name {
			t.Errorf("%q is no charset's name", name)
		}
		if utf8.Valid(body) && !strings.ContainsAny(string(body), "\x00\x1b\ufeff") && text != string(body) {
			t.Errorf("valid UTF-8 changed: %q to %q as %s", body, text, name)
		}
	})
}
