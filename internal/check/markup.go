package check

import (
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// markup compares the links of both texts by address: each of the source's
// once, none empty, none besides.
func (s *segment) markup() {
	if len(s.SourceSpans) == 0 && len(s.TargetSpans) == 0 {
		return
	}
	source, target := linksOf(s.Source, s.SourceSpans), linksOf(s.Target, s.TargetSpans)
	for _, b := range target {
		if strings.TrimSpace(in(s.Target, b.at)) == "" {
			s.report("link-empty", domain.Range{}, b.at, b.text)
		}
	}
	for _, a := range source {
		if i := slices.IndexFunc(target, func(b address) bool { return a.text == b.text }); i >= 0 {
			target = slices.Delete(target, i, i+1)
		} else {
			s.report("link-missing", a.at, domain.Range{}, a.text)
		}
	}
	for _, b := range target {
		s.report("link-added", domain.Range{}, b.at, b.text)
	}
}

// linksOf are the links of a text, leaving out spans that don't fit it.
func linksOf(text string, spans []domain.Span) []address {
	var out []address
	for _, sp := range spans {
		if sp.Kind == domain.Link && sp.Start >= 0 && sp.Start <= sp.End && sp.End <= len(text) {
			out = append(out, address{domain.Range{Start: sp.Start, End: sp.End}, sp.Href})
		}
	}
	return out
}
