package translate

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/lang/propername"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// expressionForced is the rule of the note that a sentence has in which an expression was put.
const expressionForced = "expression-forced"

// fromExpressions translates units anew that say expressions in other ways than the glossary:
// what stands before stays, the right expression follows, and the engine goes on from there,
// so that the rest agrees with it. Of the expression's forms the one stays with which
// the whole is the likeliest.
func (w *worker) fromExpressions(ctx context.Context, pending []*unit, open map[*unit][]problem) ([]*unit, error) {
	if !w.route.constrains() {
		return pending, nil
	}
	for _, u := range pending {
		problems := slices.Clone(open[u])
		slices.SortStableFunc(problems, func(a, b problem) int {
			return strings.Index(u.best.text, a.wrong) - strings.Index(u.best.text, b.wrong)
		})
		for _, p := range problems {
			if err := w.reword(ctx, u, p, open); err != nil {
				return nil, err
			}
		}
	}
	return slices.DeleteFunc(pending, func(u *unit) bool { return len(open[u]) == 0 }), nil
}

// misworded returns the place where a unit's translation says an expression in another way.
// ok is false where it isn't known, or the engine can't be forced to say what stands before.
func (u *unit) misworded(p problem) (at domain.Range, ok bool) {
	text := u.best.text
	if p.Entry.Kind != domain.TermExpression || p.wrong == "" || strings.Count(text, p.wrong) != 1 || u.variant.split {
		return at, false
	}
	at.Start = strings.Index(text, p.wrong)
	at.End = at.Start + len(p.wrong)
	return at, !slices.ContainsFunc(u.best.anchors, func(a anchor) bool { return a.target.Start < at.End })
}

// reword translates a unit anew with each form of an expression at its place, and keeps the
// likeliest translation, if it has fewer problems than the one so far and neither loses nor
// repeats anything that shows.
func (w *worker) reword(ctx context.Context, u *unit, p problem, open map[*unit][]problem) error {
	at, ok := u.misworded(p)
	if !ok {
		return nil
	}
	var variants []variant
	for _, form := range w.expressionForms(p.Entry, u.best.text, at) {
		v := u.variant
		v.prefix = u.best.text[:at.Start] + form
		variants = append(variants, v)
	}
	if len(variants) == 0 {
		return nil
	}
	renditions, err := w.renditions(ctx, slices.Repeat([]*unit{u}, len(variants)), variants)
	if err != nil {
		return ctx.Err() // a prefix is too long, or has what the engine can't spell
	}
	best := slices.MaxFunc(renditions, func(a, b rendition) int { return cmp.Compare(a.logProb, b.logProb) })
	rest := u.best.text[:at.Start] + u.best.text[at.End:]
	for _, word := range propername.Split(u.best.text[at.Start:at.End]) {
		if stem := stemOf(word.Lower); strings.Count(strings.ToLower(best.text), stem) > strings.Count(strings.ToLower(rest), stem) {
			return nil
		}
	}
	tail := wordCount(best.text) - wordCount(u.best.text[:at.Start]) - wordCount(p.Entry.Target)
	if 4*tail < 3*wordCount(u.best.text[at.End:]) {
		return nil // a good part of what followed is lost
	}
	problems := w.mend(u, &best, nil)
	if len(problems) < len(open[u]) && gravity(best.findings) <= gravity(u.best.findings) && figuresAndQuotes(best.text) == figuresAndQuotes(u.best.text) {
		name := u.text[p.Start:p.End]
		for _, f := range u.best.findings {
			if f.Rule == expressionForced {
				best.findings = append(best.findings, f)
			}
		}
		best.findings = append(best.findings, domain.Finding{
			Rule: expressionForced, Severity: domain.SeverityNote, Source: p.Range, Args: []string{name, p.Entry.Target},
			Message: fmt.Sprintf("%q was put in for %q: the words about it may not agree with it", p.Entry.Target, name),
		})
		u.best, open[u] = best, problems
	}
	return nil
}

// expressionForms returns the forms of an expression that may stand at a place of a text, none
// where none fits.
func (w *worker) expressionForms(e *termbase.Entry, text string, at domain.Range) []string {
	term, head := e.Target, text[:at.Start]
	begins := head == "" || strings.HasSuffix(head, `"`) || strings.HasSuffix(head, ": ")
	if upper, known := startsUpper(text[at.Start:]); known && upper && begins {
		term = capitalised(term, true)
	}
	if w.preparer.to != "ru" || begins {
		return []string{term}
	}
	noun := ""
	if words := propername.Split(text[at.Start:at.End]); len(words) == 1 {
		noun = words[0].Text
	}
	return propername.CommonForms(term, before(text, at.Start), noun)
}

// wordCount counts the words of a text that have a letter or a digit.
func wordCount(text string) int {
	n := 0
	for word := range strings.FieldsSeq(text) {
		if strings.ContainsFunc(word, wordRune) {
			n++
		}
	}
	return n
}

// figuresAndQuotes are the figures of a text, in any order, and its quotation marks: what a
// translation that goes on in another way must have kept.
func figuresAndQuotes(text string) string {
	figures := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })
	slices.Sort(figures)
	return strings.Join(figures, " ") + strings.Repeat(`"`, strings.Count(text, `"`))
}
