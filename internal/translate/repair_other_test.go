package translate

import (
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// TestRepairLeavesOthersAlone has sentences in which a name is left out or misspelt beside
// that of somebody else, who must keep theirs, and of whom none may be made up.
func TestRepairLeavesOthersAlone(t *testing.T) {
	t.Parallel()
	waltz := []domain.Term{person("Waltz", "Уолтц")}
	for _, tt := range []struct {
		name       string
		dictionary map[string]string
		edit       func(string) string
		terms      []domain.Term
		text, want string
		rules      string
	}{
		{"a name much like it", map[string]string{"waltz": "", "walz": "Уолз", "wilson": "", "johnson": "", "anderson": "", "thompson": ""}, nil, waltz, "President Waltz met Walz.", "Президент  встретил Уолз.", "term-missing"},
		{"both are there", map[string]string{"waltz": "Вальц", "walz": "Уолз"}, nil, waltz, "Walz met Waltz.", "Уолз встретил Уолтц.", ""},
		{
			"a surrogate said twice, another one",
			map[string]string{"waltz": ""},
			func(s string) string {
				return strings.ReplaceAll(s, "Джонсон", "Джонсон и Джонсон")
			}, waltz,
			"President met Waltz.", "Президент встретил Уолтц.", "",
		},
		{
			"two surrogates said twice",
			map[string]string{"waltz": ""},
			func(s string) string {
				return strings.NewReplacer("Джонсон", "Джонсон и Джонсон", "Уилсон", "Уилсон и Уилсон").Replace(s)
			}, waltz,
			"President met Waltz.", "Президент встретил .", "term-missing",
		},
		{
			"a surrogate in other words",
			map[string]string{"waltz": "", "left": ""},
			func(s string) string {
				return strings.NewReplacer("Уилсон", "Уилсонский", "Андерсон", "Андерсонский").Replace(s)
			},
			[]domain.Term{person("Waltz", "Уолтц"), person("Left", "Лефт")},
			"Waltz met Left.", "Встретил .", "term-missing term-missing",
		},
	} {
		engine := russianFake(tt.dictionary)
		if tt.edit != nil {
			engine.edit = func(_ string, o Output) (Output, error) {
				if text := tt.edit(o.Text); text != o.Text {
					return Output{Text: text}, nil
				}
				return o, nil
			}
		}
		got, rules := repaired(t, engine, "ru", tt.terms, tt.text)
		if got[0] != tt.want || strings.Join(rules, " ") != tt.rules {
			t.Errorf("%s: %q %q, want %q %q", tt.name, got[0], rules, tt.want, tt.rules)
		}
	}
}

func TestFiguresAndQuotes(t *testing.T) {
	t.Parallel()
	const text = `"Из 25 - 130," сказал он.`
	for other, same := range map[string]bool{
		`"130 из 25," сказал он.`:   true,
		`"Из 52 - 130," сказал он.`: false,
		`"Из 2 - 5130," сказал он.`: false,
		`Из 25 - 130, сказал он.`:   false,
	} {
		if got := figuresAndQuotes(other) == figuresAndQuotes(text); got != same {
			t.Errorf("%s: %v", other, got)
		}
	}
}

func TestBefore(t *testing.T) {
	t.Parallel()
	for head, want := range map[string]string{
		"Он был в ": "в", "Он сказал: «В ": "в", "Уехал —из ": "из", "Статья “О ": "о", "из-за ": "из-за", "": "", "Нью-": "",
	} {
		if got := before(head+"Уолтц", len(head)); got != want {
			t.Errorf("before the end of %q: %q, want %q", head, got, want)
		}
	}
}

func TestTransplanted(t *testing.T) {
	t.Parallel()
	for _, tt := range [][4]string{
		{"Лук'янов", "лукянов", "Лук'янова", "Лук'янова"},
		{"Байден", "байден", "Байденові", "Байденові"},
		{"Уолтц", "валтц", "Валтца", "Уолтца"},
		{"Обама", "обамо", "Обамою", "Обама"},
	} {
		if got := transplanted(tt[0], tt[1], tt[2]); got != tt[3] {
			t.Errorf("%s for %s: %s, want %s", tt[0], tt[2], got, tt[3])
		}
	}
}

// TestRenditionsOfOneUnit holds that variants of one unit aren't taken for shapes of it.
func TestRenditionsOfOneUnit(t *testing.T) {
	t.Parallel()
	engine := &banEngine{fakeEngine: russianFake(nil)}
	route := &Route{steps: []routeStep{{translator: engine, breakers: NewRouter(engine).Breakers}}}
	w := worker{route: route, preparer: preparer{from: "en", to: "ru", canEncode: func(rune) bool { return true }}}
	u := &unit{text: "President met Wilson in London."}
	got, err := w.renditions(t.Context(), []*unit{u, u}, []variant{{}, {prefix: "Он"}})
	if err != nil || len(got) != 2 || !strings.HasPrefix(got[1].text, "Он ") {
		t.Errorf("%d renditions %v, %v", len(got), got, err)
	}
}
