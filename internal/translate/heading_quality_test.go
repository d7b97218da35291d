package translate_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// headings are English headings and cells of one or two words, each with the Russian
// ones that say the same.
var headings = map[string]string{
	"Prices": "Цены", "Peaches": "Персики", "Hours": "Часы|Часы работы", "Day": "День", "Weather": "Погода", "Sport": "Спорт", "Opinion": "Мнение",
	"Contact": "Контакт|Контакты|Контактная информация", "Address": "Адрес", "Telephone": "Телефон", "Date": "Дата", "Time": "Время",
	"Monday": "Понедельник", "March": "Март", "Total": "Всего|Итого", "Price": "Цена", "Population": "Население", "Capital": "Столица|Капитал",
	"Area": "Площадь|Область|Район", "Background": "Предыстория|Справка|Фон", "Results": "Результаты|Итоги", "What next?": "Что дальше?|А что дальше?",
	"What happened?": "Что случилось?|Что произошло?", "Why now?": "Почему сейчас?|Почему именно сейчас?",
	"Related stories": "Связанные с этим истории", "Read more": "Читать далее|Подробнее", "More news": "Больше новостей|Другие новости",
	"Key points": "Ключевые моменты|Основные моменты", "Opening hours": "Часы работы|Время работы", "Ticket prices": "Цены на билеты", "Bread": "Хлеб",
	"Milk": "Молоко", "Apples": "Яблоки", "Harvest": "Урожай|Сбор урожая", "Water": "Вода", "Rain": "Дождь", "Wind": "Ветер",
	"Temperature": "Температура", "Schools": "Школы", "Hospitals": "Больницы", "Roads": "Дороги", "Housing": "Жилье|Жилищное строительство",
	"Police": "Полиция", "Mayor": "Мэр", "Goalkeeper": "Вратарь", "Winner": "Победитель", "Score": "Счет|Оценка", "Goals": "Цели|Голы",
	"Points": "Очки|Пункты", "Team": "Команда", "Ferry times": "Время парома|Расписание паромов",
	"Bus routes": "Автобусные маршруты|Маршруты автобусов", "Local elections": "Местные выборы|Выборы в местные органы власти",
	"City council": "Городской совет", "Market hall": "Рыночный зал|Крытый рынок", "River levels": "Уровни рек|Уровни реки",
	"Next steps": "Следующие шаги", "The decision": "Решение", "The figures": "Цифры", "Main findings": "Основные выводы",
	"In brief": "Вкратце|Коротко", "At a glance": "С первого взгляда", "By numbers": "По цифрам|В цифрах", "Letters": "Письма",
	"Editorial": "Редакционная статья|Редакция", "Obituary": "Некролог", "Recipes": "Рецепты", "Ingredients": "Ингредиенты",
	"Method": "Метод|Методика|Способ", "Name": "Имя|Наименование|Название", "Age": "Возраст", "Height": "Высота|Рост", "Year": "Год",
	"Country": "Страна", "Votes": "Голоса", "Seats": "Места|Сиденья", "Party": "Партия|Вечеринка", "Share": "Доля|Поделиться",
	"North Bank": "Северный берег", "Yes": "Да", "No": "Нет", "None": "Нет|Ни одного", "Advertisement": "Реклама|Объявление",
	"Correction": "Исправление|Коррекция|Корректировка", "Photo": "Фото|Фотография", "Video": "Видео", "About us": "О нас", "Sources": "Источники",
	"Further reading": "Дальнейшее чтение", "Timeline": "Хронология|Хронометраж",
}

// TestHeadings holds how many short texts are translated without a word too many, and
// that none ends in a mark that the source hasn't.
func TestHeadings(t *testing.T) {
	t.Parallel()
	engine := embedded(t)
	lines := slices.Sorted(maps.Keys(headings))
	right := 0
	texts, _ := paragraphs(t, "ru", plain(lines), engine)
	for i, x := range texts {
		if strings.HasSuffix(lines[i], "?") != strings.HasSuffix(x.Text, "?") || strings.HasSuffix(x.Text, ".") || strings.HasSuffix(x.Text, ":") {
			t.Errorf("%q became %q", lines[i], x.Text)
		}
		if slices.Contains(strings.Split(headings[lines[i]], "|"), x.Text) {
			right++
		} else {
			t.Logf("%q became %q, want %q", lines[i], x.Text, headings[lines[i]])
		}
	}
	t.Logf("%d of %d headings are right", right, len(lines))
	if right*100 < len(lines)*85 {
		t.Errorf("%d of %d, want 85 %%", right, len(lines))
	}
}
