package translate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// quoteMark is a quotation mark and its place in the nesting of a text.
type quoteMark struct {
	domain.Range // with the space that French sets inside
	open         bool
	depth        int // 0 outside all others
}

const (
	openingMarks = "“„«‟‹‘‚"
	closingMarks = "”»›’"
)

// longestQuotation is how far, in bytes, a single opening mark is looked ahead from
// for its closing one.
const longestQuotation = 1500

// quoteMarks finds the quotation marks of a text, of whatever style, apart from
// apostrophes, primes and what lies in skipped ranges.
func quoteMarks(text string, skipped []domain.Range) []quoteMark {
	var marks []quoteMark
	var open []int // indices of marks
	for at, r := range text {
		end := at + utf8.RuneLen(r)
		if r == utf8.RuneError {
			end = at + 1
		}
		if !strings.ContainsRune(`"'"＂`+openingMarks+closingMarks, r) || overlaps(skipped, domain.Range{Start: at, End: end}) {
			continue
		}
		if r == '"' && insideWord(text, at, end) {
			continue
		}
		single := strings.ContainsRune("'‘’‚‹›", r)
		opens, sure := direction(text, at, end, r)
		if n := len(marks); n > 0 && marks[n-1].open && marks[n-1].End == at && !sure {
			opens, sure = true, true // two quotations begin together
		}
		if !sure && !strings.ContainsRune(openingMarks+closingMarks, r) {
			opens = len(open) == 0
		}
		matches := len(open) > 0 && isSingle(text, marks[open[len(open)-1]]) == single
		if single && r != '‹' && r != '›' && !quotes(text, at, end, opens, matches) {
			continue
		}
		if !opens && r == '"' && !matches && prime(text, at) {
			continue
		}
		mark := quoteMark{Range: domain.Range{Start: at, End: end}, open: opens}
		if opens {
			mark.depth = len(open)
			open = append(open, len(marks))
		} else if len(open) > 0 {
			if !matches && single {
				continue
			}
			for len(open) > 1 && isSingle(text, marks[open[len(open)-1]]) != single {
				open = open[:len(open)-1]
			}
			mark.depth = marks[open[len(open)-1]].depth
			open = open[:len(open)-1]
		}
		mark.Range = withInnerSpace(text, mark, r)
		marks = append(marks, mark)
	}
	return marks
}

// insideWord reports whether what stands at [at, end) has letters on both
// sides, in a script with case: others don't part words by spaces.
func insideWord(text string, at, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[end:])
	cased := func(r rune) bool { return unicode.IsUpper(r) || unicode.IsLower(r) }
	return cased(before) && cased(after)
}

func isSingle(text string, m quoteMark) bool {
	return strings.ContainsAny(text[m.Start:m.End], "'‘’‚‹›")
}

// direction says whether the mark opens, and whether its neighbours leave no doubt.
func direction(text string, at, end int, r rune) (opens, sure bool) {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[end:])
	free := func(r rune, edge bool) bool {
		return edge || unicode.IsSpace(r) || unicode.In(r, unicode.Pd)
	}
	left := free(before, at == 0) || unicode.In(before, unicode.Ps, unicode.Pi)
	right := free(after, end == len(text)) || unicode.In(after, unicode.Pe, unicode.Pf) || strings.ContainsRune(".,;:!?…،؛؟", after)
	switch {
	case left && !right:
		return true, true
	case right && !left:
		return false, true
	}
	return strings.ContainsRune(openingMarks, r), false
}

// quotes reports whether the single mark at [at, end) is a quotation mark: a
// closing one where one is open, or an opening one that is closed later.
func quotes(text string, at, end int, opens, matches bool) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[end:])
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	if letter(before) && letter(after) {
		return false
	}
	if !opens {
		return matches && at > 0 && !unicode.IsSpace(before)
	}
	if !letter(after) && !strings.ContainsRune("\"“«([", after) || letter(before) {
		return false
	}
	rest := text[end:min(len(text), end+longestQuotation)]
	if unicode.IsDigit(after) && len(rest) > 2 && rest[2] == 's' {
		return false // a decade, as in the '90s
	}
	for i, r := range rest {
		if r != '\'' && r != '’' && r != '‘' {
			continue
		}
		previous, _ := utf8.DecodeLastRuneInString(rest[:i])
		next, _ := utf8.DecodeRuneInString(rest[i+utf8.RuneLen(r):])
		if i > 0 && !unicode.IsSpace(previous) && !letter(next) {
			return true
		}
	}
	return false
}

// prime reports whether the mark at a byte follows a digit, as in 6'2".
func prime(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	return unicode.IsDigit(before)
}

// outerQuotes returns the index of the mark that opens before all else in a segment
// and the one that closes behind all else, -1 for none. Where both are there they
// belong together, and else their partners stand in other segments: models
// translate what is between better than they copy the marks.
func outerQuotes(segment string, marks []quoteMark) (first, last int) {
	first, last = -1, -1
	if len(marks) == 0 {
		return first, last
	}
	end := len(marks) - 1
	starts := marks[0].open && strings.TrimSpace(segment[:marks[0].Start]) == ""
	ends := !marks[end].open && strings.TrimSpace(segment[marks[end].End:]) == ""
	partner := partners(marks)
	if starts && (partner[0] < 0 || partner[0] == end && ends) {
		first = 0
	}
	if ends && (partner[end] < 0 || partner[end] == 0 && starts) {
		last = end
	}
	return first, last
}

