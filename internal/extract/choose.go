package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// story is the choice of a page's text in the making.
type story struct {
	headlineNode   *html.Node
	headlineNormal string
	claims         []string
	standfirst     string
	headlineAt     int
	shown          map[*html.Node]bool // hidden elements that are shown all the same

	evidence *evidence
	skip     map[*html.Node]bool // elements that are no part of any story
	units    []*unit
	voters   int
	keep     []bool
	body     *html.Node // the element that holds the story
	headline string
	own      map[*html.Node]hint // what elements say themselves
	weights  map[*html.Node]weight
	captions []bool
}

// weight is how much text an element holds, in runes.
type weight struct{ kept, prose, all, units, caption int }

// minProse is the size from which a unit without many links is taken for a
// paragraph of running text, in runes. Ideographic text says as much in a third.
const minProse = 90

// maxFurniture is how much kept text an element may hold and still be taken
// for furniture on its name's word, in runes.
const maxFurniture = 900

func (s *story) prose(u *unit) bool {
	least := minProse
	if strings.IndexFunc(u.text, ideographic) >= 0 {
		least = minProse / 3
	}
	return u.size >= least && u.linkDensity() < 0.4
}

// choose decides which units tell the story. The order matters: votes first,
// then where the story stands, then what belongs to the place but was not voted
// for, and at last what is there but is furniture.
func (s *story) choose() {
	s.own = map[*html.Node]hint{}
	s.shown = map[*html.Node]bool{}
	s.keep, s.captions = make([]bool, len(s.units)), make([]bool, len(s.units))
	s.uncover()
	s.byVotes()
	s.byDescription()
	s.locate()
	s.reach()
	s.recover()
	s.markCaptions()
	s.weigh()
	s.header()
	s.dropFurniture()
	s.dropLinkLists()
	s.dropOtherArticles()
}

// uncover shows what a page hides from readers without a subscription or a
// script, if it is the larger part of the page's running text.
func (s *story) uncover() {
	visible := 0
	covered := map[*html.Node]int{}
	for _, u := range s.units {
		switch {
		case !s.prose(u):
		case u.cover != nil:
			covered[u.cover] += u.size
		default:
			visible += u.size
		}
	}
	for _, u := range s.units {
		if u.cover != nil && covered[u.cover] > 1000 && covered[u.cover] > visible {
			u.hidden = false
			s.shown[u.cover] = true
		}
	}
}

// byVotes keeps what two extractors keep, or the only one that has a result.
// Where they agree on little of a page, the first one's word counts.
func (s *story) byVotes() {
	need := min(2, s.voters)
	agreed, first := 0, 0
	for i, u := range s.units {
		votes := 0
		for _, v := range u.votes {
			if v {
				votes++
			}
		}
		s.keep[i] = need > 0 && votes >= need && !u.hidden
		if s.prose(u) && !u.hidden {
			if s.keep[i] {
				agreed += u.size
			}
			if u.votes[byTrafilatura] {
				first += u.size
			}
		}
	}
	if first > 600 && first > 3*agreed {
		for i, u := range s.units {
			s.keep[i] = u.votes[byTrafilatura] && !u.hidden
		}
	}
}

