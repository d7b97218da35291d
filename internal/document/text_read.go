package document

import (
	"regexp"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// The widths by which FromText tells how a text's lines are meant.
const (
	longLine    = 100 // columns from which a line is a paragraph by itself
	narrowProse = 30  // columns below which lines are verse or an address, however full
)

// FromText reads plain text. A blank line ends a paragraph. Within one, lines
// that were broken to fit a width are joined, long ones are paragraphs of
// their own, and short ones (verse, addresses) keep their breaks. Lines that
// all start with a bullet or a number are a list; a line underlined with = or - is a heading.
func FromText(s string) domain.Document {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n\n", "\u2029", "\n\n").Replace(strings.ToValidUTF8(s, "\ufffd"))
	var blocks []domain.Block
	var lines []string
	end := func() {
		blocks = append(blocks, textBlocks(lines)...)
		lines = lines[:0]
	}
	for line := range strings.SplitSeq(s, "\n") {
		if !shows(line) {
			end()
			continue
		}
		lines = append(lines, line)
	}
	end()
	return Normalize(domain.Document{Blocks: blocks})
}

var (
	bullet   = regexp.MustCompile(`^\s{0,8}[-*•·–—‣◦]\s+(.*)$`)
	numbered = regexp.MustCompile(`^\s{0,8}\d{1,3}[.)]\s+(.*)$`)
	rule     = regexp.MustCompile(`^\s*(?:={3,}|-{3,})\s*$`)
	breaks   = regexp.MustCompile(`^\s*(?:[-*_]\s*){3,}$`)
)

// textBlocks makes blocks of the lines between two blank ones.
func textBlocks(lines []string) []domain.Block {
	switch {
	case len(lines) == 0:
		return nil
	case len(lines) == 1 && breaks.MatchString(lines[0]):
		return []domain.Block{{Kind: domain.Separator}}
	case len(lines) == 2 && rule.MatchString(lines[1]) && !bullet.MatchString(lines[0]):
		level := 2
		if strings.Contains(lines[1], "-") {
			level = 3
		}
		return []domain.Block{{Kind: domain.Heading, Level: level, Text: domain.PlainText(lines[0])}}
	}
	if items := listItems(lines, bullet); items != nil {
		return []domain.Block{{Kind: domain.List, Items: items}}
	}
	if items := listItems(lines, numbered); len(items) > 1 { // a single one may be a date or a numbered heading
		return []domain.Block{{Kind: domain.List, Ordered: true, Items: items}}
	}
	return proseBlocks(lines)
}

// listItems returns the items of lines that start with marker or continue
// the line before with an indent, or nil when the lines are no list. A dash
// before a single line of speech is no bullet.
func listItems(lines []string, marker *regexp.Regexp) [][]domain.Block {
	var items []string
	for _, l := range lines {
		switch m := marker.FindStringSubmatch(l); {
		case m != nil:
			items = append(items, m[1])
		case len(items) > 0 && strings.HasPrefix(l, " "):
			items[len(items)-1] += " " + strings.TrimSpace(l)
		default:
			return nil
		}
	}
	if dash := strings.TrimSpace(lines[0]); len(items) == 1 && (strings.HasPrefix(dash, "—") || strings.HasPrefix(dash, "–")) {
		return nil
	}
	out := make([][]domain.Block, len(items))
	for i, item := range items {
		out[i] = []domain.Block{{Kind: domain.Paragraph, Text: domain.PlainText(item)}}
	}
	return out
}

func proseBlocks(lines []string) []domain.Block {
	widest := 0
	for _, l := range lines {
		widest = max(widest, displayWidth(strings.TrimSpace(l)))
	}
	between := "\n"
	switch {
	case widest > longLine:
		between = "\n\n"
	case widest >= narrowProse && filled(lines, widest):
		between = string(segmentBreak)
	}
	return []domain.Block{{Kind: domain.Paragraph, Text: domain.PlainText(strings.Join(lines, between))}}
}

// filled reports whether every line is so full that the next one's first word
// would have made it wider than the widest: a machine or a careful hand broke them.
func filled(lines []string, widest int) bool {
	for i, l := range lines[:len(lines)-1] {
		word, _, _ := strings.Cut(strings.TrimSpace(lines[i+1]), " ")
		if displayWidth(strings.TrimSpace(l))+1+displayWidth(word) <= widest {
			return false
		}
	}
	return true
}
