package translate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// typographyEdits sets a translated paragraph in the typography of its
// language: quotation marks, dashes, ellipses and the spaces before marks.
// Digits and the way in which numbers are grouped stay as the engine gave
// them, since a changed number would be worse than a foreign comma; only
// digits of other scripts become European ones where the source has those.
func typographyEdits(source, text, language string, protected []domain.Range) []edit {
	var edits []edit
	edits = append(edits, quoteEdits(text, language, protected)...)
	edits = append(edits, dashEdits(source, text, base(language), protected)...)
	if strings.Contains(source, "…") {
		edits = append(edits, replaceEdits(text, "...", "…", protected)...)
	}
	if base(language) == "fr" {
		edits = append(edits, frenchSpaces(text, protected)...)
	}
	if !strings.ContainsFunc(source, func(r rune) bool { return r > 0x7f && unicode.Is(unicode.Nd, r) }) {
		edits = append(edits, digitEdits(text, protected)...)
	}
	return edits
}

func replaceEdits(text, old, replacement string, protected []domain.Range) []edit {
	var edits []edit
	for at := 0; ; {
		i := strings.Index(text[at:], old)
		if i < 0 {
			return edits
		}
		r := domain.Range{Start: at + i, End: at + i + len(old)}
		if !overlaps(protected, r) {
			edits = append(edits, edit{r.Start, r.End, replacement})
		}
		at = r.End
	}
}

// dashEdits makes dashes of hyphens that stand between spaces, or between the
// digits of a range that the source writes with a dash.
func dashEdits(source, text, language string, protected []domain.Range) []edit {
	dash := "–"
	switch language {
	case "ru", "uk", "be", "bg", "es", "pt", "ca", "en", "el":
		dash = "—"
	}
	if strings.Contains(source, " – ") && !strings.Contains(source, "—") && language != "ru" && language != "uk" {
		dash = "–"
	}
	var edits []edit
	for i := range len(text) {
		at := domain.Range{Start: i, End: i + 1}
		if text[i] != '-' || overlaps(protected, at) {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+1:])
		switch {
		case unicode.IsDigit(before) && unicode.IsDigit(after):
			span := text[lastNumber(text[:i]) : i+1+firstNumber(text[i+1:])]
			if strings.Contains(source, strings.Replace(span, "-", "–", 1)) {
				edits = append(edits, edit{i, i + 1, "–"})
			}
		case unicode.IsSpace(before) && unicode.IsSpace(after) && !digitBeyond(text, i):
			edits = append(edits, edit{i, i + 1, dash})
		case i == 0 && unicode.IsSpace(after) && strings.IndexFunc(source, wordRune) > 0:
			edits = append(edits, edit{i, i + 1, dash})
		case unicode.IsSpace(after) && (before == ',' || before == '"' || before == '»') && i+1 < len(text):
			edits = append(edits, edit{i, i + 1, " " + dash})
		}
	}
	return edits
}

// digitBeyond reports whether the spaced hyphen at i stands between numbers,
// where it may be a minus.
func digitBeyond(text string, i int) bool {
	before := lastRune(strings.TrimRight(text[:i], " "))
	after, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[i+1:], " "))
	return unicode.IsDigit(before) && unicode.IsDigit(after)
}

func lastNumber(s string) int {
	return strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) + 1
}

func firstNumber(s string) int {
	if n := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }); n >= 0 {
		return n
	}
	return len(s)
}

// frenchSpaces sets the spaces that French has before high marks: a no-break
// space before a colon, a narrow one before the others.
func frenchSpaces(text string, protected []domain.Range) []edit {
	var edits []edit
	for i, r := range text {
		space := "\u202f"
		switch r {
		case ';', '!', '?':
		case ':':
			space = "\u00a0"
		default:
			continue
		}
		if overlaps(protected, domain.Range{Start: i, End: i + 1}) || i == 0 {
			continue
		}
		if next, n := utf8.DecodeRuneInString(text[i+1:]); n > 0 && r == ':' && !unicode.IsSpace(next) {
			continue
		}
		before, n := utf8.DecodeLastRuneInString(text[:i])
		switch {
		case unicode.IsSpace(before):
			edits = append(edits, edit{i - n, i, space})
		case wordRune(before) || unicode.In(before, unicode.Pe, unicode.Pf):
			edits = append(edits, edit{i, i, space})
		}
	}
	return edits
}

func digitEdits(text string, protected []domain.Range) []edit {
	var edits []edit
	for i, r := range text {
		at := domain.Range{Start: i, End: i + utf8.RuneLen(r)}
		if r <= 0x7f || overlaps(protected, at) {
			continue
		}
		if digit, ok := digitValue(r); ok {
			edits = append(edits, edit{at.Start, at.End, string('0' + digit)})
		}
	}
	return edits
}
