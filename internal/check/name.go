package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// nameThreshold is the least score of chunkModel.score at which a word is
// taken for the name, by script: the measuring test shows what it catches.
var nameThreshold = map[*unicode.RangeTable]float64{unicode.Cyrillic: -.5, unicode.Arabic: -.3}

// mostNames is how many names of a segment are looked for.
const mostNames = 20

// names reports persons' surnames that no word of the translation writes
// down, and those left in Latin letters where the target has its own.
// It looks at names in Latin script only, in translations into languages of
// Latin, Cyrillic or Arabic script, and only at words that surnames is sure
// of: places, organisations and names with hyphens pass unseen.
func (s *segment) names() {
	if scriptOf(s.c.from) != unicode.Latin {
		return
	}
	looked := map[string]bool{}
	for _, name := range surnames(s.Source, s.source, s.known) {
		if looked[name.lower] || len(looked) == mostNames {
			continue
		}
		looked[name.lower] = true
		switch i, known := s.rendering(name); {
		case !known:
			return
		case i < 0:
			s.report("name-missing", name.at, domain.Range{}, name.text)
		case scriptOf(s.c.to) != unicode.Latin && script(s.target[i].text) == unicode.Latin:
			s.report("name-foreign", name.at, s.target[i].at, name.text)
		}
	}
}

// rendering is the index of the target's word that writes a name down best,
// -1 where none does; known is false where names can't be compared.
func (s *segment) rendering(name word) (index int, known bool) {
	latin := latinName(name.lower)
	to := scriptOf(s.c.to)
	if to == unicode.Latin {
		return slices.IndexFunc(s.target, func(w word) bool { return alike(latin, latinName(bare(w.lower))) }), true
	}
	load, ok := nameModels[to]
	if !ok {
		return -1, false
	}
	model := load()
	best, index, foreign := nameThreshold[to], -1, -1
	for i, w := range s.target {
		switch script(w.text) {
		case to:
			if to == unicode.Cyrillic && w.text == w.lower {
				continue // names have a capital there
			}
			if score := model.bestSpelling(latin, w.text); score >= best {
				best, index = score, i
			}
		case unicode.Latin:
			if foreign < 0 && alike(latin, latinName(w.lower)) {
				foreign = i
			}
		}
	}
	if index < 0 {
		index = foreign
	}
	return index, true
}

// asSpoken are names that are spoken otherwise than such letters are, spelt so.
var asSpoken = map[string]string{
	"hughes": "hyuz", "hugh": "hyu", "leigh": "lee", "vaughan": "von", "vaughn": "von", "keough": "kio", "puig": "puch",
}

// bestSpelling is bestForm of a name or, if that is better, of how it is spoken.
func (m *chunkModel) bestSpelling(latin []rune, w string) float64 {
	best := m.bestForm(latin, w)
	if spoken, ok := asSpoken[string(latin)]; ok {
		best = max(best, m.bestForm([]rune(spoken), w))
	}
	return best
}

// longestName is the longest word in letters that is compared: more is no
// name, and the comparison takes time.
const longestName = 24

func (m *chunkModel) bestForm(latin []rune, w string) float64 {
	best := m.score(latin, nil)
	if utf8.RuneCountInString(w) > longestName || len(latin) > longestName {
		return best
	}
	for _, form := range nameForms(w) {
		if len(form) >= 2 && len(form) <= 2*len(latin) && len(latin) <= 4*len(form) {
			best = max(best, m.score(latin, form))
		}
	}
	return best
}

// alike reports whether two folded names of one script are the same but for
// an ending or a letter in four.
func alike(a, b []rune) bool {
	if len(a) == 0 || len(b) == 0 || len(a) > longestName || len(b) > longestName {
		return false
	}
	if strings.HasPrefix(string(b), string(a)) && len(b)-len(a) <= 2 {
		return true
	}
	return distance(a, b) <= max(len(a), len(b))/4
}

// distance is the Levenshtein distance.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
