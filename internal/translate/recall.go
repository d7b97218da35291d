package translate

import "github.com/dragoman-news/dragoman/internal/domain"

// Recalled is a segment's translation that is known from before.
type Recalled struct {
	Text     string
	LogProb  float64          // 0 if unknown
	Findings []domain.Finding // that hold of it still
	Memory   *domain.Recall   // the pair that it comes from, if one
	// Spans pairs stretches of the segment with their places in Text, such as a
	// link's. Nothing else is known of what came from what.
	Spans [][2]domain.Range
}

// recall gives the units that are known from before their translations and
// returns the others.
func recall(units []*unit, known func(segment string) (Recalled, bool)) []*unit {
	if known == nil {
		return units
	}
	var unknown []*unit
	for _, u := range units {
		r, ok := known(u.text)
		if !ok || !r.fits(u.text) {
			unknown = append(unknown, u)
			continue
		}
		u.best, u.done = rendition{text: r.Text, logProb: r.LogProb, findings: r.Findings, memory: r.Memory}, true
		for _, s := range r.Spans {
			u.best.anchors = append(u.best.anchors, anchor{source: s[0], target: s[1]})
		}
	}
	return unknown
}

// fits reports whether r can be used as it is for a segment.
func (r Recalled) fits(segment string) bool {
	if clean(r.Text) != r.Text || r.Text == "" {
		return false
	}
	for _, s := range r.Spans {
		if !inside(s[:1], len(segment)) || !inside(s[1:], len(r.Text)) {
			return false
		}
	}
	return true
}

// placesLink reports whether a link's place in a rendition is known for certain.
func (r rendition) placesLink(s domain.Span) bool {
	for _, a := range r.anchors {
		if a.source.Start == s.Start && a.source.End == s.End {
			return true
		}
	}
	_, ok := r.marked(s)
	return ok
}
