package source

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Filter says which items of a source are wanted. The zero Filter wants all.
type Filter struct {
	include, exclude []rule
}

// rule is one line of a filter: words or a pattern, in one field or all.
type rule struct {
	text    string // as written
	field   string // empty means title, summary, category and author
	words   []word
	pattern *regexp.Regexp
}

// word is a keyword; open ends match inside longer words.
type word struct {
	text               string // normalised
	openStart, openEnd bool
}

const (
	maxRules     = 500
	maxRuleBytes = 1 << 10
)

// NewFilter makes a filter from rules. An item is wanted when it matches at
// least one of include, if there are any, and none of exclude.
//
// A rule is words, all of which must occur as whole words in any order and
// case ("port strike"); a word with a star at its beginning or end matches
// inside longer words ("*port*"), and words in double quotes must stand side
// by side. A rule between slashes is a regular expression in RE2's syntax
// without regard to case ("/^live:/"). Either may be confined to one field:
// title, summary, author, category or url ("title: weather").
//
// A rule that can't be read is domain.ErrInvalid.
func NewFilter(include, exclude []string) (Filter, error) {
	var f Filter
	for _, part := range []struct {
		name  string
		lines []string
		rules *[]rule
	}{{"include", include, &f.include}, {"exclude", exclude, &f.exclude}} {
		if len(part.lines) > maxRules {
			return Filter{}, fmt.Errorf("%s filter: %d rules are more than %d: %w", part.name, len(part.lines), maxRules, domain.ErrInvalid)
		}
		for _, l := range part.lines {
			r, err := newRule(l)
			if err != nil {
				return Filter{}, fmt.Errorf("%s filter %.100q: %w: %w", part.name, l, err, domain.ErrInvalid)
			}
			*part.rules = append(*part.rules, r)
		}
	}
	return f, nil
}

func newRule(s string) (rule, error) {
	r := rule{text: s}
	if len(s) > maxRuleBytes {
		return r, fmt.Errorf("%d bytes are more than %d", len(s), maxRuleBytes)
	}
	s = strings.TrimSpace(s)
	if name, rest, ok := strings.Cut(s, ":"); ok && slices.Contains([]string{"title", "summary", "author", "category", "url"}, strings.ToLower(name)) {
		r.field, s = strings.ToLower(name), strings.TrimSpace(rest)
	}
	if inner, ok := strings.CutPrefix(s, "/"); ok && strings.HasSuffix(inner, "/") {
		if inner == "/" {
			return r, errors.New("the expression is empty")
		}
		pattern, err := regexp.Compile("(?i)" + strings.TrimSuffix(inner, "/"))
		if err != nil {
			return r, err
		}
		r.pattern = pattern
		return r, nil
	}
	for i, quoted := range strings.Split(s, `"`) {
		if i%2 == 1 {
			r.addWord(quoted)
			continue
		}
		for w := range strings.FieldsSeq(quoted) {
			r.addWord(w)
		}
	}
	if len(r.words) == 0 {
		return r, errors.New("it has no words")
	}
	return r, nil
}

func (r *rule) addWord(s string) {
	text, openEnd := strings.CutSuffix(s, "*")
	text, openStart := strings.CutPrefix(text, "*")
	if text = fold(text); text != "" {
		r.words = append(r.words, word{text: text, openStart: openStart, openEnd: openEnd})
	}
}

// fold makes texts comparable: compatibility forms, case, the marks of Arabic
// and Hebrew, which the press mostly leaves out, and white space.
func fold(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == 'ـ', unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Inherited) && unicode.Is(unicode.Mn, r):
			return -1
		case r == 'ё':
			return 'е'
		case r == 'أ', r == 'إ', r == 'آ', r == 'ٱ':
			return 'ا'
		case r == '’':
			return '\''
		default:
			return r
		}
	}, strings.ToLower(norm.NFKC.String(s)))
	return strings.Join(strings.Fields(s), " ")
}

// Wants reports whether an item passes, and when it doesn't, which rule keeps
// it out, as a clause for people.
func (f Filter) Wants(item *Item) (wanted bool, reason string) {
	if i := slices.IndexFunc(f.exclude, func(r rule) bool { return r.matches(item) }); i >= 0 {
		return false, fmt.Sprintf("it matches the exclude filter %q", f.exclude[i].text)
	}
	if len(f.include) > 0 && !slices.ContainsFunc(f.include, func(r rule) bool { return r.matches(item) }) {
		return false, "it matches no include filter"
	}
	return true, ""
}

func (r rule) matches(item *Item) bool {
	texts := r.texts(item)
	if r.pattern != nil {
		return slices.ContainsFunc(texts, r.pattern.MatchString)
	}
	all := fold(strings.Join(texts, " | ")) // so that no phrase reaches over
	return !slices.ContainsFunc(r.words, func(w word) bool { return !w.in(all) })
}

func (r rule) texts(item *Item) []string {
	switch r.field {
	case "title":
		return []string{item.Title}
	case "summary":
		return []string{item.Summary}
	case "author":
		return item.Authors
	case "category":
		return item.Categories
	case "url":
		return []string{item.Link, item.URL}
	default:
		return slices.Concat([]string{item.Title, item.Summary}, item.Categories, item.Authors)
	}
}

// in reports whether a word occurs in a folded text as a whole word. Scripts
// that don't part words with spaces have no whole words: there any place will do.
func (w word) in(text string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], w.text)
		if i < 0 {
			return false
		}
		start := from + i
		end := start + len(w.text)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[end:])
		first, size := utf8.DecodeRuneInString(w.text)
		last, _ := utf8.DecodeLastRuneInString(w.text)
		if (w.openStart || !joins(before, first)) && (w.openEnd || !joins(last, after)) {
			return true
		}
		from = start + size
	}
}

// joins reports whether two neighbours belong to one word.
func joins(a, b rune) bool { return wordRune(a) && wordRune(b) }

func wordRune(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) && r != utf8.RuneError &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
