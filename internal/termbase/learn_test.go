package termbase_test

import (
	"testing"

	"github.com/dragoman-news/dragoman/internal/termbase"
)

func TestLearner(t *testing.T) {
	t.Parallel()
	l := termbase.NewLearner("en", "ru")
	for range 2 {
		l.Add(
			[]string{"Mr. Johnson spoke.", "Then Johnson left with Peter Norris.", "Mr. Norris stayed.", "President Waltz met Johnson in Riyadh."},
			[]string{"Г-н Джонсон выступил.", "Потом Джонсон ушёл с Питером Норрисом.", "Г-н Норрис остался.", "Президент Вальс встретился с Жонсоном в Эр-Рияде."},
		)
	}
	terms := l.Terms(4, termbase.New(nil))
	if len(terms) != 2 || terms[0].Forms[0].Text != "Johnson" || terms[0].Forms[1].Text != "Джонсон" || terms[0].Seen != 6 || terms[1].Forms[1].Text != "Норрис" {
		t.Fatalf("%+v", terms)
	}
	if terms[0].Note != "also written Жонсоном" {
		t.Errorf("note %q", terms[0].Note)
	}
	if err := terms[0].Validate(); err != nil {
		t.Error(err)
	}
	known := termbase.New(read(t, "en,ru\nJohnson,Джонсон\n"))
	if terms := l.Terms(4, known); len(terms) != 1 {
		t.Errorf("a known term is proposed: %+v", terms)
	}
	if terms := termbase.NewLearner("ru", "en").Terms(1, known); terms != nil {
		t.Errorf("from Russian: %+v", terms)
	}
}
