package lang

import (
	"bufio"
	"bytes"
	_ "embed" // the tables
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

//go:generate go run -C _ngramgen . -out ..

// The tables are derived from the language models of lingua-go (Apache License
// 2.0): see _ngramgen, which also describes their format.
var (
	//go:embed ngram_latin.zst
	latinNgrams []byte
	//go:embed ngram_cyrillic.zst
	cyrillicNgrams []byte
	//go:embed ngram_arabic.zst
	arabicNgrams []byte
	//go:embed ngram_devanagari.zst
	devanagariNgrams []byte

	latinTable      = newLazyTable(latinNgrams, 3.75)
	cyrillicTable   = newLazyTable(cyrillicNgrams, 3.75)
	arabicTable     = newLazyTable(arabicNgrams, 4)
	devanagariTable = newLazyTable(devanagariNgrams, 5)
)

const (
	maxOrder    = 4
	stepsPerBit = 4
)

// lazyTable unpacks its table when it is first needed.
type lazyTable struct{ table func() *ngramTable }

func newLazyTable(packed []byte, letterBits float64) lazyTable {
	return lazyTable{sync.OnceValue(func() *ngramTable {
		t, err := readTable(packed)
		if err != nil {
			panic(fmt.Sprintf("embedded n-gram table: %v", err)) // broken at build time, and every test would see it
		}
		t.letterBits = letterBits
		return t
	})}
}

func (l lazyTable) judge(w words, allowed []string) Guess { return l.table().judge(w, allowed) }

// ngramTable says what a letter costs in each language after the up to three
// letters before it in its word.
type ngramTable struct {
	langs []string
	rows  map[uint64]int // a packed n-gram's place in costs
	costs []byte         // by row, then language; in steps of 1/stepsPerBit bit

	letterBits float64 // what a letter costs at most, over a long text in one of the languages
}

func readTable(packed []byte) (*ngramTable, error) {
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer decoder.Close()
	raw, err := decoder.DecodeAll(packed, nil)
	if err != nil {
		return nil, err
	}
	r := bufio.NewReader(bytes.NewReader(raw))
	header, err := r.ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("languages: %w", err)
	}
	count, err := binary.ReadUvarint(r)
	if err != nil || count > uint64(len(raw)) {
		return nil, fmt.Errorf("number of n-grams %d: %w", count, err)
	}
	t := &ngramTable{langs: strings.Fields(header), rows: make(map[uint64]int, count)}
	ngram := uint64(0)
	for i := range int(count) {
		step, err := binary.ReadUvarint(r)
		if err != nil {
			return nil, fmt.Errorf("n-gram %d: %w", i, err)
		}
		ngram += step
		t.rows[ngram] = i * len(t.langs)
	}
	column := make([]byte, count)
	t.costs = make([]byte, int(count)*len(t.langs))
	for j, lang := range t.langs {
		if _, err := io.ReadFull(r, column); err != nil {
			return nil, fmt.Errorf("costs of %s: %w", lang, err)
		}
		for i, cost := range column {
			t.costs[i*len(t.langs)+j] = cost
		}
	}
	return t, nil
}

// row returns the costs of the longest n-gram that ends a word's beginning and
// is known, or nil.
func (t *ngramTable) row(letters []rune) []byte {
	var packed uint64
	var found []byte
	for n := 1; n <= min(maxOrder, len(letters)); n++ {
		r := letters[len(letters)-n]
		if r > 0xffff {
			break
		}
		packed |= uint64(r) << (16 * (n - 1))
		if at, ok := t.rows[packed]; ok {
			found = t.costs[at : at+len(t.langs)]
		}
	}
	return found
}

// bits returns what the words cost in each language, and how many of their
// letters are known.
func (t *ngramTable) bits(w words) (bits []float64, letterCount int) {
	sums := make([]int, len(t.langs))
	for _, word := range w.list {
		letters := []rune(word)
		for i := range letters {
			row := t.row(letters[:i+1])
			if row != nil {
				letterCount++
			}
			for lang, cost := range row {
				sums[lang] += int(cost)
			}
		}
	}
	bits = make([]float64, len(sums))
	for i, sum := range sums {
		bits[i] = float64(sum) / stepsPerBit
	}
	return bits, letterCount
}

// fits reports whether a text of n letters that costs so many bits can be in a
// language. Measured on Latin letters: sentences cost about 3 bits a letter in
// their own language, 99 % of them less than 3.9; in languages that the table
// lacks mostly more than 4. Kin without n-grams of their own always fit.
func (t *ngramTable) fits(tag string, bits float64, n int) bool {
	base := Base(tag)
	if twins[base] == "" && !slices.Contains(t.langs, base) {
		return true
	}
	perLetter := t.letterBits
	if base == "vi" { // its letters with two marks are many and each is rare
		perLetter += 0.75
	}
	return bits <= perLetter*float64(n)+6*math.Sqrt(float64(n))
}

// judge returns the cheapest of the allowed languages.
func (t *ngramTable) judge(w words, allowed []string) Guess {
	bits, letterCount := t.bits(w)
	for i, lang := range t.langs {
		bits[i] += rarityBits(lang)
	}
	langs, costs := weighWords(t.langs, bits, w)
	cheapest := slices.Min(costs)
	if len(allowed) > 0 {
		langs, costs = allow(langs, costs, allowed)
	}
	if len(langs) == 0 {
		return Guess{}
	}
	best, confidence := softmax(costs)
	if letterCount == 0 || !t.fits(langs[best], costs[best], letterCount) ||
		costs[best]-cheapest > 12+0.6*float64(letterCount) { // clearly in a language that is not allowed and no relative of it
		return Guess{}
	}
	return Guess{langs[best], confidence}
}

// allow keeps the costs of the allowed languages, under the tags that they have
// there. A language that the table lacks is represented by its twin.
func allow(langs []string, costs []float64, allowed []string) (kept []string, keptCosts []float64) {
	for _, tag := range allowed {
		base := Base(tag)
		if twin, ok := twins[base]; ok && !slices.Contains(langs, base) {
			base = twin
		}
		if i := slices.Index(langs, base); i >= 0 {
			kept, keptCosts = append(kept, tag), append(keptCosts, costs[i])
		}
	}
	return kept, keptCosts
}

// twins are languages that the tables cannot tell from the one that stands for
// them.
var twins = map[string]string{"bs": "hr", "sr": "hr", "cnr": "hr", "no": "nb"}

// rarityBits is what a language with few newspapers costs from the start, so
// that a name or two are not taken for it.
func rarityBits(tag string) float64 {
	switch tag {
	case "la", "eo", "cy", "so", "ga", "eu", "af", "fil", "sw", "nn", "mn", "kk", "ms":
		return 5
	case "en", "fr", "de", "es", "pt", "it", "ru", "ar":
		return 0
	default:
		return 2
	}
}
