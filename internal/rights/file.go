package rights

import (
	"fmt"
	"iter"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// Robots is what a site's robots.txt says about the use of its pages. Whether
// they may be fetched is another question, which package fetch answers.
type Robots struct {
	preferences []preference
	licences    []string // RSL
}

// maxLicences is how many licences of a site are told of each of its pages: one
// says it all.
const maxLicences = 10

// preference is a Content-Usage or Content-Signal line, confined to paths where
// it has a pattern.
type preference struct{ kind, pattern, value string }

// ParseRobots reads the lines of a robots.txt that state preferences: the
// Content-Usage and Content-Signal of the groups that name us, else of those
// for everybody, and License (RSL), which is for everybody. More than 1 MiB is
// domain.ErrInvalid.
func ParseRobots(text string) (Robots, error) {
	var r Robots
	if len(text) > maxFileBytes {
		return r, fmt.Errorf("read robots.txt: %d bytes, more than %d: %w", len(text), maxFileBytes, domain.ErrInvalid)
	}
	var ours, everybody []preference
	named := false               // a group names us
	forUs, forAll := false, true // whom the lines are for; those before any group are for everybody
	opening := false             // the line before named an agent, too
	for key, value := range fields(text) {
		kind := ""
		switch key {
		case "user-agent":
			if !opening {
				forUs, forAll, opening = false, false, true
			}
			name, _, _ := strings.Cut(strings.ToLower(value), "/")
			switch strings.TrimSpace(name) {
			case "*":
				forAll = true
			case agent:
				forUs, named = true, true
			}
			continue
		case "license":
			if len(r.licences) < maxLicences && value != "" {
				r.licences = append(r.licences, value)
			}
			continue
		case "content-usage":
			kind = KindRobotsUsage
		case "content-signal":
			kind = KindRobotsSignal
		}
		opening = false
		if kind == "" || value == "" {
			continue
		}
		p := preference{kind: kind, value: value}
		if strings.HasPrefix(value, "/") {
			p.pattern, p.value, _ = strings.Cut(value, " ")
		}
		if forUs {
			ours = append(ours, p)
		}
		if forAll {
			everybody = append(everybody, p)
		}
	}
	if r.preferences = everybody; named {
		r.preferences = ours
	}
	if len(r.preferences) > maxRules {
		return Robots{}, fmt.Errorf("read robots.txt: %d preferences, more than %d: %w", len(r.preferences), maxRules, domain.ErrInvalid)
	}
	return r, nil
}

// Signals returns what the file says of a page, by the path of its address with
// the query. Of preferences of one kind the one with the longest pattern counts;
// of those as long, all do (AIPREF attach, section 4).
func (r Robots) Signals(path string) []domain.LicenceSignal {
	var out []domain.LicenceSignal
	for _, kind := range []string{KindRobotsUsage, KindRobotsSignal} {
		longest := -1
		for _, p := range r.preferences {
			if p.kind == kind && len(p.pattern) > longest && matches(p.pattern, path) {
				longest = len(p.pattern)
			}
		}
		for _, p := range r.preferences {
			if p.kind == kind && len(p.pattern) == longest && matches(p.pattern, path) {
				out = append(out, domain.LicenceSignal{Kind: kind, Value: strings.TrimSpace(p.value)})
			}
		}
	}
	for _, l := range r.licences {
		out = append(out, domain.LicenceSignal{Kind: KindRobotsLicence, Value: l})
	}
	return out
}

// AIFile is a site's ai.txt: which of its files it closes to AI (Spawning's
// format, the syntax of robots.txt with patterns such as "*.html" and "/").
type AIFile struct{ rules []aiRule }

type aiRule struct {
	pattern string
	allow   bool
}

// ParseAIFile reads an ai.txt. More than 1 MiB is domain.ErrInvalid.
func ParseAIFile(text string) (AIFile, error) {
	var f AIFile
	if len(text) > maxFileBytes {
		return f, fmt.Errorf("read ai.txt: %d bytes, more than %d: %w", len(text), maxFileBytes, domain.ErrInvalid)
	}
	forUs, opening := true, false
	for key, value := range fields(text) {
		if key == "user-agent" {
			name := strings.ToLower(value)
			forUs = opening && forUs || name == "*" || name == agent
			opening = true
			continue
		}
		opening = false
		if forUs && value != "" && (key == "allow" || key == "disallow") {
			f.rules = append(f.rules, aiRule{value, key == "allow"})
		}
	}
	return f, nil
}

// Signals returns what the file says of a page, by the path of its address with
// the query. The longest pattern that matches decides, and of those as long an
// allowing one.
func (f AIFile) Signals(path string) []domain.LicenceSignal {
	var best *aiRule
	for i := range f.rules {
		r := &f.rules[i]
		if !matches(r.pattern, path) && !html(r.pattern, path) {
			continue
		}
		if best == nil || len(r.pattern) > len(best.pattern) || len(r.pattern) == len(best.pattern) && r.allow {
			best = r
		}
	}
	if best == nil || best.allow {
		return nil
	}
	return []domain.LicenceSignal{{Kind: KindAIFile, Value: "Disallow: " + best.pattern}}
}

// html reports whether a pattern for a type of file means pages of text and the
// path is such a page although its name doesn't say so.
func html(pattern, path string) bool {
	switch pattern {
	case "*.txt", "*.html", "*.htm", "*.php", "*.asp":
	default:
		return false
	}
	path, _, _ = strings.Cut(path, "?")
	return !strings.Contains(path[strings.LastIndexByte(path, '/')+1:], ".")
}

// fields yields the lines of a file in the syntax of robots.txt, keys in lower
// case, without comments.
func fields(text string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		text = strings.TrimPrefix(text, "\ufeff")
		for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
			line, _, _ = strings.Cut(line, "#")
			key, value, ok := strings.Cut(line, ":")
			if ok && !yield(strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)) {
				return
			}
		}
	}
}
