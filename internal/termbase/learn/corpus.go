package learn

import (
	"hash/maphash"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
	"github.com/dragoman-news/dragoman/internal/search"
)

// What a corpus keeps in mind. A sentence of news has about 130 bytes, its translation
// up to twice as many.
const (
	maxCorpus        = 24 << 20 // bytes of all sentences and translations
	maxSentence      = 2000     // bytes of one; longer ones are no sentences
	maxSentenceWords = 150
)

// corpus is sentences with their translations, as words.
type corpus struct {
	source, target side
	pairs          []sentencePair
	bytes          int
	seed           maphash.Seed
	met            map[uint64]bool // sources, by their hash: copies of an article say nothing new
}

type sentencePair struct{ source, target sentence }

type sentence struct {
	text    string
	tokens  []token
	heading bool // nearly all words have a capital, so that it tells nothing
}

// token is a word at its place in a sentence.
type token struct {
	word       int32
	start, end uint16
	broken     bool // more than a space or a hyphen stands before it
	opens      bool // may have its capital for its place
	person     bool // is a surname, for all that the document shows
}

// side is what is known of the words of one language.
type side struct {
	work    int // words that were looked at, or so, since Learner.Terms began
	lang    string
	cased   bool             // has had a word with a capital
	ids     map[string]int32 // by the word as written
	words   []lexeme
	stems   map[string]int32
	names   []string  // by stem
	meaning []bool    // by stem: a word has it that has a meaning of its own
	spelt   [][]int32 // by stem: the words that have it
	where   [][]int32 // by stem: the pairs that have it, ascending
}

// lexeme is a word as written.
type lexeme struct {
	text    string
	stem    int32
	content bool // may begin and end a term
	links   bool // may stand within one, if it has no meaning of its own
	number  bool
	capital bool // begins with one
	acronym bool // has nothing but capitals
	letters int8 // of an acronym
}

func newCorpus(from, to string) *corpus {
	return &corpus{source: newSide(from), target: newSide(to), seed: maphash.MakeSeed(), met: map[uint64]bool{}}
}

func newSide(language string) side {
	return side{lang: language, ids: map[string]int32{}, stems: map[string]int32{}}
}

// add keeps a sentence with its translation, unless it has been met or the corpus is full.
// persons are the surnames of its document, in lower case.
func (c *corpus) add(source, target string, persons [2]map[string]bool) {
	size := len(source) + len(target)
	if len(source) == 0 || len(target) == 0 || len(source) > maxSentence || len(target) > maxSentence || c.bytes+size > maxCorpus || source == target {
		return
	}
	key := maphash.String(c.seed, source)
	if c.met[key] {
		return
	}
	c.met[key] = true
	c.bytes += size
	pair := sentencePair{c.source.read(source, persons[0]), c.target.read(target, persons[1])}
	if len(pair.source.tokens) > maxSentenceWords || len(pair.target.tokens) > maxSentenceWords {
		return
	}
	id := int32(len(c.pairs))
	c.pairs = append(c.pairs, pair)
	c.source.index(id, pair.source)
	c.target.index(id, pair.target)
}

// read splits a sentence into words that the side knows from then on.
func (s *side) read(text string, persons map[string]bool) sentence {
	list := propername.Split(text)
	out := sentence{text: text, heading: propername.InTitleCase(list)}
	surnames := map[int]bool{}
	if len(persons) > 0 {
		for _, w := range propername.Mentions(text, list, persons) {
			surnames[w.At.Start] = true
		}
	}
	before, owned := 0, false
	for i := 0; i < len(list); {
		start, end, next := list[i].At.Start, list[i].At.Start+len(propername.Bare(list[i].Text)), i+1
		if elided := s.elision(list[i].Text); elided > 0 {
			start, end = start+elided, list[i].At.End
		}
		for next < len(list) && initials(text, list[next-1], list[next]) { // "U.N."
			next++
			end = list[next-1].At.End + len(".")
		}
		end = min(end, len(text))
		gap := text[before:list[i].At.Start]
		out.tokens = append(out.tokens, token{
			word: s.id(text[start:end]), start: uint16(start), end: uint16(end), person: surnames[list[i].At.Start],
			broken: i == 0 || owned || gap != " " && gap != "-" && gap != "\u00a0" && gap != "‑",
			opens:  i == 0 || strings.ContainsAny(gap, ".!?:«\"“„(…–—"),
		})
		before, owned = max(end, list[next-1].At.End), end < list[next-1].At.End
		i = next
	}
	return out
}

// elision is the length of an article that has lost its vowel before a word, as in
// French "l'Europe".
func (s *side) elision(word string) int {
	switch lang.Base(s.lang) {
	case "fr", "it", "ca":
		at := strings.IndexAny(word, "'’")
		if at > 0 && at <= len("dell") && !strings.HasPrefix(word, "O") {
			_, size := utf8.DecodeRuneInString(word[at:])
			return at + size
		}
	}
	return 0
}

