package xliff

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

// FromArticle returns an article as a file to translate or to correct: with the
// segments and texts of t, a translation of it, or where that is nil one segment
// a sentence, without texts. reviewed says that a person approved t.
func FromArticle(source domain.Article, to string, t *domain.Translation, reviewed bool) File {
	f := File{From: source.Lang, To: to, Original: cmp.Or(source.URL, source.Canonical)}
	var translated map[domain.Place]domain.Text
	segments := map[domain.Place][]domain.Segment{}
	if t != nil {
		f.From, f.To = t.From, t.To
		translated = t.Article.Texts()
		for _, s := range t.Segments {
			segments[s.Place()] = append(segments[s.Place()], s)
		}
	}
	state := Translated
	if reviewed {
		state = Reviewed
	}
	for _, p := range places(source) {
		u := Unit{ID: unitID(p.Place), Name: p.Field}
		cut := segments[p.Place]
		if len(cut) == 0 {
			for _, r := range lang.Sentences(p.text.Text, f.From) {
				cut = append(cut, domain.Segment{Source: r})
			}
		}
		slices.SortStableFunc(cut, func(a, b domain.Segment) int { return a.Source.Start - b.Source.Start })
		at := 0
		for i, s := range cut {
			from, ok := p.text.Cut(s.Source)
			if !ok || s.Source.Start < at || from.Text == "" {
				continue
			}
			if gap, _ := p.text.Cut(domain.Range{Start: at, End: s.Source.Start}); gap.Text != "" {
				u.Parts = append(u.Parts, Part{Ignorable: strings.TrimSpace(gap.Text) == "", Source: gap})
			}
			part := Part{ID: "s" + strconv.Itoa(i+1), State: Initial, Source: from}
			if target, ok := translated[p.Place].Cut(s.Target); ok && target.Text != "" {
				part.Target, part.Translated, part.State = target, true, state
			}
			u.Parts = append(u.Parts, part)
			at = s.Source.End
			for _, finding := range s.Findings {
				u.Notes = append(u.Notes, part.ID+": "+finding.Message)
			}
		}
		if rest, _ := p.text.Cut(domain.Range{Start: at, End: len(p.text.Text)}); rest.Text != "" {
			u.Parts = append(u.Parts, Part{Ignorable: strings.TrimSpace(rest.Text) == "", Source: rest})
		}
		f.Units = append(f.Units, u)
	}
	return f
}

// Translation returns what a file says as a translation of an article by a
// person, by name. A unit or segment that is missing, not translated, or whose
// source isn't the article's any more is domain.ErrInvalid.
func (f File) Translation(source domain.Article, by string) (domain.Translation, error) {
	t := domain.Translation{
		From: cmp.Or(source.Lang, f.From), To: f.To,
		Chain: []domain.Step{{Engine: domain.HumanEngine, Model: by, From: cmp.Or(source.Lang, f.From), To: f.To}},
	}
	if f.Old {
		return t, fmt.Errorf("the file is XLIFF 1, which has lost links and emphasis: save it as XLIFF 2: %w", domain.ErrInvalid)
	}
	if f.To == "" {
		return t, fmt.Errorf("the file doesn't name the language of the translation (trgLang): %w", domain.ErrInvalid)
	}
	units := map[string]Unit{}
	for _, u := range f.Units {
		units[u.ID] = u
	}
	texts := map[domain.Place]domain.Text{}
	for _, p := range places(source) {
		u, ok := units[unitID(p.Place)]
		if !ok {
			return t, fmt.Errorf("the file has no unit %q, which the article has: %w", unitID(p.Place), domain.ErrInvalid)
		}
		text, segments, err := u.join(p)
		if err != nil {
			return t, err
		}
		texts[p.Place] = text
		t.Segments = append(t.Segments, segments...)
	}
	t.Article = apply(source, texts)
	t.Article.Lang, t.Article.Document.Lang = f.To, f.To
	return t, nil
}

