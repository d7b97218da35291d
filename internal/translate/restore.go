package translate

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// restore turns the engine's output for a prepared segment into its rendition:
// masks, accents and dropped characters back in their places.
func (p preparer) restore(segment string, prep preparation, out routed) rendition {
	text := clean(out.text)
	if _, headed := finalDash(segment); headed {
		text = once(text)
	}
	r := rendition{logProb: out.logProb, truncated: out.truncated, findings: slices.Clone(out.findings)}
	align := out.align.moved(prep.back, func(x domain.Range) domain.Range { return x })
	var edits []edit
	var missing []mask
	type placed struct {
		source, output domain.Range
	}
	var anchored []placed
	for _, m := range prep.masks {
		found := findPlaceholder(text, m.placeholder)
		if len(found) != 1 {
			r.findings = append(r.findings, maskFinding(segment, m, len(found)))
		}
		if len(found) == 0 {
			missing = append(missing, m)
			continue
		}
		for i, f := range found {
			restored := m.restored
			if i > 0 {
				restored = ""
			}
			edits = append(edits, edit{f.Start, f.End, restored})
		}
		anchored = append(anchored, placed{m.Range, found[0]})
	}
	for _, m := range missing {
		edits = append(edits, besides(remains(segment, text, m.placeholder), edits)...)
	}
	for _, changes := range [][]edit{ // none may undo what is put back before it
		p.unfold(segment, text, prep.folded), small(segment, text), missingTwin(segment, text), degreeEdits(segment, text), strayDash(segment, text),
	} {
		edits = append(edits, besides(changes, edits)...)
	}
	var late []domain.Range
	for _, d := range prep.dropped {
		if e, ok := reinsertion(segment, text, d, align); ok && len(besides([]edit{e}, edits)) == 1 {
			edits = append(edits, e)
		} else {
			late = append(late, d)
		}
	}
	if prep.opens {
		edits = append([]edit{{0, 0, `"`}}, edits...)
	}
	if prep.closes {
		edits = append(edits, edit{len(text), len(text), `"`})
	}
	rw := rewrite(text, edits)
	r.text = rw.after
	r.align = align.moved(func(x domain.Range) domain.Range { return x }, rw.forward)
	for _, m := range out.marks {
		r.marks = append(r.marks, anchor{m.source, rw.forward(m.target)})
	}
	for _, a := range anchored {
		r.anchors = append(r.anchors, anchor{a.source, rw.forward(a.output)})
	}
	for _, m := range missing { // kept visible, and blocked
		if strings.TrimSpace(m.restored) == "" {
			continue
		}
		start := len(r.text) + len(" (")
		r.text += " (" + m.restored + ")"
		r.anchors = append(r.anchors, anchor{m.Range, domain.Range{Start: start, End: start + len(m.restored)}})
	}
	for _, d := range late {
		r.text += " " + segment[d.Start:d.End]
	}
	r.finish(segment, prep.shouted)
	return r
}

// clean makes an engine's output one line of the same length.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

// strayDash returns the edit that takes away a dash before all else, as in dialogue,
// that the segment doesn't begin with.
func strayDash(segment, text string) []edit {
	first, size := utf8.DecodeRuneInString(text)
	if !dash(first) && first != '-' || !strings.HasPrefix(text[size:], " ") || strings.IndexFunc(segment, wordRune) > 0 {
		return nil
	}
	return []edit{{0, size + 1, ""}}
}

func maskFinding(segment string, m mask, times int) domain.Finding {
	message := fmt.Sprintf("%q did not come back from the engine", segment[m.Start:m.End])
	if times > 1 {
		message = fmt.Sprintf("%q came back from the engine %d times", segment[m.Start:m.End], times)
	}
	return domain.Finding{Rule: "mask-lost", Severity: domain.SeverityBlock, Message: message, Args: []string{segment[m.Start:m.End]}, Source: m.Range}
}

