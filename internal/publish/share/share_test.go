package share_test

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/publish/share"
)

var cards = map[string]share.Card{
	"latin":    {Lang: "es", Brand: "El Mensajero", Title: "Cierran el puerto después de que un temporal dañara dos grúas y un almacén", Source: "The Harbour Post", Note: "Traducción automática del inglés, sin revisar"},
	"cyrillic": {Lang: "ru", Brand: "Новости мира", Title: "Порт закрыт после шторма: повреждены два крана и склад, двое пострадавших", Source: "The Harbour Post", Note: "Машинный перевод с английского, не проверен"},
	"arabic":   {Lang: "ar", Brand: "أخبار العالم", Title: "إغلاق الميناء بعد عاصفة ألحقت أضرارًا برافعتين ومستودع في 23 نوفمبر، وفق The Harbour Post", Source: "The Harbour Post · هاربر بوست", Note: "ترجمة آلية من الإنجليزية (غير مراجَعة)"},
	"persian":  {Lang: "fa", Brand: "خبر", Title: "بسته شدن بندر پس از توفان؛ دو جرثقیل و یک انبار آسیب دیدند", Source: "The Harbour Post", Note: "ترجمهٔ ماشینی"},
	"greek":    {Lang: "el", Brand: "Νέα", Title: "Έκλεισε το λιμάνι μετά την καταιγίδα", Source: "The Harbour Post", Note: "Αυτόματη μετάφραση"},
	"long":     {Lang: "de", Brand: "Nachrichten", Title: strings.Repeat("Der Hafen wurde am Montag nach einem Sturm geschlossen. ", 10), Source: "The Harbour Post", Note: "Maschinell übersetzt"},
	"word":     {Lang: "de", Brand: "Nachrichten", Title: strings.Repeat("Donaudampfschifffahrts", 12), Source: "The Harbour Post"},
	"chinese":  {Lang: "zh", Brand: "世界新闻", Title: "风暴过后港口关闭", Source: "The Harbour Post", Note: "机器翻译", Host: "news.example.org"},
	"empty":    {},
}

// TestDraw writes the images where DRAGOMAN_SHARE_DIR says, to be looked at.
func TestDraw(t *testing.T) {
	t.Parallel()
	for name, card := range cards {
		var b bytes.Buffer
		if err := share.Draw(&b, card); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		img, err := png.Decode(bytes.NewReader(b.Bytes()))
		if err != nil || img.Bounds().Dx() != share.Width || img.Bounds().Dy() != share.Height {
			t.Errorf("%s: %v, %v", name, err, img.Bounds())
		}
		if b.Len() > 300<<10 {
			t.Errorf("%s: %d bytes", name, b.Len())
		}
		if dir := os.Getenv("DRAGOMAN_SHARE_DIR"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, name+".png"), b.Bytes(), 0o644); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestDrawIcon(t *testing.T) {
	t.Parallel()
	for _, title := range []string{"Dragoman", "Новости", "أخبار", "世界", ""} {
		var b bytes.Buffer
		if err := share.DrawIcon(&b, title, 512); err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(b.Bytes()))
		if err != nil || img.Bounds().Dx() != 512 {
			t.Fatal(err, img.Bounds())
		}
		light := 0
		for y := range 512 {
			for x := range 512 {
				if r, _, _, _ := img.At(x, y).RGBA(); r > 0xf000 {
					light++
				}
			}
		}
		if light < 5_000 || light > 100_000 {
			t.Errorf("%q: the letter takes %d pixels", title, light)
		}
		if dir := os.Getenv("DRAGOMAN_SHARE_DIR"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, "icon-"+title+".png"), b.Bytes(), 0o644); err != nil {
				t.Error(err)
			}
		}
	}
}

// TestScripts: texts with glyphs make a difference to the picture, and those
// without are left out instead of drawn as boxes.
func TestScripts(t *testing.T) {
	t.Parallel()
	draw := func(c share.Card) string {
		var b bytes.Buffer
		if err := share.Draw(&b, c); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for lang, title := range map[string]string{"en": "Port", "vi": "Cảng đóng cửa", "uk": "Порт Ґанок", "el": "Λιμάνι", "ar": "ميناء", "ur": "بندرگاہ", "pl": "Żółć"} {
		if draw(share.Card{Lang: lang, Title: title, Host: "a.example"}) == draw(share.Card{Lang: lang, Host: "a.example"}) {
			t.Errorf("%s: %q can't be drawn", lang, title)
		}
	}
	if draw(share.Card{Lang: "ja", Title: "港", Host: "a.example"}) != draw(share.Card{Lang: "ja", Host: "a.example"}) {
		t.Error("a title without glyphs was drawn")
	}
	if draw(share.Card{Lang: "en", Title: "A\x00\nB\x07  C"}) != draw(share.Card{Lang: "en", Title: "A B C"}) {
		t.Error("control characters were drawn")
	}
}

func FuzzDraw(f *testing.F) {
	f.Add("ar", "إغلاق \u202e الميناء", "x")
	f.Add("en", "\u0301\u200d\ufe0f", "")
	f.Fuzz(func(t *testing.T, lang, title, brand string) {
		if err := share.Draw(discard{}, share.Card{Lang: lang, Title: title, Brand: brand, Note: title}); err != nil {
			t.Error(err)
		}
	})
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

func BenchmarkDraw(b *testing.B) {
	for b.Loop() {
		if err := share.Draw(discard{}, cards["arabic"]); err != nil {
			b.Fatal(err)
		}
	}
}
