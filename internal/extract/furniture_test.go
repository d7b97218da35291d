package extract

import (
	"strings"
	"testing"
)

func textUnit(text string, linked int) *unit {
	text = collapse(text)
	return &unit{text: text, size: len([]rune(text)), linked: linked}
}

// TestLexicon has a case of each rule and language of furniture.txt, and
// sentences of stories that come close.
func TestLexicon(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text   string
		linked int // runes inside links
		want   string
	}{
		{"Related stories:", 0, "label"},
		{"Comments (12)", 0, "label"},
		{"ADVERTISEMENT", 0, "label"},
		{"Читайте также:", 0, "label"},
		{"Теги", 0, "label"},
		{"Читайте також", 0, "label"},
		{"اقرأ أيضا", 0, "label"},
		{"Lea también", 0, "label"},
		{"À lire aussi", 0, "label"},
		{"Lesen Sie auch", 0, "label"},
		{"Leia também", 0, "label"},
		{"相关阅读", 0, "label"},
		{"Διαβάστε επίσης:", 0, "label"},
		{"Czytaj także", 0, "label"},

		{"READ MORE: Mill owner appeals", 18, "lead"},
		{"Read also Mill owner appeals against ruling", 33, "lead"},
		{"Читайте также: В школах закупят парты", 25, "lead"},
		{"Читайте також: У школах закуплять парти", 25, "lead"},
		{"اقرأ أيضا: ارتفاع صادرات الموانئ", 20, "lead"},
		{"Lire aussi : Le port rouvre ses quais", 24, "lead"},
		{"Lesen Sie auch: Der Hafen öffnet wieder", 22, "lead"},
		{"Lea también: El puerto reabre", 15, "lead"},
		{"Leia também: O porto reabre", 15, "lead"},
		{"Zobacz też: Port znów otwarty", 17, "lead"},
		{"延伸阅读：港口重新开放", 6, "lead"},
		{"Διαβάστε επίσης: Το λιμάνι ανοίγει", 18, "lead"},
		{"» Der Hafen öffnet wieder", 23, "lead"},

		{"Sign up for our newsletter and never miss a story.", 0, "promotion"},
		{"Join our Telegram channel!", 0, "promotion"},
		{"Follow us on Facebook and Instagram.", 20, "promotion"},
		{"Подписывайтесь на наш Telegram-канал", 22, "promotion"},
		{"Підписуйтесь на наш канал у Viber", 10, "promotion"},
		{"تابعونا على تلغرام وواتساب", 0, "promotion"},
		{"انضموا إلى قناتنا على واتساب", 0, "promotion"},
		{"Abonnieren Sie jetzt unseren Newsletter.", 0, "promotion"},
		{"Abonnez-vous à notre newsletter quotidienne", 0, "promotion"},
		{"Suscríbete a nuestro canal de WhatsApp", 0, "promotion"},
		{"Siga o nosso canal no WhatsApp", 0, "promotion"},
		{"Zapisz się na newsletter", 0, "promotion"},
		{"扫描二维码，关注我们", 0, "promotion"},
		{"Ακολουθήστε μας στο Google News", 0, "promotion"},
		{"We use cookies to make this site work.", 0, "promotion"},
		{"All rights reserved.", 0, "promotion"},
		{"При перепечатке ссылка на сайт обязательна", 0, "promotion"},
		{"© 2031 Harbour Wire", 0, "copyright"},

		{"“Follow us,” the captain shouted, and thirty men ran after him into the dark.", 0, ""},
		{"The company will advertise in newspapers again next year.", 0, ""},
		{"Related research in three other countries has come to the same result.", 10, ""},
		{"Читайте книги вслух, советует врач, и дети заговорят раньше.", 0, ""},
		{"She said more on Monday about the plan, and the shares fell.", 8, ""},
		{"Join Lake Geneva to the Rhône by canal, said Napoleon’s engineers.", 0, ""},
		{"Видео с места событий опубликовал губернатор в своём блоге.", 0, ""},
	}
	words := furniture()
	for _, test := range tests {
		u := textUnit(test.text, test.linked)
		got := ""
		switch {
		case words.isLabel(u):
			got = "label"
		case isCopyright(u):
			got = "copyright"
		case words.leadsAway(u):
			got = "lead"
		case words.promotes(u):
			got = "promotion"
		}
		if got != test.want {
			t.Errorf("%q is taken for %q, want %q", test.text, got, test.want)
		}
	}
}

func TestFurnitureTable(t *testing.T) {
	t.Parallel()
	kinds := map[string]bool{"label": true, "lead": true, "phrase": true, "notice": true, "verb": true, "thing": true}
	seen := map[string]bool{}
	for line := range strings.Lines(furnitureTable) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.SplitN(line, " ", 3)
		if len(fields) != 3 || !kinds[fields[0]] || len(fields[1]) != 2 {
			t.Errorf("%q is no rule", line)
			continue
		}
		if normal(fields[2]) != fields[2] {
			t.Errorf("%q is not in normal form: %q", line, normal(fields[2]))
		}
		if fields[0] == "lead" && len(strings.Fields(fields[2])) > maxLeadWords {
			t.Errorf("%q has more words than are compared", line)
		}
		if seen[line] {
			t.Errorf("%q stands twice", line)
		}
		seen[line] = true
	}
}

func TestHints(t *testing.T) {
	t.Parallel()
	tests := []struct {
		names string
		want  hint
	}{
		{"article-body", 0},
		{"o-teaser__newsletter", hintFurniture | hintStandfirst},
		{"relatedPosts", hintFurniture},
		{"jp-relatedposts", hintFurniture},
		{"story__read-more", hintFurniture},
		{"articleHeader__standfirst", hintStandfirst},
		{"wp-caption-text", hintCaption},
		{"comment-list", hintComment},
		{"PublishDate", hintCredit},
		{"unrelated", 0},
		{"header adventure", 0},
	}
	for _, test := range tests {
		if got := nameHints(test.names); got != test.want {
			t.Errorf("nameHints(%q) = %b, want %b", test.names, got, test.want)
		}
	}
}
