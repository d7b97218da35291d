package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Sentences returns the sentences of text in order. The ranges don't overlap
// and neither begin nor end with white space; all that they leave out is white
// space. A line break always ends a sentence.
//
// Boundaries are those of UAX #29, less the ones after abbreviations, initials
// and quotations that their sentence goes on after. language is a BCP 47 tag; a
// language without lists of its own gets the rules that need none.
func Sentences(text, language string) []domain.Range {
	rules := rulesFor(language)
	var out []domain.Range
	for start := 0; start < len(text); {
		end := start + lineLength(text[start:])
		out = rules.appendLine(out, text, start, end)
		start = end
		for start < len(text) {
			r, n := utf8.DecodeRuneInString(text[start:])
			if !lineBreak(r) {
				break
			}
			start += n
		}
	}
	return out
}

func lineBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

func lineLength(s string) int {
	if i := strings.IndexFunc(s, lineBreak); i >= 0 {
		return i
	}
	return len(s)
}

// appendLine appends the sentences of the line text[start:end].
func (r *sentenceRules) appendLine(out []domain.Range, text string, start, end int) []domain.Range {
	line := text[start:end]
	if strings.TrimSpace(line) == "" {
		return out
	}
	first := 0
	for it := sentences.FromString(line); it.Next(); {
		at := it.End()
		at += detachedClosing(line[at:])
		if at < len(line) && r.joins(line[first:at], line[at:]) {
			continue
		}
		if s, ok := trimRange(line, first, at); ok {
			out = append(out, domain.Range{Start: start + s.Start, End: start + s.End})
		}
		first = max(first, at)
	}
	return out
}

// detachedClosing returns the length of closing marks at the start of s that a
// space parts from their sentence, as in « Oui ? », with the space after them.
func detachedClosing(s string) int {
	rest := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.In(r, unicode.Pe, unicode.Pf) })
	if len(rest) == len(s) {
		return 0
	}
	if next, _ := utf8.DecodeRuneInString(rest); rest != "" && !unicode.IsSpace(next) {
		return 0
	}
	return len(s) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
}

func trimRange(s string, start, end int) (domain.Range, bool) {
	part := s[start:end]
	start += len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
	part = strings.TrimSpace(part)
	return domain.Range{Start: start, End: start + len(part)}, part != ""
}

// joins reports whether what UAX #29 takes for a boundary between before and
// after lies within one sentence.
func (r *sentenceRules) joins(before, after string) bool {
	before = strings.TrimRightFunc(before, unicode.IsSpace)
	after = strings.TrimLeftFunc(after, unicode.IsSpace)
	if before == "" || after == "" {
		return true
	}
	next, _ := utf8.DecodeRuneInString(after)
	if unicode.IsLower(next) {
		return true
	}
	core := strings.TrimRightFunc(before, closing)
	if core == "" || onlyPunctuation(after) {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(core)
	quoted := len(core) < len(before)
	if quoted && last != '.' && r.speechFollows(after) {
		return true
	}
	if last != '.' && last != '．' {
		return false
	}
	if strings.HasSuffix(core, "..") {
		return false
	}
	if !quoted && listNumber(core) {
		return true
	}
	return !quoted && r.abbreviationBefore(core, after)
}

// closing reports whether r may stand between a sentence's last mark and its end.
func closing(r rune) bool {
	return unicode.In(r, unicode.Pe, unicode.Pf) || r == '"' || r == '\'' || r == '“'
}

func onlyPunctuation(s string) bool {
	s = s[:min(len(s), 100)] // an end of a text that long is none
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.S) })
}

// listNumber reports whether a whole sentence is but a number with a period,
// as at the head of a list's item.
func listNumber(s string) bool {
	s = strings.TrimSuffix(s, ".")
	return s != "" && len(s) <= 3 && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
}

// abbreviationBefore reports whether the period that ends before belongs to an
// abbreviation or an initial after which the sentence goes on.
func (r *sentenceRules) abbreviationBefore(before, after string) bool {
	word := lastWord(before)
	if word == "" {
		return false
	}
	if i := strings.LastIndexByte(word, '-'); i > 0 && dottedLetters(word[i+1:]) && !initial(word) {
		word = word[i+1:] // the U.S. of "the Japan-U.S. Treaty"
	}
	if r.never[word] || r.never[strings.ToLower(word)] && !shouted(word) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(after, opening))
	if !initial(word) && r.number[strings.ToLower(word)] {
		return unicode.IsDigit(next) || romanNumeral(firstWord(after))
	}
	first := firstWord(after)
	starts := r.starters[strings.ToLower(first)] && !strings.Contains(after[:min(len(after), 5)], first+".")
	if r.ordinals && ordinal(word) {
		return !starts && unicode.IsLetter(next)
	}
	if initial(word) {
		return !starts
	}
	if !r.known(before, word) && !dottedLetters(word) {
		return false
	}
	return !starts && (unicode.IsLetter(next) || unicode.IsDigit(next))
}

