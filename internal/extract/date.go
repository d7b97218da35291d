package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// months maps the beginnings of the names of months, in lower case, to their
// numbers: English, German, French, Spanish, Portuguese, Italian, Dutch,
// Polish, Russian, Ukrainian, Greek, Turkish and Arabic (both the names of the
// Levant and those of Egypt). A name matches if it begins with one of these;
// the longest wins.
var months = map[string]time.Month{
	"jan": 1, "jän": 1, "ene": 1, "gen": 1, "sty": 1, "янв": 1, "січ": 1, "ιαν": 1, "γεν": 1, "oca": 1, "يناير": 1, "كانون الثاني": 1,
	"feb": 2, "fév": 2, "fev": 2, "lut": 2, "фев": 2, "лют": 2, "φεβ": 2, "şub": 2, "فبراير": 2, "شباط": 2,
	"mar": 3, "mär": 3, "mrz": 3, "maa": 3, "мар": 3, "бер": 3, "μαρ": 3, "μάρ": 3, "مارس": 3, "آذار": 3,
	"apr": 4, "avr": 4, "abr": 4, "kwi": 4, "апр": 4, "кві": 4, "απρ": 4, "nis": 4, "أبريل": 4, "ابريل": 4, "إبريل": 4, "نيسان": 4,
	"may": 5, "mai": 5, "mag": 5, "mei": 5, "maj": 5, "май": 5, "мая": 5, "тра": 5, "μαΐ": 5, "μαι": 5, "μάι": 5, "مايو": 5, "أيار": 5,
	"jun": 6, "juin": 6, "giu": 6, "cze": 6, "июн": 6, "чер": 6, "ιουν": 6, "ιούν": 6, "haz": 6, "يونيو": 6, "حزيران": 6,
	"jul": 7, "juil": 7, "lug": 7, "lip": 7, "июл": 7, "лип": 7, "ιουλ": 7, "ιούλ": 7, "tem": 7, "يوليو": 7, "تموز": 7,
	"aug": 8, "aoû": 8, "aou": 8, "ago": 8, "sie": 8, "авг": 8, "сер": 8, "αυγ": 8, "αύγ": 8, "ağu": 8, "أغسطس": 8, "اغسطس": 8, "آب": 8,
	"sep": 9, "set": 9, "wrz": 9, "сен": 9, "вер": 9, "σεπ": 9, "eyl": 9, "سبتمبر": 9, "أيلول": 9,
	"oct": 10, "okt": 10, "out": 10, "ott": 10, "paź": 10, "окт": 10, "жов": 10, "οκτ": 10, "eki": 10, "أكتوبر": 10, "اكتوبر": 10, "تشرين الأول": 10,
	"nov": 11, "lis": 11, "ноя": 11, "лис": 11, "νοε": 11, "νοέ": 11, "kas": 11, "نوفمبر": 11, "تشرين الثاني": 11,
	"dec": 12, "dez": 12, "déc": 12, "dic": 12, "gru": 12, "дек": 12, "гру": 12, "δεκ": 12, "ara": 12, "ديسمبر": 12, "كانون الأول": 12,
}

var (
	isoDate     = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?:(?:T|,?\s+)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?`)
	isoZone     = regexp.MustCompile(`^\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)`)
	compactDate = regexp.MustCompile(`^((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?`)
	dayFirst    = regexp.MustCompile(`(?:^|[^\d.:])(\d{1,2})(?:st|nd|rd|th|º|er)?[.,]?\s*(?:de\s+|of\s+|-)?(\p{L}[\p{L}\p{M}]*\.?(?:\s(?:الأول|الثاني))?)(?:\s*/\s*\p{L}+)?[,.]?[\s-]*(?:de\s+|del\s+)?((?:19|20)\d\d)(?:[^\d]|$)`)
	monthFirst  = regexp.MustCompile(`(?:^|[^\p{L}])(\p{L}{3,12}\.?)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?:[^\d]|$)`)
	numericDate = regexp.MustCompile(`(?:^|[^\d])(\d{1,2})([./-])(\d{1,2})[./-]((?:19|20)\d\d|\d\d)(?:[^\d]|$)`)
	yearFirst   = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)(?:[./]|年)\s?(\d{1,2})(?:[./]|月)\s?(\d{1,2})(?:日|[^\d]|$)`)
	clock       = regexp.MustCompile(`(?i)(?:^|[^\d:.])(\d{1,2})[:.h](\d\d)(?::(\d\d))?(?:\s*([ap])\.?m\b)?`)
	clockZone   = regexp.MustCompile(`(?i)^\s*(?:\(?(UTC|GMT)(?:\s*([+-]\d{1,2})(?::?(\d\d))?)?|([+-]\d\d):?(\d\d))`)
	pathDate    = regexp.MustCompile(`/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?:[/_-]|\b)`)
)

// stamp is a moment as precisely as a page gives it. Without a zone it is
// taken for UTC.
type stamp struct {
	time     time.Time
	hasClock bool
}

// maxDateText is the longest text in which a date is looked for, in bytes.
const maxDateText = 1000