// partners returns for every mark the index of the one it makes a pair with, -1
// where that isn't among them.
func partners(marks []quoteMark) []int {
	out := make([]int, len(marks))
	var open []int
	for i, m := range marks {
		out[i] = -1
		if m.open {
			open = append(open, i)
			continue
		}
		if n := len(open); n > 0 {
			out[i], out[open[n-1]] = open[n-1], i
			open = open[:n-1]
		}
	}
	return out
}

func withInnerSpace(text string, m quoteMark, r rune) domain.Range {
	out := m.Range
	if r != '«' && r != '»' {
		return out
	}
	if m.open {
		if next, n := utf8.DecodeRuneInString(text[out.End:]); n > 0 && next != '\n' && unicode.IsSpace(next) {
			out.End += n
		}
	} else if previous, n := utf8.DecodeLastRuneInString(text[:out.Start]); n > 0 && previous != '\n' && unicode.IsSpace(previous) {
		out.Start -= n
	}
	return out
}

// quoteStyles holds, by language, the outer and the inner pair of marks.
// Sources: CLDR's delimiters and the languages' own orthographies.
var quoteStyles = map[string][2][2]string{
	"ru": {{"«", "»"}, {"„", "“"}}, "uk": {{"«", "»"}, {"„", "“"}}, "be": {{"«", "»"}, {"„", "“"}}, "bg": {{"„", "“"}, {"‚", "‘"}},
	"de": {{"„", "“"}, {"‚", "‘"}}, "cs": {{"„", "“"}, {"‚", "‘"}}, "sk": {{"„", "“"}, {"‚", "‘"}}, "sl": {{"„", "“"}, {"‚", "‘"}},
	"fr": {{"«\u00a0", "\u00a0»"}, {"“", "”"}}, "es": {{"«", "»"}, {"“", "”"}}, "ca": {{"«", "»"}, {"“", "”"}},
	"it": {{"«", "»"}, {"“", "”"}}, "pt-pt": {{"«", "»"}, {"“", "”"}}, "el": {{"«", "»"}, {"“", "”"}}, "ar": {{"«", "»"}, {"“", "”"}},
	"fa": {{"«", "»"}, {"‹", "›"}}, "pl": {{"„", "”"}, {"«", "»"}}, "ro": {{"„", "”"}, {"«", "»"}}, "hu": {{"„", "”"}, {"»", "«"}},
	"sv": {{"”", "”"}, {"’", "’"}}, "fi": {{"”", "”"}, {"’", "’"}}, "nb": {{"«", "»"}, {"‘", "’"}}, "no": {{"«", "»"}, {"‘", "’"}},
	"ja": {{"「", "」"}, {"『", "』"}}, "zh-tw": {{"「", "」"}, {"『", "』"}}, "et": {{"„", "“"}, {"«", "»"}}, "lt": {{"„", "“"}, {"‚", "‘"}},
	"hr": {{"„", "”"}, {"‚", "’"}}, "sr": {{"„", "”"}, {"’", "’"}},
}

// periodBehindQuotes are languages that set periods and commas behind a closing mark.
var periodBehindQuotes = wordsOf("ru uk be bg")

// quoteEdits sets the quotation marks of a translation in its language's style.
// A double mark inside a word is the apostrophe that a model made of O'Neill's.
func quoteEdits(text, language string, skipped []domain.Range) []edit {
	style, ok := quoteStyles[strings.ToLower(language)]
	if !ok {
		style, ok = quoteStyles[base(language)]
	}
	if !ok {
		style = [2][2]string{{"“", "”"}, {"‘", "’"}}
	}
	var edits []edit
	for at, r := range text {
		if r == '"' && insideWord(text, at, at+1) && !overlaps(skipped, domain.Range{Start: at, End: at + 1}) {
			edits = append(edits, edit{at, at + 1, "'"})
		}
	}
	for _, m := range quoteMarks(text, skipped) {
		pair := style[m.depth%2]
		mark := pair[1]
		if m.open {
			mark = pair[0]
		}
		start, end := m.Start, m.End
		if !strings.ContainsAny(mark, "\u00a0") {
			start, end = withoutInnerSpace(text, m)
		}
		if !m.open && periodBehindQuotes[base(language)] && start > 0 && strings.ContainsRune(".,", rune(text[start-1])) && !strings.HasSuffix(text[:start], "..") {
			start--
			mark += text[start : start+1]
			if m.End < len(text) && strings.ContainsRune(".,", rune(text[m.End])) {
				mark = pair[1]
			}
		}
		edits = append(edits, edit{start, end, mark})
	}
	return edits
}

// withoutInnerSpace returns the range of a mark with a stray space on its inner side.
func withoutInnerSpace(text string, m quoteMark) (start, end int) {
	start, end = m.Start, m.End
	switch {
	case m.open && strings.HasPrefix(text[end:], " "):
		end++
	case !m.open && strings.HasSuffix(text[:start], " ") && start > 1:
		start--
	}
	return start, end
}

// base returns the language of a BCP 47 tag, lower case.
func base(tag string) string {
	language, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(tag), "_", "-"), "-")
	return language
}

// within returns the marks inside r, moved to its start.
func within(marks []quoteMark, r domain.Range) []quoteMark {
	var out []quoteMark
	for _, m := range marks {
		if m.Start >= r.Start && m.End <= r.End {
			m.Start, m.End = m.Start-r.Start, m.End-r.Start
			out = append(out, m)
		}
	}
	return slices.Clip(out)
}
