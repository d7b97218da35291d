package check

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// lengthRatio is the distribution of the logarithm of a translation's length
// in characters over the English original's, measured on news translated by
// people. Sentences shorter than lengthUsual vary more.
var lengthRatio = map[string]struct{ mean, deviation float64 }{
	"en": {0, 0},
	"ru": {.10, .18}, "uk": {.05, .17}, "ar": {-.07, .19}, "de": {.18, .14},
	"fr": {.17, .16}, "es": {.14, .15}, "pt": {.11, .15}, "ca": {.13, .15},
}

const (
	lengthDeviations = 3  // beyond which a length is reported
	lengthLeast      = 30 // characters of the source below which nothing is said
	lengthUsual      = 100
)

// length warns of a translation that is much shorter or longer than usual.
func (s *segment) length() {
	from, ok := lengthRatio[s.c.from]
	to, known := lengthRatio[s.c.to]
	source, target := utf8.RuneCountInString(strings.TrimSpace(s.Source)), utf8.RuneCountInString(strings.TrimSpace(s.Target))
	if !ok || !known || s.c.from == s.c.to || source < lengthLeast || target == 0 {
		return
	}
	mean, deviation := to.mean-from.mean, math.Hypot(to.deviation, from.deviation)
	deviation *= max(1, math.Sqrt(lengthUsual/float64(source)))
	ratio := math.Log(float64(target) / float64(source))
	if math.Abs(ratio-mean) > lengthDeviations*deviation {
		s.report("length", whole(s.Source), whole(s.Target), fmt.Sprintf("%.1f", math.Exp(ratio)), fmt.Sprintf("%.1f", math.Exp(mean)))
	}
}

const (
	coveredWeight = .15 // attention that a source token gets at least where it was translated
	omittedTokens = 6   // tokens in a row without it that make an omission
)

// omission warns of a run of source tokens that no target token looks at. It
// needs an alignment; a model may well look at words that it leaves out, so it
// sees omissions of phrases, not of words.
func (s *segment) omission() {
	if s.Alignment == nil {
		return
	}
	run := 0
	tokens := s.Alignment.Source
	for i := 0; i <= len(tokens); i++ {
		if i < len(tokens) && s.Alignment.attention(i) < coveredWeight {
			run++
			continue
		}
		if run >= omittedTokens {
			r := domain.Range{Start: tokens[i-run].Start, End: tokens[i-1].End}
			if r.Start >= 0 && r.Start < r.End && r.End <= len(s.Source) && utf8.ValidString(in(s.Source, r)) && hasLetter(in(s.Source, r)) {
				s.report("omission", r, domain.Range{}, short(in(s.Source, r)))
			}
		}
		run = 0
	}
}

// attention is what all target tokens together give the source token i.
func (al *Alignment) attention(i int) float64 {
	total := 0.0
	for _, row := range al.Weights {
		if i < len(row) {
			total += float64(row[i])
		}
	}
	return total
}
