package message

import (
	"maps"
	"regexp"
	"slices"
	"testing"
	"time"
)

func TestCataloguesAgree(t *testing.T) {
	t.Parallel()
	known := all()
	english := known[0]
	if english.lang != "en" || len(known) < 4 {
		t.Fatalf("catalogues %v, want English and three more", Languages())
	}
	for _, key := range []Key{
		Source, Original, OriginalHeadline, Authors, Byline, FirstPublished, Updated, Translation, FromTo, TranslatedBy, NotReviewed, Picture, ListSeparator, DateTime,
	} {
		if english.texts[key] == "" {
			t.Errorf("en lacks %q", key)
		}
	}
	braces := regexp.MustCompile(`\{\w+\}`)
	for _, m := range known {
		if got, want := slices.Sorted(maps.Keys(m.texts)), slices.Sorted(maps.Keys(english.texts)); !slices.Equal(got, want) {
			t.Errorf("%s has the keys %v, want %v", m.lang, got, want)
		}
		for key, text := range m.texts {
			got, want := braces.FindAllString(text, -1), braces.FindAllString(english.texts[key], -1)
			slices.Sort(got)
			slices.Sort(want)
			if text == "" || !slices.Equal(got, want) {
				t.Errorf("%s, %s: %q has the words %v, want %v", m.lang, key, text, got, want)
			}
		}
	}
}

func TestFor(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{
		"ru": "ru", "ar-EG": "ar", "es-419": "es", "en-GB": "en", "ja": "en", "uk": "en", "": "en", "not a tag": "en",
	} {
		if got := For(lang).Lang(); got != want {
			t.Errorf("For(%q) speaks %q, want %q", lang, got, want)
		}
	}
}

func TestTexts(t *testing.T) {
	t.Parallel()
	at := time.Date(2025, time.March, 11, 14, 5, 0, 0, time.FixedZone("", 3*3600))
	india := time.Date(2025, time.May, 1, 9, 0, 0, 0, time.FixedZone("", -(5*3600+1800)))
	tests := []struct{ got, want string }{
		{For("en").Time(at), "11 March 2025, 14:05 (UTC+3)"},
		{For("ru").Time(at), "11 марта 2025 г., 14:05 (UTC+3)"},
		{For("es").Time(at.UTC()), "11 de marzo de 2025, 11:05 (UTC)"},
		{For("en").Time(india), "1 May 2025, 09:00 (UTC−5:30)"},
		{For("ru").Text(FromTo, "from", For("ru").Language("en"), "to", For("ru").Language("ar")), "английский → арабский"},
		{For("en").Text(Byline, "authors", For("en").List([]string{"A", "{x}"})), "By A, {x}"},
		{For("ar").List([]string{"A", "B"}), "A، B"},
		{For("en").Language("xx-broken-tag-"), "xx-broken-tag-"},
		{For("en").Finding("number-changed", []string{"5", "{0}7"}), "The original has 5, the translation {0}7."},
		{For("ru").Finding("number-missing", []string{"5"}), "Пропущено число 5."},
		{For("ru").Finding("empty", nil), "Перевода нет."},
		{For("ru").Finding("repetition", []string{"да да", "7"}), "«да да» повторяется снова и снова."},
		{For("ru").Finding("number-changed", []string{"5"}), ""},
		{For("ru").Finding("no-such-rule", []string{"5"}), ""},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}
