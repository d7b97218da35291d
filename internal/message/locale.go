package message

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/language"
)

//go:generate go run ./cldrgen

//go:embed locale_cldr.json.zst
var localeData []byte

// Locale is how dates, times and numbers are written in a language and
// region, after the Unicode CLDR. The zero value is not usable: see LocaleOf.
type Locale struct{ *locale }

// locale is what cldrgen keeps of the CLDR. Formats are date patterns of
// UTS #35 with the fields EEEE, ccc, d, M, L, y, h, H, m and a.
type locale struct {
	Months      []string `json:"months"`       // within a date
	MonthsAlone []string `json:"months_alone"` // where they differ
	Days        []string `json:"days"`         // from Sunday
	DaysShort   []string `json:"days_short"`
	Periods     []string `json:"periods"` // before and after noon, where the time has them
	Full        string   `json:"full"`
	Long        string   `json:"long"`
	DayMonth    string   `json:"day_month"`
	MonthYear   string   `json:"month_year"`
	Time        string   `json:"time"`
	DateTime    string   `json:"date_time"` // {1} the date, {0} the time
	Digits      string   `json:"digits"`    // the zero of the numbering system; empty for 0
	Group       string   `json:"group"`     // between thousands
}

// locales unpacks the embedded file once. It is part of the program and
// tested with it, so that a bad one is a programming error.
var locales = sync.OnceValue(func() map[string]*locale {
	unpacker, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		panic(err)
	}
	defer unpacker.Close()
	text, err := unpacker.DecodeAll(localeData, nil)
	if err != nil {
		panic(fmt.Errorf("locales: %w", err))
	}
	var out map[string]*locale
	if err := json.Unmarshal(text, &out); err != nil {
		panic(fmt.Errorf("locales: %w", err))
	}
	return out
})

// LocaleOf returns the locale of a BCP 47 tag: the most exact one that is
// known, English where there is none.
func LocaleOf(tag string) Locale {
	known := locales()
	parsed := language.Make(tag)
	base, script, region := parsed.Raw()
	for _, name := range []string{
		base.String() + "-" + script.String() + "-" + region.String(),
		base.String() + "-" + region.String(),
		base.String() + "-" + script.String(),
		base.String(),
	} {
		if l, ok := known[name]; ok {
			return Locale{l}
		}
	}
	return Locale{known["en"]}
}

// Number writes a number that counts something.
func (l Locale) Number(n int) string {
	text := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, text = "−", text[1:]
	}
	var groups []string
	for len(text) > 3 && l.Group != "" {
		groups = append([]string{text[len(text)-3:]}, groups...)
		text = text[:len(text)-3]
	}
	if len(groups) == 1 && len(text) == 1 { // four digits need no separator in any press style
		return l.Numerals(sign + text + groups[0])
	}
	return l.Numerals(sign + strings.Join(append([]string{text}, groups...), l.Group))
}

// Numerals writes the digits of a text as the locale does.
func (l Locale) Numerals(s string) string {
	if l.Digits == "" {
		return s
	}
	zero := []rune(l.Digits)[0]
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return zero + r - '0'
		}
		return r
	}, s)
}

// Weekday writes a date with its day of the week, as it stands alone.
func (l Locale) Weekday(t time.Time) string { return capital(l.format(l.Full, t)) }

// Date writes a date.
func (l Locale) Date(t time.Time) string { return l.format(l.Long, t) }

// DayOfMonth writes a date without its year.
func (l Locale) DayOfMonth(t time.Time) string { return l.format(l.DayMonth, t) }

// Month writes a month and its year, as they stand alone.
func (l Locale) Month(t time.Time) string { return capital(l.format(l.MonthYear, t)) }

// capital begins a text with a capital letter, as a heading does in every
// script that has them.
func capital(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToTitle(r)) + text[n:]
}

// Clock writes a time of day.
func (l Locale) Clock(t time.Time) string { return l.format(l.Time, t) }

// Moment writes a date and a time of day.
func (l Locale) Moment(t time.Time) string {
	return strings.NewReplacer("{1}", l.Date(t), "{0}", l.Clock(t), "'", "").Replace(l.DateTime)
}

// Zone writes a time's distance from UTC, such as "UTC+3".
func (l Locale) Zone(t time.Time) string { return l.Numerals(zone(t)) }

// format fills in a pattern. Text between apostrophes stands for itself.
func (l Locale) format(pattern string, t time.Time) string {
	var out strings.Builder
	for i := 0; i < len(pattern); {
		c := pattern[i]
		n := 1
		switch {
		case c == '\'':
			end := strings.IndexByte(pattern[i+1:], '\'')
			if end < 0 {
				end = len(pattern) - i - 1
			}
			if end == 0 {
				out.WriteByte('\'')
			}
			out.WriteString(pattern[i+1 : i+1+end])
			n = min(end+2, len(pattern)-i)
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			for i+n < len(pattern) && pattern[i+n] == c {
				n++
			}
			out.WriteString(l.field(c, n, t))
		default:
			out.WriteByte(c)
		}
		i += n
	}
	return strings.ReplaceAll(out.String(), "\u202f", "\u00a0") // few fonts have the narrow one
}

// field writes one field of a pattern, whose letter stands there n times.
func (l Locale) field(letter byte, n int, t time.Time) string {
	number := func(v int) string { return l.Numerals(fmt.Sprintf("%0*d", min(n, 2), v)) }
	switch letter {
	case 'E', 'c':
		if n == 4 {
			return l.Days[t.Weekday()]
		}
		return l.DaysShort[t.Weekday()]
	case 'd':
		return number(t.Day())
	case 'M', 'L':
		switch {
		case n < 3:
			return number(int(t.Month()))
		case letter == 'L' && len(l.MonthsAlone) > 0:
			return l.MonthsAlone[t.Month()-1]
		}
		return l.Months[t.Month()-1]
	case 'y':
		if n == 2 {
			return number(t.Year() % 100)
		}
		return l.Numerals(strconv.Itoa(t.Year()))
	case 'H':
		return number(t.Hour())
	case 'h':
		return number((t.Hour()+11)%12 + 1)
	case 'm':
		return number(t.Minute())
	case 'a':
		if len(l.Periods) == 2 {
			return l.Periods[t.Hour()/12]
		}
	}
	return ""
}

// ShortWeekday writes a day of the week, shortened.
func (l Locale) ShortWeekday(t time.Time) string { return l.DaysShort[t.Weekday()] }
