package translate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/unicode/norm"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// preparation is a segment as an engine gets to read it, with all that has to
// be put back afterwards.
type preparation struct {
	rewriting                 // from the segment to the engine's input
	masks     []mask          // in the segment
	folded    []fold          // words whose letters the model doesn't know
	dropped   []domain.Range  // what the engine can't read and takes no part in the sentence, as emoji
	sums      map[string]bool // the currencies of the amounts in the segment
	shouted   bool            // the segment is in capitals
	opens     bool            // a quotation mark before all else was left out
	closes    bool            // and one behind all else
}

// fold is a word that the engine reads without its accents, or with another
// spelling of the letters that have no base.
type fold struct {
	domain.Range // in the segment
	spelling     string
	name         bool
}

// variant says which of several ways of preparing is taken; a segment that
// failed in one way is tried in the next.
type variant struct {
	mask, currency int
	split          bool
	shape          shape
	names          []string // that were translated as words
	banned         []string // words that the translation may not have
	surrogates     []surrogate
	prefix         string // what the translation begins with
}

// preparer prepares segments for one engine.
type preparer struct {
	from, to  string // base languages
	canEncode func(rune) bool
	casing    *casing // of the document, nil if nothing is known of it
}

// prepare returns segment as the engine reads it. masked are the ranges of it
// that must stay as they are; quotes are its quotation marks.
func (p preparer) prepare(segment string, masked []domain.Range, quotes []quoteMark, v variant) preparation {
	var out preparation
	hide := &placeholders{sentence: segment, kind: v.mask}
	var edits []edit
	put := func(r domain.Range, text string) { edits = append(edits, edit{r.Start, r.End, text}) }
	var taken []domain.Range
	for _, r := range masked {
		m := mask{Range: r, restored: segment[r.Start:r.End]}
		if p.copied(m.restored) && (v.mask == 0 && bareDomain(m.restored) || v.mask == 2) {
			m.placeholder = m.restored
			put(r, m.placeholder)
		} else {
			m.placeholder = hide.next()
			put(r, apart(segment, r, m.placeholder))
		}
		out.masks = append(out.masks, m)
		taken = append(taken, r)
	}
	for _, s := range v.surrogates {
		if !overlaps(taken, s.Range) {
			put(s.Range, apart(segment, s.Range, s.name))
			taken = append(taken, s.Range)
		}
	}
	for _, a := range amounts(segment) {
		if overlaps(taken, a.Range) {
			continue
		}
		if out.sums == nil {
			out.sums = map[string]bool{}
		}
		out.sums[a.currency.code] = true
		if p.knows(a.sign) && v.currency == 0 {
			continue
		}
		put(a.Range, apart(segment, a.Range, p.plain(a.spelt(p.from, v.currency > 0))))
		taken = append(taken, a.Range)
	}
	first, last := outerQuotes(segment, quotes)
	for i, q := range quotes {
		if overlaps(taken, q.Range) {
			continue
		}
		switch {
		case i == first:
			out.opens = true
			put(q.Range, "")
		case i == last:
			out.closes = true
			put(q.Range, "")
		case q.depth > 0:
			put(q.Range, "'")
		default:
			put(q.Range, `"`)
		}
		taken = append(taken, q.Range)
	}
	dash, headed := finalDash(segment)
	if headed {
		taken = append(taken, dash)
	}
	for at := 0; at < len(segment); {
		if i := slices.IndexFunc(taken, func(r domain.Range) bool { return at >= r.Start && at < r.End }); i >= 0 {
			at = taken[i].End
			continue
		}
		r, size := utf8.DecodeRuneInString(segment[at:])
		here := domain.Range{Start: at, End: at + size}
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) && p.canEncode(r):
			here.End = at + wordLength(segment[at:])
			for _, t := range taken {
				if t.Start > at {
					here.End = min(here.End, t.Start)
				}
			}
			p.word(segment, here, v, hide, &out, put)
		case !unicode.IsSpace(r) && p.strangeCluster(segment[at:]) > size:
			here.End = at + p.strangeCluster(segment[at:])
			out.drop(segment, here, put)
		case invisible(r) || unicode.IsMark(r) || joinsEmoji(r) && !p.canEncode(r):
			put(here, "")
		case r == ' ' && out.spaced(segment, at):
			put(here, "")
		case unicode.IsSpace(r):
			if r != ' ' {
				put(here, " ")
			}
		case !p.canEncode(r):
			p.symbol(segment, here, r, &out, put)
		}
		at = here.End
	}
	if headed {
		out.drop(segment, dash, put)
		put(domain.Range{Start: dash.Start - 1, End: dash.Start}, "")
	}
	calm, shouted := segment, false
	if !headed {
		calm, shouted = unshout(segment, p.from)
	}
	out.shouted = shouted
	if p.casing != nil && p.casing.titleCase(calm) {
		calm = p.casing.sentenceCase(calm)
	}
	ordinary := calm == segment
	if p.casing != nil && !shouted {
		calm = p.casing.calmWords(calm)
	}
	settled := append(taken, foldedRanges(out)...)
	edits = append(edits, p.readable(changedWords(segment, calm, settled), edits)...)
	if ordinary {
		edits = append(edits, datelineEdits(strings.TrimRight(segment, " —–-"), settled)...)
	}
	if v.split && wordRune(lastRune(segment)) { // short texts are read better with a period
		put(domain.Range{Start: len(segment), End: len(segment)}, ".")
	}
	out.rewriting = rewriteApart(segment, append(edits, p.readable(v.shape.edits(segment), edits)...), out.masks)
	return out
}

