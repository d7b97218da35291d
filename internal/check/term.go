package check

import (
	"slices"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// findTerms gives segments the terms of their sources, those of CLDR left out: a country
// has more names than CLDR knows.
func findTerms(segments []*segment) {
	if len(segments) == 0 || segments[0].c.glossary == nil {
		return
	}
	texts := make([]string, len(segments))
	for i, s := range segments {
		if !s.long() {
			texts[i] = s.Source
		}
	}
	found := segments[0].c.glossary.FindAll(texts)
	for i, s := range segments {
		s.terms = slices.DeleteFunc(found[i], func(m termbase.Match) bool { return m.Entry.Builtin })
	}
}

// isTerm reports whether a term's form is known for what stands at r of the source.
func (s *segment) isTerm(r domain.Range) bool {
	return slices.ContainsFunc(s.terms, func(m termbase.Match) bool { return m.Start < r.End && r.Start < m.End })
}

// expected reports terms that the translation lacks, or has in a forbidden form, once each.
func (s *segment) expected() {
	var done []*termbase.Entry
	for _, m := range s.terms {
		e := m.Entry
		if slices.Contains(done, e) {
			continue
		}
		done = append(done, e)
		forbidden := e.ForbiddenIn(s.Target)
		for _, r := range forbidden {
			s.report("term-forbidden", m.Range, r, in(s.Source, m.Range), in(s.Target, r), e.Target).Fix = e.Target
		}
		if len(forbidden) > 0 || len(e.In(s.Target)) > 0 {
			continue
		}
		rule := "term-missing"
		if e.Kind == domain.TermExpression {
			rule = "expression-missing"
		}
		s.report(rule, m.Range, domain.Range{}, in(s.Source, m.Range), e.Target)
	}
}
