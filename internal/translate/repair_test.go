package translate

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// banEngine is a fakeEngine that heeds bans: it says second instead of a banned word. It begins
// as it is told to and goes on behind the word of what it would have said that differs first; what it
// says is as likely as likely has one of its words.
type banEngine struct {
	*fakeEngine
	second map[string]string
	likely map[string]float64
	// forgets says that it says nothing behind what it is told to.
	forgets bool
}

func (b *banEngine) Pair(ctx context.Context, from, to string) (Translator, error) {
	if _, err := b.fakeEngine.Pair(ctx, from, to); err != nil {
		return nil, err
	}
	return b, nil
}

func (b *banEngine) Constrains() bool { return true }

func (b *banEngine) Translate(ctx context.Context, inputs []Input) ([]Output, error) {
	outputs, err := b.fakeEngine.Translate(ctx, inputs)
	for i, in := range inputs {
		for _, word := range in.Banned {
			if second, ok := b.second[word]; ok && err == nil {
				outputs[i] = Output{Text: strings.ReplaceAll(outputs[i].Text, word, second)}
			}
		}
		if in.Prefix == "" || err != nil {
			continue
		}
		said := strings.Fields(outputs[i].Text)
		outputs[i] = Output{Text: in.Prefix, LogProb: -9, Target: []domain.Range{{End: len(in.Prefix)}}}
		begun := strings.Fields(in.Prefix)
		for k, word := range said {
			if (k >= len(begun) || !strings.EqualFold(begun[k], word)) && k+1 < len(said) && !b.forgets {
				outputs[i].Text = strings.Join(append(begun, said[k+1:]...), " ")
				break
			}
		}
		for word := range strings.FieldsSeq(in.Prefix) {
			if p, ok := b.likely[strings.Trim(word, ".")]; ok {
				outputs[i].LogProb = p
			}
		}
	}
	return outputs, err
}

// russianFake says what tests need in Russian, word by word.
func russianFake(dictionary map[string]string) *fakeEngine {
	all := map[string]string{
		"president": "президент", "met": "встретил", "with": "с", "in": "в", "about": "о", "said": "сказал", "talks": "переговоры",
		"johnson": "Джонсон", "wilson": "Уилсон", "london": "Лондон", "canada": "Канада", "holds": "держится", "and": "и", "mr": "г-н", "to": "к",
	}
	maps.Copy(all, dictionary)
	return &fakeEngine{from: "en", to: "ru", dictionary: all}
}

func person(en, ru string, forbidden ...string) domain.Term {
	return domain.Term{Kind: domain.TermPerson, Status: domain.TermApproved, Forms: []domain.TermForm{{Lang: "en", Text: en}, {Lang: "ru", Text: ru, Forbidden: forbidden}}}
}

