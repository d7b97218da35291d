package translate

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// problem is a term that a rendition lacks, or has in a forbidden form.
type problem struct {
	termbase.Match
	wrong     string // what the rendition has instead, "" if that isn't known
	forbidden bool
}

// repairTerms makes every unit's translation say the glossary's terms: it puts the right
// form in the place of the wrong one; where that can't be, it translates anew from the right
// expression on, then without the wrong word, then with other names in the place of the
// term; and what is left it reports.
func (w *worker) repairTerms(ctx context.Context, units []*unit) error {
	open := map[*unit][]problem{}
	var pending []*unit
	for _, u := range units {
		if len(u.terms) == 0 || !u.done {
			continue
		}
		if problems := w.mend(u, &u.best, nil); len(problems) > 0 {
			open[u] = problems
			pending = append(pending, u)
		}
	}
	pending, err := w.fromExpressions(ctx, pending, open)
	if err != nil {
		return err
	}
	for _, next := range []func(*unit, []problem) (variant, bool){w.withoutWrong, w.withSurrogates(0), w.withSurrogates(1)} {
		if pending, err = w.again(ctx, pending, open, next); err != nil {
			return err
		}
	}
	for _, u := range pending {
		for _, p := range open[u] {
			u.best.findings = append(u.best.findings, p.finding(u.text))
		}
	}
	return nil
}

// again translates the pending units in the variants that next gives, keeps what has
// fewer problems, and returns the units that still have some.
func (w *worker) again(ctx context.Context, pending []*unit, open map[*unit][]problem, next func(*unit, []problem) (variant, bool)) ([]*unit, error) {
	var units []*unit
	var variants []variant
	for _, u := range pending {
		if v, ok := next(u, open[u]); ok {
			units, variants = append(units, u), append(variants, v)
		}
	}
	for start := 0; start < len(units); start += batchSize {
		end := min(start+batchSize, len(units))
		renditions, err := w.renditions(ctx, units[start:end], variants[start:end])
		if err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			break // what there is stays, and its problems are reported
		}
		for i, r := range renditions {
			u := units[start+i]
			problems := w.mend(u, &r, variants[start+i].surrogates)
			if w.surrogateLeft(u, r.text, variants[start+i].surrogates) {
				continue
			}
			if len(problems) < len(open[u]) && gravity(r.findings) <= gravity(u.best.findings) {
				u.best, open[u] = r, problems
			}
		}
	}
	return slices.DeleteFunc(pending, func(u *unit) bool { return len(open[u]) == 0 }), nil
}

// withoutWrong bans the wrong words.
func (w *worker) withoutWrong(u *unit, problems []problem) (variant, bool) {
	v := u.variant
	if !w.route.constrains() {
		return v, false
	}
	for _, p := range problems {
		if p.wrong != "" && (p.forbidden || p.Entry.Kind != domain.TermExpression) {
			stem := stemOf(p.wrong)
			v.banned = append(slices.Clip(v.banned), stem, strings.ToLower(stem), capitalised(strings.ToLower(stem), true))
		}
	}
	return v, len(v.banned) > len(u.variant.banned)
}

// stemOf is a word without what endings of its language may change.
func stemOf(word string) string {
	stem := strings.TrimRight(word, "аеёиоуыэюяьй")
	if utf8.RuneCountInString(stem) < 3 {
		return word
	}
	return stem
}

// withSurrogates puts other names in the place of those that are wrong, but for the first
// few that may stand there.
func (w *worker) withSurrogates(skipped int) func(*unit, []problem) (variant, bool) {
	return func(u *unit, problems []problem) (variant, bool) {
		v := u.variant
		used := map[string]bool{}
		for _, p := range problems {
			stands := standsFor(p.Entry, w.preparer.to)
			if p.Entry.Keep || len(stands) <= skipped {
				continue
			}
			for _, s := range stands[skipped:] {
				if !used[s.name] && !strings.Contains(strings.ToLower(u.text), strings.ToLower(s.name)) {
					used[s.name] = true
					v.surrogates = append(slices.Clip(v.surrogates), surrogate{p.Range, s.name, s.rendering})
					break
				}
			}
		}
		return v, len(v.surrogates) > 0
	}
}

// mend puts the right forms into a rendition where it can, and returns what it can't.
// surrogates stand in the places of terms.
func (w *worker) mend(u *unit, r *rendition, surrogates []surrogate) []problem {
	var problems []problem
	groups := byEntry(u.terms)
	slices.SortStableFunc(groups, func(a, b []termbase.Match) int { return surnameLast(a[0].Entry) - surnameLast(b[0].Entry) })
	for _, group := range groups {
		e := group[0].Entry
		w.mendSurrogates(e, group, r, surrogates)
		for _, f := range slices.Backward(w.unclaimed(e.ForbiddenIn(r.text), u, e, r)) {
			if e.Kind == domain.TermExpression || !w.replace(e, r, w.locatedAt(r.text, f, e)) {
				problems = append(problems, problem{Match: group[0], wrong: r.text[f.Start:f.End], forbidden: true})
			}
		}
		w.mendCapitals(u, group, r)
		missing := len(group) - len(e.In(r.text))
		for _, m := range group {
			if missing <= 0 {
				break
			}
			p, done := w.mendOne(u, m, r)
			if done {
				missing--
			} else if p != nil {
				problems = append(problems, *p)
			}
		}
	}
	return problems
}

