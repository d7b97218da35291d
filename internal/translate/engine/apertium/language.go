package apertium

import (
	"strings"
)

// languages maps the ISO 639-3 codes of Apertium's modes from BCP 47.
var languages = map[string]string{
	"af": "afr", "an": "arg", "ar": "ara", "ast": "ast", "az": "aze", "be": "bel", "bg": "bul", "br": "bre", "bs": "hbs_BS", "ca": "cat", "crh": "crh", "cy": "cym",
	"da": "dan", "de": "deu", "el": "ell", "en": "eng", "eo": "epo", "es": "spa", "eu": "eus", "fa": "pes", "fi": "fin", "fr": "fra", "frp": "frp", "ga": "gle",
	"gl": "glg", "gv": "glv", "he": "heb", "hi": "hin", "hr": "hbs_HR", "hu": "hun", "id": "ind", "is": "isl", "it": "ita", "kk": "kaz", "ky": "kir", "lv": "lav",
	"lt": "lit", "mk": "mkd", "ms": "zsm", "mt": "mlt", "nb": "nob", "nl": "nld", "nn": "nno", "no": "nob", "oc": "oci", "pl": "pol", "pt": "por", "ro": "ron",
	"ru": "rus", "sc": "srd", "scn": "scn", "se": "sme", "sk": "slk", "sl": "slv", "sq": "sqi", "sr": "hbs_SR", "sv": "swe", "szl": "szl", "tg": "tgk", "tr": "tur",
	"tt": "tat", "uk": "ukr", "ur": "urd", "uz": "uzb", "zh": "zho",
}

// macros are codes under which some of Apertium's data also files a language.
var macros = map[string][]string{"bs": {"hbs"}, "hr": {"hbs"}, "sr": {"hbs"}, "oc": {"oci_aran"}, "ca": {"cat_valencia"}}

// Directions returns the names under which a direction may be installed, the most
// exact first.
func Directions(from, to string) []string {
	var out []string
	for _, f := range codes(from) {
		for _, t := range codes(to) {
			out = append(out, f+"-"+t)
		}
	}
	return out
}

func codes(tag string) []string {
	language, region, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	language = strings.ToLower(language)
	code, ok := languages[language]
	if !ok {
		code = language
	}
	var out []string
	if region != "" {
		out = append(out, code+"_"+strings.ToUpper(region))
	}
	out = append(out, code)
	return append(out, macros[language]...)
}

// packageFor names the Debian package that would hold a direction.
func packageFor(from, to string) string {
	f, t := bare(from), bare(to)
	if f > t {
		f, t = t, f
	}
	return "apertium-" + f + "-" + t
}

func bare(tag string) string {
	all := codes(tag)
	code, _, _ := strings.Cut(all[len(all)-1], "_")
	return code
}
