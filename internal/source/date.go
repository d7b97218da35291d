package source

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// date is a point in time as a feed wrote it.
type date struct {
	t    time.Time
	zone bool // a zone that we know was given; else UTC is assumed
}

// The years that dates of news may have; others are a program's zero or mistake.
const (
	firstYear = 1990
	lastYear  = 2100
)

// parseDate reads a date in any of the forms that feeds use: RFC 822 and 3339
// and their many misspellings, W3CDTF, asctime, Unix seconds, national forms
// with the name of the month. A date of numbers whose day and month can't be
// told apart is not read.
func parseDate(s string) (date, bool) {
	if len(s) > 300 {
		return date{}, false
	}
	s = normalDate(s)
	if s == "" {
		return date{}, false
	}
	for _, read := range []func(string) (date, bool){plainDate, unixDate, isoDate, numberDate, nameDate} {
		if d, ok := read(s); ok {
			return d, true
		}
	}
	return date{}, false
}

// cjkDate joins the parts of 2026年11月23日 and 2026년 11월 23일.
var cjkDate = regexp.MustCompile(`^(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]`)

// levantine replaces the Arabic names of months that are two words.
var levantine = strings.NewReplacer("كانون الثاني", "يناير", "كانون الأول", "ديسمبر", "تشرين الأول", "أكتوبر", "تشرين الثاني", "نوفمبر")

// normalDate makes white space single, digits ASCII and removes comments.
func normalDate(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case '٠' <= r && r <= '٩':
			return '0' + r - '٠'
		case '۰' <= r && r <= '۹':
			return '0' + r - '۰'
		case '０' <= r && r <= '９':
			return '0' + r - '０'
		case r == '，' || r == '،':
			return ','
		case r == '−' || r == '–':
			return '-'
		case r == '：':
			return ':'
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r): // marks of direction
			return -1
		default:
			return r
		}
	}, s)
	if i := strings.LastIndexByte(s, '('); i > 0 {
		s = s[:i]
	}
	s = strings.Join(strings.Fields(s), " ")
	s = levantine.Replace(s)
	return cjkDate.ReplaceAllString(s, "$1-$2-$3 ")
}

// plainDate reads the two forms that most feeds use as they should.
func plainDate(s string) (date, bool) {
	layout := "Mon, 2 Jan 2006 15:04:05 -0700"
	switch {
	case strings.HasSuffix(s, " GMT"): // other names of zones mean nothing to the time package
		layout = "Mon, 2 Jan 2006 15:04:05 GMT"
	case strings.Contains(s, "T"):
		layout = time.RFC3339
	}
	t, err := time.Parse(layout, s)
	if err != nil {
		return date{}, false
	}
	return checked(t, true)
}

// unixDate reads seconds or milliseconds since 1970, and 20261123100000.
func unixDate(s string) (date, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 {
		return date{}, false
	}
	switch len(s) {
	case 9, 10:
		return checked(time.Unix(n, 0).UTC(), true)
	case 13:
		return checked(time.UnixMilli(n).UTC(), true)
	case 14:
		t, err := time.Parse("20060102150405", s)
		return checkedIf(err == nil, t)
	case 8:
		t, err := time.Parse("20060102", s)
		return checkedIf(err == nil, t)
	default:
		return date{}, false
	}
}

func checkedIf(ok bool, t time.Time) (date, bool) {
	if !ok {
		return date{}, false
	}
	return checked(t, false)
}

func checked(t time.Time, zone bool) (date, bool) {
	if y := t.Year(); y < firstYear || y > lastYear {
		return date{}, false
	}
	return date{t: t, zone: zone}, true
}

// isoForm is RFC 3339 and W3CDTF with anything between date and time, and
// 20261123T1000.
var isoForm = regexp.MustCompile(`^[+]?(\d{4})(?:([-/.])(\d{1,2})[-/.](\d{1,2})|(\d{2})(\d{2})T)\.?(.*)$`)

func isoDate(s string) (date, bool) {
	m := isoForm.FindStringSubmatch(s)
	if m == nil {
		return date{}, false
	}
	month, day, rest := m[3], m[4], m[7]
	if m[2] == "" {
		month, day = m[5], m[6]
		rest = compactTime.ReplaceAllString(rest, "$1:$2:0$3$4")
	}
	p := parts{year: number(m[1]), month: number(month), day: number(day)}
	if d, afterwards := p.month, p.day; d > 12 && afterwards <= 12 { // 2026-23-11
		p.month, p.day = afterwards, d
	}
	return p.withTime(strings.TrimLeft(rest, "Tt ,_-"))
}

// compactTime is 1000, 100000 or 100000Z.
var compactTime = regexp.MustCompile(`^(\d{2})(\d{2})(\d{2})?(.*)$`)

// numberForm is 23.11.2026, 23/11/2026 and 11/23/2026.
var numberForm = regexp.MustCompile(`^(?:\pL+\.?,? )?(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})(.*)$`)

