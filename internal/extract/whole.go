package extract

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxCell and maxAttribution are the most runes of what is taken along: a cell
// of data, and the words that say who is quoted. Longer texts stand on their own votes.
const (
	maxCell        = 200
	maxAttribution = 160
)

// makeWhole keeps what extractors overlook though it belongs to what they
// found: the numbers in a table of data whose words stay, and the
// attribution of a quotation that stays.
func (s *story) makeWhole() {
	tables, quotes := s.keptTables(), map[*html.Node]bool{}
	for i, u := range s.units {
		if quote := closest(u.block, atom.Blockquote); quote != nil && s.keep[i] {
			quotes[quote] = true
		}
	}
	for i, u := range s.units {
		if s.keep[i] || u.hidden {
			continue
		}
		if table := closest(u.block, atom.Table); table != nil && tables[table] && !strings.ContainsFunc(u.text, unicode.IsLetter) {
			s.keep[i] = true
		}
		said := closest(u.nodes[0], atom.Footer, atom.Cite)
		if said != nil && u.size <= maxAttribution && quotes[closest(said, atom.Blockquote)] {
			s.keep[i] = true
		}
	}
}

// keptTables are the tables of data (none of their cells is long) of whose
// cells with words at least half stay.
func (s *story) keptTables() map[*html.Node]bool {
	type count struct {
		kept, words int
		long        bool
	}
	counts := map[*html.Node]*count{}
	for i, u := range s.units {
		table := closest(u.block, atom.Table)
		if table == nil {
			continue
		}
		c := counts[table]
		if c == nil {
			c = &count{}
			counts[table] = c
		}
		c.long = c.long || u.size > maxCell
		if strings.ContainsFunc(u.text, unicode.IsLetter) {
			c.words++
			if s.keep[i] {
				c.kept++
			}
		}
	}
	out := map[*html.Node]bool{}
	for table, c := range counts {
		out[table] = !c.long && c.kept > 0 && c.kept*2 >= c.words
	}
	return out
}
