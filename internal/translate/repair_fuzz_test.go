package translate

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// FuzzRepair has an engine say anything in the place of a name and of an expression: the
// repair neither panics nor breaks the text, and does the same twice.
func FuzzRepair(f *testing.F) {
	f.Add("Waltz", "Уолтц", "truce", "прекращение огня", "Вальса", "перемирии", false)
	f.Add("New York", "Нью-Йорк", "İs", "ЛЮБИМЫЕ суды", "нью-йорке", "is суд суд", true)
	f.Add("O'Neil", "О'Нил", "x", "я", "«О'Нила»", "25", false)
	f.Fuzz(func(t *testing.T, name, target, expression, put, says, instead string, unaligned bool) {
		for _, s := range []string{name, target, expression, put, says, instead} {
			if len(s) > 60 || !utf8.ValidString(s) || clean(s) != s {
				t.Skip("no term")
			}
		}
		terms := []domain.Term{
			person(name, target, says),
			{Kind: domain.TermExpression, Status: domain.TermApproved, Forms: []domain.TermForm{{Lang: "en", Text: expression}, {Lang: "ru", Text: put}}},
		}
		fake := russianFake(nil)
		fake.unaligned = unaligned
		fake.edit = func(_ string, o Output) (Output, error) {
			if text := strings.NewReplacer(name, says, expression, instead).Replace(o.Text); name != "" && expression != "" && text != o.Text {
				return Output{Text: text}, nil
			}
			return o, nil
		}
		engine := &banEngine{fakeEngine: fake}
		texts := "President met " + name + " in " + expression + " 25."
		var before string
		for range 2 {
			tr, err := Document(t.Context(), domain.Document{Lang: "en", Blocks: []domain.Block{paragraph(texts)}}, Options{From: "en", To: "ru", Router: NewRouter(engine), Terms: termbase.New(terms)})
			if err != nil {
				return // no text of one language
			}
			got := tr.Article.Document.Blocks[0].Text
			if !utf8.ValidString(got.Text) {
				t.Fatalf("invalid text %q", got.Text)
			}
			if err := got.Validate(); err != nil {
				t.Fatal(err)
			}
			for _, s := range tr.Segments {
				if s.Target.Start < 0 || s.Target.Start > s.Target.End || s.Target.End > len(got.Text) {
					t.Fatalf("segment at %v of %q", s.Target, got.Text)
				}
			}
			if before != "" && before != got.Text {
				t.Fatalf("%q and %q", before, got.Text)
			}
			before = got.Text
		}
	})
}
