package message

import (
	"strings"
	"testing"
	"time"
)

func TestLocale(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.November, 3, 15, 5, 0, 0, time.FixedZone("", 3*3600))
	for _, tt := range []struct{ tag, full, month, moment, number string }{
		{"en", "Tuesday, November 3, 2026", "November 2026", "November 3, 2026, 3:05\u00a0PM", "12,345"},
		{"en-GB", "Tuesday, 3 November 2026", "November 2026", "3 November 2026, 15:05", "12,345"},
		{"ru", "Вторник, 3 ноября 2026\u00a0г.", "Ноябрь 2026\u00a0г.", "3 ноября 2026\u00a0г., 15:05", "12\u00a0345"},
		{"es", "Martes, 3 de noviembre de 2026", "Noviembre de 2026", "3 de noviembre de 2026, 15:05", "12.345"},
		{"ar", "الثلاثاء، 3 نوفمبر 2026", "نوفمبر 2026", "3 نوفمبر 2026، 3:05 م", "12,345"},
		{"ar-EG", "الثلاثاء، ٣ نوفمبر ٢٠٢٦", "نوفمبر ٢٠٢٦", "٣ نوفمبر ٢٠٢٦، ٣:٠٥ م", "١٢٬٣٤٥"},
		{"ar-IQ", "الثلاثاء، ٣ تشرين الثاني ٢٠٢٦", "تشرين الثاني ٢٠٢٦", "٣ تشرين الثاني ٢٠٢٦، ٣:٠٥ م", "١٢٬٣٤٥"},
		{"ar-DZ", "الثلاثاء، 3 نوفمبر 2026", "نوفمبر 2026", "3 نوفمبر 2026، 3:05 م", "12.345"},
		{"fa", "سه\u200cشنبه ۳ نوامبر ۲۰۲۶", "نوامبر ۲۰۲۶", "۳ نوامبر ۲۰۲۶، ساعت ۱۵:۰۵", "۱۲٬۳۴۵"},
		{"de-CH", "Dienstag, 3. November 2026", "November 2026", "3. November 2026, 15:05", "12'345"},
		{"not a tag", "Tuesday, November 3, 2026", "November 2026", "November 3, 2026, 3:05\u00a0PM", "12,345"},
	} {
		l := LocaleOf(tt.tag)
		for _, got := range [][2]string{{l.Weekday(at), tt.full}, {l.Month(at), tt.month}, {l.Moment(at), tt.moment}, {l.Number(12345), tt.number}} {
			if got[0] != got[1] {
				t.Errorf("%s: %q, want %q", tt.tag, got[0], got[1])
			}
		}
	}
	if got := LocaleOf("ar-EG").Zone(at); got != "UTC+٣" {
		t.Error(got)
	}
	if got := LocaleOf("en").Number(1234); got != "1234" {
		t.Error(got)
	}
}

func TestEveryLocaleWritesEveryDate(t *testing.T) {
	t.Parallel()
	if n := len(locales()); n < 300 {
		t.Fatalf("%d locales", n)
	}
	for tag := range locales() {
		l := LocaleOf(tag)
		for month := time.January; month <= time.December; month++ {
			at := time.Date(2026, month, 10+int(month), 2*int(month)%24, 5, 0, 0, time.UTC)
			for name, text := range map[string]string{
				"full": l.Weekday(at), "long": l.Date(at), "day": l.DayOfMonth(at), "month": l.Month(at), "clock": l.Clock(at), "moment": l.Moment(at),
			} {
				if len(text) < 3 || strings.ContainsAny(text, "{}") {
					t.Errorf("%s, %s of month %d: %q", tag, name, month, text)
				}
			}
		}
	}
}
