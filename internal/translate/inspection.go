package translate

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// inspect adds what went wrong in a rendition of segment, as far as another
// try may mend it or only this package's own steps can see it; package check
// looks at the result.
func (p preparer) inspect(segment string, prep preparation, r *rendition) {
	add := func(rule string, severity domain.Severity, format string, args ...any) {
		f := domain.Finding{Rule: rule, Severity: severity, Message: fmt.Sprintf(format, args...)}
		for _, a := range args {
			f.Args = append(f.Args, fmt.Sprint(a))
		}
		r.findings = append(r.findings, f)
	}
	if strings.IndexFunc(r.text, wordRune) < 0 {
		add("empty", domain.SeverityBlock, "the engine gave nothing back")
		return
	}
	if what := repeated(segment, r.text); what != "" {
		add("repetition", domain.SeverityBlock, "the translation repeats %q", what)
	} else if short(segment) && doubled(r.text) && !doubled(segment) {
		add("repetition", domain.SeverityWarn, "the translation %q says a word twice", r.text)
	}
	if r.truncated {
		severity := domain.SeverityBlock
		if len(words(segment)) < 4 { // a limit of a few words is reached by good translations too
			severity = domain.SeverityNote
		}
		add("truncated", severity, "the engine stopped before the end of the sentence")
	}
	if line := agencyLine(segment); line > 0 && !strings.Contains(r.text[:min(len(r.text), 3*line)], " - ") && !strings.Contains(r.text[:min(len(r.text), 3*line)], " — ") {
		add("dateline-lost", domain.SeverityWarn, "%q before the sentence is missing", segment[:line])
	}
	if untranslated(segment, r.text, r.anchors) {
		add("untranslated", domain.SeverityBlock, "the translation is the same as the original")
	}
	p.inspectCurrencies(segment, prep, r, add)
	p.inspectNames(segment, prep, r, add)
}

// unknownWords says which words an engine left in the source's language. Those with a
// capital are mostly names.
func unknownWords(o Output) []domain.Finding {
	var list []string
	if !inside(o.Unknown, len(o.Text)) {
		return nil
	}
	for _, r := range o.Unknown {
		word := o.Text[r.Start:r.End]
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsLower(first) && utf8.RuneCountInString(word) > 2 {
			list = append(list, word)
		}
	}
	if len(list) == 0 {
		return nil
	}
	joined := strings.Join(list, ", ")
	return []domain.Finding{{Rule: "unknown-word", Severity: domain.SeverityWarn, Message: "the engine doesn't know and left: " + joined, Args: []string{joined}}}
}

func (p preparer) inspectCurrencies(segment string, prep preparation, r *rendition, add func(string, domain.Severity, string, ...any)) {
	if len(prep.sums) == 0 {
		return
	}
	there := currenciesIn(r.text, p.to)
	for _, code := range slices.Sorted(maps.Keys(prep.sums)) {
		if !there[code] && comparable(code, p.to) {
			add("currency-missing", domain.SeverityBlock, "the original names an amount in %s, the translation doesn't", code)
		}
	}
	was := currenciesIn(segment, p.from)
	for _, code := range slices.Sorted(maps.Keys(there)) {
		if !was[code] && !prep.sums[code] && comparable(code, p.from) {
			add("currency-added", domain.SeverityBlock, "the translation names an amount in %s, the original doesn't", code)
		}
	}
}

// comparable reports whether the currency's names in a language are known.
func comparable(code, language string) bool {
	for _, c := range currencies {
		if c.code == code {
			return c.stems[language] != ""
		}
	}
	return false
}

// inspectNames looks for what became of capitalised words that the engine read
// in plain letters, so that Støre isn't translated as a store.
func (p preparer) inspectNames(segment string, prep preparation, r *rendition, add func(string, domain.Severity, string, ...any)) {
	if r.align.empty() {
		return
	}
	for _, f := range prep.folded {
		name := segment[f.Start:f.End]
		if !f.name || strings.Contains(r.text, name) {
			continue
		}
		written := alignedWords(r, f.Range)
		like, ok := false, false
		for _, w := range written {
			sounds, known := soundsLike(name, w)
			if alternative, _ := soundsLike(f.spelling, w); alternative {
				sounds = true
			}
			like, ok = like || sounds, ok || known
		}
		if ok && !like {
			add("name-changed", domain.SeverityWarn, "the name %q seems to be translated as %q", name, strings.Join(written, " "))
			r.findings[len(r.findings)-1].Source = f.Range
		}
	}
}

