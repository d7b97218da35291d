package document

import "golang.org/x/text/language"

// Direction returns "rtl" for languages that are written from right to left,
// "ltr" for others, and "auto" for an empty or malformed tag.
func Direction(lang string) string {
	tag, err := language.Parse(lang)
	if err != nil || lang == "" || tag == language.Und {
		return "auto"
	}
	script, _ := tag.Script()
	switch script.String() {
	case "Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Samr", "Mand", "Aran":
		return "rtl"
	}
	return "ltr"
}
