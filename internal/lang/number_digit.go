package lang

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

func isDigit(r rune) bool { return unicode.Is(unicode.Nd, r) }

// digitValue is the value of a digit of any script. Every range of Unicode's
// decimal digits begins with a zero and is a multiple of ten long.
func digitValue(r rune) int {
	if r >= '0' && r <= '9' {
		return int(r - '0')
	}
	for _, t := range unicode.Nd.R16 {
		if lo, hi := rune(t.Lo), rune(t.Hi); lo <= r && r <= hi {
			return int(r-lo) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if lo, hi := rune(t.Lo), rune(t.Hi); lo <= r && r <= hi {
			return int(r-lo) % 10
		}
	}
	return 0
}

// Digit returns the value of a decimal digit of any script.
func Digit(r rune) (value int, ok bool) {
	if !isDigit(r) {
		return 0, false
	}
	return digitValue(r), true
}

// digitRun returns the ASCII digits that s begins with and their length in s.
func digitRun(s string) (ascii string, size int) {
	var b strings.Builder
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		if !isDigit(r) {
			break
		}
		b.WriteByte(byte('0' + digitValue(r)))
		size += n
	}
	return b.String(), size
}

const (
	noBreakSpaces = "\u00a0\u202f\u2009\u2007"
	groupMarks    = "'’٬"
)

// cluster is digits with the separators between them.
type cluster struct {
	groups []string
	starts []int // of the groups, in the text
	ends   []int
	seps   []rune // one fewer than groups
}

// digitCluster reads the cluster at text[at:], which begins with a digit.
func (r *numberRules) digitCluster(text string, at int) cluster {
	var c cluster
	i := at
	for {
		ascii, n := digitRun(text[i:])
		c.groups, c.starts, c.ends = append(c.groups, ascii), append(c.starts, i), append(c.ends, i+n)
		i += n
		sep, size := utf8.DecodeRuneInString(text[i:])
		next, nextSize := digitRun(text[i+size:])
		if size == 0 || next == "" || !r.separates(sep, c, next, text[i+size+nextSize:]) {
			return c
		}
		c.seps = append(c.seps, sep)
		i += size
	}
}

// separates reports whether sep can stand inside a number, after the groups
// of c and before next, after which rest follows.
func (r *numberRules) separates(sep rune, c cluster, next, rest string) bool {
	switch {
	case sep == '.' || sep == ',' || sep == '٫' || sep == '،' && len(next) == 3:
		return true
	case strings.ContainsRune(groupMarks, sep), strings.ContainsRune(noBreakSpaces, sep), sep == ' ' && r.spaces:
		if len(next) != 3 || len(c.groups[0]) > 3 || c.groups[0] == "0" {
			return false
		}
		for i, g := range c.groups[1:] {
			if len(g) != 3 || c.seps[i] == '.' || c.seps[i] == ',' {
				return false
			}
		}
		follows, _ := utf8.DecodeRuneInString(rest)
		return !isDigit(follows)
	}
	return false
}

// clockParts are the hour and minute of a time in four digits: "0200", "1430GMT".
func clockParts(text string, c cluster) []Number {
	digits, start, end := c.groups[0], c.starts[0], c.ends[0]
	if len(c.groups) > 1 || len(digits) != 4 || end-start != 4 || digits[:2] > "24" || digits[2:] > "59" {
		return nil
	}
	after := strings.TrimLeft(text[end:], " ")
	if (digits[0] != '0' || digits == "0000") && !strings.HasPrefix(after, "GMT") && !strings.HasPrefix(after, "UTC") && !strings.HasPrefix(after, "hrs") {
		return nil
	}
	return []Number{
		{Range: domain.Range{Start: start, End: start + 2}, Scale: 1, Values: []float64{integer(digits[:2])}},
		{Range: domain.Range{Start: start + 2, End: end}, Scale: 1, Values: []float64{integer(digits[2:])}},
	}
}