// surnameLast puts surnames behind full names, which hold them.
func surnameLast(e *termbase.Entry) int {
	if e.Full != nil {
		return 1
	}
	return 0
}

// byEntry groups terms by what they are, in the order of their first place.
func byEntry(terms []termbase.Match) [][]termbase.Match {
	var out [][]termbase.Match
	for _, m := range terms {
		i := slices.IndexFunc(out, func(g []termbase.Match) bool {
			return g[0].Entry == m.Entry || g[0].Entry.Target == m.Entry.Target && g[0].Entry.Builtin == m.Entry.Builtin && g[0].Entry.Full == m.Entry.Full
		})
		if i < 0 {
			out = append(out, nil)
			i = len(out) - 1
		}
		out[i] = append(out[i], m)
	}
	return out
}

// mendOne mends one mention of a term that the rendition lacks. done says that it did;
// problem is nil where nothing shows that anything is wrong.
func (w *worker) mendOne(u *unit, m termbase.Match, r *rendition) (p *problem, done bool) {
	e := m.Entry
	taken := w.taken(u, e, r)
	l, ok := w.locate(u, r, m.Range, e.Accepted, taken, e.Builtin)
	if other := w.otherName(u, m, r, l); ok && e.Builtin && other != "" {
		return &problem{Match: m, wrong: other}, false
	}
	switch {
	case ok && w.derived(e, l), e.Builtin && (!ok || !w.misspelt(e, r.text, l)):
		return nil, false // an adjective, a pronoun or another name of the place may be right
	case e.Kind == domain.TermExpression:
		if len(e.In(r.text)) > 0 {
			return nil, false
		}
		p := &problem{Match: m}
		if ok {
			p.wrong = r.text[l.Start:l.End]
		}
		return p, false
	case ok && w.replace(e, r, l.of(u.text, m.Range)):
		return nil, true
	case ok:
		return &problem{Match: m, wrong: r.text[l.Start:l.End]}, false
	case len(e.In(r.text)) > 0:
		return nil, false // said once, and then by a pronoun
	}
	return &problem{Match: m}, false
}

// derived reports whether what was found is rather derived from the right name than a
// wrong one, as adjectives are: it begins as the name does and goes on as they do.
func (w *worker) derived(e *termbase.Entry, l located) bool {
	for _, form := range e.Accepted {
		for _, word := range propername.Split(form) {
			stem := stemOf(strings.ToLower(word.Text))
			for _, found := range l.words {
				rest, ok := strings.CutPrefix(found.Lower, stem)
				if ok && len(stem) > 4 && (strings.Contains(rest, "ск") || strings.Contains(rest, "ці") || rest == "ي" || rest == "ية") {
					return true
				}
			}
		}
	}
	return false
}

// misspelt reports whether what was found for a place of CLDR is its name in a wrong
// spelling, or in Latin letters, rather than another name or form of it: a country has
// many, and CLDR knows one or two.
func (w *worker) misspelt(e *termbase.Entry, text string, l located) bool {
	parts := propername.Split(e.Source)
	sounds := func(word propername.Word) bool {
		return slices.ContainsFunc(parts, func(p propername.Word) bool { return w.soundsLike(p.Lower, word) > 0 })
	}
	right := false
	for _, form := range e.Accepted {
		for _, word := range propername.Split(form) {
			right = right || sounds(word)
			for _, found := range l.words {
				if propername.FormOf(w.preparer.to, word.Text, found.Text) {
					return false
				}
			}
		}
	}
	for _, found := range l.words {
		if !sounds(found) {
			return false
		}
	}
	if propername.Script(l.words[0].Text) != unicode.Latin || propername.ScriptOf(w.preparer.to) == unicode.Latin {
		stem := stemOf(strings.ToLower(e.Target)) // an adjective begins as its place does: израильский
		n := min(len(stem), max(8, len(stem)-4))
		return right && !strings.HasPrefix(l.words[0].Lower, stem[:n])
	}
	for _, word := range propername.Split(text) { // the name in a title that stays untranslated stays as well
		near := word.At.End+1 >= l.Start && word.At.Start <= l.End+2
		if near && overlap(word.At, l.Range) == 0 && propername.Script(word.Text) == unicode.Latin {
			return false
		}
	}
	return true
}