// rewriteApart is rewrite, with spaces about the placeholders that what the edits leave
// beside them would make longer.
func rewriteApart(segment string, edits []edit, masks []mask) rewriting {
	rw := rewrite(segment, edits)
	for _, m := range masks {
		place := slices.IndexFunc(rw.pieces, func(p piece) bool { return !p.kept && p.before == m.Range })
		i := slices.IndexFunc(edits, func(e edit) bool { return e.start == m.Start && e.end == m.End })
		if place < 0 || i < 0 {
			continue
		}
		at, text := rw.pieces[place].after, edits[i].text
		before, _ := utf8.DecodeLastRuneInString(rw.after[:at.Start])
		after, _ := utf8.DecodeRuneInString(rw.after[at.End:])
		if wordRune(before) && !strings.HasPrefix(text, " ") {
			text = " " + text
		}
		if wordRune(after) && !strings.HasSuffix(text, " ") {
			text += " "
		}
		if text != edits[i].text {
			edits[i].text = text
			rw = rewrite(segment, edits)
		}
	}
	return rw
}

// readable returns the changes of case that the model can read (it may know a
// capital letter and not the small one) and that leave alone what was changed
// before.
func (p preparer) readable(changes, before []edit) []edit {
	return slices.DeleteFunc(besides(changes, before), func(c edit) bool {
		return strings.ContainsFunc(c.text, func(r rune) bool { return !p.canEncode(r) })
	})
}

// finalDash returns the dash at the end of an agency's line, which the engine
// doesn't get to see, and reports whether there is one.
func finalDash(segment string) (domain.Range, bool) {
	text := strings.TrimRight(segment, "—–-")
	if len(text) == len(segment) || !strings.HasSuffix(text, " ") || strings.IndexFunc(text, wordRune) != 0 {
		return domain.Range{}, false
	}
	return domain.Range{Start: len(text), End: len(segment)}, true
}

// copied reports whether a model may be trusted to copy text as it is.
func (p preparer) copied(text string) bool {
	return p.knows(text) && !strings.ContainsFunc(text, unicode.IsSpace)
}

func foldedRanges(p preparation) []domain.Range {
	var out []domain.Range
	for _, f := range p.folded {
		out = append(out, f.Range)
	}
	return out
}

// apart adds the spaces that keep text, which replaces r, from growing together
// with letters or digits beside it.
func apart(segment string, r domain.Range, text string) string {
	before, _ := utf8.DecodeLastRuneInString(segment[:r.Start])
	after, _ := utf8.DecodeRuneInString(segment[r.End:])
	if unicode.IsLetter(before) || unicode.IsDigit(before) {
		text = " " + text
	}
	if unicode.IsLetter(after) || unicode.IsDigit(after) {
		text += " "
	}
	return text
}

func overlaps(ranges []domain.Range, r domain.Range) bool {
	return slices.ContainsFunc(ranges, func(o domain.Range) bool { return overlap(o, r) > 0 })
}

func wordLength(s string) int {
	n := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if n < 0 {
		return len(s)
	}
	return n
}

func (p preparer) knows(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !p.canEncode(r) })
}

// invisible reports whether r has no meaning for a translation: controls, marks
// of direction, soft hyphens, joiners between words, private characters.
func invisible(r rune) bool {
	if r == '\t' {
		return false
	}
	if r == 0x200c || r == 0x200d { // they shape words in Persian and emoji
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) || r == utf8.RuneError || r == 0x034f || r >= 0xfe00 && r <= 0xfe0f
}