// initials reports whether two words are capitals with a point behind each, as in "U.N.".
func initials(text string, a, b propername.Word) bool {
	single := func(w propername.Word) bool {
		return utf8.RuneCountInString(w.Text) == 1 && w.Text != w.Lower && strings.HasPrefix(text[w.At.End:], ".")
	}
	return single(a) && single(b) && b.At.Start == a.At.End+len(".")
}

// id returns the number of a word as written.
func (s *side) id(text string) int32 {
	if id, ok := s.ids[text]; ok {
		return id
	}
	stem := search.Document(text, s.lang)
	if _, ok := s.stems[stem]; !ok {
		s.stems[stem] = int32(len(s.where))
		s.where = append(s.where, nil)
		s.names = append(s.names, stem)
		s.meaning = append(s.meaning, false)
		s.spelt = append(s.spelt, nil)
	}
	first, _ := utf8.DecodeRuneInString(text)
	n := utf8.RuneCountInString(text)
	text = strings.Clone(text) // not the sentence with it
	l := lexeme{
		text: text, stem: s.stems[stem], number: unicode.IsDigit(first), capital: unicode.IsUpper(first),
		acronym: n >= 2 && n <= 6 && text == strings.ToUpper(text) && text != strings.ToLower(text),
	}
	if l.acronym {
		l.letters = int8(n)
	}
	s.cased = s.cased || l.capital && propername.Script(text) == propername.ScriptOf(lang.Base(s.lang))
	words := wordsOf(s.lang)
	lower := strings.ToLower(text)
	meaning := len(search.Terms(text, s.lang, 1)) > 0
	l.content = !l.number && !words.calendar[lower] && (l.acronym || n >= 3 && meaning && (l.capital || !words.vague[lower]))
	s.meaning[l.stem] = s.meaning[l.stem] || l.content
	l.links = words.links == nil || words.links[lower]
	id := int32(len(s.words))
	s.ids[text] = id
	s.spelt[l.stem] = append(s.spelt[l.stem], id)
	s.words = append(s.words, l)
	return id
}

func (s *side) index(pair int32, in sentence) {
	for _, t := range in.tokens {
		list := &s.where[s.words[t.word].stem]
		if n := len(*list); n == 0 || (*list)[n-1] != pair {
			*list = append(*list, pair)
		}
	}
}

func (s *side) of(t token) lexeme { return s.words[t.word] }

func (s *side) stem(t token) int32 { return s.words[t.word].stem }

// edge reports whether the word at i may begin or end a term: a word with a meaning of its
// own, or a number that a hyphen ties to one.
func (s *side) edge(in sentence, i int) bool {
	w := s.of(in.tokens[i])
	return w.content || w.number && in.hyphen(i)
}

// hyphen reports whether a hyphen ties the word at i to the one before.
func (in sentence) hyphen(i int) bool {
	before := in.text[:in.tokens[i].start]
	return !in.tokens[i].broken && (strings.HasSuffix(before, "-") || strings.HasSuffix(before, "‑"))
}

// written is a stretch of a sentence.
func (in sentence) written(r domain.Range) string {
	return in.text[in.tokens[r.Start].start:in.tokens[r.End-1].end]
}

// find returns where a sequence of stems begins in a sentence without a break, -1 where
// it doesn't.
func (s *side) find(in sentence, stems []int32) int {
	for i := 0; i+len(stems) <= len(in.tokens); i++ {
		k := 0
		for k < len(stems) && s.stem(in.tokens[i+k]) == stems[k] && (k == 0 || !in.tokens[i+k].broken) {
			k++
		}
		if k == len(stems) {
			return i
		}
	}
	return -1
}

// having returns the pairs, ascending, whose sentence on one side has a sequence of stems.
func (s *side) having(stems []int32, sentenceOf func(pair int32) sentence) []int32 {
	rarest := s.where[stems[0]]
	for _, stem := range stems[1:] {
		if w := s.where[stem]; len(w) < len(rarest) {
			rarest = w
		}
	}
	if len(stems) == 1 {
		return rarest
	}
	var out []int32
	for _, pair := range rarest {
		in := sentenceOf(pair)
		s.work += len(in.tokens)
		if s.find(in, stems) >= 0 {
			out = append(out, pair)
		}
	}
	return out
}

// dice is Dice's coefficient of two ascending lists: twice what they share over their lengths.
func dice(a, b []int32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return 2 * float64(shared(a, b)) / float64(len(a)+len(b))
}

// shared counts what two ascending lists share.
func shared(a, b []int32) int {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	if len(b) > 16*len(a) {
		for _, x := range a {
			if _, found := slices.BinarySearch(b, x); found {
				n++
			}
		}
		return n
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}