// taken are the ranges of a rendition that say something else for certain: what was put
// back, but for parts of e itself, and the right forms of all the unit's terms, but for the
// surname in a full name.
func (w *worker) taken(u *unit, e *termbase.Entry, r *rendition) []domain.Range {
	var out []domain.Range
	for _, a := range r.anchors {
		if !slices.ContainsFunc(u.terms, func(m termbase.Match) bool { return m.Entry == e && overlap(m.Range, a.source) > 0 }) {
			out = append(out, a.target)
		}
	}
	for _, m := range u.terms {
		if m.Entry.Full != e {
			out = append(out, m.Entry.In(r.text)...)
		}
	}
	return append(out, e.In(r.text)...)
}

// unclaimed returns those ranges that aren't another term's right form.
func (w *worker) unclaimed(ranges []domain.Range, u *unit, e *termbase.Entry, r *rendition) []domain.Range {
	taken := w.taken(u, e, r)
	return slices.DeleteFunc(ranges, func(x domain.Range) bool { return overlaps(taken, x) })
}

// locatedAt is the place of a form that is known.
func (w *worker) locatedAt(text string, at domain.Range, e *termbase.Entry) located {
	l := located{Range: at}
	for _, word := range propername.Split(text) {
		if overlap(word.At, at) > 0 {
			l.words = append(l.words, word)
			l.alike = l.alike || w.soundsLike(strings.ToLower(lastWord(e.Source)), word) > 0
		}
	}
	return l
}

// replace puts an entry's form in the place of what was found, and reports whether it could.
func (w *worker) replace(e *termbase.Entry, r *rendition, l located) bool {
	forms := w.replacement(e, r.text, l)
	if len(forms) == 0 {
		return false
	}
	r.apply(rewrite(r.text, []edit{{l.Start, l.End, forms[0]}}))
	if len(forms) > 1 {
		r.open = append(slices.Clip(r.open), openForm{domain.Range{Start: l.Start, End: l.Start + len(forms[0])}, forms})
	}
	return true
}

// mendSurrogates puts an entry's forms in the places of its surrogates, in their cases.
func (w *worker) mendSurrogates(e *termbase.Entry, group []termbase.Match, r *rendition, surrogates []surrogate) {
	for _, s := range surrogates {
		if !slices.ContainsFunc(group, func(m termbase.Match) bool { return m.Range == s.Range }) {
			continue
		}
		for _, word := range propername.Split(r.text) {
			first, _ := utf8.DecodeRuneInString(word.Text)
			if unicode.IsLower(first) || !propername.FormOf(w.preparer.to, s.rendering, word.Text) {
				continue
			}
			l := located{Range: word.At, words: propername.Words{word}}
			text, ok := w.standing(e, s, r.text, l)
			if ok {
				r.apply(rewrite(r.text, []edit{{l.Start, l.End, text}}))
			}
			break
		}
	}
}

// surrogateLeft reports whether a text still has the name of a surrogate, which the engine said
// twice, or in another way than it does else.
func (w *worker) surrogateLeft(u *unit, text string, surrogates []surrogate) bool {
	lower := strings.ToLower(text)
	return slices.ContainsFunc(surrogates, func(s surrogate) bool {
		name := strings.ToLower(s.name)
		return strings.Contains(lower, name) || strings.Contains(lower, stemOf(strings.ToLower(s.rendering))) ||
			slices.ContainsFunc(propername.Split(text), func(word propername.Word) bool {
				return w.soundsLike(name, word) > 0 && !w.soundsLikeAny(u.text, word)
			})
	})
}

// standing returns an entry's form for the place of a surrogate.
func (w *worker) standing(e *termbase.Entry, s surrogate, text string, l located) (string, bool) {
	if e.Keep || e.Inflection == domain.InflectFixed {
		return e.Target, true
	}
	switch word := l.words[0]; w.preparer.to {
	case "ru":
		lemma := strings.ToLower(s.rendering)
		c, _ := russianCases(lemma, word.Text, before(text, l.Start))
		return declined(e, c)
	case "ar":
		return propername.ArabicAttach(e.Target, word.Text, propername.Latin(s.name)), true
	case "uk":
		return transplanted(e.Target, string(propername.Native(s.rendering)), word.Text), true
	}
	return e.Target, true
}

// finding says what is wrong.
func (p problem) finding(text string) domain.Finding {
	name := text[p.Start:p.End]
	f := domain.Finding{
		Rule: "term-missing", Severity: domain.SeverityBlock, Source: p.Range, Args: []string{name, p.Entry.Target},
		Message: fmt.Sprintf("%q must be %q, which the translation doesn't have", name, p.Entry.Target),
	}
	if p.Entry.Kind == domain.TermExpression {
		f.Rule, f.Severity = "expression-missing", domain.SeverityWarn
	}
	if p.forbidden {
		f.Rule, f.Severity, f.Args = "term-forbidden", domain.SeverityBlock, []string{name, p.wrong, p.Entry.Target}
		f.Message = fmt.Sprintf("%q must not be %q, but %q", name, p.wrong, p.Entry.Target)
	}
	return f
}
