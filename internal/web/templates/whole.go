package templates

import (
	"html/template"
	"regexp"
	"strings"
	"unicode/utf8"
)

// hyphened finds words with hyphens in HTML, each of their parts within a mark
// or none of it, and tags, which hold no words.
var hyphened = regexp.MustCompile(part + `(?:-` + part + `)+|<[^>]*>`)

const part = `(?:<mark>[\pL\pM\pN]+</mark>|[\pL\pM\pN]+)`

// The bounds of what is kept on one line: a part of at most shortPart letters
// looks lost on a line of its own, as in "2-|й" or "кто-|то", and numbers stay
// with what they count; words longer than wholeWord might not fit into the line.
const (
	shortPart = 2
	wholeWord = 16
)

// whole returns a headline, a string or HTML, as HTML in which short words with
// hyphens stay on one line. Elements keep them, since other characters in
// hyphens' place would be copied and not be found.
func whole(headline any) template.HTML {
	markup, ok := headline.(template.HTML)
	if !ok {
		markup = template.HTML(template.HTMLEscaper(headline)) //nolint:gosec // escaped
	}
	if !strings.Contains(string(markup), "-") {
		return markup
	}
	return template.HTML(hyphened.ReplaceAllStringFunc(string(markup), keepWhole)) //nolint:gosec // only spans are added
}

// keepWhole wraps what hyphened found, if it is a word to be kept on one line.
func keepWhole(found string) string {
	word := strings.NewReplacer("<mark>", "", "</mark>", "").Replace(found)
	if strings.HasPrefix(word, "<") || word == "" || utf8.RuneCountInString(word) > wholeWord {
		return found
	}
	for p := range strings.SplitSeq(word, "-") {
		if utf8.RuneCountInString(p) <= shortPart || strings.Trim(p, "0123456789") == "" {
			return `<span class="whole">` + found + `</span>`
		}
	}
	return found
}
