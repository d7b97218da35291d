package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dropLinkLists drops lists whose items are little more than links to other
// pages of the same site: related stories without a label.
func (s *story) dropLinkLists() {
	lists := map[*html.Node][]int{}
	for i, u := range s.units {
		if list := closest(u.block, atom.Ul, atom.Ol); list != nil && list != s.body && contains(s.body, list) {
			lists[list] = append(lists[list], i)
		}
	}
	for list, items := range lists {
		if len(items) >= 2 && s.isLinkList(list, items) {
			for _, i := range items {
				s.drop(i)
			}
		}
	}
}

func (s *story) isLinkList(list *html.Node, items []int) bool {
	size, linked := 0, 0
	for _, i := range items {
		u := s.units[i]
		if u.size > 200 || u.linked == 0 {
			return false
		}
		size, linked = size+u.size, linked+u.linked
	}
	return linked*100 >= size*60 && s.linksHome(list)
}

// dropTeasers drops small boxes that are headed by a link to another page of
// the site.
func (s *story) dropTeasers() {
	for i, u := range s.units {
		if !s.keep[i] || !isHeading(u.block.DataAtom) || u.linkDensity() < 0.8 || !s.linksHome(u.block) {
			continue
		}
		box := u.block
		for p := box.Parent; p != nil && p != s.body && s.weights[p].all <= maxTeaser && s.minor(p); p = p.Parent {
			box = p
		}
		for j := i; j < len(s.units) && contains(box, s.units[j].block); j++ {
			s.drop(j)
		}
	}
}

// minor reports an element that holds less than half of the story.
func (s *story) minor(n *html.Node) bool { return s.weights[n].kept*2 < s.weights[s.body].kept }

// maxTeaser is the most text of a box that points to another story, in runes.
const maxTeaser = 600

// dropRemains drops what is left of small boxes that were mostly furniture,
// and the labels that are left at the story's end.
func (s *story) dropRemains() {
	lost := map[*html.Node]int{}
	for i, u := range s.units {
		if s.dropped[i] {
			for n := u.block; n != nil && n != s.body && s.weights[n].all <= maxFurniture; n = n.Parent {
				lost[n] += u.size
			}
		}
	}
	for i, u := range s.units {
		if !s.keep[i] {
			continue
		}
		for n := u.block.Parent; n != nil && n != s.body && s.weights[n].all <= maxFurniture && s.minor(n); n = n.Parent {
			if lost[n]*2 > s.weights[n].kept {
				s.drop(i)
				break
			}
		}
	}
	_, last := s.bounds()
	for ; last > 0; _, last = s.bounds() {
		u := s.units[last]
		if s.dropped[last] || u.size > maxStray || !isHeading(u.block.DataAtom) && !s.strayLabel(last) {
			return
		}
		s.drop(last)
	}
}

// maxStray is the longest label or heading that is dropped for standing last,
// in runes.
const maxStray = 80

// strayLabel reports a last short line without a sentence's end that stands
// elsewhere than the paragraph before it.
func (s *story) strayLabel(i int) bool {
	u := s.units[i]
	if u.size > maxStray || strings.ContainsAny(lastRune(u.text), ".!?…”\"»)。！？") || closest(u.block, atom.Li, atom.Td, atom.Blockquote) != nil {
		return false
	}
	for j := i - 1; j >= 0; j-- {
		if s.keep[j] {
			return s.units[j].block.Parent != u.block.Parent && s.units[j].block != u.block
		}
	}
	return false
}

// linksHome reports whether the links below n all lead to other pages of the
// page's own site.
func (s *story) linksHome(n *html.Node) bool {
	links, home := 0, 0
	own := s.evidence.address
	walk(n, func(c *html.Node) bool {
		if c.Type != html.ElementNode || c.DataAtom != atom.A || attr(c, "href") == "" {
			return true
		}
		links++
		u, err := url.Parse(s.evidence.resolve(attr(c, "href")))
		if err == nil && site(u.Hostname()) == site(own.Hostname()) && u.Path != own.Path {
			home++
		}
		return true
	})
	return links > 0 && home == links
}

// site returns the last two labels of a host name.
func site(host string) string {
	labels := strings.Split(host, ".")
	return strings.Join(labels[max(0, len(labels)-2):], ".")
}

// dropOtherArticles drops further articles that a page appends to the one
// that it is about: article elements with a headline of their own, or several of them.
func (s *story) dropOtherArticles() {
	own := closest(s.headlineNode, atom.Article)
	if own == nil || s.weights[own].prose == 0 {
		return
	}
	others := map[*html.Node]bool{} // and whether they are dropped
	for _, u := range s.units {
		if other := closest(u.block, atom.Article); other != nil && !contains(own, other) && !contains(other, own) {
			others[other] = true
		}
	}
	main := s.weights[own].prose*3 > s.weights[s.body].prose
	for other := range others {
		others[other] = main && find(other, atom.H1) != nil || len(others) >= 3 && s.weights[other].prose < 2*s.weights[own].prose
	}
	for i, u := range s.units {
		if others[closest(u.block, atom.Article)] {
			s.drop(i)
		}
	}
}

// dropBios drops what follows the story about its authors.
func (s *story) dropBios(authors []string) {
	_, last := s.bounds()
	for i, seen := last, 0; i >= 0 && seen < 4; i-- {
		if !s.keep[i] {
			continue
		}
		seen++
		if isBio(s.units[i], authors) {
			s.keep[i] = false
		}
	}
}

// bioWords follow an author's name in a line about them.
var bioWords = []string{
	" is ", " are ", " was ", " covers ", " writes ", " reports ", " lives ", " joined ", " works ", " has been ", " ist ", " sind ", " war ", " arbeitet ",
	" berichtet ", " schreibt ", " lebt ", " est ", " es ", " é ", " è ", " jest ", " \u00e9 ", " журналист", " корреспондент", " работает ", " είναι ", " er ", " är ",
}

func isBio(u *unit, authors []string) bool {
	if u.size > 600 || strings.ContainsAny(u.text, "“”„«") {
		return false
	}
	text := " " + normal(u.text) + " "
	for _, author := range authors {
		name := normal(author)
		if len(strings.Fields(name)) < 2 {
			continue
		}
		at := strings.Index(text, " "+name+" ")
		if at < 0 || len(strings.Fields(text[:at])) > 3 {
			continue
		}
		rest := text[at+1+len(name):]
		for _, word := range bioWords {
			if i := strings.Index(rest, word); i >= 0 && i < 30 {
				return true
			}
		}
	}
	return false
}
