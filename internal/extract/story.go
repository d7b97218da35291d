package extract

import (
	"context"

	"golang.org/x/net/html"
)

// story is an article's text and headline in the making. The units are the
// page's; keep and captions say of each what it is, and change from step to step.
type story struct {
	evidence       *evidence
	headline       string
	headlineNormal string
	headlineNode   *html.Node          // the element that shows the headline; may be nil
	claims         []string            // what the metadata call the headline, in normal form
	skip           map[*html.Node]bool // elements that are no part of any story
	units          []*unit
	voters         int // extractors that gave a result

	keep       []bool              // the unit is part of the story's text
	dropped    []bool              // the unit was kept, but turned out to be furniture
	captions   []bool              // the unit is the caption or credit of a picture
	body       *html.Node          // the lowest element that holds the story
	shown      map[*html.Node]bool // hidden elements that are shown all the same
	headlineAt int                 // the index of the unit that shows the headline, 0 if none does
	standfirst string

	own     map[*html.Node]hint   // what elements say themselves; a cache
	weights map[*html.Node]weight // as of the last weigh
}

// weight is how much text an element holds, in runes, and in how many kept units.
type weight struct{ kept, prose, all, units, caption int }

// read finds the story in a page.
func read(ctx context.Context, page Page) (*story, error) {
	root, err := parse(page.HTML)
	if err != nil {
		return nil, err
	}
	s := &story{evidence: collect(root, page), own: map[*html.Node]hint{}, shown: map[*html.Node]bool{}}
	s.headline, s.headlineNode = s.evidence.chooseHeadline()
	s.headlineNormal = normal(s.headline)
	for _, claim := range s.evidence.claims() {
		s.claims = append(s.claims, normal(claim))
	}
	s.skip = s.besides(root)
	s.units = units(root, s.skip)
	s.keep, s.dropped, s.captions = make([]bool, len(s.units)), make([]bool, len(s.units)), make([]bool, len(s.units))
	s.voters = vote(ctx, root, s.evidence.base, s.units, s.skip)
	s.choose()
	return s, nil
}

// besides returns the elements that are no part of any story: boxes of consent
// managers and readers' comments.
func (s *story) besides(root *html.Node) map[*html.Node]bool {
	out := map[*html.Node]bool{}
	walk(root, func(n *html.Node) bool {
		if n.Type == html.ElementNode && (isConsent(n) || isComments(n, s.headlineNode)) {
			out[n] = true
			return false
		}
		return true
	})
	return out
}

func (s *story) hints(n *html.Node) hint {
	h, ok := s.own[n]
	if !ok {
		h = hints(n)
		s.own[n] = h
	}
	return h
}

// weigh counts for each element the text below it.
func (s *story) weigh() {
	s.weights = map[*html.Node]weight{}
	for i, u := range s.units {
		var w weight
		w.all = u.size
		if s.keep[i] {
			w.kept, w.units = u.size, 1
			if u.prose {
				w.prose = u.size
			} else if u.linkDensity() < 0.4 {
				w.prose = u.size / 2
			}
		}
		if s.captions[i] {
			w.caption = u.size
		}
		for n := u.block; n != nil; n = n.Parent {
			total := s.weights[n]
			total.caption += w.caption
			total.all, total.kept, total.prose, total.units = total.all+w.all, total.kept+w.kept, total.prose+w.prose, total.units+w.units
			s.weights[n] = total
		}
	}
}
