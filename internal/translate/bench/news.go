package main

import (
	"context"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/termbase"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// translateNews translates all documents: each in one call of the plain engine, and by the
// chain without terms and with the document's names as terms.
func (b *bench) translateNews(ctx context.Context) error {
	for i := range b.docs {
		d := &b.docs[i]
		inputs := make([]translate.Input, len(d.english))
		for k, line := range d.english {
			inputs[k].Text = line
		}
		outputs, err := b.pair.Translate(ctx, inputs)
		if err != nil {
			return err
		}
		for _, o := range outputs {
			d.raw = append(d.raw, o.Text)
		}
		if d.chain, _, err = b.paragraphs(ctx, d.english, nil); err != nil {
			return err
		}
		if d.termed, d.segments, err = b.paragraphs(ctx, d.english, termbase.New(d.terms())); err != nil {
			return err
		}
	}
	return nil
}

// paragraphs translates lines as the paragraphs of one document.
func (b *bench) paragraphs(ctx context.Context, lines []string, terms *termbase.Base) ([]string, [][]domain.Segment, error) {
	d := domain.Document{Lang: "en"}
	for _, line := range lines {
		d.Blocks = append(d.Blocks, domain.Block{Kind: domain.Paragraph, Text: domain.PlainText(line)})
	}
	t, err := translate.Document(ctx, d, translate.Options{From: "en", To: "ru", Router: translate.NewRouter(b.engine), Terms: terms})
	if err != nil {
		return nil, nil, err
	}
	out := make([]string, len(lines))
	for i, block := range t.Article.Document.Blocks {
		out[i] = block.Text.Text
	}
	segments := make([][]domain.Segment, len(lines))
	for _, s := range t.Segments {
		segments[s.Part/2] = append(segments[s.Part/2], s) // a paragraph has two texts
	}
	return out, segments, nil
}
