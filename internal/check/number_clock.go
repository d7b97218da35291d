package check

import (
	"math"
	"strings"
)

// clock reports whether a and b are the same hour of a 12-hour and a 24-hour
// clock, with a sign in either text that they are hours, and the minutes of
// a time with a point are in the other text, too.
func clock(a, b figure, source, target []figure) bool {
	v, w := a.hour(), b.hour()
	if v > 24 || w > 24 || math.Abs(v-w) != 12 {
		return false
	}
	if !a.hourly && !b.hourly {
		return false
	}
	return a.minutesIn(target) && b.minutesIn(source)
}

// hour is the hour of a time with a point, as in "5.35pm", else the value.
func (f figure) hour() float64 {
	if f.timed() {
		return f.Parts[0].Values[0]
	}
	return f.Values[0]
}

func (f figure) timed() bool {
	return len(f.Parts) == 2 && splits(f.Number) && f.Parts[1].Values[0] < 60
}

func (f figure) minutesIn(others []figure) bool {
	return !f.timed() || f.Parts[1].Values[0] == 0 || stated(f.Parts[1], others)
}

// hourMarks are what follows an hour, by language; a star stands for any ending.
var hourMarks = map[string][]string{
	"en": {"am", "pm", "a.m", "p.m", "a. m", "p. m", "o'clock", "o’clock"},
	"de": {"uhr"},
	"fr": {"h", "heure*"},
	"es": {"h", "a. m", "p. m", "de la*", "hora*"},
	"pt": {"h", "hora*", "da manhã", "da tarde", "da noite"},
	"ca": {"h", "hora", "hores", "del*", "de la*"},
	"ru": {"час*", "дня", "утра", "вечера", "ночи"},
	"uk": {"годин*", "дня", "ранку", "вечора", "ночі"},
	"ar": {"مساء*", "صباح*", "ظهر*", "بعد*"},
}

// hourMark reports whether a text goes on after a number as after an hour.
func hourMark(after, language string) bool {
	if strings.HasPrefix(after, ":") {
		return true
	}
	after = strings.ToLower(strings.TrimLeft(after, " .\u00a0\u202f"))
	for _, mark := range hourMarks[language] {
		stem, open := strings.CutSuffix(mark, "*")
		if rest, ok := strings.CutPrefix(after, stem); ok && (open || !hasLetter(firstRune(rest))) {
			return true
		}
	}
	return false
}

// minutes reports whether a number at start stands after an hour.
func minutes(text string, start int) bool {
	before := strings.TrimRight(text[:start], " \u00a0\u202f")
	return strings.HasSuffix(before, ":") || strings.HasSuffix(before, "h") || strings.HasSuffix(before, ".")
}
