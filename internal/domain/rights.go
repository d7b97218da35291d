package domain

// Rights is what the signals of an article's publisher leave of what its source
// allows. They only ever tighten.
type Rights struct {
	Limit   SourceMode `json:"limit,omitempty"`   // the most that may be shown; empty when no signal limits it
	NoIndex bool       `json:"noindex,omitempty"` // search engines are to be told to pass
	Reasons []string   `json:"reasons,omitempty"` // the signals that said so, for people
}

// strictness orders the modes, the most open first.
var strictness = map[SourceMode]int{"": 0, ModeFull: 0, ModeExcerpt: 1, ModeHeadline: 2, ModeMonitor: 3}

// Tighter returns the mode that shows less of two; an empty one limits nothing.
func (m SourceMode) Tighter(other SourceMode) SourceMode {
	if m == "" || strictness[other] > strictness[m] {
		return other
	}
	return m
}
