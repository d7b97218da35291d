package propername

import (
	"slices"
	"testing"
)

func TestCommonForms(t *testing.T) {
	t.Parallel()
	for expression, want := range map[string][]string{
		"прекращение огня":    {"прекращение огня", "прекращения огня", "прекращением огня", "прекращений огня"},
		"министр юстиции":     {"министра юстиции", "министром юстиции", "министры юстиции"},
		"подземный толчок":    {"подземного толчка", "подземному толчку", "подземные толчки", "подземных толчков"},
		"климатический сдвиг": {"климатического сдвига", "климатические сдвиги", "климатических сдвигов"},
		"Верховный суд":       {"Верховного суда", "Верховном суде"},
		"санкции":             {"санкции", "санкций", "санкциями"},
		"парламентарии":       {"парламентариев", "парламентариям"},
		"выборы в конгресс":   {"выборов в конгресс", "выборах в конгресс"},
		"медицинская сестра":  {"медицинскую сестру", "медицинские сестры"},
		"ООН":                 {"ООН"},
		"ceasefire":           {"ceasefire"},
		"":                    {""},
	} {
		got := CommonForms(expression, "", "")
		if got[0] != expression {
			t.Errorf("%q: the first form is %q", expression, got[0])
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%q: no %q in %q", expression, w, got)
			}
		}
	}
	for before, want := range map[string][]string{
		"сильное":     nil,
		"сильный":     {"толчок"},
		"тропических": {"толчков", "толчках"},
		"после":       {"толчка"},
	} {
		got := CommonForms("толчок", before, "")
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("behind %q: no %q in %q", before, w, got)
			}
		}
		if want == nil && got != nil {
			t.Errorf("behind %q: %q", before, got)
		}
	}
	for noun, want := range map[string][]string{
		"Полиция":       {"органы"},
		"полицией":      {"органами", "органом"},
		"расследовании": {"органе", "органах"},
	} {
		got := CommonForms("орган", "", noun)
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("in the place of %q: no %q in %q", noun, w, got)
			}
		}
		if noun == "Полиция" && slices.Contains(got, "органами") {
			t.Errorf("in the place of %q: %q", noun, got)
		}
	}
	if got := CommonForms("санкции", "", ""); slices.Contains(got, "санкция") {
		t.Errorf("a singular of a plural: %q", got)
	}
}
