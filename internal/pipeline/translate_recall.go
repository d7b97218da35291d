package pipeline

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/check"
	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/memory"
	"github.com/dragoman-news/dragoman/internal/termbase"
	"github.com/dragoman-news/dragoman/internal/translate"
)

// earlier is what the translation of an article's earlier version made of its
// segments, by their text.
type earlier map[string]translate.Recalled

// recall reads the translation of the latest earlier version that has one which nobody
// rejected. What a person changed in it is kept by that; what a machine made isn't where
// a new translation is asked for.
func (p *Pipeline) recall(ctx context.Context, t translation) (earlier, error) {
	if t.version.Number < 2 {
		return nil, nil
	}
	versions, err := p.store.Versions(ctx, t.version.Article)
	if err != nil {
		return nil, err
	}
	for _, v := range slices.Backward(versions) {
		if v.Number >= t.version.Number || v.Content.Lang != t.version.Content.Lang {
			continue
		}
		e, err := p.store.TranslationOf(ctx, v.ID, t.edition.ID)
		if errors.Is(err, domain.ErrNotFound) || err == nil && (len(e.Content.Segments) == 0 || e.Status == domain.StatusRejected) {
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

// remembered returns what is known of segments: from the article's earlier
// version, else from what people approved in the same direction. What they approved
// with other numbers or names serves where the checks find nothing in it.
func (p *Pipeline) remembered(ctx context.Context, t translation, before earlier, names *termbase.Glossary, checker *check.Checker) func(segment string) (translate.Recalled, bool) {
	return func(segment string) (translate.Recalled, bool) {
		if r, ok := before[segment]; ok {
			return r, true
		}
		pairs, err := p.pairsFor(ctx, t, segment, names)
		if err != nil { // an engine will do
			p.log.WarnContext(ctx, "the memory can't be read", "error", err)
			return translate.Recalled{}, false
		}
		matches := memory.Best(segment, t.edition.ID, names, pairs, 0)
		if len(matches) == 0 || !matches[0].Sure() {
			return translate.Recalled{}, false
		}
		m := matches[0]
		if m.Adapted() && doubted(checker.Segment(check.Pair{Source: segment, Target: m.Target})) {
			return translate.Recalled{}, false
		}
		return translate.Recalled{Text: m.Target, Memory: &domain.Recall{Pair: m.Pair.ID, Adapted: m.Adapted()}}, true
	}
}

// maxAlike is how many pairs a segment is compared with that its names lead to.
const maxAlike = 20

// pairsFor returns the pairs that may serve a segment as it is, or with other numbers
// or names. In scripts without capitals, names don't show in a pair's keys, and those are
// looked at that share words with the segment.
func (p *Pipeline) pairsFor(ctx context.Context, t translation, segment string, names *termbase.Glossary) ([]domain.MemoryPair, error) {
	keys := memory.KeysOf(segment, t.version.Content.Lang, t.edition.Lang)
	pairs, err := p.store.MemoryExact(ctx, t.edition.ID, keys)
	if err != nil || len(pairs) > 0 || strings.ToLower(segment) != strings.ToUpper(segment) || len(names.Find(segment)) == 0 {
		return pairs, err
	}
	return p.store.MemoryAlike(ctx, t.edition.ID, keys, maxAlike)
}

// doubted reports whether readers or editors would be told of a finding.
func doubted(findings []domain.Finding) bool {
	return slices.ContainsFunc(findings, func(f domain.Finding) bool { return f.Severity != domain.SeverityNote })
}

// memoryOf pairs the segments of an article and its translation. What a person
// made or reviewed counts as it is; otherwise segments that failed are left out, and
// get another chance.
func memoryOf(source domain.Article, t domain.Translation, byPerson bool) earlier {
	m := earlier{}
	before, after := source.Texts(), t.Article.Texts()
	for _, s := range t.Segments {
		from, ok := before[s.Place()].Cut(s.Source)
		to, fits := after[s.Place()].Cut(s.Target)
		if !ok || !fits || from.Text == "" {
			continue
		}
		r := translate.Recalled{Text: to.Text, LogProb: s.LogProb, Spans: pairs(from, to)}
		if !byPerson {
			if slices.ContainsFunc(s.Findings, func(f domain.Finding) bool { return f.Severity == domain.SeverityBlock }) {
				continue
			}
			r.Findings, r.Memory = notChecked(s.Findings), s.Memory
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
