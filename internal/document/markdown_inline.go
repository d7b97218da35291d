package document

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// markdownInline returns a text in normal form as Markdown; lineBreak stands
// for its newlines.
func markdownInline(t domain.Text, lineBreak string) string {
	m := markdownText{text: t, lineBreak: lineBreak, ended: -1, endedStars: -1}
	m.write(0, len(t.Text), 0)
	return m.out.String()
}

type markdownText struct {
	text      domain.Text
	lineBreak string
	out       strings.Builder

	open       []domain.Span // around the place being written
	ended      int           // where the last span ended
	endedStars int           // where the last span of emphasis or strength ended
}

// write writes the bytes [at, end), within which spans from next on start,
// and returns the first span that starts later.
func (m *markdownText) write(at, end, next int) int {
	for next < len(m.text.Spans) && m.text.Spans[next].Start < end {
		s := m.text.Spans[next]
		m.plain(at, s.Start)
		next = m.span(s, next)
		at = s.End
	}
	m.plain(at, end)
	return next
}

func (m *markdownText) plain(at, end int) {
	s := escapeMarkdown(m.text.Text[at:end], at == 0 || m.text.Text[at-1] == '\n')
	s = strings.ReplaceAll(s, "\n", m.lineBreak)
	m.out.WriteString(strings.ReplaceAll(s, "\\\\\\\n", "\\\\<br>\n")) // three backslashes and a line end are read differently by different parsers
}

// span writes the span with the index i and those in it, and returns the
// index of the next span behind it.
func (m *markdownText) span(s domain.Span, i int) int {
	opening, closing := "<"+inlineElements[s.Kind]+">", "</"+inlineElements[s.Kind]+">"
	switch s.Kind {
	case domain.Link:
		opening, closing = "[", "]("+markdownAddress(s.Href)+")"
	case domain.Code:
		if next, ok := m.codeSpan(s, i); ok {
			return next
		}
	case domain.Strong:
		if m.delimits(s, i, false) {
			opening, closing = "**", "**"
		}
	case domain.Emphasis:
		if m.delimits(s, i, true) {
			opening, closing = "_", "_"
		} else if !m.touchesSpan(s, i) && m.delimits(s, i, false) {
			opening, closing = "*", "*"
		}
	case domain.Sub, domain.Sup, domain.Doubt:
	}
	m.out.WriteString(opening)
	m.open = append(m.open, s)
	next := m.write(s.Start, s.End, i+1)
	m.open = m.open[:len(m.open)-1]
	m.out.WriteString(closing)
	m.ended = s.End
	if starred(s) {
		m.endedStars = s.End
	}
	return next
}

// codeSpan writes code between backticks if nothing in it needs markup.
func (m *markdownText) codeSpan(s domain.Span, i int) (int, bool) {
	code := m.text.Text[s.Start:s.End]
	if strings.ContainsAny(code, "\n|") || i+1 < len(m.text.Spans) && m.text.Spans[i+1].Start < s.End {
		return 0, false
	}
	fence := strings.Repeat("`", longestRun(code, '`')+1)
	if code[0] == '`' || code[len(code)-1] == '`' {
		code = " " + code + " "
	}
	m.out.WriteString(fence + code + fence)
	m.ended = s.End
	return i + 1, true
}

// delimits reports whether asterisks or underscores around s would open and
// close emphasis (CommonMark 0.31, 6.2). The edge of another span shows as punctuation.
func (m *markdownText) delimits(s domain.Span, i int, underscore bool) bool {
	before, after := ' ', ' '
	if s.Start > 0 {
		before, _ = utf8.DecodeLastRuneInString(m.text.Text[:s.Start])
	}
	if s.End < len(m.text.Text) {
		after, _ = utf8.DecodeRuneInString(m.text.Text[s.End:])
	}
	first, _ := utf8.DecodeRuneInString(m.text.Text[s.Start:s.End])
	last, _ := utf8.DecodeLastRuneInString(m.text.Text[s.Start:s.End])
	if m.ended == s.Start {
		before = '*'
	}
	for _, o := range m.open {
		if o.Start == s.Start {
			before = '*'
		}
		if o.End == s.End {
			after = '*'
		}
	}
	for _, o := range m.following(s, i) {
		switch o.Start {
		case s.End:
			after = '*'
		case s.Start:
			first = '*'
		}
		if o.Start < s.End && o.End == s.End {
			last = '*'
		}
	}
	if underscore && (!loose(before) || !loose(after)) {
		return false
	}
	return (!punctuation(first) || loose(before)) && (!punctuation(last) || loose(after))
}

// following returns the spans behind the i-th one, s, that lie in it or start where it ends.
func (m *markdownText) following(s domain.Span, i int) []domain.Span {
	n := i + 1
	for n < len(m.text.Spans) && m.text.Spans[n].Start <= s.End {
		n++
	}
	return m.text.Spans[i+1 : n]
}

// touchesSpan reports whether another span of emphasis or strength shares
// characters with s or borders on it, so that runs of asterisks could be misread.
func (m *markdownText) touchesSpan(s domain.Span, i int) bool {
	return m.endedStars == s.Start || slices.ContainsFunc(m.open, starred) || slices.ContainsFunc(m.following(s, i), starred)
}

func starred(s domain.Span) bool { return s.Kind == domain.Strong || s.Kind == domain.Emphasis }

// loose reports whether r is white space or punctuation, next to which
// emphasis may begin and end whatever is inside.
func loose(r rune) bool { return unicode.IsSpace(r) || punctuation(r) }

func punctuation(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// escapeMarkdown makes every character of s stand for itself. lineStart says
// that s begins a line, where more characters have a meaning.
func escapeMarkdown(s string, lineStart bool) string {
	var b strings.Builder
	start := lineStart // only digits so far, which may number an item
	digits := 0
	for i, r := range s {
		first := start && digits == 0
		switch {
		case strings.ContainsRune("\\`*_[]<>~|#", r),
			first && strings.ContainsRune("+-=:", r),
			start && digits > 0 && (r == '.' || r == ')'),
			r == ':' && strings.HasPrefix(s[i:], "://"), // no address becomes a link by itself
			r == '.' && i >= 3 && strings.EqualFold(s[i-3:i], "www"),
			r == '@':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '&' && i+1 < len(s) && (s[i+1] == '#' || s[i+1]|0x20 >= 'a' && s[i+1]|0x20 <= 'z'):
			b.WriteString("&amp;")
		default:
			b.WriteRune(r)
		}
		switch {
		case r == '\n':
			start, digits = true, 0
		case start && r >= '0' && r <= '9':
			digits++
		default:
			start = false
		}
	}
	return b.String()
}

// markdownAddress returns an address for the parentheses of a link.
func markdownAddress(s string) string {
	s = strings.NewReplacer("&", "&amp;", "<", "%3C", ">", "%3E", "\\", "%5C", "|", "%7C", "\"", "%22", "`", "%60", "*", "\\*", "_", "\\_").Replace(s)
	if strings.ContainsAny(s, "()") {
		return "<" + s + ">"
	}
	return s
}
