package propername

import "testing"

func TestGenderOf(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Gender{
		"Владимир Зеленский": Masculine, "Хелена Радзиньская": Feminine, "Анна Вронская": Feminine, "Ольга Петровна Ким": Feminine,
		"Emmanuel Macron": Masculine, "Angela Merkel": Feminine, "Jean Dupont": UnknownGender, "Merkel": UnknownGender, "Тарас Кравецький": Masculine,
		"Friedrich Merz": Masculine, "Lindsey Graham": UnknownGender, "Путин": UnknownGender, "": UnknownGender, "Xi Jinping": UnknownGender, "José Silva": Masculine, "Ская": UnknownGender,
	} {
		if got := GenderOf(name); got != want {
			t.Errorf("%s: %d, want %d", name, got, want)
		}
	}
	for name := range feminineNames {
		if eitherNames[name] || masculineNames[name] {
			t.Errorf("%s is a woman's name and another's", name)
		}
	}
	for name := range masculineNames {
		if givenNames[name] || eitherNames[name] {
			t.Errorf("%s is a man's name twice, or another's", name)
		}
	}
	for name := range eitherNames {
		if !givenNames[name] {
			t.Errorf("%s is no given name", name)
		}
	}
}
