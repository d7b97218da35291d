package templates

import (
	"html/template"
	"testing"
)

func TestWhole(t *testing.T) {
	t.Parallel()
	span := func(word string) string { return `<span class="whole">` + word + `</span>` }
	for _, tt := range []struct {
		headline any
		want     string
	}{
		{"Из-за бури кто-то закрыл 2-й порт", span("Из-за") + " бури " + span("кто-то") + " закрыл " + span("2-й") + " порт"},
		{"Вице-премьер по-прежнему за 100-летие", "Вице-премьер " + span("по-прежнему") + " за " + span("100-летие")},
		{"«Во-первых», e-mail & X-ray", "«" + span("Во-первых") + "», " + span("e-mail") + " &amp; " + span("X-ray")},
		{"A state-of-the-art-in-a-word machine", "A state-of-the-art-in-a-word machine"}, // too long for a line
		{"День - ночь -то и-", "День - ночь -то и-"},
		{"<b>из-за</b>", "&lt;b&gt;" + span("из-за") + "&lt;/b&gt;"},
		{template.HTML(`<a href="/a-b/из-за">Ни <mark>из-за</mark></a>`), `<a href="/a-b/из-за">Ни <mark>` + span("из-за") + `</mark></a>`},
		{template.HTML(`<mark>из</mark>-за, <mark>Он из</mark>-за`), span("<mark>из</mark>-за") + `, <mark>Он из</mark>-за`},
		{"без дефиса", "без дефиса"},
	} {
		if got := whole(tt.headline); string(got) != tt.want {
			t.Errorf("%v: %s, want %s", tt.headline, got, tt.want)
		}
	}
}
