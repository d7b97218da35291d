package domain

// Place names a text of an article as segments do: see Segment.Field.
type Place struct {
	Field string
	Part  int
}

// Place returns the place of the text that a segment is cut from.
func (s Segment) Place() Place { return Place{s.Field, s.Part} }

// Texts returns an article's texts by their places. An article and its
// translation have the same places.
func (a Article) Texts() map[Place]Text {
	texts := map[Place]Text{
		{Field: "headline"}:   PlainText(a.Headline),
		{Field: "standfirst"}: PlainText(a.Standfirst),
		{Field: "dateline"}:   PlainText(a.Dateline),
	}
	if a.Lead != nil {
		texts[Place{Field: "lead.caption"}] = a.Lead.Caption
		texts[Place{Field: "lead.alt"}] = PlainText(a.Lead.Alt)
	}
	part := 0
	for block, t := range a.Document.Texts() {
		texts[Place{"document", part}] = *t
		if t == &block.Text && block.Image != nil {
			texts[Place{"document.alt", part}] = PlainText(block.Image.Alt)
		}
		part++
	}
	return texts
}

// Cut returns a range of a text with the parts of its spans that lie in it, or
// false where the text has no such range.
func (t Text) Cut(r Range) (Text, bool) {
	if r.Start < 0 || r.Start > r.End || r.End > len(t.Text) || !boundary(t.Text, r.Start) || !boundary(t.Text, r.End) {
		return Text{}, false
	}
	out := PlainText(t.Text[r.Start:r.End])
	for _, s := range t.Spans {
		if start, end := max(s.Start, r.Start), min(s.End, r.End); start < end {
			s.Start, s.End = start-r.Start, end-r.Start
			out.Spans = append(out.Spans, s)
		}
	}
	return out, true
}
