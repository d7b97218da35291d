package check

import (
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// repetition reports loops: a sequence of words that stands more often in the
// translation than anything does in the source, at once after itself three
// times (twice from three words on, but for "the agency (the agency)", as a translator
// writes for an abbreviation) or, from eight words on, anywhere. A single word that
// stands twice is only doubled.
func (s *segment) repetition() {
	if r, count, ok := s.loop(); ok {
		s.report("repetition", domain.Range{}, r, short(in(s.Target, r)), strconv.Itoa(count))
		return
	}
	for _, words := range []int{8, 20} {
		if r, ok := s.restated(words); ok {
			s.report("repetition", domain.Range{}, r, short(in(s.Target, r)), "2")
			return
		}
	}
	s.doubled()
}

// longestLoop is the longest sequence that is looked for at once after itself.
const longestLoop = 40

// loop finds the first sequence that follows itself more often than any of its
// length does in the source.
func (s *segment) loop() (r domain.Range, count int, ok bool) {
	for n := 1; n <= longestLoop && 2*n <= len(s.target); n++ {
		start, times := s.target.loops(n)
		if times < loopNeeds(n) || !hasLetter(s.target[start].text) || n == 1 && mayDouble(s.c.to, s.target[start].lower) {
			continue
		}
		if times == 2 && s.parted(start+n) {
			continue // "a court of appeal (a court of appeal)"
		}
		if _, usual := s.source.loops(n); times <= usual {
			continue
		}
		if at := s.target[start].at.Start; !ok || at < r.Start {
			r, count, ok = domain.Range{Start: at, End: s.target[start+n-1].at.End}, times, true
		}
	}
	return r, count, ok
}

func loopNeeds(n int) int {
	if n < 3 {
		return 3
	}
	return 2
}

// loops finds the sequence of n words that follows itself most often, and how
// often it stands there: 1 where none does.
func (w words) loops(n int) (start, times int) {
	times = 1
	run := 0 // words that equal the n-th after them
	for i := 0; i+n < len(w); i++ {
		if w[i].lower != w[i+n].lower {
			run = 0
			continue
		}
		run++
		if run/n+1 > times {
			start, times = i-run+1, run/n+1
		}
	}
	return start, times
}

// parted reports whether a bracket or what ends a clause stands before a word of
// the translation: a loop has commas or full stops.
func (s *segment) parted(second int) bool {
	return strings.ContainsAny(s.Target[s.target[second-1].at.End:s.target[second].at.Start], "(;:؛—")
}

// restated finds a run of words that stands twice anywhere, while no half as long one of
// the source does.
func (s *segment) restated(words int) (domain.Range, bool) {
	seen := map[string]int{}
	for i := 0; i+words <= len(s.target); i++ {
		gram := s.target.gram(i, words)
		if first, ok := seen[gram]; ok && i >= first+words && !s.source.repeats(words/2) {
			return domain.Range{Start: s.target[i].at.Start, End: s.target[i+words-1].at.End}, true
		} else if !ok {
			seen[gram] = i
		}
	}
	return domain.Range{}, false
}

func (w words) repeats(n int) bool {
	seen := map[string]bool{}
	for i := 0; i+n <= len(w); i++ {
		gram := w.gram(i, n)
		if seen[gram] {
			return true
		}
		seen[gram] = true
	}
	return false
}

// doubled reports a word that stands twice with only a space between, unless
// the source has a doubled word, too.
func (s *segment) doubled() {
	for i := 1; i < len(s.target); i++ {
		a, b := s.target[i-1], s.target[i]
		if a.lower != b.lower || s.Target[a.at.End:b.at.Start] != " " || !hasLetter(a.text) || mayDouble(s.c.to, a.lower) {
			continue
		}
		if _, times := s.source.loops(1); times == 1 {
			f := s.report("word-doubled", domain.Range{}, domain.Range{Start: a.at.Start, End: b.at.End}, b.text)
			f.Fix = a.text
		}
	}
}

// mayDouble reports whether a word stands twice in good writing.
func mayDouble(language, word string) bool {
	switch language {
	case "en":
		return strings.Contains(" had that ", " "+word+" ")
	case "fr":
		return strings.Contains(" nous vous ", " "+word+" ")
	case "de":
		return strings.Contains(" die der das sie ihr ", " "+word+" ")
	case "ar": // the names of Latin letters, as in "سي إن إن"
		return strings.Contains(" إيه أيه ايه بي سي دي إي اي إف اف جي إتش اتش آي جيه كيه إل ال إم ام إن ان أو أوه او كيو آر ار إس اس تي يو في دبليو إكس اكس واي زد زي ", " "+word+" ")
	case "pt", "es", "ca":
		return strings.Contains(" se ", " "+word+" ")
	}
	return false
}
