package translate

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// mask is a stretch of a text that no engine may touch.
type mask struct {
	domain.Range
	placeholder string // what the engine reads in its place
	restored    string // what stands in its place in the translation
}

// maskPattern finds addresses, e-mails, handles, hashtags, file names, users'
// names and names from programs. Models copy designations such as F-16 themselves.
var maskPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(strings.Join([]string{
		`(?i:\b(?:https?|ftp)://[^\s<>"“”«»]+|\bmailto:[^\s<>"“”«»]+|\bwww\.[^\s<>"“”«»]+)`,
		`[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+`,
		`\b[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)*\.(?:com|org|net|int|edu|gov|mil|info|news|io|tv|eu|uk|ru|ua|de|fr|es|it|pt|br|ca|au|jp|cn|in|ar|sa|ae|eg|by|kz|pl|cat)\b(?:/[^\s<>"“”«»]*)?`,
		`[@＠][\p{L}\p{N}_](?:[\p{L}\p{N}_.\-]*[\p{L}\p{N}_])?`,
		`[#＃][\p{L}\p{N}_]+`,
		`\b[\w\-]+\.(?:pdf|docx?|xlsx?|pptx?|zip|csv|json|jpe?g|png|gif|svg|mp[34]|txt|html?|xml|exe|apk|py|go|js)\b`,
		`\b(?:[A-Z]+_[A-Z0-9_]+|[a-z]+_[a-z0-9_]+)\b`,
		`\b[a-z]{3,}[0-9]+[a-z0-9]*\b`,
		`\b[ru]/\w+`,
	}, "|"))
})

// maskable returns the ranges of text that must stay as they are, code spans
// included, in order and without overlaps.
func maskable(text domain.Text) []domain.Range {
	var out []domain.Range
	for _, s := range text.Spans {
		if s.Kind == domain.Code {
			out = append(out, domain.Range{Start: s.Start, End: s.End})
		}
	}
	for _, m := range maskPattern().FindAllStringIndex(text.Text, -1) {
		r := domain.Range{Start: m[0], End: m[1]}
		r.End -= trailing(text.Text[r.Start:r.End])
		if r.Start > 0 && !standsAlone(text.Text, r) {
			continue
		}
		if r.Start < r.End && !slices.ContainsFunc(out, func(o domain.Range) bool { return overlap(o, r) > 0 }) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b domain.Range) int { return a.Start - b.Start })
	return sideBySide(text.Text, out)
}

// sideBySide joins ranges with nothing but spaces between: one placeholder comes back
// more surely than two in a row.
func sideBySide(text string, ranges []domain.Range) []domain.Range {
	var out []domain.Range
	for _, r := range ranges {
		if n := len(out); n > 0 && out[n-1].End <= r.Start && strings.Trim(text[out[n-1].End:r.Start], " ") == "" {
			out[n-1].End = r.End
			continue
		}
		out = append(out, r)
	}
	return out
}

// bareDomain reports whether a masked text is but the name of a site, such as
// example.com, which sentences use like other names.
func bareDomain(text string) bool {
	return strings.Contains(text, ".") && !strings.ContainsAny(text, "/@:_#")
}

// standsAlone reports whether what looks like a handle or hashtag at r isn't
// the end of a longer word.
func standsAlone(text string, r domain.Range) bool {
	first, _ := utf8.DecodeRuneInString(text[r.Start:])
	before, _ := utf8.DecodeLastRuneInString(text[:r.Start])
	return !strings.ContainsRune("@＠#＃", first) || !unicode.IsLetter(before) && !unicode.IsDigit(before)
}

// trailing returns how many bytes at the end of an address belong to the
// sentence: punctuation, and a bracket that opened before the address.
func trailing(address string) int {
	trimmed := address
	for {
		next := strings.TrimRight(trimmed, ".,;:!?'’…*")
		if strings.HasSuffix(next, ")") && strings.Count(next, ")") > strings.Count(next, "(") {
			next = next[:len(next)-1]
		}
		if strings.HasSuffix(next, "]") && strings.Count(next, "]") > strings.Count(next, "[") {
			next = next[:len(next)-1]
		}
		if next == trimmed {
			return len(address) - len(trimmed)
		}
		trimmed = next
	}
}

