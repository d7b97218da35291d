package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// description returns the summaries that the page's metadata give.
func (e *evidence) descriptions() []string {
	var out []string
	for _, d := range []string{
		e.article.text("description"), e.article.text("alternativeHeadline"), e.first("og:description"), e.first("description"),
		e.first("twitter:description"), e.first("dc.description", "sailthru.description"),
	} {
		if d = plain(d); d != "" {
			out = append(out, d)
		}
	}
	return out
}

// plain returns text without the markup that some publishers leave in their
// metadata.
func plain(s string) string {
	s = html.UnescapeString(s)
	if strings.Contains(s, "</") || strings.Contains(s, "/>") {
		nodes, err := html.ParseFragment(strings.NewReader(s), &html.Node{Type: html.ElementNode, DataAtom: atom.Div, Data: "div"})
		if err != nil {
			return ""
		}
		var b strings.Builder
		for _, n := range nodes {
			b.WriteString(textOf(n))
			b.WriteByte(' ')
		}
		s = html.UnescapeString(b.String())
	}
	return collapse(s)
}

// The size of a standfirst, in runes.
const (
	minStandfirst = 25
	maxStandfirst = 700
)

// header separates what stands above the story from the story: the headline,
// the standfirst, bylines, dates and other short lines.
func (s *story) header() {
	first := s.firstParagraph()
	start := s.headlineUnit(first)
	s.headlineAt = start
	s.standfirstUnits(start, first)
	for i := range s.units {
		u := s.units[i]
		switch {
		case s.isHeadline(u):
			s.keep[i] = false
		case i < first && s.keep[i] && !s.opens(i, first):
			s.keep[i] = false
		case s.keep[i] && s.isCreditLine(u):
			s.keep[i] = false
		}
	}
}

// firstParagraph returns the index of the first kept paragraph of running
// text that is no standfirst by its own name. Where much short text comes
// before it, as in tables and lists, the story begins with that.
func (s *story) firstParagraph() int {
	begin, short := len(s.units), 0
	for i, u := range s.units {
		if !s.keep[i] || s.isHeadline(u) {
			continue
		}
		begin = min(begin, i)
		if u.prose && (!isHeading(u.block.DataAtom) || u.size > 250) && !s.namedStandfirst(u.block) {
			return i
		}
		if !u.prose && !s.isCreditLine(u) && u.linkDensity() < 0.5 {
			short += u.size
		}
		if short > maxShortOpening {
			break
		}
	}
	return begin
}

// maxShortOpening is how much kept text in short lines may stand before the
// first paragraph, in runes.
const maxShortOpening = 400

// headlineUnit returns the index of the last unit that shows the headline at
// or before the first paragraph, or 0.
func (s *story) headlineUnit(first int) int {
	for i := min(first, len(s.units)-1); i >= 0; i-- {
		u := s.units[i]
		if s.headlineNode != nil && contains(s.headlineNode, u.block) || s.isHeadline(u) && !s.inFurniture(u.block) {
			return i
		}
	}
	return 0
}

func (s *story) inFurniture(n *html.Node) bool {
	return closest(n, atom.Nav, atom.Footer) != nil
}

// isHeadline reports a unit that repeats the headline or one of the claims.
func (s *story) isHeadline(u *unit) bool {
	if s.headlineNode != nil && contains(s.headlineNode, u.block) {
		return true
	}
	if u.size > 400 {
		return false
	}
	text := normal(u.text)
	if text == s.headlineNormal {
		return true
	}
	if !isHeading(u.block.DataAtom) {
		return false
	}
	for _, claim := range s.claims {
		if similarity(text, claim) > 0.85 || len(claim) > 20 && (strings.HasSuffix(text, claim) || strings.HasPrefix(text, claim)) && len(text) < 2*len(claim) {
			return true
		}
	}
	return false
}

