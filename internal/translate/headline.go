package translate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// casing knows how the words of a document are written in running text. It
// tells the names in a headline in title case from its other words: on news
// lines, title case costs the English-Russian model five points of chrF.
type casing struct {
	small, capital map[string]int  // occurrences within sentences, by the word in lower case
	name           map[string]int  // occurrences with only the first letter a capital, by the word in lower case
	common, least  map[string]bool // the latter stay small in title case
}

// commonWords are words that are no names wherever they stand in a headline, beside
// smallWords.
var commonWords = map[string]string{
	"en": `i'm he she it its we you they them him his her hers their theirs our ours your yours who whom whose what which when where why how that this
		these those there here not no is are was were be been being has have had having do does did doing would can could should must might shall
		says said say saying tells told asks asked gets get got getting makes make made making takes take took taking gives give gave goes go went gone
		comes come came sees see saw seen wants want wanted needs need needed finds find found warns warned vows vowed urges urged seeks seek sought
		faces faced calls called wins win won loses lose lost meets meet met visits visited holds hold held plans planned backs backed hits kills killed
		dies died dead injured wounded arrested charged jailed accused accuses denies denied rejects rejected agrees agreed approves approved
		announces announced reveals revealed shows show showed begins began ends ended starts started stops stopped rises rose falls fell
		more most less least than then too very also only just even still again now ever never already almost about after before during against amid
		among between under above below out down through without within around near despite because while if though although until since
		new old big first last next second third top high low early late long short good bad best worst better worse
		one two three four five six seven eight nine ten dozens hundreds thousands millions billions million billion percent
		man men woman women people child children police officials minister ministers leader leaders government country countries world war peace talks deal
		today tonight tomorrow yesterday please attention everyone everything nothing something always
		attack attacks strike strikes election vote votes law court case plan plans report reports review analysis opinion news live update updates year years
		day days week weeks month months time life death home school family health money work job jobs oil gas food water climate`,
}

// newCasing counts the words of texts in a language.
func newCasing(texts []string, language string) *casing {
	c := &casing{small: map[string]int{}, capital: map[string]int{}, name: map[string]int{}, common: wordsOf(commonWords[language]), least: wordsOf(smallWords[language])}
	for _, text := range texts {
		if c.titleCase(text) {
			continue
		}
		first := true
		for _, r := range words(text) {
			word := strings.TrimFunc(text[r.Start:r.End], func(r rune) bool { return !unicode.IsLetter(r) })
			letter, _ := utf8.DecodeRuneInString(word)
			if tail := strings.TrimPrefix(word, string(letter)); unicode.IsUpper(letter) && tail != "" && tail == strings.ToLower(tail) {
				c.name[strings.ToLower(word)]++
			}
			switch {
			case word == "":
			case unicode.IsLower(letter):
				c.small[word]++
			case !first:
				c.capital[strings.ToLower(word)]++
			}
			first = first && word == "" || strings.ContainsAny(text[r.Start:r.End], `:"“«`)
		}
	}
	return c
}

// ordinary reports whether a word, in lower case, is no name.
func (c *casing) ordinary(word string) bool {
	if c == nil {
		return false
	}
	small, capital := c.small[word], c.capital[word]
	return small > 0 && small >= 4*capital || capital == 0 && c.common[word]
}

// titleCase reports whether a text is written as English headlines are: nearly all
// its words but the smallest have a capital.
func (c *casing) titleCase(text string) bool {
	capital, all := 0, 0
	for _, r := range words(text) {
		word := strings.TrimFunc(text[r.Start:r.End], func(r rune) bool { return !unicode.IsLetter(r) })
		if letter, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(letter) {
			capital++
			all++
		} else if word != "" && !c.least[word] {
			all++
		}
	}
	return capital >= 4 && capital*10 >= all*8
}

// calmWords returns a text with the words that it stresses by capitals, such as TODAY,
// in ordinary letters: models leave such words out or as they are. Words that the
// document has in no other way, as acronyms, stay.
func (c *casing) calmWords(text string) string {
	var b strings.Builder
	for rest := text; rest != ""; {
		n := wordLength(rest)
		if n == 0 {
			_, size := utf8.DecodeRuneInString(rest)
			b.WriteString(rest[:size])
			rest = rest[size:]
			continue
		}
		word := rest[:n]
		rest = rest[n:]
		lower := strings.ToLower(word)
		_, size := utf8.DecodeRuneInString(word)
		switch {
		case utf8.RuneCountInString(word) < 4 || word != strings.ToUpper(word) || word == lower || acronyms[word]:
		case strings.IndexFunc(b.String(), wordRune) < 0 && (c.name[lower] > 0 || c.ordinary(lower)), c.name[lower] > 0 && c.small[lower] == 0:
			word = word[:size] + strings.ToLower(word[size:])
		case c.ordinary(lower):
			word = lower
		}
		b.WriteString(word)
	}
	return b.String()
}

// sentenceCase returns a headline in title case with its ordinary words in lower
// case. The first word, and one behind a colon or an opening mark, stays.
func (c *casing) sentenceCase(text string) string {
	var b strings.Builder
	first := true
	for rest := text; rest != ""; {
		n := wordLength(rest)
		if n == 0 {
			r, size := utf8.DecodeRuneInString(rest)
			first = first || strings.ContainsRune(`:"“«‘?!.`, r)
			b.WriteString(rest[:size])
			rest = rest[size:]
			continue
		}
		word := rest[:n]
		lower := strings.ToLower(word)
		_, size := utf8.DecodeRuneInString(word)
		if !first && word[size:] == lower[min(size, len(lower)):] && n > size && c.ordinary(lower) {
			word = lower
		}
		b.WriteString(word)
		rest, first = rest[n:], false
	}
	return b.String()
}
