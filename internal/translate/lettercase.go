package translate

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// unshout returns a text that is all in capitals as a headline in title case,
// which models read far better, and whether text is such a one.
func unshout(text, language string) (string, bool) {
	upper, lower, letters := 0, 0, 0
	for _, r := range text {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if lower > 0 || upper < letters || upper < 8 || len(strings.Fields(text)) < 3 {
		return text, false
	}
	small := wordsOf(smallWords[language])
	var b strings.Builder
	first := true
	for len(text) > 0 {
		n := wordLength(text)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text)
			b.WriteString(text[:n])
			text = text[n:]
			continue
		}
		word := text[:n]
		b.WriteString(calm(word, small, first, strings.HasSuffix(b.String(), "'") || strings.HasSuffix(b.String(), "’")))
		text, first = text[n:], false
	}
	return b.String(), true
}

// datelinePattern finds the place in capitals that news texts begin with, as in
// "RIYADH, March 11" and "NEW YORK (AP) —".
var datelinePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\p{Lu}[\p{Lu}'’./ -]{2,30}?)(?:,|$| \(| [—–-] )`)
})

// agencyLinePattern finds what news agencies set before the first sentence: the place
// in capitals, the date, the agency, and a dash.
var agencyLinePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\p{Lu}[\p{Lu}'’./-]{2,}(?: [\p{Lu}][\p{Lu}'’./-]+){0,3}(?:, [\p{L}\p{N}. ]{2,25}){0,2}(?: \([\p{L} /.]{2,30}\))? [—–-]+ `)
})

// agencyLine returns the length of such a line at the head of a text with the dash,
// 0 if it has none. Models often leave it out of the sentence behind it.
func agencyLine(text string) int {
	at := agencyLinePattern().FindStringIndex(text[:min(len(text), 200)])
	if at == nil || len(text) < at[1]+20 {
		return 0
	}
	return at[1] - 1
}

// datelineEdits returns the edits that set such a place in ordinary letters: models
// leave a word in capitals as it is.
func datelineEdits(text string, skipped []domain.Range) []edit {
	m := datelinePattern().FindStringSubmatchIndex(text)
	if m == nil {
		return nil
	}
	place := text[m[2]:m[3]]
	var b strings.Builder
	for rest := place; rest != ""; {
		n := wordLength(rest)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(rest)
			b.WriteString(rest[:n])
		} else {
			if n == len(place) && (acronyms[place] || utf8.RuneCountInString(place) < 4) {
				return nil
			}
			r, size := utf8.DecodeRuneInString(rest)
			b.WriteRune(r)
			b.WriteString(strings.ToLower(rest[size:n]))
		}
		rest = rest[n:]
	}
	return changedWords(place, b.String(), skipped)
}

// calm returns an upper-case word as it stands in a headline in title case.
func calm(word string, small map[string]bool, first, afterApostrophe bool) string {
	lower := strings.ToLower(word)
	switch {
	case afterApostrophe && utf8.RuneCountInString(word) <= 2, small[lower] && !first:
		return lower
	case acronyms[word]:
		return word
	}
	r, n := utf8.DecodeRuneInString(lower)
	return string(unicode.ToUpper(r)) + lower[n:]
}

// acronyms are words that stay in capitals. "US" is one: the pronoun hardly ever
// stands in a headline.
var acronyms = wordsOf(`US UK UN EU NATO USA UAE USSR IMF WHO WTO IAEA OPEC ICC ICJ NGO CEO CFO FBI CIA NSA DHS ICE DOJ EPA FDA CDC NASA ESA
	GDP AI TV BBC CNN NBC ABC CBS AP AFP ISIS IS IDF IRA PKK HIV AIDS DNA GOP MP MPS PM NHS MI6 MI5 G7 G20 BRICS ASEAN AU ECB FIFA UEFA
	IOC NBA NFL MLB NHL F1 VAR IPO IRS SEC VAT IT PC EV EVS LGBT LGBTQ UNESCO UNICEF UNHCR UNRWA OSCE LNG COVID FM DC NYC LA II III IV`)

// smallWords are the words that title case leaves small.
var smallWords = map[string]string{
	"en": `a an and as at but by for from in into nor of off on or over per so the to up via vs with yet after is are was were be it its their his her`,
	"de": `der die das den dem des ein eine einer eines einem einen und oder aber in im an am auf aus bei mit nach von vom vor zu zum zur für gegen über unter ist sind war`,
	"fr": `le la les l un une des d de du et ou mais à au aux en dans par pour sur sous avec sans est sont a`,
	"es": `el la los las un una unos unas de del y o u e pero a al en con por para sin sobre tras es son ha`,
	"pt": `o a os as um uma de do da dos das e ou mas em no na nos nas ao à com por para sem sobre é são`,
	"it": `il lo la i gli le l un uno una di del della dei e o ma a al alla in nel nella con per su da è sono`,
	"ru": `и в во на с со к ко о об от до из за по у не ни но а или для при про над под без против между перед через после который которая которое которые как что чтобы это его её их также`,
	"uk": `і й в у на з із зі до від за по не ні але а або для при про над під без проти між перед через після який яка яке які як що щоб це його її їх також`,
	"ca": `el la els les l un una de del dels i o però a al als en amb per sense sobre és són`,
}

func wordsOf(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// changedWords returns the edits that turn text into changed, word by word,
// outside the skipped ranges. Both have the same words in the same order.
func changedWords(text, changed string, skipped []domain.Range) []edit {
	var edits []edit
	at, to := 0, 0
	for at < len(text) && to < len(changed) {
		n, m := wordLength(text[at:]), wordLength(changed[to:])
		if n == 0 || m == 0 {
			_, n = utf8.DecodeRuneInString(text[at:])
			_, m = utf8.DecodeRuneInString(changed[to:])
		} else if r := (domain.Range{Start: at, End: at + n}); text[at:at+n] != changed[to:to+m] && !overlaps(skipped, r) {
			edits = append(edits, edit{at, at + n, changed[to : to+m]})
		}
		at, to = at+n, to+m
	}
	return edits
}

// capitalEdits returns the edit that makes the first letter of text a capital, or
// a small one, as the sentence's place asks for.
func capitalEdits(text string, upper bool, skipped []domain.Range) []edit {
	for i, r := range text {
		if unicode.IsDigit(r) {
			return nil
		}
		if !unicode.IsLetter(r) {
			continue
		}
		at := domain.Range{Start: i, End: i + utf8.RuneLen(r)}
		if overlaps(skipped, at) {
			return nil
		}
		to := unicode.ToUpper(r)
		if !upper {
			next, _ := utf8.DecodeRuneInString(text[at.End:])
			if unicode.IsUpper(next) {
				return nil
			}
			to = unicode.ToLower(r)
		}
		if to == r {
			return nil
		}
		return []edit{{at.Start, at.End, string(to)}}
	}
	return nil
}

// startsUpper reports whether the first letter of s is a capital, and whether s
// has a letter with case before any digit.
func startsUpper(s string) (upper, known bool) {
	for _, r := range s {
		switch {
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			return true, true
		case unicode.IsLower(r):
			return false, true
		case unicode.IsDigit(r) || unicode.IsLetter(r):
			return false, false
		}
	}
	return false, false
}

// shoutEdits returns the edits that set text in capitals.
func shoutEdits(text string, skipped []domain.Range) []edit {
	var edits []edit
	for i, r := range text {
		upper := strings.ToUpper(string(r))
		at := domain.Range{Start: i, End: i + utf8.RuneLen(r)}
		if r != utf8.RuneError && upper != string(r) && !overlaps(skipped, at) {
			edits = append(edits, edit{at.Start, at.End, upper})
		}
	}
	return edits
}