// namedStandfirst reports an element whose name says that it is the standfirst.
func (s *story) namedStandfirst(n *html.Node) bool {
	for steps := 0; n != nil && n != s.body && steps < 3; n, steps = n.Parent, steps+1 {
		if n.DataAtom == atom.Article || n.DataAtom == atom.Main || n.DataAtom == atom.Section || n.DataAtom == atom.Body {
			return false
		}
		if s.hints(n)&hintStandfirst != 0 && s.weights[n].all <= maxStandfirst+200 {
			return true
		}
	}
	return false
}

// standfirstUnits finds the units of the standfirst between the headline and
// the first paragraph and takes them out of the story's text.
func (s *story) standfirstUnits(start, first int) {
	descriptions := s.evidence.descriptions()
	for i := range descriptions {
		descriptions[i] = normal(descriptions[i])
	}
	var described, named, placed []int
	for i := start; i < first; i++ {
		u := s.units[i]
		if u.size < minStandfirst || u.size > maxStandfirst || u.hidden || u.linkDensity() > 0.5 || s.isHeadline(u) || s.aside(u) || s.captionAbove(u.block) {
			continue
		}
		text := normal(u.text)
		switch {
		case slices.ContainsFunc(descriptions, func(d string) bool { return sameSummary(text, d) }):
			described = append(described, i)
		case s.isCreditLine(u) || s.hints(u.block)&hintCredit != 0:
		case s.namedStandfirst(u.block):
			named = append(named, i)
		case u.size >= 60 && !isHeading(u.block.DataAtom) && s.besideHeadline(u) && (first == len(s.units) || u.block.Parent != s.units[first].block.Parent):
			placed = append(placed, i)
		}
	}
	for _, choice := range [][]int{described, named, placed} {
		if len(choice) > 0 && len(choice) <= maxStandfirstParts {
			var parts []string
			for _, i := range choice {
				parts = append(parts, s.units[i].text)
				s.keep[i] = false
			}
			s.standfirst = strings.Join(dedupe(parts), " ")
			return
		}
	}
	if first < len(s.units) && s.boldOpening(first) {
		s.standfirst = s.units[first].text
		s.keep[first] = false
		return
	}
	s.describedStandfirst(first, descriptions)
}

const maxStandfirstParts = 5

// aside reports text above the story that is no part of it.
func (s *story) aside(u *unit) bool {
	return s.inFurniture(u.block) || closest(u.block, atom.Form, atom.Aside) != nil || furniture().promotes(u)
}

// besideHeadline reports text that shares a small box with the headline.
func (s *story) besideHeadline(u *unit) bool {
	if s.headlineNode == nil {
		return false
	}
	for n := u.block; n != nil; n = n.Parent {
		if s.weights[n].all > 1200 {
			return false
		}
		if contains(n, s.headlineNode) {
			return true
		}
	}
	return false
}

// boldOpening reports a first paragraph that is all in strong type while the
// next one isn't: the standfirst of sites that mark none.
func (s *story) boldOpening(first int) bool {
	if !allBold(s.units[first]) || s.units[first].size > maxStandfirst {
		return false
	}
	for i := first + 1; i < len(s.units); i++ {
		if s.keep[i] && s.units[i].prose {
			return !allBold(s.units[i])
		}
	}
	return false
}

func allBold(u *unit) bool {
	for _, n := range u.nodes {
		if closest(n.Parent, atom.B, atom.Strong) == nil {
			return false
		}
	}
	return true
}

// describedStandfirst falls back on the metadata's summary, unless it only
// repeats how the story begins.
func (s *story) describedStandfirst(first int, descriptions []string) {
	var opening strings.Builder
	for i := first; i < len(s.units) && opening.Len() < 1500; i++ {
		if s.keep[i] {
			opening.WriteString(normal(s.units[i].text))
			opening.WriteByte(' ')
		}
	}
	begin := opening.String()
	for i, d := range s.evidence.descriptions() {
		head := []rune(descriptions[i])
		if len(head) < minStandfirst || len(head) > maxStandfirst || strings.HasSuffix(d, "...") || strings.HasSuffix(d, "…") ||
			descriptions[i] == s.headlineNormal || similarity(descriptions[i], s.headlineNormal) > 0.8 {
			continue
		}
		if repeats(begin, head) {
			return
		}
		if !s.about(descriptions[i]) {
			continue
		}
		s.standfirst = d
		return
	}
}

