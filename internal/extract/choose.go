package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxFurniture is how much kept text an element may hold and still be taken
// for furniture on its name's word, in runes.
const maxFurniture = 900

// choose decides which units tell the story. The order matters: votes first,
// then where the story stands, then what belongs to the place but was not voted
// for, and at last what is there but is furniture.
func (s *story) choose() {
	s.uncover()
	s.byVotes()
	s.byLinkedBody()
	s.locate()
	s.reach()
	s.recover()
	s.markCaptions()
	s.weigh()
	s.header()
	s.dropFurniture()
	s.dropLinkLists()
	s.dropTeasers()
	s.dropRemains()
	s.dropOtherArticles()
	s.makeWhole()
}

// uncover shows what a page hides until a script has run, if it is the larger
// part of the page's running text. What is hidden because it must be paid for stays hidden.
func (s *story) uncover() {
	if strings.EqualFold(s.evidence.article.text("isAccessibleForFree"), "false") {
		return
	}
	visible := 0
	covered := map[*html.Node]int{}
	for _, u := range s.units {
		switch {
		case !u.prose:
		case u.cover != nil:
			covered[u.cover] += u.size
		default:
			visible += u.size
		}
	}
	for _, u := range s.units {
		if u.cover != nil && covered[u.cover] > 1000 && covered[u.cover] > visible && !paidFor(u.cover) {
			u.hidden = false
			s.shown[u.cover] = true
		}
	}
}

// paidFor reports an element named as content for subscribers.
func paidFor(n *html.Node) bool {
	for _, word := range nameWords(attr(n, "class") + " " + attr(n, "id")) {
		switch word {
		case "paywall", "premium", "subscriber", "subscribers", "subscription", "paid", "plus", "locked":
			return true
		}
	}
	return false
}

// byVotes keeps what two extractors keep, or the only one that has a result.
// Where they agree on little of a page, the word of one counts.
func (s *story) byVotes() {
	need := min(2, s.voters)
	agreed := 0
	var single [extractors]int // runes of running text that each one keeps
	for i, u := range s.units {
		votes := 0
		for who, v := range u.votes {
			if v {
				votes++
				if u.prose && !u.hidden {
					single[who] += u.size
				}
			}
		}
		s.keep[i] = need > 0 && votes >= need && !u.hidden
		if s.keep[i] && u.prose {
			agreed += u.size
		}
	}
	for who := range extractors {
		if single[who] > 600 && single[who] > 3*agreed && (who == byTrafilatura || agreed == 0) {
			for i, u := range s.units {
				s.keep[i] = u.votes[who] && !u.hidden
			}
			return
		}
	}
}

// byLinkedBody keeps the paragraphs that the page's JSON-LD gives as the
// article's body.
func (s *story) byLinkedBody() {
	body := s.evidence.article.body()
	if len(body) > maxLinkedBody || len(s.units) > maxVotedUnits { // each unit is looked up in all of it
		return
	}
	body = normal(collapse(html.UnescapeString(body)))
	if len(body) < minLinkedBody {
		return
	}
	for i, u := range s.units {
		if !u.hidden && u.prose && strings.Contains(body, normal(u.text)) {
			s.keep[i] = true
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
		if s.keep[i] && u.prose && attr(u.block, "class")+attr(u.block.Parent, "class") != "" {
			own[signature(u)]++
		}
	}
	for i, u := range s.units {
		if s.keep[i] || u.hidden || !u.prose || own[signature(u)] == 0 || u.votes == [extractors]bool{} || s.furnitureAbove(u.block) != nil {
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
			if !u.prose {
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
		if n.DataAtom == atom.Aside && w.caption > 0 && s.onlyCaptions(n) {
			continue
		}
		if h := s.hints(n); h&hintComment != 0 && w.kept*2 < total || h&hintFurniture != 0 && w.kept*3 < total && w.kept < maxFurniture {
			return n
		}
	}
	return nil
}

// dropFurniture drops labels with the links that follow them, boxes named as
// furniture, pointers to other stories, promotion and legal notices.
func (s *story) dropFurniture() {
	s.weigh()
	words := furniture()
	follows := false // the last unit was a label, or a link that follows one
	for i, u := range s.units {
		if !contains(s.body, u.block) {
			follows = false
			continue
		}
		label := words.isLabel(u)
		follows = label || follows && u.linkDensity() > 0.7
		if follows || !s.keep[i] {
			s.drop(i)
			continue
		}
		if s.furnitureAbove(u.block) != nil || words.leadsAway(u) || words.promotes(u) || isCopyright(u) {
			s.drop(i)
		}
	}
}

// drop takes a unit out of the story as furniture.
func (s *story) drop(i int) {
	s.dropped[i] = s.dropped[i] || s.keep[i]
	s.keep[i] = false
}
