package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"unicode"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
	"github.com/dragoman-news/dragoman/internal/termbase"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// parrot is an engine that says what it was told to, without an alignment. With a judge, an
// engine that can be forced to begin as it is told, it is asked which forms are likely.
type parrot struct {
	to, says string
	judge    translate.Translator
}

func (p *parrot) Name() string     { return "parrot" }
func (p *parrot) Model() string    { return "parrot" }
func (p *parrot) Constrains() bool { return p.judge != nil }

func (p *parrot) CanEncode(r rune) bool {
	checker, ok := p.judge.(translate.RuneChecker)
	return !ok || checker.CanEncode(r)
}

func (p *parrot) Pair(_ context.Context, from, to string) (translate.Translator, error) {
	if from != "en" || to != p.to {
		return nil, errors.Join(errors.New("not this pair"), domain.ErrNotFound)
	}
	return p, nil
}

func (p *parrot) Translate(ctx context.Context, inputs []translate.Input) ([]translate.Output, error) {
	if p.judge != nil && inputs[0].Prefix != "" {
		return p.judge.Translate(ctx, inputs)
	}
	out := make([]translate.Output, len(inputs))
	for i := range out {
		out[i].Text = p.says
	}
	return out, nil
}

// damagedName is a surname in a line, and how its human translator wrote it down.
type damagedName struct {
	english, reference string
	name, house        string // the name, and its nominative in the translation
	word               propername.Word
}

// surnamesToDamage returns the surnames of the news whose place in the translation is beyond
// doubt, each in a line of one sentence.
func (b *bench) surnamesToDamage(to string) ([]damagedName, error) {
	english, err := readLines(filepath.Join(b.eval, "mt", "ntrex.en.txt"))
	if err != nil {
		return nil, err
	}
	reference, err := readLines(filepath.Join(b.eval, "mt", "ntrex."+to+".txt"))
	if err != nil {
		return nil, err
	}
	model := propername.ModelFor(propername.ScriptOf(to))
	var out []damagedName
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
			if house := model.Lemma(to, latin, []string{word.Text}); word.Text != "" && house != "" {
				out = append(out, damagedName{line, reference[i], name.Text, house, word})
			}
		}
	}
	return out, nil
}

// damagedNames misspells the surnames in human translations, or leaves them in Latin letters,
// and counts how many the repair puts right, to the letter: with their endings and particles.
func (b *bench) damagedNames(ctx context.Context) error {
	fmt.Fprintln(b.out, "surnames damaged in human translations, without an alignment: stem / exact form after the repair")
	for _, damage := range []struct {
		what, to string
		judge    translate.Translator
		wrong    func(damagedName) string
	}{
		{"misspelt", "ru", nil, func(d damagedName) string { return misspelt(d.word.Text, "ru") }},
		{"misspelt", "ar", nil, func(d damagedName) string { return misspelt(d.word.Text, "ar") }},
		{"in Latin letters", "ru", nil, func(d damagedName) string { return d.name }},
		{"in Latin letters, judged by the engine", "ru", b.pair, func(d damagedName) string { return d.name }},
	} {
		names, err := b.surnamesToDamage(damage.to)
		if errors.Is(err, fs.ErrNotExist) {
			continue // other data than the development's have fewer languages
		}
		if err != nil {
			return err
		}
		all, stems, exact := 0, 0, 0
		for _, d := range names {
			wrong := damage.wrong(d)
			if wrong == d.word.Text {
				continue
			}
			all++
			said := d.reference[:d.word.At.Start] + wrong + d.reference[d.word.At.End:]
			got, err := d.parroted(ctx, &parrot{damage.to, said, damage.judge})
			if err != nil {
				return err
			}
			right, same := false, false
			for _, w := range propername.Split(got) {
				right = right || propername.FormOf(damage.to, d.house, w.Text)
				same = same || w.Text == d.word.Text
			}
			if right {
				stems++
			}
			if same {
				exact++
			} else if b.show {
				fmt.Fprintf(b.out, "    %s for %s: %s\n", wrong, d.word.Text, got)
			}
		}
		fmt.Fprintf(b.out, "  %s  %5.1f %%  %5.1f %%  of %d, %s\n", damage.to, percent(stems, all), percent(exact, all), all, damage.what)
	}
	return nil
}

// parroted is the chain's translation of the name's line by an engine, with the name as the
// only term.
func (d damagedName) parroted(ctx context.Context, engine *parrot) (string, error) {
	terms := termbase.New([]domain.Term{{Kind: domain.TermPerson, Status: domain.TermApproved, Forms: []domain.TermForm{{Lang: "en", Text: d.name}, {Lang: engine.to, Text: d.house}}}})
	line := domain.Document{Lang: "en", Blocks: []domain.Block{{Kind: domain.Paragraph, Text: domain.PlainText(d.english)}}}
	t, err := translate.Document(ctx, line, translate.Options{From: "en", To: engine.to, Router: translate.NewRouter(engine), Terms: terms})
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
