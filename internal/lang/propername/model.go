package propername

import (
	"bufio"
	_ "embed" // the tables
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// They are trained, not generated, so `make generate` leaves them alone:
// go test -run TestNameTables -train

// The tables of chunks, one per script: lines of Latin letters, letters of the
// script (either may be missing) and the logarithm of their joint probability,
// times 100. TestNameTables trains them on pairs of persons' names from Wikidata
// (CC0), by way of the NETransliteration corpus.
var (
	//go:embed cyrillic.tsv
	cyrillicChunks string
	//go:embed arabic.tsv
	arabicChunks string
)

const (
	maxLatinChunk = 3 // letters
	maxOtherChunk = 2
)

// Model scores how well a name in another script writes down a name in
// Latin letters: the best way to cut both into chunks, against the chance that
// such letters stand side by side anyway.
type Model struct {
	// Threshold is the least score of Spelling at which a word is taken for the
	// name: the tests of package check measure what it catches.
	Threshold float64

	chunks map[chunk]float64
	latin  map[rune]float64 // logarithms of letters' probabilities
	other  map[rune]float64
}

// chunk is letters of both names, with zeros where there are fewer.
type chunk struct {
	latin [maxLatinChunk]rune
	other [maxOtherChunk]rune
}

const unknownLetter = -12.0 // a letter's logarithm where training saw none

var models = map[*unicode.RangeTable]func() *Model{
	unicode.Cyrillic: sync.OnceValue(func() *Model { return readChunks(cyrillicChunks, -.5) }),
	unicode.Arabic:   sync.OnceValue(func() *Model { return readChunks(arabicChunks, -.3) }),
}

func readChunks(table string, threshold float64) *Model {
	m := &Model{Threshold: threshold, chunks: map[chunk]float64{}, latin: map[rune]float64{}, other: map[rune]float64{}}
	lines := bufio.NewScanner(strings.NewReader(table))
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) != 3 {
			continue
		}
		hundredths, _ := strconv.Atoi(fields[2]) // the table is generated; a test reads it
		p := float64(hundredths) / 100
		var c chunk
		copy(c.latin[:], []rune(fields[0]))
		copy(c.other[:], []rune(fields[1]))
		m.chunks[c] = p
		count(m.latin, fields[0], math.Exp(p))
		count(m.other, fields[1], math.Exp(p))
	}
	logarithms(m.latin)
	logarithms(m.other)
	return m
}

func count(letters map[rune]float64, chunk string, p float64) {
	for _, r := range chunk {
		letters[r] += p
	}
}

func logarithms(letters map[rune]float64) {
	total := 0.0
	for _, p := range letters {
		total += p
	}
	for r, p := range letters {
		letters[r] = math.Log(p / total)
	}
}

// score is the logarithm, per letter, of how much likelier the two names are
// as a pair than side by side by chance. Both must be normalised by
// Latin and Native.
func (m *Model) score(latin, other []rune) float64 {
	if len(latin) == 0 || len(other) == 0 {
		return math.Inf(-1)
	}
	best := make([][]float64, len(latin)+1)
	for i := range best {
		best[i] = make([]float64, len(other)+1)
		for j := range best[i] {
			best[i][j] = math.Inf(-1)
		}
	}
	best[0][0] = 0
	for i := 0; i <= len(latin); i++ {
		for j := 0; j <= len(other); j++ {
			if math.IsInf(best[i][j], -1) {
				continue
			}
			for a := 0; a <= maxLatinChunk && i+a <= len(latin); a++ {
				for b := 0; b <= maxOtherChunk && j+b <= len(other); b++ {
					if a+b == 0 {
						continue
					}
					var c chunk
					copy(c.latin[:], latin[i:i+a])
					copy(c.other[:], other[j:j+b])
					p, ok := m.chunks[c]
					if !ok {
						if a+b != 1 {
							continue
						}
						p = unknownLetter
					}
					best[i+a][j+b] = max(best[i+a][j+b], best[i][j]+p)
				}
			}
		}
	}
	chance := letterChance(m.latin, latin) + letterChance(m.other, other)
	return (best[len(latin)][len(other)] - chance) / float64(len(latin)+len(other))
}

func letterChance(letters map[rune]float64, name []rune) float64 {
	total := 0.0
	for _, r := range name {
		if p, ok := letters[r]; ok {
			total += p
		} else {
			total += unknownLetter
		}
	}
	return total
}

// Latin is a name in lower case without diacritics, with letters only.
func Latin(s string) []rune {
	s = strings.NewReplacer("ø", "o", "ł", "l", "đ", "d", "ß", "ss", "æ", "ae", "œ", "oe", "ı", "i").Replace(strings.ToLower(s))
	var out []rune
	for _, r := range norm.NFD.String(s) {
		if unicode.IsLetter(r) {
			out = append(out, r)
		}
	}
	return out
}

// Native is a name in Cyrillic or Arabic letters in its simplest spelling:
// Russian letters for Ukrainian ones, no vowel signs, one form of alif, yeh and
// the like.
func Native(s string) []rune {
	var out []rune
	for _, r := range strings.ToLower(s) {
		switch r {
		case 'ё':
			r = 'е'
		case 'і', 'ї':
			r = 'и'
		case 'є':
			r = 'е'
		case 'ґ':
			r = 'г'
		case 'أ', 'إ', 'آ', 'ٱ':
			r = 'ا'
		case 'ى', 'ئ':
			r = 'ي'
		case 'ؤ':
			r = 'و'
		case 'ة':
			r = 'ه'
		}
		if unicode.IsLetter(r) && r != 'ـ' && r != 'ء' {
			out = append(out, r)
		}
	}
	return out
}

// Forms are the ways to take a word of a text for a name: as it is, and
// without the endings and particles that grammar adds.
func Forms(w string) [][]rune {
	switch Script(w) {
	case unicode.Cyrillic:
		return cyrillicForms(Native(w))
	case unicode.Arabic:
		return arabicForms(w)
	default:
		return nil
	}
}

// cyrillicEndings are case endings of names in Russian and Ukrainian, after
// Native. What stays must be three letters or more.
var cyrillicEndings = strings.Fields("а у е ы и я ю ой ей ом ем ым ому ого ую ою ов ом ами ам ах ею ем ими ых им")

func cyrillicForms(name []rune) [][]rune {
	out := [][]rune{name}
	for _, ending := range cyrillicEndings {
		n := utf8.RuneCountInString(ending)
		if len(name)-n < 3 || string(name[len(name)-n:]) != ending {
			continue
		}
		stem := name[:len(name)-n]
		out = append(out, stem)
		for _, nominative := range []rune{'а', 'я', 'й'} { // "Трампы" is no form of "Трампа", but "Обамой" is one of "Обама"
			out = append(out, append(append([]rune{}, stem...), nominative))
		}
	}
	return out
}

func arabicForms(w string) [][]rune {
	name := Native(w)
	out := [][]rune{name}
	for _, particles := range []string{"و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "ول", "وب"} {
		if rest, ok := strings.CutPrefix(string(name), particles); ok && utf8.RuneCountInString(rest) >= 3 {
			out = append(out, []rune(rest))
		}
	}
	return out
}
