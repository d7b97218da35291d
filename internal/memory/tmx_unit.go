package memory

import (
	"strings"
	"time"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
)

// Unit is a unit of a TMX file: one text in several languages.
type Unit struct {
	Texts  []UnitText
	Source string // the language that was translated from, as the file says; empty for any
	Author string
	At     time.Time
	Line   int // of the file, from 1
}

// UnitText is a unit's text in a language.
type UnitText struct {
	Lang string // as the file spells it
	Text string // plain
}

// Pair returns the unit's texts in two languages: for each the first whose
// language is the same, else the first of the language alone ("en"), else the
// first of another region ("en-GB" for "en-US"). The two texts are never one.
func (u Unit) Pair(from, to string) (domain.MemoryPair, bool) {
	p := domain.MemoryPair{From: from, To: to, Author: u.Author, At: u.At}
	source := u.find(from, -1)
	target := u.find(to, source)
	if source < 0 || target < 0 {
		return p, false
	}
	p.Source, p.Target = u.Texts[source].Text, u.Texts[target].Text
	return p, p.Validate() == nil
}

// find returns the index of the text that is best for a language, but for one,
// or -1.
func (u Unit) find(tag string, taken int) int {
	best, found := 0, -1
	for i, t := range u.Texts {
		fit := 0
		switch has := strings.ReplaceAll(t.Lang, "_", "-"); {
		case i == taken:
		case strings.EqualFold(has, tag):
			fit = 3
		case strings.EqualFold(has, lang.Base(tag)):
			fit = 2
		case lang.Base(has) == lang.Base(tag):
			fit = 1
		}
		if fit > best {
			best, found = fit, i
		}
	}
	return found
}