func shouted(word string) bool { return len(word) > 4 && strings.ToUpper(word) == word }

// known reports whether before ends in an abbreviation of the list, which may
// have up to three parts, as in "до н. э.".
func (r *sentenceRules) known(before, word string) bool {
	if r.maybe[word] || r.maybe[strings.ToLower(word)] {
		return true
	}
	parts := strings.Fields(before[max(0, len(before)-40):])
	for n := 2; n <= min(3, len(parts)); n++ {
		if r.maybe[strings.ToLower(strings.Join(parts[len(parts)-n:], " "))] {
			return true
		}
	}
	return false
}

// lastWord returns the last white-space-separated word of s without opening
// punctuation, such as "Gen." of "said (Gen.".
func lastWord(s string) string {
	if i := strings.LastIndexFunc(s, unicode.IsSpace); i >= 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		s = s[i+n:]
	}
	s = strings.TrimLeftFunc(s, opening)
	for _, dash := range []string{"—", "–"} {
		if i := strings.LastIndex(s, dash); i >= 0 {
			s = s[i+len(dash):]
		}
	}
	return strings.TrimLeftFunc(s, opening)
}

func firstWord(s string) string {
	s = strings.TrimLeftFunc(s, opening)
	end := strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && r != '\'' && r != '’' && !unicode.Is(unicode.Mn, r)
	})
	if end < 0 {
		end = len(s)
	}
	return s[:end]
}

func opening(r rune) bool {
	return unicode.In(r, unicode.Ps, unicode.Pi, unicode.Zs) || r == '"' || r == '\''
}

// initial reports whether word is one capital letter with a period, or two
// joined by a hyphen, as in "J." and "J.-C.".
func initial(word string) bool {
	for part := range strings.SplitSeq(word, "-") {
		letter, n := utf8.DecodeRuneInString(part)
		if !unicode.IsUpper(letter) || part[n:] != "." {
			return false
		}
	}
	return true
}

// ordinal reports whether word is a number of one or two digits with a period,
// which some languages write ordinals with: "am 30. September".
func ordinal(word string) bool {
	digits := strings.TrimSuffix(word, ".")
	return len(digits) > 0 && len(digits) <= 2 && strings.Trim(digits, "0123456789") == ""
}

// dottedLetters reports whether word is made of single letters, each with a
// period, as "U.S." and "т.е.".
func dottedLetters(word string) bool {
	n := 0
	for word != "" {
		letter, size := utf8.DecodeRuneInString(word)
		if !unicode.IsLetter(letter) || !strings.HasPrefix(word[size:], ".") {
			return false
		}
		word = word[size+1:]
		n++
	}
	return n >= 2
}

func romanNumeral(s string) bool {
	return s != "" && strings.Trim(s, "IVXLCDM") == ""
}

// speechFollows reports whether after, which stands behind a quotation, goes on
// with who said it, as in “Are you ready?” President Biden asked.
func (r *sentenceRules) speechFollows(after string) bool {
	seen := 0
	for w := range strings.FieldsSeq(after) {
		if seen++; seen > 4 {
			break
		}
		if r.speech[strings.TrimRight(w, ".,:;")] {
			return true
		}
		if strings.ContainsAny(w, ".?!\"“”«»") && !initial(w) && !r.never[w] {
			return false
		}
	}
	return false
}

// sentenceRules are the word lists of one language.
type sentenceRules struct {
	never    map[string]bool // never end a sentence: titles, which a name follows
	number   map[string]bool // don't end one where a number follows, lower case
	maybe    map[string]bool // don't end one unless a starter follows
	starters map[string]bool // begin sentences and hardly ever names, lower case
	ordinals bool            // a number with a period is an ordinal
	speech   map[string]bool // verbs and adverbs of saying behind a quotation
}

// rulesFor returns the rules of a BCP 47 tag's language.
func rulesFor(language string) *sentenceRules {
	base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(language), "_", "-"), "-")
	if rules, ok := allSentenceRules()[base]; ok {
		return rules
	}
	return &sentenceRules{}
}

func wordSet(lists ...string) map[string]bool {
	set := map[string]bool{}
	for _, list := range lists {
		for word := range strings.FieldsSeq(list) {
			set[word] = true
		}
	}
	return set
}

// suppressionSet returns the CLDR exceptions of a language, less the ones that
// are ordinary words at the end of a sentence far more often.
func suppressionSet(language, more, not string) map[string]bool {
	set := wordSet(more)
	ordinary := wordSet(not)
	for word := range strings.SplitSeq(cldrSuppressions[language], "|") {
		if word != "" && !ordinary[strings.ToLower(strings.TrimSuffix(word, "."))] && strings.HasSuffix(word, ".") {
			set[word] = true
			if strings.Contains(word, " ") {
				set[strings.ToLower(word)] = true
			}
		}
	}
	return set
}