// placeholders hands out strings that models copy and that don't occur in the
// sentence. Of 4-digit numbers, 5-digit ones and numbers with a letter, the
// last survive best: they are neither years nor amounts to be declined with.
type placeholders struct {
	sentence string
	kind     int // 0, 1 or 2: another attempt takes another kind
	given    int
}

// placeholderBases are numbers whose digits all differ and that are no years.
var placeholderBases = [...]int{4817, 5923, 7346, 8294, 6571, 3862, 9435, 2718, 7913, 4269, 8357, 6984, 5146, 9628, 3475, 7852}

func (p *placeholders) next() string {
	for {
		base := placeholderBases[p.given%len(placeholderBases)] + p.given/len(placeholderBases)
		p.given++
		digits := strconv.Itoa(base)
		text := digits + "X"
		switch p.kind {
		case 1:
			text = digits
		case 2:
			text = digits + strconv.Itoa(p.given%9+1)
		}
		if !strings.Contains(p.sentence, digits) {
			return text
		}
	}
}

// findPlaceholder returns where in output the placeholder stands as a token of
// its own, every time that it does. Models may group its digits.
func findPlaceholder(output, placeholder string) []domain.Range {
	number := strings.TrimSuffix(placeholder, "X")
	if strings.Trim(number, "0123456789") != "" {
		return findToken(output, placeholder, false)
	}
	out := findToken(output, number, number != placeholder)
	for _, separator := range []string{" ", "\u00a0", "\u202f", ",", "."} {
		thousands := len(number) - 3
		out = append(out, findToken(output, number[:thousands]+separator+number[thousands:], number != placeholder)...)
	}
	slices.SortFunc(out, func(a, b domain.Range) int { return a.Start - b.Start })
	return out
}

// findToken returns where token stands apart from other digits, with the X behind it
// if there may be one.
func findToken(output, token string, lettered bool) []domain.Range {
	var out []domain.Range
	for at := 0; ; {
		i := strings.Index(output[at:], token)
		if i < 0 {
			return out
		}
		r := domain.Range{Start: at + i, End: at + i + len(token)}
		at = r.End
		if letter, _ := utf8.DecodeRuneInString(output[r.End:]); lettered && placeholderLetter(letter) {
			r.End += utf8.RuneLen(letter)
		}
		before, _ := utf8.DecodeLastRuneInString(output[:r.Start])
		after, _ := utf8.DecodeRuneInString(output[r.End:])
		if !unicode.IsDigit(before) && (!unicode.IsDigit(after) || r.End > at) {
			out = append(out, r)
		}
	}
}

// placeholderLetter reports whether r is an X, the last two are Cyrillic.
func placeholderLetter(r rune) bool { return r == 'X' || r == 'x' || r == 'Х' || r == 'х' }

// remains returns the edits that take what is left of a lost placeholder out of an
// output: numbers with its letter or three of its digits that the segment doesn't have.
func remains(segment, output, placeholder string) []edit {
	digits := strings.TrimSuffix(placeholder, "X")
	if strings.Trim(digits, "0123456789") != "" {
		return nil
	}
	part := func(r rune) bool { return r >= '0' && r <= '9' || placeholderLetter(r) }
	var edits []edit
	for at := 0; at < len(output); {
		start := strings.IndexFunc(output[at:], part)
		if start < 0 {
			break
		}
		start += at
		at = len(output)
		if n := strings.IndexFunc(output[start:], func(r rune) bool { return !part(r) }); n >= 0 {
			at = start + n
		}
		token := output[start:at]
		number := strings.TrimFunc(token, placeholderLetter)
		if len(number) < 3 && (number == "" || number == token) || strings.Contains(segment, number) {
			continue
		}
		if number == token && !strings.Contains(digits, number) && !strings.Contains(number, digits) {
			continue
		}
		if start > 0 && output[start-1] == ' ' {
			start--
		}
		edits = append(edits, edit{start, at, ""})
	}
	return edits
}
