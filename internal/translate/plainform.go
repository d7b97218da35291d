package translate

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// plainForms are what characters become that Unicode doesn't decompose.
var plainForms = map[rune]string{
	'‘': "'", '’': "'", '‚': "'", '‛': "'", '′': "'", 'ʼ': "'", '`': "'", '´': "'", 'ʻ': "'", '‹': "'", '›': "'",
	'“': `"`, '”': `"`, '„': `"`, '‟': `"`, '″': `"`, '«': `"`, '»': `"`, '＂': `"`,
	'–': "-", '—': "-", '―': "-", '‐': "-", '‑': "-", '‒': "-", '−': "-", '⸺': "-", '﹣': "-", '－': "-",
	'…': "...", '⁄': "/", '∕': "/", '×': "x", '÷': "/", '№': "No.", '·': "", '•': "", '°': "", '|': "-", '¦': "-", '~': "", '^': "",
	'{': "(", '}': ")", '[': "(", ']': ")", '\\': "/", '=': "-", '<': "", '>': "", '_': "-", '@': "", '#': "",
	'，': ", ", '。': ". ", '、': ", ", '：': ": ", '；': "; ", '！': "! ", '？': "? ", '（': " (", '）': ") ",
	'،': ",", '؛': ";", '؟': "?", '٪': "%", '٫': ".", '٬': ",", '％': "%", '۔': ".", '।': ".",
}

// plain returns the nearest form of s that the engine can read, or "".
func (p preparer) plain(s string) string {
	if p.knows(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		b.WriteString(p.plainRune(r))
	}
	return b.String()
}

func (p preparer) plainRune(r rune) string {
	if p.canEncode(r) {
		return string(r)
	}
	if form, ok := plainForms[r]; ok {
		if p.knows(form) {
			return form
		}
		return ""
	}
	if digit, ok := digitValue(r); ok && p.canEncode('0'+digit) {
		return string('0' + digit)
	}
	form := strings.ReplaceAll(norm.NFKD.String(string(r)), "⁄", "/")
	if unicode.IsLetter(r) {
		form = foldLetters(string(r), false)
	}
	form = strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Mn, c) {
			return -1
		}
		return c
	}, form)
	if form == string(r) || !p.knows(form) {
		return ""
	}
	return form
}

// digitValue returns the value of a decimal digit of any script.
func digitValue(r rune) (rune, bool) {
	if !unicode.Is(unicode.Nd, r) {
		return 0, false
	}
	value := rune(0)
	for value < 9 && unicode.Is(unicode.Nd, r-value-1) {
		value++
	}
	if value == 9 && unicode.Is(unicode.Nd, r-10) {
		return 0, false
	}
	return value, true
}

// letterFolds spells letters that have no decomposition: first the shape that
// readers of English know, then the convention of their languages.
var letterFolds = map[rune][2]string{
	'ø': {"o", "oe"}, 'Ø': {"O", "Oe"}, 'å': {"a", "aa"}, 'Å': {"A", "Aa"}, 'ö': {"o", "oe"}, 'Ö': {"O", "Oe"},
	'ä': {"a", "ae"}, 'Ä': {"A", "Ae"}, 'ü': {"u", "ue"}, 'Ü': {"U", "Ue"}, 'ß': {"ss", "ss"}, 'ẞ': {"SS", "SS"},
	'æ': {"ae", "ae"}, 'Æ': {"Ae", "Ae"}, 'œ': {"oe", "oe"}, 'Œ': {"Oe", "Oe"}, 'þ': {"th", "th"}, 'Þ': {"Th", "Th"},
	'ð': {"d", "dh"}, 'Ð': {"D", "Dh"}, 'đ': {"d", "dj"}, 'Đ': {"D", "Dj"}, 'ł': {"l", "l"}, 'Ł': {"L", "L"},
	'ħ': {"h", "h"}, 'Ħ': {"H", "H"}, 'ı': {"i", "i"}, 'İ': {"I", "I"}, 'ŋ': {"n", "ng"}, 'ŧ': {"t", "t"}, 'ə': {"a", "e"}, 'Ə': {"A", "E"},
	'ñ': {"n", "ny"}, 'ş': {"s", "sh"}, 'Ş': {"S", "Sh"}, 'š': {"s", "sh"}, 'Š': {"S", "Sh"}, 'č': {"c", "ch"}, 'Č': {"C", "Ch"},
	'ç': {"c", "ch"}, 'Ç': {"C", "Ch"}, 'ž': {"z", "zh"}, 'Ž': {"Z", "Zh"}, 'ć': {"c", "ch"}, 'Ć': {"C", "Ch"},
}

// foldLetters returns word in plain letters, with digraphs for those letters
// that have one.
func foldLetters(word string, digraphs bool) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(word) {
		if f, ok := letterFolds[r]; ok {
			b.WriteString(f[map[bool]int{true: 1}[digraphs]])
			continue
		}
		for _, c := range norm.NFKD.String(string(r)) {
			if f, ok := letterFolds[c]; ok {
				b.WriteString(f[0])
			} else if !unicode.Is(unicode.Mn, c) && !unicode.In(c, unicode.Cf) {
				b.WriteRune(c)
			}
		}
	}
	return b.String()
}
