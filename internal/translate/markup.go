package translate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// rendition is a segment's translation before the paragraph's typography.
type rendition struct {
	text      string
	align     alignment // from the segment to text
	anchors   []anchor
	marks     []anchor // where the engine put spans, which it may have put wrong
	open      []openForm
	logProb   float64
	truncated bool
	findings  []domain.Finding
	memory    *domain.Recall
}

// anchor is a stretch that stands for the same thing on both sides for certain.
type anchor struct{ source, target domain.Range }

// projection finds where the spans of one segment belong in its translation.
type projection struct {
	source, target string
	words          []domain.Range // of the target
	sourceWords    []domain.Range
	shares         [][]float32 // per span, per target word: how much of it comes from the span
	owed           []int       // per target word: the source word that it owes most to, or -1
	spans          []domain.Span
	kinds          map[string]edgeKind // of the source's function words
	kindsHere      map[string]edgeKind // of the target's
}

// project returns, for every span, the ranges of the translation that it marks.
// spans lie within source. A link gets exactly one range unless target is empty;
// emphasis may get several, and what has no place in the translation none.
func projectSpans(source string, spans []domain.Span, r rendition, from, to string) [][]domain.Range {
	p := projection{
		source: source, target: r.text, words: words(r.text), sourceWords: words(source), spans: spans,
	}
	p.kinds, p.kindsHere = edgeTables(from, to)
	align := r.align
	if align.empty() {
		align = guessed(source, r.text)
	}
	p.share(align)
	p.anchor(r.anchors)
	out := make([][]domain.Range, len(spans))
	for i, s := range spans {
		if target, ok := r.marked(s); ok {
			out[i] = []domain.Range{p.edges(target, s)}
			continue
		}
		out[i] = p.place(i, s, r.anchors)
	}
	return out
}

// place returns where span k belongs.
func (p *projection) place(k int, s domain.Span, anchors []anchor) []domain.Range {
	if len(p.words) == 0 {
		return nil
	}
	exact := domain.Range{Start: s.Start, End: s.End}
	for _, a := range anchors {
		if a.source == exact {
			return []domain.Range{a.target}
		}
		if p.copied(a) && exact.Start >= a.source.Start && exact.End <= a.source.End {
			shift := a.target.Start - a.source.Start
			return []domain.Range{{Start: exact.Start + shift, End: exact.End + shift}}
		}
	}
	if s.Kind == domain.Sub || s.Kind == domain.Sup || s.Kind == domain.Code {
		return p.sameText(k, s)
	}
	if strings.IndexFunc(p.source[:s.Start]+p.source[s.End:], wordRune) < 0 {
		return []domain.Range{p.edges(domain.Range{End: len(p.target)}, s)}
	}
	if strings.IndexFunc(p.source[s.Start:s.End], wordRune) < 0 {
		if same := p.sameText(k, s); len(same) > 0 {
			return same
		}
	}
	if r, ok := p.insideCopied(s); ok {
		return []domain.Range{r}
	}
	gap := 1
	if s.Kind == domain.Link {
		gap = 2
	}
	runs := p.runs(k, gap)
	if len(runs) == 0 {
		best := p.likeliest(k)
		if p.shares[k][best] == 0 && s.Kind != domain.Link {
			return nil
		}
		runs = [][2]int{{best, best}}
	}
	if s.Kind == domain.Link {
		runs = [][2]int{p.heaviest(k, runs)}
	}
	var out []domain.Range
	for _, run := range runs {
		run = p.trimEdges(run, s)
		out = append(out, p.edges(domain.Range{Start: p.words[run[0]].Start, End: p.words[run[1]].End}, s))
	}
	return out
}

// likeliest returns the word that has most of span k, content before function words.
func (p *projection) likeliest(k int) int {
	best, most := 0, float32(-1)
	for w, share := range p.shares[k] {
		if p.kindHere(w) != contentWord {
			share /= 4
		}
		if share > most {
			best, most = w, share
		}
	}
	return best
}

