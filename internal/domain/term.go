package domain

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Term is what an edition calls something: a name or an expression with its forms in
// several languages.
type Term struct {
	ID      int64      `json:"id,omitempty"`
	Edition string     `json:"edition,omitempty"` // "" for all editions
	Kind    TermKind   `json:"kind"`
	Status  TermStatus `json:"status"`
	Forms   []TermForm `json:"forms"`           // one per language
	Keep    bool       `json:"keep,omitempty"`  // stays as it is in every language
	Exact   bool       `json:"exact,omitempty"` // matches only with the same capitals
	Note    string     `json:"note,omitempty"`
	Origin  string     `json:"origin,omitempty"` // where it comes from: a person, a file, "learned"
	Seen    int        `json:"seen,omitempty"`   // how often a candidate was met
	Changed time.Time  `json:"changed,omitzero"`
}

// TermForm is a term in one language.
type TermForm struct {
	Lang       string     `json:"lang"` // BCP 47
	Text       string     `json:"text"` // as in a dictionary: nominative
	Variants   []string   `json:"variants,omitempty"`
	Forbidden  []string   `json:"forbidden,omitempty"` // what the term must not be translated as
	Inflection Inflection `json:"inflection,omitempty"`
}

// TermKind says what a term names.
type TermKind string

// The kinds of terms.
const (
	TermPerson       TermKind = "person"
	TermPlace        TermKind = "place"
	TermOrganisation TermKind = "organisation"
	TermExpression   TermKind = "expression"
)

// TermKinds returns all kinds.
func TermKinds() []TermKind {
	return []TermKind{TermPerson, TermPlace, TermOrganisation, TermExpression}
}

// TermStatus says whether a term is used.
type TermStatus string

// The statuses of terms: only approved ones are used.
const (
	TermApproved  TermStatus = "approved"
	TermCandidate TermStatus = "candidate"
	TermRejected  TermStatus = "rejected"
)

// TermStatuses returns all statuses.
func TermStatuses() []TermStatus { return []TermStatus{TermApproved, TermCandidate, TermRejected} }

// Inflection overrides how a form is inflected, which its ending says otherwise.
type Inflection string

// The inflections.
const (
	InflectByEnding  Inflection = ""
	InflectFixed     Inflection = "fixed"     // never changes
	InflectFeminine  Inflection = "feminine"  // a woman's name, a feminine noun
	InflectMasculine Inflection = "masculine" // a man's name, a masculine noun
)

// Form returns the form for a BCP 47 language: that of the very tag, else of its
// base language.
func (t Term) Form(lang string) (TermForm, bool) {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	best, found := TermForm{}, false
	for _, f := range t.Forms {
		if strings.EqualFold(f.Lang, lang) {
			return f, true
		}
		if b, _, _ := strings.Cut(strings.ToLower(f.Lang), "-"); b == base && !found {
			best, found = f, true
		}
	}
	return best, found
}

// The limits of a term's texts, which keep matching fast.
const (
	maxTermText  = 200 // bytes of a form
	maxTermForms = 300
	maxTermNote  = 4000
)

// Validate reports what is wrong with a term in an error that wraps ErrInvalid.
func (t Term) Validate() error {
	fail := func(format string, args ...any) error {
		return fmt.Errorf("term %q: %s: %w", t.name(), fmt.Sprintf(format, args...), ErrInvalid)
	}
	switch {
	case !slices.Contains(TermKinds(), t.Kind):
		return fail("unknown kind %q", t.Kind)
	case !slices.Contains(TermStatuses(), t.Status):
		return fail("unknown status %q", t.Status)
	case len(t.Forms) == 0:
		return fail("no form in any language")
	case len(t.Forms) > maxTermForms:
		return fail("%d forms", len(t.Forms))
	case len(t.Note) > maxTermNote:
		return fail("a note of %d bytes", len(t.Note))
	}
	langs := map[string]bool{}
	for _, f := range t.Forms {
		if f.Lang == "" || langs[f.Lang] {
			return fail("language %q is missing or twice", f.Lang)
		}
		langs[f.Lang] = true
		if !slices.Contains([]Inflection{InflectByEnding, InflectFixed, InflectFeminine, InflectMasculine}, f.Inflection) {
			return fail("unknown inflection %q", f.Inflection)
		}
		for _, text := range slices.Concat([]string{f.Text}, f.Variants, f.Forbidden) {
			if strings.TrimSpace(text) == "" || len(text) > maxTermText || strings.ContainsAny(text, "\n\r\t\x00") || text != strings.TrimSpace(text) {
				return fail("%q is no word or phrase", text)
			}
		}
		if slices.Contains(f.Forbidden, f.Text) {
			return fail("%q is forbidden and preferred", f.Text)
		}
	}
	return nil
}

func (t Term) name() string {
	if len(t.Forms) == 0 {
		return ""
	}
	return t.Forms[0].Text
}
