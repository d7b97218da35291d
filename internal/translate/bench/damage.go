package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"unicode"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
	"github.com/dragoman-news/dragoman/internal/termbase"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// parrot is an engine that says what it was told to, without an alignment.
type parrot struct {
	to   string
	says map[string]string
}

func (p *parrot) Name() string  { return "parrot" }
func (p *parrot) Model() string { return "parrot" }

func (p *parrot) Pair(_ context.Context, from, to string) (translate.Translator, error) {
	if from != "en" || to != p.to {
		return nil, errors.Join(errors.New("not this pair"), domain.ErrNotFound)
	}
	return p, nil
}

func (p *parrot) Translate(_ context.Context, inputs []translate.Input) ([]translate.Output, error) {
	out := make([]translate.Output, len(inputs))
	for i, in := range inputs {
		out[i].Text = p.says[in.Text]
		if out[i].Text == "" {
			out[i].Text = in.Text
		}
	}
	return out, nil
}

// damagedNames misspells the surnames in human translations and counts how many the
// repair puts right, to the letter: with their endings and particles.
func (b *bench) damagedNames(ctx context.Context) error {
	english, err := readLines(filepath.Join(b.eval, "mt", "ntrex.en.txt"))
	if err != nil {
		return err
	}
	fmt.Fprintln(b.out, "misspelt surnames in human translations, without an alignment: stem / exact form after the repair")
	for _, to := range []string{"ru", "ar"} {
		reference, err := readLines(filepath.Join(b.eval, "mt", "ntrex."+to+".txt"))
		if err != nil {
			return err
		}
		model := propername.ModelFor(propername.ScriptOf(to))
		all, stems, exact := 0, 0, 0
		for i, line := range english {
			if len(lang.Sentences(line, "en")) != 1 {
				continue
			}
			for _, name := range propername.Surnames(line, propername.Split(line), nil) {
				latin := propername.Latin(name.Text)
				best, word := propername.Sure, propername.Word{}
				for _, w := range propername.Split(reference[i]) {
					if score := model.Spelling(latin, w.Text); score >= best && (to == "ar" || upper(w.Text)) {
						best, word = score, w
					}
				}
				house := model.Lemma(to, latin, []string{word.Text})
				wrong := misspelt(word.Text, to)
				if word.Text == "" || house == "" || wrong == word.Text {
					continue
				}
				all++
				said := reference[i][:word.At.Start] + wrong + reference[i][word.At.End:]
				got, err := b.parroted(ctx, line, said, to, name.Text, house)
				if err != nil {
					return err
				}
				right, same := false, false
				for _, w := range propername.Split(got) {
					right = right || propername.FormOf(to, house, w.Text)
					same = same || w.Text == word.Text
				}
				if right {
					stems++
				}
				if same {
					exact++
				} else if b.show {
					fmt.Fprintf(b.out, "    %s for %s: %s\n", wrong, word.Text, got)
				}
			}
		}
		fmt.Fprintf(b.out, "  %s  %5.1f %%  %5.1f %%  of %d\n", to, percent(stems, all), percent(exact, all), all)
	}
	return nil
}

// parroted is the chain's translation of a line for which the engine says something, with
// a person's name as the only term.
func (b *bench) parroted(ctx context.Context, line, said, to, name, house string) (string, error) {
	engine := &parrot{to: to, says: map[string]string{}}
	engine.says[line] = said
	terms := termbase.New([]domain.Term{{Kind: domain.TermPerson, Status: domain.TermApproved, Forms: []domain.TermForm{{Lang: "en", Text: name}, {Lang: to, Text: house}}}})
	d := domain.Document{Lang: "en", Blocks: []domain.Block{{Kind: domain.Paragraph, Text: domain.PlainText(line)}}}
	t, err := translate.Document(ctx, d, translate.Options{From: "en", To: to, Router: translate.NewRouter(engine), Terms: terms})
	if err != nil {
		return "", err
	}
	return t.Article.Document.Blocks[0].Text.Text, nil
}

// misspelt is a name with one letter, the third or a later one, exchanged, its ending left alone.
func misspelt(word, to string) string {
	swaps := map[rune]rune{'а': 'о', 'о': 'а', 'е': 'э', 'и': 'е', 'у': 'о', 'э': 'е', 'т': 'д', 'д': 'т', 'в': 'ф', 'к': 'г', 'с': 'з', 'н': 'м'}
	if to == "ar" {
		swaps = map[rune]rune{'ي': 'ا', 'ا': 'ي', 'و': 'ا', 'ت': 'ط', 'س': 'ص', 'ك': 'ق', 'د': 'ض', 'ج': 'غ', 'ن': 'م', 'ر': 'ل'}
	}
	runes := []rune(word)
	for i := 2; i < len(runes)-2; i++ {
		if other, ok := swaps[unicode.ToLower(runes[i])]; ok {
			runes[i] = other
			return string(runes)
		}
	}
	return word
}
