package extract

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// markCaptions takes what belongs to pictures out of the running text.
func (s *story) markCaptions() {
	for i, u := range s.units {
		if contains(s.body, u.block) && !u.hidden && u.size <= maxCaption && (s.captionAbove(u.block) || s.alone(u)) {
			s.captions[i], s.keep[i] = true, false
		}
	}
}

// maxCaption is the longest text that is taken for a caption, in runes.
const maxCaption = 700

// alone reports text that stands with a picture and nothing else in a box.
func (s *story) alone(u *unit) bool {
	if u.size > 350 || u.linkDensity() > 0.8 {
		return false
	}
	for n, steps := u.block.Parent, 0; n != nil && n != s.body && steps < 4; n, steps = n.Parent, steps+1 {
		if s.weights[n].all > u.size+40 || s.weights[n].prose*3 > s.weights[s.body].prose {
			return false
		}
		if holdsPicture(n) {
			return !holdsPicture(u.block)
		}
	}
	return false
}

func holdsPicture(n *html.Node) bool {
	found := false
	walk(n, func(c *html.Node) bool {
		found = found || c.DataAtom == atom.Img || c.DataAtom == atom.Picture
		return !found
	})
	return found
}

// captionAbove reports text that belongs to a picture.
func (s *story) captionAbove(n *html.Node) bool {
	for ; n != nil && n != s.body; n = n.Parent {
		if n.DataAtom == atom.Figure || n.DataAtom == atom.Figcaption {
			return true
		}
		if s.hints(n)&hintCaption != 0 && s.weights[n].kept < 600 {
			return true
		}
	}
	return false
}