// parseDate finds the first date in text: ISO 8601 and its usual variants,
// dates in words, numbers, and seconds since 1970. monthBeforeDay says how to
// read 03/04/2024; where it is nil such a date is unknown.
func parseDate(text string, monthBeforeDay *bool) (stamp, bool) {
	if len(text) > maxDateText {
		return stamp{}, false
	}
	text = westernDigits(text)
	if m := isoDate.FindStringSubmatchIndex(text); m != nil {
		part := func(i int) int { return number(text, m, i) }
		return moment(part(1), part(2), part(3), part(4), part(5), part(6), zoneAfter(text[m[1]:], isoZone), m[8] >= 0)
	}
	if m := yearFirst.FindStringSubmatchIndex(text); m != nil {
		return dated(text, m, number(text, m, 1), number(text, m, 2), number(text, m, 3))
	}
	if m := dayFirst.FindStringSubmatchIndex(text); m != nil {
		if month := monthNamed(text[m[4]:m[5]]); month != 0 {
			return dated(text, m, number(text, m, 3), int(month), number(text, m, 1))
		}
	}
	if m := monthFirst.FindStringSubmatchIndex(text); m != nil {
		if month := monthNamed(text[m[2]:m[3]]); month != 0 {
			return dated(text, m, number(text, m, 3), int(month), number(text, m, 2))
		}
	}
	if m := numericDate.FindStringSubmatchIndex(text); m != nil {
		a, b, year := number(text, m, 1), number(text, m, 3), number(text, m, 4)
		if year < 100 {
			year += 2000
		}
		switch {
		case a > 12 || text[m[4]:m[5]] == ".":
			return dated(text, m, year, b, a)
		case b > 12 || monthBeforeDay != nil && *monthBeforeDay:
			return dated(text, m, year, a, b)
		case monthBeforeDay != nil:
			return dated(text, m, year, b, a)
		}
		return stamp{}, false
	}
	return machineDate(strings.TrimSpace(text))
}

// machineDate reads compact dates and seconds or milliseconds since 1970.
func machineDate(text string) (stamp, bool) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && (len(text) == 10 || len(text) == 13) {
		if len(text) == 13 {
			n /= 1000
		}
		t := time.Unix(n, 0).UTC()
		return stamp{t, true}, t.Year() >= 1990 && t.Year() < 2100
	}
	m := compactDate.FindStringSubmatchIndex(text)
	if m == nil || len(text) > 32 {
		return stamp{}, false
	}
	part := func(i int) int { return number(text, m, i) }
	return moment(part(1), part(2), part(3), part(4), part(5), part(6), zoneAfter(text[m[1]:], isoZone), m[8] >= 0)
}

func number(text string, m []int, i int) int {
	if 2*i+1 >= len(m) || m[2*i] < 0 {
		return 0
	}
	n, err := strconv.Atoi(text[m[2*i]:m[2*i+1]])
	if err != nil {
		return 0
	}
	return n
}

// dated completes a date with the time of day that stands near it.
func dated(text string, m []int, year, month, day int) (stamp, bool) {
	before, after := text[:m[0]], text[m[len(m)-1]:] // what follows the last number
	around := after
	c := clock.FindStringSubmatchIndex(around)
	if c == nil || c[0] > 30 {
		around = before
		c = clock.FindStringSubmatchIndex(around)
	}
	if c == nil {
		return moment(year, month, day, 0, 0, 0, time.UTC, false)
	}
	hour := number(around, c, 1)
	if c[8] >= 0 {
		hour %= 12
		if strings.EqualFold(around[c[8]:c[9]], "p") {
			hour += 12
		}
	}
	s, ok := moment(year, month, day, hour, number(around, c, 2), number(around, c, 3), zoneAfter(around[c[1]:], clockZone), true)
	if !ok {
		s, ok = moment(year, month, day, 0, 0, 0, time.UTC, false)
	}
	return s, ok
}

func moment(year, month, day, hour, minute, second int, zone *time.Location, hasClock bool) (stamp, bool) {
	if month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60 || year < 1980 || year > 2100 {
		return stamp{}, false
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, 0, zone)
	if hour < 24 && t.Day() != day {
		return stamp{}, false
	}
	return stamp{t, hasClock}, true
}

// zoneAfter reads the zone at the beginning of text, UTC where there is none.
func zoneAfter(text string, pattern *regexp.Regexp) *time.Location {
	m := pattern.FindStringSubmatch(text)
	if m == nil {
		return time.UTC
	}
	offset := strings.Join(m[1:], "")
	offset = strings.NewReplacer("UTC", "", "GMT", "", "utc", "", "gmt", "", "Z", "", ":", "").Replace(offset)
	if len(offset) < 2 {
		return time.UTC
	}
	sign := 1
	if offset[0] == '-' {
		sign = -1
	}
	digits := strings.TrimLeft(offset, "+-")
	hours, minutes := digits, "0"
	if len(digits) > 2 {
		hours, minutes = digits[:len(digits)-2], digits[len(digits)-2:]
	}
	h, err1 := strconv.Atoi(hours)
	m2, err2 := strconv.Atoi(minutes)
	seconds := sign * (h*3600 + m2*60)
	if err1 != nil || err2 != nil || h > 14 || seconds == 0 {
		return time.UTC
	}
	return time.FixedZone("", seconds)
}

func monthNamed(name string) time.Month {
	name = strings.ToLower(strings.TrimRight(name, "."))
	var best time.Month
	length := 0
	for prefix, month := range months {
		if len(prefix) > length && strings.HasPrefix(name, prefix) {
			best, length = month, len(prefix)
		}
	}
	return best
}

// westernDigits replaces Arabic and Persian digits.
func westernDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		}
		return r
	}, s)
}

// isDateLine reports text that is nothing but a date or time with the words
// that go with it.
func isDateLine(text string) bool {
	if len(text) > 120 {
		return false
	}
	digits, letters := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	if digits < 3 {
		return false
	}
	if letters == 0 {
		return strings.ContainsAny(text, ".:/-")
	}
	_, ok := parseDate(text, new(bool))
	return ok && letters <= 40
}