// unfold returns the edits that give the words that the engine copied without
// their accents back as they were.
func (p preparer) unfold(segment, text string, folded []fold) []edit {
	var edits []edit
	used := map[int]bool{}
	for _, f := range folded {
		for _, w := range words(text) {
			at := strings.Index(text[w.Start:w.End], f.spelling)
			start := w.Start + at
			if at < 0 || used[start] || !wholeWord(text, start, start+len(f.spelling)) {
				continue
			}
			used[start] = true
			edits = append(edits, edit{start, start + len(f.spelling), segment[f.Start:f.End]})
			break
		}
	}
	return edits
}

// smallDigits are the digits above and below the line, and fractions, with what
// engines read for them.
var smallDigits = map[rune]string{
	'²': "2", '³': "3", '¹': "1", '⁴': "4", '⁰': "0", '⁵': "5", '⁶': "6", '⁷': "7", '⁸': "8", '⁹': "9",
	'₀': "0", '₁': "1", '₂': "2", '₃': "3", '₄': "4", '₅': "5", '₆': "6", '₇': "7", '₈': "8", '₉': "9",
	'½': "1/2", '¼': "1/4", '¾': "3/4", '⅓': "1/3", '⅔': "2/3",
}

// small returns the edits that make digits small, and fractions one character, again.
func small(segment, text string) []edit {
	var edits []edit
	used := map[int]bool{}
	for _, r := range segment {
		plain, ok := smallDigits[r]
		if !ok || strings.ContainsRune(text, r) {
			continue
		}
		for at := 0; ; {
			i := strings.Index(text[at:], plain)
			if i < 0 {
				break
			}
			start, end := at+i, at+i+len(plain)
			at = end
			before, _ := utf8.DecodeLastRuneInString(text[:start])
			after, _ := utf8.DecodeRuneInString(text[end:])
			fraction := len(plain) > 1 && !wordRune(before) && !wordRune(after)
			digit := len(plain) == 1 && unicode.IsLetter(before) && !unicode.IsDigit(after)
			if (fraction || digit) && !used[start] {
				used[start] = true
				edits = append(edits, edit{start, end, string(r)})
				break
			}
		}
	}
	return edits
}

// missingTwin returns the edit that puts back one of two quotation marks that stand
// side by side in the segment, where two quotations begin or end together and the engine
// gave one.
func missingTwin(segment, text string) []edit {
	var begin, end bool
	marks := quoteMarks(segment, nil)
	for i := 1; i < len(marks); i++ {
		between := segment[marks[i-1].End:marks[i].Start]
		if len(between) <= 1 && strings.Trim(between, ".,!?") == "" && marks[i-1].open == marks[i].open {
			begin, end = begin || marks[i].open, end || !marks[i].open
		}
	}
	opened, closed := 0, 0
	first, inner := -1, -1
	for _, m := range quoteMarks(text, nil) {
		if !m.open {
			closed++
			if m.depth > 0 {
				inner = m.End
			}
			continue
		}
		opened++
		if first < 0 {
			first = m.Start
		}
	}
	switch {
	case end && opened == closed+1 && inner >= 0:
		return []edit{{inner, inner, `"`}}
	case begin && closed == opened+1 && first >= 0:
		return []edit{{first, first, `"`}}
	}
	return nil
}

func wholeWord(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return !unicode.IsLetter(before) && !unicode.IsLetter(after)
}

// reinsertion returns the edit that puts what was dropped at d of the segment
// back into the output: at the same end, or behind the word it followed.
func reinsertion(segment, output string, d domain.Range, a alignment) (edit, bool) {
	what := segment[d.Start:d.End]
	before, after := segment[:d.Start], segment[d.End:]
	spaceBefore, spaceAfter := "", ""
	if r, _ := utf8.DecodeLastRuneInString(before); before != "" && unicode.IsSpace(r) {
		spaceBefore = " "
	}
	if r, _ := utf8.DecodeRuneInString(after); after != "" && unicode.IsSpace(r) {
		spaceAfter = " "
	}
	if strings.IndexFunc(before, wordRune) < 0 {
		return edit{0, 0, what + spaceAfter}, true
	}
	if strings.IndexFunc(after, wordRune) < 0 && strings.IndexFunc(after, unicode.IsPunct) < 0 {
		return edit{len(output), len(output), spaceBefore + what}, true
	}
	source := words(before)
	if a.empty() {
		a = guessed(segment, output)
	}
	last := source[len(source)-1]
	best, most := -1, float32(0)
	for i, t := range a.target {
		var mass float32
		for j, s := range a.source {
			if overlap(s, last) > 0 {
				mass += a.weights[i][j]
			}
		}
		if mass > most && t.End > t.Start {
			best, most = i, mass
		}
	}
	if best < 0 {
		return edit{}, false
	}
	for _, w := range words(output) {
		if overlap(w, a.target[best]) > 0 {
			end := w.End
			if !unicode.IsPunct(lastRune(strings.TrimRight(before, " "))) {
				end = w.Start + len(strings.TrimRightFunc(output[w.Start:w.End], unicode.IsPunct))
			}
			return edit{end, end, spaceBefore + what}, true
		}
	}
	return edit{}, false
}

