package azure

import (
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/translate"
	"github.com/dragoman-news/dragoman/internal/translate/engine/remote"
)

const (
	plainText = "plain"
	htmlText  = "html"
)

var markup = remote.NewMarkup("span", false)

func prepare(in translate.Input) remote.Item {
	if len(in.Spans) == 0 && len(in.Terms) == 0 {
		return remote.Item{Input: in, Sent: in.Text, Group: plainText}
	}
	return remote.Item{Input: in, Sent: dictionary(in), Group: htmlText}
}

// dictionary returns an input as HTML with its spans and, in dynamic dictionary
// elements, its terms. A term that a span begins or ends in is left out.
func dictionary(in translate.Input) string {
	wraps := markup.Wraps(in.Spans)
	for _, p := range termPlaces(in) {
		wraps = append(wraps, remote.Wrap{
			Range: p.Range, Open: `<mstrans:dictionary translation="` + html.EscapeString(p.target) + `">`, Close: "</mstrans:dictionary>",
		})
	}
	return remote.Wrapped(in.Text, wraps)
}

type termPlace struct {
	domain.Range
	target string
}

// termPlaces returns where the terms of an input stand as whole words, the
// longer ones first where they overlap.
func termPlaces(in translate.Input) []termPlace {
	terms := slices.Clone(in.Terms)
	slices.SortStableFunc(terms, func(a, b translate.Term) int { return len(b.Source) - len(a.Source) })
	var out []termPlace
	for _, t := range terms {
		for at := 0; t.Source != ""; {
			i := strings.Index(in.Text[at:], t.Source)
			if i < 0 {
				break
			}
			r := domain.Range{Start: at + i, End: at + i + len(t.Source)}
			at = r.End
			if wholeWord(in.Text, r) && !crossed(r, in.Spans) && !slices.ContainsFunc(out, func(p termPlace) bool { return p.Start < r.End && r.Start < p.End }) {
				out = append(out, termPlace{r, t.Target})
			}
		}
	}
	slices.SortFunc(out, func(a, b termPlace) int { return a.Start - b.Start })
	return out
}

func wholeWord(text string, r domain.Range) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:r.Start])
	after, _ := utf8.DecodeRuneInString(text[r.End:])
	return !unicode.IsLetter(before) && !unicode.IsLetter(after)
}

// crossed reports whether a span begins or ends inside r.
func crossed(r domain.Range, spans []domain.Range) bool {
	inside := func(at int) bool { return at > r.Start && at < r.End }
	return slices.ContainsFunc(spans, func(s domain.Range) bool { return inside(s.Start) || inside(s.End) })
}

// maxAligned bounds an alignment, in pairs of words: segments have fewer than a
// hundred words on either side.
const maxAligned = 250_000

// alignment reads Azure's projection, such as "0:2-0:3 4:7-5:9": for each
// word the first and last character of it in both texts, in UTF-16 units. It
// returns nothing where that doesn't fit the texts.
func alignment(source, target, projection string) (from, to []domain.Range, rows [][]float32) {
	type pair struct{ source, target domain.Range }
	var pairs []pair
	inSource, inTarget := byteOffsets(source), byteOffsets(target)
	for field := range strings.FieldsSeq(projection) {
		left, right, ok := strings.Cut(field, "-")
		s, fine := stretch(left, inSource)
		t, good := stretch(right, inTarget)
		if !ok || !fine || !good {
			return nil, nil, nil
		}
		pairs = append(pairs, pair{s, t})
		from, to = append(from, s), append(to, t)
	}
	from, to = distinct(from), distinct(to)
	if from == nil || to == nil || len(from)*len(to) > maxAligned {
		return nil, nil, nil
	}
	byStart := func(a, b domain.Range) int { return a.Start - b.Start }
	rows = make([][]float32, len(to))
	count := make([]float32, len(to)) // of the pairs in a row
	for _, p := range pairs {
		i, _ := slices.BinarySearchFunc(to, p.target, byStart)
		j, _ := slices.BinarySearchFunc(from, p.source, byStart)
		if rows[i] == nil {
			rows[i] = make([]float32, len(from))
		}
		rows[i][j]++
		count[i]++
	}
	for i, row := range rows {
		for j := range row {
			row[j] /= count[i]
		}
	}
	return from, to, rows
}

// distinct returns ranges sorted and each once, or nil where any two overlap.
func distinct(ranges []domain.Range) []domain.Range {
	slices.SortFunc(ranges, func(a, b domain.Range) int { return a.Start - b.Start })
	ranges = slices.Compact(ranges)
	for i := 1; i < len(ranges); i++ {
		if ranges[i].Start < ranges[i-1].End {
			return nil
		}
	}
	return ranges
}

// stretch parses "4:7", the first and the last unit of a word.
func stretch(s string, offsets []int) (domain.Range, bool) {
	first, last, _ := strings.Cut(s, ":")
	a, err := strconv.Atoi(first)
	b, err2 := strconv.Atoi(last)
	if err != nil || err2 != nil || a < 0 || b < a || b+1 >= len(offsets) {
		return domain.Range{}, false
	}
	r := domain.Range{Start: offsets[a], End: offsets[b+1]}
	return r, r.Start < r.End
}

// byteOffsets returns where each UTF-16 unit of s begins, and the end. The
// second unit of a pair begins where the first does.
func byteOffsets(s string) []int {
	var out []int
	for i, r := range s {
		out = append(out, i)
		if r > 0xffff {
			out = append(out, i)
		}
	}
	return append(out, len(s))
}
