package document

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/width"
)

// displayWidth returns the columns that s takes in a terminal: none for
// combining and format characters, two for East Asian wide ones and emoji.
func displayWidth(s string) int {
	if isASCII(s) {
		return len(s)
	}
	n := 0
	for g := graphemes.FromString(s); g.Next(); {
		n += graphemeWidth(g.Value())
	}
	return n
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || s[i] < ' ' {
			return false
		}
	}
	return true
}

func graphemeWidth(g string) int {
	most := 0
	for _, r := range g {
		w := 1
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Cc):
			w = 0
		case r >= 0x1f1e6 && r <= 0x1f1ff: // regional indicators: flags
			w = 2
		default:
			if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
				w = 2
			}
		}
		most = max(most, w)
	}
	if strings.Contains(g, "\ufe0f") {
		return 2
	}
	return most
}

// pad appends spaces until s takes n columns.
func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-displayWidth(s)))
}

// wrap breaks s into lines of at most n columns, at spaces and between wide
// characters; a longer word is cut. With n < 1 it only breaks at newlines.
func wrap(s string, n int) []string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		if n < 1 || displayWidth(line) <= n {
			out = append(out, line)
			continue
		}
		out = append(out, wrapLine(line, n)...)
	}
	return out
}

func wrapLine(s string, n int) []string {
	var out []string
	var line strings.Builder
	used := 0      // columns of line
	breakable := 0 // bytes of line up to its last break opportunity, 0 for none
	flush := func(at int) {
		text := line.String()
		out = append(out, strings.TrimRight(text[:at], " "))
		rest := strings.TrimLeft(text[at:], " ")
		line.Reset()
		line.WriteString(rest)
		used, breakable = displayWidth(rest), 0
	}
	for g := graphemes.FromString(s); g.Next(); {
		v := g.Value()
		w := graphemeWidth(v)
		if v == " " {
			breakable = line.Len()
		} else if w == 2 && line.Len() > 0 && !closing(v) {
			breakable = line.Len()
		}
		if v == " " && used+w > n {
			flush(line.Len())
			continue
		}
		for used+w > n && line.Len() > 0 {
			if breakable == 0 {
				breakable = line.Len()
			}
			flush(breakable)
		}
		if v == " " && line.Len() == 0 {
			continue
		}
		line.WriteString(v)
		used += w
	}
	if line.Len() > 0 {
		out = append(out, strings.TrimRight(line.String(), " "))
	}
	return out
}

// closing reports whether a line must not start with g.
func closing(g string) bool {
	return strings.Contains("、。，．！？；：）」』】》〉”’", g)
}