// word prepares a word that may have letters the engine doesn't know.
func (p preparer) word(segment string, r domain.Range, v variant, hide *placeholders, out *preparation, put func(domain.Range, string)) {
	word := segment[r.Start:r.End]
	if p.knows(word) {
		return
	}
	if composed := norm.NFC.String(word); p.knows(composed) {
		put(r, composed)
		return
	}
	first, _ := utf8.DecodeRuneInString(word)
	f := fold{Range: r, name: unicode.IsUpper(first)}
	failed := slices.Contains(v.names, word)
	hidden := failed && spells(p.to)
	f.spelling = foldLetters(word, failed)
	if p.knows(f.spelling) && f.spelling != "" && !hidden {
		out.folded = append(out.folded, f)
		put(r, f.spelling)
		return
	}
	m := mask{Range: r, placeholder: hide.next(), restored: word}
	if hidden {
		m.restored = transliterate(word, p.to)
	}
	out.masks = append(out.masks, m)
	put(r, apart(segment, r, m.placeholder))
}

// symbol prepares a character other than a letter that the engine doesn't know.
func (p preparer) symbol(segment string, at domain.Range, r rune, out *preparation, put func(domain.Range, string)) {
	if c := currencyOf(string(r)); c != nil {
		put(at, apart(segment, at, p.plain(c.name(p.from))))
		return
	}
	if text := p.plain(string(r)); text != "" {
		if dash(r) && text == "-" && !joinsWords(segment, at) {
			text = spaced(segment, at, text)
		}
		put(at, text)
		return
	}
	if r == '°' && p.from == "en" {
		p.degree(segment, at, put)
		return
	}
	out.drop(segment, at, put)
}

// drop leaves out what the engine can't read. What stands side by side, but for
// spaces, is put back together.
func (out *preparation) drop(segment string, at domain.Range, put func(domain.Range, string)) {
	put(at, "")
	n := len(out.dropped)
	if n > 0 && strings.Trim(segment[out.dropped[n-1].End:at.Start], " ") == "" {
		out.dropped[n-1].End = at.End
	} else {
		out.dropped = append(out.dropped, at)
		n++
	}
	start := out.dropped[n-1].Start
	if after, _ := utf8.DecodeRuneInString(segment[at.End:]); strings.ContainsRune(".,;:!?", after) && strings.HasSuffix(segment[:start], " ") {
		put(domain.Range{Start: start - 1, End: start}, "")
	}
}

// spaced reports whether what was dropped right before at has a space before it already.
func (out *preparation) spaced(segment string, at int) bool {
	n := len(out.dropped)
	return n > 0 && out.dropped[n-1].End == at && (out.dropped[n-1].Start == 0 || segment[out.dropped[n-1].Start-1] == ' ')
}

// strangeCluster returns the length of the character as readers see it that s
// begins with, such as a flag, a keycap or a family, if it is made of several of
// which the engine can't read all, and 0 otherwise.
func (p preparer) strangeCluster(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	if size == len(s) || s[size] < utf8.RuneSelf {
		return 0
	}
	g := graphemes.FromString(s)
	if !g.Next() || len(g.Value()) == size || p.knows(g.Value()) {
		return 0
	}
	return len(g.Value())
}

// joinsEmoji reports whether r only occurs within or behind an emoji.
func joinsEmoji(r rune) bool {
	return r == 0x200d || r >= 0xfe00 && r <= 0xfe0f || r >= 0x1f3fb && r <= 0x1f3ff || r >= 0xe0020 && r <= 0xe007f
}

// degree spells the sign of a temperature out, which keeps its scale.
func (p preparer) degree(segment string, at domain.Range, put func(domain.Range, string)) {
	for letter, scale := range map[string]string{"C": " degrees Celsius", "F": " degrees Fahrenheit"} {
		if strings.HasPrefix(segment[at.End:], letter) && wordLength(segment[at.End:]) == 1 {
			put(domain.Range{Start: at.Start, End: at.End + 1}, scale)
			return
		}
	}
	put(at, apart(segment, at, "degrees"))
}

func dash(r rune) bool { return r == '–' || r == '—' || r == '―' || r == '⸺' }

// joinsWords reports whether the dash at r stands between digits or is a hyphen
// within a compound, as an en dash may be: 2010–2015, Paris–Berlin.
func joinsWords(s string, at domain.Range) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at.Start])
	after, _ := utf8.DecodeRuneInString(s[at.End:])
	if unicode.IsDigit(before) && unicode.IsDigit(after) {
		return true
	}
	return s[at.Start:at.End] == "–" && unicode.IsLetter(before) && unicode.IsLetter(after)
}

// spaced sets a dash off from the words beside it.
func spaced(s string, at domain.Range, text string) string {
	if before, _ := utf8.DecodeLastRuneInString(s[:at.Start]); at.Start > 0 && !unicode.IsSpace(before) {
		text = " " + text
	}
	if after, _ := utf8.DecodeRuneInString(s[at.End:]); at.End < len(s) && !unicode.IsSpace(after) {
		text += " "
	}
	return text
}