// byDescription takes the article body of the page's JSON-LD as a vote.
func (s *story) byDescription() {
	body := normal(s.evidence.article.text("articleBody"))
	if len(body) < 600 {
		return
	}
	for i, u := range s.units {
		if !u.hidden && s.prose(u) && strings.Contains(body, normal(u.text)) {
			s.keep[i] = true
		}
	}
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
			if s.prose(u) {
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

// locate finds the lowest element that holds nearly all of the kept running
// text, and gives up what was kept elsewhere.
func (s *story) locate() {
	s.weigh()
	s.body = find(s.evidence.root, atom.Body)
	if s.body == nil {
		return
	}
	measure := func(n *html.Node) int { return s.weights[n].prose }
	if measure(s.body) == 0 {
		measure = func(n *html.Node) int { return s.weights[n].kept }
	}
	total := measure(s.body)
	for total > 0 {
		next := (*html.Node)(nil)
		for c := s.body.FirstChild; c != nil && next == nil; c = c.NextSibling {
			if measure(c)*100 >= total*93 && s.weights[c].units > 1 {
				next = c
			}
		}
		if next == nil {
			break
		}
		s.body = next
	}
	for i, u := range s.units {
		s.keep[i] = s.keep[i] && contains(s.body, u.block)
	}
}

// signature names how a unit is marked up: paragraphs of one story look the
// same, and those of other boxes look otherwise.
func signature(u *unit) string {
	name := u.block.Data + "." + attr(u.block, "class")
	if p := u.block.Parent; p != nil {
		name += "<" + p.Data + "." + attr(p, "class")
	}
	return name
}

// reach widens the story to paragraphs that at least one extractor voted for
// and that are marked up as the story's own, wherever they stand.
func (s *story) reach() {
	if s.body == nil {
		return
	}
	own := map[string]int{}
	for i, u := range s.units {
		if s.keep[i] && s.prose(u) && attr(u.block, "class")+attr(u.block.Parent, "class") != "" {
			own[signature(u)]++
		}
	}
	for i, u := range s.units {
		if s.keep[i] || u.hidden || !s.prose(u) || own[signature(u)] == 0 || u.votes == [extractors]bool{} || s.furnitureAbove(u.block) != nil {
			continue
		}
		s.keep[i] = true
		for !contains(s.body, u.block) {
			s.body = s.body.Parent
		}
	}
}

// recover keeps text that stands among kept text: in an element that holds
// mostly kept text, the rest was overlooked rather than rejected.
func (s *story) recover() {
	s.weigh()
	for i, u := range s.units {
		if s.keep[i] || u.hidden || u.linkDensity() > 0.5 || !contains(s.body, u.block) || s.furnitureAbove(u.block) != nil {
			continue
		}
		switch u.block.DataAtom {
		case atom.P, atom.H2, atom.H3, atom.H4, atom.Blockquote, atom.Li, atom.Td, atom.Dd:
		default:
			if !s.prose(u) {
				continue
			}
		}
		around := u.block
		for around != s.body && s.weights[around].prose == 0 {
			around = around.Parent
		}
		if w := s.weights[around]; w.kept*2 > w.all && s.between(i) {
			s.keep[i] = true
		}
	}
}

// between reports whether kept units stand before and after unit i.
func (s *story) between(i int) bool {
	before, after := false, false
	for j := i - 1; j >= 0 && !before; j-- {
		before = s.keep[j]
	}
	for j := i + 1; j < len(s.units) && !after; j++ {
		after = s.keep[j]
	}
	return before && after
}

// furnitureAbove returns the element at or above n, within the story's body,
// that is furniture by its own hints and doesn't hold a large part of the story.
func (s *story) furnitureAbove(n *html.Node) *html.Node {
	total := s.weights[s.body].kept
	if n.DataAtom == atom.P && s.weights[n].prose >= minProse {
		n = n.Parent // a paragraph's own name says little
	}
	for ; n != nil && n != s.body; n = n.Parent {
		w := s.weights[n]
		if h := s.hints(n); h&hintComment != 0 && w.kept*2 < total || h&hintFurniture != 0 && w.kept*3 < total && w.kept < maxFurniture {
			return n
		}
	}
	return nil
}

func (s *story) dropFurniture() {
	s.weigh()
	words := furniture()
	follows := false // the last unit was a label, or a link that follows one
	for i, u := range s.units {
		label := words.isLabel(u)
		inside := contains(s.body, u.block)
		if !inside {
			follows = false
			continue
		}
		switch {
		case label:
			s.keep[i] = false
			follows = true
			continue
		case follows && u.linkDensity() > 0.7:
			s.keep[i] = false
			continue
		}
		follows = false
		if !s.keep[i] {
			continue
		}
		switch {
		case s.furnitureAbove(u.block) != nil,
			words.leadsAway(u), words.promotes(u), isCopyright(u):
			s.keep[i] = false
		}
	}
}

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
