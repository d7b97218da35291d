package translate

import (
	"slices"
	"strings"
	"unicode"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

// cutField is a field cut into segments.
type cutField struct {
	field
	parts []part
}

// part is a segment of a field; unit is nil where there is nothing to translate.
type part struct {
	domain.Range
	unit *unit
}

// cutFields cuts fields into segments and returns them with the distinct units
// that the segments are occurrences of. With spans, units have their spans, too.
func cutFields(fields []field, from string, spans bool) ([]cutField, []*unit) {
	var units []*unit
	known := map[string]*unit{}
	cut := make([]cutField, len(fields))
	for i, f := range fields {
		cut[i].field = f
		masked := maskable(f.text)
		quotes := quoteMarks(f.text.Text, masked)
		for _, s := range segments(f.text.Text, from, masked) {
			r := s.Range
			u := newUnit(f.text.Text, r, masked, quotes)
			if u != nil {
				u.continues = s.continues
				if spans {
					u.spans = engineSpans(f.text, r, u.masked)
				}
				if same, ok := known[u.key()]; ok {
					u = same
				} else {
					known[u.key()] = u
					units = append(units, u)
				}
			}
			cut[i].parts = append(cut[i].parts, part{r, u})
		}
	}
	return cut, units
}

// longSentence is the length in characters above which a sentence is cut. Models read
// about 127 tokens, each of four to five characters in alphabets.
const longSentence = 420

// segmentRange is the place of a segment. continues says that it goes on with the
// sentence of the one before.
type segmentRange struct {
	domain.Range
	continues bool
}

// segments returns the sentences of text, long ones in pieces. None ends inside a mask.
func segments(text, from string, masked []domain.Range) []segmentRange {
	var sentences []domain.Range
	for _, r := range lang.Sentences(text, from) {
		if n := len(sentences); n > 0 && splitsMask(sentences[n-1].End, r.Start, masked) {
			sentences[n-1].End = r.End
			continue
		}
		sentences = append(sentences, r)
	}
	var out []segmentRange
	for _, s := range sentences {
		first := len(out)
		for _, r := range lang.Pieces(text, s, longest(text[s.Start:s.End])) {
			if n := len(out); n > first && splitsMask(out[n-1].End, r.Start, masked) {
				out[n-1].End = r.End
				continue
			}
			out = append(out, segmentRange{r, len(out) > first})
		}
	}
	return out
}

// longest returns the length in characters above which text is cut.
func longest(text string) int {
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) }) {
		return longSentence / 3
	}
	return longSentence
}

func splitsMask(end, start int, masked []domain.Range) bool {
	for _, m := range masked {
		if m.Start < end && m.End > start {
			return true
		}
	}
	return false
}

// newUnit returns the unit for a segment, nil if it has no word to translate.
func newUnit(text string, r domain.Range, masked []domain.Range, quotes []quoteMark) *unit {
	u := &unit{text: text[r.Start:r.End], quotes: within(quotes, r)}
	rest := []byte(u.text)
	for _, m := range masked {
		if overlap(m, r) == 0 {
			continue
		}
		m = domain.Range{Start: max(m.Start, r.Start) - r.Start, End: min(m.End, r.End) - r.Start}
		u.masked = append(u.masked, m)
		for i := m.Start; i < m.End; i++ {
			rest[i] = ' '
		}
	}
	if strings.IndexFunc(string(rest), unicode.IsLetter) < 0 {
		return nil
	}
	return u
}