// about reports whether a description is of this story rather than of the
// site: the story has many of its longer words.
func (s *story) about(description string) bool {
	var text strings.Builder
	text.WriteString(s.headlineNormal)
	for i, u := range s.units {
		if s.keep[i] && text.Len() < 20_000 {
			text.WriteByte(' ')
			text.WriteString(normal(u.text))
		}
	}
	words := map[string]bool{}
	for _, w := range grams(text.String()) {
		words[w] = true
	}
	long, known := 0, 0
	for _, w := range grams(description) {
		if utf8.RuneCountInString(w) < 4 && !strings.ContainsFunc(w, ideographic) {
			continue
		}
		long++
		if words[w] {
			known++
		}
	}
	return known >= 3 && known*100 >= long*35
}

// repeats reports whether a stretch of the description stands in the text.
func repeats(text string, description []rune) bool {
	const stretch = 40
	for at := 0; at < len(description); at += stretch / 2 {
		end := min(at+stretch, len(description))
		if end-at < stretch && at > 0 {
			break
		}
		if strings.Contains(text, string(description[at:end])) {
			return true
		}
	}
	return false
}

// sameSummary reports whether a visible text is the one that a description
// repeats, perhaps cut short.
func sameSummary(text, description string) bool {
	if len(description) < minStandfirst {
		return false
	}
	if similarity(text, description) > 0.8 {
		return true
	}
	short, long := text, description
	if len(short) > len(long) {
		short, long = long, short
	}
	return len(short) > 60 && strings.HasPrefix(long, short)
}

func dedupe(parts []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, p := range parts {
		if !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	return out
}

// opens reports a unit before the first long paragraph that is part of the
// text: one that stands beside it, or a whole sentence.
func (s *story) opens(i, first int) bool {
	u := s.units[i]
	if s.isSubheading(i, first) {
		return true
	}
	if isHeading(u.block.DataAtom) || s.isCreditLine(u) || i < s.headlineAt {
		return false
	}
	if sameSummary(normal(u.text), normal(s.standfirst)) {
		return false
	}
	if u.block != s.units[first].block && u.block.Parent == s.units[first].block.Parent || u.prose && u.size > 120 {
		return true
	}
	return strings.ContainsAny(lastRune(u.text), ".!?…”\"»。！？") && u.votes == [extractors]bool{true, true, true}
}

func lastRune(s string) string {
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}

// isSubheading reports a heading right above the first paragraph that belongs
// to it.
func (s *story) isSubheading(i, first int) bool {
	u := s.units[i]
	if !isHeading(u.block.DataAtom) || u.block.DataAtom == atom.H1 || s.hints(u.block)&(hintCredit|hintFurniture) != 0 {
		return false
	}
	for j := i + 1; j < first; j++ {
		if s.keep[j] {
			return false
		}
	}
	return u.block.Parent == s.units[first].block.Parent
}

// isCreditLine reports a short line that says who wrote or when.
func (s *story) isCreditLine(u *unit) bool {
	if u.size > 160 {
		return false
	}
	named := false
	for n, steps := u.block, 0; n != nil && n != s.body && steps < 3; n, steps = n.Parent, steps+1 {
		if s.hints(n)&hintCredit != 0 && s.weights[n].all < 400 {
			named = true
		}
	}
	for _, n := range u.nodes {
		if n.Parent != nil && s.hints(n.Parent)&hintCredit != 0 {
			named = true
		}
	}
	if named && !u.prose {
		return true
	}
	return isDateLine(u.text)
}