// finish gives the translation the sentence's capital, its last mark and, for a
// text in capitals, its case.
func (r *rendition) finish(segment string, shouted bool) {
	var protected []domain.Range
	for _, a := range r.anchors {
		protected = append(protected, a.target)
	}
	var edits []edit
	if upper, known := startsUpper(segment); known && upper {
		edits = append(edits, capitalEdits(r.text, true, protected)...)
	}
	if shouted {
		edits = shoutEdits(r.text, protected)
	}
	edits = append(edits, finalMarkEdits(segment, r.text, protected)...)
	if len(edits) > 0 {
		r.apply(rewrite(r.text, edits))
	}
}

// apply moves everything that points into the text along with its rewriting.
func (r *rendition) apply(rw rewriting) {
	r.text = rw.after
	r.align = r.align.moved(func(x domain.Range) domain.Range { return x }, rw.forward)
	for i := range r.anchors {
		r.anchors[i].target = rw.forward(r.anchors[i].target)
	}
	for i := range r.marks {
		r.marks[i].target = rw.forward(r.marks[i].target)
	}
	for i := range r.open {
		r.open[i].Range = rw.forward(r.open[i].Range)
	}
}

// finalMarkEdits makes the translation end as its source does: no period where the
// source, such as a headline, has none, and one where it has.
func finalMarkEdits(segment, text string, protected []domain.Range) []edit {
	closers := func(s string) string {
		return strings.TrimRightFunc(s, func(r rune) bool {
			return unicode.IsSpace(r) || unicode.In(r, unicode.Pe, unicode.Pf) || strings.ContainsRune(`"'“`, r)
		})
	}
	source, target := closers(segment), closers(text)
	if source == "" || target == "" {
		return nil
	}
	was, is := lastRune(source), lastRune(target)
	at := domain.Range{Start: len(target) - utf8.RuneLen(is), End: len(target)}
	if slices.ContainsFunc(protected, func(p domain.Range) bool { return p.End >= at.End && p.Start < at.End }) {
		return nil
	}
	const marks = ".,;:!?…"
	ellipsis := func(s string) bool { return strings.HasSuffix(s, "...") || strings.HasSuffix(s, "…") }
	body := strings.TrimRight(target, marks+"。！？؟،؛")
	end := target[len(body):]
	switch {
	case body == "":
		return nil
	case ellipsis(source):
		if ellipsis(target) {
			return nil
		}
		return []edit{{len(target), len(target), "..."}}
	case wordRune(was):
		if end == "" || end == "." && strings.Contains(target, " ") && abbreviated(target) {
			return nil
		}
		return []edit{{len(body), len(target), ""}}
	case was == '.':
		if wordRune(is) && !abbreviated(source) {
			return []edit{{len(target), len(target), "."}}
		}
	case strings.ContainsRune(marks, was):
		if wordRune(is) || end == "." || end == "," {
			return []edit{{len(body), len(target), string(was)}}
		}
	}
	return nil
}

// abbreviated reports whether s ends in a period that belongs to its last word, as in
// "U.S." or "5 млн.".
func abbreviated(s string) bool {
	fields := strings.Fields(s)
	if len(fields) < 2 {
		return len(fields) == 1
	}
	last := strings.TrimSuffix(fields[len(fields)-1], ".")
	number := strings.ContainsFunc(fields[len(fields)-2], unicode.IsDigit)
	return strings.Contains(last, ".") || number && utf8.RuneCountInString(last) <= 4
}