// insideCopied returns the place of a span that marks a part of one word, where the
// translation has that word once as it was.
func (p *projection) insideCopied(s domain.Span) (domain.Range, bool) {
	for _, w := range words(p.source) {
		if s.Start < w.Start || s.End > w.End || s.Start == w.Start && s.End == w.End {
			continue
		}
		before := lastRune(p.source[w.Start:s.Start])
		after, _ := utf8.DecodeRuneInString(p.source[s.End:w.End])
		if !wordRune(before) && !wordRune(after) {
			return domain.Range{}, false // but its punctuation is left out
		}
		word := p.source[w.Start:w.End]
		if at := strings.Index(p.target, word); at >= 0 && strings.Count(p.target, word) == 1 {
			return domain.Range{Start: at + s.Start - w.Start, End: at + s.End - w.Start}, true
		}
	}
	return domain.Range{}, false
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// runs returns the runs of target words that mostly come from span k, joined
// over gaps of up to gap words that belong to no other link.
func (p *projection) runs(k, gap int) [][2]int {
	var out [][2]int
	for w := range p.words {
		if !p.belongs(k, w) {
			continue
		}
		if n := len(out); n > 0 && w-out[n-1][1]-1 <= gap && !p.foreign(k, out[n-1][1]+1, w) {
			out[n-1][1] = w
			continue
		}
		out = append(out, [2]int{w, w})
	}
	return out
}

// belongs reports whether half of word w comes from span k and, among links,
// none has more of it.
func (p *projection) belongs(k, w int) bool {
	share := p.shares[k][w]
	if share < .5 {
		return false
	}
	if p.spans[k].Kind != domain.Link {
		return true
	}
	for j, s := range p.spans {
		if s.Kind == domain.Link && (p.shares[j][w] > share || j < k && p.shares[j][w] == share) {
			return false
		}
	}
	return true
}

// foreign reports whether any word in [from, to) belongs to another link.
func (p *projection) foreign(k, from, to int) bool {
	for w := from; w < to; w++ {
		for j, s := range p.spans {
			if j != k && s.Kind == domain.Link && p.shares[j][w] >= .5 {
				return true
			}
		}
	}
	return false
}

func (p *projection) heaviest(k int, runs [][2]int) [2]int {
	best, most := runs[0], float32(-1)
	for _, run := range runs {
		var mass float32
		for w := run[0]; w <= run[1]; w++ {
			mass += p.shares[k][w]
		}
		if mass > most {
			best, most = run, mass
		}
	}
	return best
}

// edges trims the punctuation at the ends of a range, unless the span itself
// begins or ends with punctuation, and never to nothing.
func (p *projection) edges(r domain.Range, s domain.Span) domain.Range {
	first, _ := utf8.DecodeRuneInString(p.source[s.Start:])
	last, _ := utf8.DecodeLastRuneInString(p.source[:s.End])
	part := p.target[r.Start:r.End]
	keep := func(c rune) bool {
		return wordRune(c) || unicode.IsMark(c) || unicode.In(c, unicode.Sc, unicode.So) || c == '%'
	}
	from, to := strings.IndexFunc(part, keep), strings.LastIndexFunc(part, keep)
	if from < 0 {
		return r
	}
	_, size := utf8.DecodeRuneInString(part[to:])
	out := r
	if keep(first) || unicode.IsSpace(first) {
		out.Start = r.Start + from
	}
	if keep(last) || unicode.IsSpace(last) {
		out.End = r.Start + to + size
	} else if !sameMark(last, lastRune(part)) {
		out.End = r.Start + to + size
	}
	return out
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// sameMark reports whether two marks play the same part at the end of a span.
func sameMark(a, b rune) bool {
	const quotes = `"”“»’'`
	return a == b || strings.ContainsRune(quotes, a) && strings.ContainsRune(quotes, b) ||
		strings.ContainsRune(".?!…。？！؟", a) && strings.ContainsRune(".?!…。？！؟", b)
}

// sameText finds the text of a span as it stands in the translation, first where
// the alignment points, as for the 2 of H2O.
func (p *projection) sameText(k int, s domain.Span) []domain.Range {
	text := p.source[s.Start:s.End]
	for _, least := range []float32{.3, 0} {
		var found []domain.Range
		for w, word := range p.words {
			if p.shares[k][w] < least {
				continue
			}
			if i := strings.LastIndex(p.target[word.Start:word.End], text); i >= 0 {
				found = append(found, domain.Range{Start: word.Start + i, End: word.Start + i + len(text)})
			}
		}
		if len(found) > 0 && (least > 0 || len(found) == 1) {
			return found[:1]
		}
	}
	return nil
}
