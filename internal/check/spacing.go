package check

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dragoman-news/dragoman/internal/domain"
)

var (
	doubleSpace   = regexp.MustCompile(`[ \x{00a0}]{2,}`)
	spaceBefore   = regexp.MustCompile(`[\p{L}\p{N}»”)]( +)[,.;:!?،؛؟…]`)
	nothingAfter  = regexp.MustCompile(`\p{L}[,;!?،؛؟]\p{L}`)
	latinInArabic = regexp.MustCompile(`\p{Arabic} ?[,;?]`)
	frenchTight   = regexp.MustCompile(`\p{L}[;!?]|«[^\s\x{00a0}\x{202f}]|[^\s\x{00a0}\x{202f}]»`)
)

// spacing notes spaces and marks that are not as the target language writes
// them: two spaces, a space before a comma, none after, Latin commas in Arabic,
// French marks without their space, a Spanish question without its opening mark.
func (s *segment) spacing() {
	for _, m := range doubleSpace.FindAllStringIndex(s.Target, 1) {
		s.note(m[0], m[1], " ")
	}
	if s.c.to != "fr" { // French sets most marks off
		for _, m := range spaceBefore.FindAllStringSubmatchIndex(s.Target, -1) {
			if s.Target[m[1]-1] == '.' && m[1] < len(s.Target) && s.Target[m[1]] != ' ' { // " ..." and " .net"
				continue
			}
			fix := s.Target[m[3]:m[1]]
			if r, _ := utf8.DecodeRuneInString(s.Target[m[1]:]); unicode.IsLetter(r) {
				fix += " "
			}
			s.note(m[2], m[1], fix)
		}
	}
	for _, m := range nothingAfter.FindAllStringIndex(s.Target, -1) {
		_, last := utf8.DecodeLastRuneInString(s.Target[m[0]:m[1]])
		s.note(m[0], m[1], s.Target[m[0]:m[1]-last]+" "+s.Target[m[1]-last:m[1]])
	}
	switch s.c.to {
	case "ar":
		for _, m := range latinInArabic.FindAllStringIndex(s.Target, -1) {
			s.note(m[0], m[1], strings.NewReplacer(",", "،", ";", "؛", "?", "؟").Replace(s.Target[m[0]:m[1]]))
		}
	case "fr":
		for _, m := range frenchTight.FindAllStringIndex(s.Target, -1) {
			_, first := utf8.DecodeRuneInString(s.Target[m[0]:])
			s.note(m[0], m[1], s.Target[m[0]:m[0]+first]+"\u00a0"+s.Target[m[0]+first:m[1]])
		}
	case "es":
		if i := strings.Index(s.Target, "?"); i >= 0 && !strings.Contains(s.Target, "¿") {
			s.note(i, i+1, "¿…?").Fix = ""
		}
	}
}

// note reports s.Target[start:end], for which fix should stand.
func (s *segment) note(start, end int, fix string) *domain.Finding {
	r := domain.Range{Start: start, End: end}
	if overlaps(s.masked[1], r) {
		return new(domain.Finding)
	}
	f := s.report("spacing", domain.Range{}, r, in(s.Target, r), fix)
	f.Fix = fix
	return f
}
