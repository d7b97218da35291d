package lang_test

import (
	"testing"

	"github.com/dragoman-news/dragoman/internal/lang"
)

func TestTags(t *testing.T) {
	t.Parallel()
	tests := []struct{ tag, normal, base, script, direction string }{
		{"en", "en", "en", "Latn", "ltr"},
		{"EN", "en", "en", "Latn", "ltr"},
		{"en_US", "en-US", "en", "Latn", "ltr"},
		{"en_US.UTF-8", "en-US", "en", "Latn", "ltr"},
		{" pt-br ", "pt-BR", "pt", "Latn", "ltr"},
		{"de, en", "de", "de", "Latn", "ltr"},
		{"iw", "he", "he", "Hebr", "rtl"},
		{"ar-EG", "ar-EG", "ar", "Arab", "rtl"},
		{"fa", "fa", "fa", "Arab", "rtl"},
		{"ur-PK", "ur-PK", "ur", "Arab", "rtl"},
		{"ckb", "ckb", "ckb", "Arab", "rtl"},
		{"ku", "ku", "ku", "Latn", "ltr"},
		{"yi", "yi", "yi", "Hebr", "rtl"},
		{"dv", "dv", "dv", "Thaa", "rtl"},
		{"az-arab", "az-Arab", "az", "Arab", "rtl"},
		{"zh-Hant-TW", "zh-Hant-TW", "zh", "Hant", "ltr"},
		{"zh_CN", "zh-CN", "zh", "Hans", "ltr"},
		{"sr-Latn", "sr-Latn", "sr", "Latn", "ltr"},
		{"en-EN", "en", "en", "Latn", "ltr"},
		{"en-UK", "en-GB", "en", "Latn", "ltr"},
		{"en-english", "en", "en", "Latn", "ltr"},
		{"de-DE-u-co-phonebk", "de-DE", "de", "Latn", "ltr"},
		{"no", "no", "no", "Latn", "ltr"},
		{"", "", "", "", "ltr"},
		{"und", "", "", "", "ltr"},
		{"mul", "", "", "", "ltr"},
		{"x-default", "", "", "", "ltr"},
		{"42", "", "", "", "ltr"},
		{"-", "", "", "", "ltr"},
		{"русский", "", "", "", "ltr"},
	}
	for _, tt := range tests {
		if got := lang.Normalize(tt.tag); got != tt.normal {
			t.Errorf("Normalize(%q) = %q, want %q", tt.tag, got, tt.normal)
		}
		if got := lang.Base(tt.tag); got != tt.base {
			t.Errorf("Base(%q) = %q, want %q", tt.tag, got, tt.base)
		}
		if got := lang.Script(tt.tag); got != tt.script {
			t.Errorf("Script(%q) = %q, want %q", tt.tag, got, tt.script)
		}
		if got := lang.Direction(tt.tag); got != tt.direction {
			t.Errorf("Direction(%q) = %q, want %q", tt.tag, got, tt.direction)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	tests := []struct{ tag, in, name, self string }{
		{"ru", "en", "Russian", "русский"},
		{"ar", "en", "Arabic", "العربية"},
		{"pt-BR", "en", "Brazilian Portuguese", "português"},
		{"pt-BR", "fr", "portugais brésilien", "português"},
		{"de", "xx-none", "German", "Deutsch"},
		{"iw", "de", "Hebräisch", "עברית"},
		{"zh-Hant", "en", "Traditional Chinese", "繁體中文"},
		{"?", "en", "?", "?"},
	}
	for _, tt := range tests {
		if got := lang.Name(tt.tag, tt.in); got != tt.name {
			t.Errorf("Name(%q, %q) = %q, want %q", tt.tag, tt.in, got, tt.name)
		}
		if got := lang.SelfName(tt.tag); got != tt.self {
			t.Errorf("SelfName(%q) = %q, want %q", tt.tag, got, tt.self)
		}
	}
}

func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"en_US.UTF-8", "zh-Hant-TW", "iw", "i-klingon", "x-y", "art-lojban"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, tag string) {
		normal := lang.Normalize(tag)
		if again := lang.Normalize(normal); again != normal {
			t.Errorf("%q became %q, then %q", tag, normal, again)
		}
		if (normal == "") != (lang.Base(tag) == "") {
			t.Errorf("%q: tag %q, base %q", tag, normal, lang.Base(tag))
		}
	})
}
