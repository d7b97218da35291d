package translate

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"github.com/dragoman-news/dragoman/internal/domain"
)

const (
	// doubtfulLogProb is the log-probability below which a segment is doubtful: 5 % of
	// 500 English news sentences are, of the embedded engine's Russian.
	doubtfulLogProb = -.25
	// leastAgreement is what two translations of one segment have in common at least.
	// Of the same sentences and their Russian references 5 % have less, of sentences and
	// another's reference 90 %.
	leastAgreement = .25
	// leastCompared is how many words a segment needs for that: of two words, both
	// may have other right translations.
	leastCompared = 4
)

// doubtful reports whether another engine should translate a unit, too.
func (u *unit) doubtful() bool {
	if !u.done {
		return false
	}
	return gravity(u.best.findings) >= gravity([]domain.Finding{{Severity: domain.SeverityWarn}}) || u.best.logProb < doubtfulLogProb
}

// consult has the doubtful units translated along another route as well, keeps
// the better one of each by its findings, and says where both disagree. It
// reports whether anything of the other route was kept. Where that fails, the
// units stay as they are.
func (w *worker) consult(ctx context.Context, units []*unit, other *Route) (kept bool, err error) {
	var asked, again []*unit
	for _, u := range units {
		if u.doubtful() {
			fresh := *u
			fresh.best, fresh.done, fresh.variant = rendition{}, false, variant{}
			if !other.keepsSpans() {
				fresh.spans = nil
			}
			asked, again = append(asked, u), append(again, &fresh)
		}
	}
	second := worker{route: other, preparer: w.preparer}
	second.preparer.canEncode = other.steps[0].canEncode()
	if len(asked) == 0 || second.translate(ctx, again) != nil {
		return false, ctx.Err()
	}
	for i, u := range asked {
		one, two := u.best, again[i].best
		rejected := two.text
		if gravity(two.findings) < gravity(one.findings) {
			u.best, kept, rejected = two, true, one.text
		}
		broken := gravity([]domain.Finding{{Severity: domain.SeverityBlock}}) // says nothing about the other
		if max(gravity(one.findings), gravity(two.findings)) < broken && len(words(u.text)) >= leastCompared && agreement(one.text, two.text) < leastAgreement {
			u.best.findings = append(u.best.findings, domain.Finding{
				Rule: "disagreement", Severity: domain.SeverityWarn, Args: []string{rejected},
				Message: fmt.Sprintf("another engine translates this quite differently: %q", rejected),
			})
		}
	}
	return kept, nil
}

// agreement returns how much two translations have in common: the F-measure of
// their letters and digits in threes, spaces apart, between 0 and 1.
func agreement(a, b string) float64 {
	in, total := trigrams(a)
	other, size := trigrams(b)
	if total+size == 0 {
		return 1
	}
	common := 0
	for g, n := range in {
		common += min(n, other[g])
	}
	return 2 * float64(common) / float64(total+size)
}

// trigrams counts three characters in a row of each word, which is closed by a
// blank on either side.
func trigrams(s string) (count map[[3]rune]int, total int) {
	count = map[[3]rune]int{}
	for _, word := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !wordRune(r) && !unicode.IsMark(r) }) {
		runes := []rune(" " + word + " ")
		for i := 0; i+3 <= len(runes); i++ {
			count[[3]rune(runes[i:i+3])]++
			total++
		}
	}
	return count, total
}