func numberDate(s string) (date, bool) {
	m := numberForm.FindStringSubmatch(s)
	if m == nil {
		return date{}, false
	}
	first, second := number(m[1]), number(m[3])
	p := parts{year: number(m[4]), day: first, month: second}
	switch {
	case second > 12:
		p.day, p.month = second, first
	case m[2] == "/" && first <= 12 && first != second:
		return date{}, false // Americans and Europeans read it differently
	}
	return p.withTime(strings.TrimLeft(m[5], "Tt ,-"))
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// words splits a date with a month's name. "23-Nov-2026" has three words,
// "+02:00" and "GMT+2" have one.
var words = regexp.MustCompile(`(?:GMT|UTC)[+-]\d[\d:]*|[+-]?\d[\d:.]*|\pL[\pL\pM.'’]*`)

// nameDate reads dates with the name of a month, in whatever order.
func nameDate(s string) (date, bool) {
	var p parts
	rest := ""
	for _, at := range words.FindAllStringIndex(s, -1) {
		w := s[at[0]:at[1]]
		if strings.Contains(w, ":") && p.day > 0 && p.month > 0 && p.year > 0 && !strings.ContainsAny(w, "+") {
			rest = s[at[0]:]
			break
		}
		p.word(w)
	}
	if p.month == 0 || p.day == 0 || p.year == 0 {
		return date{}, false
	}
	if rest == "" {
		rest = p.clock + " " + strings.Join(p.others, " ")
	}
	return p.withTime(rest)
}

// parts are what was found of a date.
type parts struct {
	year, month, day int
	clock            string   // a time that came before the year
	others           []string // words that may be a zone
}

func (p *parts) word(w string) {
	digits := strings.TrimSuffix(strings.TrimPrefix(w, "-"), ".")
	switch {
	case strings.Contains(w, ":"):
		if p.clock == "" {
			p.clock = w
		} else {
			p.others = append(p.others, w)
		}
	case isNumber(digits) && (len(digits) == 4 && p.year == 0 || p.day > 0 && p.year == 0 && len(digits) == 2):
		if p.year = number(digits); len(digits) == 2 {
			p.year = fullYear(p.year)
		}
	case isNumber(digits) && p.day == 0 && len(digits) <= 2:
		p.day = number(digits)
	case p.month == 0 && monthOf(w) > 0:
		p.month = monthOf(w)
	default:
		p.others = append(p.others, w)
	}
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// fullYear completes a year of two digits as POSIX does.
func fullYear(y int) int {
	if y < 69 {
		return 2000 + y
	}
	return 1900 + y
}

var clockForm = regexp.MustCompile(`^(\pL*?\.?)\s*(\d{1,2})[:.h](\d{2})(?::(\d{1,2})(?:[.,]\d+)?)?\s*(.*)$`)

// fraction finds the decimals of a second.
var fraction = regexp.MustCompile(`^[^:]*:\d{2}:\d{1,2}[.,](\d{1,9})`)

// withTime completes a date with what follows it: a time, half of the day,
// zone, in this order; all may be missing.
func (p parts) withTime(rest string) (date, bool) {
	if p.month < 1 || p.month > 12 || p.day < 1 || p.day > daysIn(p.year, p.month) {
		return date{}, false
	}
	hour, minute, second, nano := 0, 0, 0, 0
	m := clockForm.FindStringSubmatch(strings.TrimSpace(rest))
	if m == nil {
		loc, _ := zoneOf(strings.Fields(rest))
		t := time.Date(p.year, time.Month(p.month), p.day, 0, 0, 0, 0, loc)
		return checked(t, strings.TrimSpace(rest) == "") // a day has no zone to miss
	}
	hour, minute = number(m[2]), number(m[3])
	if m[4] != "" {
		second = number(m[4])
	}
	if f := fraction.FindStringSubmatch(rest); f != nil {
		nano = number((f[1] + "000000000")[:9])
	}
	after := strings.Fields(strings.NewReplacer("Uhr", " ", "г.", " ").Replace(m[5]))
	hour, after = halfDay(hour, m[1], after)
	if hour < 0 || hour > 24 || minute > 59 || second > 60 || hour == 24 && minute+second > 0 {
		return date{}, false
	}
	loc, known := zoneOf(after)
	return checked(time.Date(p.year, time.Month(p.month), p.day, hour, minute, min(second, 59), nano, loc), known)
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// halfDay applies "am" or "pm", which stands before or after the time, and
// returns the hour, and the words after the time without it. The hour is -1
// when the two don't go together.
func halfDay(hour int, before string, after []string) (int, []string) {
	half := strings.ToLower(strings.ReplaceAll(before, ".", ""))
	if half == "" && len(after) > 0 {
		half = strings.ToLower(strings.ReplaceAll(after[0], ".", ""))
	}
	switch half {
	case "am", "上午", "午前", "오전", "ص", "صباحا", "صباحاً":
		if hour == 12 {
			hour = 0
		}
	case "pm", "下午", "午後", "오후", "م", "مساء", "مساءً":
		if hour < 12 {
			hour += 12
		}
	default:
		return hour, after
	}
	if before == "" {
		after = after[1:]
	}
	return hour, after
}

// offsetForm is +0200, +02:00, -5, UTC+3 and GMT+0200.
var offsetForm = regexp.MustCompile(`^(?:UTC|GMT|Z)?([+-])(\d{1,2}):?(\d{2})?(?::?00)?$`)

// zoneOf returns the zone that one of the words names, else UTC.
func zoneOf(words []string) (loc *time.Location, known bool) {
	for _, w := range words {
		w = strings.ToUpper(strings.Trim(w, ".,;[]"))
		if m := offsetForm.FindStringSubmatch(w); m != nil {
			minutes := number(m[2]) * 60
			if m[3] != "" {
				minutes += number(m[3])
			}
			if minutes > 14*60 {
				continue
			}
			if m[1] == "-" {
				minutes = -minutes
			}
			if minutes == 0 {
				return time.UTC, true
			}
			return time.FixedZone("", minutes*60), true
		}
		if minutes, ok := zoneMinutes(w); ok {
			if minutes == 0 {
				return time.UTC, true
			}
			return time.FixedZone(w, minutes*60), true
		}
	}
	return time.UTC, false
}