// join puts a unit's parts together: the sources as they stand, the targets in
// their own order.
func (u Unit) join(p placed) (domain.Text, []domain.Segment, error) {
	var source, target strings.Builder
	var out domain.Text
	segments := make([]domain.Segment, len(u.Parts)) // of all parts
	for i, part := range u.Parts {
		segments[i] = domain.Segment{Field: p.Field, Part: p.Part, Source: domain.Range{Start: source.Len(), End: source.Len() + len(part.Source.Text)}}
		source.WriteString(part.Source.Text)
	}
	if source.String() != p.text.Text {
		return out, nil, fmt.Errorf("unit %q: the article says %q and the file %q: it was written from another version: %w",
			u.ID, excerpt(p.text.Text), excerpt(source.String()), domain.ErrInvalid)
	}
	order, err := u.order()
	if err != nil {
		return out, nil, err
	}
	for _, i := range order {
		text, err := u.target(u.Parts[i])
		if err != nil {
			return out, nil, err
		}
		at := target.Len()
		target.WriteString(text.Text)
		for _, s := range text.Spans {
			if had(p.text, s) { // a translator can't bring in links of their own
				s.Start, s.End = s.Start+at, s.End+at
				out.Spans = append(out.Spans, s)
			}
		}
		segments[i].Target = domain.Range{Start: at, End: target.Len()}
	}
	segments = slices.DeleteFunc(segments, func(s domain.Segment) bool {
		return strings.TrimSpace(p.text.Text[s.Source.Start:s.Source.End]) == ""
	})
	out.Text = target.String()
	return out, segments, nil
}

// order returns the indices of the parts as their targets follow each other.
func (u Unit) order() ([]int, error) {
	order := make([]int, len(u.Parts))
	for i := range order {
		order[i] = -1
	}
	for i, part := range u.Parts {
		place := cmp.Or(part.Order, i+1) - 1
		if place >= len(order) || order[place] >= 0 {
			return nil, fmt.Errorf("unit %q: two targets have place %d, or there is no such place: %w", u.ID, place+1, domain.ErrInvalid)
		}
		order[place] = i
	}
	return order, nil
}

// target returns the translation of a part, which what isn't to be translated needs not.
func (u Unit) target(part Part) (domain.Text, error) {
	text := part.Target
	switch {
	case part.Ignorable && !part.Translated, strings.TrimSpace(part.Source.Text) == "":
		text = domain.PlainText(part.Source.Text)
	case strings.TrimSpace(text.Text) == "":
		return text, fmt.Errorf("unit %q: %q is not translated: %w", u.ID, excerpt(part.Source.Text), domain.ErrInvalid)
	}
	if err := text.Validate(); err != nil {
		return text, fmt.Errorf("unit %q: %w: %w", u.ID, err, domain.ErrInvalid)
	}
	return text, nil
}

func had(t domain.Text, span domain.Span) bool {
	return slices.ContainsFunc(t.Spans, func(s domain.Span) bool { return s.Kind == span.Kind && s.Href == span.Href })
}

func excerpt(s string) string {
	if runes := []rune(s); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return s
}

// placed is a text of an article that is translated.
type placed struct {
	domain.Place
	text domain.Text
}

// places returns the texts of an article that are translated, in reading order.
func places(a domain.Article) []placed {
	texts := a.Texts()
	var out []placed
	add := func(p domain.Place) {
		if t := texts[p]; strings.TrimSpace(t.Text) != "" {
			out = append(out, placed{p, t})
		}
	}
	for _, field := range []string{"headline", "standfirst", "dateline", "lead.caption", "lead.alt"} {
		add(domain.Place{Field: field})
	}
	part := 0
	for block, t := range a.Document.Texts() {
		if t == &block.Text {
			add(domain.Place{Field: "document.alt", Part: part})
		}
		if block.Kind != domain.Preformatted && t != &block.Credit {
			add(domain.Place{Field: "document", Part: part})
		}
		part++
	}
	return out
}

// apply returns a copy of an article with other texts.
func apply(a domain.Article, texts map[domain.Place]domain.Text) domain.Article {
	a.Document = a.Document.Clone()
	a.Authors, a.Licence = slices.Clone(a.Authors), slices.Clone(a.Licence)
	set := func(to *string, field string) {
		if t, ok := texts[domain.Place{Field: field}]; ok {
			*to = t.Text
		}
	}
	set(&a.Headline, "headline")
	set(&a.Standfirst, "standfirst")
	set(&a.Dateline, "dateline")
	if a.Lead != nil {
		lead := *a.Lead
		a.Lead = &lead
		if t, ok := texts[domain.Place{Field: "lead.caption"}]; ok {
			lead.Caption = t
		}
		set(&lead.Alt, "lead.alt")
	}
	part := 0
	for block, t := range a.Document.Texts() {
		if changed, ok := texts[domain.Place{Field: "document", Part: part}]; ok {
			*t = changed
		}
		if changed, ok := texts[domain.Place{Field: "document.alt", Part: part}]; ok && t == &block.Text && block.Image != nil {
			block.Image.Alt = changed.Text
		}
		part++
	}
	return a
}

func unitID(p domain.Place) string {
	if strings.HasPrefix(p.Field, "document") {
		return p.Field + "-" + strconv.Itoa(p.Part)
	}
	return p.Field
}
