package extract

import (
	"regexp"
	"strings"

	"github.com/dragoman-news/dragoman/internal/domain"
)

// datelinePattern matches what an agency's story begins with: the place in
// capitals (or any place with a date or an agency), then a dash. It stays part of the
// text, too.
var datelinePattern = regexp.MustCompile(
	`^((?:\p{Lu}[\p{Lu}\p{M}.'’/ -]{2,30}|\p{Lu}[\p{L}\p{M}.'’-]+(?: \p{Lu}[\p{L}\p{M}.'’-]+){0,2})(?:, ?\p{L}[\p{L}\p{M}. ]{1,30}\d{0,2}\.?){0,2})\s*(\((?:\p{L}|[ /&.])+\))?\s*(?:—|–|--| - |\.\s?—|\.\s?–)\s*`)

// dateline returns the place and date that the story's first paragraph begins
// with, without the agency, or "".
func dateline(d *domain.Document) string {
	for _, b := range d.Blocks {
		if b.Kind != domain.Paragraph {
			continue
		}
		m := datelinePattern.FindStringSubmatch(b.Text.Text)
		if m == nil {
			return ""
		}
		place := strings.TrimSpace(m[1])
		head, _, dated := strings.Cut(place, ",")
		withDay := dated && strings.ContainsAny(place, "0123456789")
		if head != strings.ToUpper(head) && m[2] == "" && !withDay {
			return ""
		}
		return place
	}
	return ""
}
