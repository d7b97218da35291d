package lang

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Pieces cuts the sentence text[r.Start:r.End] into parts of at most limit
// characters where it is longer: behind a semicolon, colon or dash, else a comma,
// outside quotation marks and brackets, else at a space. The parts, like
// sentences, leave out nothing but white space; a word longer than the limit stays whole.
func Pieces(text string, r domain.Range, limit int) []domain.Range {
	var out []domain.Range
	for r.End-r.Start > limit*utf8.UTFMax || utf8.RuneCountInString(text[r.Start:r.End]) > limit {
		cut := cutPoint(text[r.Start:r.End], limit)
		if cut <= 0 {
			break
		}
		head, ok := trimRange(text, r.Start, r.Start+cut)
		tail, rest := trimRange(text, r.Start+cut, r.End)
		if !ok || !rest {
			break
		}
		out = append(out, head)
		r = tail
	}
	return append(out, r)
}

// cutPoint returns the best byte to cut s at, so that its head has at most limit
// characters, and 0 if s has none.
func cutPoint(s string, limit int) int {
	var best [4]int // by kind: strong mark outside quotes, comma outside, any mark, space
	depth, count := 0, 0
	least := limit / 4
	for i, c := range s {
		count++
		if count > limit {
			break
		}
		switch {
		case c == '"':
			depth ^= 1 << 8
		case unicode.In(c, unicode.Ps, unicode.Pi):
			depth++
		case unicode.In(c, unicode.Pe, unicode.Pf) && c != '’' && depth&0xff > 0:
			depth--
		}
		end := i + utf8.RuneLen(c)
		followed := end < len(s) && (s[end] == ' ' || strings.HasPrefix(s[end:], "\u00a0"))
		switch {
		case slices.Contains([]rune{'。', '，', '、', '；'}, c): // no space follows these
		case !followed:
			continue
		}
		if c == ' ' || unicode.IsLetter(c) || unicode.IsDigit(c) {
			best[3] = end
			continue
		}
		if count < least {
			continue
		}
		strong := slices.Contains([]rune{';', ':', '—', '–', '؛', '；'}, c)
		comma := slices.Contains([]rune{',', '،', '，', '、', '。'}, c)
		switch {
		case strong && depth == 0:
			best[0] = end
		case comma && depth == 0:
			best[1] = end
		case strong || comma:
			best[2] = end
		}
	}
	for _, at := range best {
		if at > 0 {
			return at
		}
	}
	return 0
}
