// Package check looks at translated segments and documents and reports what
// an editor should see. It compares what can be compared without
// understanding: numbers, money, names, quotation marks, addresses, scripts,
// lengths. It is blind to meaning: see docs/checks.md.
package check

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
	"github.com/dragoman-news/dragoman/internal/message"
	"github.com/dragoman-news/dragoman/internal/termbase"
)

// Config says what a Checker does.
type Config struct {
	From, To string                     // BCP 47 languages of the source and the target
	Severity map[string]domain.Severity // by rule, where not the rule's own
	Disabled []string                   // rules that report nothing
	Lang     string                     // BCP 47 language of the messages: English if "" or unknown to package message
	Terms    *termbase.Base             // what names and expressions must be called; nil checks no terms
}

// Adjust changes the severities of rules as settings say, each of them as
// RULE=block, warn, note or off. The last one of a rule counts. What makes no
// sense is domain.ErrInvalid.
func (c *Config) Adjust(settings ...string) error {
	severity := map[string]domain.Severity{}
	maps.Copy(severity, c.Severity)
	disabled := slices.Clone(c.Disabled)
	for _, setting := range settings {
		name, value, _ := strings.Cut(setting, "=")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		disabled = slices.DeleteFunc(disabled, func(d string) bool { return d == name })
		if value == "off" {
			disabled = append(disabled, name)
		} else {
			severity[name] = domain.Severity(value)
		}
	}
	c.Severity, c.Disabled = severity, disabled
	if _, err := New(*c); err != nil {
		return fmt.Errorf("%w (as in quotes=block, warn, note or off)", err)
	}
	return nil
}

// Pair is a segment and its translation, both plain text.
type Pair struct {
	Source, Target string
	// SourceSpans and TargetSpans mark inline markup, as in domain.Text. Only
	// links are looked at.
	SourceSpans, TargetSpans []domain.Span
	// Alignment says which words came from which, nil when unknown.
	Alignment *Alignment
	// Paragraph tells paragraphs apart for Document: neighbours with the same
	// number stand in one paragraph.
	Paragraph int
}

// Alignment is an engine's word alignment.
type Alignment struct {
	Source, Target []domain.Range // the tokens, in the texts of the pair
	Weights        [][]float32    // a row per target token: its share of each source token, between 0 and 1
}

// Checker checks translations from one language into another. It is safe for
// concurrent use.
type Checker struct {
	from, to string // base languages, such as "en"
	severity map[string]domain.Severity
	messages message.Messages
	glossary *termbase.Glossary // nil without terms
}

// New returns a Checker. An unknown rule or severity gives an error that wraps
// domain.ErrInvalid.
func New(cfg Config) (*Checker, error) {
	c := &Checker{from: base(cfg.From), to: base(cfg.To), severity: map[string]domain.Severity{}, messages: message.For(cfg.Lang)}
	for _, r := range rules {
		c.severity[r.Name] = r.Severity
	}
	if cfg.Terms != nil {
		c.glossary = cfg.Terms.Pair(cfg.From, cfg.To)
	}
	for name, severity := range cfg.Severity {
		if _, ok := c.severity[name]; !ok {
			return nil, fmt.Errorf("there is no rule %q: %w", name, domain.ErrInvalid)
		}
		switch severity {
		case domain.SeverityBlock, domain.SeverityWarn, domain.SeverityNote:
			c.severity[name] = severity
		default:
			return nil, fmt.Errorf("rule %s: unknown severity %q: %w", name, severity, domain.ErrInvalid)
		}
	}
	for _, name := range cfg.Disabled {
		if _, ok := c.severity[name]; !ok {
			return nil, fmt.Errorf("there is no rule %q: %w", name, domain.ErrInvalid)
		}
		c.severity[name] = ""
	}
	return c, nil
}

func base(language string) string {
	b, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(language, "_", "-")), "-")
	return b
}

// Segment returns what is wrong with one pair as far as the pair alone
// shows, in the order of the target.
func (c *Checker) Segment(p Pair) []domain.Finding {
	s := newSegment(c, p)
	findTerms([]*segment{s})
	if !s.unfit() {
		for _, look := range segmentChecks {
			look(s)
		}
		s.quotes()
	}
	return s.sorted()
}

// segmentChecks are all checks of a segment but that of its quotation marks,
// which Document looks at by paragraph.
var segmentChecks = []func(*segment){
	(*segment).numbers,
	(*segment).currencies,
	(*segment).names,
	(*segment).expected,
	(*segment).speakers,
	(*segment).addresses,
	(*segment).untranslated,
	(*segment).repetition,
	(*segment).characters,
	(*segment).questions,
	(*segment).negation,
	(*segment).length,
	(*segment).omission,
	(*segment).furniture,
	(*segment).chatter,
	(*segment).markup,
	(*segment).spacing,
}

// segment is a pair under inspection.
type segment struct {
	Pair
	c        *Checker
	source   words
	target   words
	masked   [2][]domain.Range // addresses in source and target, which other checks pass over
	terms    []termbase.Match  // of the checker's glossary, in the source
	known    map[string]bool   // surnames of the document, nil where there is only the segment
	findings []domain.Finding
}

func newSegment(c *Checker, p Pair) *segment {
	s := &segment{Pair: p, c: c}
	if s.long() {
		return s
	}
	s.source, s.target = wordsOf(p.Source), wordsOf(p.Target)
	for side, text := range [2]string{p.Source, p.Target} {
		for _, a := range addressesIn(text) {
			s.masked[side] = append(s.masked[side], a.at)
		}
	}
	return s
}

// report adds a finding unless its rule is disabled.
func (s *segment) report(rule string, source, target domain.Range, args ...string) *domain.Finding {
	severity := s.c.severity[rule]
	if severity == "" {
		return new(domain.Finding)
	}
	s.findings = append(s.findings, domain.Finding{
		Rule: rule, Severity: severity, Message: s.c.messages.Finding(rule, args), Args: args, Source: source, Target: target,
	})
	return &s.findings[len(s.findings)-1]
}

func (s *segment) sorted() []domain.Finding {
	slices.SortStableFunc(s.findings, func(a, b domain.Finding) int { return a.Target.Start - b.Target.Start })
	return s.findings
}

// unfit reports a source without a translation, and texts too long for a
// segment. Nothing else is said about such a pair, nor about one without a
// source.
func (s *segment) unfit() bool {
	switch {
	case strings.TrimSpace(s.Source) == "":
		return true
	case strings.TrimSpace(s.Target) == "":
		s.report("empty", whole(s.Source), domain.Range{})
		return true
	case s.long():
		s.report("unchecked", domain.Range{}, domain.Range{}, strconv.Itoa(max(len(s.Source), len(s.Target))))
		return true
	}
	return false
}

// longestSegment is how many bytes of text are checked as one segment: more is
// no sentence, and the time that some checks take grows with the square.
const longestSegment = 16 << 10

func (s *segment) long() bool { return max(len(s.Source), len(s.Target)) > longestSegment }

func whole(s string) domain.Range { return domain.Range{End: len(s)} }

func in(s string, r domain.Range) string { return s[r.Start:r.End] }

func overlaps(ranges []domain.Range, r domain.Range) bool {
	return slices.ContainsFunc(ranges, func(m domain.Range) bool { return r.Start < m.End && m.Start < r.End })
}
