package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
)

// untranslated reports runs of the source's words in the translation: four
// words or more that were copied in order, or, between different scripts, four
// words or more in the source's script. Quotations in the source language look
// the same and are reported as well, unless they stand in brackets or
// quotation marks and are less than half of the translation; titles, with
// their capitals, pass.
func (s *segment) untranslated() {
	if s.c.from == s.c.to {
		return
	}
	if r, ok := s.copied(); ok {
		s.report("untranslated", domain.Range{}, r, short(in(s.Target, r)))
		return
	}
	if r, ok := s.foreignScript(); ok {
		s.report("untranslated", domain.Range{}, r, short(in(s.Target, r)))
	}
}

const copiedWords = 4

// copied finds the first run of copied words that holds at least two words of
// lower case, so that titles and lists of names pass.
func (s *segment) copied() (domain.Range, bool) {
	grams := map[string]bool{}
	for i := 0; i+copiedWords <= len(s.source); i++ {
		grams[s.source.gram(i, copiedWords)] = true
	}
	for i := 0; i+copiedWords <= len(s.target); i++ {
		if !grams[s.target.gram(i, copiedWords)] {
			continue
		}
		end := i + copiedWords
		for end < len(s.target) && grams[s.target.gram(end-copiedWords+1, copiedWords)] {
			end++
		}
		lower := lowerWords(s.target[i:end])
		r := domain.Range{Start: s.target[i].at.Start, End: s.target[end-1].at.End}
		if lower >= 2 && !overlaps(s.masked[1], r) && (2*(end-i) > len(s.target) || !enclosed(s.Target, r)) {
			return r, true
		}
		i = end - 1
	}
	return domain.Range{}, false
}

func (w words) gram(at, n int) string {
	var b strings.Builder
	for _, x := range w[at : at+n] {
		b.WriteString(x.lower)
		b.WriteByte(' ')
	}
	return b.String()
}

// foreignScript finds the first run of words in the source's script where the
// target's is another.
func (s *segment) foreignScript() (domain.Range, bool) {
	from, to := propername.ScriptOf(s.c.from), propername.ScriptOf(s.c.to)
	if from == nil || to == nil || from == to {
		return domain.Range{}, false
	}
	run := 0
	for i, w := range s.target {
		switch {
		case propername.Script(w.text) == from && !overlaps(s.masked[1], w.at):
			run++
		case hasLetter(w.text):
			run = 0
		}
		last := i+1 == len(s.target) || propername.Script(s.target[i+1].text) != from
		if run >= copiedWords && last {
			r := domain.Range{Start: s.target[i-run+1].at.Start, End: w.at.End}
			if lowerWords(s.target[i-run+1:i+1]) >= 2 && (2*run > len(s.target) || !enclosed(s.Target, r)) {
				return r, true
			}
		}
	}
	return domain.Range{}, false
}

// lowerWords counts the words in lower case of four letters or more: titles
// have short ones only.
func lowerWords(list words) int {
	n := 0
	for _, w := range list {
		if w.text == w.lower && hasLetter(w.text) && utf8.RuneCountInString(w.text) >= 4 {
			n++
		}
	}
	return n
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// enclosed reports whether r stands between brackets or quotation marks, as
// an explanation or a title in the original does.
func enclosed(text string, r domain.Range) bool {
	before, after := strings.TrimRight(text[:r.Start], " "), strings.TrimLeft(text[r.End:], " .,!?…")
	return before != "" && after != "" && strings.ContainsAny(lastRune(before), "([«“„\"'‘‚") && strings.ContainsAny(firstRune(after), ")]»”“\"'’")
}

func lastRune(s string) string {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] < 0x80 || s[i] >= 0xc0 {
			return s[i:]
		}
	}
	return s
}

func firstRune(s string) string {
	for i := 1; i < len(s); i++ {
		if s[i] < 0x80 || s[i] >= 0xc0 {
			return s[:i]
		}
	}
	return s
}

// short is s, cut where a message would become too long for its line.
func short(s string) string {
	const most = 60
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}