// repaired translates paragraphs with terms and returns them, and the rules of their findings.
func repaired(t *testing.T, engine Engine, to string, terms []domain.Term, texts ...string) (out []string, rules []string) {
	t.Helper()
	d := domain.Document{Lang: "en"}
	for _, x := range texts {
		d.Blocks = append(d.Blocks, paragraph(x))
	}
	o := Options{From: "en", To: to, Router: NewRouter(engine), Terms: termbase.New(terms)}
	tr, err := Document(t.Context(), d, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range tr.Article.Document.Blocks {
		out = append(out, b.Text.Text)
	}
	for _, s := range tr.Segments {
		for _, f := range s.Findings {
			rules = append(rules, f.Rule)
		}
	}
	again, err := Document(t.Context(), d, o)
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range again.Article.Document.Blocks {
		if b.Text.Text != out[i] {
			t.Errorf("the same document gave %q and %q", out[i], b.Text.Text)
		}
	}
	return out, rules
}

func TestRepairInRussian(t *testing.T) {
	t.Parallel()
	waltz := []domain.Term{person("Mike Waltz", "Майк Уолтц", "Вальс")}
	tests := []struct {
		name       string
		dictionary map[string]string
		terms      []domain.Term
		text, want string
		rules      string
	}{
		{"right already", map[string]string{"waltz": "Уолтцем", "mike": "Майком"}, waltz, "President met with Mike Waltz.", "Президент встретил с Майком Уолтцем.", ""},
		{"a word for it", map[string]string{"waltz": "вальсом", "mike": "Майком"}, waltz, "President met with Mike Waltz.", "Президент встретил с Майком Уолтцем.", ""},
		{"another spelling", map[string]string{"waltz": "Вальца"}, []domain.Term{person("Waltz", "Уолтц")}, "President met Waltz.", "Президент встретил Уолтца.", ""},
		{"case from the preposition", map[string]string{"waltz": "вальсе"}, []domain.Term{person("Waltz", "Уолтц")}, "Talks about Waltz.", "Переговоры о Уолтце.", ""},
		{"Latin letters", nil, []domain.Term{person("Waltz", "Уолтц")}, "President met with Waltz.", "Президент встретил с Уолтцем.", ""},
		{"a full name, one part wrong", map[string]string{"keir": "Кейром", "starmer": "Стармером"}, []domain.Term{person("Keir Starmer", "Кир Стармер")}, "President met with Keir Starmer.", "Президент встретил с Киром Стармером.", ""},
		{"a woman's full name", map[string]string{"kaja": "Кайей", "kallas": "Каллас"}, []domain.Term{person("Kaja Kallas", "Кая Каллас")}, "President met with Kaja Kallas.", "Президент встретил с Каей Каллас.", ""},
		{"a hyphen", map[string]string{"khan": "Хане", "younis": "Юнисе"}, []domain.Term{{Kind: domain.TermPlace, Status: domain.TermApproved, Forms: []domain.TermForm{{Lang: "en", Text: "Khan Younis"}, {Lang: "ru", Text: "Хан-Юнис"}}}}, "Talks in Khan Younis.", "Переговоры в Хан-Юнисе.", ""},
		{"a woman's stays", map[string]string{"merkel": "Меркель"}, []domain.Term{person("Merkel", "Меркель")}, "President met with Merkel.", "Президент встретил с Меркель.", ""},
		{"declined as a woman", map[string]string{"clinton": "Клинтоном"}, []domain.Term{{Kind: domain.TermPerson, Status: domain.TermApproved, Forms: []domain.TermForm{
			{Lang: "en", Text: "Clinton"}, {Lang: "ru", Text: "Клинтонъ", Inflection: domain.InflectFixed},
		}}}, "President met with Clinton.", "Президент встретил с Клинтонъ.", ""},
		{"left out, a surrogate", map[string]string{"waltz": ""}, []domain.Term{person("Waltz", "Уолтц")}, "President met Waltz.", "Президент встретил Уолтц.", ""},
		{"left out, no surrogate", map[string]string{"waltz": "", "johnson": "", "wilson": "", "anderson": "", "thompson": ""}, []domain.Term{person("Waltz", "Уолтц")}, "President met Waltz.", "Президент встретил .", "term-missing"},
		{"kept as it is", map[string]string{"threads": "Нити"}, []domain.Term{{Kind: domain.TermOrganisation, Status: domain.TermApproved, Keep: true, Forms: []domain.TermForm{{Lang: "en", Text: "Threads"}}}}, "President said in Threads.", "Президент сказал в Threads.", ""},
		{"an expression", map[string]string{"ceasefire": "прекращение"}, []domain.Term{{Kind: domain.TermExpression, Status: domain.TermApproved, Forms: []domain.TermForm{{Lang: "en", Text: "ceasefire"}, {Lang: "ru", Text: "перемирие"}}}}, "Ceasefire holds.", "Прекращение держится.", "expression-missing"},
		{"a place of CLDR", map[string]string{"riyadh": "Рийаде"}, nil, "Talks in Riyadh.", "Переговоры в Эр-Рияде.", ""},
		{"a small letter in a place of CLDR", map[string]string{"new": "Нью-йорке", "york": ""}, nil, "Talks in New York.", "Переговоры в Нью-Йорке .", ""},
		{"an adjective of a place", map[string]string{"israel": "израильские"}, nil, "Israel talks.", "Израильские переговоры.", ""},
		{"an adjective of a person", map[string]string{"cromwell": "кромвелевские"}, []domain.Term{person("Cromwell", "Кромвель")}, "Cromwell talks.", "Кромвелевские переговоры.", ""},
		{"two of one name", map[string]string{"waltz": "Вальц"}, []domain.Term{person("Waltz", "Уолтц")}, "Waltz met Waltz.", "Уолтц встретил Уолтц.", ""},
	}
	for _, tt := range tests {
		got, rules := repaired(t, russianFake(tt.dictionary), "ru", tt.terms, tt.text)
		if got[0] != tt.want || strings.Join(rules, " ") != tt.rules {
			t.Errorf("%s: %q %q, want %q %q", tt.name, got[0], rules, tt.want, tt.rules)
		}
	}
}

func TestSurnameOfAFullName(t *testing.T) {
	t.Parallel()
	engine := russianFake(map[string]string{"mike": "Майк", "waltz": "Вальс"})
	got, rules := repaired(t, engine, "ru", []domain.Term{person("Mike Waltz", "Майк Уолтц")}, "Mike Waltz said.", "Waltz met president.")
	if got[0] != "Майк Уолтц сказал." || got[1] != "Уолтц встретил президент." || len(rules) != 0 {
		t.Errorf("%q %q", got, rules)
	}
	got, _ = repaired(t, engine, "ru", []domain.Term{person("Mike Waltz", "Майк Уолтц")}, "Waltz met president.")
	if got[0] != "Вальс встретил президент." {
		t.Errorf("a surname of nobody whom the document names became %q", got[0])
	}
}

// TestForbiddenWordsAreBanned has an engine that says a forbidden translation of an
// expression until it is banned.
func TestForbiddenWordsAreBanned(t *testing.T) {
	t.Parallel()
	term := domain.Term{Kind: domain.TermExpression, Status: domain.TermApproved, Forms: []domain.TermForm{{Lang: "en", Text: "truce"}, {Lang: "ru", Text: "перемирие", Forbidden: []string{"мир"}}}}
	plain := russianFake(map[string]string{"truce": "мир"})
	got, rules := repaired(t, plain, "ru", []domain.Term{term}, "Truce holds.")
	if got[0] != "Мир держится." || !slices.Contains(rules, "term-forbidden") {
		t.Errorf("without bans: %q %q", got, rules)
	}
	heeding := &banEngine{russianFake(map[string]string{"truce": "мир"}), map[string]string{"мир": "перемирие"}, nil, false}
	got, rules = repaired(t, heeding, "ru", []domain.Term{term}, "Truce holds.")
	if got[0] != "Перемирие держится." || len(rules) != 0 {
		t.Errorf("with bans: %q %q", got, rules)
	}
}

// TestLikeliestForm has names in Latin letters, whose case nothing shows, and expressions: the
// engine says which of their forms is likely.
func TestLikeliestForm(t *testing.T) {
	t.Parallel()
	truce := domain.Term{Kind: domain.TermExpression, Status: domain.TermApproved, Forms: []domain.TermForm{{Lang: "en", Text: "truce"}, {Lang: "ru", Text: "прекращение огня"}}}
	for _, tt := range []struct {
		name, text, want string
		dictionary       map[string]string
		terms            []domain.Term
		likely           map[string]float64
		rules            string
	}{
		{"a name", "President met Waltz.", "Президент встретил Уолтца.", nil, []domain.Term{person("Waltz", "Уолтц")}, map[string]float64{"Уолтца": -1}, ""},
		{
			"behind a preposition", "Talks in Waltz.", "Переговоры в Уолтц.", nil,
			[]domain.Term{{Kind: domain.TermPlace, Status: domain.TermApproved, Forms: []domain.TermForm{{Lang: "en", Text: "Waltz"}, {Lang: "ru", Text: "Уолтц"}}}},
			map[string]float64{"Уолтц": -1, "Уолтца": -.5},
			"",
		},
		{"a case that shows", "President met with Waltz.", "Президент встретил с Уолтцем.", map[string]string{"waltz": "Вальцем"}, []domain.Term{person("Waltz", "Уолтц")}, map[string]float64{"Уолтца": -1}, ""},
		{"an expression", "President said in truce.", "Президент сказал в прекращении огня.", map[string]string{"truce": "перемирии"}, []domain.Term{truce}, map[string]float64{"прекращении": -1}, "expression-forced"},
		{"at the beginning", "Truce holds.", "Прекращение огня держится.", map[string]string{"truce": "перемирие"}, []domain.Term{truce}, map[string]float64{"Прекращение": -1}, "expression-forced"},
		{"words that would be lost", "Truce holds.", "Перемирие держится.", map[string]string{"truce": "перемирие"}, []domain.Term{truce}, map[string]float64{"Прекращение": -1}, "expression-missing"},
		{"figures that would be lost", "Truce 25 holds.", "Перемирие 25 держится.", map[string]string{"truce": "перемирие"}, []domain.Term{truce}, map[string]float64{"Прекращение": -1}, "expression-missing"},
	} {
		engine := &banEngine{russianFake(tt.dictionary), nil, tt.likely, strings.HasSuffix(tt.name, "would be lost")}
		got, rules := repaired(t, engine, "ru", tt.terms, tt.text)
		if got[0] != tt.want || strings.Join(rules, " ") != tt.rules {
			t.Errorf("%s: %q %q, want %q %q", tt.name, got[0], rules, tt.want, tt.rules)
		}
	}
}

func TestRepairInArabic(t *testing.T) {
	t.Parallel()
	engine := &fakeEngine{from: "en", to: "ar", dictionary: map[string]string{
		"president": "الرئيس", "met": "التقى", "waltz": "بفالتس", "talks": "محادثات", "riyadh": "برياد", "trump": "وترمب",
	}}
	term := domain.Term{Kind: domain.TermPerson, Status: domain.TermApproved, Forms: []domain.TermForm{{Lang: "en", Text: "Waltz"}, {Lang: "ar", Text: "والتز"}}}
	trump := domain.Term{Kind: domain.TermPerson, Status: domain.TermApproved, Forms: []domain.TermForm{{Lang: "en", Text: "Trump"}, {Lang: "ar", Text: "ترامب"}}}
	for text, want := range map[string]string{
		"President met Waltz.":  "الرئيس التقى بوالتز.",
		"President met Riyadh.": "الرئيس التقى بالرياض.",
		"President Trump.":      "الرئيس وترامب.",
	} {
		if got, rules := repaired(t, engine, "ar", []domain.Term{term, trump}, text); got[0] != want || len(rules) != 0 {
			t.Errorf("%q became %q %q, want %q", text, got[0], rules, want)
		}
	}
}

func TestOneSpellingInADocument(t *testing.T) {
	t.Parallel()
	engine := russianFake(map[string]string{"left": "ушёл"})
	engine.edit = func(input string, o Output) (Output, error) { // one spelling of three
		if strings.Contains(input, "left") {
			return Output{Text: strings.ReplaceAll(o.Text, "Norris", "Норриз")}, nil
		}
		return Output{Text: strings.ReplaceAll(o.Text, "Norris", "Норрис")}, nil
	}
	got, _ := repaired(t, engine, "ru", nil, "Mr Norris said.", "Mr Norris met president.", "Mr Norris left.")
	if got[2] != "Г-н Норрис ушёл." {
		t.Errorf("%q", got)
	}
}

func TestOneSpellingOfAPlace(t *testing.T) {
	t.Parallel()
	engine := russianFake(nil)
	engine.edit = func(input string, o Output) (Output, error) { // one spelling of three
		if strings.Contains(input, "holds") {
			return Output{Text: strings.ReplaceAll(o.Text, "Aldmoor", "Алдмур")}, nil
		}
		return Output{Text: strings.ReplaceAll(o.Text, "Aldmoor", "Олдмуре")}, nil
	}
	got, _ := repaired(t, engine, "ru", nil, "Talks in Aldmoor.", "President said in Aldmoor.", "And Aldmoor holds.")
	if got[2] != "И Олдмур держится." {
		t.Errorf("%q", got)
	}
}