// alignedWords returns the words of a rendition that owe most to a range of the
// segment.
func alignedWords(r *rendition, source domain.Range) []string {
	type scored struct {
		text string
		mass float32
	}
	var all []scored
	for _, w := range words(r.text) {
		var mass float32
		for i, t := range r.align.target {
			if overlap(t, w) == 0 {
				continue
			}
			for j, s := range r.align.source {
				if overlap(s, source) > 0 {
					mass += r.align.weights[i][j]
				}
			}
		}
		if mass > .1 {
			all = append(all, scored{strings.TrimFunc(r.text[w.Start:w.End], func(c rune) bool { return !wordRune(c) }), mass})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int {
		switch {
		case a.mass > b.mass:
			return -1
		case a.mass < b.mass:
			return 1
		}
		return 0
	})
	var out []string
	for _, s := range all[:min(3, len(all))] {
		if s.mass >= .6*all[0].mass {
			out = append(out, s.text)
		}
	}
	return out
}

// repeated returns words that a translation says over and over: a word or phrase
// of up to six words at least three times in a row, or a phrase of four words three
// times anywhere, and more often than the source repeats anything.
func repeated(source, target string) string {
	if phrase, n := loop(target); n >= 3 {
		if _, was := loop(source); was < n {
			return phrase
		}
	}
	if phrase, n := commonest(target); n >= 3 {
		if _, was := commonest(source); was < n-1 {
			return phrase
		}
	}
	if letter := stutter(target); letter != "" && stutter(source) == "" {
		return letter
	}
	return ""
}

// loop returns the phrase of up to six words that is repeated most often in a row.
func loop(s string) (string, int) {
	list := strings.Fields(strings.ToLower(s))
	best, most := "", 1
	for size := 1; size <= 6; size++ {
		for i := 0; i+size <= len(list); i++ {
			n := 1
			for j := i + size; j+size <= len(list) && slices.Equal(list[i:i+size], list[j:j+size]); j += size {
				n++
			}
			if n > most {
				best, most = strings.Join(list[i:i+size], " "), n
			}
		}
	}
	return best, most
}

// commonest returns the four words in a row that occur most often.
func commonest(s string) (string, int) {
	list := strings.Fields(strings.ToLower(s))
	count := map[string]int{}
	best, most := "", 0
	for i := 0; i+4 <= len(list); i++ {
		phrase := strings.Join(list[i:i+4], " ")
		count[phrase]++
		if count[phrase] > most {
			best, most = phrase, count[phrase]
		}
	}
	return best, most
}

// stutter returns a part of a word of up to four letters that stands five times in
// a row.
func stutter(s string) string {
	runes := []rune(s)
	for size := 1; size <= 4; size++ {
		run := 0
		for i := size; i < len(runes); i++ {
			if runes[i] != runes[i-size] || !unicode.IsLetter(runes[i]) {
				run = 0
				continue
			}
			run++
			if run >= 4*size+size {
				return string(runes[i-size+1 : i+1])
			}
		}
	}
	return ""
}

// untranslated reports whether at least three words in lower case came back as they
// went.
func untranslated(source, target string, anchors []anchor) bool {
	strip := func(s string) string {
		return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !wordRune(r) }), " ")
	}
	if strip(source) != strip(target) {
		return false
	}
	small := 0
	for _, w := range words(source) {
		if slices.ContainsFunc(anchors, func(a anchor) bool { return overlap(a.source, w) > 0 }) {
			continue
		}
		first, _ := utf8.DecodeRuneInString(source[w.Start:])
		if unicode.IsLower(first) || unicode.IsLetter(first) && !unicode.IsUpper(first) {
			small++
		}
	}
	return small >= 3
}
