package check

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// addressPattern finds what a translation must keep letter by letter: web
// addresses, e-mail addresses, handles and hashtags. RE2 keeps it linear.
var addressPattern = regexp.MustCompile(
	`(?i)\b(?:https?://|www\.)[^\s<>"“”«»]+` + // web addresses
		`|[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+` + // e-mail
		`|\b[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.(?:com|org|net|gov|edu|co\.uk|info|io|news|tv|eu|int|mil)\b(?:/[^\s<>"“”«»]*)?` + // bare domains
		`|[@#][\p{L}_][\p{L}\p{M}\p{N}_]+`) // handles and hashtags

type address struct {
	at   domain.Range
	text string
}

func addressesIn(text string) []address {
	if !strings.ContainsAny(text, "@#./") {
		return nil
	}
	var out []address
	for _, m := range addressPattern.FindAllStringIndex(text, -1) {
		found := strings.TrimRight(text[m[0]:m[1]], ".,;:!?)]}'’…،؛؟")
		if found != "" {
			out = append(out, address{domain.Range{Start: m[0], End: m[0] + len(found)}, found})
		}
	}
	return out
}

// addresses reports addresses that are missing from the translation or were
// not in the source. Hashtags may be translated into another script by a
// person; a machine has no business to.
func (s *segment) addresses() {
	source, target := addressesIn(s.Source), addressesIn(s.Target)
	for _, a := range source {
		if i := slices.IndexFunc(target, func(b address) bool { return same(a, b) }); i >= 0 {
			target = slices.Delete(target, i, i+1)
		} else if !strings.Contains(s.Target, a.text) {
			s.report("address-missing", a.at, domain.Range{}, a.text)
		}
	}
	for _, b := range target {
		if !strings.Contains(s.Source, b.text) {
			s.report("address-added", domain.Range{}, b.at, b.text)
		}
	}
}

// same compares addresses exactly, but for the letters' case in names of hosts.
func same(a, b address) bool {
	return a.text == b.text || !strings.Contains(a.text, "/") && strings.Contains(a.text, ".") && strings.EqualFold(a.text, b.text)
}