// assemble puts the translated segments of a field together, with the white space
// of the source between them, and sets the whole in the target's typography.
func (c *cutField) assemble(o Options) (domain.Text, []domain.Segment) {
	var b strings.Builder
	var out []domain.Segment
	var protected []domain.Range
	placed := make([]placedSpan, len(c.text.Spans))
	for i, s := range c.text.Spans {
		placed[i].Span = s
	}
	at := 0
	for _, p := range c.parts {
		b.WriteString(gap(c.text.Text[at:p.Start], at, o.To))
		at = p.End
		r := c.rendition(p)
		start := b.Len()
		b.WriteString(r.text)
		shift := func(x domain.Range) domain.Range { return domain.Range{Start: x.Start + start, End: x.End + start} }
		for _, a := range r.anchors {
			protected = append(protected, shift(a.target))
		}
		segment := domain.Segment{
			Field: c.name, Part: c.part, Source: p.Range, Target: domain.Range{Start: start, End: b.Len()},
			LogProb: r.logProb, Findings: r.findings, Alignment: r.align.pairs(), Memory: r.memory,
		}
		segment.Findings = append(slices.Clip(segment.Findings), c.place(p, r, placed, shift, o)...)
		out = append(out, segment)
	}
	b.WriteString(c.text.Text[at:])
	rw := rewrite(b.String(), typographyEdits(c.text.Text, b.String(), o.To, protected))
	for i := range placed {
		for j, r := range placed[i].ranges {
			placed[i].ranges[j] = rw.forward(r)
		}
	}
	for i := range out {
		moveSegment(&out[i], rw)
	}
	return domain.Text{Text: rw.after, Spans: nested(rw.after, placed)}, out
}

// moveSegment moves a segment's target, and the tokens in it, along with a rewriting.
func moveSegment(s *domain.Segment, rw rewriting) {
	start := s.Target.Start
	s.Target = rw.forward(s.Target)
	for i, p := range s.Alignment {
		if p[2] == p[3] {
			continue
		}
		r := rw.forward(domain.Range{Start: p[2] + start, End: p[3] + start})
		r.Start, r.End = max(r.Start, s.Target.Start), min(r.End, s.Target.End)
		s.Alignment[i][2], s.Alignment[i][3] = r.Start-s.Target.Start, max(r.End, r.Start)-s.Target.Start
	}
}

// gap returns what stands between two segments of a translation: the white space
// of the source, less the spaces that some scripts don't write.
func gap(space string, at int, to string) string {
	switch base(to) {
	case "zh", "ja":
		if at > 0 && strings.Trim(space, " ") == "" {
			return ""
		}
	}
	return space
}

// rendition returns the translation of a part: what can't be translated is its own.
func (c *cutField) rendition(p part) rendition {
	if p.unit != nil {
		return p.unit.best
	}
	text := c.text.Text[p.Start:p.End]
	whole := domain.Range{End: len(text)}
	return rendition{text: text, anchors: []anchor{{whole, whole}}}
}

// place adds the ranges of the field's spans that lie in part p, and returns what
// there is to say about links that had no alignment to go by.
func (c *cutField) place(p part, r rendition, placed []placedSpan, shift func(domain.Range) domain.Range, o Options) []domain.Finding {
	var local []domain.Span
	var index []int
	guessedLink := false
	for i, s := range c.text.Spans {
		if n := overlap(domain.Range{Start: s.Start, End: s.End}, p.Range); n == 0 {
			continue
		}
		s.Start, s.End = max(s.Start, p.Start)-p.Start, min(s.End, p.End)-p.Start
		if s.Kind == domain.Link && strings.IndexFunc(c.text.Text[p.Start+s.Start:p.Start+s.End], wordRune) < 0 {
			if s.End-s.Start < c.text.Spans[i].End-c.text.Spans[i].Start {
				continue // but punctuation of a link that has words in another segment
			}
		}
		local, index = append(local, s), append(index, i)
		guessedLink = guessedLink || s.Kind == domain.Link && p.unit != nil && r.align.empty() && s.End-s.Start < p.End-p.Start && !r.placesLink(s)
	}
	if len(local) == 0 {
		return nil
	}
	if p.unit == nil {
		for k, s := range local {
			placed[index[k]].ranges = append(placed[index[k]].ranges, shift(domain.Range{Start: s.Start, End: s.End}))
		}
		return nil
	}
	for k, ranges := range projectSpans(c.text.Text[p.Start:p.End], local, r, base(o.From), base(o.To)) {
		for _, x := range ranges {
			placed[index[k]].ranges = append(placed[index[k]].ranges, shift(x))
		}
	}
	if !guessedLink {
		return nil
	}
	return []domain.Finding{{
		Rule: "link-guessed", Severity: domain.SeverityNote,
		Message: "the engine gives no alignment: the link's place is a guess from the words' order",
	}}
}
