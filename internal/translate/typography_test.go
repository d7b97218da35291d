package translate

import (
	"testing"
)

func TestTypography(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ language, source, text, want string }{
		{"ru", "", `Он сказал: "Да".`, "Он сказал: «Да»."},
		{"ru", "", `"Да", - сказал он.`, "«Да», — сказал он."},
		{"ru", "", `"Да," сказал он.`, "«Да», сказал он."},
		{"ru", "", `"Он сказал 'нет' вчера".`, "«Он сказал „нет“ вчера»."},
		{"uk", "", `Він сказав: "Так".`, "Він сказав: «Так»."},
		{"de", "", `Er sagte: "Ja 'so' gut."`, "Er sagte: „Ja ‚so‘ gut.“"},
		{"fr", "", `Il a dit: "Oui" !`, "Il a dit\u00a0: «\u00a0Oui\u00a0»\u202f!"},
		{"fr", "", `Quoi? À 10:30; oui!`, "Quoi\u202f? À 10:30\u202f; oui\u202f!"},
		{"ar", "", `قال "نعم" اليوم`, "قال «نعم» اليوم"},
		{"es", "", `Dijo "sí".`, "Dijo «sí»."},
		{"pt", "", `Disse "sim".`, "Disse “sim”."},
		{"pt-PT", "", `Disse "sim".`, "Disse «sim»."},
		{"en", "", `He said "yes" and 'no' of the ministers' plan.`, "He said “yes” and “no” of the ministers' plan."},
		{"es", "", `" Sí " dijo.`, "«Sí» dijo."},
		{"ja", "", `"はい"と言った`, "「はい」と言った"},
		{"ru", "5–10", "5-10 лет", "5–10 лет"},
		{"ru", "5-10", "5-10 лет", "5-10 лет"},
		{"ru", "", "5 - 3 = 2", "5 - 3 = 2"},
		{"ru", "Wait…", "Подождите...", "Подождите…"},
		{"ru", "Wait...", "Подождите...", "Подождите..."},
		{"ar", "5 people", "٥ أشخاص", "5 أشخاص"},
		{"ar", "٥ people", "٥ أشخاص", "٥ أشخاص"},
		{"ru", "", `""Нет" - это слово", - сказал он.`, "«„Нет“ — это слово», — сказал он."},
		{"ru", "", `О"Нил сказал "да".`, "О'Нил сказал «да»."},
		{"ru", "", `"Первая. "Вторая`, "«Первая. „Вторая"},
	} {
		if got := rewrite(test.text, typographyEdits(test.source, test.text, test.language, nil)).after; got != test.want {
			t.Errorf("%s: %q\ngot  %q\nwant %q", test.language, test.text, got, test.want)
		}
	}
}

func TestQuoteMarks(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{`He said "yes".`, `He said (0yes)0.`},
		{`“A ‘b’ c”`, `(0A (1b)1 c)0`},
		{`« Oui », dit-il`, `(0Oui)0, dit-il`},
		{`„Ja“, sagte er`, `(0Ja)0, sagte er`},
		{`»Ja«, sagte er`, `(0Ja)0, sagte er`},
		{`don't, the '90s, 6'2" tall, ministers' plan`, `don't, the '90s, 6'2" tall, ministers' plan`},
		{`'Yes,' he said`, `(0Yes,)0 he said`},
		{`It's John's 'big' idea`, `It's John's (0big)0 idea`},
		{`"First. "Second"`, `(0First. (1Second)1`},
		{`goes on" here`, `goes on)0 here`},
	} {
		marks := quoteMarks(test.text, nil)
		var edits []edit
		for _, m := range marks {
			sign := ")"
			if m.open {
				sign = "("
			}
			edits = append(edits, edit{m.Start, m.End, sign + string(rune('0'+m.depth))})
		}
		if got := rewrite(test.text, edits).after; got != test.want {
			t.Errorf("%q\ngot  %q\nwant %q", test.text, got, test.want)
		}
	}
}

func TestFinalMark(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ source, text, want string }{
		{"Talks end", "Переговоры закончились.", "Переговоры закончились"},
		{"Talks end.", "Переговоры закончились", "Переговоры закончились."},
		{"The talks end.", "Переговоры закончились", "Переговоры закончились."},
		{"Talks cost 5 bn", "Переговоры стоят 5 млрд.", "Переговоры стоят 5 млрд."},
		{"He is in the U.S.", "Он в США", "Он в США"},
		{"“The talks end.”", "«Переговоры закончились»", "«Переговоры закончились.»"},
		{"Really?", "Правда?", "Правда?"},
		{"Mr.", "Г-н", "Г-н"},
		{"Thanks", "Слава богу,", "Слава богу"},
		{"Day", "День.", "День"},
		{"Prices", "Цены:", "Цены"},
		{"How to vote", "Как голосовать?", "Как голосовать"},
		{"How many?", "Сколько.", "Сколько?"},
		{"And then?...", "А потом?", "А потом?..."},
		{"Wait…", "Подождите...", "Подождите..."},
		{"Stop!", "Стойте", "Стойте!"},
		{"Stop.", "Стойте!", "Стойте!"},
		{"The plan:", "План.", "План:"},
		{"停止。", "Стойте", "Стойте"},
	} {
		if got := rewrite(test.text, finalMarkEdits(test.source, test.text, nil)).after; got != test.want {
			t.Errorf("%q, %q: got %q, want %q", test.source, test.text, got, test.want)
		}
	}
}
