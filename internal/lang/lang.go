// Package lang knows about languages: their tags, names and directions, which
// one a text is in, and how they write sentences and numbers.
package lang

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Normalize returns a language tag in the canonical form of BCP 47, reduced to
// language, script and region: "en_us.UTF-8" is "en-US", "iw" is "he". Subtags
// that do not exist are dropped from the end. It returns "" for what names no
// language, "und" and "mul" included.
func Normalize(tag string) string {
	t, ok := parse(tag)
	if !ok {
		return ""
	}
	return t.String()
}

func parse(tag string) (language.Tag, bool) {
	tag = strings.TrimSpace(tag)
	if i := strings.IndexAny(tag, ".@,; "); i >= 0 { // "en_US.UTF-8@euro", "de, en"
		tag = tag[:i]
	}
	tag = strings.ReplaceAll(tag, "_", "-")
	for len(tag) >= 2 && len(tag) <= 64 {
		if t, err := language.Parse(tag); err == nil {
			return reduce(t)
		}
		i := strings.LastIndexByte(tag, '-')
		if i < 0 {
			break
		}
		tag = tag[:i]
	}
	return language.Und, false
}

// reduce leaves language, script and region.
func reduce(t language.Tag) (language.Tag, bool) {
	base, script, region := t.Raw()
	switch base.String() {
	case "und", "mul", "mis", "zxx":
		return language.Und, false
	}
	reduced, err := language.Compose(base, script, region)
	return reduced, err == nil
}

// Base returns the language of a tag without script and region: "pt" for
// "pt-BR". It returns "" for what names no language.
func Base(tag string) string {
	t, ok := parse(tag)
	if !ok {
		return ""
	}
	base, _ := t.Base()
	return base.String()
}

// Script returns the ISO 15924 code of the script that a language is written
// in, such as "Cyrl": the one in its tag, else its most common one. It returns
// "" for what names no language.
func Script(tag string) string {
	t, ok := parse(tag)
	if !ok {
		return ""
	}
	script, _ := t.Script()
	return script.String()
}

// Direction returns "rtl" for languages that are written from right to left
// and "ltr" for all others, unknown ones included: the values of HTML's dir.
func Direction(tag string) string {
	switch Script(tag) {
	case "Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi":
		return "rtl"
	default:
		return "ltr"
	}
}

// Name returns the name of the language tag in the language in: Name("pt-BR",
// "fr") is "portugais brésilien". Where no name is known it is the English
// one, else the tag itself.
func Name(tag, in string) string {
	t, ok := parse(tag)
	if !ok {
		return tag
	}
	if reader, ok := parse(in); ok {
		if namer := display.Languages(reader); namer != nil {
			if name := namer.Name(t); name != "" {
				return name
			}
		}
	}
	if name := display.English.Languages().Name(t); name != "" {
		return name
	}
	return t.String()
}

// SelfName returns the name of a language in itself, such as "العربية", or
// the English name where it is not known.
func SelfName(tag string) string {
	t, ok := parse(tag)
	if !ok {
		return tag
	}
	if name := display.Self.Name(t); name != "" {
		return name
	}
	return Name(tag, "en")
}
