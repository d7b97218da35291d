package memory

import (
	"slices"
	"unicode"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// Match is what a memory offers for a segment.
type Match struct {
	Pair domain.MemoryPair `json:"pair"`
	// Score is 1 where the texts are the same, .99 where only numbers differ and
	// Target has the segment's, .98 where names do, too, and .97 where they do, but
	// Doubt says why Target must be looked at; else the share of words that they have
	// in common, in their order, at most .96.
	Score  float64 `json:"score"`
	Target string  `json:"target"`
	Doubt  Doubt   `json:"doubt,omitempty"`
	Diff   []Piece `json:"diff,omitempty"` // from the pair's source to the segment, where they differ
}

// Sure reports whether the match's target can stand as the segment's translation.
func (m Match) Sure() bool { return m.Score >= renamed }

// Adapted reports whether the match's target isn't the pair's own.
func (m Match) Adapted() bool { return m.Target != m.Pair.Target }

const (
	renumbered = .99
	renamed    = .98
	offered    = .97
	alike      = .96
	// maxCompared is the number of words up to which texts are compared: time
	// grows with its square.
	maxCompared = 400
)

// Piece is a stretch of two texts that are compared.
type Piece struct {
	Text   string `json:"text"`
	Change Change `json:"change"`
}

// Change says in which of two texts a piece is.
type Change string

// The changes.
const (
	Same    Change = "same"
	Removed Change = "removed" // in the pair's source only
	Added   Change = "added"   // in the segment only
)

// Best returns the candidates that serve a segment with a score of least or
// more, the best first; of equal ones those of the edition, then the latest. names is
// the glossary of the direction, or nil: see Adapt.
func Best(segment, edition string, names *termbase.Glossary, candidates []domain.MemoryPair, least float64) []Match {
	var out []Match
	wanted := pieces(Normal(segment))
	for _, c := range candidates {
		m := Match{Pair: c, Target: c.Target}
		if Normal(c.Source) == Normal(segment) {
			m.Score = 1
		} else {
			m.Diff, m.Score = compare(pieces(Normal(c.Source)), wanted)
			m.Score = min(m.Score, alike)
			if a, ok := Adapt(c, segment, names); ok {
				m.Target, m.Doubt, m.Score = a.Target, a.Doubt, a.score()
			}
		}
		if m.Score >= least {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b Match) int {
		switch {
		case a.Score != b.Score:
			if a.Score > b.Score {
				return -1
			}
			return 1
		case (a.Pair.Edition == edition) != (b.Pair.Edition == edition):
			if a.Pair.Edition == edition {
				return -1
			}
			return 1
		default:
			return b.Pair.At.Compare(a.Pair.At)
		}
	})
	return out
}

func (a Adaptation) score() float64 {
	switch {
	case a.Doubt != "":
		return offered
	case a.Names:
		return renamed
	}
	return renumbered
}

// pieces cuts a text into words, numbers, spaces and signs.
func pieces(text string) []string {
	var out []string
	at := 0
	for _, r := range figures(text) {
		out = append(append(out, words(text[at:r.Start])...), text[r.Start:r.End])
		at = r.End
	}
	return append(out, words(text[at:])...)
}

// words cuts a text without numbers into words, spaces and signs.
func words(text string) []string {
	var out []string
	kind := func(r rune) int {
		switch {
		case unicode.IsLetter(r), unicode.IsMark(r):
			return 1
		case unicode.IsSpace(r):
			return 2
		default:
			return 3
		}
	}
	start, last := 0, 0
	for i, r := range text {
		if k := kind(r); i > 0 && (k != last || k == 3) {
			out = append(out, text[start:i])
			start, last = i, k
		} else {
			last = k
		}
	}
	if start < len(text) {
		out = append(out, text[start:])
	}
	return out
}

// compare returns the pieces of two texts, those in common once, and the share
// in common of the longer one; spaces count a quarter of words and signs.
func compare(a, b []string) ([]Piece, float64) {
	if len(a) > 2*maxCompared || len(b) > 2*maxCompared {
		return nil, 0
	}
	// length[i][j] is the longest common subsequence of a[i:] and b[j:].
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	weight := func(s string) int {
		if s == " " {
			return 1
		}
		return 4
	}
	for i := range slices.Backward(a) {
		for j := range slices.Backward(b) {
			length[i][j] = max(length[i+1][j], length[i][j+1])
			if a[i] == b[j] {
				length[i][j] = max(length[i][j], length[i+1][j+1]+weight(a[i]))
			}
		}
	}
	var out []Piece
	add := func(text string, change Change) {
		if n := len(out); n > 0 && out[n-1].Change == change {
			out[n-1].Text += text
		} else {
			out = append(out, Piece{text, change})
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j] && length[i][j] == length[i+1][j+1]+weight(a[i]):
			add(a[i], Same)
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || length[i+1][j] >= length[i][j+1]):
			add(a[i], Removed)
			i++
		default:
			add(b[j], Added)
			j++
		}
	}
	total := func(s []string) (n int) {
		for _, p := range s {
			n += weight(p)
		}
		return n
	}
	longer := max(total(a), total(b))
	if longer == 0 {
		return out, 0
	}
	return out, float64(length[0][0]) / float64(longer)
}
