package translate

import (
	"regexp"
	"strings"
	"sync"
)

// degreePattern finds temperatures that are spelt out, in any of the languages that
// models for news write them in. Its groups are the last digit and the scale's name.
var degreePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(\d)[ \x{a0}](?:градус|degree|grado|grau|gradi|grad|degré)\p{L}*[ \x{a0}](?:(?:по|за|de|di)[ \x{a0}])?` +
		`(фаренгейт|цельсі|цельси|fahrenheit|celsius|cent[ií]grad)\p{L}*`)
})

// degreeEdits returns the edits that write temperatures with a sign again, where the
// segment does: 28°F.
func degreeEdits(segment, text string) []edit {
	if !strings.Contains(segment, "°C") && !strings.Contains(segment, "°F") {
		return nil
	}
	var edits []edit
	for _, m := range degreePattern().FindAllStringSubmatchIndex(text, -1) {
		scale := "°C"
		if name := strings.ToLower(text[m[4]:m[5]]); strings.HasPrefix(name, "f") || strings.HasPrefix(name, "ф") {
			scale = "°F"
		}
		if strings.Contains(segment, scale) {
			edits = append(edits, edit{m[3], m[1], scale})
		}
	}
	return edits
}
