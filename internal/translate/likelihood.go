package translate

import (
	"context"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// openForm is a place of a rendition where a name stands in the first of several forms,
// of which the words around it don't show which is right.
type openForm struct {
	domain.Range
	forms []string
}

// decideForms puts names whose form is open into that in which the engine would most
// likely have said the sentence.
func (w *worker) decideForms(ctx context.Context, units []*unit) error {
	for _, u := range units {
		for i := range u.best.open {
			o := u.best.open[i]
			if u.best.text[o.Start:o.End] != o.forms[0] {
				continue // something else stands there since
			}
			texts := make([]string, len(o.forms))
			for k, form := range o.forms {
				texts[k] = u.best.text[:o.Start] + form + u.best.text[o.End:]
			}
			best, err := w.likeliest(ctx, u, texts)
			if err != nil {
				return err
			}
			if best > 0 {
				u.best.apply(rewrite(u.best.text, []edit{{o.Start, o.End, o.forms[best]}}))
			}
		}
		u.best.open = nil
	}
	return nil
}

// likeliest returns which of several translations of a unit the engine would most likely
// have made, by forcing each upon it: the first where it can't tell.
func (w *worker) likeliest(ctx context.Context, u *unit, texts []string) (int, error) {
	preps := w.attempt(u, u.variant, asIs).preps
	if len(preps) != 1 || len(texts) < 2 || !w.route.constrains() {
		return 0, nil
	}
	inputs := make([]Input, len(texts))
	for i, text := range texts {
		inputs[i] = Input{Text: preps[0].after, Prefix: w.said(preps[0], text)}
	}
	outputs, err := w.route.translate(ctx, inputs)
	if err != nil {
		return 0, ctx.Err() // a text is too long, or has what the engine can't spell
	}
	best := 0
	for i := range outputs {
		if outputs[i].likelihood > outputs[best].likelihood {
			best = i
		}
	}
	return best, nil
}

// said returns a translation as the engine says it, before it is restored.
func (w *worker) said(prep preparation, text string) string {
	text = w.preparer.plain(text)
	if prep.opens {
		text = strings.TrimPrefix(text, `"`)
	}
	if prep.closes {
		text = strings.TrimSuffix(text, `"`)
	}
	return strings.TrimSpace(text)
}