// digits reads the number at text[at:], which begins with a digit or is a
// telephone number.
func (r *numberRules) digits(text string, at int) Number {
	if n := phoneLength(text[at:]); n > 0 {
		return Number{Range: domain.Range{Start: at, End: at + n}, Kind: NumberPhone, Scale: 1}
	}
	c := r.digitCluster(text, at)
	n := Number{Range: domain.Range{Start: at, End: c.ends[len(c.ends)-1]}, Kind: NumberDigits, Scale: 1}
	n.Values = r.readings(c)
	if len(c.groups) > 1 {
		for i, g := range c.groups {
			n.Parts = append(n.Parts, Number{
				Range: domain.Range{Start: c.starts[i], End: c.ends[i]}, Scale: 1, Values: []float64{integer(g)},
			})
		}
	}
	if parts := clockParts(text, c); parts != nil {
		n.Parts = parts
	}
	if f, size := utf8.DecodeRuneInString(text[n.Range.End:]); fraction(f) != 0 && len(c.groups) == 1 {
		n.Values[0] += fraction(f)
		n.Range.End += size
	}
	return n
}

func integer(digits string) float64 {
	v, _ := strconv.ParseFloat(digits, 64) // digits only: nothing can fail but the size, which gives infinity
	return v
}

// readings are the values that a cluster can have, the language's own first.
func (r *numberRules) readings(c cluster) []float64 {
	last := len(c.groups) - 1
	whole := integer(strings.Join(c.groups, ""))
	if last == 0 {
		return []float64{whole}
	}
	grouped, decimal := grouping(c, last+1), decimalReading(c)
	switch {
	case !grouped && decimal < 0:
		return nil
	case !grouped:
		return []float64{decimal}
	case decimal < 0:
		return []float64{whole}
	case c.seps[0] == r.decimal:
		return []float64{decimal, whole}
	default:
		return []float64{whole, decimal}
	}
}

// grouping reports whether the first n groups of c form a grouped integer:
// one kind of separator, groups of three (or, as in India, of two before the
// last three).
func grouping(c cluster, n int) bool {
	if n < 2 || len(c.groups[0]) > 3 || c.groups[0][0] == '0' || c.seps[0] == '٫' {
		return n == 1
	}
	for i := 1; i < n; i++ {
		size := len(c.groups[i])
		if c.seps[i-1] != c.seps[0] || size != 3 && (size != 2 || i == n-1 || len(c.groups[0]) > 2 || c.seps[0] != ',' && c.seps[0] != '.') {
			return false
		}
	}
	return true
}

// decimalReading is the value of c with its last separator as the decimal
// sign, or -1 where it can't be that.
func decimalReading(c cluster) float64 {
	last := len(c.groups) - 1
	sep := c.seps[last-1]
	if sep != '.' && sep != ',' && sep != '٫' || last > 1 && c.seps[0] == sep || !grouping(c, last) {
		return -1
	}
	v, _ := strconv.ParseFloat(strings.Join(c.groups[:last], "")+"."+c.groups[last], 64) // digits only
	return v
}

// phoneLength is the length of the telephone number that s begins with, 0 if
// none: a plus sign and seven digits or more, or three groups or more of at
// least seven digits that neither grouping nor a date explains.
func phoneLength(s string) int {
	i, total, groups, long := 0, 0, []int{}, false
	plus := strings.HasPrefix(s, "+")
	if plus {
		i = 1
	}
	end := 0
	for {
		ascii, n := digitRun(s[i:])
		if n == 0 {
			break
		}
		i += n
		end = i
		total += len(ascii)
		groups = append(groups, len(ascii))
		long = long || len(ascii) > 3
		skipped := 0
		for skipped < 2 && i < len(s) {
			c, size := utf8.DecodeRuneInString(s[i:])
			if !strings.ContainsRune(" -().\u00a0‑", c) {
				break
			}
			i += size
			skipped++
		}
	}
	switch {
	case plus && total >= 7 && total <= 15:
		return end
	case plus || len(groups) < 3 || total < 9 || total > 15 || !long && s[0] != '0':
		return 0
	case groups[len(groups)-1] == 4 && len(groups) == 3 && groups[0] <= 2 && groups[1] <= 2: // a date
		return 0
	}
	separators := s[:end]
	if strings.Contains(separators, ". ") || strings.Contains(separators, " (") && s[0] != '0' || strings.Contains(separators, " -") {
		return 0
	}
	return end
}
