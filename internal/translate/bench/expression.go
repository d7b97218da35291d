package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/termbase"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// expressions are words of the news with translations that are right but not what the model
// says by itself, so that a term makes a difference.
var expressions = map[string]string{
	"attorney general": "министр юстиции", "midterm elections": "довыборы в конгресс", "climate change": "климатический сдвиг",
	"lawmakers": "парламентарии", "hearing": "слушание в комитете", "sexual assault": "посягательство", "investigation": "дознание",
	"earthquake": "подземный толчок", "storm": "ураган", "prosecutor": "обвинитель", "campaign": "агитация", "victory": "победа",
	"government": "кабинет министров", "hospital": "клиника", "police": "правоохранительные органы", "border": "рубеж",
}

// unconstrained hides that an engine's translator can be told how to begin.
type unconstrained struct{ translate.Engine }

func (u unconstrained) Pair(ctx context.Context, from, to string) (translate.Translator, error) {
	t, err := u.Engine.Pair(ctx, from, to)
	return struct {
		translate.Translator
		translate.RuneChecker
	}{t, t.(translate.RuneChecker)}, err
}

// terms counts the expressions of a glossary that the chain's translations lack, where it can
// force them upon the engine and where it can't.
func (b *bench) terms(ctx context.Context) error {
	var terms []domain.Term
	for en, ru := range expressions {
		terms = append(terms, domain.Term{Kind: domain.TermExpression, Status: domain.TermApproved, Forms: []domain.TermForm{{Lang: "en", Text: en}, {Lang: "ru", Text: ru}}})
	}
	base := termbase.New(terms)
	d := domain.Document{Lang: "en"}
	mentions := 0
	for _, doc := range b.docs {
		for _, line := range doc.english {
			found := 0
			for _, m := range base.Pair("en", "ru").Find(line) {
				if m.Entry.Kind == domain.TermExpression {
					found++
				}
			}
			if found > 0 {
				mentions += found
				d.Blocks = append(d.Blocks, domain.Block{Kind: domain.Paragraph, Text: domain.PlainText(line)})
			}
		}
	}
	fmt.Fprintf(b.out, "expressions of a glossary that the model says otherwise: missing, of %d\n", mentions)
	var before []string
	for _, way := range []struct {
		what   string
		engine translate.Engine
	}{{"flagged only", unconstrained{b.engine}}, {"forced upon the engine", b.engine}} {
		t, err := translate.Document(ctx, d, translate.Options{From: "en", To: "ru", Router: translate.NewRouter(way.engine), Terms: base})
		if err != nil {
			return err
		}
		missing := 0
		for _, s := range t.Segments {
			for _, f := range s.Findings {
				if f.Rule == "expression-missing" {
					missing++
				}
			}
		}
		fmt.Fprintf(b.out, "  %-24s %4d\n", way.what, missing)
		var after []string
		for i, block := range t.Article.Document.Blocks {
			after = append(after, block.Text.Text)
			if b.show && before != nil && before[i] != after[i] {
				fmt.Fprintf(b.out, "    %s\n    %s\n", changed(before[i], after[i]), changed(after[i], before[i]))
			}
		}
		before = after
	}
	return nil
}

// changed is what a text has from the first word on that another has not, with some words
// before it.
func changed(text, other string) string {
	words, others := strings.Fields(text), strings.Fields(other)
	i := 0
	for i < min(len(words), len(others)) && words[i] == others[i] {
		i++
	}
	return "… " + strings.Join(words[max(0, i-4):min(len(words), i+9)], " ")
}
