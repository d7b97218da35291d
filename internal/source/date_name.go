package source

import (
	"strings"
	"unicode/utf8"
)

// zoneMinutes returns how far a zone's name is ahead of UTC: those of RFC 822,
// and those of later use that mean one thing in the press. IST is India's; AST,
// which is as often Arabia's as the Atlantic's, is not here.
func zoneMinutes(name string) (minutes int, ok bool) {
	switch name {
	case "Z", "UT", "UTC", "GMT", "WET", "GMT0":
		return 0, true
	case "EST", "CDT", "PET", "COT", "ET":
		return -5 * 60, true
	case "EDT", "CLT", "VET", "BOT":
		return -4 * 60, true
	case "CST", "MDT", "CT":
		return -6 * 60, true
	case "MST", "PDT", "MT":
		return -7 * 60, true
	case "PST", "AKDT", "PT":
		return -8 * 60, true
	case "AKST":
		return -9 * 60, true
	case "HST":
		return -10 * 60, true
	case "NST":
		return -(3*60 + 30), true
	case "NDT":
		return -(2*60 + 30), true
	case "BRT", "ART", "CLST", "UYT":
		return -3 * 60, true
	case "BST", "WEST", "CET", "MEZ", "MET", "WAT":
		return 60, true
	case "CEST", "MESZ", "MEST", "EET", "SAST", "CAT":
		return 2 * 60, true
	case "EEST", "MSK", "МСК", "TRT", "IDT", "EAT":
		return 3 * 60, true
	case "IRST":
		return 3*60 + 30, true
	case "MSD", "GST", "SAMT":
		return 4 * 60, true
	case "PKT", "UZT", "YEKT":
		return 5 * 60, true
	case "IST":
		return 5*60 + 30, true
	case "NPT":
		return 5*60 + 45, true
	case "ICT", "WIB":
		return 7 * 60, true
	case "HKT", "SGT", "MYT", "PHT", "WITA", "AWST":
		return 8 * 60, true
	case "JST", "KST", "WIT":
		return 9 * 60, true
	case "ACST":
		return 9*60 + 30, true
	case "AEST":
		return 10 * 60, true
	case "ACDT":
		return 10*60 + 30, true
	case "AEDT":
		return 11 * 60, true
	case "NZST":
		return 12 * 60, true
	case "NZDT":
		return 13 * 60, true
	default:
		return 0, false
	}
}

// months lists the names of the months, January first, in the languages whose
// feeds are known to use them. A name may be shortened to three letters or
// more, where that is one month only.
var months = [12][]string{
	{"january", "janvier", "januar", "jänner", "enero", "gennaio", "janeiro", "januari", "января", "січня", "stycznia", "styczeń", "ledna", "ianuarie", "ιανουαρίου", "ocak", "tammikuuta", "yanvar", "יינואר", "ינואר", "يناير", "ژانویه"},
	{"february", "février", "fevrier", "februar", "febrero", "febbraio", "fevereiro", "februari", "февраля", "лютого", "lutego", "luty", "února", "februarie", "φεβρουαρίου", "şubat", "helmikuuta", "פברואר", "فبراير", "شباط", "فوریه"},
	{"march", "mar", "mars", "märz", "maerz", "marzo", "março", "maart", "mrt", "марта", "березня", "marca", "marzec", "března", "martie", "μαρτίου", "mart", "maaliskuuta", "מרץ", "مارس", "آذار"},
	{"april", "avril", "abril", "aprile", "апреля", "квітня", "kwietnia", "kwiecień", "dubna", "aprilie", "απριλίου", "nisan", "huhtikuuta", "אפריל", "أبريل", "ابريل", "إبريل", "نيسان", "آوریل"},
	{"may", "mai", "mayo", "maggio", "maio", "mei", "maj", "мая", "май", "травня", "maja", "května", "μαΐου", "mayıs", "toukokuuta", "מאי", "مايو", "أيار", "مه"},
	{"june", "juin", "juni", "junio", "giugno", "junho", "июня", "червня", "czerwca", "czerwiec", "června", "iunie", "ιουνίου", "haziran", "kesäkuuta", "יוני", "يونيو", "يونيه", "حزيران", "ژوئن"},
	{"july", "juillet", "juli", "julio", "luglio", "julho", "июля", "липня", "lipca", "lipiec", "července", "iulie", "ιουλίου", "temmuz", "heinäkuuta", "יולי", "يوليو", "يوليه", "تموز", "ژوئیه"},
	{"august", "août", "aout", "agosto", "augustus", "augusti", "августа", "серпня", "sierpnia", "sierpień", "srpna", "αυγούστου", "ağustos", "elokuuta", "agustus", "אוגוסט", "أغسطس", "اغسطس", "آب", "اوت"},
	{"september", "septembre", "septiembre", "setiembre", "settembre", "setembro", "сентября", "вересня", "września", "wrzesień", "září", "septembrie", "σεπτεμβρίου", "eylül", "syyskuuta", "ספטמבר", "سبتمبر", "أيلول", "سپتامبر"},
	{"october", "octobre", "oktober", "octubre", "ottobre", "outubro", "октября", "жовтня", "października", "październik", "října", "octombrie", "οκτωβρίου", "ekim", "lokakuuta", "אוקטובר", "أكتوبر", "اكتوبر", "اکتبر"},
	{"november", "novembre", "noviembre", "novembro", "ноября", "листопада", "listopadu", "listopada", "listopad", "noiembrie", "νοεμβρίου", "kasım", "marraskuuta", "נובמבר", "نوفمبر", "نوامبر"},
	{"december", "décembre", "dezember", "diciembre", "dicembre", "dezembro", "desember", "декабря", "грудня", "grudnia", "grudzień", "prosince", "decembrie", "δεκεμβρίου", "aralık", "joulukuuta", "דצמבר", "ديسمبر", "دسامبر"},
}

// monthOf returns the number of the month that a word names, 0 for none.
func monthOf(word string) int {
	word = strings.TrimSuffix(strings.ToLower(word), ".")
	word = strings.TrimPrefix(word, "ב") // Hebrew "in"
	if utf8.RuneCountInString(word) < 2 {
		return 0
	}
	found := 0
	short := utf8.RuneCountInString(word) >= 3
	for i, names := range months {
		for _, name := range names {
			if name == word {
				return i + 1
			}
			if short && strings.HasPrefix(name, word) {
				if found > 0 && found != i+1 {
					return 0
				}
				found = i + 1
			}
		}
	}
	return found
}
