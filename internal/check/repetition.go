package check

import (
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// repetition reports loops: a sequence of words that stands more often in the
// translation than anything does in the source, at once after itself three
// times (twice from four words on) or, from six words on, anywhere. A single
// word that stands twice is only doubled.
func (s *segment) repetition() {
	if r, count, ok := s.loop(); ok {
		s.report("repetition", domain.Range{}, r, short(in(s.Target, r)), strconv.Itoa(count))
		return
	}
	if r, ok := s.restated(); ok {
		s.report("repetition", domain.Range{}, r, short(in(s.Target, r)), "2")
		return
	}
	s.doubled()
}

// longestLoop is the longest sequence that is looked for at once after itself.
const longestLoop = 40

// loop finds the first sequence that follows itself.
func (s *segment) loop() (r domain.Range, count int, ok bool) {
	for i := range s.target {
		for n := 1; n <= longestLoop && i+2*n <= len(s.target); n++ {
			times := s.target.times(i, n)
			if needed := loopNeeds(n); times >= needed && times > s.source.mostTimes(n) && hasLetter(s.target[i].text) {
				return domain.Range{Start: s.target[i].at.Start, End: s.target[i+n-1].at.End}, times, true
			}
		}
	}
	return r, 0, false
}

func loopNeeds(n int) int {
	if n < 3 {
		return 3
	}
	return 2
}

// times is how often the n words at i follow one another.
func (w words) times(i, n int) int {
	count := 1
	for next := i + n; next+n <= len(w); next += n {
		for k := range n {
			if w[i+k].lower != w[next+k].lower {
				return count
			}
		}
		count++
	}
	return count
}

func (w words) mostTimes(n int) int {
	most := 1
	for i := 0; i+2*n <= len(w); i++ {
		most = max(most, w.times(i, n))
	}
	return most
}

const restatedWords = 6

// restated finds six words that stand twice anywhere, while no four of the
// source do.
func (s *segment) restated() (domain.Range, bool) {
	seen := map[string]int{}
	for i := 0; i+restatedWords <= len(s.target); i++ {
		gram := s.target.gram(i, restatedWords)
		if first, ok := seen[gram]; ok && i >= first+restatedWords && !s.source.repeats(4) {
			return domain.Range{Start: s.target[i].at.Start, End: s.target[i+restatedWords-1].at.End}, true
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
		if s.source.mostTimes(1) == 1 {
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
	case "pt", "es", "ca":
		return strings.Contains(" se ", " "+word+" ")
	}
	return false
}
