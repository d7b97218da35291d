package propername

import (
	"strings"
	"testing"
)

func TestRussianForms(t *testing.T) {
	t.Parallel()
	person, woman, place := Manner{Animate: true}, Manner{Animate: true, Feminine: true}, Manner{}
	tests := []struct {
		lemma string
		m     Manner
		want  string
	}{
		{"Уолтц", person, "Уолтц Уолтца Уолтцу Уолтца Уолтцем Уолтце"},
		{"Джонсон", person, "Джонсон Джонсона Джонсону Джонсона Джонсоном Джонсоне"},
		{"Клинтон", woman, "Клинтон Клинтон Клинтон Клинтон Клинтон Клинтон"},
		{"Обама", person, "Обама Обамы Обаме Обаму Обамой Обаме"},
		{"Иванов", person, "Иванов Иванова Иванову Иванова Ивановым Иванове"},
		{"Захарова", woman, "Захарова Захаровой Захаровой Захарову Захаровой Захаровой"},
		{"Зеленский", person, "Зеленский Зеленского Зеленскому Зеленского Зеленским Зеленском"},
		{"Трамп", person, "Трамп Трампа Трампу Трампа Трампом Трампе"},
		{"Макрон", person, "Макрон Макрона Макрону Макрона Макроном Макроне"},
		{"Меркель", woman, "Меркель Меркель Меркель Меркель Меркель Меркель"},
		{"Сунак", person, "Сунак Сунака Сунаку Сунака Сунаком Сунаке"},
		{"Рубио", person, "Рубио Рубио Рубио Рубио Рубио Рубио"},
		{"Нетаньяху", person, "Нетаньяху Нетаньяху Нетаньяху Нетаньяху Нетаньяху Нетаньяху"},
		{"Рияд", place, "Рияд Рияда Рияду Рияд Риядом Рияде"},
		{"Москва", place, "Москва Москвы Москве Москву Москвой Москве"},
		{"Германия", place, "Германия Германии Германии Германию Германией Германии"},
		{"Израиль", place, "Израиль Израиля Израилю Израиль Израилем Израиле"},
		{"Дубай", place, "Дубай Дубая Дубаю Дубай Дубаем Дубае"},
		{"Эмираты", place, "Эмираты Эмиратов Эмиратам Эмираты Эмиратами Эмиратах"},
		{"Филиппины", place, "Филиппины Филиппин Филиппинам Филиппины Филиппинами Филиппинах"},
		{"Саудовская", place, "Саудовская Саудовской Саудовской Саудовскую Саудовской Саудовской"},
		{"Хельсинки", place, "Хельсинки Хельсинки Хельсинки Хельсинки Хельсинки Хельсинки"},
		{"США", place, "США США США США США США"},
		{"Прага", place, "Прага Праги Праге Прагу Прагой Праге"},
		{"Никарагуа", place, "Никарагуа Никарагуа Никарагуа Никарагуа Никарагуа Никарагуа"},
	}
	for _, tt := range tests {
		forms, ok := RussianForms(tt.lemma, tt.m)
		if got := strings.Join(forms[:], " "); !ok || got != tt.want {
			t.Errorf("%s: %s, want %s", tt.lemma, got, tt.want)
		}
	}
}

func TestFormOf(t *testing.T) {
	t.Parallel()
	tests := []struct {
		language, lemma, word string
		want                  bool
	}{
		{"ru", "Уолтц", "Уолтцу", true},
		{"ru", "Уолтц", "Вальсу", false},
		{"ru", "Уолтц", "Уолтерсу", false},
		{"ru", "Королёв", "Королева", true},
		{"ru", "Рияд", "Риядского", false},
		{"ru", "Эмираты", "Эмиратах", true},
		{"uk", "Байден", "Байденові", true},
		{"ar", "الرياض", "بالرياض", true},
		{"ar", "الرياض", "للرياض", true},
		{"ar", "الرياض", "والرياض", true},
		{"ar", "ترامب", "لترامب", true},
		{"ar", "ترامب", "ترامبي", false},
		{"de", "Scholz", "Scholz", true},
		{"de", "Merkel", "Merkels", true},
		{"es", "Londres", "Londre", false},
	}
	for _, tt := range tests {
		if got := FormOf(tt.language, tt.lemma, tt.word); got != tt.want {
			t.Errorf("%s: %s of %s: %v", tt.language, tt.word, tt.lemma, got)
		}
	}
}

func TestArabicAttach(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, replaced, latin, want string }{
		{"الرياض", "برياد", "riyadh", "بالرياض"},
		{"الرياض", "لرياد", "riyadh", "للرياض"},
		{"ترامب", "وترمب", "trump", "وترامب"},
		{"ترامب", "ترمب", "trump", "ترامب"},
		{"والتز", "الفالس", "waltz", "والتز"},
		{"والتز", "فالتس", "waltz", "والتز"},
		{"بايدن", "لبيدن", "biden", "لبايدن"},
	}
	for _, tt := range tests {
		if got := ArabicAttach(tt.name, tt.replaced, Latin(tt.latin)); got != tt.want {
			t.Errorf("%s for %s: %s, want %s", tt.name, tt.replaced, got, tt.want)
		}
	}
}
