package extract

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed furniture.txt
var furnitureTable string

// lexicon is furniture.txt made ready for matching. All phrases are in normal
// form.
type lexicon struct {
	labels  map[string]bool
	leads   map[string]bool // of up to maxLeadWords words
	phrases []string        // with a space on either side where the script has spaces
	notices []string
	verbs   map[string][]string // the languages of each
	things  map[string][]string // by language; those of anyLanguage go with all verbs
	zhLeads []string
}

const maxLeadWords = 5

var furniture = sync.OnceValue(func() *lexicon {
	l := &lexicon{labels: map[string]bool{}, leads: map[string]bool{}, verbs: map[string][]string{}, things: map[string][]string{}}
	for line := range strings.Lines(furnitureTable) {
		fields := strings.SplitN(strings.TrimSpace(line), " ", 3)
		if len(fields) < 3 || fields[0] == "#" {
			continue
		}
		phrase := normal(fields[2])
		switch fields[0] {
		case "label":
			l.labels[phrase] = true
		case "lead":
			l.leads[phrase] = true
			if fields[1] == "zh" {
				l.zhLeads = append(l.zhLeads, phrase)
			}
		case "phrase":
			l.phrases = append(l.phrases, bounded(phrase))
		case "notice":
			l.notices = append(l.notices, bounded(phrase))
		case "verb":
			l.verbs[phrase] = append(l.verbs[phrase], fields[1])
		case "thing":
			l.things[fields[1]] = append(l.things[fields[1]], bounded(phrase))
		}
	}
	return l
})

// bounded puts spaces around text so that only whole words match, unless its
// script has no spaces.
func bounded(s string) string {
	if strings.IndexFunc(s, ideographic) >= 0 {
		return s
	}
	return " " + s + " "
}

// The longest units that the rules apply to, in runes: what is longer tells a
// story even where it mentions a newsletter.
const (
	maxLead      = 220
	maxPhrase    = 330
	maxNotice    = 1500
	maxPromotion = 330
	verbWords    = 5 // among so many first words of a sentence stands the imperative
)

// isLabel reports a unit that only heads furniture ("Related:", "Share", "Comments (12)").
func (l *lexicon) isLabel(u *unit) bool {
	if u.size > 60 {
		return false
	}
	words := strings.TrimRight(normal(u.text), " 0123456789")
	return words == "" || l.labels[words]
}

// leads reports a unit that begins as a pointer to another story does.
func (l *lexicon) leadsAway(u *unit) bool {
	if u.size > maxLead {
		return false
	}
	text := strings.TrimLeft(u.text, " >»→•*-–—|▶►■[(\"“")
	words := strings.Fields(normal(text))
	mostlyLink := u.linkDensity() > 0.3
	if u.linked > 0 && u.size <= maxLead && strings.IndexAny(u.text, "»►▶→➡👉") == 0 || strings.HasPrefix(u.text, ">>") && u.linked > 0 {
		return true
	}
	for n := min(maxLeadWords, len(words)); n > 0; n-- {
		lead := strings.Join(words[:n], " ")
		if l.leads[lead] && (mostlyLink || colonAfter(text, n) || strings.HasSuffix(text, ":") && u.size < 100) {
			return true
		}
	}
	for _, lead := range l.zhLeads {
		if rest, ok := strings.CutPrefix(text, lead); ok && (mostlyLink || strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, ":")) {
			return true
		}
	}
	return false
}

// colonAfter reports whether a colon ends the first n words.
func colonAfter(text string, n int) bool {
	colon := strings.IndexAny(text, ":：")
	return colon > 0 && len(strings.Fields(normal(text[:colon]))) == n
}

// promotes reports a unit that asks for a subscription, a follower or a
// consent, or that is a legal notice.
func (l *lexicon) promotes(u *unit) bool {
	if u.size > maxNotice {
		return false
	}
	text := " " + normal(u.text) + " "
	for _, notice := range l.notices {
		if strings.Contains(text, notice) {
			return true
		}
	}
	if u.size > maxPromotion {
		return false
	}
	if u.size <= maxPhrase {
		for _, phrase := range l.phrases {
			if strings.Contains(text, phrase) {
				return true
			}
		}
	}
	if strings.ContainsAny(firstRune(u.text), "“„«\"‘") { // somebody says so
		return false
	}
	for sentence := range strings.FieldsFuncSeq(u.text, func(r rune) bool { return strings.ContainsRune(".!?:…|»", r) }) {
		if l.invites(normal(sentence)) {
			return true
		}
	}
	return false
}

// anyLanguage stands in furniture.txt for names that all languages use.
const anyLanguage = "xx"

// invites reports whether a sentence begins with one of the imperatives of
// promotion and names what is promoted in the same language.
func (l *lexicon) invites(sentence string) bool {
	for i, word := range strings.Fields(sentence) {
		if i == verbWords {
			break
		}
		for _, lang := range l.verbs[word] {
			for _, thing := range slices.Concat(l.things[lang], l.things[anyLanguage]) {
				if strings.Contains(" "+sentence+" ", thing) {
					return true
				}
			}
		}
	}
	return false
}

func firstRune(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size]
}

// isCopyright reports a copyright line.
func isCopyright(u *unit) bool {
	if u.size > 200 {
		return false
	}
	text := strings.ToLower(u.text)
	return strings.HasPrefix(text, "©") || strings.HasPrefix(text, "copyright") || strings.HasPrefix(text, "(c) ") ||
		strings.HasPrefix(text, "&copy")
}
