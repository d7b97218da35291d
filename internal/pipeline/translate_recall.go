package pipeline

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// memory is what the translation of an article's earlier version made of its
// segments, by their text.
type memory map[string]translate.Recalled

// recall reads the translation of the latest earlier version that has one. What
// a person changed in it is kept by that; what a machine made isn't where a new
// translation is asked for.
func (p *Pipeline) recall(ctx context.Context, t translation) (memory, error) {
	if t.version.Number < 2 {
		return nil, nil
	}
	versions, err := p.store.Versions(ctx, t.version.Article)
	if err != nil {
		return nil, err
	}
	for i := len(versions) - 1; i >= 0; i-- {
		v := versions[i]
		if v.Number >= t.version.Number || v.Content.Lang != t.version.Content.Lang {
			continue
		}
		e, err := p.store.TranslationOf(ctx, v.ID, t.edition.ID)
		if errors.Is(err, domain.ErrNotFound) || err == nil && len(e.Content.Segments) == 0 {
			continue
		}
		if err != nil {
			return nil, err
		}
		byPerson := e.ReviewedBy != "" || e.Content.Human()
		if t.again && !byPerson {
			return nil, nil
		}
		return memoryOf(v.Content, e.Content, byPerson), nil
	}
	return nil, nil
}

func (m memory) recall(segment string) (translate.Recalled, bool) {
	r, ok := m[segment]
	return r, ok
}

// memoryOf pairs the segments of an article and its translation. What a person
// made or reviewed counts as it is; otherwise segments that failed are left out, and
// get another chance.
func memoryOf(source domain.Article, t domain.Translation, byPerson bool) memory {
	m := memory{}
	before, after := textsOf(source), textsOf(t.Article)
	for _, s := range t.Segments {
		from, ok := cut(before[place(s.Field, s.Part)], s.Source)
		to, fits := cut(after[place(s.Field, s.Part)], s.Target)
		if !ok || !fits || from.Text == "" {
			continue
		}
		r := translate.Recalled{Text: to.Text, LogProb: s.LogProb, Spans: pairs(from, to)}
		if !byPerson {
			if slices.ContainsFunc(s.Findings, func(f domain.Finding) bool { return f.Severity == domain.SeverityBlock }) {
				continue
			}
			r.Findings = notChecked(s.Findings)
		}
		m[from.Text] = r
	}
	return m
}

// notChecked returns the findings that stem from translating: the others will
// be found again, or not.
func notChecked(findings []domain.Finding) []domain.Finding {
	var out []domain.Finding
	for _, f := range findings {
		if !slices.ContainsFunc(check.Rules(), func(r check.Rule) bool { return r.Name == f.Rule }) {
			out = append(out, f)
		}
	}
	return out
}

// pairs returns where the spans of a text are in its translation, as far as
// each is there once.
func pairs(from, to domain.Text) [][2]domain.Range {
	var out [][2]domain.Range
	for _, a := range from.Spans {
		var found []domain.Range
		for _, b := range to.Spans {
			if a.Kind == b.Kind && a.Href == b.Href {
				found = append(found, domain.Range{Start: b.Start, End: b.End})
			}
		}
		if len(found) == 1 {
			out = append(out, [2]domain.Range{{Start: a.Start, End: a.End}, found[0]})
		}
	}
	return out
}

func place(field string, part int) string { return field + " " + strconv.Itoa(part) }

// textsOf returns an article's texts by the places that segments name.
func textsOf(a domain.Article) map[string]domain.Text {
	texts := map[string]domain.Text{
		place("headline", 0):   domain.PlainText(a.Headline),
		place("standfirst", 0): domain.PlainText(a.Standfirst),
		place("dateline", 0):   domain.PlainText(a.Dateline),
	}
	if a.Lead != nil {
		texts[place("lead.caption", 0)] = a.Lead.Caption
		texts[place("lead.alt", 0)] = domain.PlainText(a.Lead.Alt)
	}
	part := 0
	for block, t := range a.Document.Texts() {
		texts[place("document", part)] = *t
		if t == &block.Text && block.Image != nil {
			texts[place("document.alt", part)] = domain.PlainText(block.Image.Alt)
		}
		part++
	}
	return texts
}

// cut returns a range of a text with the spans that lie in it.
func cut(t domain.Text, r domain.Range) (domain.Text, bool) {
	if r.Start < 0 || r.Start > r.End || r.End > len(t.Text) {
		return domain.Text{}, false
	}
	out := domain.PlainText(t.Text[r.Start:r.End])
	for _, s := range t.Spans {
		if start, end := max(s.Start, r.Start), min(s.End, r.End); start < end {
			s.Start, s.End = start-r.Start, end-r.Start
			out.Spans = append(out.Spans, s)
		}
	}
	return out, true
}
