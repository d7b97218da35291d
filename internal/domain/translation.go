package domain

import "slices"

// Translation is an article in another language, with the segments that it
// was made of.
type Translation struct {
	From     string    `json:"from"`  // BCP 47
	To       string    `json:"to"`    // BCP 47
	Chain    []Step    `json:"chain"` // the engines that were used, in order; two when pivoted
	Article  Article   `json:"article"`
	Segments []Segment `json:"segments"`
}

// Step is one engine's part in a translation.
type Step struct {
	Engine string `json:"engine"` // such as "bergamot"
	Model  string `json:"model"`  // the model and its version, as the engine names it
	From   string `json:"from"`
	To     string `json:"to"`
	// Second says that the step is of no chain: it translated segments again that
	// were doubtful, and some of its translations were better.
	Second bool `json:"second,omitempty"`
}

// Segment is a sentence (or heading, caption, cell) as the unit of
// translation. Field and Part say where it stands; the ranges are byte
// offsets into that text in the source article and in its translation.
type Segment struct {
	Field    string    `json:"field"`          // "headline", "standfirst", "dateline", "lead.caption", "lead.alt", "document" or "document.alt"
	Part     int       `json:"part,omitempty"` // for "document" and "document.alt": the index in Document.Texts
	Source   Range     `json:"source"`
	Target   Range     `json:"target"`
	LogProb  float64   `json:"logprob,omitempty"` // mean per token, natural logarithm; 0 when the engine gives none
	Findings []Finding `json:"findings,omitempty"`
	Memory   *Recall   `json:"memory,omitempty"` // where the target comes from the memory
	// Alignment is what the engine says of the origin of tokens: the start and
	// end of one in the segment's source and of one in its target, in bytes from
	// where the segment begins. A token of the source that came to nothing has an
	// empty target. It is nil where the engine says nothing, and not kept.
	Alignment [][4]int `json:"-"`
}

// Recall says which pair of the memory a segment's target is from.
type Recall struct {
	Pair int64 `json:"pair"`
	// Adapted says that numbers or names in it were exchanged, so that nobody has
	// approved it word for word.
	Adapted bool `json:"adapted,omitempty"`
}

// Range is the bytes [Start, End) of a text.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Severity says what a finding means for publishing.
type Severity string

// The severities, gravest first.
const (
	SeverityBlock Severity = "block" // not publishable without a person
	SeverityWarn  Severity = "warn"  // shown to editors and marked for readers
	SeverityNote  Severity = "note"  // for the record
)

// Finding is something that a check saw in a segment.
type Finding struct {
	Rule     string   `json:"rule"` // such as "mask-lost"
	Severity Severity `json:"severity"`
	Message  string   `json:"message"`        // a sentence that says what is wrong
	Args     []string `json:"args,omitempty"` // what the rule's message names, for saying it in another language
	Source   Range    `json:"source"`         // within the segment's text; empty when it has no place
	Target   Range    `json:"target"`
	Fix      string   `json:"fix,omitempty"` // what to put in the place of Target, where that is known
}

// Doubtful reports whether readers are told of the finding.
func (f Finding) Doubtful() bool { return f.Severity != SeverityNote }

// Doubtful reports whether the segment has findings that readers are told of.
func (s Segment) Doubtful() bool { return slices.ContainsFunc(s.Findings, Finding.Doubtful) }

// Doubtful reports whether findings that readers are told of are in a field,
// as Segment names it.
func (t Translation) Doubtful(field string) bool {
	return slices.ContainsFunc(t.Segments, func(s Segment) bool { return s.Field == field && s.Doubtful() })
}

// Confidence is the mean log-probability of the segments' tokens, natural
// logarithm; 0 where the engines give none. The lower, the less sure they were.
// It is good for deciding what a person reads first, and for nothing else.
func (t Translation) Confidence() float64 {
	sum, n := 0.0, 0
	for _, s := range t.Segments {
		if s.LogProb != 0 {
			sum, n = sum+s.LogProb, n+1
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// HumanEngine is the engine that a chain names where a person translated; the
// step's model is the person's name.
const HumanEngine = "human"

// Translator returns the name of the person who translated, "" where none did or it isn't known.
func (t Translation) Translator() string {
	for _, s := range t.Chain {
		if s.Engine == HumanEngine && s.Model != "" {
			return s.Model
		}
	}
	return ""
}

// Human reports whether a person translated all of it.
func (t Translation) Human() bool {
	for _, s := range t.Chain {
		if s.Engine != HumanEngine {
			return false
		}
	}
	return len(t.Chain) > 0
}
